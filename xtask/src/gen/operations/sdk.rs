//! The SDKs as the files of the product name them, and their clients.

use std::collections::BTreeMap;

use syn::{
    Expr, ExprCall, Fields, File, ItemStruct, Path, Type, UseRename, UseTree,
    visit::{self, Visit},
};

use super::Source;

/// What each SDK signs its requests as. An SDK that is not here is not understood.
const SIGNED: &[(&str, &str)] = &[
    ("aws_sdk_athena", "athena"),
    ("aws_sdk_budgets", "budgets"),
    ("aws_sdk_cloudtrail", "cloudtrail"),
    ("aws_sdk_cloudwatchlogs", "logs"),
    ("aws_sdk_connect", "connect"),
    ("aws_sdk_costexplorer", "ce"),
    ("aws_sdk_dynamodb", "dynamodb"),
    ("aws_sdk_eventbridge", "events"),
    ("aws_sdk_firehose", "firehose"),
    ("aws_sdk_glue", "glue"),
    ("aws_sdk_iam", "iam"),
    ("aws_sdk_kinesis", "kinesis"),
    ("aws_sdk_kms", "kms"),
    ("aws_sdk_lakeformation", "lakeformation"),
    ("aws_sdk_lambda", "lambda"),
    ("aws_sdk_lexmodelsv2", "lex"),
    ("aws_sdk_ram", "ram"),
    ("aws_sdk_resourcegroupstagging", "tagging"),
    ("aws_sdk_s3", "s3"),
    ("aws_sdk_scheduler", "scheduler"),
    ("aws_sdk_secretsmanager", "secretsmanager"),
    ("aws_sdk_servicequotas", "servicequotas"),
    ("aws_sdk_sns", "sns"),
    ("aws_sdk_sqs", "sqs"),
    ("aws_sdk_sts", "sts"),
];
/// What may be taken from an SDK besides its client: nothing that can send.
const HARMLESS: [&str; 4] = ["types", "error", "primitives", "config"];

/// The service of each field that holds a client, in the whole product.
pub(super) type ClientFields = BTreeMap<String, &'static str>;

/// The names under which one file knows the SDKs.
pub(super) struct Names(BTreeMap<String, &'static str>);

/// What a path says of an SDK.
pub(super) enum Mention {
    /// Nothing.
    Nothing,
    /// Types of requests and answers.
    Harmless,
    /// The client of this service.
    Client(&'static str),
    /// The constructor of that client.
    NewClient(&'static str),
    /// Anything else.
    Strange,
}

struct FieldFinder<'a> {
    names: Names,
    fields: &'a mut ClientFields,
    wrong: Vec<String>,
}

/// Adds the fields of `source` that hold a client to `fields`.
pub(super) fn fields(source: &Source, fields: &mut ClientFields, wrong: &mut Vec<String>) {
    let mut finder = FieldFinder {
        names: Names::of(&source.file),
        fields,
        wrong: Vec::new(),
    };
    finder.visit_file(&source.file);
    wrong.extend(
        finder
            .wrong
            .iter()
            .map(|what| format!("{}: {what}", source.path)),
    );
}

// === impl Names ===

impl Names {
    /// The SDKs themselves, and what `file` calls them with `use … as …`.
    pub(super) fn of(file: &File) -> Self {
        let sdks = SIGNED.iter();
        let mut names = Self(sdks.map(|(sdk, of)| ((*sdk).to_owned(), *of)).collect());
        names.visit_file(file);
        names
    }

    /// What `path` says of an SDK.
    pub(super) fn mention(&self, path: &Path) -> Mention {
        let segments: Vec<_> = path.segments.iter().map(|s| s.ident.to_string()).collect();
        let segments: Vec<_> = segments.iter().map(String::as_str).collect();
        let Some(service) = self.0.get(segments[0]) else {
            // A client that came by some other way than from its SDK.
            let is_strange = segments.contains(&"Client") || self.is_sdk(segments[0]);
            return if is_strange {
                Mention::Strange
            } else {
                Mention::Nothing
            };
        };
        match segments[1..] {
            // A local may well be called as the SDK is; a client is not got by the name alone.
            [] => Mention::Nothing,
            ["Client"] => Mention::Client(service),
            ["Client", "new" | "from_conf"] => Mention::NewClient(service),
            [room, ..] if HARMLESS.contains(&room) => Mention::Harmless,
            _ => Mention::Strange,
        }
    }

    /// Whether an import takes from an SDK only what cannot send.
    pub(super) fn is_harmless(&self, import: &UseTree) -> bool {
        match import {
            UseTree::Path(path) if self.is_sdk(&path.ident.to_string()) => rooms(&path.tree),
            UseTree::Group(group) => group.items.iter().all(|tree| self.is_harmless(tree)),
            UseTree::Name(name) => name.ident != "Client",
            UseTree::Path(path) => self.is_harmless(&path.tree),
            UseTree::Rename(renamed) => renamed.ident != "Client",
            UseTree::Glob(_) => true,
        }
    }

    fn is_sdk(&self, name: &str) -> bool {
        self.0.contains_key(name) || name.starts_with("aws_sdk_")
    }

    /// The service whose client a value of this type is.
    pub(super) fn client(&self, of: &Type) -> Option<&'static str> {
        match of {
            Type::Path(path) => match self.mention(&path.path) {
                Mention::Client(service) => Some(service),
                _ => None,
            },
            Type::Reference(reference) => self.client(&reference.elem),
            _ => None,
        }
    }

    /// The call by which `expr` makes a client, and its service.
    pub(super) fn new_client<'e>(&self, expr: &'e Expr) -> Option<(&'static str, &'e ExprCall)> {
        let Expr::Call(call) = expr else { return None };
        let Expr::Path(function) = &*call.func else {
            return None;
        };
        match self.mention(&function.path) {
            Mention::NewClient(service) => Some((service, call)),
            _ => None,
        }
    }
}

/// Whether a tree below an SDK stays in its harmless rooms.
fn rooms(tree: &UseTree) -> bool {
    let is_harmless = |ident: &syn::Ident| HARMLESS.iter().any(|room| ident == room);
    match tree {
        UseTree::Path(path) => is_harmless(&path.ident),
        UseTree::Name(name) => is_harmless(&name.ident),
        UseTree::Rename(renamed) => is_harmless(&renamed.ident),
        UseTree::Group(group) => group.items.iter().all(rooms),
        UseTree::Glob(_) => false,
    }
}

impl Visit<'_> for Names {
    fn visit_use_rename(&mut self, import: &UseRename) {
        if let Some(service) = self.0.get(&import.ident.to_string()) {
            self.0.insert(import.rename.to_string(), service);
        }
    }
}

// === impl FieldFinder ===

impl Visit<'_> for FieldFinder<'_> {
    fn visit_item_struct(&mut self, item: &ItemStruct) {
        if let Fields::Named(named) = &item.fields {
            for field in &named.named {
                if let (Some(name), Some(service)) = (&field.ident, self.names.client(&field.ty)) {
                    self.add(&name.to_string(), service);
                }
            }
        }
        visit::visit_item_struct(self, item);
    }
}

impl FieldFinder<'_> {
    fn add(&mut self, name: &str, service: &'static str) {
        let before = self.fields.insert(name.to_owned(), service);
        if before.is_some_and(|before| before != service) {
            self.wrong.push(format!(
                "the field {name} holds another client than one of that name elsewhere"
            ));
        }
    }
}
