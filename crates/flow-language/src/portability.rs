//! Ids and ARNs of one instance → names.

use crate::{
    action::Action,
    document::Document,
    reference::{Found, arn, found, kind::RefKind, portable::Ref, value::RefValue},
    rewrite::{Rewrite, rewrite},
};

impl Document {
    /// Replaces every static reference that the lookup knows by its name, also where the designer's
    /// metadata repeats it. All else stays: dynamic values, plain data, names that people see.
    ///
    /// The lookup is asked with the id or ARN as it is written and, if it does not know that and a
    /// version or alias stands behind it, once more without; that part then follows the name. An
    /// answer of another kind counts as unknown.
    pub fn parameterise(&self, lookup: &dyn Fn(RefKind, &str) -> Option<Ref>) -> Self {
        self.clone().into_parameterised(lookup)
    }

    /// The same where the document itself is not needed any more.
    pub fn into_parameterised(mut self, lookup: &dyn Fn(RefKind, &str) -> Option<Ref>) -> Self {
        let of_action = |action: Action<'_>| {
            let found = found(action).into_iter();
            found.filter_map(move |found| named(action.index, found, lookup))
        };
        let rewrites = self.actions().flat_map(of_action).collect();
        // A case field whose name is a member already stays as it is: nothing may be lost.
        let _taken = rewrite(&mut self.content, rewrites);
        self
    }
}

impl Document {
    /// Replaces every static reference that the lookup knows by another one, also where the designer's
    /// metadata repeats it: for what has no name to be looked up by, such as an address in S3.
    pub fn replace(&self, lookup: &dyn Fn(RefKind, &str) -> Option<String>) -> Self {
        let of_action = |action: Action<'_>| {
            let found = found(action).into_iter();
            found.filter_map(move |found| replaced(action.index, found, lookup))
        };
        let rewrites = self.actions().flat_map(of_action).collect();
        let mut document = self.clone();
        // A case field whose name is a member already stays as it is: nothing may be lost.
        let _taken = rewrite(&mut document.content, rewrites);
        document
    }
}

fn replaced(
    action: usize,
    found: Found,
    lookup: &dyn Fn(RefKind, &str) -> Option<String>,
) -> Option<Rewrite> {
    let (RefValue::Static(old) | RefValue::Foreign(old)) = found.value else {
        return None;
    };
    let new = lookup(found.slot.kind, &old)?;
    let (place, slot) = (found.place, Some(found.slot));
    Some(Rewrite {
        action,
        place,
        slot,
        old,
        new,
        names: None,
    })
}

fn named(
    action: usize,
    found: Found,
    lookup: &dyn Fn(RefKind, &str) -> Option<Ref>,
) -> Option<Rewrite> {
    let RefValue::Static(old) = found.value else {
        return None;
    };
    let name = name(found.slot.kind, &old, lookup)?;
    let (place, slot) = (found.place, Some(found.slot));
    Some(Rewrite {
        action,
        place,
        slot,
        old,
        new: name.to_string(),
        names: None,
    })
}

fn name(kind: RefKind, text: &str, lookup: &dyn Fn(RefKind, &str) -> Option<Ref>) -> Option<Ref> {
    let ask = |text: &str| lookup(kind, text).filter(|name| name.kind() == kind);
    ask(text).or_else(|| match arn::split_qualifier(kind, text) {
        (thing, Some(qualifier)) => ask(thing)?.with_qualifier(qualifier).ok(),
        (_, None) => None,
    })
}
