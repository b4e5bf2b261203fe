//! Aliases: names for versions.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Function, LATEST, Named, errors, function, page};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Serialize)]
pub(super) struct Alias {
    pub(super) version: String,
    description: String,
    routing: Option<Value>,
    revision: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Change {
    function_name: String,
    name: String,
    function_version: Option<String>,
    description: Option<String>,
    routing_config: Option<Value>,
    revision_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    function_name: String,
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    function_name: String,
    function_version: Option<String>,
    marker: Option<String>,
    max_items: Option<usize>,
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Change) -> Result<Value, AwsError> {
    let revision = ctx.ids.uuid();
    let function = function(ctx, &Named::read(&input.function_name, None))?;
    let version = input.function_version.unwrap_or_else(|| LATEST.to_owned());
    function.version(Some(&version))?;
    if function.aliases.contains_key(&input.name) {
        return Err(errors::conflict(format!(
            "Alias already exists: {}",
            function.qualified(Some(&input.name))
        )));
    }
    let alias = Alias {
        version,
        description: input.description.unwrap_or_default(),
        routing: input.routing_config,
        revision,
    };
    function.aliases.insert(input.name.clone(), alias);
    function.alias(&input.name)
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    function(ctx, &Named::read(&input.function_name, None))?.alias(&input.name)
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let function = function(ctx, &Named::read(&input.function_name, None))?;
    let wanted = input.function_version.as_ref();
    let aliases = function.aliases.iter();
    let shown = aliases.filter(|(_, alias)| wanted.is_none_or(|wanted| *wanted == alias.version));
    let rows = shown
        .map(|(name, _)| Ok((name.clone(), function.alias(name)?)))
        .collect::<Result<Vec<_>, AwsError>>()?;
    let page = page(ctx, input.max_items, input.marker, rows)?;
    Ok(json!({ "Aliases": page.items, "NextMarker": page.next_token }))
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Change) -> Result<Value, AwsError> {
    let revision = ctx.ids.uuid();
    let function = function(ctx, &Named::read(&input.function_name, None))?;
    function.alias(&input.name)?;
    if let Some(version) = &input.function_version {
        function.version(Some(version))?;
    }
    if let Some(alias) = function.aliases.get_mut(&input.name) {
        if input
            .revision_id
            .is_some_and(|given| given != alias.revision)
        {
            return Err(errors::other_revision());
        }
        alias.revision = revision;
        alias.routing = input.routing_config.or_else(|| alias.routing.take());
        if let Some(version) = input.function_version {
            alias.version = version;
        }
        if let Some(description) = input.description {
            alias.description = description;
        }
    }
    function.alias(&input.name)
}

/// To delete an alias that is not there is no error.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Get) -> Result<(), AwsError> {
    let function = function(ctx, &Named::read(&input.function_name, None))?;
    function.aliases.remove(&input.name);
    function.policies.remove(&input.name);
    function.asynchronous.remove(&input.name);
    function.urls.remove(&input.name);
    function.provisioned.remove(&input.name);
    Ok(())
}

// === impl Function ===

impl Function {
    fn alias(&self, name: &str) -> Result<Value, AwsError> {
        let arn = self.qualified(Some(name));
        let alias = self.aliases.get(name);
        let alias =
            alias.ok_or_else(|| errors::not_found(&format!("Cannot find alias arn: {arn}")))?;
        let empty = |routing: &&Value| {
            let weights = routing["AdditionalVersionWeights"].as_object();
            weights.is_some_and(|weights| !weights.is_empty())
        };
        Ok(json!({
            "AliasArn": arn,
            "Name": name,
            "FunctionVersion": alias.version,
            "Description": alias.description,
            "RoutingConfig": alias.routing.as_ref().filter(empty),
            "RevisionId": alias.revision,
        }))
    }
}
