//! Walking and rewriting JSON by path patterns.
//!
//! A pattern is a list of steps between slashes: a member's name, `[]` for every item of an array,
//! `*` for every member's value, `{}` for every member's name, `**` for any depth.

use std::{collections::HashMap, fmt::Write as _};

use serde::Serialize;
use serde_json::{Map, Value};

/// Which part of a member a reference stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The value at the path.
    Value,
    /// The name of the member at the path, as custom case fields are.
    Key,
}

/// One string of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// JSON pointer into the content.
    pub(crate) pointer: String,
    pub(crate) part: Part,
}

/// A place that a walk is at. Most strings are no references, so none is copied before it is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct At<'a> {
    pub(crate) pointer: &'a str,
    pub(crate) part: Part,
}

impl<'a> At<'a> {
    fn key(pointer: &'a str) -> Self {
        Self {
            pointer,
            part: Part::Key,
        }
    }

    fn value(pointer: &'a str) -> Self {
        Self {
            pointer,
            part: Part::Value,
        }
    }

    pub(crate) fn place(self) -> Place {
        Place {
            pointer: self.pointer.to_owned(),
            part: self.part,
        }
    }
}

impl Place {
    pub(crate) fn at(&self) -> At<'_> {
        At {
            pointer: &self.pointer,
            part: self.part,
        }
    }
}

/// Visits every string below `value` that the pattern leads to.
pub(crate) fn places(
    value: &Value,
    base: &str,
    pattern: &str,
    visit: &mut dyn FnMut(At<'_>, &str),
) {
    let steps: Vec<&str> = pattern.split('/').collect();
    descend(value, &mut base.to_owned(), &steps, visit);
}

/// Visits every string and member name below `value`, but for what is spoken or shown.
pub(crate) fn strings(value: &Value, base: &str, visit: &mut dyn FnMut(At<'_>, &str)) {
    every(value, &mut base.to_owned(), visit);
}

/// Whether any string or member name below `value` is so; as [`strings`], without saying where.
pub(crate) fn any(value: &Value, is: &dyn Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => is(text),
        Value::Object(members) => members
            .iter()
            .filter(|(name, _)| !is_prose(name))
            .any(|(name, child)| is(name) || any(child, is)),
        Value::Array(items) => items.iter().any(|item| any(item, is)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Puts a string in the place of a value. Answers whether there is one.
pub(crate) fn put(content: &mut Value, pointer: &str, text: &str) -> bool {
    let target = content.pointer_mut(pointer);
    let is_there = target.is_some();
    if let Some(target) = target {
        *target = text.into();
    }
    is_there
}

/// The pointer to the object of a member, and the member's name.
pub(crate) fn parent(pointer: &str) -> Option<(&str, String)> {
    let (parent, name) = pointer.rsplit_once('/')?;
    Some((parent, unescaped(name)))
}

/// The steps of a JSON pointer, unescaped.
pub(crate) fn tokens(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(unescaped)
}

fn unescaped(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

fn descend(value: &Value, at: &mut String, steps: &[&str], visit: &mut dyn FnMut(At<'_>, &str)) {
    let Some((&step, rest)) = steps.split_first() else {
        if let Value::String(text) = value {
            visit(At::value(at), text);
        }
        return;
    };
    if step == "**" {
        descend(value, at, rest, visit);
        for_children(value, at, &mut |child, at| descend(child, at, steps, visit));
        return;
    }
    match (step, value) {
        ("[]", Value::Array(_)) | ("*", Value::Object(_)) => {
            for_children(value, at, &mut |child, at| descend(child, at, rest, visit));
        }
        ("{}", Value::Object(members)) => {
            for name in members.keys() {
                inside(at, name, |at| visit(At::key(at), name));
            }
        }
        (name, Value::Object(members)) => {
            if let Some(child) = members.get(name) {
                inside(at, name, |at| descend(child, at, rest, visit));
            }
        }
        _ => {}
    }
}

fn every(value: &Value, at: &mut String, visit: &mut dyn FnMut(At<'_>, &str)) {
    match value {
        Value::String(text) => visit(At::value(at), text),
        Value::Object(members) => {
            for (name, child) in members.iter().filter(|(name, _)| !is_prose(name)) {
                inside(at, name, |at| {
                    visit(At::key(at), name);
                    every(child, at, visit);
                });
            }
        }
        Value::Array(_) => for_children(value, at, &mut |child, at| every(child, at, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn is_prose(name: &str) -> bool {
    matches!(name, "Text" | "SSML")
}

fn for_children(value: &Value, at: &mut String, visit: &mut dyn FnMut(&Value, &mut String)) {
    match value {
        Value::Array(items) => {
            let length = at.len();
            for (index, item) in items.iter().enumerate() {
                write!(at, "/{index}").expect("a string takes every text");
                visit(item, at);
                at.truncate(length);
            }
        }
        Value::Object(members) => {
            for (name, child) in members {
                inside(at, name, |at| visit(child, at));
            }
        }
        _ => {}
    }
}

fn inside(at: &mut String, token: &str, then: impl FnOnce(&mut String)) {
    let length = at.len();
    at.push('/');
    if token.contains(['~', '/']) {
        at.push_str(&token.replace('~', "~0").replace('/', "~1"));
    } else {
        at.push_str(token);
    }
    then(at);
    at.truncate(length);
}

/// Gives members other names in their positions, one after another. Answers which it could: a member is
/// not renamed to a name that its object has already, since one of the two would be lost.
///
/// The object is gone through once, however many names change.
pub(crate) fn rename_members(
    members: &mut Map<String, Value>,
    renames: &[(String, &str)],
) -> Vec<bool> {
    let mut positions: HashMap<&str, usize> = members.keys().map(String::as_str).zip(0..).collect();
    let mut names = HashMap::new();
    let mut done = Vec::with_capacity(renames.len());
    for (old, new) in renames {
        let is_free = !positions.contains_key(new);
        let position = is_free.then(|| positions.remove(old.as_str())).flatten();
        done.push(position.is_some());
        if let Some(position) = position {
            positions.insert(new, position);
            names.insert(position, (*new).to_owned());
        }
    }
    if !names.is_empty() {
        let all = (0..).zip(std::mem::take(members));
        let all = all.map(|(at, (name, child))| (names.remove(&at).unwrap_or(name), child));
        *members = all.collect();
    }
    done
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Part, places, put, rename_members, strings, tokens};

    fn found(value: &serde_json::Value, pattern: &str) -> Vec<String> {
        let mut all = Vec::new();
        places(value, "", pattern, &mut |at, text| {
            all.push(format!("{}={text}", at.pointer));
        });
        all
    }

    #[test]
    fn each_kind_of_step_leads_where_it_says() {
        let value = json!({"a": ["x", {"b/c": "y"}], "d": {"e~": "z", "n": 1}});
        assert_eq!(found(&value, "a/[]"), ["/a/0=x"]);
        assert_eq!(found(&value, "d/*"), ["/d/e~0=z"]);
        assert_eq!(found(&value, "d/{}"), ["/d/e~0=e~", "/d/n=n"]);
        assert_eq!(found(&value, "**/b/c"), Vec::<String>::new());
        assert_eq!(found(&value, "a/[]/*"), ["/a/1/b~1c=y"]);
        assert_eq!(found(&value, "**/e~"), ["/d/e~0=z"]);
        assert_eq!(tokens("/a/1/b~1c").collect::<Vec<_>>(), ["a", "1", "b/c"]);
    }

    #[test]
    fn strings_are_all_visited_but_spoken_ones() {
        let mut seen = Vec::new();
        let value = json!({"Text": "ref://queue/A", "Messages": [{"SSML": "x", "PromptId": "p"}]});
        strings(&value, "/P", &mut |at, text| {
            seen.push((at.pointer.to_owned(), at.part, text.to_owned()));
        });
        let expected = [
            ("/P/Messages", Part::Key, "Messages"),
            ("/P/Messages/0/PromptId", Part::Key, "PromptId"),
            ("/P/Messages/0/PromptId", Part::Value, "p"),
        ];
        assert_eq!(
            seen,
            expected.map(|(path, part, text)| (path.to_owned(), part, text.to_owned()))
        );
    }

    #[test]
    fn names_and_values_change_in_place_and_no_member_is_lost() {
        let mut value = json!({"f": {"old": "v", "b": "w", "a/b": "x"}});
        assert!(put(&mut value, "/f/old", "V"));
        assert!(!put(&mut value, "/g", "x"));
        let members = value["f"].as_object_mut().unwrap();
        let renames = [("old", "new"), ("a/b", "c"), ("b", "new"), ("d", "e")];
        let renames = renames.map(|(old, new)| (old.to_owned(), new));
        let done = rename_members(members, &renames);
        assert_eq!(done, [true, true, false, false], "`new` is there already");
        assert_eq!(value.to_string(), r#"{"f":{"new":"V","b":"w","c":"x"}}"#);
    }

    #[test]
    fn names_may_be_handed_on() {
        let mut value = json!({"a": 1, "b": 2});
        let members = value.as_object_mut().unwrap();
        let renames = [("b", "c"), ("a", "b"), ("c", "d")].map(|(old, new)| (old.to_owned(), new));
        assert_eq!(rename_members(members, &renames), [true; 3]);
        assert_eq!(value.to_string(), r#"{"b":1,"d":2}"#);
    }
}
