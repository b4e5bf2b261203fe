//! Credentials for the data of a table, which engines ask for when they read it.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    access::{self, Asker},
    errors, reach,
};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
pub(super) struct Who {}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ForTable {
    table_arn: String,
    duration_seconds: Option<u64>,
}

const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const MIXED: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const USUAL_SECONDS: u64 = 3_600;

pub(super) fn principal(ctx: &mut Ctx<'_>, _: Who) -> Result<Value, AwsError> {
    Ok(json!({ "Identity": ctx.caller.principal() }))
}

/// Gives what a query of the table, or of the table behind a link, would get, and refuses as it would
/// be refused. The credentials are good for nothing else: nobody knows them.
pub(super) fn table(ctx: &mut Ctx<'_>, input: ForTable) -> Result<Value, AwsError> {
    let object = reach::parse(&input.table_arn).filter(|object| object.table.is_some());
    let object = object.ok_or_else(|| errors::invalid("TableArn is not the ARN of a table."))?;
    let asker = Asker::of(ctx);
    access::read_any(ctx.world, &asker, &object).map_err(|denied| denied.error())?;
    let seconds = input.duration_seconds.unwrap_or(USUAL_SECONDS);
    Ok(json!({
        "AccessKeyId": format!("ASIA{}", ctx.ids.letters(UPPER, 16)),
        "SecretAccessKey": ctx.ids.letters(MIXED, 40),
        "SessionToken": ctx.ids.letters(MIXED, 200),
        "Expiration": ctx.now + Duration::from_secs(seconds),
    }))
}
