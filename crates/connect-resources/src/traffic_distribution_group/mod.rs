//! Traffic distribution groups of a replicated instance, and the agents that go with them.
//!
//! The group that AWS made with the replica is the instance's own: it is neither declared nor removed.
//! How a group distributes is not declared either, so that no apply takes back what people shifted.

mod port;

use async_trait::async_trait;
use connect_model::{
    Fault, FaultClass, Name, UserId,
    spec::{ContactCenter, Entry, TrafficDistributionGroupSpec},
};
use reconcile::{Setback, Verdict};
use serde::{Deserialize, Serialize};

pub use self::port::{Distribution, GroupDraft, GroupListed, GroupRecord, GroupStatus, Port};
use crate::{
    Acting, Aspect, Bond, Condition, Declared, Exporter, Facts, Kind, KindId, Known, Layer,
    Members, Named, Observed, Order, Reading, Reference, Section, ThingKey, Trouble, Written,
    export,
};

/// The kind.
#[derive(Debug)]
pub struct TrafficDistributionGroupKind;

/// The kind.
pub const KIND: TrafficDistributionGroupKind = TrafficDistributionGroupKind;

const USERS: &str = "users";

static FACTS: Facts = Facts {
    id: KindId::TrafficDistributionGroup,
    noun: "traffic distribution group",
    layer: Layer::Instance,
    tagged: true,
    bond: Bond::Owned,
    make: "connect:CreateTrafficDistributionGroup",
    remove: "connect:DeleteTrafficDistributionGroup",
    settles: Some("connect:DescribeTrafficDistributionGroup"),
    fixed: &["description"],
    aspects: &[Aspect::deferrable(
        USERS,
        &[USERS],
        "connect:AssociateTrafficDistributionGroupUser",
    )],
    // After its numbers.
    teardown: 60,
};

#[derive(Serialize, Deserialize)]
struct Group {
    description: Option<String>,
    users: Option<Vec<Reference>>,
    /// The replicas that are declared: without one there is no group. AWS does not tell them of it.
    #[serde(default)]
    replicas: Option<Vec<Reference>>,
}

// === impl TrafficDistributionGroupKind ===

#[async_trait]
impl Kind for TrafficDistributionGroupKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let replicas = center.replicas.iter();
        let replicas: Vec<_> = replicas
            .map(|replica| Reference::named(KindId::Replica, replica.name.as_str()))
            .collect();
        let declare = |entry: &Entry<TrafficDistributionGroupSpec>| {
            let members = Group {
                description: entry.spec.description.clone(),
                users: entry.spec.users.as_deref().map(users),
                replicas: Some(replicas.clone()).filter(|all| !all.is_empty()),
            };
            Declared::of(KindId::TrafficDistributionGroup, entry, &members)
        };
        let groups = center.traffic_distribution_groups.iter();
        groups.map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::TrafficDistributionGroup)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let entry = Written::new()
            .with("name", thing.key.name.as_str())
            .copied(thing, &["description"])
            .with_some(USERS, Some(export::names(thing.members.get(USERS))));
        spec.list(entry);
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let found = found(cx).await?;
        Ok(found.into_iter().map(|group| group.named).collect())
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let mut observed = Vec::new();
        for group in found(cx).await? {
            if !cx.owners && !cx.wants(&group.named.name) {
                let thing = Observed::passed(KindId::TrafficDistributionGroup, group.named);
                observed.push(thing);
            } else if let Some(thing) = look(cx, group).await? {
                observed.push(thing);
            }
        }
        Ok(observed)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let group: Group = order.thing.members.typed()?;
        let draft = GroupDraft {
            instance: cx.instance()?,
            name: order.thing.key.name.clone(),
            description: group.description,
            tags: order.all_tags(cx.scope()),
            token: order.attempt.token().await.to_string(),
        };
        let made = cx.ports().traffic_distribution_group.create(&draft).await;
        made.map_err(|fault| match fault.class {
            FaultClass::Invalid => refused(&fault),
            _ => fault.into(),
        })
    }

    /// Who is no longer declared goes first: a group takes nobody whom another still has.
    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        if aspect != USERS {
            return Err(Trouble::unknown_aspect(
                KindId::TrafficDistributionGroup,
                aspect,
            ));
        }
        let group: Group = order.thing.members.typed()?;
        let (instance, arn) = (cx.instance()?, &order.known()?.arn);
        let port = &cx.ports().traffic_distribution_group;
        let wanted = cx.resolve_all(group.users.iter().flatten()).await?;
        let wanted: Vec<_> = wanted
            .into_iter()
            .map(|user| UserId::new(user.id))
            .collect();
        let have = port.users(arn).await?;
        for user in have.iter().filter(|user| !wanted.contains(user)) {
            port.disassociate(&instance, arn, user).await?;
        }
        for user in wanted.iter().filter(|user| !have.contains(user)) {
            port.associate(&instance, arn, user)
                .await
                .map_err(elsewhere)?;
        }
        Ok(())
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        let port = &cx.ports().traffic_distribution_group;
        Ok(port.delete(&known.arn).await?)
    }

    async fn condition(&self, cx: &Acting<'_>, known: &Known) -> Result<Condition, Trouble> {
        let port = &cx.ports().traffic_distribution_group;
        Ok(port.describe(&known.arn).await?.status.into())
    }

    async fn gone(&self, cx: &Acting<'_>, known: &Known) -> Result<bool, Trouble> {
        match cx
            .ports()
            .traffic_distribution_group
            .describe(&known.arn)
            .await
        {
            Ok(record) if record.status == GroupStatus::DeletionFailed => Err(Trouble::stored(
                "DELETION_FAILED",
                "AWS could not delete the group",
            )),
            Ok(_) => Ok(false),
            Err(fault) if fault.class == FaultClass::NotFound => Ok(true),
            Err(fault) => Err(fault.into()),
        }
    }

    /// The call that makes a group takes no users.
    fn after_make(&self, thing: &Declared) -> Vec<&'static str> {
        thing
            .members
            .get(USERS)
            .map(|_| USERS)
            .into_iter()
            .collect()
    }

    /// AWS deletes no replica that groups distribute to.
    fn bars_instance(&self) -> bool {
        true
    }
}

fn users(names: &[Name]) -> Vec<Reference> {
    let mut users: Vec<_> = names
        .iter()
        .map(|name| Reference::named(KindId::User, name.as_str()))
        .collect();
    users.sort();
    users
}

/// The groups of the instance that can be declared. One that is being deleted is as good as gone.
async fn found(cx: &Reading<'_>) -> Result<Vec<GroupListed>, Fault> {
    let Some(instance) = cx.instance else {
        return Ok(Vec::new());
    };
    let list = || cx.ports.traffic_distribution_group.list(Some(instance));
    let mut found = cx.read(list).await?;
    found.retain(|group| !group.is_default && group.status != GroupStatus::Deleting);
    Ok(found)
}

async fn look(cx: &Reading<'_>, group: GroupListed) -> Result<Option<Observed>, Fault> {
    let (port, arn) = (&cx.ports.traffic_distribution_group, &group.named.known.arn);
    let Some(record) = cx.read_some(|| port.describe(arn)).await? else {
        return Ok(None);
    };
    let users = if cx.asks(&group.named.name, USERS) {
        Some(cx.read(|| port.users(arn)).await?)
    } else {
        None
    };
    let users = users.map(|users| {
        let users = users.iter();
        users
            .map(|id| Reference::id(KindId::User, id.as_str()))
            .collect()
    });
    let members = Members::of(&Group {
        description: record.description,
        users,
        replicas: None,
    });
    let kind = KindId::TrafficDistributionGroup;
    Ok(Some(Observed {
        condition: record.status.into(),
        ..Observed::ready(kind, group.named, members, Some(record.tags))
    }))
}

/// AWS says of an instance without a replica only that the request is invalid.
fn refused(fault: &Fault) -> Trouble {
    let mut setback = crate::setback(fault);
    let hint = "a group needs an instance that is replicated; declare a replica, or replicate it";
    setback.message = format!("{} ({hint})", setback.message);
    setback.into()
}

/// The other group may be about to let go of the user.
fn elsewhere(fault: Fault) -> Trouble {
    if fault.class != FaultClass::Conflict {
        return fault.into();
    }
    Setback::new(Verdict::Again, "USER_IN_ANOTHER_GROUP", fault.to_string()).into()
}
