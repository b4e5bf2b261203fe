//! The values of a module's variables, read as if they were resources.
//!
//! Two spellings are common: that of the provider (`hours_of_operation_id`, nested blocks) and a
//! shorter one (`hours`, flat). Both are taken; what is not understood is listed.

pub(crate) mod hcl;
mod inputs;

use std::fmt::Display;

use serde_json::{Map, Value};

use self::inputs::{ADMIN, INPUTS, INSTANCE, Input, Members};
use crate::{
    address::Address,
    attributes::scalar,
    reading::THINGS_MAX,
    report::{Left, Reason},
    resource::Resource,
    unreadable::Unreadable,
};

/// Longest way through variables that is told, in bytes.
const WAY_BYTES_MAX: usize = 1024;

/// Variables as they were read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Read {
    pub(crate) values: Map<String, Value>,
    /// The ways to values that are no plain values.
    pub(crate) expressions: Vec<String>,
}

/// What the variables say.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) resources: Vec<Resource>,
    pub(crate) alias: Option<String>,
    /// The first user.
    pub(crate) admin: Option<Map<String, Value>>,
    pub(crate) left: Vec<Left>,
}

impl Read {
    pub(crate) fn of_json(document: Value) -> Self {
        let values = match document {
            Value::Object(values) => values,
            _ => Map::new(),
        };
        Self {
            values,
            expressions: Vec::new(),
        }
    }

    /// What both say; where both set a variable, what the later says of it.
    pub(crate) fn and(mut self, later: Self) -> Self {
        let is_set = |way: &str| later.values.contains_key(variable_of(way));
        self.expressions.retain(|way| !is_set(way));
        self.values.extend(later.values);
        self.expressions.extend(later.expressions);
        self
    }
}

/// Each entry as the resource that the module would make of it.
pub(crate) fn resources(read: &Read) -> Result<Found, Unreadable> {
    let mut found = Found::default();
    for way in &read.expressions {
        found.leave(
            way,
            "its value is an expression, and only plain values are read",
        );
    }
    let mut instance = Map::new();
    for (variable, value) in &read.values {
        if let Some(input) = INPUTS
            .iter()
            .find(|input| input.names.contains(&variable.as_str()))
        {
            found.entries(input, variable, value);
        } else if let Some(member) = inputs::member(INSTANCE, variable) {
            let value = found.value(INSTANCE, member, variable, value);
            instance.insert(member.to_owned(), value);
        } else {
            match (variable.as_str(), value) {
                ("instance" | "connect_instance", Value::Object(_)) => {
                    let said = found.renamed(INSTANCE, variable, value);
                    instance.extend(said.as_object().cloned().unwrap_or_default());
                }
                ("admin_user" | "create_admin_user" | "create_admin", value) => {
                    found.admin(variable, value);
                }
                _ => found.leave(variable, "no input of a contact centre has this name"),
            }
        }
    }
    let alias = instance.get("instance_alias").and_then(Value::as_str);
    found.alias = alias.map(str::to_owned);
    if !instance.is_empty() {
        found.resources.push(resource(
            "aws_connect_instance",
            "instance",
            "instance",
            instance,
        ));
    }
    if found.is_full() {
        return Err(Unreadable::TooMany { max: THINGS_MAX });
    }
    Ok(found)
}

/// The variable that a way begins with.
fn variable_of(way: &str) -> &str {
    way.split(['.', '[']).next().unwrap_or(way)
}

/// A way that leads further, cut where it becomes too long to be told.
fn further(way: &str, part: impl Display) -> String {
    let mut way = format!("{way}{part}");
    if way.len() > WAY_BYTES_MAX {
        way.truncate(way.floor_char_boundary(WAY_BYTES_MAX));
    }
    way
}

impl Found {
    /// Whether more was found than there can be; nothing is added then.
    fn is_full(&self) -> bool {
        self.resources.len() + self.left.len() > THINGS_MAX
    }

    /// The entries of a variable, which may be a list or a map.
    fn entries(&mut self, input: &Input, variable: &str, value: &Value) {
        let entries: Vec<(Option<&str>, String, &Value)> = match value {
            Value::Object(map) if input.is_single => vec![(None, variable.to_owned(), value)]
                .into_iter()
                .filter(|_| !map.is_empty())
                .collect(),
            Value::Object(map) => {
                let entry = |(key, value)| {
                    (
                        Some(String::as_str(key)),
                        further(variable, format_args!("[{key:?}]")),
                        value,
                    )
                };
                map.iter().map(entry).collect()
            }
            Value::Array(items) => {
                let entry =
                    |(index, value)| (None, further(variable, format_args!("[{index}]")), value);
                items.iter().enumerate().map(entry).collect()
            }
            _ => Vec::new(),
        };
        for (key, way, value) in entries {
            self.entry(input, key, &way, value);
        }
    }

    fn entry(&mut self, input: &Input, key: Option<&str>, way: &str, value: &Value) {
        if self.is_full() {
            return;
        }
        let shorthand = input.shorthand.filter(|_| value.is_string());
        let values = match shorthand {
            Some(member) => Value::Object(Map::from_iter([(member.to_owned(), value.clone())])),
            None => self.renamed(input.members, way, value),
        };
        let Value::Object(mut values) = values else {
            return self.leave(way, "it is no object");
        };
        if let Some(key) = key {
            values.entry(input.name).or_insert_with(|| key.into());
        }
        let name = values.get(input.name).and_then(Value::as_str);
        let label = key.or(name).unwrap_or("unnamed").to_owned();
        self.resources
            .push(resource(input.r#type, way, &label, values));
    }

    fn admin(&mut self, variable: &str, value: &Value) {
        let said = match value {
            Value::Bool(_) => Map::from_iter([("create".to_owned(), value.clone())]),
            value => match self.renamed(ADMIN, variable, value) {
                Value::Object(said) => said,
                _ => return self.leave(variable, "it is no object"),
            },
        };
        let admin = self.admin.get_or_insert_default();
        // The password of the variables is left where it is.
        admin.extend(said.into_iter().filter(|(member, _)| member != "password"));
    }

    /// An object in the spelling of the provider.
    fn renamed(&mut self, members: Members, way: &str, value: &Value) -> Value {
        match value {
            Value::Object(map) => {
                let mut renamed = Map::new();
                for (member, value) in map {
                    let way = further(way, format_args!(".{member}"));
                    let Some(known) = inputs::member(members, member) else {
                        self.leave(&way, "no such member is known there");
                        continue;
                    };
                    let value = self.value(members, known, &way, value);
                    renamed.insert(known.to_owned(), value);
                }
                renamed.into()
            }
            Value::Array(items) => {
                let items = items.iter().enumerate();
                items
                    .map(|(index, item)| {
                        self.renamed(members, &further(way, format_args!("[{index}]")), item)
                    })
                    .collect()
            }
            value => value.clone(),
        }
    }

    /// The value of a member.
    fn value(&mut self, members: Members, member: &str, way: &str, value: &Value) -> Value {
        match member {
            "tags" | "instance_tags" => texts(value),
            "content" if value.is_object() => value.to_string().into(),
            _ => self.renamed(members, way, value),
        }
    }

    fn leave(&mut self, way: &str, why: &str) {
        if self.is_full() {
            return;
        }
        self.left.push(Left {
            address: way.to_owned(),
            r#type: variable_of(way).to_owned(),
            name: String::new(),
            reason: Reason::NotUnderstood,
            why: why.to_owned(),
            remedy: "write into the spec what it stands for, if anything".to_owned(),
        });
    }
}

fn resource(r#type: &str, way: &str, label: &str, values: Map<String, Value>) -> Resource {
    Resource {
        address: Address::of_variable(way.to_owned()),
        is_managed: true,
        r#type: r#type.to_owned(),
        label: label.to_owned(),
        needs: Vec::new(),
        values: values.into(),
        sensitive: Vec::new(),
    }
}

/// Values of tags are texts, whatever they are written as.
fn texts(value: &Value) -> Value {
    let Value::Object(map) = value else {
        return Value::Null;
    };
    let text =
        |(key, value): (&String, &Value)| Some((key.clone(), scalar(value)?.into_owned().into()));
    Value::Object(map.iter().filter_map(text).collect())
}
