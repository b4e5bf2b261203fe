//! The items of a crate that others can reach, a line for each.

use std::collections::HashMap;

use serde_json::Value;

use super::signature::{Names, case, entries};

/// Everything that a crate shows, sorted by its path.
pub(super) fn lines(json: &Value) -> Vec<String> {
    let mut walk = Walk {
        json,
        found: Vec::new(),
        elsewhere: Vec::new(),
    };
    let root = json["root"].to_string();
    walk.module(&root, &walk.name(&root));
    let mut public = HashMap::new();
    for (id, path) in &walk.found {
        public.entry(id.clone()).or_insert_with(|| path.clone());
    }
    let list = List {
        names: Names { json, public },
    };
    let mut lines: Vec<_> = walk.elsewhere;
    for (id, path) in &walk.found {
        let first = &list.names.public[id];
        if first == path {
            list.item(id, path, &mut lines);
        } else {
            lines.push((path.clone(), format!("pub use {path} = {first}")));
        }
    }
    lines.sort();
    lines.dedup();
    lines.into_iter().map(|(_, line)| line).collect()
}

/// A line, and the path by which it is sorted.
type Line = (String, String);

/// A walk through modules and what they hand on.
struct Walk<'j> {
    json: &'j Value,
    /// Ids of items with the paths under which they can be reached.
    found: Vec<(String, String)>,
    /// What is handed on from other crates.
    elsewhere: Vec<Line>,
}

/// Makes the lines.
struct List<'j> {
    names: Names<'j>,
}

// === impl Walk ===

impl Walk<'_> {
    fn name(&self, id: &str) -> String {
        let name = self.json["index"][id]["name"].as_str();
        name.unwrap_or_default().to_owned()
    }

    fn module(&mut self, id: &str, path: &str) {
        let module = &self.json["index"][id]["inner"]["module"];
        self.found.push((id.to_owned(), path.to_owned()));
        for item in entries(&module["items"]) {
            self.item(&item.to_string(), path);
        }
    }

    fn item(&mut self, id: &str, within: &str) {
        let item = &self.json["index"][id];
        match case(&item["inner"]) {
            ("use", held) => self.handed_on(held, within),
            ("module", _) => self.module(id, &format!("{within}::{}", self.name(id))),
            ("impl", _) => {}
            _ => {
                let path = format!("{within}::{}", self.name(id));
                self.found.push((id.to_owned(), path));
            }
        }
    }

    fn handed_on(&mut self, held: &Value, within: &str) {
        let id = held["id"].to_string();
        let is_glob = held["is_glob"] == true;
        let path = format!("{within}::{}", held["name"].as_str().unwrap_or_default());
        match case(&self.json["index"][&id]["inner"]) {
            ("module", module) if is_glob => {
                for item in entries(&module["items"]) {
                    self.item(&item.to_string(), within);
                }
            }
            ("module", _) => self.module(&id, &path),
            ("", _) => {
                let source = held["source"].as_str().unwrap_or_default();
                let line = format!("pub use {path} = {source}");
                self.elsewhere.push((path, line));
            }
            _ => self.found.push((id, path)),
        }
    }
}

// === impl List ===

impl List<'_> {
    fn item(&self, id: &str, path: &str, lines: &mut Vec<Line>) {
        let item = &self.names.json["index"][id];
        let (case, held) = case(&item["inner"]);
        let (params, after) = self.names.generics(&held["generics"]);
        let line = match case {
            "module" => format!("mod {path}"),
            "function" => self.names.function(path, held),
            "constant" => format!("const {path}: {}", self.names.of_type(&held["type"])),
            "static" => format!("static {path}: {}", self.names.of_type(&held["type"])),
            "type_alias" => {
                let of = self.names.of_type(&held["type"]);
                format!("type {path}{params} = {of}{after}")
            }
            "struct" => format!(
                "struct {path}{params}{}{after}",
                self.fields(held, path, lines)
            ),
            "enum" => {
                for variant in entries(&held["variants"]) {
                    self.variant(&variant.to_string(), path, lines);
                }
                format!("enum {path}{params}{after}")
            }
            "trait" => {
                self.members(&held["items"], path, true, lines);
                self.strangers(held, path, lines);
                let bounds = self.names.bounds(&held["bounds"]);
                let colon = if bounds.is_empty() { "" } else { ": " };
                format!("trait {path}{params}{colon}{bounds}{after}")
            }
            other => format!("{other} {path}"),
        };
        self.impls(held, path, lines);
        lines.push((path.to_owned(), format!("pub {}{line}", open_ended(item))));
    }

    /// Public fields get a line each. Those of a tuple stand behind the name.
    fn fields(&self, held: &Value, path: &str, lines: &mut Vec<Line>) -> String {
        match case(&held["kind"]) {
            ("plain", plain) => {
                for field in entries(&plain["fields"]) {
                    let (name, of) = self.field(field);
                    let path = format!("{path}::{name}");
                    let line = format!("pub {path}: {of}");
                    lines.push((path, line));
                }
                String::new()
            }
            ("tuple", fields) => self.tuple(fields),
            _ => String::new(),
        }
    }

    fn field(&self, id: &Value) -> (&str, String) {
        let item = &self.names.json["index"][id.to_string()];
        let of = self.names.of_type(&item["inner"]["struct_field"]);
        (item["name"].as_str().unwrap_or_default(), of)
    }

    /// What is not public in a tuple is no id.
    fn tuple(&self, fields: &Value) -> String {
        let field = |id: &Value| match id {
            Value::Null => "_".to_owned(),
            id => self.field(id).1,
        };
        let fields: Vec<_> = entries(fields).map(field).collect();
        format!("({})", fields.join(", "))
    }

    fn variant(&self, id: &str, path: &str, lines: &mut Vec<Line>) {
        let item = &self.names.json["index"][id];
        let path = format!("{path}::{}", item["name"].as_str().unwrap_or_default());
        let held = match case(&item["inner"]["variant"]["kind"]) {
            ("tuple", fields) => self.tuple(fields),
            ("struct", held) => {
                let field = |id: &Value| {
                    let (name, of) = self.field(id);
                    format!("{name}: {of}")
                };
                let fields: Vec<_> = entries(&held["fields"]).map(field).collect();
                format!(" {{ {} }}", fields.join(", "))
            }
            _ => String::new(),
        };
        let line = format!("pub {}{path}{held}", open_ended(item));
        lines.push((path, line));
    }

    /// What belongs to a trait, whose implementers need not write what it provides, or to a type.
    fn members(&self, items: &Value, path: &str, of_trait: bool, lines: &mut Vec<Line>) {
        for id in entries(items) {
            let item = &self.names.json["index"][id.to_string()];
            let path = format!("{path}::{}", item["name"].as_str().unwrap_or_default());
            let (case, held) = case(&item["inner"]);
            let line = match case {
                "function" if of_trait && held["has_body"] == true => {
                    format!("{} [provided]", self.names.function(&path, held))
                }
                "function" => self.names.function(&path, held),
                "assoc_const" => format!("const {path}: {}", self.names.of_type(&held["type"])),
                "assoc_type" => format!("type {path}: {}", self.names.bounds(&held["bounds"])),
                other => format!("{other} {path}"),
            };
            lines.push((path, format!("pub {line}")));
        }
    }

    /// What is implemented for a type: its own methods, and traits. What every type has by itself is
    /// no part of it.
    fn impls(&self, held: &Value, path: &str, lines: &mut Vec<Line>) {
        for id in entries(&held["impls"]) {
            let inner = &self.names.json["index"][id.to_string()]["inner"]["impl"];
            let by_itself = inner["is_synthetic"] == true
                || !inner["blanket_impl"].is_null()
                || inner["trait"]["path"] == "StructuralPartialEq";
            match &inner["trait"] {
                _ if by_itself => {}
                Value::Null => self.members(&inner["items"], path, false, lines),
                _ => lines.push((path.to_owned(), self.implemented(inner))),
            }
        }
    }

    /// Types of other crates for which a trait of this one is implemented.
    fn strangers(&self, held: &Value, path: &str, lines: &mut Vec<Line>) {
        for id in entries(&held["implementations"]) {
            let inner = &self.names.json["index"][id.to_string()]["inner"]["impl"];
            let of = inner["for"]["resolved_path"]["id"].to_string();
            if !inner.is_null() && !self.names.public.contains_key(&of) {
                lines.push((path.to_owned(), self.implemented(inner)));
            }
        }
    }

    fn implemented(&self, inner: &Value) -> String {
        let (params, after) = self.names.generics(&inner["generics"]);
        let (of, this) = (
            self.names.path(&inner["trait"]),
            self.names.of_type(&inner["for"]),
        );
        format!("impl{params} {of} for {this}{after}")
    }
}

/// Others must expect more of what says so.
fn open_ended(item: &Value) -> &'static str {
    let says = |it: &Value| it.to_string().contains("non_exhaustive");
    if entries(&item["attrs"]).any(says) {
        "non-exhaustive "
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_handed_on_stands_under_the_path_that_others_write() {
        let string = json!({ "resolved_path": { "path": "String", "id": 90, "args": null } });
        let nothing = json!({ "params": [], "where_predicates": [] });
        let json = json!({
            "root": 0,
            "paths": { "90": { "path": ["alloc", "string", "String"] } },
            "index": {
                "0": { "name": "a", "inner": { "module": { "items": [1, 2] } } },
                "1": { "inner": { "use": { "name": "Thing", "id": 3, "is_glob": false } } },
                "2": { "inner": { "use": {
                    "name": "Client", "source": "aws_sdk_x::Client", "id": 91, "is_glob": false,
                } } },
                "3": { "name": "Thing", "attrs": [], "inner": { "struct": {
                    "kind": { "plain": { "fields": [4] } }, "generics": nothing, "impls": [5],
                } } },
                "4": { "name": "name", "inner": { "struct_field": string } },
                "5": { "inner": { "impl": {
                    "trait": null, "items": [6], "is_synthetic": false, "blanket_impl": null,
                } } },
                "6": { "name": "of", "inner": { "function": {
                    "generics": nothing, "header": {},
                    "sig": { "inputs": [["it", { "borrowed_ref": {
                        "lifetime": null, "is_mutable": false, "type": { "primitive": "str" },
                    } }]], "output": { "resolved_path": { "path": "Thing", "id": 3, "args": null } } },
                } } },
            },
        });
        assert_eq!(
            lines(&json),
            [
                "pub mod a",
                "pub use a::Client = aws_sdk_x::Client",
                "pub struct a::Thing",
                "pub a::Thing::name: alloc::string::String",
                "pub fn a::Thing::of(&str) -> a::Thing",
            ]
        );
    }
}
