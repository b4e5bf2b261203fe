//! The members of a thing as data, so that one engine compares, prints and orders all kinds.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{Reference, ThingKey, Trouble};

/// Members by name. An absent member is one that nobody manages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Members(Map<String, Value>);

// === impl Members ===

impl Members {
    /// The members of a kind's own struct; those that are null are left out.
    pub fn of(typed: &impl Serialize) -> Self {
        let value = serde_json::to_value(typed).expect("members are plain data");
        let Value::Object(mut members) = value else {
            return Self::default();
        };
        members.retain(|_, value| !value.is_null());
        Self(members)
    }

    /// The kind's own struct again.
    pub fn typed<T: DeserializeOwned>(&self) -> Result<T, Trouble> {
        serde_json::from_value(Value::Object(self.0.clone()))
            .map_err(|cause| Trouble::stored("MEMBERS_UNREADABLE", cause.to_string()))
    }

    /// A member's value.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// Sets a member.
    pub fn set(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    /// Whether there is a member; one inside another is `identity.email`.
    pub fn has(&self, path: &str) -> bool {
        let mut names = path.split('.');
        let outer = names.next().and_then(|name| self.0.get(name));
        let inner = outer.and_then(|outer| names.try_fold(outer, |value, name| value.get(name)));
        inner.is_some()
    }

    /// Takes a member out; one inside another is `identity.email`.
    pub fn unset(&mut self, path: &str) {
        fn unset(members: &mut Map<String, Value>, path: &str) {
            match path.split_once('.') {
                None => {
                    members.remove(path);
                }
                Some((name, inner)) => {
                    if let Some(Value::Object(members)) = members.get_mut(name) {
                        unset(members, inner);
                    }
                }
            }
        }
        unset(&mut self.0, path);
    }

    /// Lays other members over these; those that are objects in both are laid one over the other.
    pub fn lay(&mut self, over: &Self) {
        for (name, value) in over.iter() {
            let laid = match self.0.get(name) {
                Some(under) => laid_over(under, value),
                None => value.clone(),
            };
            self.0.insert(name.to_owned(), laid);
        }
    }

    /// Every member.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Every member, to change its value.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut Value)> {
        self.0
            .iter_mut()
            .map(|(name, value)| (name.as_str(), value))
    }
}

/// One value over another; what is an object in both keeps what only the lower one has.
fn laid_over(under: &Value, over: &Value) -> Value {
    let (Value::Object(under), Value::Object(over)) = (under, over) else {
        return over.clone();
    };
    let mut laid = under.clone();
    for (name, value) in over {
        let value = match under.get(name) {
            Some(seen) => laid_over(seen, value),
            None => value.clone(),
        };
        laid.insert(name.clone(), value);
    }
    Value::Object(laid)
}

/// Whether what is wanted is there: of an object, each of its members.
pub(crate) fn covers(have: Option<&Value>, want: &Value) -> bool {
    match (have, want) {
        (Some(Value::Object(have)), Value::Object(want)) => want
            .iter()
            .all(|(name, value)| covers(have.get(name), value)),
        (have, want) => have == Some(want),
    }
}

/// Calls `visit` on every string in `value`.
pub(crate) fn strings<'v>(value: &'v Value, visit: &mut dyn FnMut(&'v str)) {
    match value {
        Value::String(text) => visit(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, visit)),
        Value::Object(members) => members.values().for_each(|member| strings(member, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What `value` refers to by name.
pub(crate) fn named_in(value: &Value) -> Vec<ThingKey> {
    let mut found = Vec::new();
    strings(value, &mut |text| found.extend(Reference::read_named(text)));
    found
}

/// Puts a name in the place of every id that `name_of` knows, and sorts lists of references, whose
/// order in an answer says nothing.
pub(crate) fn name_ids(value: &mut Value, name_of: &dyn Fn(&str) -> Option<Reference>) {
    match value {
        Value::String(text) => {
            if let Some(name) = name_of(text) {
                name.as_str().clone_into(text);
            }
        }
        Value::Array(items) => {
            for item in items.iter_mut() {
                name_ids(item, name_of);
            }
            if items
                .iter()
                .all(|item| item.as_str().is_some_and(|text| text.contains("://")))
            {
                items.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
            }
        }
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| name_ids(member, name_of)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
