//! Where a flow reads values that a contact brings: every `JSONPath` in parameters and operands.

use serde_json::Value;

use crate::{action::Action, document::Document, lint::scope::is_dynamic};

/// A value that an action reads.
#[derive(Clone, Debug)]
pub(crate) struct Read<'a> {
    /// The action that reads it.
    pub(crate) action: Action<'a>,
    /// JSON pointer of the text below the action.
    pub(crate) pointer: String,
    /// Such as `Attributes`, `External`, `Modules`.
    pub(crate) namespace: &'a str,
    /// All that follows, as it is written: `name`, `Slots.city`; empty if nothing does.
    pub(crate) name: &'a str,
}

impl<'a> Read<'a> {
    /// The first step of the name.
    pub(crate) fn first(&self) -> &'a str {
        let end = self.name.find(['.', '[']).unwrap_or(self.name.len());
        &self.name[..end]
    }
}

/// Everything that a document reads, in document order.
pub(crate) fn reads(document: &Document) -> Vec<Read<'_>> {
    let mut all = Vec::new();
    for action in document.actions() {
        if let Some(parameters) = action.parameters() {
            walk(action, parameters, &mut "/Parameters".to_owned(), &mut all);
        }
        let conditions = action
            .transitions()
            .and_then(|transitions| transitions.get("Conditions"));
        if let Some(conditions) = conditions {
            let mut at = "/Transitions/Conditions".to_owned();
            walk(action, conditions, &mut at, &mut all);
        }
    }
    all
}

fn walk<'a>(action: Action<'a>, value: &'a Value, at: &mut String, all: &mut Vec<Read<'a>>) {
    let length = at.len();
    match value {
        Value::String(text) => of_text(text, &mut |namespace, name| {
            all.push(Read {
                action,
                pointer: at.clone(),
                namespace,
                name,
            });
        }),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                at.push('/');
                at.push_str(&index.to_string());
                walk(action, item, at, all);
                at.truncate(length);
            }
        }
        Value::Object(members) => {
            for (name, child) in members {
                at.push('/');
                at.push_str(&name.replace('~', "~0").replace('/', "~1"));
                walk(action, child, at, all);
                at.truncate(length);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The namespaces and names that a text reads. A text that is one path may hold any character; inside
/// of other text a path ends where no name can go on.
pub(crate) fn of_text<'a>(text: &'a str, visit: &mut dyn FnMut(&'a str, &'a str)) {
    if is_dynamic(text) && !text.contains(' ') && text.matches('$').count() == 1 {
        return whole(text, visit);
    }
    let mut rest = text;
    while let Some(dollar) = rest.find('$') {
        let path = &rest[dollar..];
        if let Some(bracketed) = path.strip_prefix("$.Attributes['") {
            let end = bracketed.find('\'').unwrap_or(bracketed.len());
            visit("Attributes", &bracketed[..end]);
        } else if is_dynamic(path) && !path.starts_with("$[") {
            let stop =
                |character: char| !(character.is_alphanumeric() || "._-".contains(character));
            let end = path[2..].find(stop).map_or(path.len(), |end| end + 2);
            // A full stop ends the sentence.
            whole(path[..end].trim_end_matches('.'), visit);
        }
        rest = &rest[dollar + 1..];
    }
}

fn whole<'a>(path: &'a str, visit: &mut dyn FnMut(&'a str, &'a str)) {
    let (namespace, rest) = step(&path[1..]);
    // `['a b']` has its name in quotes, `.a.b` goes on as it is.
    let name = match rest.strip_prefix("['").or_else(|| rest.strip_prefix("[\"")) {
        Some(quoted) => &quoted[..quoted.find(['\'', '"']).unwrap_or(quoted.len())],
        None => rest.trim_start_matches('.'),
    };
    visit(namespace, name);
}

/// The first step of a path and the rest.
fn step(path: &str) -> (&str, &str) {
    if let Some(quoted) = path.strip_prefix("['").or_else(|| path.strip_prefix("[\"")) {
        let end = quoted.find(['\'', '"']).unwrap_or(quoted.len());
        let rest = quoted.get(end + 2..).unwrap_or_default();
        return (&quoted[..end], rest);
    }
    let path = path.trim_start_matches('.');
    let end = path.find(['.', '[']).unwrap_or(path.len());
    (&path[..end], &path[end..])
}

#[cfg(test)]
mod tests {
    use super::of_text;

    fn read(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        of_text(text, &mut |namespace, name| {
            all.push(format!("{namespace}|{name}"));
        });
        all
    }

    #[test]
    fn paths_are_read_alone_and_inside_of_text() {
        assert_eq!(read("$.Attributes.acme/live"), ["Attributes|acme/live"]);
        assert_eq!(read("$.Attributes['a b']"), ["Attributes|a b"]);
        assert_eq!(read("$['External']['x']"), ["External|x"]);
        assert_eq!(read("$.External.a.b"), ["External|a.b"]);
        assert_eq!(read("$.StoredCustomerInput"), ["StoredCustomerInput|"]);
        assert_eq!(
            read("Hello $.Attributes.name. It is $.External.time, $5 and $.Attributes['x y']"),
            ["Attributes|name", "External|time", "Attributes|x y"]
        );
        assert_eq!(
            read("arn:aws:lambda:$.AwsRegion:1:function:f"),
            ["AwsRegion|"]
        );
        assert_eq!(read("costs $ 5 $"), Vec::<String>::new());
    }
}
