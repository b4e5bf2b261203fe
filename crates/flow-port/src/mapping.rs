//! What is called otherwise in a target.

use std::collections::BTreeMap;

use flow_language::{FlowType, Ref, RefKind};
use serde::{Deserialize, Serialize};

/// What is called otherwise in a target, as a mapping file says it.
///
/// Flows are named `TYPE/name`, aliases of Lex bots `bot/alias`, as in references.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// Names in the bundle with names in the target, by kind.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<RefKind, BTreeMap<String, String>>,
    /// Beginnings of names in the bundle with those in the target, by kind; the longest counts. A name
    /// of its own in `names` goes before.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub prefixes: BTreeMap<RefKind, BTreeMap<String, String>>,
    /// What stands in the bundle, a name or a value, with what shall stand in flows of the target, by
    /// kind: for numbers, addresses in S3, ARNs and ids of what cannot be looked up by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<RefKind, BTreeMap<String, String>>,
    /// Values of `${NAME}` in names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: BTreeMap<String, String>,
}

/// What a reference of the bundle is in the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mapped {
    /// To be looked up by this name.
    Name(Ref),
    /// This very text.
    Value(String),
}

// === impl Mapping ===

impl Mapping {
    /// What a reference of the bundle is in the target. A version or alias stays.
    pub fn target(&self, name: &Ref) -> Mapped {
        let kind = name.kind();
        let spelled = self.filled(&spell(name));
        if let Some(value) = self.value(kind, &spelled) {
            return Mapped::Value(value.to_owned());
        }
        let renamed = self
            .names
            .get(&kind)
            .and_then(|names| names.get(&spelled).cloned())
            .or_else(|| self.prefixed(kind, &spelled))
            .unwrap_or(spelled);
        let target = read(kind, &renamed);
        let target = target.and_then(|target| match name.qualifier() {
            Some(qualifier) => target.with_qualifier(qualifier).ok(),
            None => Some(target),
        });
        Mapped::Name(target.unwrap_or_else(|| name.clone()))
    }

    /// What stands in the target for a value of the bundle.
    pub fn value(&self, kind: RefKind, value: &str) -> Option<&str> {
        self.values.get(&kind)?.get(value).map(String::as_str)
    }

    /// The other way round, for exports: what a thing of the target is called in the bundle.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self {
            names: reversed(&self.names),
            prefixes: reversed(&self.prefixes),
            values: reversed(&self.values),
            variables: BTreeMap::new(),
        }
    }

    fn prefixed(&self, kind: RefKind, name: &str) -> Option<String> {
        let prefixes = self.prefixes.get(&kind)?.iter();
        let fitting = prefixes
            .filter_map(|(from, to)| Some((from.len(), to, name.strip_prefix(from.as_str())?)));
        let (_, to, rest) = fitting.max_by_key(|(length, ..)| *length)?;
        Some(format!("{to}{rest}"))
    }

    /// The name with the values of its variables. Values stay what they are, or a short file of values
    /// that name each other could make an endless name.
    fn filled(&self, name: &str) -> String {
        let (mut filled, mut rest) = (String::new(), name);
        while let Some((before, after)) = rest.split_once("${") {
            filled.push_str(before);
            // No name of a variable has a `$`, so no text is gone through twice.
            let end = after
                .find(['}', '$'])
                .filter(|end| after[*end..].starts_with('}'));
            let value = end.and_then(|end| Some((self.variables.get(&after[..end])?, end)));
            if let Some((value, end)) = value {
                filled.push_str(value);
                rest = &after[end + 1..];
            } else {
                filled.push_str("${");
                rest = after;
            }
        }
        filled + rest
    }
}

/// A reference as mapping files name it.
fn spell(name: &Ref) -> String {
    match name.flow_type() {
        Some(flow_type) => format!("{flow_type}/{}", name.name()),
        None => name.name().to_owned(),
    }
}

fn read(kind: RefKind, spelled: &str) -> Option<Ref> {
    if kind != RefKind::Flow {
        return Ref::new(kind, spelled).ok();
    }
    let (flow_type, name) = spelled.split_once('/')?;
    let flow_type: FlowType = flow_type.parse().ok()?;
    Ref::flow(flow_type, name).ok()
}

fn reversed(
    all: &BTreeMap<RefKind, BTreeMap<String, String>>,
) -> BTreeMap<RefKind, BTreeMap<String, String>> {
    let turn = |names: &BTreeMap<String, String>| {
        names
            .iter()
            .map(|(from, to)| (to.clone(), from.clone()))
            .collect()
    };
    all.iter()
        .map(|(kind, names)| (*kind, turn(names)))
        .collect()
}

#[cfg(test)]
mod tests {
    use flow_language::{FlowType, Ref, RefKind};

    use super::{Mapped, Mapping};

    fn mapping() -> Mapping {
        let json = r#"{
            "names": {"queue": {"Sales": "Sales UK"}, "flow": {"CONTACT_FLOW/Main": "CONTACT_FLOW/Main/UK"}},
            "prefixes": {"lambda": {"dev-": "prod-", "dev-core-": "core-"}},
            "values": {"phone-number": {"main": "+442079460000"}},
            "variables": {"STAGE": "dev"}
        }"#;
        serde_json::from_str(json).unwrap()
    }

    fn target(name: &Ref) -> String {
        match mapping().target(name) {
            Mapped::Name(name) => name.to_string(),
            Mapped::Value(value) => value,
        }
    }

    #[test]
    fn names_prefixes_values_and_variables_each_have_their_turn() {
        let name = |kind, name: &str| Ref::new(kind, name).unwrap();
        assert_eq!(
            target(&name(RefKind::Queue, "Sales")),
            "ref://queue/Sales UK"
        );
        assert_eq!(target(&name(RefKind::Queue, "Other")), "ref://queue/Other");
        let flow = Ref::flow(FlowType::ContactFlow, "Main").unwrap();
        assert_eq!(target(&flow), "ref://flow/CONTACT_FLOW/Main%2FUK");
        let hold = Ref::flow(FlowType::CustomerHold, "Main").unwrap();
        assert_eq!(target(&hold), "ref://flow/CUSTOMER_HOLD/Main");
        let lookup = name(RefKind::Lambda, "${STAGE}-lookup")
            .with_qualifier("live")
            .unwrap();
        assert_eq!(target(&lookup), "ref://lambda/prod-lookup/live");
        assert_eq!(
            target(&name(RefKind::Lambda, "dev-core-x")),
            "ref://lambda/core-x"
        );
        assert_eq!(target(&name(RefKind::PhoneNumber, "main")), "+442079460000");
    }

    /// Ten thousand times ten thousand letters would be no name.
    #[test]
    fn values_are_not_looked_through_for_variables() {
        let next = |at: usize| "${v".to_owned() + &(at + 1).to_string() + "}";
        let variables = (0..100).map(|at| (format!("v{at}"), next(at).repeat(2)));
        let mapping = Mapping {
            variables: variables.collect(),
            ..Mapping::default()
        };
        let name = Ref::new(RefKind::Queue, "${v0} ${${v99} ${v").unwrap();
        let Mapped::Name(name) = mapping.target(&name) else {
            panic!("a name")
        };
        assert_eq!(name.name(), "${v1}${v1} ${${v100}${v100} ${v");
    }

    #[test]
    fn what_is_reversed_leads_back() {
        let back = mapping().reversed();
        let name = Ref::new(RefKind::Lambda, "prod-lookup").unwrap();
        let Mapped::Name(name) = back.target(&name) else {
            panic!("a name")
        };
        assert_eq!(name.to_string(), "ref://lambda/dev-lookup");
    }
}
