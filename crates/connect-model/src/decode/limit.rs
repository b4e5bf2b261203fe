//! What a member must keep beyond its type.

use serde_json::{Value as Json, json};

use super::{Reader, Reference, whole};
use crate::{
    spec::Kind,
    tree::{Node, Path, Value},
    words::{quote, suggest},
};

/// A limit of a member. On a list, all but [`Limit::Items`] hold for each item.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Limit {
    /// A text has so many characters, from and to.
    Chars(usize, usize),
    /// A number lies between these, both included.
    Range(i64, i64),
    /// A list has so many items, from and to.
    Items(usize, usize),
    /// A number is one of these.
    OneOf(&'static [i64]),
    /// A text names an entry of this kind.
    Refers(Kind),
    /// Texts name members of a record.
    Members(fn() -> Vec<&'static str>),
    /// A name keeps this pattern. Only the schema hears of it here: names are checked by rules, also
    /// those of entries that are broken otherwise.
    Named(&'static str),
}

impl Limit {
    /// Checks a node. What has another type was found already.
    pub(crate) fn check(self, node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) {
        match (self, &node.value) {
            (Self::Items(min, max), Value::List(items)) => {
                check_items(items.len(), min, max, node, at, reader);
            }
            (Self::Members(known), _) => check_members(&known(), node, at, reader),
            (Self::Items(..) | Self::Named(_), _) => {}
            (_, Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.check(item, &at.item(index), reader);
                }
            }
            (Self::Chars(min, max), _) => check_chars(min, max, node, at, reader),
            (Self::Range(min, max), _) => {
                let is_kept = |number| (min..=max).contains(&number);
                check_number(
                    is_kept,
                    || format!("a number from {min} to {max}"),
                    node,
                    at,
                    reader,
                );
            }
            (Self::OneOf(known), _) => {
                let all = || {
                    let words: Vec<String> = known.iter().map(i64::to_string).collect();
                    format!("one of {}", words.join(", "))
                };
                check_number(|number| known.contains(&number), all, node, at, reader);
            }
            (Self::Refers(kind), _) => {
                if let Some(name) = node.text() {
                    let place = reader.log.place(node.mark, at);
                    reader.references.push(Reference {
                        kind,
                        name: name.to_owned(),
                        place,
                    });
                }
            }
        }
    }

    /// Tells the schema.
    pub(crate) fn describe(self, schema: &mut Json) {
        if let (Self::Items(min, max), Json::Object(map)) = (self, &mut *schema) {
            map.insert("minItems".into(), min.into());
            map.insert("maxItems".into(), max.into());
            return;
        }
        let scalar = if schema.get("items").is_some() {
            &mut schema["items"]
        } else {
            schema
        };
        match self {
            Self::Chars(min, max) => {
                scalar["minLength"] = min.into();
                scalar["maxLength"] = max.into();
            }
            Self::Range(min, max) => {
                scalar["minimum"] = min.into();
                scalar["maximum"] = max.into();
            }
            Self::OneOf(known) => *scalar = json!({ "enum": known }),
            Self::Members(known) => *scalar = json!({ "enum": known() }),
            Self::Named(pattern) => scalar["pattern"] = pattern.into(),
            Self::Items(..) | Self::Refers(_) => {}
        }
    }
}

fn check_items(
    count: usize,
    min: usize,
    max: usize,
    node: &Node,
    at: &Path<'_>,
    reader: &mut Reader<'_>,
) {
    if !(min..=max).contains(&count) {
        let message = format!("the list has {count} items, not {min} to {max}");
        let remedy = if count < min {
            "add some"
        } else {
            "leave some out"
        };
        reader.find("bad-length", node, at, message, remedy);
    }
}

fn check_chars(min: usize, max: usize, node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) {
    let Some(count) = node.text().map(|text| text.chars().count()) else {
        return;
    };
    if !(min..=max).contains(&count) {
        let message = format!("the text has {count} characters, not {min} to {max}");
        let remedy = if count == 0 {
            "leave the member out, or write something"
        } else {
            "shorten it"
        };
        reader.find("bad-length", node, at, message, remedy);
    }
}

fn check_number(
    is_kept: impl Fn(i64) -> bool,
    wanted: impl Fn() -> String,
    node: &Node,
    at: &Path<'_>,
    reader: &mut Reader<'_>,
) {
    let (Value::Number(text) | Value::Loose(text)) = &node.value else {
        return;
    };
    // What is no whole number was found already.
    if let Some(number) = whole(text)
        && !is_kept(number)
    {
        let message = format!("{text} is not {}", wanted());
        reader.find(
            "out-of-range",
            node,
            at,
            message,
            format!("use {}", wanted()),
        );
    }
}

fn check_members(known: &[&str], list: &Node, at: &Path<'_>, reader: &mut Reader<'_>) {
    for (index, item) in list.items().iter().enumerate() {
        if let Some(name) = item.text()
            && !known.contains(&name)
        {
            let message = format!("there is no member named {}", quote(name));
            let remedy = suggest(name, known, "leave it out");
            reader.find("bad-ignore", item, &at.item(index), message, remedy);
        }
    }
}
