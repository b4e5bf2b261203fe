//! What is written down about a walk.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{bundle::ItemName, spelling::spelled};

spelled! {
    /// How a walk ends.
    pub enum EndKind ("way to end") {
        /// The contact is disconnected.
        Disconnected = "DISCONNECTED",
        /// The contact waits in a queue.
        Queued = "QUEUED",
        /// The contact went on to a flow that the set does not have.
        TransferredToFlow = "TRANSFERRED_TO_FLOW",
        /// The contact went on to a phone number.
        TransferredToNumber = "TRANSFERRED_TO_NUMBER",
        /// The contact went on to an agent.
        TransferredToAgent = "TRANSFERRED_TO_AGENT",
        /// The flow ended and the contact goes on where it came from, such as a queue.
        FlowEnded = "FLOW_ENDED",
        /// The module at which the walk started returned.
        Returned = "RETURNED",
        /// Prompts are repeated until something outside of the flow happens.
        PromptLoop = "PROMPT_LOOP",
        /// The walk took too many steps.
        LoopLimit = "LOOP_LIMIT",
        /// Too many modules were open at once.
        NestingLimit = "NESTING_LIMIT",
        /// There is no way on.
        DeadEnd = "DEAD_END",
    }
}

/// A walk from its first block to its end.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Walk {
    /// Where it started.
    pub start: ItemName,
    /// The blocks in the order in which they were reached.
    pub steps: Vec<Step>,
    /// What was said or played, in order.
    pub prompts: Vec<String>,
    /// The contact's attributes at the end.
    pub attributes: BTreeMap<String, String>,
    /// The attributes of the last flow at the end.
    pub flow_attributes: BTreeMap<String, String>,
    /// What was set of the contact itself, such as its language.
    pub contact_data: BTreeMap<String, String>,
    /// The queue that was set last.
    pub queue: Option<String>,
    /// The flows that were set for events.
    pub event_hooks: BTreeMap<String, String>,
    /// Recording, as it was set last.
    pub recording: Option<String>,
    /// Logging, as it was set last.
    pub logging: Option<String>,
    /// Paths that read nothing, each once per block.
    pub unknown_paths: Vec<UnknownPath>,
    /// How it ended.
    pub end: End,
}

/// One block of a walk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// The flow or module in which it stands.
    pub flow: ItemName,
    /// The action's identifier.
    pub identifier: String,
    /// What people call the block.
    pub label: String,
    /// The action type.
    #[serde(rename = "type")]
    pub action_type: String,
    /// What happened, in words.
    pub what: String,
    /// The way on; none where the walk ended or went to another flow.
    pub branch: Option<Taken>,
    /// Nothing that was given decided the outcome.
    pub assumed: bool,
}

/// A branch that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Taken {
    /// `next`, the condition's operand, or the error type.
    pub name: String,
    /// Where it stands: a JSON pointer below `Transitions`.
    pub pointer: String,
    /// The identifier to which it leads.
    pub next: String,
}

/// A path that read nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnknownPath {
    /// The flow or module.
    pub flow: ItemName,
    /// The action that reads it.
    pub identifier: String,
    /// The path.
    pub path: String,
}

/// How and why a walk ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct End {
    /// How.
    pub kind: EndKind,
    /// Where to, or why; may be empty.
    pub detail: String,
}
