//! Operations by their names, and the constants that stand for them.

use std::collections::BTreeMap;

use syn::{Expr, Item, ItemFn, Lit, Member, Stmt};

/// The service of an operation that is given by its bare name.
const BARE: &str = "connect";

/// An operation by the name of the service, and its own as a method or as AWS writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) service: String,
    pub(super) name: String,
}

/// The constants of a file that stand for an operation.
pub(super) struct Constants(BTreeMap<String, Named>);

// === impl Named ===

impl Named {
    pub(super) fn new(service: &str, name: &str) -> Self {
        let (service, name) = (service.to_owned(), name.to_owned());
        Self { service, name }
    }

    /// Whether a method of the SDK is this operation: the same words, written otherwise.
    pub(super) fn is(&self, method: &Self) -> bool {
        self.service == method.service && self.name.to_lowercase() == method.name.replace('_', "")
    }
}

// === impl Constants ===

impl Constants {
    /// Those among `items`: a bare name, the structure written out, or `operation("Name")` by the
    /// file's own function of that name.
    pub(super) fn of(items: &[Item]) -> Self {
        let service = items.iter().find_map(service_of_function);
        let constants = items.iter().filter_map(|item| match item {
            Item::Const(constant) => {
                let named = value(&constant.expr, service.as_deref())?;
                Some((constant.ident.to_string(), named))
            }
            _ => None,
        });
        Self(constants.collect())
    }

    /// The operation that an argument names, by itself or by a constant.
    pub(super) fn named(&self, argument: &Expr) -> Option<Named> {
        match argument {
            Expr::Path(path) => {
                let constant = path.path.get_ident()?.to_string();
                self.0.get(&constant).cloned()
            }
            _ => text(argument).map(|name| Named::new(BARE, &name)),
        }
    }
}

/// The service of `const fn operation(name)`.
fn service_of_function(item: &Item) -> Option<String> {
    match item {
        Item::Fn(ItemFn { sig, block, .. }) if sig.ident == "operation" => {
            block.stmts.iter().find_map(|statement| match statement {
                Stmt::Expr(expr, _) => member(expr, "service"),
                _ => None,
            })
        }
        _ => None,
    }
}

fn value(expr: &Expr, service: Option<&str>) -> Option<Named> {
    match expr {
        Expr::Call(call) => match &*call.func {
            Expr::Path(function) if function.path.is_ident("operation") => {
                let mut words = call.args.iter().map(text);
                match (words.next()??, words.next()) {
                    (name, None) => Some(Named::new(service?, &name)),
                    (service, Some(name)) => Some(Named::new(&service, &name?)),
                }
            }
            _ => None,
        },
        Expr::Struct(_) => Some(Named::new(
            &member(expr, "service")?,
            &member(expr, "name")?,
        )),
        _ => text(expr).map(|name| Named::new(BARE, &name)),
    }
}

/// The text that a structure has for a member.
fn member(expr: &Expr, wanted: &str) -> Option<String> {
    let Expr::Struct(structure) = expr else {
        return None;
    };
    let is_wanted = |member: &Member| matches!(member, Member::Named(name) if name == wanted);
    let value = structure.fields.iter().find(|f| is_wanted(&f.member))?;
    text(&value.expr)
}

fn text(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
