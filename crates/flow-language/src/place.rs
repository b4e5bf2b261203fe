//! Walking and rewriting JSON by path patterns.
//!
//! A pattern is a list of steps between slashes: a member's name, `[]` for every item of an array,
//! `*` for every member's value, `{}` for every member's name, `**` for any depth.

use serde::Serialize;
use serde_json::{Map, Value};

/// Which part of a member a reference stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Copy, Debug)]
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

    pub(crate) fn is(self, place: &Place) -> bool {
        self.part == place.part && self.pointer == place.pointer
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

/// Puts a string in its place. Answers whether it could: a member is not renamed to a name that
/// its object has already, since one of the two would be lost.
pub(crate) fn put(content: &mut Value, place: &Place, text: &str) -> bool {
    match place.part {
        Part::Value => replace(content, &place.pointer, text),
        Part::Key => rename(content, &place.pointer, text),
    }
}

/// The steps of a JSON pointer, unescaped.
pub(crate) fn tokens(pointer: &str) -> impl Iterator<Item = String> {
    pointer
        .split('/')
        .skip(1)
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
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
            for (index, item) in items.iter().enumerate() {
                inside(at, &index.to_string(), |at| visit(item, at));
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
    for character in token.chars() {
        match character {
            '~' => at.push_str("~0"),
            '/' => at.push_str("~1"),
            other => at.push(other),
        }
    }
    then(at);
    at.truncate(length);
}

fn replace(content: &mut Value, pointer: &str, text: &str) -> bool {
    let Some(target) = content.pointer_mut(pointer) else {
        return false;
    };
    *target = text.into();
    true
}

fn rename(content: &mut Value, pointer: &str, new: &str) -> bool {
    let parent = pointer
        .rsplit_once('/')
        .and_then(|(parent, _)| content.pointer_mut(parent));
    match (parent, tokens(pointer).last()) {
        (Some(Value::Object(members)), Some(old)) => rename_member(members, &old, new),
        _ => false,
    }
}

/// Gives a member another name in the same position.
pub(crate) fn rename_member(members: &mut Map<String, Value>, old: &str, new: &str) -> bool {
    if !members.contains_key(old) || members.contains_key(new) {
        return false;
    }
    let renamed = std::mem::take(members).into_iter().map(|(name, child)| {
        let name = if name == old { new.to_owned() } else { name };
        (name, child)
    });
    *members = renamed.collect();
    true
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Part, Place, places, put, strings, tokens};

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
        let place = |pointer: &str, part| Place {
            pointer: pointer.to_owned(),
            part,
        };
        let mut value = json!({"f": {"old": "v", "b": "w", "a/b": "x"}});
        assert!(put(&mut value, &place("/f/old", Part::Value), "V"));
        assert!(put(&mut value, &place("/f/old", Part::Key), "new"));
        assert!(put(&mut value, &place("/f/a~1b", Part::Key), "c"));
        assert!(
            !put(&mut value, &place("/f/b", Part::Key), "new"),
            "`new` is there already"
        );
        assert!(!put(&mut value, &place("/g", Part::Value), "x"));
        assert_eq!(value.to_string(), r#"{"f":{"new":"V","b":"w","c":"x"}}"#);
    }
}
