//! Functions themselves.

use std::{collections::BTreeMap, time::Duration};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Function, LATEST, Named, code::Source, errors, function, page, settings::Settings,
    version::Version,
};
use crate::{
    context::Ctx,
    error::AwsError,
    world::{Settling, Tags},
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Create {
    function_name: String,
    role: String,
    code: Source,
    #[serde(default)]
    publish: bool,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    function_name: String,
    qualifier: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    function_version: Option<String>,
    marker: Option<String>,
    max_items: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UpdateCode {
    function_name: String,
    #[serde(default)]
    publish: bool,
    #[serde(default)]
    dry_run: bool,
    revision_id: Option<String>,
    architectures: Option<Value>,
    #[serde(flatten)]
    source: Source,
}

/// How long a function takes to be there, and a change of it to be done. A choice: the service
/// says seconds.
const CREATION: Duration = Duration::from_secs(2);

/// Settings are taken from the raw input, under the names that they keep.
pub(super) fn create(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let input: Create =
        serde_json::from_value(raw.clone()).map_err(|error| errors::invalid(error.to_string()))?;
    let Named { function: name, .. } = Named::read(&input.function_name, None);
    if !input.role.contains(":role/") {
        return Err(errors::invalid(
            "The role defined for the function is not a role.",
        ));
    }
    let version = Version {
        settings: Settings::new(&name, &raw)?,
        code: input.code.read()?,
        modified: ctx.now,
        revision: ctx.ids.uuid(),
        creation: Settling::until(ctx.done_after(CREATION), ctx.stuck(&["Failed", "Inactive"])),
        update: None,
    };
    let arn = ctx.arn("lambda", &format!("function:{name}"));
    let (now, revision) = (ctx.now, ctx.ids.uuid());
    let state = ctx.world.lambda.at(ctx.account, ctx.region);
    if state.functions.contains_key(&name) {
        return Err(errors::conflict(format!("Function already exist: {name}")));
    }
    let mut function = Function {
        name: name.clone(),
        arn,
        latest: version,
        versions: BTreeMap::new(),
        published: 0,
        aliases: BTreeMap::new(),
        policies: BTreeMap::new(),
        events: Vec::new(),
        reserved: None,
        asynchronous: BTreeMap::new(),
        urls: BTreeMap::new(),
        provisioned: BTreeMap::new(),
        tags: input.tags,
    };
    let number = input
        .publish
        .then(|| function.publish(None, revision, now).to_string());
    let shown = function.shown(number.as_deref().unwrap_or(LATEST), now)?;
    state.functions.insert(name, function);
    Ok(shown)
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let (now, region) = (ctx.now, ctx.region.clone());
    let named = Named::read(&input.function_name, input.qualifier.as_deref());
    let function = function(ctx, &named)?;
    let configuration = function.shown(named.qualifier.as_deref().unwrap_or(LATEST), now)?;
    let (version, number) = function.version(named.qualifier.as_deref())?;
    let code = match &version.code.image {
        Some(image) => json!({
            "RepositoryType": "ECR", "ImageUri": image, "ResolvedImageUri": image,
        }),
        None => json!({
            "RepositoryType": "S3",
            "Location": format!(
                "https://awslambda-{region}-tasks.s3.{region}.amazonaws.com/snapshots/{}-{number}",
                function.name
            ),
        }),
    };
    let tags = (!function.tags.is_empty()).then_some(&function.tags);
    let reserved = function.reserved;
    Ok(json!({
        "Configuration": configuration,
        "Code": code,
        "Tags": tags,
        "Concurrency": reserved.map(|count| json!({ "ReservedConcurrentExecutions": count })),
    }))
}

pub(super) fn get_configuration(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let now = ctx.now;
    let named = Named::read(&input.function_name, input.qualifier.as_deref());
    function(ctx, &named)?.shown(named.qualifier.as_deref().unwrap_or(LATEST), now)
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let all = input.function_version.as_deref() == Some("ALL");
    let state = ctx.world.lambda.get(ctx.account, ctx.region);
    let mut rows = Vec::new();
    for function in state.into_iter().flat_map(|state| state.functions.values()) {
        rows.push((function.name.clone(), function.shown(LATEST, ctx.now)?));
        for number in function.versions.keys().filter(|_| all) {
            let key = format!("{}:{number:012}", function.name);
            rows.push((key, function.shown(&number.to_string(), ctx.now)?));
        }
    }
    let page = page(ctx, input.max_items, input.marker, rows)?;
    Ok(json!({ "Functions": page.items, "NextMarker": page.next_token }))
}

pub(super) fn update_code(ctx: &mut Ctx<'_>, input: UpdateCode) -> Result<Value, AwsError> {
    let code = input.source.read()?;
    let settling = change(ctx);
    let (now, revision, next) = (ctx.now, ctx.ids.uuid(), ctx.ids.uuid());
    let function = function(ctx, &Named::read(&input.function_name, None))?;
    function.accepts(input.revision_id.as_deref(), now)?;
    if input.dry_run {
        return function.shown(LATEST, now);
    }
    let latest = &mut function.latest;
    latest.code = code;
    latest.modified = now;
    latest.revision = revision;
    latest.update = Some(settling);
    if let Some(architectures) = input.architectures {
        latest.settings.set("Architectures", architectures);
    }
    let number = input
        .publish
        .then(|| function.publish(None, next, now).to_string());
    function.shown(number.as_deref().unwrap_or(LATEST), now)
}

pub(super) fn update_configuration(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let given = |member: &str| raw.get(member).and_then(Value::as_str);
    let named = Named::read(given("FunctionName").unwrap_or_default(), None);
    let settling = change(ctx);
    let (now, revision) = (ctx.now, ctx.ids.uuid());
    let function = function(ctx, &named)?;
    function.accepts(given("RevisionId"), now)?;
    let latest = &mut function.latest;
    latest.settings.take(&named.function, &raw)?;
    latest.modified = now;
    latest.revision = revision;
    latest.update = Some(settling);
    function.shown(LATEST, now)
}

/// A function goes with all its versions, or one version goes that no alias is for.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Get) -> Result<(), AwsError> {
    let named = Named::read(&input.function_name, input.qualifier.as_deref());
    let there = function(ctx, &named)?;
    let Some(qualifier) = named.qualifier else {
        let state = ctx.world.lambda.at(ctx.account, ctx.region);
        state.functions.remove(&named.function);
        return Ok(());
    };
    if there
        .aliases
        .values()
        .any(|alias| alias.version == qualifier)
    {
        return Err(errors::conflict(format!(
            "Unable to delete version {qualifier} because an alias references it."
        )));
    }
    let number: Option<u64> = qualifier.parse().ok();
    let number = number.ok_or_else(|| {
        errors::invalid("$LATEST version cannot be deleted without deleting the function.")
    })?;
    there.versions.remove(&number);
    Ok(())
}

/// No function has its code signed. AWS answers an empty ARN then.
pub(super) fn no_code_signing(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let function = function(ctx, &Named::read(&input.function_name, None))?;
    Ok(json!({ "CodeSigningConfigArn": "", "FunctionName": function.name }))
}

fn change(ctx: &Ctx<'_>) -> Settling {
    Settling::until(ctx.done_after(CREATION), ctx.stuck(&["Failed"]))
}

// === impl Function ===

impl Function {
    /// Refuses a change while another is under way, and one that is meant for another revision.
    pub(super) fn accepts(
        &self,
        revision: Option<&str>,
        now: crate::time::Time,
    ) -> Result<(), AwsError> {
        if revision.is_some_and(|revision| revision != self.latest.revision) {
            return Err(errors::other_revision());
        }
        if self.latest.is_busy(now) {
            return Err(errors::conflict(format!(
                "The operation cannot be performed at this time. An update is in progress for \
                 resource: {}",
                self.arn
            )));
        }
        Ok(())
    }
}
