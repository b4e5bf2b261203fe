//! What a file without a manifest tells of itself.

use std::collections::BTreeMap;

use super::{
    Content, Contract, Item, ItemName, Status,
    manifest::{MANIFEST, Manifest},
};
use crate::{
    document::{Document, Envelope},
    flow_type::{FlowType, Role},
    legacy::Conversion,
};

/// A file without a manifest, as far as it tells what it is.
pub(super) struct Found {
    pub(super) file: String,
    pub(super) name: ItemName,
    pub(super) document: Document,
}

/// Whether a file is the manifest of a bundle, wherever it lies.
pub(super) fn is_manifest(file: &str, bytes: &[u8]) -> bool {
    let is_called_so = file.rsplit('/').next() == Some(MANIFEST);
    is_called_so && serde_json::from_slice::<Manifest>(bytes).is_ok()
}

/// A module always has one, if only an empty one.
pub(super) fn contract(role: Role, contract: Option<Contract>) -> Option<Contract> {
    match role {
        Role::Module => Some(contract.unwrap_or_default()),
        Role::Flow(_) => None,
    }
}

pub(super) fn item(name: &ItemName, document: &Document) -> Item {
    let envelope = document.envelope();
    let contract = contract(name.role, envelope.map(Contract::of));
    let status = envelope.and_then(|envelope| envelope.text("Status"));
    let is_saved = status.is_some_and(|status| status.eq_ignore_ascii_case("saved"));
    Item {
        description: envelope
            .and_then(|envelope| envelope.text("Description"))
            .filter(|text| !text.is_empty())
            .map(str::to_owned),
        status: if is_saved {
            Status::Saved
        } else {
            Status::Published
        },
        tags: envelope.map(Envelope::tags).unwrap_or_default(),
        contract,
        ..Item::new(Content::of(document))
    }
}

/// An old export of the console, which says itself what it is.
pub(super) fn old(file: &str, converted: Conversion) -> Found {
    let role = converted.role();
    let name = converted.name.filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| by_file(file));
    Found {
        file: file.to_owned(),
        name: ItemName { role, name },
        document: converted.document,
    }
}

pub(super) fn by_folder(file: &str) -> Option<Role> {
    let folder = |name: &str| match name {
        "modules" => Some(Role::Module),
        other => other.parse().ok().map(Role::Flow),
    };
    file.rsplit('/').skip(1).find_map(folder)
}

pub(super) fn by_document(document: &Document) -> Option<String> {
    let by_envelope = document.envelope().and_then(Envelope::name);
    let by_console = || document.content().pointer("/Metadata/name")?.as_str();
    by_envelope
        .or_else(by_console)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
}

pub(super) fn by_file(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".json").unwrap_or(name).to_owned()
}

/// The type of each name that one flow alone has.
pub(super) fn types(found: &[Found]) -> BTreeMap<String, Option<FlowType>> {
    let mut types = BTreeMap::new();
    for found in found {
        if let Role::Flow(flow_type) = found.name.role {
            types
                .entry(found.name.name.clone())
                .and_modify(|known| *known = None)
                .or_insert(Some(flow_type));
        }
    }
    types
}

// === impl Contract ===

impl Contract {
    /// What describe output tells of a module beside its content.
    fn of(envelope: &Envelope) -> Self {
        let settings = envelope.member("Settings").cloned();
        let settings = match settings {
            // The API keeps it as text.
            Some(serde_json::Value::String(text)) => serde_json::from_str(&text).ok(),
            other => other,
        };
        let external = envelope.member("ExternalInvocationConfiguration");
        Self {
            settings,
            external_invocation: external
                .and_then(|external| external.get("Enabled"))
                .and_then(serde_json::Value::as_bool),
        }
    }
}
