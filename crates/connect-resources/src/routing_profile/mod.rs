//! Routing profiles.

mod pairs;
mod port;

use async_trait::async_trait;
use connect_model::{
    Fault, InstanceId, QueueId, RoutingProfileId,
    spec::{ContactCenter, Entry, RoutingProfileSpec},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use self::pairs::Pair;
pub use self::port::{
    Concurrency, PairRecord, Port, RoutingProfileChange, RoutingProfileDraft, RoutingProfileRecord,
};
use crate::{
    Acting, Aspect, Bond, Declared, Facts, Index, Kind, KindId, Known, Layer, Members, Named,
    Observed, Order, Reading, Reference, ThingKey, Trouble, members,
};

/// The kind.
#[derive(Debug)]
pub struct RoutingProfileKind;

/// The kind.
pub const KIND: RoutingProfileKind = RoutingProfileKind;

static FACTS: Facts = Facts {
    id: KindId::RoutingProfile,
    noun: "routing profile",
    layer: Layer::Admin,
    tagged: true,
    bond: Bond::Owned,
    make: "connect:CreateRoutingProfile",
    remove: "connect:DeleteRoutingProfile",
    settles: None,
    fixed: &[],
    aspects: &[
        Aspect::of(
            "name",
            &["name", "description"],
            "connect:UpdateRoutingProfileName",
        ),
        Aspect::of(
            "concurrency",
            &["concurrency"],
            "connect:UpdateRoutingProfileConcurrency",
        ),
        Aspect::of(
            "default-outbound-queue",
            &["default_outbound_queue"],
            "connect:UpdateRoutingProfileDefaultOutboundQueue",
        ),
        Aspect::of(
            pairs::ASPECT,
            &["queues"],
            "connect:AssociateRoutingProfileQueues",
        ),
    ],
    teardown: 40,
};

#[derive(Serialize, Deserialize)]
struct RoutingProfile {
    name: String,
    description: String,
    default_outbound_queue: Reference,
    /// By channel.
    concurrency: Vec<Concurrency>,
    /// By channel and queue.
    queues: Vec<Pair>,
}

// === impl RoutingProfileKind ===

#[async_trait]
impl Kind for RoutingProfileKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let declare = |entry| {
            Declared::of(
                KindId::RoutingProfile,
                entry,
                &RoutingProfile::declared(entry),
            )
        };
        center.routing_profiles.iter().map(declare).collect()
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        match cx.instance {
            Some(instance) => cx.read(|| cx.ports.routing_profile.list(instance)).await,
            None => Ok(Vec::new()),
        }
    }

    /// The search knows neither cross-channel behaviour nor priorities, so what is declared is
    /// described, and what is not is not looked at but for its owner.
    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let Some(instance) = cx.instance else {
            return Ok(Vec::new());
        };
        let listed = self.names(cx).await?;
        let (declared, others): (Vec<_>, Vec<_>) = listed
            .into_iter()
            .partition(|named| cx.declares(&named.name));
        let search = || cx.ports.routing_profile.search_tags(instance);
        let mut observed = cx.owners(KindId::RoutingProfile, others, search).await?;
        for named in declared {
            observed.extend(observe_one(cx, instance, named).await?);
        }
        Ok(observed)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let profile: RoutingProfile = order.thing.members.typed()?;
        let default = cx.resolve(&profile.default_outbound_queue).await?;
        let mut queues = pairs::records(cx, &profile.queues).await?;
        queues.truncate(pairs::PER_CALL_MAX);
        let draft = RoutingProfileDraft {
            name: profile.name,
            description: profile.description,
            default_outbound_queue: QueueId::new(default.id),
            concurrency: profile.concurrency,
            queues,
        };
        let tags = order.all_tags(cx.scope());
        Ok(cx
            .ports()
            .routing_profile
            .create(&cx.instance()?, &draft, &tags)
            .await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let instance = cx.instance()?;
        let id = RoutingProfileId::new(&order.known()?.id);
        let profile: RoutingProfile = order.thing.members.typed()?;
        let change = match aspect {
            "name" => RoutingProfileChange::Name {
                name: profile.name,
                description: profile.description,
            },
            "concurrency" => RoutingProfileChange::Concurrency(profile.concurrency),
            "default-outbound-queue" => {
                let queue = cx.resolve(&profile.default_outbound_queue).await?;
                RoutingProfileChange::DefaultOutboundQueue(QueueId::new(queue.id))
            }
            pairs::ASPECT => {
                return pairs::mend(cx, &instance, &id, &profile.queues).await;
            }
            other => return Err(Trouble::unknown_aspect(KindId::RoutingProfile, other)),
        };
        Ok(cx
            .ports()
            .routing_profile
            .update(&instance, &id, &change)
            .await?)
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        let id = RoutingProfileId::new(&known.id);
        Ok(cx
            .ports()
            .routing_profile
            .delete(&cx.instance()?, &id)
            .await?)
    }

    fn after_make(&self, thing: &Declared) -> Vec<&'static str> {
        let pairs = thing.members.get("queues").and_then(Value::as_array);
        match pairs {
            Some(pairs) if pairs.len() > pairs::PER_CALL_MAX => vec![pairs::ASPECT],
            _ => Vec::new(),
        }
    }

    /// The order of pairs says nothing, so both sides are sorted by channel and queue name.
    fn name_ids(&self, observed: &mut Members, index: &Index) {
        for (name, value) in observed.iter_mut() {
            members::name_ids(value, &|text| index.named(text));
            if name == "queues" {
                pairs::sort(value);
            }
        }
    }
}

// === impl RoutingProfile ===

impl RoutingProfile {
    fn declared(entry: &Entry<RoutingProfileSpec>) -> Self {
        let spec = &entry.spec;
        let queue = |name: &connect_model::Name| Reference::named(KindId::Queue, name.as_str());
        let mut concurrency: Vec<_> = spec
            .media_concurrencies
            .iter()
            .map(Concurrency::from)
            .collect();
        concurrency.sort();
        let pair = |config: &connect_model::spec::QueueConfig| Pair {
            channel: config.channel.as_str().to_owned(),
            queue: queue(&config.queue),
            priority: config.priority,
            delay: config.delay,
        };
        let mut queues: Vec<_> = spec.queue_configs.iter().map(pair).collect();
        queues.sort();
        Self {
            name: entry.name.to_string(),
            description: spec.description.clone(),
            default_outbound_queue: queue(&spec.default_outbound_queue),
            concurrency,
            queues,
        }
    }

    fn observed(record: RoutingProfileRecord, pairs: Vec<PairRecord>) -> Self {
        let mut concurrency = record.concurrency;
        concurrency.sort();
        Self {
            name: record.name,
            description: record.description,
            default_outbound_queue: Reference::id(
                KindId::Queue,
                record.default_outbound_queue.as_str(),
            ),
            concurrency,
            queues: pairs.into_iter().map(Pair::from).collect(),
        }
    }
}

async fn observe_one(
    cx: &Reading<'_>,
    instance: &InstanceId,
    named: Named,
) -> Result<Option<Observed>, Fault> {
    let port = &cx.ports.routing_profile;
    let id = RoutingProfileId::new(&named.known.id);
    let Some(record) = cx.read_some(|| port.describe(instance, &id)).await? else {
        return Ok(None);
    };
    let pairs = cx
        .read_some(|| port.pairs(instance, &id))
        .await?
        .unwrap_or_default();
    let tags = record.tags.clone();
    let members = Members::of(&RoutingProfile::observed(record, pairs));
    Ok(Some(Observed::ready(
        KindId::RoutingProfile,
        named,
        members,
        Some(tags),
    )))
}
