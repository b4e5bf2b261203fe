//! Looking at an instance and its surroundings, in few calls.
//!
//! Only what is needed is asked for. A part that cannot be read is told as such and keeps no other from
//! being read; without the instance there is nothing to look at.

mod contents;
mod document;
mod flows;
mod money;
mod names;
mod people;
mod quotas;
mod regions;
mod roles;
mod routing;
mod tags;
mod trails;
mod vault;

use std::{collections::BTreeSet, time::UNIX_EPOCH};

use connect_model::{AccountId, Alias, Fault, InstanceId, Region, Tags};
use connect_resources::{Memory, Named, NotBuiltIn, instance::InstanceRecord, read};
use reconcile::RunContext;

use self::names::Listed;
use crate::{
    error::Error,
    port::Calls,
    world::{IdentityKind, Instance, Part, World},
};

/// What is asked with, and about what.
pub(crate) struct Look<'l> {
    cx: &'l RunContext,
    calls: &'l Calls,
    /// What was read before and no search shows.
    memory: &'l dyn Memory,
    account: &'l AccountId,
    region: &'l Region,
    instance: InstanceId,
    arn: String,
    alias: String,
    now_s: i64,
    needs: &'l BTreeSet<Part>,
    /// All instances of the account and Region.
    instances: &'l [Named],
    /// Tags of this one.
    tags: &'l Tags,
}

/// A part as it was seen, or why it was not.
type Seen<T> = Result<T, Unseen>;

/// Why a part was not seen.
#[derive(Debug)]
pub(crate) struct Unseen(String);

/// Looks at the instance with this alias, and at the parts of its surroundings that are needed. Contents of
/// flows that searches do not show are read once, and then remembered until their flow is changed.
///
/// # Errors
///
/// [`Error::Findings`] if there is no such instance, [`Error::Observe`] if that cannot be found out.
pub async fn observe(
    cx: &RunContext,
    (calls, memory): (&Calls, &dyn Memory),
    (account, region): (&AccountId, &Region),
    alias: &Alias,
    needs: &BTreeSet<Part>,
) -> Result<World, Error> {
    let instances = read(cx, || calls.ports.instance.list()).await?;
    let named = find(&instances, alias)?;
    let instance = InstanceId::new(&named.known.id);
    let record = read(cx, || calls.ports.instance.describe(&instance)).await?;
    let look = Look {
        cx,
        calls,
        memory,
        account,
        region,
        instance,
        arn: named.known.arn.clone(),
        alias: alias.to_string(),
        now_s: seconds(cx),
        needs,
        instances: &instances,
        tags: &record.tags,
    };
    let mut world = World {
        now_s: look.now_s,
        account: Some(account.clone()),
        region: Some(region.clone()),
        ..World::default()
    };
    world.instance = look.instance(&record).await?;
    everything(&look, &mut world).await;
    world.unseen.retain(|part, _| needs.contains(part));
    Ok(world)
}

/// Groups that do not wait for one another, side by side.
async fn everything(look: &Look<'_>, world: &mut World) {
    let (listed, mut vault, money, trails, roles, regions) = futures::join!(
        names::listed(look),
        vault::look(look),
        money::look(look),
        trails::look(look),
        roles::look(look),
        regions::look(look),
    );
    vault.service_role(&world.instance);
    center(look, listed, world).await;
    vault.put(world);
    money.put(world);
    world.take(Part::Trails, trails, |world| &mut world.trails);
    world.take(Part::Roles, roles, |world| &mut world.roles);
    regions.put(world);
    let quotas = quotas::look(look, world).await;
    world.take(Part::Quotas, quotas, |world| &mut world.quotas);
}

/// What refers to what is told by names, so lists come first.
async fn center(look: &Look<'_>, listed: Listed, world: &mut World) {
    let (people, flows) = futures::join!(people::look(look, &listed), flows::look(look, &listed));
    people.put(world);
    flows.put(world);
    let tags = tags::look(look, &listed).await;
    routing::put(listed, world);
    world.take(Part::Tags, tags, |world| &mut world.tags);
}

fn find<'a>(listed: &'a [Named], alias: &Alias) -> Result<&'a Named, Error> {
    let found = listed.iter().find(|it| *alias == it.name.as_str());
    found.ok_or_else(|| {
        let known: Vec<&str> = listed.iter().map(|it| it.name.as_str()).collect();
        Error::no_instance(alias, &known)
    })
}

fn seconds(cx: &RunContext) -> i64 {
    let since = cx.clock.now().duration_since(UNIX_EPOCH);
    i64::try_from(since.unwrap_or_default().as_secs()).unwrap_or(i64::MAX)
}

// === impl Look ===

impl Look<'_> {
    async fn instance(&self, record: &InstanceRecord) -> Result<Instance, Error> {
        let center = &self.calls.center;
        let attributes = read(self.cx, || center.attributes(&self.instance)).await?;
        Ok(Instance {
            id: self.instance.to_string(),
            arn: self.arn.clone(),
            alias: self.alias.clone(),
            identity: match record.identity_management.as_str() {
                "SAML" => IdentityKind::Saml,
                "EXISTING_DIRECTORY" => IdentityKind::ExistingDirectory,
                _ => IdentityKind::ConnectManaged,
            },
            created_s: record.created_ms.map(|ms| ms / 1_000),
            service_role: record.service_role.clone().filter(|it| !it.is_empty()),
            attributes,
            replica: None,
            traffic_groups: Vec::new(),
        })
    }

    /// Whether any of these parts is needed.
    fn needs(&self, parts: &[Part]) -> bool {
        parts.iter().any(|part| self.needs.contains(part))
    }

    /// Reads for one of these parts. What nobody needs is not asked for.
    async fn ask<T, F>(&self, parts: &[Part], call: impl FnMut() -> F) -> Seen<T>
    where
        F: Future<Output = Result<T, Fault>>,
    {
        if !self.needs(parts) {
            return Err(Unseen("it was not asked for".to_owned()));
        }
        Ok(read(self.cx, call).await?)
    }
}

// === impl Unseen ===

impl Unseen {
    /// A service that this program is built without.
    fn not_built_in(service: &str) -> Self {
        Self(format!("this program is built without {service}"))
    }
}

impl Clone for Unseen {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl From<Fault> for Unseen {
    fn from(fault: Fault) -> Self {
        Self(fault.to_string())
    }
}

impl From<NotBuiltIn> for Unseen {
    fn from(lack: NotBuiltIn) -> Self {
        Self(lack.to_string())
    }
}

// === impl World ===

impl World {
    /// Puts a part in its place, or notes why it is missing.
    fn take<T>(&mut self, part: Part, seen: Seen<T>, place: fn(&mut Self) -> &mut T) {
        match seen {
            Ok(value) => *place(self) = value,
            Err(Unseen(why)) => {
                self.unseen.insert(part, why);
            }
        }
    }
}
