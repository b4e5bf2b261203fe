//! A contact to try a flow with, and what the world around it answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::spelling::spelled;

spelled! {
    /// How the customer reaches the contact centre.
    #[derive(Default)]
    pub enum Channel ("channel") {
        /// A phone call.
        #[default]
        Voice = "VOICE",
        /// A chat.
        Chat = "CHAT",
        /// A task.
        Task = "TASK",
        /// An e-mail.
        Email = "EMAIL",
    }
}

/// A contact and the answers that it will get.
///
/// Maps are keyed by the name of the hours, queue, function, bot or view; by its id if the flow
/// has nothing better; the key `default` stands for all others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Contact {
    /// How the customer comes in.
    pub channel: Channel,
    /// The customer's number or address.
    pub from: String,
    /// The number or address that the customer reached.
    pub to: String,
    /// Attributes that the contact has from the start.
    pub attributes: BTreeMap<String, String>,
    /// What the customer types or chooses, in order; `timeout` is silence, `invalid` is nonsense.
    /// After the last one the customer is silent.
    pub input: Vec<String>,
    /// The queue in which the contact already is.
    pub queue: Option<String>,
    /// Hours of operation.
    pub hours: BTreeMap<String, HoursState>,
    /// Queues.
    pub queues: BTreeMap<String, QueueState>,
    /// Lambda functions.
    pub lambda: BTreeMap<String, LambdaAnswer>,
    /// Lex bots.
    pub lex: BTreeMap<String, LexAnswer>,
    /// What the agent chooses in a view: the action, by the view's name.
    pub views: BTreeMap<String, String>,
    /// What `$.Views` reads after a view.
    pub view_data: Map<String, Value>,
    /// What `$.Customer` reads.
    pub customer: Map<String, Value>,
    /// What `$.Case` reads.
    pub case: Map<String, Value>,
    /// What became of an outbound call: `CallAnswered`, `VoicemailBeep`, …, or the error type
    /// with which a transfer to a number fails.
    pub call: Option<String>,
    /// The number from 1 to 100 that decides distributions by percentage.
    pub percentage: Option<u8>,
    /// Whether an agent takes the contact.
    pub agent_answers: Option<bool>,
    /// What comes out of a block of any type: an error type, a condition's operand, or `next`.
    /// Keyed by the block's label or identifier, else by action type. Goes before all others.
    pub results: BTreeMap<String, String>,
}

/// Whether it is within the hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HoursState {
    /// Within.
    Open,
    /// Outside.
    Closed,
    /// The check fails.
    Error,
}

/// A queue at the time of the contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct QueueState {
    /// Agents who are logged in, whatever they do.
    pub staffed: u32,
    /// Agents who could take a contact now.
    pub available: u32,
    /// Age of the oldest contact, in seconds.
    pub oldest: u32,
    /// Contacts that wait.
    pub size: u32,
    /// Takes no more contacts.
    pub at_capacity: bool,
}

/// What a Lambda function answers: a word for a failure, or the members of its result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "`error`, `timeout`, or the members of the result"
)]
pub enum LambdaAnswer {
    /// It fails.
    Failure(Failure),
    /// It answers this.
    Success(Map<String, Value>),
}

/// How a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Failure {
    /// With an error.
    Error,
    /// By taking too long.
    Timeout,
}

/// What a bot makes of what the customer says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "`noMatch`, `error`, or an object of `intent`, `slots` and `sessionAttributes`"
)]
pub enum LexAnswer {
    /// Nothing.
    Miss(LexMiss),
    /// An intent.
    Match(LexMatch),
}

/// Why a bot has no intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LexMiss {
    /// It understood none that the flow knows.
    NoMatch,
    /// It failed.
    Error,
}

/// An intent with its slots.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LexMatch {
    /// Name of the intent.
    pub intent: String,
    /// What `$.Lex.Slots` reads.
    #[serde(default)]
    pub slots: Map<String, Value>,
    /// What `$.Lex.SessionAttributes` reads.
    #[serde(default)]
    pub session_attributes: Map<String, Value>,
}

impl Default for QueueState {
    /// One agent waits, no contact does.
    fn default() -> Self {
        Self {
            staffed: 1,
            available: 1,
            oldest: 0,
            size: 0,
            at_capacity: false,
        }
    }
}
