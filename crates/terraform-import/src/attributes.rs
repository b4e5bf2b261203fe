//! The attributes of a resource, as far as anybody asks for them.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// An object of a state, or nothing where something else stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attributes<'a>(Option<&'a Map<String, Value>>);

impl<'a> Attributes<'a> {
    pub(crate) fn of(value: &'a Value) -> Self {
        Self(value.as_object())
    }

    /// The value of a member that is not null.
    pub(crate) fn get(self, name: &str) -> Option<&'a Value> {
        self.0?.get(name).filter(|value| !value.is_null())
    }

    /// A text with something in it: the provider writes an unset one as an empty one.
    pub(crate) fn text(self, name: &str) -> Option<&'a str> {
        self.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    pub(crate) fn truth(self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Value::Bool(truth) => Some(*truth),
            value => value.as_str()?.parse().ok(),
        }
    }

    pub(crate) fn number(self, name: &str) -> Option<u64> {
        let value = self.get(name)?;
        let whole = |number: f64| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked to be whole and within the range"
            )]
            let whole =
                (number.fract() == 0.0 && (0.0..1e15).contains(&number)).then_some(number as u64);
            whole
        };
        let number = value.as_u64().or_else(|| whole(value.as_f64()?));
        number.or_else(|| value.as_str()?.parse().ok())
    }

    /// The texts of a list or set.
    pub(crate) fn texts(self, name: &str) -> Vec<&'a str> {
        let items = self
            .get(name)
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        items.filter_map(Value::as_str).collect()
    }

    /// The blocks of a name. A single object counts as one, as variables have it.
    pub(crate) fn blocks(self, name: &str) -> Vec<Self> {
        match self.get(name) {
            Some(Value::Array(items)) => items.iter().map(Self::of).collect(),
            Some(value @ Value::Object(_)) => vec![Self::of(value)],
            _ => Vec::new(),
        }
    }

    /// The first block of a name; where there is none, nothing is in it.
    pub(crate) fn block(self, name: &str) -> Self {
        self.blocks(name).into_iter().next().unwrap_or(Self(None))
    }

    /// The block of a name, or these attributes themselves: variables are often flat.
    pub(crate) fn block_or_self(self, name: &str) -> Self {
        self.blocks(name).into_iter().next().unwrap_or(self)
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0.is_none_or(Map::is_empty)
    }

    /// The tags that AWS has: those of the provider's defaults too, but none of AWS's own or ours.
    pub(crate) fn tags(self) -> Map<String, Value> {
        let tags = self.get("tags_all").or_else(|| self.get("tags"));
        let tags = tags.and_then(Value::as_object).into_iter().flatten();
        let is_kept = |key: &str| !key.starts_with("aws:") && !key.starts_with("trunkline:");
        let kept = tags.filter(|(key, _)| is_kept(key));
        kept.filter_map(|(key, value)| Some((key.clone(), scalar(value)?.into_owned().into())))
            .collect()
    }
}

/// A text, or what is written like one.
pub(crate) fn scalar(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(text.into()),
        Value::Number(number) => Some(number.to_string().into()),
        Value::Bool(truth) => Some(truth.to_string().into()),
        _ => None,
    }
}
