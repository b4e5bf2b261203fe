//! Groups in the hierarchy of users. What a group is called is its path: AWS knows its own name and
//! its parent, and never moves it.

mod port;

use std::collections::BTreeMap;

use async_trait::async_trait;
use connect_model::{
    Fault, FaultClass, GroupPath, HierarchyGroupId, InstanceId,
    spec::{ContactCenter, Entry, HierarchyGroupSpec},
};
use reconcile::{Setback, Verdict};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::port::{HierarchyGroupRecord, Port};
use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Limit, Members,
    Named, Observed, Order, Reading, Reference, Section, ThingKey, Trouble, Written,
    census::census, hierarchy_structure, members,
};

/// The kind.
#[derive(Debug)]
pub struct HierarchyGroupKind;

/// The kind.
pub const KIND: HierarchyGroupKind = HierarchyGroupKind;

const NAME: &str = "name";

static FACTS: Facts = Facts {
    id: KindId::HierarchyGroup,
    noun: "hierarchy group",
    layer: Layer::Admin,
    tagged: true,
    bond: Bond::Owned,
    make: "connect:CreateUserHierarchyGroup",
    remove: "connect:DeleteUserHierarchyGroup",
    settles: None,
    fixed: &["parent"],
    aspects: &[Aspect::of(
        NAME,
        &[NAME],
        "connect:UpdateUserHierarchyGroupName",
    )],
    // After users and security profiles. Each level down goes one rank earlier.
    teardown: 45,
};

const LIMITS: &[Limit] = &[Limit::things(
    "User hierarchy groups per instance",
    "L-D68AAAE4",
    500,
)];

#[derive(Serialize, Deserialize)]
struct Group {
    /// The last part of its path, as AWS has it.
    name: String,
    parent: Option<Reference>,
}

// === impl HierarchyGroupKind ===

#[async_trait]
impl Kind for HierarchyGroupKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let groups = &center.hierarchy.groups;
        let declare = |entry: &Entry<HierarchyGroupSpec>| {
            let parent = entry.spec.path.parent();
            let members = Group {
                name: entry.spec.path.name(),
                parent: parent.map(|path| Reference::named(KindId::HierarchyGroup, path.as_str())),
            };
            Declared {
                was: old_path(groups, &entry.spec.path)
                    .filter(|old| *old != entry.spec.path)
                    .map(String::from),
                ..Declared::of(KindId::HierarchyGroup, entry, &members)
            }
        };
        groups.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::HierarchyGroup)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        spec.list(Written::new().with("path", thing.key.name.as_str()));
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let found = found(cx).await?;
        Ok(found.into_iter().map(|(named, _)| named).collect())
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        Ok(found(cx).await?.into_iter().map(observed).collect())
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let group: Group = order.thing.members.typed()?;
        let parent = cx.resolve_some(group.parent.as_ref()).await?;
        let parent = parent.map(|known| HierarchyGroupId::new(known.id));
        let (instance, tags) = (cx.instance()?, order.all_tags(cx.scope()));
        let port = &cx.ports().hierarchy_group;
        let made = port.create(&instance, &group.name, parent.as_ref(), &tags);
        match made.await {
            Err(fault) if fault.class == FaultClass::Duplicate => {
                Err(taken(cx, &order.thing.key, &group.name, fault).await?)
            }
            made => Ok(made?),
        }
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, _: &str) -> Result<(), Trouble> {
        let id = HierarchyGroupId::new(&order.known()?.id);
        let group: Group = order.thing.members.typed()?;
        Ok(cx
            .ports()
            .hierarchy_group
            .rename(&cx.instance()?, &id, &group.name)
            .await?)
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        let id = HierarchyGroupId::new(&known.id);
        Ok(cx
            .ports()
            .hierarchy_group
            .delete(&cx.instance()?, &id)
            .await?)
    }

    /// A group stands below its parent, and on a level of the structure.
    fn references(&self, member: &str, value: &Value) -> Vec<ThingKey> {
        match member {
            NAME => vec![hierarchy_structure::key()],
            _ => members::named_in(value),
        }
    }

    /// Groups below go before those above.
    fn teardown(&self, key: &ThingKey) -> u8 {
        let below = key.name.matches('/').count();
        FACTS.teardown - u8::try_from(below).unwrap_or_default().min(4)
    }
}

/// The path that a group had before it or those above it were renamed. Of its own old path only the
/// last part counts.
fn old_path(groups: &[Entry<HierarchyGroupSpec>], path: &GroupPath) -> Option<GroupPath> {
    let entry = groups.iter().find(|entry| entry.spec.path == *path);
    let was = entry.and_then(|entry| entry.was.as_ref());
    let last = match was {
        Some(was) => GroupPath::new(was.as_str()).ok()?,
        None => path.clone(),
    };
    let parent = match path.parent() {
        Some(parent) => Some(old_path(groups, &parent)?),
        None => None,
    };
    Some(GroupPath::below(parent.as_ref(), &last))
}

/// Every group by its path. The list alone is sure to have the names of today: a search may show a
/// group below one that was renamed since.
async fn found(cx: &Reading<'_>) -> Result<Vec<(Named, HierarchyGroupRecord)>, Fault> {
    let Some(instance) = cx.instance else {
        return Ok(Vec::new());
    };
    let port = &cx.ports.hierarchy_group;
    let listed = cx.read(|| port.list(instance)).await?;
    if listed.is_empty() {
        return Ok(Vec::new());
    }
    let names: BTreeMap<String, String> = listed
        .iter()
        .map(|named| (named.known.id.clone(), named.name.clone()))
        .collect();
    let searched = cx.read(|| port.search(instance)).await?;
    let describe = async |id: String| described(port.as_ref(), instance, id).await;
    let mut found = census(cx, listed, searched, describe).await?;
    for (named, record) in &mut found {
        let today = |(id, name): &'_ (HierarchyGroupId, String)| {
            names.get(id.as_str()).unwrap_or(name).clone()
        };
        let path: Vec<String> = record.path.iter().map(today).collect();
        named.name = GroupPath::text(path.iter().map(String::as_str));
    }
    Ok(found)
}

async fn described(
    port: &dyn Port,
    instance: &InstanceId,
    id: String,
) -> Result<HierarchyGroupRecord, Fault> {
    port.describe(instance, &HierarchyGroupId::new(id)).await
}

fn observed((named, record): (Named, HierarchyGroupRecord)) -> Observed {
    let mut path = record.path.into_iter().rev();
    let name = path.next().map(|(_, name)| name).unwrap_or_default();
    let parent = path
        .next()
        .map(|(id, _)| Reference::id(KindId::HierarchyGroup, id.as_str()));
    let members = Members::of(&Group { name, parent });
    Observed::ready(KindId::HierarchyGroup, named, members, Some(record.tags))
}

/// What to say when the name is taken: by this very group, which the engine takes over, or by one
/// that stands somewhere else, which nothing can be done about.
async fn taken(
    cx: &Acting<'_>,
    key: &ThingKey,
    name: &str,
    fault: Fault,
) -> Result<Trouble, Trouble> {
    if cx.look(key).await?.is_some() {
        return Ok(fault.into());
    }
    let known = cx.known();
    let has_name = |key: &ThingKey| {
        let path = GroupPath::new(key.name.as_str());
        key.kind == KindId::HierarchyGroup && path.is_ok_and(|path| path.name() == name)
    };
    let other = known.iter().map(|(key, _)| key).find(|key| has_name(key));
    Ok(match other {
        Some(other) => {
            let message = format!("AWS takes the name {name} once, and {other} has it");
            Setback::new(Verdict::Final, "HIERARCHY_GROUP_NAME_TAKEN", message)
                .with("name", name)
                .with("path", other.name.clone())
                .into()
        }
        None => fault.into(),
    })
}
