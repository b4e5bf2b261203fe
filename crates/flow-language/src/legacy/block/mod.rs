//! One module while it becomes one or more actions.
//!
//! Converters take from it what they know. What is left when they are done is a gap, so nothing is
//! lost because a converter does not know it.

mod notes;
mod outcome;
mod source;

use serde_json::{Map, Value, json};

use self::notes::flat_key;
use crate::{
    flow_type::{FlowType, Role},
    legacy::{
        blocks,
        flow::{Module, Parameter, Way},
        gap::{Gap, GapReason},
        identifier::Identifiers,
        value::scalar,
    },
    reference::kind::RefKind,
};

/// A module that is being converted.
#[derive(Debug)]
pub(in crate::legacy) struct Block<'a, 'b> {
    pub(in crate::legacy) module: Module<'a>,
    pub(in crate::legacy) role: Role,
    identifiers: &'b mut Identifiers<'a>,
    /// Not yet taken.
    parameters: Vec<Parameter<'a>>,
    /// Not yet taken.
    ways: Vec<Way<'a>>,
    /// The action that is being written.
    action: Action,
    /// Actions that are done.
    actions: Vec<Action>,
    notes: Map<String, Value>,
    gaps: Vec<Gap>,
}

/// What a module became.
#[derive(Debug)]
pub(in crate::legacy) struct Converted {
    /// The actions, each with its notes.
    pub(in crate::legacy) actions: Vec<(Value, String, Value)>,
    pub(in crate::legacy) gaps: Vec<Gap>,
}

#[derive(Debug, Default)]
struct Action {
    identifier: String,
    kind: String,
    parameters: Map<String, Value>,
    next: Option<String>,
    errors: Vec<(String, String)>,
    conditions: Vec<Value>,
}

/// A reference as it is written.
#[derive(Debug)]
pub(in crate::legacy) struct Written {
    pub(in crate::legacy) text: String,
    pub(in crate::legacy) is_dynamic: bool,
    pub(in crate::legacy) name: Option<String>,
}

/// Converts a module.
pub(in crate::legacy) fn convert<'a>(
    module: Module<'a>,
    role: Role,
    identifiers: &mut Identifiers<'a>,
) -> Converted {
    let identifier = identifiers.own(module.index).to_owned();
    let mut block = Block {
        module,
        role,
        identifiers,
        parameters: module.parameters().collect(),
        ways: module.ways().collect(),
        action: Action {
            identifier,
            ..Action::default()
        },
        actions: Vec::new(),
        notes: module.metadata().cloned().unwrap_or_default(),
        gaps: Vec::new(),
    };
    block.note_renaming();
    blocks::convert(&mut block);
    block.finish()
}

impl<'a> Block<'a, '_> {
    pub(in crate::legacy) fn action_type(&mut self, action_type: &str) {
        action_type.clone_into(&mut self.action.kind);
    }

    /// Sets a parameter of the action.
    pub(in crate::legacy) fn set(&mut self, path: &[&str], value: impl Into<Value>) {
        put(&mut self.action.parameters, path, value.into());
    }

    /// Takes a parameter that is plain text, and sets it.
    pub(in crate::legacy) fn carry(&mut self, name: &str, path: &[&str]) {
        if let Some(parameter) = self.take(name) {
            self.carry_this(parameter, path);
        }
    }

    /// Sets a parameter that is plain text.
    pub(in crate::legacy) fn carry_this(&mut self, parameter: Parameter<'a>, path: &[&str]) {
        if let Some(written) = self.text(parameter) {
            self.write(&written, path);
        } else {
            self.empty(parameter);
        }
    }

    /// Takes a parameter whose words are others today, and sets it.
    pub(in crate::legacy) fn carry_word(
        &mut self,
        name: &str,
        path: &[&str],
        words: &[(&str, &str)],
    ) {
        let Some(parameter) = self.take(name) else {
            return;
        };
        let Some(written) = self.text(parameter) else {
            return self.empty(parameter);
        };
        if let Some((_, new)) = words.iter().find(|(old, _)| *old == written.text) {
            self.set(path, *new);
        } else {
            self.odd(name, written.text.as_str().into());
            self.write(&written, path);
        }
    }

    /// Takes a parameter that is a reference, and sets it.
    pub(in crate::legacy) fn refer(
        &mut self,
        name: &str,
        path: &[&str],
        kind: RefKind,
        flow_type: Option<FlowType>,
    ) {
        if let Some(parameter) = self.take(name) {
            self.refer_this(parameter, path, kind, flow_type);
        }
    }

    /// Sets a parameter that is a reference.
    pub(in crate::legacy) fn refer_this(
        &mut self,
        parameter: Parameter<'a>,
        path: &[&str],
        kind: RefKind,
        flow_type: Option<FlowType>,
    ) {
        let flat = flat_key(path);
        let noted = flat.and_then(|key| self.module.noted(key));
        let Some(written) = self.reference(parameter, kind, flow_type, noted) else {
            return;
        };
        self.write(&written, path);
        if let Some(key) = flat {
            self.note_flat(key, &written);
        }
    }

    /// Sets a parameter, and what the designer notes beside it.
    pub(in crate::legacy) fn write(&mut self, written: &Written, path: &[&str]) {
        self.set(path, written.text.as_str());
        let mut noted = vec!["parameters"];
        noted.extend(path);
        if written.is_dynamic {
            noted.push("useDynamic");
            self.note(&noted, true);
        } else if let Some(name) = &written.name {
            noted.push("displayName");
            self.note(&noted, name.as_str());
        }
    }

    /// Leads the action on, unless it is led already.
    pub(in crate::legacy) fn next(&mut self, identifier: Option<&String>) {
        if self.action.next.is_none() {
            self.action.next = identifier.cloned();
        }
    }

    /// Adds an error, if it leads anywhere.
    pub(in crate::legacy) fn error(&mut self, error_type: &str, identifier: Option<&String>) {
        let error = identifier.map(|next| (error_type.to_owned(), next.clone()));
        self.action.errors.extend(error);
    }

    /// Adds a condition, if it leads anywhere.
    pub(in crate::legacy) fn condition(
        &mut self,
        operator: &str,
        operand: &str,
        identifier: Option<&String>,
    ) {
        let condition = identifier.map(|next| {
            json!({
                "NextAction": next,
                "Condition": {"Operator": operator, "Operands": [operand]}
            })
        });
        self.action.conditions.extend(condition);
    }

    /// Takes the comparisons of the block, in their order.
    pub(in crate::legacy) fn comparisons(&mut self) {
        for way in self.take_ways("Evaluate") {
            self.comparison(way);
        }
    }

    /// Adds one comparison.
    pub(in crate::legacy) fn comparison(&mut self, way: Way<'a>) {
        let old = way.operator.unwrap_or("Equals");
        let known = OPERATORS.iter().find(|(name, _)| *name == old);
        if known.is_none() {
            self.odd_way(way, old.into(), GapReason::UnknownValue);
        }
        let operand = way.operand.and_then(scalar).unwrap_or_default();
        if operand.is_empty() {
            // Leaving it out would close the way. The service refuses it until it says something.
            self.odd_way(way, Value::Null, GapReason::MissingParameter);
        }
        let target = self.target(way);
        self.condition(known.map_or(old, |(_, new)| new), &operand, target.as_ref());
    }

    /// Goes on with a further action of the same block when this one fails with an error.
    pub(in crate::legacy) fn go_on(&mut self, error_type: &str, action_type: &str) {
        let first = self.actions.first().unwrap_or(&self.action);
        let identifier = self.identifiers.beside(&first.identifier);
        self.error(error_type, Some(&identifier));
        let next = Action {
            identifier,
            kind: action_type.to_owned(),
            ..Action::default()
        };
        self.actions.push(std::mem::replace(&mut self.action, next));
    }

    /// `Success` leads on, `Error` is the one error.
    pub(in crate::legacy) fn plain_ways(&mut self) {
        let (next, error) = (self.lead("Success"), self.lead("Error"));
        self.next(next.as_ref());
        self.error("NoMatchingError", error.as_ref());
    }

    /// Whether the action has something at this place.
    pub(in crate::legacy) fn has(&self, path: &[&str]) -> bool {
        let mut steps = path.iter();
        let first = steps
            .next()
            .and_then(|step| self.action.parameters.get(*step));
        steps
            .try_fold(first, |value, step| Some(value?.get(*step)))
            .flatten()
            .is_some()
    }
}

/// Sets a member of nested objects.
fn put(members: &mut Map<String, Value>, path: &[&str], value: Value) {
    let Some((first, rest)) = path.split_first() else {
        return;
    };
    if rest.is_empty() {
        members.insert((*first).to_owned(), value);
        return;
    }
    let inner = members.entry(*first).or_insert_with(|| json!({}));
    if !inner.is_object() {
        *inner = json!({});
    }
    if let Value::Object(inner) = inner {
        put(inner, rest, value);
    }
}

/// Comparisons of the old export, and the operators of conditions.
const OPERATORS: &[(&str, &str)] = &[
    ("Equals", "Equals"),
    ("GreaterThan", "NumberGreaterThan"),
    ("GreaterThanOrEqualTo", "NumberGreaterOrEqualTo"),
    ("LessThan", "NumberLessThan"),
    ("LessThanOrEqualTo", "NumberLessOrEqualTo"),
    ("Contains", "TextContains"),
    ("StartsWith", "TextStartsWith"),
    ("EndsWith", "TextEndsWith"),
];
