//! Lambda: functions, their versions and aliases, layers, and who may call.
//!
//! Nothing runs: an invocation answers what it was sent, and one that waits for no answer is noted.
//! The code of an archive in a bucket is not fetched; its digest is made of the place. Versions and
//! layers are numbered from 1. The policies of layers are kept, and have no say.

mod alias;
mod asynchronous;
mod code;
mod concurrency;
mod errors;
mod function;
mod invocation;
mod layer;
mod layer_permission;
mod mapping;
mod permission;
mod provisioned;
mod qualified;
mod settings;
mod tag;
mod url;
mod version;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use self::version::Version;
use super::Operations;
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    paging::{Page, PageRequest},
    place::{Account, Region},
    time::{self, Time},
    world::{Settles, Tags, World},
};

/// What one account has in one Region.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    functions: BTreeMap<String, Function>,
    layers: BTreeMap<String, layer::Layer>,
    /// Mappings of event sources by id.
    mappings: BTreeMap<String, mapping::Mapping>,
}

#[derive(Debug, Serialize)]
struct Function {
    name: String,
    arn: String,
    latest: Version,
    /// Published versions by number.
    versions: BTreeMap<u64, Version>,
    /// How many versions were ever published.
    published: u64,
    aliases: BTreeMap<String, alias::Alias>,
    /// Statements by id, of each qualifier; those of the function itself under "".
    policies: BTreeMap<String, permission::Policy>,
    /// The latest invocations that wait for no answer, oldest first.
    events: Vec<invocation::Event>,
    reserved: Option<u64>,
    /// What becomes of asynchronous calls, by qualifier; of the function itself under "".
    asynchronous: BTreeMap<String, asynchronous::Settings>,
    /// Addresses by alias; that of the function itself under "".
    urls: BTreeMap<String, url::Url>,
    /// Concurrency that is kept ready, by qualifier.
    provisioned: BTreeMap<String, provisioned::Provisioned>,
    tags: Tags,
}

/// The function that a request means, and the version or alias of it.
#[derive(Debug)]
struct Named {
    /// The account of the function, if it was named.
    account: Option<Account>,
    function: String,
    qualifier: Option<String>,
}

const LATEST: &str = "$LATEST";

pub(super) fn operations() -> Operations {
    let functions = Operations::default()
        .on("CreateFunction", function::create)
        .on("GetFunction", function::get)
        .on("GetFunctionConfiguration", function::get_configuration)
        .on("ListFunctions", function::list)
        .on("UpdateFunctionCode", function::update_code)
        .on(
            "UpdateFunctionConfiguration",
            function::update_configuration,
        )
        .on("DeleteFunction", function::delete)
        .on("GetFunctionCodeSigningConfig", function::no_code_signing)
        .on("PublishVersion", version::publish)
        .on("ListVersionsByFunction", version::list)
        .on("CreateAlias", alias::create)
        .on("GetAlias", alias::get)
        .on("ListAliases", alias::list)
        .on("UpdateAlias", alias::update)
        .on("DeleteAlias", alias::delete)
        .on("AddPermission", permission::add)
        .on("GetPolicy", permission::get)
        .on("RemovePermission", permission::remove)
        .on("Invoke", invocation::invoke);
    functions
        .on("PublishLayerVersion", layer::publish)
        .on("GetLayerVersion", layer::get)
        .on("GetLayerVersionByArn", layer::get_by_arn)
        .on("ListLayerVersions", layer::list_versions)
        .on("ListLayers", layer::list)
        .on("DeleteLayerVersion", layer::delete)
        .on("AddLayerVersionPermission", layer_permission::add)
        .on("GetLayerVersionPolicy", layer_permission::get)
        .on("RemoveLayerVersionPermission", layer_permission::remove)
        .on("PutFunctionConcurrency", concurrency::put)
        .on("GetFunctionConcurrency", concurrency::get)
        .on("DeleteFunctionConcurrency", concurrency::delete)
        .on("GetAccountSettings", concurrency::account)
        .on("PutProvisionedConcurrencyConfig", provisioned::put)
        .on("GetProvisionedConcurrencyConfig", provisioned::get)
        .on("ListProvisionedConcurrencyConfigs", provisioned::list)
        .on("DeleteProvisionedConcurrencyConfig", provisioned::delete)
        .on("PutFunctionEventInvokeConfig", asynchronous::put)
        .on("UpdateFunctionEventInvokeConfig", asynchronous::update)
        .on("GetFunctionEventInvokeConfig", asynchronous::get)
        .on("ListFunctionEventInvokeConfigs", asynchronous::list)
        .on("DeleteFunctionEventInvokeConfig", asynchronous::delete)
        .on("CreateFunctionUrlConfig", url::create)
        .on("GetFunctionUrlConfig", url::get)
        .on("UpdateFunctionUrlConfig", url::update)
        .on("ListFunctionUrlConfigs", url::list)
        .on("DeleteFunctionUrlConfig", url::delete)
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
        .on("ListTags", tag::list)
        .on("CreateEventSourceMapping", mapping::create)
        .on("GetEventSourceMapping", mapping::get)
        .on("ListEventSourceMappings", mapping::list)
        .on("UpdateEventSourceMapping", mapping::update)
        .on("DeleteEventSourceMapping", mapping::delete)
}

impl Settles for State {}

/// The function that a request names, to be changed.
fn function<'w>(ctx: &'w mut Ctx<'_>, named: &Named) -> Result<&'w mut Function, AwsError> {
    let account = named.account.as_ref().unwrap_or(ctx.account);
    let arn = format!(
        "arn:aws:lambda:{}:{account}:function:{}",
        ctx.region, named.function
    );
    let state = ctx.world.lambda.at(account, ctx.region);
    state
        .functions
        .get_mut(&named.function)
        .ok_or_else(|| errors::no_function(&arn))
}

/// The ARN of the function, version or alias that a caller in this place names.
pub(crate) fn arn(
    account: &Account,
    region: &Region,
    name: &str,
    qualifier: Option<&str>,
) -> String {
    let named = Named::read(name, qualifier);
    let account = named.account.as_ref().unwrap_or(account);
    let arn = format!(
        "arn:aws:lambda:{region}:{account}:function:{}",
        named.function
    );
    match named.qualifier {
        Some(qualifier) => format!("{arn}:{qualifier}"),
        None => arn,
    }
}

/// The policy of the function, version or alias with this ARN, if it has statements.
pub(crate) fn policy(world: &World, arn: &str) -> Option<String> {
    let (function, named) = find(world, arn)?;
    let qualifier = named.qualifier.unwrap_or_default();
    function.policies.get(&qualifier)?.document()
}

/// The tags of the function with this ARN, whatever its qualifier.
pub(crate) fn tags<'w>(world: &'w World, arn: &str) -> Option<&'w Tags> {
    find(world, arn).map(|(function, _)| &function.tags)
}

/// Notes an invocation of the function with this ARN that waits for no answer.
pub(crate) fn call(world: &mut World, arn: &str, payload: Value, now: Time) {
    let named = Named::read(arn, None);
    let place = Arn::parse(arn).and_then(|arn| Some((arn.owner()?, Region::new(arn.region))));
    let Some((account, region)) = place else {
        return;
    };
    let state = world.lambda.at(&account, &region);
    if let Some(function) = state.functions.get_mut(&named.function) {
        function.note(named.qualifier, payload, now);
    }
}

fn find<'w>(world: &'w World, arn: &str) -> Option<(&'w Function, Named)> {
    let parsed = Arn::parse(arn).filter(|arn| arn.resource.starts_with("function:"))?;
    let (named, region) = (Named::read(arn, None), Region::new(parsed.region));
    let state = world.lambda.get(named.account.as_ref()?, &region)?;
    Some((state.functions.get(&named.function)?, named))
}

/// A page, in the words of Lambda.
fn page<T>(
    ctx: &Ctx<'_>,
    size: Option<usize>,
    marker: Option<String>,
    rows: impl IntoIterator<Item = (String, T)>,
) -> Result<Page<T>, AwsError> {
    let request = PageRequest {
        max_results: Some(size.unwrap_or(50)),
        next_token: marker,
    };
    ctx.page(&request, rows)
        .map_err(|error| errors::invalid(error.message))
}

/// `2026-09-21T10:13:20.000+0000`
fn date(at: Time) -> String {
    let millis = at.as_micros() / 1_000;
    #[expect(clippy::cast_precision_loss, reason = "seconds of any date fit")]
    let whole = time::iso8601((millis / 1_000) as f64).unwrap_or_default();
    format!("{}.{:03}+0000", whole.trim_end_matches('Z'), millis % 1_000)
}

// === impl Named ===

impl Named {
    /// `name`, `name:alias`, an ARN of either, or the account and the name; with the qualifier
    /// that is given apart.
    fn read(given: &str, qualifier: Option<&str>) -> Self {
        let arn = Arn::parse(given);
        let resource = arn.map_or(given, |arn| arn.resource);
        let (before, plain) = resource.split_once("function:").unwrap_or(("", resource));
        let (name, inner) = match plain.split_once(':') {
            Some((name, inner)) => (name, Some(inner)),
            None => (plain, None),
        };
        let partial = Account::new(before.trim_end_matches(':'));
        Self {
            account: arn.and_then(|arn| arn.owner()).or(partial),
            function: name.to_owned(),
            qualifier: qualifier.or(inner).map(str::to_owned),
        }
    }
}

// === impl Function ===

impl Function {
    /// The version that a qualifier means, and its number.
    fn version(&self, qualifier: Option<&str>) -> Result<(&Version, String), AwsError> {
        let qualifier = qualifier.unwrap_or(LATEST);
        let alias = self.aliases.get(qualifier);
        let number = alias.map_or(qualifier, |alias| alias.version.as_str());
        let version = match number {
            LATEST => Some(&self.latest),
            number => number
                .parse()
                .ok()
                .and_then(|number: u64| self.versions.get(&number)),
        };
        let missing = || errors::no_function(&format!("{}:{qualifier}", self.arn));
        Ok((version.ok_or_else(missing)?, number.to_owned()))
    }

    /// The ARN, of a version or alias if one is named.
    fn qualified(&self, qualifier: Option<&str>) -> String {
        match qualifier {
            Some(qualifier) => format!("{}:{qualifier}", self.arn),
            None => self.arn.clone(),
        }
    }
}
