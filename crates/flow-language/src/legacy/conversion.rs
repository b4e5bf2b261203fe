//! An old export as a document of the flow language.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::{
    check::VERSION,
    document::Document,
    flow_type::{FlowType, Role},
    legacy::{
        block,
        flow::LegacyFlow,
        gap::{Gap, GapReason},
        identifier::Identifiers,
    },
};

/// What an old export became.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Conversion {
    /// The name of the flow, if the export holds one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The type of the flow; none for a module.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow_type: Option<FlowType>,
    /// What people read about the flow, if the export holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The flow itself.
    #[serde(rename = "content", serialize_with = "content")]
    pub document: Document,
    /// What was not carried over as it was, in the order of the modules.
    pub gaps: Vec<Gap>,
}

/// Converts an old export. It never fails: what has no counterpart is a gap.
///
/// The same export gives the same document. Identifiers are the ids of the modules, in their order;
/// where the flow language does not allow one, the action gets a new one.
pub fn convert(flow: &LegacyFlow) -> Conversion {
    let (role, unknown_type) = role(flow);
    let mut gaps: Vec<Gap> = unknown_type.into_iter().collect();
    let mut identifiers = Identifiers::of(flow);
    let (mut actions, mut notes) = (Vec::new(), Map::new());
    for module in flow.modules() {
        let converted = block::convert(module, role, &mut identifiers);
        gaps.extend(converted.gaps);
        for (action, identifier, note) in converted.actions {
            actions.push(action);
            notes.insert(identifier, note);
        }
    }
    let start = start(flow, &identifiers, &mut gaps);
    let metadata = metadata(flow, notes, &mut gaps);
    let document = Document {
        content: outline(role, start, &metadata, &actions),
        envelope: None,
    };
    gaps.extend(too_large(&document, role));
    Conversion {
        name: flow.name().map(str::to_owned),
        flow_type: match role {
            Role::Flow(flow_type) => Some(flow_type),
            Role::Module => None,
        },
        description: flow.description().map(str::to_owned),
        document,
        gaps,
    }
}

// === impl Conversion ===

impl Conversion {
    /// What the document is to be made as.
    pub fn role(&self) -> Role {
        self.flow_type.map_or(Role::Module, Role::Flow)
    }
}

fn content<S: Serializer>(document: &Document, serializer: S) -> Result<S::Ok, S::Error> {
    document.content().serialize(serializer)
}

/// Members in the order in which the console writes them.
fn outline(role: Role, start: Option<String>, metadata: &Value, actions: &[Value]) -> Value {
    let mut content = json!({"Version": VERSION});
    if let Some(start) = start {
        content["StartAction"] = start.into();
    }
    content["Metadata"] = metadata.clone();
    content["Actions"] = actions.into();
    if role == Role::Module {
        content["Settings"] =
            json!({"InputParameters": [], "OutputParameters": [], "Transitions": []});
    }
    content
}

fn role(flow: &LegacyFlow) -> (Role, Option<Gap>) {
    let text = flow.flow_type().unwrap_or_default();
    let known = FlowType::from_console(text).or_else(|| text.parse().ok());
    if let Some(flow_type) = known {
        return (Role::Flow(flow_type), None);
    }
    if text.to_ascii_lowercase().contains("module") {
        return (Role::Module, None);
    }
    let gap = Gap::of_flow("type", text.into(), GapReason::UnknownFlowType);
    (Role::Flow(FlowType::ContactFlow), Some(gap))
}

/// A start that is no module stays, so that the check of the document says so too.
fn start(flow: &LegacyFlow, identifiers: &Identifiers<'_>, gaps: &mut Vec<Gap>) -> Option<String> {
    let start = flow.start().unwrap_or_default();
    if let Some(identifier) = identifiers.find(start) {
        return Some(identifier.to_owned());
    }
    gaps.push(Gap::of_flow("start", start.into(), GapReason::NoStart));
    Some(start.to_owned()).filter(|start| !start.is_empty())
}

/// The metadata of the designer. The hash is not carried over: it was that of the old text.
fn metadata(flow: &LegacyFlow, notes: Map<String, Value>, gaps: &mut Vec<Gap>) -> Value {
    let mut metadata = Map::new();
    let old = flow.metadata().into_iter().flatten();
    let kept = old.filter(|(name, value)| *name != "hash" && !value.is_null());
    metadata.extend(kept.map(|(name, value)| (name.clone(), value.clone())));
    metadata.insert("ActionMetadata".to_owned(), notes.into());
    let usual = ["modules", "version", "type", "start", "metadata"];
    let others = flow
        .members()
        .filter(|(name, _)| !usual.contains(&name.as_str()));
    let others: Map<String, Value> = others
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    for (name, value) in &others {
        gaps.push(Gap::of_flow(
            name,
            value.clone(),
            GapReason::UnknownParameter,
        ));
    }
    if !others.is_empty() {
        metadata.insert("legacyMembers".to_owned(), others.into());
    }
    metadata.into()
}

fn too_large(document: &Document, role: Role) -> Vec<Gap> {
    let problems = document.check(role).into_iter();
    let size = problems.filter(|problem| problem.rule == "flow-size");
    size.map(|problem| Gap::of_flow("size", problem.message.into(), GapReason::TooLarge))
        .collect()
}
