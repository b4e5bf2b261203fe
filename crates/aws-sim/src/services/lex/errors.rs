//! Errors in the words of Lex.

use crate::{context::Ctx, error::AwsError};

/// Where an operation does not list that something is not there, its state does not fit.
pub(super) fn missing(ctx: &Ctx<'_>, what: &str) -> AwsError {
    let absent = "ResourceNotFoundException";
    let unfit = "PreconditionFailedException";
    let lists = |code| ctx.model.lists(ctx.operation, code);
    let code = if lists(unfit) && !lists(absent) {
        unfit
    } else {
        absent
    };
    AwsError::new(code, format!("There is no {what}."))
}

pub(super) fn full(what: &str, most: usize) -> AwsError {
    AwsError::new(
        "ServiceQuotaExceededException",
        format!("There can be {most} {what}."),
    )
}

pub(super) fn exists(what: &str, name: &str) -> AwsError {
    AwsError::new(
        "ConflictException",
        format!("{what} {name} exists already."),
    )
}
