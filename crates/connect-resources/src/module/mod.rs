//! Flow modules.

mod port;

use async_trait::async_trait;
use connect_model::{
    Fault, ModuleId,
    spec::{ContactCenter, Entry, FlowModuleSpec},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::port::{ModuleChange, ModuleDraft, ModuleRecord, Port};
use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Index, Kind, KindId, Known, Layer, Limit,
    Members, Named, Observed, Order, Reading, Section, ThingKey, Trouble, Written,
    census::survey,
    flow_content::{self, CONTENT},
    gap::{Gap, Recall},
};

/// The kind.
#[derive(Debug)]
pub struct ModuleKind;

/// The kind.
pub const KIND: ModuleKind = ModuleKind;

static FACTS: Facts = Facts {
    id: KindId::Module,
    noun: "flow module",
    layer: Layer::Flows,
    tagged: true,
    bond: Bond::Owned,
    make: "connect:CreateContactFlowModule",
    remove: "connect:DeleteContactFlowModule",
    settles: None,
    fixed: &["external_invocation"],
    aspects: &[
        Aspect::of(
            "name",
            &["name", "description"],
            "connect:UpdateContactFlowModuleMetadata",
        ),
        // Whoever calls a module is validated against its contract.
        Aspect::deferrable(
            CONTENT,
            &[CONTENT, "settings"],
            "connect:UpdateContactFlowModuleContent",
        )
        .leading(),
    ],
    teardown: 72,
};

const LIMITS: &[Limit] = &[Limit::things(
    "Flow modules per instance",
    "L-19755C7E",
    200,
)];

/// What a search may withhold. No answer tells when a module was changed, so nothing is remembered.
const PUBLISHED: Gap = Gap {
    name: CONTENT,
    members: &[CONTENT, "settings"],
    is_dated: false,
};

/// What no search shows.
const DRAFT: Gap = Gap {
    name: "draft",
    members: &[CONTENT, "settings"],
    is_dated: false,
};

#[derive(Serialize, Deserialize)]
struct Module {
    name: String,
    description: Option<String>,
    /// JSON text with references by name.
    content: String,
    /// The contract with callers.
    settings: Option<Value>,
    external_invocation: Option<bool>,
    /// Whether it is published; not compared, because a draft beside a published module is no drift.
    status: Option<String>,
}

// === impl ModuleKind ===

#[async_trait]
impl Kind for ModuleKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let declare = |entry| Declared::of(KindId::Module, entry, &Module::declared(entry));
        center.contact_flow_modules.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::FlowModule)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let module: Module = thing.members.typed()?;
        let file = flow_content::file(spec, "modules", &module.name, &module.content);
        let entry = Written::new()
            .with("name", module.name)
            .with_some("description", module.description)
            .with("file", file)
            .with_some("settings", module.settings)
            .unless("external_invocation", module.external_invocation, false)
            .with_some("status", module.status);
        spec.list(entry);
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        match cx.instance {
            Some(instance) => cx.read(|| cx.ports.module.list(instance)).await,
            None => Ok(Vec::new()),
        }
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let Some(instance) = cx.instance else {
            return Ok(Vec::new());
        };
        let port = &cx.ports.module;
        let listed = self.names(cx).await?;
        let search = || port.search(instance);
        let describe = async |id: String| port.describe(instance, &ModuleId::new(id), false).await;
        let seen = survey(cx, KindId::Module, listed, search, describe).await?;
        let mut recall = Recall::of(cx, seen.found.iter().map(|(named, _)| named)).await;
        let mut observed = seen.others;
        for (named, record) in seen.found {
            let (id, gaps) = (record.id.clone(), (&PUBLISHED, &DRAFT));
            let gap = flow_content::gap(cx, &named.name, record.content.is_some(), gaps);
            let mut module = observe(named, record);
            let is_there = match gap {
                Some(gap) => {
                    let is_draft = gap.name == DRAFT.name;
                    let read = async || Ok(hidden(port.describe(instance, &id, is_draft).await?));
                    recall.fill(gap, &mut module, None, read).await?
                }
                None => true,
            };
            if is_there && flow_content::is_draft_alone(cx, &module) {
                let draft = cx.read_some(|| port.describe(instance, &id, true)).await?;
                let draft = draft.map(|draft| flow_content::saved(hidden(draft)));
                module.members.lay(&draft.unwrap_or_default());
            }
            observed.extend(is_there.then_some(module));
        }
        recall.keep().await;
        Ok(observed)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let module: Module = order.thing.members.typed()?;
        let draft = ModuleDraft {
            settings: module.settings_text(),
            content: if order.makes(CONTENT) {
                flow_content::resolved(cx, &module.content).await?
            } else {
                flow_content::module_stub()
            },
            name: module.name,
            description: module.description,
            external_invocation: module.external_invocation,
            token: order.attempt.token().await.to_string(),
        };
        let tags = order.all_tags(cx.scope());
        let port = &cx.ports().module;
        Ok(port.create(&cx.instance()?, &draft, &tags).await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let id = ModuleId::new(&order.known()?.id);
        let module: Module = order.thing.members.typed()?;
        let change = match aspect {
            "name" => ModuleChange::Name {
                name: module.name,
                description: module.description,
            },
            CONTENT => ModuleChange::Content {
                content: flow_content::resolved(cx, &module.content).await?,
                settings: module.settings_text(),
                saved: flow_content::is_saved(module.status.as_deref()),
            },
            other => return Err(Trouble::unknown_aspect(KindId::Module, other)),
        };
        let port = &cx.ports().module;
        Ok(port.update(&cx.instance()?, &id, &change).await?)
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        let (port, id) = (&cx.ports().module, ModuleId::new(&known.id));
        Ok(port.delete(&cx.instance()?, &id).await?)
    }

    /// AWS publishes whatever a module is made with, so a draft comes after.
    fn after_make(&self, thing: &Declared) -> Vec<&'static str> {
        let status = thing.members.get("status").and_then(Value::as_str);
        if flow_content::is_saved(status) {
            vec![CONTENT]
        } else {
            Vec::new()
        }
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

// === impl Module ===

impl Module {
    fn declared(entry: &Entry<FlowModuleSpec>) -> Self {
        let FlowModuleSpec {
            description,
            content,
            settings,
            external_invocation,
            status,
            place: _,
        } = &entry.spec;
        Self {
            name: entry.name.to_string(),
            description: description.clone(),
            content: content.clone(),
            settings: settings.as_deref().map(read_settings),
            external_invocation: *external_invocation,
            status: Some(status.as_str().to_owned()),
        }
    }

    fn settings_text(&self) -> Option<String> {
        self.settings.as_ref().map(Value::to_string)
    }
}

/// Settings as data, so that neither blanks nor order matter; what is no JSON stays a text.
fn read_settings(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

fn observe(named: Named, record: ModuleRecord) -> Observed {
    let members = Module {
        name: record.name,
        description: record.description,
        content: record.content.unwrap_or_default(),
        settings: record.settings.as_deref().map(read_settings),
        external_invocation: Some(record.external_invocation),
        status: None,
    };
    Observed::ready(
        KindId::Module,
        named,
        Members::of(&members),
        Some(record.tags),
    )
}

/// What a description shows beside what a search does.
fn hidden(record: ModuleRecord) -> Members {
    let mut members = Members::default();
    members.set(CONTENT, record.content.unwrap_or_default().into());
    if let Some(settings) = record.settings.as_deref() {
        members.set("settings", read_settings(settings));
    }
    members
}
