//! Quick connects.

mod port;

use async_trait::async_trait;
use connect_model::{
    Fault, FlowId, Key, QueueId, QuickConnectId, UserId, builtin,
    spec::{ContactCenter, Entry, QuickConnectSpec, QuickConnectTarget},
};
use serde::{Deserialize, Serialize};

pub use self::port::{
    Destination, Port, QuickConnectChange, QuickConnectDraft, QuickConnectRecord,
};
use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Limit, Members,
    Named, Observed, Order, Reading, Reference, Section, ThingKey, Trouble, Written,
    census::survey, export::name_of,
};

/// The kind.
#[derive(Debug)]
pub struct QuickConnectKind;

/// The kind.
pub const KIND: QuickConnectKind = QuickConnectKind;

static FACTS: Facts = Facts {
    id: KindId::QuickConnect,
    noun: "quick connect",
    layer: Layer::Admin,
    tagged: true,
    bond: Bond::Owned,
    make: "connect:CreateQuickConnect",
    remove: "connect:DeleteQuickConnect",
    settles: None,
    fixed: &[],
    aspects: &[
        Aspect::of(
            "name",
            &["name", "description"],
            "connect:UpdateQuickConnectName",
        ),
        Aspect::of(
            "destination",
            &["destination"],
            "connect:UpdateQuickConnectConfig",
        ),
    ],
    teardown: 20,
};

const LIMITS: &[Limit] = &[Limit::things(
    "Quick connects per instance",
    "L-68BBE2E8",
    100,
)];

#[derive(Serialize, Deserialize)]
struct QuickConnect {
    name: String,
    description: Option<String>,
    destination: Place,
}

/// Where it leads, by name.
#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "SCREAMING_SNAKE_CASE")]
enum Place {
    Queue { queue: Reference, flow: Reference },
    User { user: Reference, flow: Reference },
    PhoneNumber { phone_number: String },
    Flow { flow: Reference },
}

/// The name in AWS of the quick connect that has this key in the spec. One that is managed elsewhere
/// has its name as its key.
pub(crate) fn name<'c>(center: &'c ContactCenter, key: &'c Key) -> &'c str {
    let declared = |entry: &&Entry<QuickConnectSpec>| entry.key.as_ref() == Some(key);
    center
        .quick_connects
        .iter()
        .find(declared)
        .map_or(key.as_str(), |entry| entry.name.as_str())
}

// === impl QuickConnectKind ===

#[async_trait]
impl Kind for QuickConnectKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let members = |entry: &Entry<QuickConnectSpec>| QuickConnect {
            name: entry.name.to_string(),
            description: entry.spec.description.clone(),
            destination: Place::declared(&entry.spec.target),
        };
        let declare = |entry| Declared::of(KindId::QuickConnect, entry, &members(entry));
        center.quick_connects.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::QuickConnect)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let quick_connect: QuickConnect = thing.members.typed()?;
        let key = spec.key(&thing.key);
        let entry = Written::new()
            .unless("name", quick_connect.name, key.as_str())
            .with_some("description", quick_connect.description);
        spec.map(&key, quick_connect.destination.said(entry));
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        match cx.instance {
            Some(instance) => Ok(cx.quick_connects(instance).await?.to_vec()),
            None => Ok(Vec::new()),
        }
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let Some(instance) = cx.instance else {
            return Ok(Vec::new());
        };
        let port = &cx.ports.quick_connect;
        let listed = self.names(cx).await?;
        let search = || port.search(instance);
        let describe = async |id: String| port.describe(instance, &QuickConnectId::new(id)).await;
        let seen = survey(cx, KindId::QuickConnect, listed, search, describe).await?;
        let found = seen.found.into_iter().map(observed);
        Ok(found.chain(seen.others).collect())
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let quick_connect: QuickConnect = order.thing.members.typed()?;
        let draft = QuickConnectDraft {
            name: quick_connect.name,
            description: quick_connect.description,
            destination: quick_connect.destination.resolved(cx).await?,
        };
        let tags = order.all_tags(cx.scope());
        Ok(cx
            .ports()
            .quick_connect
            .create(&cx.instance()?, &draft, &tags)
            .await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let id = QuickConnectId::new(&order.known()?.id);
        let declared: QuickConnect = order.thing.members.typed()?;
        let change = match aspect {
            "name" => QuickConnectChange::Name {
                name: declared.name,
                description: declared.description,
            },
            "destination" => {
                QuickConnectChange::Destination(declared.destination.resolved(cx).await?)
            }
            other => return Err(Trouble::unknown_aspect(KindId::QuickConnect, other)),
        };
        Ok(cx
            .ports()
            .quick_connect
            .update(&cx.instance()?, &id, &change)
            .await?)
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        let id = QuickConnectId::new(&known.id);
        Ok(cx
            .ports()
            .quick_connect
            .delete(&cx.instance()?, &id)
            .await?)
    }
}

// === impl Place ===

impl Place {
    fn declared(target: &QuickConnectTarget) -> Self {
        let flow = |name: &connect_model::Name| Reference::named(KindId::Flow, name.as_str());
        match target {
            QuickConnectTarget::Queue {
                queue,
                flow: transfer,
            } => Self::Queue {
                queue: Reference::named(KindId::Queue, queue.as_str()),
                flow: flow(transfer),
            },
            QuickConnectTarget::User {
                user,
                flow: transfer,
            } => Self::User {
                user: Reference::named(KindId::User, user.as_str()),
                flow: flow(transfer),
            },
            QuickConnectTarget::PhoneNumber { phone_number } => Self::PhoneNumber {
                phone_number: phone_number.to_string(),
            },
            QuickConnectTarget::Flow { flow: target } => Self::Flow { flow: flow(target) },
        }
    }

    fn observed(destination: Destination) -> Self {
        let flow = |id: &FlowId| Reference::id(KindId::Flow, id.as_str());
        match destination {
            Destination::Queue {
                queue,
                flow: transfer,
            } => Self::Queue {
                queue: Reference::id(KindId::Queue, queue.as_str()),
                flow: flow(&transfer),
            },
            Destination::User {
                user,
                flow: transfer,
            } => Self::User {
                user: Reference::id(KindId::User, user.as_str()),
                flow: flow(&transfer),
            },
            Destination::PhoneNumber(phone_number) => Self::PhoneNumber { phone_number },
            Destination::Flow(target) => Self::Flow {
                flow: flow(&target),
            },
        }
    }

    /// Without the transfer flow that holds when none is said.
    fn said(&self, entry: Written) -> Written {
        let name = |of: &Reference| name_of(&of.as_str().into());
        match self {
            Self::Queue { queue, flow } => entry
                .with("type", "QUEUE")
                .with("queue", name(queue))
                .unless("flow", name(flow), builtin::DEFAULT_QUEUE_TRANSFER),
            Self::User { user, flow } => entry
                .with("type", "USER")
                .with("user", name(user))
                .unless("flow", name(flow), builtin::DEFAULT_AGENT_TRANSFER),
            Self::PhoneNumber { phone_number } => entry
                .with("type", "PHONE_NUMBER")
                .with("phone_number", phone_number.as_str()),
            Self::Flow { flow } => entry.with("type", "FLOW").with("flow", name(flow)),
        }
    }

    async fn resolved(&self, cx: &Acting<'_>) -> Result<Destination, Trouble> {
        Ok(match self {
            Self::Queue { queue, flow } => Destination::Queue {
                queue: QueueId::new(cx.resolve(queue).await?.id),
                flow: FlowId::new(cx.resolve(flow).await?.id),
            },
            Self::User { user, flow } => Destination::User {
                user: UserId::new(cx.resolve(user).await?.id),
                flow: FlowId::new(cx.resolve(flow).await?.id),
            },
            Self::PhoneNumber { phone_number } => Destination::PhoneNumber(phone_number.clone()),
            Self::Flow { flow } => Destination::Flow(FlowId::new(cx.resolve(flow).await?.id)),
        })
    }
}

fn observed((named, record): (Named, QuickConnectRecord)) -> Observed {
    let members = QuickConnect {
        name: record.name,
        description: record.description,
        destination: Place::observed(record.destination),
    };
    Observed::ready(
        KindId::QuickConnect,
        named,
        Members::of(&members),
        Some(record.tags),
    )
}
