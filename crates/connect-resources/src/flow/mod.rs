//! Flows.

mod port;

use async_trait::async_trait;
use connect_model::{
    Fault, FlowId, builtin,
    spec::{self, ContactCenter, ContactFlowSpec, Entry},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::port::{FlowChange, FlowDraft, FlowRecord, Port};
use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Index, Kind, KindId, Known, Layer, Limit,
    Members, Named, Observed, Order, Reading, Section, ThingKey, Trouble, Written,
    census::survey,
    flow_content::{self, CONTENT},
    gap::{Gap, Recall},
};

/// The kind.
#[derive(Debug)]
pub struct FlowKind;

/// The kind.
pub const KIND: FlowKind = FlowKind;

static FACTS: Facts = Facts {
    id: KindId::Flow,
    noun: "flow",
    layer: Layer::Flows,
    tagged: true,
    bond: Bond::Owned,
    make: "connect:CreateContactFlow",
    remove: "connect:DeleteContactFlow",
    settles: None,
    fixed: &["type"],
    aspects: &[
        Aspect::of(
            "name",
            &["name", "description"],
            "connect:UpdateContactFlowMetadata",
        ),
        Aspect::deferrable(CONTENT, &[CONTENT], "connect:UpdateContactFlowContent"),
    ],
    teardown: 70,
};

const LIMITS: &[Limit] = &[Limit::things(
    "Contact flows per instance",
    "L-22922690",
    100,
)];

/// `UpdateContactFlowContent` sets it.
const PUBLISHED: Gap = Gap {
    name: CONTENT,
    members: &[CONTENT],
    is_dated: true,
};

/// The time that a search tells is of what is published, as far as is known.
const DRAFT: Gap = Gap {
    name: "draft",
    members: &[CONTENT],
    is_dated: false,
};

#[derive(Serialize, Deserialize)]
struct Flow {
    name: String,
    description: Option<String>,
    r#type: String,
    /// JSON text with references by name.
    content: String,
    /// Whether it is published; not compared, because a draft beside a published flow is no drift.
    status: Option<String>,
}

// === impl FlowKind ===

#[async_trait]
impl Kind for FlowKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn builtin(&self) -> Vec<&'static str> {
        builtin::names(spec::Kind::ContactFlow)
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let members = |entry: &Entry<ContactFlowSpec>| Flow {
            name: entry.name.to_string(),
            description: entry.spec.description.clone(),
            r#type: entry.spec.r#type.as_str().to_owned(),
            content: entry.spec.content.clone(),
            status: Some(entry.spec.status.as_str().to_owned()),
        };
        let declare = |entry| Declared::of(KindId::Flow, entry, &members(entry));
        center.contact_flows.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::ContactFlow)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let flow: Flow = thing.members.typed()?;
        let file = flow_content::file(spec, "flows", &flow.name, &flow.content);
        let entry = Written::new()
            .with("name", flow.name)
            .with("type", flow.r#type)
            .with_some("description", flow.description)
            .with("file", file)
            .with_some("status", flow.status);
        spec.list(entry);
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        match cx.instance {
            Some(instance) => cx.read(|| cx.ports.flow.list(instance)).await,
            None => Ok(Vec::new()),
        }
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let Some(instance) = cx.instance else {
            return Ok(Vec::new());
        };
        let port = &cx.ports.flow;
        let listed = self.names(cx).await?;
        let search = || port.search(instance);
        let describe = async |id: String| port.describe(instance, &FlowId::new(id), false).await;
        let seen = survey(cx, KindId::Flow, listed, search, describe).await?;
        let mut recall = Recall::of(cx, seen.found.iter().map(|(named, _)| named)).await;
        let mut observed = seen.others;
        for (named, record) in seen.found {
            let (id, modified) = (record.id.clone(), record.modified_ms);
            let gaps = (&PUBLISHED, &DRAFT);
            let gap = flow_content::gap(cx, &named.name, record.content.is_some(), gaps);
            let mut flow = observe(named, record);
            let is_there = match gap {
                Some(gap) => {
                    let is_draft = gap.name == DRAFT.name;
                    let read = async || Ok(content(port.describe(instance, &id, is_draft).await?));
                    recall.fill(gap, &mut flow, modified, read).await?
                }
                None => true,
            };
            if is_there && flow_content::is_draft_alone(cx, &flow) {
                let draft = cx.read_some(|| port.describe(instance, &id, true)).await?;
                let draft = draft.map(|draft| flow_content::saved(content(draft)));
                flow.members.lay(&draft.unwrap_or_default());
            }
            observed.extend(is_there.then_some(flow));
        }
        recall.keep().await;
        Ok(observed)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let flow: Flow = order.thing.members.typed()?;
        let content = if order.makes(CONTENT) {
            flow_content::resolved(cx, &flow.content).await?
        } else {
            flow_content::stub(&flow.r#type)?
        };
        let draft = FlowDraft {
            name: flow.name,
            r#type: flow.r#type.clone(),
            description: flow.description,
            content,
            saved: flow_content::is_saved(flow.status.as_deref()),
        };
        let tags = order.all_tags(cx.scope());
        let known = cx
            .ports()
            .flow
            .create(&cx.instance()?, &draft, &tags)
            .await?;
        Ok(known.labelled(flow.r#type))
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let id = FlowId::new(&order.known()?.id);
        let flow: Flow = order.thing.members.typed()?;
        let change = match aspect {
            "name" => FlowChange::Name {
                name: flow.name,
                description: flow.description,
            },
            CONTENT => FlowChange::Content {
                content: flow_content::resolved(cx, &flow.content).await?,
                saved: flow_content::is_saved(flow.status.as_deref()),
            },
            other => return Err(Trouble::unknown_aspect(KindId::Flow, other)),
        };
        Ok(cx
            .ports()
            .flow
            .update(&cx.instance()?, &id, &change)
            .await?)
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        Ok(cx
            .ports()
            .flow
            .delete(&cx.instance()?, &FlowId::new(&known.id))
            .await?)
    }

    fn references(&self, member: &str, value: &Value) -> Vec<ThingKey> {
        match value {
            Value::String(text) if member == CONTENT => flow_content::references(text),
            _ => Vec::new(),
        }
    }

    fn name_ids(&self, observed: &mut Members, index: &Index) {
        flow_content::settle(observed, |text| flow_content::named(text, index));
    }

    fn settle_form(&self, declared: &mut Members, index: &Index) {
        flow_content::settle(declared, |text| flow_content::renamed(text, index));
    }
}

fn observe(named: Named, record: FlowRecord) -> Observed {
    let members = Flow {
        name: record.name,
        description: record.description,
        r#type: record.r#type,
        content: record.content.unwrap_or_default(),
        status: None,
    };
    let named = Named {
        modified_ms: record.modified_ms,
        ..named
    };
    Observed::ready(
        KindId::Flow,
        named,
        Members::of(&members),
        Some(record.tags),
    )
}

fn content(record: FlowRecord) -> Members {
    let mut members = Members::default();
    members.set(CONTENT, record.content.unwrap_or_default().into());
    members
}
