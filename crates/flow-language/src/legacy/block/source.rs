//! What a module says, taken from it piece by piece.

use serde_json::{Value, json};

use super::{Block, Written};
use crate::{
    flow_type::FlowType,
    legacy::{
        flow::{Parameter, Way},
        gap::{GapPart, GapReason},
        value::{self, scalar},
    },
    reference::{kind::RefKind, portable::Ref, slot::Accepts, value::RefValue},
};

impl<'a> Block<'a, '_> {
    /// Takes the first parameter with this name.
    pub(in crate::legacy) fn take(&mut self, name: &str) -> Option<Parameter<'a>> {
        let at = self.parameters.iter().position(|of| of.name() == name)?;
        Some(self.parameters.remove(at))
    }

    /// Takes every parameter with one of these names, in their order.
    pub(in crate::legacy) fn take_all(&mut self, names: &[&str]) -> Vec<Parameter<'a>> {
        let is_wanted = |parameter: &&Parameter<'_>| names.contains(&parameter.name());
        let (taken, left) = self.parameters.iter().partition(is_wanted);
        self.parameters = left;
        taken
    }

    /// Takes every way out with this condition, in their order.
    pub(in crate::legacy) fn take_ways(&mut self, condition: &str) -> Vec<Way<'a>> {
        self.take_ways_of(&|way| way.condition == condition)
    }

    /// Takes every way out that is wanted, in their order.
    pub(in crate::legacy) fn take_ways_of(
        &mut self,
        is_wanted: &dyn Fn(&Way<'_>) -> bool,
    ) -> Vec<Way<'a>> {
        let (taken, left) = self.ways.iter().partition(|way| is_wanted(way));
        self.ways = left;
        taken
    }

    /// Takes every way out that is left, in their order.
    pub(in crate::legacy) fn take_rest(&mut self) -> Vec<Way<'a>> {
        std::mem::take(&mut self.ways)
    }

    /// Takes the first way out with this condition, and answers where it leads.
    pub(in crate::legacy) fn lead(&mut self, condition: &str) -> Option<String> {
        let at = self
            .ways
            .iter()
            .position(|way| way.condition == condition)?;
        let way = self.ways.remove(at);
        self.target(way)
    }

    /// Where a way out leads. One that leads to no module stays as it is and is a gap.
    pub(in crate::legacy) fn target(&mut self, way: Way<'a>) -> Option<String> {
        if let Some(identifier) = self.identifiers.find(way.transition) {
            return Some(identifier.to_owned());
        }
        self.gap(
            (GapPart::Branch, way.condition),
            way.transition.into(),
            GapReason::DanglingBranch,
        );
        Some(way.transition.to_owned()).filter(|transition| !transition.is_empty())
    }

    /// The text of a parameter: a static scalar, or the path of a dynamic value. Empty ones are none.
    pub(in crate::legacy) fn text(&mut self, parameter: Parameter<'a>) -> Option<Written> {
        let Some(text) = parameter.value().and_then(scalar) else {
            if let Some(value) = parameter.value() {
                self.odd(parameter.name(), value.clone());
            }
            return None;
        };
        if text.is_empty() {
            return None;
        }
        let Some(namespace) = parameter.namespace() else {
            let (is_dynamic, name) = (false, parameter.resource_name().map(str::to_owned));
            return Some(Written {
                text,
                is_dynamic,
                name,
            });
        };
        let path = value::path(namespace, &text);
        if !path.is_known {
            let name = (GapPart::Parameter, parameter.name());
            self.gap(name, json!([namespace, text]), GapReason::UnknownNamespace);
        }
        Some(Written {
            text: path.text,
            is_dynamic: true,
            name: None,
        })
    }

    /// A reference. Where the export left the id out, the human name beside it is what remains.
    pub(in crate::legacy) fn reference(
        &mut self,
        parameter: Parameter<'a>,
        kind: RefKind,
        flow_type: Option<FlowType>,
        noted: Option<&str>,
    ) -> Option<Written> {
        let name = parameter.resource_name().or(noted).map(str::to_owned);
        let Some(mut written) = self.text(parameter) else {
            return self.named(parameter, kind, flow_type, name);
        };
        if !written.is_dynamic {
            written.name = name;
            if matches!(
                RefValue::read(&written.text, accepts(kind)),
                Some(RefValue::Foreign(_))
            ) {
                let text = written.text.as_str().into();
                self.gap(
                    (GapPart::Parameter, parameter.name()),
                    text,
                    GapReason::NotAReference,
                );
            }
        }
        Some(written)
    }

    fn named(
        &mut self,
        parameter: Parameter<'a>,
        kind: RefKind,
        flow_type: Option<FlowType>,
        name: Option<String>,
    ) -> Option<Written> {
        let reference = name.clone().and_then(|name| match flow_type {
            Some(flow_type) => Ref::flow(flow_type, name).ok(),
            None => Ref::new(kind, name).ok(),
        });
        let part = (GapPart::Parameter, parameter.name());
        let Some(reference) = reference else {
            self.gap(part, Value::Null, GapReason::EmptyValue);
            return None;
        };
        let text = reference.to_string();
        self.gap(part, name.clone().into(), GapReason::NameOnly);
        Some(Written {
            text,
            is_dynamic: false,
            name,
        })
    }
}

fn accepts(kind: RefKind) -> Accepts {
    match kind {
        RefKind::Lambda | RefKind::Lex => Accepts::Arn,
        RefKind::PhoneNumber | RefKind::LexV1 | RefKind::SecurityKey => Accepts::Text,
        _ => Accepts::IdOrArn,
    }
}
