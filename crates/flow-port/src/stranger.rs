//! What a flow names by an id or ARN that the target does not know.
//!
//! The service refuses to publish such a flow, after others have been written. Kinds that no list
//! tells (numbers, assistants, addresses in S3, …) are not looked for.

use connect_model::Finding;
use flow_language::{Document, RefValue, Reference, bundle::ItemName};

use crate::{
    inventory::{Inventory, LISTED},
    wanted::WantedItem,
};

/// A finding for each id and ARN of a listed kind that leads to nothing in the target.
pub(crate) fn findings(
    name: &ItemName,
    item: &WantedItem<'_>,
    expected: &Inventory,
) -> Vec<Finding> {
    let of_document = |document: &Document| {
        let left = document.parameterise(&|kind, text| expected.name(kind, text));
        let strangers = left.references().into_iter();
        let strangers = strangers.filter(|reference| is_stranger(reference, expected));
        let told: Vec<_> = strangers
            .map(|stranger| told(name, &left, &stranger, expected))
            .collect();
        told
    };
    item.documents().flat_map(of_document).collect()
}

/// Whether a reference has to be looked up although it is no name.
pub(crate) fn is_looked_up(reference: &Reference) -> bool {
    fixed(reference).is_some()
}

fn is_stranger(reference: &Reference, expected: &Inventory) -> bool {
    fixed(reference).is_some_and(|text| !expected.is_everywhere(reference.kind, text))
}

/// The text of a reference that means one thing of one place. `$.AwsRegion` in an ARN fits every
/// Region, and queues of agents are in no list.
fn fixed(reference: &Reference) -> Option<&str> {
    let (RefValue::Static(text) | RefValue::Foreign(text)) = &reference.value else {
        return None;
    };
    let is_open = text.contains("$.") || text.contains("/queue/agent/");
    (LISTED.contains(&reference.kind) && !is_open).then_some(text)
}

fn told(
    name: &ItemName,
    document: &Document,
    stranger: &Reference,
    expected: &Inventory,
) -> Finding {
    let Reference {
        action, path, kind, ..
    } = stranger;
    let text = fixed(stranger).unwrap_or_default();
    let message = format!(
        "{name}: `{text}` in action `{action}` ({path}): the target has no {kind} of that id"
    );
    let noted = document.noted_name(stranger);
    let remedy = match noted.and_then(|noted| expected.called_so(*kind, &noted)) {
        Some(known) => format!(
            "write {known}, which is what the designer calls it, or map it under `values`, `{kind}`"
        ),
        None => format!("write ref://{kind}/NAME, or map it under `values`, `{kind}`"),
    };
    Finding::of_the_world("foreign-reference", message, remedy)
}
