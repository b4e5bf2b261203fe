//! What a flow or a module says, and whether AWS would publish it.
//!
//! Checked is what others report of the service's validator: form, identifiers, types of actions,
//! where transitions lead, that what is referred to is in the instance, and that callers of modules
//! keep to the contract. What parameters an action needs is hardly known, and hardly checked.

mod action;
pub(super) mod alias;
mod branch;
mod document;
mod parameter;
mod reference;
mod stored;

use bytes::Bytes;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub(super) use self::stored::{Stored, qualified};
use super::{errors, state::Instance};
use crate::{context::Ctx, error::AwsError, settings::SearchContent};

/// The kind of a module, where flows have their types.
pub(super) const MODULE: &str = "MODULE";

/// The service takes no longer text than this, in characters.
const CHARACTERS_MAX: usize = 256_000;

/// How many problems an error names, and how long each may be.
const PROBLEMS_MAX: usize = 50;
const PROBLEM_CHARACTERS_MAX: usize = 256;

/// All that is wrong with `text` as the content of a flow of type `kind`, or of a module.
pub(super) fn problems(ctx: &Ctx<'_>, instance: &Instance, kind: &str, text: &str) -> Vec<String> {
    let Ok(content @ Value::Object(_)) = serde_json::from_str(text) else {
        return vec!["Content is not a JSON object.".to_owned()];
    };
    let mut found = Vec::new();
    document::check(kind, ctx.settings.strict, &content, &mut found);
    for (at, action) in document::actions(&content).iter().enumerate() {
        let path = format!("Actions[{at}]");
        action::check(kind, &path, action, &mut found);
        reference::check(ctx, instance, at, action, &mut found);
        reference::check_call(instance, &path, action, &mut found);
    }
    document::check_transitions(&content, &mut found);
    found
}

/// Refuses text that no flow or module can have, published or not.
pub(super) fn check_length(text: &str) -> Result<(), AwsError> {
    if text.chars().count() <= CHARACTERS_MAX {
        return Ok(());
    }
    Err(errors::invalid_parameter(&format!(
        "Content has more than {CHARACTERS_MAX} characters."
    )))
}

/// The members of the errors for content that cannot be published.
pub(super) fn details(problems: &[String]) -> Value {
    let clipped =
        |problem: &String| -> String { problem.chars().take(PROBLEM_CHARACTERS_MAX).collect() };
    let named = problems.iter().take(PROBLEMS_MAX);
    named
        .map(|problem| json!({ "message": clipped(problem) }))
        .collect()
}

/// What a search shows of a flow or module, with its content or without.
pub(super) fn found(ctx: &Ctx<'_>, mut shown: Value) -> Value {
    if let (SearchContent::Withheld, Some(members)) =
        (ctx.settings.search_content, shown.as_object_mut())
    {
        members.remove("Content");
    }
    shown
}

/// The digest that the service gives for content. How it normalises the text before is not
/// documented; here it does not.
pub(super) fn sha256(text: &str) -> String {
    format!("{:x}", Bytes::copy_from_slice(&Sha256::digest(text)))
}
