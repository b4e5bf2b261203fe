//! Policies that belong to one role, user or group alone.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    access::{Document, Purpose},
    errors,
    held::Whose,
    naming::encoded,
    page::Paging,
    policy::size,
};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Put {
    #[serde(flatten)]
    whose: Whose,
    policy_name: String,
    policy_document: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    #[serde(flatten)]
    whose: Whose,
    policy_name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct List {
    #[serde(flatten)]
    whose: Whose,
    #[serde(flatten)]
    page: Paging,
}

pub(super) fn put(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    Document::checked(&input.policy_document, Purpose::Identity).map_err(errors::malformed)?;
    let held = ctx.world.iam.at(ctx.account).held_mut(&input.whose)?;
    let others = held
        .inline
        .iter()
        .filter(|(name, _)| **name != input.policy_name);
    let sizes: usize = others.map(|(_, text)| size(text)).sum();
    let most = input.whose.inline_max();
    if sizes + size(&input.policy_document) > most {
        return Err(AwsError::new(
            "LimitExceeded",
            format!(
                "Maximum policy size of {most} bytes exceeded for {} {}",
                input.whose.kind(),
                input.whose.name()
            ),
        ));
    }
    held.inline.insert(input.policy_name, input.policy_document);
    Ok(())
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let held = ctx.world.iam.at(ctx.account).held(&input.whose)?;
    let text = held.inline.get(&input.policy_name);
    let text = text.ok_or_else(|| missing(&input))?;
    Ok(json!({
        input.whose.member(): input.whose.name(),
        "PolicyName": input.policy_name,
        "PolicyDocument": encoded(text),
    }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let held = ctx.world.iam.at(ctx.account).held(&input.whose)?;
    let names = held.inline.keys();
    let rows = names.map(|name| (name.clone(), json!(name))).collect();
    input.page.page(ctx, "PolicyNames", rows)
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let held = ctx.world.iam.at(ctx.account).held_mut(&input.whose)?;
    let gone = held.inline.remove(&input.policy_name);
    gone.map(drop).ok_or_else(|| missing(&input))
}

fn missing(input: &Named) -> AwsError {
    errors::no_such(
        &format!("{} policy", input.whose.kind()),
        &input.policy_name,
    )
}
