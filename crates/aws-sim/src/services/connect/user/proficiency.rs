//! What users are good at: levels in values of predefined attributes.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{KIND, find, find_mut};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{
        errors, predefined_attribute, reading,
        state::{self, Instance},
    },
    time::Time,
};

/// A level in a value of an attribute.
#[derive(Debug, Clone, Serialize)]
pub(in crate::services::connect) struct Proficiency {
    #[serde(flatten)]
    given: Given,
    since: Time,
}

/// `UserProficiency`, as on the wire.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Given {
    attribute_name: String,
    attribute_value: String,
    /// 1 to 5; not there where it does not matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Change {
    instance_id: String,
    user_id: String,
    user_proficiencies: Vec<Given>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    user_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

/// A proficiency that the user has already is an invalid request, and so is one too many, since the
/// operation lists no other error for them. Both are choices.
pub(in crate::services::connect) fn associate(
    ctx: &mut Ctx<'_>,
    input: Change,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let mut proficiencies = find(instance, &input.user_id)?.body.proficiencies.clone();
    for given in input.user_proficiencies {
        check(instance, &given)?;
        if proficiencies.iter().any(|has| has.given.is(&given)) {
            return Err(errors::invalid_request(&format!(
                "The user has the proficiency {} already.",
                given.name()
            )));
        }
        let since = ctx.now;
        proficiencies.push(Proficiency { given, since });
    }
    let limit = ctx.quota("proficiencies-per-user");
    if proficiencies.len() as u64 > limit {
        return Err(errors::invalid_request(&format!(
            "A user has at most {limit} proficiencies."
        )));
    }
    set(ctx, &input.instance_id, &input.user_id, proficiencies)
}

/// Changes the levels of proficiencies that the user has.
pub(in crate::services::connect) fn update(
    ctx: &mut Ctx<'_>,
    input: Change,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let mut proficiencies = find(instance, &input.user_id)?.body.proficiencies.clone();
    for given in input.user_proficiencies {
        check(instance, &given)?;
        let has = proficiencies.iter_mut().find(|has| has.given.is(&given));
        let has = has.ok_or_else(|| errors::not_found("Proficiency", &given.name()))?;
        has.given.level = given.level;
    }
    set(ctx, &input.instance_id, &input.user_id, proficiencies)
}

/// A proficiency that the user does not have is not found, which is a choice.
pub(in crate::services::connect) fn disassociate(
    ctx: &mut Ctx<'_>,
    input: Change,
) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let mut proficiencies = find(instance, &input.user_id)?.body.proficiencies.clone();
    for given in input.user_proficiencies {
        let at = proficiencies.iter().position(|has| has.given.is(&given));
        let at = at.ok_or_else(|| errors::not_found("Proficiency", &given.name()))?;
        proficiencies.remove(at);
    }
    set(ctx, &input.instance_id, &input.user_id, proficiencies)
}

/// By name of the attribute and value.
pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.user_id;
    let body = &reading::seen(ctx, find(instance, id)?, KIND, id)?.body;
    let proficiencies = body.proficiencies.iter();
    let mut rows: Vec<_> = proficiencies
        .filter(|proficiency| ctx.visible(proficiency.since))
        .map(|proficiency| (proficiency.given.name(), &proficiency.given))
        .collect();
    rows.sort_by(|(one, _), (other, _)| one.cmp(other));
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({
        "UserProficiencyList": page.items,
        "NextToken": page.next_token,
        "LastModifiedTime": body.proficiencies_modified,
        "LastModifiedRegion": ctx.region,
    }))
}

fn check(instance: &Instance, given: &Given) -> Result<(), AwsError> {
    let attribute = predefined_attribute::find(instance, &given.attribute_name)?;
    if attribute.body.values.contains(&given.attribute_value) {
        return Ok(());
    }
    Err(errors::invalid_parameter(&format!(
        "{} is not a value of {}.",
        given.attribute_value, given.attribute_name
    )))
}

fn set(
    ctx: &mut Ctx<'_>,
    instance_id: &str,
    user_id: &str,
    proficiencies: Vec<Proficiency>,
) -> Result<(), AwsError> {
    let now = ctx.now;
    let body = &mut find_mut(ctx, instance_id, user_id)?.body;
    body.proficiencies = proficiencies;
    body.proficiencies_modified = now;
    Ok(())
}

// === impl Proficiency ===

impl Proficiency {
    /// The name of the attribute.
    pub(in crate::services::connect) fn attribute(&self) -> &str {
        &self.given.attribute_name
    }

    /// The value of the attribute.
    pub(in crate::services::connect) fn value(&self) -> &str {
        &self.given.attribute_value
    }
}

// === impl Given ===

impl Given {
    fn is(&self, other: &Self) -> bool {
        self.attribute_name == other.attribute_name && self.attribute_value == other.attribute_value
    }

    fn name(&self) -> String {
        format!("{} {}", self.attribute_name, self.attribute_value)
    }
}
