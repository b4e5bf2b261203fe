//! The instance in another Region (Global Resiliency).
//!
//! A replica has the id of its source, and is told of by it. What is called here is the source, but for
//! the removal, which only the replica's own Region takes. AWS makes a replica in the Region that is
//! paired with that of the instance, and only for accounts that it has approved.

mod port;
mod sync;

use async_trait::async_trait;
use connect_model::{
    Fault, FaultClass, InstanceId, Region,
    spec::{ContactCenter, Entry, ReplicaSpec},
};
use serde::{Deserialize, Serialize};

pub use self::port::{
    Lag, Port, ReplicaDraft, ReplicaListed, ReplicaStatus, Replication, ReplicationFinding,
};
pub use self::sync::{InStep, TYPES, followed};
use crate::{
    Acting, Bond, Condition, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Members, Named,
    Observed, Order, Reading, Section, ThingKey, Trouble, Written,
};

/// The kind.
#[derive(Debug)]
pub struct ReplicaKind;

/// The kind.
pub const KIND: ReplicaKind = ReplicaKind;

static FACTS: Facts = Facts {
    id: KindId::Replica,
    noun: "replica",
    layer: Layer::Instance,
    tagged: false,
    bond: Bond::Owned,
    make: "connect:ReplicateInstance",
    remove: "connect:DeleteInstance",
    settles: Some("connect:DescribeInstance"),
    fixed: &[],
    aspects: &[],
    // After its groups, before the instance.
    teardown: 70,
};

#[derive(Serialize, Deserialize)]
struct Replica {
    /// For the call that makes it: its source does not tell it.
    alias: String,
}

// === impl ReplicaKind ===

#[async_trait]
impl Kind for ReplicaKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let alias = &center.instance.alias;
        let declare = |entry: &Entry<ReplicaSpec>| {
            let members = Replica {
                alias: match &entry.spec.alias {
                    Some(alias) => alias.to_string(),
                    None => default_alias(alias.as_str(), entry.name.as_str()),
                },
            };
            Declared::of(KindId::Replica, entry, &members)
        };
        center.replicas.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Replica)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        spec.note(
            "AWS tells its alias in its own Region alone",
            "say alias, should it ever be made anew and be called otherwise than ALIAS-REGION",
        );
        spec.list(Written::new().with("region", thing.key.name.as_str()));
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let found = found(cx).await?;
        Ok(found.into_iter().map(|(named, _)| named).collect())
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let observed = |(named, status): (Named, ReplicaStatus)| Observed {
            condition: status.into(),
            ..Observed::ready(KindId::Replica, named, Members::default(), None)
        };
        Ok(found(cx).await?.into_iter().map(observed).collect())
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let replica: Replica = order.thing.members.typed()?;
        let key = &order.thing.key;
        let draft = ReplicaDraft {
            instance: cx.instance()?,
            region: key.name.clone(),
            alias: replica.alias,
            token: order.attempt.token().await.to_string(),
        };
        match cx.ports().replica.replicate(&draft).await {
            // AWS has no word of its own for an instance that is replicated already.
            Err(fault) if fault.class == FaultClass::Invalid => {
                cx.look(key).await?.ok_or_else(|| fault.into())
            }
            made => Ok(Known::new(&key.name, made?.arn)),
        }
    }

    async fn mend(&self, _: &Acting<'_>, _: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        Err(Trouble::unknown_aspect(KindId::Replica, aspect))
    }

    async fn remove(&self, cx: &Acting<'_>, key: &ThingKey, _: &Known) -> Result<(), Trouble> {
        let malformed = |cause| Trouble::stored("REGION_MALFORMED", format!("{key}: {cause}"));
        let region = Region::new(key.name.as_str()).map_err(malformed)?;
        Ok(cx.ports().replica.delete(&cx.instance()?, &region).await?)
    }

    async fn condition(&self, cx: &Acting<'_>, known: &Known) -> Result<Condition, Trouble> {
        let replication = cx.ports().replica.replication(&cx.instance()?).await?;
        let replica = replication.in_region(&known.id);
        Ok(replica.map_or_else(
            || Condition::Broken("it is gone".to_owned()),
            |replica| replica.status.clone().into(),
        ))
    }

    async fn gone(&self, cx: &Acting<'_>, known: &Known) -> Result<bool, Trouble> {
        match cx.ports().replica.replication(&cx.instance()?).await {
            Ok(replication) => Ok(replication.in_region(&known.id).is_none()),
            Err(fault) if fault.class == FaultClass::NotFound => Ok(true),
            Err(fault) => Err(fault.into()),
        }
    }

    fn embodies_instance(&self) -> bool {
        true
    }
}

/// The alias of a replica where none is given: that of its source, and the Region.
pub fn default_alias(alias: &str, region: &str) -> String {
    format!("{alias}-{region}")
}

/// The ARN of the same thing in another Region.
pub fn arn_in(arn: &str, region: &str) -> String {
    let mut parts: Vec<&str> = arn.splitn(6, ':').collect();
    if let Some(part) = parts.get_mut(3) {
        *part = region;
    }
    parts.join(":")
}

/// The replicas of an instance that is a source itself.
async fn found(cx: &Reading<'_>) -> Result<Vec<(Named, ReplicaStatus)>, Fault> {
    let Some(instance) = cx.instance else {
        return Ok(Vec::new());
    };
    let read = || cx.ports.replica.replication(instance);
    let replication = cx.read_some(read).await?.unwrap_or_default();
    if replication.source.as_deref() != Some(cx.scope.region.as_str()) {
        return Ok(Vec::new());
    }
    let named = |replica: ReplicaListed| (named(cx, instance, &replica.region), replica.status);
    Ok(replication.replicas.into_iter().map(named).collect())
}

fn named(cx: &Reading<'_>, instance: &InstanceId, region: &str) -> Named {
    let account = &cx.scope.account;
    let arn = format!("arn:aws:connect:{region}:{account}:instance/{instance}");
    Named {
        name: region.to_owned(),
        known: Known::new(region, arn),
        modified_ms: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_moves_to_another_region() {
        let arn = "arn:aws:connect:eu-west-2:111111111111:instance/a:b";
        let moved = "arn:aws:connect:eu-central-1:111111111111:instance/a:b";
        assert_eq!(arn_in(arn, "eu-central-1"), moved);
    }
}
