//! Reads one file: which requests begin in each function, and as what they leave.

use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
};

use syn::{
    Attribute, Block, Expr, ExprCall, ExprField, ExprMethodCall, Field, FieldPat, FieldValue,
    FnArg, ImplItemFn, ItemFn, ItemMod, ItemUse, Local, Macro, Member, Pat, Path, Signature, Token,
    punctuated::Punctuated,
    visit::{self, Visit},
};

use super::{
    Source,
    named::{Constants, Named},
    sdk::{ClientFields, Mention, Names},
};

/// The ways by which a request leaves. Each takes the operation first.
const WAYS: [&str; 3] = ["call", "pages", "send"];

/// What is in a file.
pub(super) struct Read {
    /// As `service.Operation`.
    pub(super) operations: BTreeSet<String>,
    /// What was not understood, or does not agree.
    pub(super) wrong: Vec<String>,
}

/// What was seen of the function that is being read.
#[derive(Default)]
struct Scope {
    function: String,
    locals: BTreeMap<String, &'static str>,
    begun: Vec<Named>,
    left: Vec<Named>,
}

pub(super) struct Reader<'a> {
    source: &'a Source,
    fields: &'a ClientFields,
    names: Names,
    constants: Constants,
    scope: Scope,
    read: Read,
}

// === impl Reader ===

impl<'a> Reader<'a> {
    /// Reads `source`; `fields` are those of the whole product that hold a client.
    pub(super) fn read(source: &'a Source, fields: &'a ClientFields) -> Read {
        let mut reader = Self {
            source,
            fields,
            names: Names::of(&source.file),
            constants: Constants::of(&source.file.items),
            scope: Scope::default(),
            read: Read {
                operations: BTreeSet::new(),
                wrong: Vec::new(),
            },
        };
        reader.visit_file(&source.file);
        reader.read
    }

    fn complain(&mut self, what: &str) {
        let (path, function) = (&self.source.path, &self.scope.function);
        let complaint = format!("{path}: {function}: {what}");
        self.read.wrong.push(complaint);
    }

    fn function(&mut self, signature: &Signature, block: &Block) {
        let scope = Scope {
            function: signature.ident.to_string(),
            ..Scope::default()
        };
        let outer = mem::replace(&mut self.scope, scope);
        self.visit_signature(signature);
        self.visit_block(block);
        self.settle();
        self.scope = outer;
    }

    /// Holds what began against what left.
    fn settle(&mut self) {
        let Scope { begun, left, .. } = &self.scope;
        let agrees = begun.len() == left.len() && left.iter().zip(begun).all(|(l, b)| l.is(b));
        if agrees {
            let names = left.iter().map(|op| format!("{}.{}", op.service, op.name));
            self.read.operations.extend(names);
        } else {
            let what = format!("begins {begun:?}, but sends {left:?}");
            self.complain(&what);
        }
    }

    /// The service whose client `expr` is.
    fn client(&self, expr: &Expr) -> Option<&'static str> {
        match expr {
            Expr::Field(field) => self.client_field(&field.member),
            Expr::Path(path) => {
                let name = path.path.get_ident()?;
                self.scope.locals.get(&name.to_string()).copied()
            }
            Expr::Reference(reference) => self.client(&reference.expr),
            Expr::Paren(inner) => self.client(&inner.expr),
            _ => None,
        }
    }

    fn client_field(&self, member: &Member) -> Option<&'static str> {
        match member {
            Member::Named(name) => self.fields.get(&name.to_string()).copied(),
            Member::Unnamed(_) => None,
        }
    }

    /// A local of a client's type; every other pattern could hide it.
    fn bind(&mut self, pattern: &Pat, service: &'static str) {
        match pattern {
            Pat::Ident(name) => {
                self.scope.locals.insert(name.ident.to_string(), service);
            }
            _ => self.complain("a client is taken apart"),
        }
    }

    /// What the first argument of a way says; the ways themselves hand on what they are given.
    fn leaves(&mut self, operation: &Expr) {
        match self.constants.named(operation) {
            Some(named) => self.scope.left.push(named),
            None if WAYS.contains(&self.scope.function.as_str()) => {}
            None => self.complain("sends something whose name is neither a text nor a constant"),
        }
    }

    fn is_client_name(&self, word: &str) -> bool {
        let is_known = self.fields.contains_key(word) || self.scope.locals.contains_key(word);
        is_known || word.starts_with("aws_sdk_")
    }
}

impl Visit<'_> for Reader<'_> {
    fn visit_item_mod(&mut self, item: &ItemMod) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &ItemUse) {
        if !self.names.is_harmless(&item.tree) {
            self.complain("imports more of an SDK than its types");
        }
    }

    fn visit_item_fn(&mut self, item: &ItemFn) {
        self.function(&item.sig, &item.block);
    }

    fn visit_impl_item_fn(&mut self, item: &ImplItemFn) {
        self.function(&item.sig, &item.block);
    }

    fn visit_fn_arg(&mut self, argument: &FnArg) {
        match argument {
            FnArg::Typed(typed) => match self.names.client(&typed.ty) {
                Some(service) => self.bind(&typed.pat, service),
                None => visit::visit_fn_arg(self, argument),
            },
            FnArg::Receiver(_) => {}
        }
    }

    /// A field of a client's type was found before.
    fn visit_field(&mut self, field: &Field) {
        if field.ident.is_none() || self.names.client(&field.ty).is_none() {
            visit::visit_field(self, field);
        }
    }

    fn visit_local(&mut self, local: &Local) {
        let made = local.init.as_ref().map(|init| &*init.expr);
        match made.and_then(|expr| self.names.new_client(expr)) {
            Some((service, call)) => {
                self.bind(&local.pat, service);
                self.visit_arguments(&call.args);
            }
            None => visit::visit_local(self, local),
        }
    }

    fn visit_field_value(&mut self, value: &FieldValue) {
        match self.names.new_client(&value.expr) {
            Some((service, call)) if self.client_field(&value.member) == Some(service) => {
                self.visit_arguments(&call.args);
            }
            _ => visit::visit_field_value(self, value),
        }
    }

    fn visit_expr_method_call(&mut self, call: &ExprMethodCall) {
        if let Some(service) = self.client(&call.receiver) {
            self.scope
                .begun
                .push(Named::new(service, &call.method.to_string()));
        } else {
            self.visit_expr(&call.receiver);
        }
        // The SDK's own `send` takes nothing.
        let is_way = call.args.len() > 1 && WAYS.iter().any(|way| call.method == way);
        if let (true, Some(operation)) = (is_way, call.args.first()) {
            self.leaves(operation);
        }
        self.visit_arguments(&call.args);
    }

    fn visit_expr_call(&mut self, call: &ExprCall) {
        self.visit_expr(&call.func);
        self.visit_arguments(&call.args);
    }

    fn visit_expr_field(&mut self, field: &ExprField) {
        if self.client_field(&field.member).is_some() {
            self.complain("a client is neither called nor lent to a function");
        }
        visit::visit_expr_field(self, field);
    }

    fn visit_field_pat(&mut self, pattern: &FieldPat) {
        if self.client_field(&pattern.member).is_some() {
            self.complain("a client is taken out by a pattern");
        }
        visit::visit_field_pat(self, pattern);
    }

    fn visit_path(&mut self, path: &Path) {
        let local = path.get_ident().map(ToString::to_string);
        if local.is_some_and(|name| self.scope.locals.contains_key(&name)) {
            self.complain("a client is neither called nor lent to a function");
        }
        match self.names.mention(path) {
            Mention::Nothing | Mention::Harmless => visit::visit_path(self, path),
            Mention::Client(_) | Mention::NewClient(_) | Mention::Strange => {
                self.complain("an SDK is used in a way that this reader does not know");
            }
        }
    }

    /// What a macro is given is code, or at least names no client.
    fn visit_macro(&mut self, call: &Macro) {
        let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
        if let Ok(arguments) = call.parse_body_with(parser) {
            for argument in &arguments {
                self.visit_expr(argument);
            }
            return;
        }
        let text = call.tokens.to_string();
        let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        if words.any(|word| self.is_client_name(word)) {
            self.complain("a macro is given a client");
        }
    }
}

impl Reader<'_> {
    /// A function may borrow a client: it declares the type, so its own calls are seen.
    fn visit_arguments(&mut self, arguments: &Punctuated<Expr, Token![,]>) {
        for argument in arguments {
            let is_lent = matches!(argument, Expr::Reference(_)) && self.client(argument).is_some();
            if !is_lent {
                self.visit_expr(argument);
            }
        }
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    let mut conditions = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"));
    conditions.any(|cfg| {
        let list = cfg.meta.require_list();
        list.is_ok_and(|list| list.tokens.to_string() == "test")
    })
}
