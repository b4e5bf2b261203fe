//! Flows made up for tests: every action type, and every form of value where it refers to something.

use std::collections::BTreeMap;

use flow_language::{FlowType, Ref, RefKind};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};

/// Action type, parameters, designer's metadata. `@kind` stands for a reference of that kind, also
/// as a member's name; `?kind` for the name that the designer shows.
pub(crate) fn templates() -> Vec<(String, Value, Value)> {
    serde_json::from_str(include_str!("templates.json")).unwrap()
}

/// The same of action types that refer to nothing, and of one that nobody knows.
fn plain() -> Vec<(String, Value, Value)> {
    serde_json::from_str(include_str!("plain_actions.json")).unwrap()
}

fn all_templates() -> Vec<(String, Value, Value)> {
    templates().into_iter().chain(plain()).collect()
}

/// What one reference of a generated flow is.
#[derive(Clone, Debug)]
pub(crate) enum Filling {
    /// Something of the inventory.
    Known { name: String, id: u64 },
    /// Anything else, which must go through untouched.
    Other(&'static str),
}

/// A flow and the inventory of the instance that it was taken from.
#[derive(Debug)]
pub(crate) struct Generated {
    pub(crate) content: Value,
    pub(crate) inventory: BTreeMap<Ref, String>,
}

pub(crate) fn flows() -> impl Strategy<Value = Generated> {
    // Separators of paths, references, ARNs, placeholders and JSON, and letters of any script.
    let separators = r#"[A-Za-z][A-Za-z0-9 _&/%:.,;#@+*?!|~^='"`(){}<>\[\]\\$-]{0,20}"#;
    let name = prop_oneof![separators, "\\p{L}{1,10}"];
    let known = (name, any::<u64>()).prop_map(|(name, id)| Filling::Known { name, id });
    let other = select(vec!["$.Attributes.target", "", "{{x.arn}}"]).prop_map(Filling::Other);
    let filling = prop_oneof![3 => known, 1 => other];
    vec(
        (
            select((0..all_templates().len()).collect::<Vec<_>>()),
            filling,
        ),
        1..12,
    )
    .prop_map(|actions| build(&actions))
}

fn build(actions: &[(usize, Filling)]) -> Generated {
    let templates = all_templates();
    let mut inventory = BTreeMap::new();
    let (mut list, mut notes) = (Vec::new(), serde_json::Map::new());
    for (index, (template, filling)) in actions.iter().enumerate() {
        let (action_type, parameters, metadata) = &templates[*template];
        let identifier = format!("block {index}");
        let mut fill = |value: &Value| filled(value, filling, index, &mut inventory);
        list.push(json!({
            "Identifier": identifier, "Type": action_type, "Parameters": fill(parameters),
            "Transitions": {"NextAction": "block 0", "Errors": [], "Conditions": []}
        }));
        let mut note = fill(metadata);
        note["position"] = json!({"x": 231.003_448_486_328_12, "y": index});
        notes.insert(identifier, note);
    }
    let content = json!({
        "Version": "2019-10-30", "StartAction": "block 0",
        "Metadata": {"ActionMetadata": notes, "Annotations": [{"content": "keep me"}]}, "Actions": list
    });
    Generated { content, inventory }
}

fn filled(
    value: &Value,
    filling: &Filling,
    index: usize,
    inventory: &mut BTreeMap<Ref, String>,
) -> Value {
    match value {
        Value::String(text) => Value::String(word(text, filling, index, inventory)),
        Value::Array(items) => items
            .iter()
            .map(|item| filled(item, filling, index, inventory))
            .collect(),
        Value::Object(members) => {
            let member = |(name, item): (&String, &Value)| {
                (
                    word(name, filling, index, inventory),
                    filled(item, filling, index, inventory),
                )
            };
            Value::Object(members.iter().map(member).collect())
        }
        other => other.clone(),
    }
}

fn word(
    text: &str,
    filling: &Filling,
    index: usize,
    inventory: &mut BTreeMap<Ref, String>,
) -> String {
    let Filling::Known { name, id } = filling else {
        let Filling::Other(other) = filling else {
            unreachable!("the two variants")
        };
        return if text.starts_with('@') {
            (*other).to_owned()
        } else {
            text.to_owned()
        };
    };
    // Names are unique within an instance; the index makes them so.
    let name = format!("{name}{index}");
    if let Some(kind) = text.strip_prefix('@') {
        return known(kind.parse().unwrap(), name, *id, index, inventory);
    }
    match text.strip_prefix('?') {
        Some("lex-alias") => "live".to_owned(),
        Some("lex-bot") => name.replace('/', "-"),
        Some("lambda") => "lookup".to_owned(),
        Some(_) => name,
        None => text.to_owned(),
    }
}

fn known(
    kind: RefKind,
    name: String,
    id: u64,
    index: usize,
    inventory: &mut BTreeMap<Ref, String>,
) -> String {
    let reference = match kind {
        RefKind::Flow => Ref::flow(FlowType::CustomerQueue, name),
        RefKind::Lex => Ref::new(kind, format!("{}/live", name.replace('/', "-"))),
        _ => Ref::new(kind, name),
    };
    let thing = thing(kind, id, index);
    inventory.insert(reference.unwrap(), thing.clone());
    thing
}

/// What the service calls a thing of some kind.
pub(crate) fn thing(kind: RefKind, id: u64, index: usize) -> String {
    let uuid = format!(
        "{:08x}-0000-4000-8000-{:012x}",
        id >> 32,
        (id & 0xffff_ffff) << 8 | index as u64
    );
    let instance =
        "arn:aws:connect:eu-west-2:111111111111:instance/aaaaaaaa-0000-4000-8000-000000000000";
    match kind {
        RefKind::Lambda => format!("arn:aws:lambda:eu-west-2:111111111111:function:f{id}-{index}"),
        RefKind::Lex => {
            format!("arn:aws:lex:eu-west-2:111111111111:bot-alias/B{id}{index}/TSTALIASID")
        }
        RefKind::Assistant => format!("arn:aws:wisdom:eu-west-2:111111111111:assistant/{uuid}"),
        RefKind::UserPool => {
            format!("arn:aws:cognito-idp:eu-west-2:111111111111:userpool/eu-west-2_{id}{index}")
        }
        RefKind::PhoneNumber => format!("+4420794{id}{index}"),
        RefKind::CaseField | RefKind::Hours | RefKind::Module => uuid,
        _ => format!("{instance}/{kind}/{uuid}"),
    }
}

/// The action types that AWS documents: one that joins the crate's table joins the generated flows.
#[test]
fn generated_flows_have_all_action_types() {
    let mut types: Vec<String> = all_templates().into_iter().map(|row| row.0).collect();
    types.sort();
    types.dedup();
    let known = types.iter().filter(|action_type| {
        let text = format!(r#"{{"Actions": [{{"Type": "{action_type}"}}]}}"#);
        let document = flow_language::Document::parse(&text).unwrap();
        document.actions().all(|action| action.group().is_some())
    });
    assert_eq!(known.count(), 63);
}
