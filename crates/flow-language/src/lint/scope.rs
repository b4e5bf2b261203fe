//! What rules look at: a document with all that is worked out about it once.

use serde_json::Value;

use crate::{
    action::Action,
    check::Problem,
    document::Document,
    flow_type::{FlowType, Role},
    graph::Graph,
    lint::{
        components::Components,
        context::Context,
        paths::{Known, Paths},
        reads::{Read, reads},
    },
    reference::value::Reference,
};

/// A document with all that is worked out about it once, in time linear in its size.
pub(crate) struct Scope<'a> {
    pub(crate) document: &'a Document,
    pub(crate) role: Role,
    pub(crate) context: &'a Context,
    pub(crate) graph: Graph<'a>,
    pub(crate) reachable: Vec<bool>,
    pub(crate) components: Components,
    pub(crate) reads: Vec<Read<'a>>,
    pub(crate) references: Vec<Reference>,
    pub(crate) problems: Vec<Problem>,
    paths: Paths,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(document: &'a Document, role: Role, context: &'a Context) -> Self {
        let graph = document.graph();
        let reachable = graph.reachable();
        let components = Components::of(&graph, &|at| reachable[at]);
        let paths = Paths::of(&graph, role, context.follows_another);
        Self {
            document,
            role,
            context,
            reads: reads(document),
            references: document.references(),
            problems: document.check(role),
            graph,
            reachable,
            components,
            paths,
        }
    }

    /// All actions, in document order.
    pub(crate) fn actions(&self) -> impl Iterator<Item = Action<'a>> {
        self.graph.actions().iter().copied()
    }

    /// The actions of a type.
    pub(crate) fn of_type(&self, action_type: &str) -> impl Iterator<Item = Action<'a>> {
        self.actions()
            .filter(move |action| action.action_type() == action_type)
    }

    /// What is known when a contact comes to an action; nothing for one that no way leads to.
    pub(crate) fn known(&self, action: Action<'_>) -> Option<Known> {
        self.paths.at(action.index)
    }

    pub(crate) fn is_inbound(&self) -> bool {
        self.role == Role::Flow(FlowType::ContactFlow)
    }

    /// The action that holds a JSON pointer into the content, if it points below one.
    pub(crate) fn action_at(&self, path: &str) -> Option<Action<'a>> {
        let index = path.strip_prefix("/Actions/")?.split('/').next()?;
        self.graph
            .actions()
            .get(index.parse::<usize>().ok()?)
            .copied()
    }
}

/// The text of a parameter, by its JSON pointer below `Parameters`.
pub(crate) fn parameter<'a>(action: Action<'a>, pointer: &str) -> Option<&'a str> {
    value(action, pointer)?.as_str()
}

/// A parameter, by its JSON pointer below `Parameters`.
pub(crate) fn value<'a>(action: Action<'a>, pointer: &str) -> Option<&'a Value> {
    action.parameters()?.pointer(pointer)
}

/// Whether a text is a `JSONPath`, which the contact gives a value.
pub(crate) fn is_dynamic(text: &str) -> bool {
    text.starts_with("$.") || text.starts_with("$[")
}

/// Whether a parameter says yes; exports write it as text.
pub(crate) fn is_true(action: Action<'_>, pointer: &str) -> bool {
    value(action, pointer).is_some_and(|value| {
        value.as_bool() == Some(true)
            || value
                .as_str()
                .is_some_and(|text| text.eq_ignore_ascii_case("true"))
    })
}

/// The error types that have a branch.
pub(crate) fn errors(action: Action<'_>) -> Vec<&str> {
    let entries = entries(action, "Errors");
    entries
        .filter_map(|entry| entry.get("ErrorType")?.as_str())
        .collect()
}

/// The entries of `Conditions` or `Errors`.
pub(crate) fn entries<'a>(action: Action<'a>, list: &str) -> impl Iterator<Item = &'a Value> {
    let entries = action
        .transitions()
        .and_then(|transitions| transitions.get(list));
    entries.and_then(Value::as_array).into_iter().flatten()
}

/// The operands of a condition.
pub(crate) fn operands(condition: &Value) -> impl Iterator<Item = &Value> {
    let operands = condition.pointer("/Condition/Operands");
    operands.and_then(Value::as_array).into_iter().flatten()
}
