//! Flow modules.

use serde::Serialize;

use super::{
    contact_flow::FlowStatus,
    content::{self, Content},
    entry::{Declared, Naming, Seen},
};
use crate::{Place, spec::Kind};

/// A part of flows that several of them call.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FlowModuleSpec {
    /// What people read about it.
    pub description: Option<String>,
    /// The module itself: JSON text, at most 256,000 characters, without a byte order mark.
    pub content: String,
    /// The contract with those who call it, as the API has it: a JSON object as text.
    pub settings: Option<String>,
    /// Whether others than flows may call it. AWS cannot change it.
    pub external_invocation: Option<bool>,
    /// Whether it is published, which makes AWS validate it, or only saved.
    pub status: FlowStatus,
    /// Where the spec says what the module is: at `content` or `file`. Not serialised, as in
    /// [`Entry`](super::Entry).
    #[serde(skip)]
    pub place: Place,
}

record! {
    /// A part of flows that several of them call.
    pub(crate) struct FlowModuleMembers {
        /// What people read about it.
        description: Option<String> [Limit::Chars(0, 500)],
        /// The file that holds the module, from the folder of this file.
        file: Option<String>,
        /// The module itself, in place of a file: as JSON text, or written out.
        content: Option<Content>,
        /// The contract with those who call it, as the API has it: what goes in (`input`), what comes
        /// out (`resultData`), and by which ways (`transitions`). As JSON text, or written out.
        settings: Option<Content>,
        /// Whether others than flows may call it. AWS cannot change it.
        external_invocation: Option<bool>,
        /// Whether it is published, which makes AWS validate it, or only saved. AWS publishes every new
        /// module, so a new one that is only saved is made as the smallest module first.
        status: FlowStatus = FlowStatus::Published,
    }
}

impl Declared for FlowModuleSpec {
    const KIND: Kind = Kind::FlowModule;
    const NAMING: Naming = Naming::Member("name");
    const CAN_BE_RENAMED: bool = true;
    type Members = FlowModuleMembers;

    fn settle(members: FlowModuleMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        let FlowModuleMembers {
            description,
            file,
            content,
            settings,
            external_invocation,
            status,
        } = members;
        let settings = settings.map(|settings| settings.0);
        check_settings(settings.as_deref(), seen);
        let (content, place) = content::settle::<Self>(file, content, seen)?;
        Some(Self {
            description,
            content,
            settings,
            external_invocation,
            status,
            place,
        })
    }
}

fn check_settings(settings: Option<&str>, seen: &mut Seen<'_, '_>) {
    type Object = serde_json::Map<String, serde_json::Value>;
    let Some(Err(error)) = settings.map(serde_json::from_str::<Object>) else {
        return;
    };
    let message = format!("the settings of the flow module are no JSON object: {error}");
    let remedy = "write them out, or export them again";
    seen.find("flow-not-json", "settings", message, remedy);
}
