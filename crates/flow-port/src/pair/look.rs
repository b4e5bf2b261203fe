//! What there is at the replica.

use std::collections::BTreeSet;

use connect_model::{Fault, FaultClass, Finding, InstanceId};
use connect_resources::{
    lex::Bot,
    read,
    replica::{ReplicaStatus, Replication, arn_in},
};
use flow_language::{Document, Ref, RefKind, bundle::ItemName};
use futures::future::try_join;
use reconcile::RunContext;

use super::{Outlook, Pair, Tie};
use crate::{
    error::Error,
    site::{id, instance},
    wanted::{Wanted, WantedItem},
};

/// What a release brings, as far as a replica is concerned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cargo {
    /// Flows and modules, as the target calls them.
    items: BTreeSet<ItemName>,
    /// Functions that they name.
    functions: BTreeSet<String>,
    /// Aliases of Lex V2 bots that they name: `bot/alias`.
    bots: BTreeSet<String>,
}

// === impl Cargo ===

impl Cargo {
    pub(crate) fn of(wanted: &Wanted<'_>) -> Self {
        let documents = wanted.items.values().flat_map(WantedItem::documents);
        let names: Vec<Ref> = documents.flat_map(Document::names).collect();
        let of_kind = |kind| {
            let names = names.iter().filter(move |name| name.kind() == kind);
            names.map(|name| name.name().to_owned()).collect()
        };
        Self {
            items: wanted.items.keys().cloned().collect(),
            functions: of_kind(RefKind::Lambda),
            bots: of_kind(RefKind::Lex),
        }
    }

    /// Flows and modules that bring nothing else along.
    pub(crate) fn bare(items: impl Iterator<Item = ItemName>) -> Self {
        Self {
            items: items.collect(),
            ..Self::default()
        }
    }

    pub(super) fn items(&self) -> &BTreeSet<ItemName> {
        &self.items
    }
}

pub(super) async fn look(cx: &RunContext, pair: Pair<'_>, cargo: &Cargo) -> Result<Outlook, Error> {
    let near = instance(cx, pair.near).await?;
    let instance = id(&near);
    let mut outlook = Outlook {
        findings: unfit(cx, pair, &near.name, &instance)
            .await?
            .into_iter()
            .collect(),
        ties: Vec::new(),
        instance,
    };
    if outlook.findings.is_empty() {
        functions(cx, pair, cargo, &mut outlook).await?;
        bots(cx, pair, cargo, &mut outlook).await?;
    }
    Ok(outlook)
}

/// Why there is no replica that could follow.
async fn unfit(
    cx: &RunContext,
    pair: Pair<'_>,
    alias: &str,
    instance: &InstanceId,
) -> Result<Option<Finding>, Fault> {
    let near = read(cx, || pair.near.ports.replica.replication(instance));
    let far = read(cx, || pair.far.ports.instance.list());
    let (replication, listed) = try_join(near, far).await?;
    let id = instance.as_str();
    let is_there = listed.iter().any(|named| named.known.id == id);
    let region = pair.far.scope.region.as_str();
    Ok(misfit(&replication, alias, region, is_there))
}

/// What is wrong with the replica in a Region; `is_there` tells whether it is listed there.
fn misfit(replication: &Replication, alias: &str, region: &str, is_there: bool) -> Option<Finding> {
    let is_source = replication.source.as_deref() == Some(region);
    let status = replication.in_region(region).map(|replica| &replica.status);
    let (rule, message, remedy) = match status {
        Some(ReplicaStatus::Complete) if is_there => return None,
        _ if is_source && is_there => return None,
        Some(ReplicaStatus::Complete) => (
            "replica-not-seen",
            format!("the replica of {alias} in {region} is complete, and no list shows it there"),
            format!(
                "look whether the calls to {region} go to the account of the instance, and may list \
                 its instances"
            ),
        ),
        Some(ReplicaStatus::Failed(reason)) => (
            "replication-failed",
            format!("the replication of {alias} to {region} failed: {reason}"),
            "mend the replication first".to_owned(),
        ),
        Some(_) => (
            "replica-not-ready",
            format!("the replica of {alias} in {region} is not ready"),
            "wait until it is, then release again".to_owned(),
        ),
        None => (
            "not-replicated",
            format!("{alias} has no replica in {region}"),
            format!(
                "replicate it (connectctl region replicate), or name the instance in {region} as a \
                 stop of its own"
            ),
        ),
    };
    Some(Finding::of_the_world(rule, message, remedy))
}

/// A function is tied to the replica as it is tied to its source, with the same alias or version.
async fn functions(
    cx: &RunContext,
    pair: Pair<'_>,
    cargo: &Cargo,
    outlook: &mut Outlook,
) -> Result<(), Fault> {
    if cargo.functions.is_empty() {
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
        if !cargo.functions.contains(name) || far.contains(&moved) {
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
    let port = pair.far.ports.function()?;
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
    cargo: &Cargo,
    outlook: &mut Outlook,
) -> Result<(), Fault> {
    if cargo.bots.is_empty() {
        return Ok(());
    }
    let (port, region) = (
        pair.far.ports.lex_aliases()?,
        pair.far.scope.region.as_str(),
    );
    let tied = read(cx, || pair.far.ports.lex.list(&outlook.instance, false)).await?;
    let is_tied = |arn: &str| {
        let is = |bot: &Bot| matches!(bot, Bot::V2 { alias_arn } if alias_arn == arn);
        tied.iter().any(is)
    };
    for name in &cargo.bots {
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

#[cfg(test)]
mod tests {
    use connect_resources::replica::{ReplicaListed, ReplicaStatus, Replication};

    use super::misfit;

    fn rule(status: Option<ReplicaStatus>, is_there: bool) -> Option<String> {
        let listed = |status| ReplicaListed {
            region: "eu-central-1".to_owned(),
            status,
        };
        let replication = Replication {
            replicas: status.into_iter().map(listed).collect(),
            ..Replication::default()
        };
        misfit(&replication, "uk", "eu-central-1", is_there).map(|found| found.rule)
    }

    #[test]
    fn a_complete_replica_that_no_list_shows_is_not_waited_for() {
        let rule = |status, is_there| rule(status, is_there).unwrap_or_default();
        assert_eq!(rule(Some(ReplicaStatus::Complete), true), "");
        assert_eq!(
            rule(Some(ReplicaStatus::Complete), false),
            "replica-not-seen"
        );
        assert_eq!(
            rule(Some(ReplicaStatus::InProgress), false),
            "replica-not-ready"
        );
        assert_eq!(rule(None, false), "not-replicated");
    }
}
