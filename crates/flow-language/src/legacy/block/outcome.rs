//! What a module has become, and what is missing or left over.

use serde_json::{Map, Value, json};

use super::{Action, Block, Converted};
use crate::{
    action,
    legacy::{
        blocks,
        flow::{Parameter, Way},
        gap::{Gap, GapPart, GapReason},
        value::scalar,
    },
};

impl<'a> Block<'a, '_> {
    pub(in crate::legacy) fn gap(
        &mut self,
        part: (GapPart, &str),
        value: Value,
        reason: GapReason,
    ) {
        let gap = Gap::of_module(self.module, &self.action.identifier, part, value, reason);
        self.gaps.push(gap);
    }

    /// A value that the parameter is not known to have.
    pub(in crate::legacy) fn odd(&mut self, name: &str, value: Value) {
        self.gap((GapPart::Parameter, name), value, GapReason::UnknownValue);
    }

    pub(in crate::legacy) fn empty(&mut self, parameter: Parameter<'a>) {
        // Values that are no scalars are gaps already.
        if parameter
            .value()
            .is_none_or(|value| scalar(value).is_some())
        {
            let name = parameter.key().unwrap_or_else(|| parameter.name());
            self.gap(
                (GapPart::Parameter, name),
                Value::Null,
                GapReason::EmptyValue,
            );
        }
    }

    pub(in crate::legacy) fn odd_way(&mut self, way: Way<'a>, value: Value, reason: GapReason) {
        self.gap((GapPart::Branch, way.condition), value, reason);
    }

    /// A way out that actions of the type must have.
    pub(in crate::legacy) fn missing_way(&mut self, name: &str) {
        self.gap(
            (GapPart::Branch, name),
            Value::Null,
            GapReason::MissingBranch,
        );
    }
}

impl Block<'_, '_> {
    pub(super) fn finish(mut self) -> Converted {
        self.leave_rest();
        self.actions.push(std::mem::take(&mut self.action));
        let actions = std::mem::take(&mut self.actions);
        for action in &actions {
            self.demand(action);
        }
        let others: Vec<Value> = actions
            .iter()
            .skip(1)
            .map(|of| of.identifier.clone().into())
            .collect();
        if !others.is_empty() {
            self.note(&["children"], others);
        }
        let position = self.notes.get("position").cloned();
        let notes = actions.iter().enumerate().map(|(at, _)| match at {
            0 => Value::Object(self.notes.clone()),
            _ => json!({"position": position.clone().unwrap_or_else(|| json!({"x": 0, "y": 0}))}),
        });
        let notes: Vec<Value> = notes.collect();
        let actions = actions.into_iter().zip(notes);
        Converted {
            actions: actions
                .map(|(action, notes)| (action.value(), action.identifier, notes))
                .collect(),
            gaps: self.gaps,
        }
    }

    /// What no converter took.
    fn leave_rest(&mut self) {
        for parameter in std::mem::take(&mut self.parameters) {
            let value = parameter.value().cloned().unwrap_or_default();
            let part = (GapPart::Parameter, parameter.name());
            self.gap(part, value, GapReason::UnknownParameter);
            self.keep(parameter);
        }
        for way in std::mem::take(&mut self.ways) {
            self.odd_way(way, way.transition.into(), GapReason::UnknownBranch);
            self.remember("legacyBranches", way.value.clone());
        }
        let usual = ["id", "type", "target", "branches", "parameters", "metadata"];
        let members = self.module.value.as_object().into_iter().flatten();
        for (name, value) in members.filter(|(name, _)| !usual.contains(&name.as_str())) {
            self.gap(
                (GapPart::Parameter, name),
                value.clone(),
                GapReason::UnknownParameter,
            );
            self.remember("legacyMembers", json!({name: value}));
        }
    }

    /// What the service needs of an action of this type, and what its flow type allows.
    fn demand(&mut self, of: &Action) {
        let identifier = of.identifier.as_str();
        let mut missing = Vec::new();
        let needed = blocks::NEEDED.iter().find(|(name, ..)| *name == of.kind);
        if let Some((_, parameters, errors)) = needed {
            if !parameters.is_empty()
                && !parameters
                    .iter()
                    .any(|name| of.parameters.contains_key(*name))
            {
                missing.push((
                    GapPart::Parameter,
                    parameters[0],
                    GapReason::MissingParameter,
                ));
            }
            let lacks = |error: &&&str| of.errors.iter().all(|(has, _)| has != **error);
            let lacking = errors.iter().filter(lacks);
            missing
                .extend(lacking.map(|error| (GapPart::Branch, *error, GapReason::MissingBranch)));
        }
        let is_known = action::is_known(&of.kind);
        if is_known && of.next.is_none() && !action::may_end(&of.kind) {
            missing.push((GapPart::Branch, "NextAction", GapReason::MissingBranch));
        }
        if !blocks::fits(self.role, &of.kind) {
            missing.push((GapPart::Block, "", GapReason::NotInFlowType));
        }
        for (part, name, reason) in missing {
            let gap = Gap::of_module(self.module, identifier, (part, name), Value::Null, reason);
            self.gaps.push(gap);
        }
    }
}

// === impl Action ===

impl Action {
    /// Members in the order in which the designer writes them.
    fn value(&self) -> Value {
        let mut transitions = Map::new();
        let is_open = self.next.is_some() || !self.errors.is_empty() || !self.conditions.is_empty();
        if is_open {
            if let Some(next) = &self.next {
                transitions.insert("NextAction".to_owned(), next.as_str().into());
            }
            let errors = self.errors.iter();
            let errors: Value = errors
                .map(|(error, next)| json!({"NextAction": next, "ErrorType": error}))
                .collect();
            transitions.insert("Errors".to_owned(), errors);
            transitions.insert("Conditions".to_owned(), self.conditions.clone().into());
        }
        json!({
            "Parameters": self.parameters,
            "Identifier": self.identifier,
            "Type": self.kind,
            "Transitions": transitions,
        })
    }
}
