//! Queues.

mod links;
mod port;

use std::collections::BTreeSet;

use async_trait::async_trait;
use connect_model::{
    Fault, QueueId, builtin,
    spec::{self, ContactCenter, Entry, QueueSpec},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::port::{CallerRecord, Port, QueueChange, QueueDraft, QueueRecord};
use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Limit, Members,
    Named, Observed, Order, Reading, Reference, Section, ThingKey, Trouble, Written,
    census::survey,
    export::{self, name_of},
    quick_connect,
};

/// The kind.
#[derive(Debug)]
pub struct QueueKind;

/// The kind.
pub const KIND: QueueKind = QueueKind;

/// What a new queue is, and what the call that makes one cannot change.
const ENABLED: &str = "ENABLED";

static FACTS: Facts = Facts {
    id: KindId::Queue,
    noun: "queue",
    layer: Layer::Admin,
    tagged: true,
    bond: Bond::Owned,
    make: "connect:CreateQueue",
    remove: "connect:DeleteQueue",
    settles: None,
    fixed: &[],
    aspects: &[
        Aspect::of("name", &["name", "description"], "connect:UpdateQueueName"),
        Aspect::of("hours", &["hours"], "connect:UpdateQueueHoursOfOperation"),
        Aspect::of(
            "max-contacts",
            &["max_contacts"],
            "connect:UpdateQueueMaxContacts",
        ),
        Aspect::deferrable(
            "outbound-caller",
            &["outbound_caller"],
            "connect:UpdateQueueOutboundCallerConfig",
        ),
        Aspect::of("status", &["status"], "connect:UpdateQueueStatus"),
        Aspect::deferrable(
            links::ASPECT,
            &["quick_connects"],
            "connect:AssociateQueueQuickConnects",
        ),
    ],
    teardown: 50,
};

const LIMITS: &[Limit] = &[
    Limit::things("Queues per instance", "L-19A87C94", 100),
    Limit::fixed("Quick connects per queue", 700).entries("quick_connects"),
];

#[derive(Serialize, Deserialize)]
struct Queue {
    name: String,
    description: Option<String>,
    hours: Reference,
    max_contacts: Option<u32>,
    outbound_caller: Option<Caller>,
    status: String,
    quick_connects: Option<BTreeSet<Reference>>,
}

#[derive(Serialize, Deserialize)]
struct Caller {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<Reference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    flow: Option<Reference>,
}

// === impl QueueKind ===

#[async_trait]
impl Kind for QueueKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn builtin(&self) -> Vec<&'static str> {
        builtin::names(spec::Kind::Queue)
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let declare = |entry| Declared::of(KindId::Queue, entry, &Queue::declared(center, entry));
        center.queues.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Queue)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let queue: Queue = thing.members.typed()?;
        let caller = queue.outbound_caller.map(|caller| {
            let name = |of: Option<Reference>| of.map(|it| name_of(&it.as_str().into()));
            Value::from(
                Written::new()
                    .with_some("name", caller.name)
                    .with_some("number", name(caller.number))
                    .with_some("flow", name(caller.flow)),
            )
        });
        let links = export::keys(thing.members.get("quick_connects"), KindId::QuickConnect);
        let links: Vec<_> = links.iter().map(|link| spec.key(link)).collect();
        let entry = Written::new()
            .with("name", queue.name)
            .with_some("description", queue.description)
            .with("hours", name_of(&queue.hours.as_str().into()))
            .with_some("max_contacts", queue.max_contacts)
            .with_some("outbound_caller", caller)
            .unless("status", queue.status, ENABLED)
            .with_some("quick_connects", Some(links));
        spec.list(entry);
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        match cx.instance {
            Some(instance) => cx.read(|| cx.ports.queue.list(instance)).await,
            None => Ok(Vec::new()),
        }
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let Some(instance) = cx.instance else {
            return Ok(Vec::new());
        };
        let port = &cx.ports.queue;
        let listed = self.names(cx).await?;
        let search = || port.search(instance);
        let describe = async |id: String| port.describe(instance, &QueueId::new(id)).await;
        let seen = survey(cx, KindId::Queue, listed, search, describe).await?;
        let mut observed = links::observe(cx, instance, seen.found).await?;
        observed.extend(seen.others);
        Ok(observed)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let queue: Queue = order.thing.members.typed()?;
        let links = if order.makes(links::ASPECT) {
            cx.resolve_all(queue.quick_connects.iter().flatten())
                .await?
        } else {
            Vec::new()
        };
        let draft = QueueDraft {
            name: queue.name,
            description: queue.description,
            hours: QueueDraft::hours(&cx.resolve(&queue.hours).await?),
            max_contacts: queue.max_contacts,
            caller: match queue.outbound_caller {
                Some(caller) if order.makes("outbound-caller") => Some(caller.record(cx).await?),
                _ => None,
            },
            quick_connects: links::ids(links),
        };
        let tags = order.all_tags(cx.scope());
        Ok(cx
            .ports()
            .queue
            .create(&cx.instance()?, &draft, &tags)
            .await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let instance = cx.instance()?;
        let id = QueueId::new(&order.known()?.id);
        let queue: Queue = order.thing.members.typed()?;
        if aspect == links::ASPECT {
            let links = queue.quick_connects.unwrap_or_default();
            return links::mend(cx, order, &instance, &id, &links).await;
        }
        let change = queue.change(cx, aspect).await?;
        Ok(cx.ports().queue.update(&instance, &id, &change).await?)
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        Ok(cx
            .ports()
            .queue
            .delete(&cx.instance()?, &QueueId::new(&known.id))
            .await?)
    }

    fn shows(&self) -> &'static [KindId] {
        &[KindId::QuickConnect]
    }

    fn after_make(&self, thing: &Declared) -> Vec<&'static str> {
        let is = |member: &str, value: &str| {
            thing
                .members
                .get(member)
                .is_some_and(|declared| declared == value)
        };
        let links = thing
            .members
            .get("quick_connects")
            .and_then(serde_json::Value::as_array);
        let mut later = Vec::new();
        if !is("status", ENABLED) {
            later.push("status");
        }
        if links.is_some_and(|links| links.len() > links::PER_CALL_MAX) {
            later.push(links::ASPECT);
        }
        later
    }
}

// === impl Queue ===

impl Queue {
    fn declared(center: &ContactCenter, entry: &Entry<QueueSpec>) -> Self {
        let spec = &entry.spec;
        let link = |key| Reference::named(KindId::QuickConnect, quick_connect::name(center, key));
        Self {
            name: entry.name.to_string(),
            description: spec.description.clone(),
            hours: Reference::named(KindId::Hours, spec.hours.as_str()),
            max_contacts: spec.max_contacts,
            outbound_caller: spec.outbound_caller.as_ref().map(|caller| Caller {
                name: caller.name.clone(),
                number: caller
                    .number
                    .as_ref()
                    .map(|key| Reference::named(KindId::PhoneNumber, key.as_str())),
                flow: caller
                    .flow
                    .as_ref()
                    .map(|flow| Reference::named(KindId::Flow, flow.as_str())),
            }),
            status: spec.status.as_str().to_owned(),
            quick_connects: Some(spec.quick_connects.iter().map(link).collect()),
        }
    }

    /// Without its links, which follow.
    fn observed(record: QueueRecord) -> Self {
        Self {
            name: record.name,
            description: record.description,
            hours: Reference::id(KindId::Hours, record.hours.as_str()),
            max_contacts: record.max_contacts,
            outbound_caller: record.caller.map(|caller| Caller {
                name: caller.name,
                number: caller
                    .number
                    .map(|id| Reference::id(KindId::PhoneNumber, id.as_str())),
                flow: caller
                    .flow
                    .map(|id| Reference::id(KindId::Flow, id.as_str())),
            }),
            status: record.status,
            quick_connects: None,
        }
    }

    async fn change(self, cx: &Acting<'_>, aspect: &str) -> Result<QueueChange, Trouble> {
        Ok(match aspect {
            "name" => QueueChange::Name {
                name: self.name,
                description: self.description,
            },
            "hours" => QueueChange::Hours(QueueDraft::hours(&cx.resolve(&self.hours).await?)),
            "max-contacts" => QueueChange::MaxContacts(self.max_contacts),
            "outbound-caller" => QueueChange::Caller(match self.outbound_caller {
                Some(caller) => caller.record(cx).await?,
                None => CallerRecord::default(),
            }),
            "status" => QueueChange::Status(self.status),
            other => return Err(Trouble::unknown_aspect(KindId::Queue, other)),
        })
    }
}

// === impl Caller ===

impl Caller {
    async fn record(self, cx: &Acting<'_>) -> Result<CallerRecord, Trouble> {
        let number = cx.resolve_some(self.number.as_ref()).await?;
        let flow = cx.resolve_some(self.flow.as_ref()).await?;
        Ok(CallerRecord::of(self.name, number, flow))
    }
}

fn observed(named: Named, record: QueueRecord) -> Observed {
    let tags = record.tags.clone();
    let members = Members::of(&Queue::observed(record));
    Observed::ready(KindId::Queue, named, members, Some(tags))
}
