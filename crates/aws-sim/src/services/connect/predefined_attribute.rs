//! Predefined attributes, which have neither id nor ARN nor tags: their name says it all.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors, reading,
    reading::{List, Query},
    state::{self, Instance},
    uses,
};
use crate::{
    context::Ctx,
    error::AwsError,
    world::{Tags, Thing},
};

/// What a predefined attribute has besides its name.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PredefinedAttribute {
    pub(super) values: Vec<String>,
    pub(super) purposes: Vec<String>,
    /// Whether contacts take these values alone.
    pub(super) validated: bool,
}

/// `PredefinedAttributeValues`, as on the wire.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Values {
    string_list: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Configuration {
    enable_value_validation_on_association: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    name: String,
    #[serde(default)]
    values: Values,
    #[serde(default)]
    purposes: Vec<String>,
    #[serde(default)]
    attribute_configuration: Configuration,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    instance_id: String,
    name: String,
    values: Option<Values>,
    purposes: Option<Vec<String>>,
    attribute_configuration: Option<Configuration>,
}

const KIND: &str = "Predefined attribute";

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.predefined_attributes.named(&input.name).is_some() {
        return Err(errors::duplicate(KIND, &input.name));
    }
    let limit = ctx.quota("predefined-attributes");
    if instance.predefined_attributes.own() >= limit {
        return Err(errors::limit_exceeded("predefined attributes", limit));
    }
    let body = PredefinedAttribute {
        values: distinct(input.values)?,
        purposes: input.purposes,
        validated: input
            .attribute_configuration
            .enable_value_validation_on_association,
    };
    let (id, path, name) = (
        &input.instance_id,
        "predefined-attribute",
        input.name.clone(),
    );
    let attribute = state::new_thing(ctx, id, path, name, Tags::new(), body)?;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance
        .predefined_attributes
        .add(attribute)
        .map_err(|_| errors::duplicate(KIND, &input.name))
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.name;
    let attribute = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    Ok(json!({ "PredefinedAttribute": shown(ctx, attribute) }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (rows, member) = (
        ctx.rows(&input.page, &instance.predefined_attributes),
        "PredefinedAttributeSummaryList",
    );
    reading::list(ctx, &input.page, rows, member, |attribute| {
        json!({
            "Name": attribute.name,
            "LastModifiedTime": attribute.modified,
            "LastModifiedRegion": ctx.region,
        })
    })
}

pub(super) fn search(ctx: &mut Ctx<'_>, query: Query) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    reading::search(
        ctx,
        &query.page,
        &instance.predefined_attributes,
        "PredefinedAttributes",
        |attribute| {
            let name = Some(attribute.name.as_str());
            query.fits(&attribute.tags, &|field| name.filter(|_| field == "name"))
        },
        |attribute| shown(ctx, attribute),
    )
}

/// What is left out stays as it is; a list that is given is replaced as a whole. That values which
/// users are proficient in cannot go is a choice.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = find(instance, &input.name)?.id.clone();
    let values = input.values.map(distinct).transpose()?;
    if let Some(values) = &values {
        let lost =
            |name: &str, value: &str| name == input.name && !values.iter().any(|v| v == value);
        if let Some(user) = uses::attribute_value(instance, lost) {
            return Err(errors::invalid_request(&format!(
                "A value of {} is in use by {user}.",
                input.name
            )));
        }
    }
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let Some(attribute) = instance.predefined_attributes.get_mut(&id) else {
        return Ok(());
    };
    attribute.modified = now;
    if let Some(values) = values {
        attribute.body.values = values;
    }
    if let Some(purposes) = input.purposes {
        attribute.body.purposes = purposes;
    }
    if let Some(configuration) = input.attribute_configuration {
        attribute.body.validated = configuration.enable_value_validation_on_association;
    }
    Ok(())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.name)?.id.clone();
    if let Some(user) = uses::attribute_value(instance, |name, _| name == input.name) {
        return Err(errors::in_use(KIND, &input.name, user));
    }
    instance.predefined_attributes.remove(&id);
    Ok(())
}

/// The attribute with this name.
pub(super) fn find<'i>(
    instance: &'i Instance,
    name: &str,
) -> Result<&'i Thing<PredefinedAttribute>, AwsError> {
    instance
        .predefined_attributes
        .named(name)
        .ok_or_else(|| errors::not_found(KIND, name))
}

/// The values, if each is there once, which is a choice.
fn distinct(values: Values) -> Result<Vec<String>, AwsError> {
    let values = values.string_list;
    let twice = |(at, value): (usize, &String)| values[..at].contains(value);
    if values.iter().enumerate().any(twice) {
        return Err(errors::invalid_parameter("Values: a value is there twice."));
    }
    Ok(values)
}

fn shown(ctx: &Ctx<'_>, attribute: &Thing<PredefinedAttribute>) -> Value {
    json!({
        "Name": attribute.name,
        "Values": { "StringList": attribute.body.values },
        "Purposes": attribute.body.purposes,
        "AttributeConfiguration": {
            "EnableValueValidationOnAssociation": attribute.body.validated,
            "IsReadOnly": false,
        },
        "LastModifiedTime": attribute.modified,
        "LastModifiedRegion": ctx.region,
    })
}
