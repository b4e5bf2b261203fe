//! Routing profiles.

mod channels;
mod pairs;
mod port;
mod sight;

use async_trait::async_trait;
use connect_model::{
    Fault, QueueId, RoutingProfileId, builtin,
    spec::{self, ContactCenter, Entry, RoutingProfileSpec},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::port::{
    Concurrency, PairRecord, Port, RoutingProfileChange, RoutingProfileDraft, RoutingProfileRecord,
};
use self::{
    channels::{Channel, CrossChannel},
    pairs::Pair,
};
use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Index, Kind, KindId, Known, Layer, Limit,
    Members, Named, Observed, Order, Reading, Reference, Section, ThingKey, Trouble, Written,
    export::name_of, members,
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
            channels::ASPECT,
            &["concurrency", "cross_channel"],
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

const LIMITS: &[Limit] = &[
    Limit::things("Routing profiles per instance", "L-D3E7BE26", 500),
    Limit::things("Queues per routing profile per instance", "L-516BC0EB", 50)
        .entries(pairs::ASPECT),
];

#[derive(Serialize, Deserialize)]
struct RoutingProfile {
    name: String,
    description: String,
    default_outbound_queue: Reference,
    /// By channel.
    concurrency: Vec<Channel>,
    /// Where it is declared or seen.
    cross_channel: Option<CrossChannel>,
    /// By channel and queue.
    queues: Option<Vec<Pair>>,
}

// === impl RoutingProfileKind ===

#[async_trait]
impl Kind for RoutingProfileKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn builtin(&self) -> Vec<&'static str> {
        builtin::names(spec::Kind::RoutingProfile)
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

    fn section(&self) -> Option<Section> {
        Some(Section::RoutingProfile)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let profile: RoutingProfile = thing.members.typed()?;
        let queues = profile.queues.iter().flatten();
        let queues: Vec<_> = queues.map(|pair| Value::from(pair.said())).collect();
        let channels = channels::joined(profile.concurrency, profile.cross_channel);
        let channels: Vec<_> = channels.iter().map(channels::said).collect();
        let entry = Written::new()
            .with("name", profile.name.as_str())
            .unless("description", profile.description, profile.name.as_str())
            .with(
                "default_outbound_queue",
                name_of(&profile.default_outbound_queue.as_str().into()),
            )
            .with("media_concurrencies", channels)
            .with_some("queue_configs", Some(queues));
        spec.list(entry);
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        match cx.instance {
            Some(instance) => cx.read(|| cx.ports.routing_profile.list(instance)).await,
            None => Ok(Vec::new()),
        }
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        match cx.instance {
            Some(instance) => sight::observe(cx, instance, self.names(cx).await?).await,
            None => Ok(Vec::new()),
        }
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let profile: RoutingProfile = order.thing.members.typed()?;
        let default = cx.resolve(&profile.default_outbound_queue).await?;
        let mut queues = pairs::records(cx, &profile.queues.unwrap_or_default()).await?;
        queues.truncate(pairs::PER_CALL_MAX);
        let draft = RoutingProfileDraft {
            name: profile.name,
            description: profile.description,
            default_outbound_queue: QueueId::new(default.id),
            concurrency: channels::joined(profile.concurrency, profile.cross_channel),
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
            channels::ASPECT => {
                let wanted = channels::joined(profile.concurrency, profile.cross_channel);
                return channels::mend(cx, &instance, &id, wanted).await;
            }
            "default-outbound-queue" => {
                let queue = cx.resolve(&profile.default_outbound_queue).await?;
                RoutingProfileChange::DefaultOutboundQueue(QueueId::new(queue.id))
            }
            pairs::ASPECT => {
                let queues = profile.queues.unwrap_or_default();
                return pairs::mend(cx, &instance, &id, &queues).await;
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
        let (concurrency, cross_channel) = channels::declared(&spec.media_concurrencies);
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
            cross_channel,
            queues: Some(queues),
        }
    }

    /// Without its pairs, which follow.
    fn observed(record: RoutingProfileRecord) -> Self {
        let (concurrency, cross_channel) = channels::parts(record.concurrency);
        Self {
            name: record.name,
            description: record.description,
            default_outbound_queue: Reference::id(
                KindId::Queue,
                record.default_outbound_queue.as_str(),
            ),
            concurrency,
            cross_channel,
            queues: None,
        }
    }
}
