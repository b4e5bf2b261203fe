//! What a flow refers to, where, and in which form.

pub(crate) mod arn;
pub(crate) mod kind;
pub(crate) mod portable;
pub(crate) mod slot;
pub(crate) mod value;

use std::collections::HashMap;

use crate::{
    action::Action,
    document::Document,
    place::{At, Part, Place, any, places, strings},
    reference::{
        portable::Ref,
        slot::Slot,
        value::{RefValue, Reference, SoftReference},
    },
};

/// A string of the document that stands where the table expects a reference.
pub(crate) struct Found {
    pub(crate) slot: &'static Slot,
    pub(crate) place: Place,
    pub(crate) value: RefValue,
}

impl Document {
    /// Every reference of the document, by the table of action types and parameters, in document
    /// order. Static, named, dynamic, empty and foreign ones are all listed.
    pub fn references(&self) -> Vec<Reference> {
        let of_action = |action: Action<'_>| {
            let identifier = action.identifier().to_owned();
            found(action).into_iter().map(move |found| Reference {
                action: identifier.clone(),
                path: found.place.pointer,
                part: found.place.part,
                kind: found.slot.kind,
                value: found.value,
            })
        };
        self.actions().flat_map(of_action).collect()
    }

    /// Plain data that looks like a reference: whole strings that are an ARN, a UUID or a portable
    /// reference, outside of the table (attributes, function input, view data, operands).
    ///
    /// Text that is spoken or shown is text, whatever it contains.
    pub fn soft_references(&self) -> Vec<SoftReference> {
        self.actions().flat_map(soft).collect()
    }
}

/// The references of one action by the table.
pub(crate) fn found(action: Action<'_>) -> Vec<Found> {
    let Some(parameters) = action.parameters() else {
        return Vec::new();
    };
    let mut all = Vec::new();
    let slots = slot::of(action.action_type());
    if slots.is_empty() {
        return all;
    }
    let base = format!("{}/Parameters", action.path());
    for slot in slots {
        places(parameters, &base, slot.path, &mut |at, text| {
            if let Some(value) = RefValue::read(text, slot.accepts) {
                all.push(Found {
                    slot,
                    place: at.place(),
                    value,
                });
            }
        });
    }
    all
}

/// What was found, by where it stands. Of two slots in one place the first one counts.
pub(crate) fn by_place(found: &[Found]) -> HashMap<At<'_>, &Found> {
    let places = found.iter().rev();
    places.map(|found| (found.place.at(), found)).collect()
}

/// Every string of an action that may hold a reference, in the table or not.
pub(crate) fn candidates(action: Action<'_>, visit: &mut dyn FnMut(At<'_>, &str)) {
    let path = action.path();
    if let Some(parameters) = action.parameters() {
        strings(parameters, &format!("{path}/Parameters"), visit);
    }
    let conditions = action
        .transitions()
        .and_then(|transitions| transitions.get("Conditions"));
    if let Some(conditions) = conditions {
        let base = format!("{path}/Transitions/Conditions");
        places(conditions, &base, "[]/Condition/Operands/[]", visit);
    }
}

fn soft(action: Action<'_>) -> Vec<SoftReference> {
    let hard = found(action);
    let hard = by_place(&hard);
    let mut all = Vec::new();
    candidates(action, &mut |at, text| {
        if at.part == Part::Value && !hard.contains_key(&at) {
            all.extend(RefValue::read_soft(text).map(|value| SoftReference {
                action: action.identifier().to_owned(),
                path: at.pointer.to_owned(),
                kind: soft_kind(&value),
                value,
            }));
        }
    });
    all
}

fn soft_kind(value: &RefValue) -> Option<kind::RefKind> {
    match value {
        RefValue::Named(name) => Some(Ref::kind(name)),
        RefValue::Static(text) | RefValue::Foreign(text) => arn::kind(text),
        RefValue::Dynamic(_) | RefValue::Empty | RefValue::Malformed { .. } => None,
    }
}

/// A text of an action that claims to be a portable reference, and the slot that it stands in.
pub(crate) struct Claim {
    pub(crate) place: Place,
    pub(crate) text: String,
    pub(crate) slot: Option<&'static Slot>,
}

/// Everything in an action that begins with `ref://`, in the table or not, in document order.
pub(crate) fn claims(action: Action<'_>) -> Vec<Claim> {
    let mut all = Vec::new();
    // Most actions name nothing, and saying where every string stands would cost more than the rest.
    let claims_anything = [action.parameters(), action.transitions()]
        .into_iter()
        .flatten()
        .any(|value| any(value, &Ref::is_claimed_by));
    if !claims_anything {
        return all;
    }
    candidates(action, &mut |at, text| {
        if Ref::is_claimed_by(text) {
            all.push(Claim {
                place: at.place(),
                text: text.to_owned(),
                slot: None,
            });
        }
    });
    if !all.is_empty() {
        let hard = found(action);
        let hard = by_place(&hard);
        for claim in &mut all {
            let slot = hard.get(&claim.place.at());
            claim.slot = slot.map(|found| found.slot);
        }
    }
    all
}
