//! Types and signatures, as they are written, with every path in full.

use std::collections::HashMap;

use serde_json::Value;

/// What rustdoc tells of a crate, and the names under which its items can be reached.
pub(super) struct Names<'j> {
    pub(super) json: &'j Value,
    /// By id: the first path of a local item that others can write.
    pub(super) public: HashMap<String, String>,
}

/// A case of an enum in JSON: its name, and what it holds.
pub(super) fn case(value: &Value) -> (&str, &Value) {
    let held = value.as_object().and_then(|object| object.iter().next());
    held.map_or_else(
        || (value.as_str().unwrap_or_default(), &Value::Null),
        |(name, held)| (name.as_str(), held),
    )
}

/// The entries of a list.
pub(super) fn entries(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn is(value: &Value) -> bool {
    value.as_bool().unwrap_or_default()
}

// === impl Names ===

impl Names<'_> {
    /// A type.
    pub(super) fn of_type(&self, value: &Value) -> String {
        let (case, held) = case(value);
        match case {
            "resolved_path" => self.path(held),
            "generic" | "primitive" => text(held).to_owned(),
            "tuple" => format!("({})", self.types(held)),
            "slice" => format!("[{}]", self.of_type(held)),
            "array" => format!("[{}; {}]", self.of_type(&held["type"]), text(&held["len"])),
            "impl_trait" => format!("impl {}", self.bounds(held)),
            "dyn_trait" => self.dynamic(held),
            "borrowed_ref" => {
                let lifetime = held["lifetime"].as_str().map(|name| format!("{name} "));
                let mutable = if is(&held["is_mutable"]) { "mut " } else { "" };
                let inner = self.of_type(&held["type"]);
                format!("&{}{mutable}{inner}", lifetime.unwrap_or_default())
            }
            "raw_pointer" => {
                let mutable = if is(&held["is_mutable"]) {
                    "mut"
                } else {
                    "const"
                };
                format!("*{mutable} {}", self.of_type(&held["type"]))
            }
            "qualified_path" => self.projection(held),
            "function_pointer" => format!("fn{}", self.call(&held["sig"])),
            // The rest is shown as rustdoc has it, so that nothing is lost.
            _ => value.to_string(),
        }
    }

    fn types(&self, list: &Value) -> String {
        let types: Vec<_> = entries(list).map(|it| self.of_type(it)).collect();
        types.join(", ")
    }

    /// The path of an item of this or another crate, with its arguments.
    pub(super) fn path(&self, path: &Value) -> String {
        format!("{}{}", self.name(path), self.arguments(&path["args"]))
    }

    fn name(&self, path: &Value) -> String {
        let id = path["id"].to_string();
        if let Some(name) = self.public.get(&id) {
            return name.clone();
        }
        let parts = entries(&self.json["paths"][&id]["path"]).map(text);
        let full = parts.collect::<Vec<_>>().join("::");
        if full.is_empty() {
            text(&path["path"]).to_owned()
        } else {
            full
        }
    }

    fn arguments(&self, args: &Value) -> String {
        let (case, held) = case(args);
        match case {
            "angle_bracketed" => {
                let args = entries(&held["args"]).map(|it| self.argument(it));
                let constraints = entries(&held["constraints"]).map(|it| self.constraint(it));
                let all: Vec<_> = args.chain(constraints).collect();
                bracketed(&all)
            }
            "parenthesized" => {
                let inputs = self.types(&held["inputs"]);
                format!("({inputs}){}", self.output(&held["output"]))
            }
            _ => String::new(),
        }
    }

    fn argument(&self, value: &Value) -> String {
        match case(value) {
            ("lifetime", name) => text(name).to_owned(),
            ("type", held) => self.of_type(held),
            ("const", held) => text(&held["expr"]).to_owned(),
            _ => "_".to_owned(),
        }
    }

    fn constraint(&self, value: &Value) -> String {
        let name = text(&value["name"]);
        match case(&value["binding"]) {
            ("equality", held) => format!("{name} = {}", self.argument(held)),
            (_, held) => format!("{name}: {}", self.bounds(held)),
        }
    }

    fn dynamic(&self, held: &Value) -> String {
        let poly = |it: &Value| self.of_trait(&it["trait"], &it["generic_params"]);
        let mut parts: Vec<_> = entries(&held["traits"]).map(poly).collect();
        parts.extend(held["lifetime"].as_str().map(str::to_owned));
        format!("dyn {}", parts.join(" + "))
    }

    fn of_trait(&self, path: &Value, generic_params: &Value) -> String {
        format!("{}{}", self.binder(generic_params), self.path(path))
    }

    fn binder(&self, generic_params: &Value) -> String {
        let params: Vec<_> = entries(generic_params)
            .map(|it| self.parameter(it))
            .collect();
        match bracketed(&params).as_str() {
            "" => String::new(),
            params => format!("for{params} "),
        }
    }

    fn projection(&self, held: &Value) -> String {
        let (name, args) = (text(&held["name"]), self.arguments(&held["args"]));
        let this = self.of_type(&held["self_type"]);
        match &held["trait"] {
            Value::Null => format!("{this}::{name}{args}"),
            path => format!("<{this} as {}>::{name}{args}", self.path(path)),
        }
    }

    /// Bounds, joined.
    pub(super) fn bounds(&self, list: &Value) -> String {
        let bound = |it: &Value| match case(it) {
            ("trait_bound", held) => {
                let maybe = if held["modifier"] == "maybe" { "?" } else { "" };
                let path = self.of_trait(&held["trait"], &held["generic_params"]);
                format!("{maybe}{path}")
            }
            ("outlives", name) => text(name).to_owned(),
            (_, held) => {
                let name = |it: &Value| text(case(it).1).to_owned();
                format!(
                    "use{}",
                    bracketed(&entries(held).map(name).collect::<Vec<_>>())
                )
            }
        };
        entries(list).map(bound).collect::<Vec<_>>().join(" + ")
    }

    /// Generic parameters in their brackets, and what is said of them after `where`.
    pub(super) fn generics(&self, generics: &Value) -> (String, String) {
        let is_named = |it: &&Value| !is(&it["kind"]["type"]["is_synthetic"]);
        let params = entries(&generics["params"]).filter(is_named);
        let params: Vec<_> = params.map(|it| self.parameter(it)).collect();
        let predicates = entries(&generics["where_predicates"]).map(|it| self.predicate(it));
        let predicates = predicates.collect::<Vec<_>>().join(", ");
        let after = if predicates.is_empty() {
            String::new()
        } else {
            format!(" where {predicates}")
        };
        (bracketed(&params), after)
    }

    fn parameter(&self, value: &Value) -> String {
        let name = text(&value["name"]);
        let with = |bounds: String| match bounds.as_str() {
            "" => name.to_owned(),
            bounds => format!("{name}: {bounds}"),
        };
        match case(&value["kind"]) {
            ("lifetime", held) => {
                let outlives: Vec<_> = entries(&held["outlives"]).map(text).collect();
                with(outlives.join(" + "))
            }
            ("type", held) => {
                let default = &held["default"];
                let default = default.is_object().then(|| self.of_type(default));
                let default = default.map(|it| format!(" = {it}")).unwrap_or_default();
                format!("{}{default}", with(self.bounds(&held["bounds"])))
            }
            (_, held) => format!("const {name}: {}", self.of_type(&held["type"])),
        }
    }

    fn predicate(&self, value: &Value) -> String {
        match case(value) {
            ("bound_predicate", held) => {
                let binder = self.binder(&held["generic_params"]);
                let this = self.of_type(&held["type"]);
                format!("{binder}{this}: {}", self.bounds(&held["bounds"]))
            }
            ("lifetime_predicate", held) => {
                let outlives: Vec<_> = entries(&held["outlives"]).map(text).collect();
                format!("{}: {}", text(&held["lifetime"]), outlives.join(" + "))
            }
            _ => value.to_string(),
        }
    }

    /// A function by its path.
    pub(super) fn function(&self, path: &str, function: &Value) -> String {
        let header = &function["header"];
        let words = [
            ("is_const", "const "),
            ("is_async", "async "),
            ("is_unsafe", "unsafe "),
        ];
        let words = words.iter().filter(|(flag, _)| is(&header[*flag]));
        let words: String = words.map(|(_, word)| *word).collect();
        let (params, after) = self.generics(&function["generics"]);
        format!(
            "{words}fn {path}{params}{}{after}",
            self.call(&function["sig"])
        )
    }

    fn call(&self, sig: &Value) -> String {
        let input = |it: &Value| {
            let (name, this) = (text(&it[0]), self.of_type(&it[1]));
            match (name, this.as_str()) {
                ("self", "Self") => name.to_owned(),
                ("self", "&Self") => "&self".to_owned(),
                ("self", "&mut Self") => "&mut self".to_owned(),
                // Callers do not see what the author calls them.
                (name, this) if name != "self" => this.to_owned(),
                (name, this) => format!("{name}: {this}"),
            }
        };
        let inputs: Vec<_> = entries(&sig["inputs"]).map(input).collect();
        format!("({}){}", inputs.join(", "), self.output(&sig["output"]))
    }

    fn output(&self, output: &Value) -> String {
        match output {
            Value::Null => String::new(),
            output => format!(" -> {}", self.of_type(output)),
        }
    }
}

fn bracketed(list: &[String]) -> String {
    if list.is_empty() {
        String::new()
    } else {
        format!("<{}>", list.join(", "))
    }
}
