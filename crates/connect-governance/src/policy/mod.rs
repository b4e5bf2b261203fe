//! Policies of least privilege for IAM, from what is called.
//!
//! Pure: operations and a [`Scope`] go in, documents come out. Where the operations come from does not
//! matter: from a list, from [what work on a centre calls](center_operations), or from
//! [what a session called](recorded).

mod center;
mod document;
mod grant;
mod operation;
mod persona;
mod scope;
mod table;

use std::collections::BTreeSet;

use connect_model::suggest;

pub use self::{
    center::{CenterWork, center_operations, center_scope},
    document::{Conditions, Document, Effect, SIZE_MAX, Statement},
    operation::{NoOperation, Operation, recorded},
    persona::Persona,
    scope::{Scope, Slot},
};
use self::{
    grant::Grants,
    table::{Actions, Entry, Right, Service},
};

/// How many managed policies a role takes, unless its account was given more.
pub const POLICIES_OF_A_ROLE: usize = 10;

/// Operations of AWS.
pub type Operations = BTreeSet<Operation>;

/// Policies that allow some operations and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policies {
    /// The documents, each within the limit of size. All of them together allow the operations.
    pub documents: Vec<Document>,
    /// Operations that the service authorization reference does not list. What stands for them is a
    /// guess: the action may be called otherwise, or not be there.
    pub unverified: Operations,
}

/// The policies that allow these operations in a scope, and nothing else.
///
/// What an operation needs in other services comes with it. An operation that nobody knows is allowed
/// on everything, and is said to be unverified.
pub fn policy_for(operations: &Operations, scope: &Scope) -> Policies {
    let (mut grants, mut unverified) = (Grants::new(scope), Operations::new());
    for operation in operations {
        if !grant(&mut grants, operation) {
            unverified.insert(operation.clone());
        }
    }
    Policies {
        documents: document::split(grants.into_statements()),
        unverified,
    }
}

/// Whether the tables know what an operation needs.
pub fn is_known(operation: &Operation) -> bool {
    let name = operation.name();
    table::service(operation.service())
        .is_some_and(|it| it.free.contains(&name) || it.entry(name).is_some())
}

/// What was meant by an operation that nobody knows, where one of its service is called nearly so.
pub fn meant(operation: &Operation) -> Option<String> {
    if is_known(operation) {
        return None;
    }
    let known: Vec<&str> = operations_of(operation.service()).collect();
    let hint = suggest(operation.name(), &known, "");
    // Of a service with few operations all would be named.
    hint.starts_with("did you mean").then_some(hint)
}

/// The operations of a service that the tables know.
fn operations_of(service: &str) -> impl Iterator<Item = &'static str> {
    let entries = table::service(service).into_iter();
    let entries = entries.flat_map(|it| it.entries.iter().copied().flatten());
    entries.flat_map(|entry| entry.operations.iter().copied())
}

/// Grants what an operation needs. Whether the reference lists it.
fn grant(grants: &mut Grants<'_>, operation: &Operation) -> bool {
    let name = operation.name();
    let Some(service) = table::service(operation.service()) else {
        grants.anything(operation.to_string());
        return false;
    };
    if service.free.contains(&name) {
        return true;
    }
    let Some(entry) = service.entry(name) else {
        grants.anything(format!("{}:{name}", service.prefix));
        return false;
    };
    for (n, right) in entry.rights.iter().enumerate() {
        give(grants, service, (name, right), n == 0);
    }
    entry.is_verified
}

fn give(grants: &mut Grants<'_>, service: &Service, (name, right): (&str, &Right), is_own: bool) {
    let of_service = |name: &str| vec![format!("{}:{name}", service.prefix)];
    let (actions, right) = match right.actions {
        Actions::Own => (of_service(name), Some(right)),
        Actions::These(actions) => (
            actions.iter().map(ToString::to_string).collect(),
            Some(right),
        ),
        Actions::Like(other) => {
            let first = service.entry(other).and_then(own_right);
            (of_service(other), first)
        }
    };
    if let Some(right) = right {
        grants.give(actions, right, is_own);
    }
}

fn own_right(entry: &'static Entry) -> Option<&'static Right> {
    entry.rights.first()
}

// === impl Policies ===

impl Policies {
    /// Every action that is allowed.
    pub fn actions(&self) -> BTreeSet<&str> {
        self.documents.iter().flat_map(Document::allowed).collect()
    }

    /// The same without one action, wherever it stands.
    #[must_use]
    pub fn without(&self, action: &str) -> Self {
        let less = self.documents.iter().map(|it| it.without(action));
        Self {
            documents: less.filter(|it| !it.statements.is_empty()).collect(),
            unverified: self.unverified.clone(),
        }
    }

    /// Whether one role takes all of them.
    pub fn fit_one_role(&self) -> bool {
        self.documents.len() <= POLICIES_OF_A_ROLE
    }
}

#[cfg(test)]
mod tests;
