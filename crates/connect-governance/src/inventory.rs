//! The resources of an instance with their tags, from its lists and searches.
//!
//! The tagging API knows only what was tagged once, so what it does not tell and what has no tag look the
//! same; the lists of Amazon Connect know all.

use std::collections::BTreeSet;

use connect_model::{AccountId, Alias, Fault, FaultClass, InstanceId, Region, Tags};
use connect_resources::{Depth, KindId, Lists, NoMemory, Observed, Reading, Roll, Scope, ThingKey};
use futures::future::join_all;
use reconcile::RunContext;

use crate::port::upkeep::UpkeepCalls;

/// A resource that can have tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// The kind, such as `queue`.
    pub kind: String,
    /// The name.
    pub name: String,
    /// The ARN.
    pub arn: String,
    /// Its tags, without those by which this product knows its own; `None` where they were not told.
    pub tags: Option<Tags>,
}

/// What there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// The instance and what is in it.
    pub resources: Vec<Resource>,
    /// What could not be looked at.
    pub notes: Vec<String>,
}

/// Kinds of Amazon Connect that can have tags.
const TAGGED: &[KindId] = &[
    KindId::Hours,
    KindId::Queue,
    KindId::QuickConnect,
    KindId::RoutingProfile,
    KindId::SecurityProfile,
    KindId::HierarchyGroup,
    KindId::AgentStatus,
    KindId::User,
    KindId::PhoneNumber,
    KindId::Flow,
    KindId::Module,
    KindId::Prompt,
    KindId::EmailAddress,
    KindId::TrafficDistributionGroup,
];

/// Looks at everything. A kind that nobody may look at is told.
pub async fn inventory(
    cx: &RunContext,
    calls: &UpkeepCalls,
    alias: &Alias,
    instance: &InstanceId,
) -> Result<Inventory, Fault> {
    let scope = Scope {
        account: calls.account.clone(),
        region: calls.region.clone(),
        alias: alias.clone(),
    };
    let (lists, wholly) = (Lists::default(), BTreeSet::new());
    let reading = Reading {
        scope: &scope,
        ports: &calls.ports,
        instance: Some(instance),
        declared: &[],
        roll: Roll::nobody(),
        whole: false,
        owners: true,
        depth: Depth::Full,
        wholly: &wholly,
        memory: &NoMemory,
        lists: &lists,
        clock: &*cx.clock,
        cancel: &cx.cancel,
        retry: cx.retry,
    };
    let look = async |kind: &KindId| (*kind, kind.kind().observe(&reading).await);
    let mut inventory = Inventory::default();
    let record = reading.read(|| calls.ports.instance.describe(instance));
    let found = join_all(TAGGED.iter().map(look));
    let (record, found) = futures::join!(record, found);
    let own = ThingKey::new(KindId::Instance, alias.as_str());
    let arn = instance_arn(&calls.account, &calls.region, instance);
    let (tags, _) = connect_resources::Ownership::split(record?.tags);
    inventory
        .resources
        .push(Resource::new(&own, arn, Some(tags)));
    for (kind, things) in found {
        inventory.add(kind, things)?;
    }
    Ok(inventory)
}

/// The ARN of an instance.
pub(crate) fn instance_arn(account: &AccountId, region: &Region, instance: &InstanceId) -> String {
    let partition = region.partition();
    format!("arn:{partition}:connect:{region}:{account}:instance/{instance}")
}

// === impl Resource ===

impl Resource {
    fn new(key: &ThingKey, arn: String, tags: Option<Tags>) -> Self {
        Self {
            kind: key.kind.as_str().to_owned(),
            name: key.name.clone(),
            arn,
            tags,
        }
    }
}

// === impl Inventory ===

impl Inventory {
    fn add(&mut self, kind: KindId, things: Result<Vec<Observed>, Fault>) -> Result<(), Fault> {
        match things {
            Ok(things) => {
                let resource = |it: Observed| Resource::new(&it.key, it.known.arn, it.tags);
                self.resources.extend(things.into_iter().map(resource));
                Ok(())
            }
            Err(fault) if fault.class == FaultClass::Denied => {
                let note = format!("tags of {kind} were not looked at: {fault}");
                self.notes.push(note);
                Ok(())
            }
            Err(fault) => Err(fault),
        }
    }
}
