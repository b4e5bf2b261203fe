//! The alias of a function: the name under which a published version of it is called, and by whom.
//!
//! A function that changes is published as a new version, and the alias moves to it. Versions before
//! stay: a flow that is under way may still call one. AWS knows no tags of an alias, so it belongs to
//! whom its function belongs to, and goes with it.

mod port;

use async_trait::async_trait;
use connect_model::{
    Fault, FaultClass,
    spec::{ContactCenter, Entry, FunctionSpec},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub use self::port::{Grant, Port};
use crate::{
    Acting, Aspect, Bond, Declared, Facts, Index, Kind, KindId, Known, Layer, Members, Named,
    Observed, Order, Ownership, Reading, Reference, Said, Scope, ThingKey, Trouble,
    function_settings::{FunctionSettings, layer_contents, name_role, settled},
    members,
};

/// The kind.
#[derive(Debug)]
pub struct FunctionAliasKind;

/// The kind.
pub const KIND: FunctionAliasKind = FunctionAliasKind;

const RELEASE: &str = "release";
const ACCESS: &str = "access";

static FACTS: Facts = Facts {
    id: KindId::FunctionAlias,
    noun: "function alias",
    layer: Layer::Lambda,
    tagged: false,
    bond: Bond::Owned,
    make: "lambda:CreateAlias",
    remove: "lambda:DeleteAlias",
    settles: None,
    fixed: &[],
    aspects: &[
        Aspect::of(RELEASE, &[RELEASE], "lambda:UpdateAlias"),
        Aspect::of(ACCESS, &["caller"], "lambda:AddPermission"),
    ],
    teardown: 85,
};

/// What is not as it should be in the policy has no caller, and so differs.
#[derive(Serialize, Deserialize)]
struct FunctionAlias {
    /// The function, and the code and settings of the version.
    release: Value,
    caller: Option<Reference>,
}

// === impl FunctionAliasKind ===

#[async_trait]
impl Kind for FunctionAliasKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let instance = center.instance.alias.as_str();
        let declare = |entry: &Entry<FunctionSpec>| {
            let members = FunctionAlias {
                release: release(center, entry),
                caller: Some(Reference::named(KindId::Instance, instance)),
            };
            let mut thing = Declared::of(KindId::FunctionAlias, entry, &members);
            thing.key.name = name(entry);
            thing.ignore.clear();
            thing
        };
        center.functions.iter().map(declare).collect()
    }

    /// It comes with what it is for.
    fn said(&self, _: &Observed) -> Said {
        Said::Nothing
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let mut found = Vec::new();
        let is_one = |it: &&Declared| it.key.kind == KindId::FunctionAlias;
        for thing in cx.declared.iter().filter(is_one) {
            let name = thing.key.name.clone();
            let (function, alias) = parts(&name);
            let port = cx.ports.function_alias()?;
            let find = || port.find(function, alias);
            found.extend(cx.read_some(find).await?.map(|known| Named {
                name: name.clone(),
                known,
                modified_ms: None,
            }));
        }
        Ok(found)
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let mut found = Vec::new();
        for named in self.names(cx).await? {
            let (function, alias) = parts(&named.name);
            let functions = cx.ports.function()?;
            let describe = || functions.describe(function, Some(alias));
            let Some(record) = cx.read_some(describe).await? else {
                continue;
            };
            let contents = layer_contents(cx, &record).await?;
            let statement = statement(cx.scope);
            let port = cx.ports.function_alias()?;
            let grant = || port.grant(function, alias, &statement);
            let grant = cx.read_some(grant).await?.flatten();
            let grant = grant.filter(|grant| grant.account == cx.scope.account);
            let declared = cx.declared_as(&named.name);
            let declared = declared.and_then(|it| it.members.get(RELEASE)?.get("layers"));
            let settings = FunctionSettings::observed(&record, &contents).only_said(declared);
            let members = Members::of(&FunctionAlias {
                release: with_function(
                    json!(settings),
                    &Reference::id(KindId::Function, &record.arn),
                ),
                caller: grant.map(|grant| Reference::id(KindId::Instance, &grant.instance)),
            });
            let (_, ownership) = Ownership::split(record.tags);
            found.push(Observed {
                ownership,
                ..Observed::ready(KindId::FunctionAlias, named, members, None)
            });
        }
        Ok(found)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let (function, alias) = parts(&order.thing.key.name);
        let version = published(cx, order).await?;
        let port = cx.ports().function_alias()?;
        Ok(port.create(function, alias, &version).await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let (function, alias) = parts(&order.thing.key.name);
        match aspect {
            RELEASE => {
                let version = published(cx, order).await?;
                let port = cx.ports().function_alias()?;
                Ok(port.point(function, alias, &version).await?)
            }
            ACCESS => allow(cx, function, alias).await,
            other => Err(Trouble::unknown_aspect(KindId::FunctionAlias, other)),
        }
    }

    async fn remove(&self, cx: &Acting<'_>, key: &ThingKey, _: &Known) -> Result<(), Trouble> {
        let (function, alias) = parts(&key.name);
        Ok(cx.ports().function_alias()?.delete(function, alias).await?)
    }

    fn after_make(&self, _: &Declared) -> Vec<&'static str> {
        vec![ACCESS]
    }

    fn name_ids(&self, observed: &mut Members, index: &Index) {
        for (member, value) in observed.iter_mut() {
            if let Some(role) = value.get_mut("role").filter(|_| member == RELEASE) {
                name_role(role, index);
            }
            members::name_ids(value, &|text| index.named(text));
        }
    }
}

/// What a function and its alias are called together, as in ARNs.
pub(crate) fn name(entry: &Entry<FunctionSpec>) -> String {
    format!("{}:{}", entry.name, entry.spec.alias)
}

fn parts(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or((name, ""))
}

/// What the version is to have: all but what nobody may touch.
fn release(center: &ContactCenter, entry: &Entry<FunctionSpec>) -> Value {
    let mut settings = json!(FunctionSettings::declared(center, entry));
    if let Value::Object(members) = &mut settings {
        let is_kept = |member: &str| match member {
            "archive" => !entry.ignore.contains("file"),
            other => !entry.ignore.contains(other),
        };
        members.retain(|member, _| is_kept(member));
    }
    with_function(
        settings,
        &Reference::named(KindId::Function, entry.name.as_str()),
    )
}

fn with_function(mut settings: Value, function: &Reference) -> Value {
    settings["function"] = json!(function);
    settings
}

/// The number of the version that has what the function has now.
async fn published(cx: &Acting<'_>, order: &Order<'_>) -> Result<String, Trouble> {
    let FunctionAlias { release, .. } = order.thing.members.typed()?;
    let (function, _) = parts(&order.thing.key.name);
    settled(cx, function).await?;
    let archive = release["archive"].as_str().unwrap_or_default();
    Ok(cx
        .ports()
        .function_alias()?
        .publish(function, archive)
        .await?)
}

/// Lets Connect call the alias for this instance, and puts right a statement that says otherwise.
async fn allow(cx: &Acting<'_>, function: &str, alias: &str) -> Result<(), Trouble> {
    let (port, statement) = (cx.ports().function_alias()?, statement(cx.scope()));
    let grant = Grant {
        instance: cx.instance_known()?.arn,
        account: cx.scope().account.clone(),
    };
    match port.allow(function, alias, &statement, &grant).await {
        Err(fault) if fault.class == FaultClass::Duplicate => {}
        answer => return Ok(answer?),
    }
    if port.grant(function, alias, &statement).await? != Some(grant.clone()) {
        port.disallow(function, alias, &statement).await?;
        port.allow(function, alias, &statement, &grant).await?;
    }
    Ok(())
}

/// The id of the statement: two centres may share a function.
fn statement(scope: &Scope) -> String {
    format!("trunkline-{}", scope.alias)
}
