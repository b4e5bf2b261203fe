//! What there is at the replica.

use std::collections::BTreeSet;

use connect_model::{Fault, FaultClass, Finding, InstanceId};
use connect_resources::{
    lex::Bot,
    read,
    replica::{ReplicaStatus, arn_in},
};
use flow_language::{Document, Ref, RefKind};
use futures::future::try_join;
use reconcile::RunContext;

use super::{Outlook, Pair, Tie};
use crate::{
    error::Error,
    site::{id, instance},
    wanted::{Wanted, WantedItem},
};

/// What flows use and AWS does not mirror, as the target calls it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Names {
    functions: BTreeSet<String>,
    /// `bot/alias`.
    bots: BTreeSet<String>,
}

// === impl Names ===

impl Names {
    pub(crate) fn of(wanted: &Wanted<'_>) -> Self {
        let documents = wanted.items.values().flat_map(WantedItem::documents);
        let names: Vec<Ref> = documents.flat_map(Document::names).collect();
        let of_kind = |kind| {
            let names = names.iter().filter(move |name| name.kind() == kind);
            names.map(|name| name.name().to_owned()).collect()
        };
        Self {
            functions: of_kind(RefKind::Lambda),
            bots: of_kind(RefKind::Lex),
        }
    }
}

pub(super) async fn look(cx: &RunContext, pair: Pair<'_>, names: &Names) -> Result<Outlook, Error> {
    let near = instance(cx, pair.near).await?;
    let instance = id(&near);
    let mut outlook = Outlook {
        findings: unfit(cx, pair, &near.name, &instance).await?,
        ties: Vec::new(),
        instance,
    };
    if outlook.findings.is_empty() {
        functions(cx, pair, names, &mut outlook).await?;
        bots(cx, pair, names, &mut outlook).await?;
    }
    Ok(outlook)
}

/// Why there is no replica that could follow.
async fn unfit(
    cx: &RunContext,
    pair: Pair<'_>,
    alias: &str,
    instance: &InstanceId,
) -> Result<Vec<Finding>, Fault> {
    let near = read(cx, || pair.near.ports.replica.replication(instance));
    let far = read(cx, || pair.far.ports.instance.list());
    let (replication, listed) = try_join(near, far).await?;
    let region = pair.far.scope.region.as_str();
    let is_there = listed
        .iter()
        .any(|named| named.known.id == instance.as_str());
    let is_source = replication.source.as_deref() == Some(region);
    let finding = |rule: &str, message: String, remedy: String| {
        vec![Finding::of_the_world(rule, message, remedy)]
    };
    let status = replication.in_region(region).map(|replica| &replica.status);
    Ok(match status {
        Some(ReplicaStatus::Complete) if is_there => Vec::new(),
        _ if is_source && is_there => Vec::new(),
        Some(ReplicaStatus::Failed(reason)) => finding(
            "replication-failed",
            format!("the replication of {alias} to {region} failed: {reason}"),
            "mend the replication first".to_owned(),
        ),
        Some(_) => finding(
            "replica-not-ready",
            format!("the replica of {alias} in {region} is not ready"),
            "wait until it is, then release again".to_owned(),
        ),
        None => finding(
            "not-replicated",
            format!("{alias} has no replica in {region}"),
            format!(
                "replicate it (connectctl region replicate), or name the instance in {region} as a \
                 stop of its own"
            ),
        ),
    })
}

/// A function is tied to the replica as it is tied to its source, with the same alias or version.
async fn functions(
    cx: &RunContext,
    pair: Pair<'_>,
    names: &Names,
    outlook: &mut Outlook,
) -> Result<(), Fault> {
    if names.functions.is_empty() {
        return Ok(());
    }
    let instance = &outlook.instance;
    let near = read(cx, || pair.near.ports.lambda.list(instance));
    let far = read(cx, || pair.far.ports.lambda.list(instance));
    let (near, far) = try_join(near, far).await?;
    for arn in near {
        let Some((name, qualifier)) = function(&arn) else {
            continue;
        };
        let moved = in_region(&arn, pair);
        if !names.functions.contains(name) || far.contains(&moved) {
            continue;
        }
        if exists(cx, pair, &moved, name, qualifier).await? {
            outlook.ties.push(Tie::Function { arn: moved });
            continue;
        }
        let region = &pair.far.scope.region;
        let message = format!("there is no function {name} in {region}, and flows call it");
        let remedy = "bring it there: AWS mirrors flows, and no functions";
        let finding = Finding::of_the_world("replica-function", message, remedy);
        outlook.findings.push(finding);
    }
    Ok(())
}

/// The name of a function, and the alias or version behind it.
fn function(arn: &str) -> Option<(&str, Option<&str>)> {
    let mut parts = arn.splitn(8, ':').skip(6);
    Some((parts.next()?, parts.next()))
}

/// What is in the Region of the source has its like in that of the replica; what is elsewhere serves both.
fn in_region(arn: &str, pair: Pair<'_>) -> String {
    let (near, far) = (&pair.near.scope.region, &pair.far.scope.region);
    let is_near = arn.split(':').nth(3) == Some(near.as_str());
    if is_near {
        arn_in(arn, far.as_str())
    } else {
        arn.to_owned()
    }
}

/// Whether a function of the account is there. One of another account or Region cannot be looked up.
async fn exists(
    cx: &RunContext,
    pair: Pair<'_>,
    arn: &str,
    name: &str,
    qualifier: Option<&str>,
) -> Result<bool, Fault> {
    let scope = pair.far.scope;
    let own = format!(":{}:{}:", scope.region, scope.account);
    if !arn.contains(&own) {
        return Ok(true);
    }
    let port = &pair.far.ports.function;
    match read(cx, || port.describe(name, qualifier)).await {
        Ok(_) => Ok(true),
        Err(fault) if fault.class == FaultClass::NotFound => Ok(false),
        Err(fault) => Err(fault),
    }
}

/// A bot has another id in each Region, so it is found by its name and that of its alias.
async fn bots(
    cx: &RunContext,
    pair: Pair<'_>,
    names: &Names,
    outlook: &mut Outlook,
) -> Result<(), Fault> {
    if names.bots.is_empty() {
        return Ok(());
    }
    let (port, region) = (&pair.far.ports.lex, pair.far.scope.region.as_str());
    let tied = read(cx, || port.list(&outlook.instance, false)).await?;
    let is_tied = |arn: &str| {
        let is = |bot: &Bot| matches!(bot, Bot::V2 { alias_arn } if alias_arn == arn);
        tied.iter().any(is)
    };
    for name in &names.bots {
        let Some((bot, alias)) = name.split_once('/') else {
            continue;
        };
        match read(cx, || port.alias_arn(bot, alias, region)).await? {
            Some(arn) if is_tied(&arn) => {}
            Some(arn) => outlook.ties.push(Tie::Bot {
                arn,
                name: name.clone(),
            }),
            None => {
                let message = format!("there is no bot {bot} with the alias {alias} in {region}");
                let remedy = "bring it there: AWS mirrors flows, and no bots";
                let finding = Finding::of_the_world("replica-bot", message, remedy);
                outlook.findings.push(finding);
            }
        }
    }
    Ok(())
}
