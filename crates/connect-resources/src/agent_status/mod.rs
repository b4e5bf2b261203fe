//! Agent statuses. AWS deletes none, so one that goes is disabled. It keeps its tags: when it is
//! declared again it is ours still.

mod port;

use async_trait::async_trait;
use connect_model::{
    AgentStatusId, Fault, builtin,
    spec::{self, AgentStatusSpec, AgentStatusState, ContactCenter, Entry},
};
use serde::{Deserialize, Serialize};

pub use self::port::{AgentStatusDraft, AgentStatusRecord, Port};
use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Limit, Members,
    Named, Observed, Order, Reading, Section, ThingKey, Trouble, Written, census::survey,
};

/// The kind.
#[derive(Debug)]
pub struct AgentStatusKind;

/// The kind.
pub const KIND: AgentStatusKind = AgentStatusKind;

const STATE: &str = "state";
const UPDATE: &str = "connect:UpdateAgentStatus";

static FACTS: Facts = Facts {
    id: KindId::AgentStatus,
    noun: "agent status",
    layer: Layer::Admin,
    tagged: true,
    bond: Bond::Kept,
    make: "connect:CreateAgentStatus",
    remove: UPDATE,
    settles: None,
    fixed: &[],
    aspects: &[Aspect::of(
        "settings",
        &["name", "description", STATE, "display_order"],
        UPDATE,
    )],
    teardown: 60,
};

const LIMITS: &[Limit] = &[Limit::things("Agent status per instance", "L-D945C9A8", 50)];

#[derive(Serialize, Deserialize)]
struct AgentStatus {
    name: String,
    description: Option<String>,
    state: String,
    display_order: Option<u32>,
}

// === impl AgentStatusKind ===

#[async_trait]
impl Kind for AgentStatusKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn builtin(&self) -> Vec<&'static str> {
        builtin::names(spec::Kind::AgentStatus)
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let members = |entry: &Entry<AgentStatusSpec>| AgentStatus {
            name: entry.name.to_string(),
            description: entry.spec.description.clone(),
            state: entry.spec.state.as_str().to_owned(),
            display_order: entry.spec.display_order,
        };
        let declare = |entry| Declared::of(KindId::AgentStatus, entry, &members(entry));
        center.agent_statuses.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::AgentStatus)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let status: AgentStatus = thing.members.typed()?;
        let entry = Written::new()
            .with("name", status.name)
            .with_some("description", status.description)
            .unless("state", status.state, AgentStatusState::Enabled.as_str())
            .with_some("display_order", status.display_order);
        spec.list(entry);
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        match cx.instance {
            Some(instance) => cx.read(|| cx.ports.agent_status.list(instance)).await,
            None => Ok(Vec::new()),
        }
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let Some(instance) = cx.instance else {
            return Ok(Vec::new());
        };
        let port = &cx.ports.agent_status;
        let listed = self.names(cx).await?;
        let search = || port.search(instance);
        let describe = async |id: String| port.describe(instance, &AgentStatusId::new(id)).await;
        let seen = survey(cx, KindId::AgentStatus, listed, search, describe).await?;
        let found = seen.found.into_iter().map(observed);
        Ok(found.chain(seen.others).collect())
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let draft = draft(order.thing)?;
        let tags = order.all_tags(cx.scope());
        Ok(cx
            .ports()
            .agent_status
            .create(&cx.instance()?, &draft, &tags)
            .await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, _: &str) -> Result<(), Trouble> {
        let id = AgentStatusId::new(&order.known()?.id);
        let draft = draft(order.thing)?;
        Ok(cx
            .ports()
            .agent_status
            .update(&cx.instance()?, &id, &draft)
            .await?)
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        let id = AgentStatusId::new(&known.id);
        Ok(cx
            .ports()
            .agent_status
            .disable(&cx.instance()?, &id)
            .await?)
    }

    /// One that is disabled is as far gone as it can be.
    fn can_go(&self, observed: &Observed) -> bool {
        let state = observed.members.get(STATE);
        state.is_none_or(|state| *state != AgentStatusState::Disabled.as_str())
    }
}

fn observed((named, record): (Named, AgentStatusRecord)) -> Observed {
    let members = AgentStatus {
        name: record.name,
        description: record.description,
        state: record.state,
        display_order: record.display_order,
    };
    let members = Members::of(&members);
    Observed::ready(KindId::AgentStatus, named, members, Some(record.tags))
}

fn draft(thing: &Declared) -> Result<AgentStatusDraft, Trouble> {
    let status: AgentStatus = thing.members.typed()?;
    Ok(AgentStatusDraft {
        name: status.name,
        description: status.description,
        state: status.state,
        display_order: status.display_order,
    })
}
