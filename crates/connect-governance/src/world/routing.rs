//! Queues and what belongs to them.

/// A queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// The name.
    pub name: String,
    /// The ARN.
    pub arn: String,
    /// The name of its hours.
    pub hours: String,
    /// How many contacts may wait.
    pub max_contacts: Option<u32>,
    /// The number that outbound calls show.
    pub caller_number: Option<String>,
    /// The name of the flow that whispers on outbound calls.
    pub outbound_flow: Option<String>,
    /// Whether it takes contacts.
    pub is_enabled: bool,
    /// Whether every instance has it.
    pub is_builtin: bool,
}

/// Hours of operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    /// The name.
    pub name: String,
    /// The ARN.
    pub arn: String,
    /// The time zone.
    pub time_zone: String,
    /// Open times: the day, and minutes of it from and until.
    pub openings: Vec<(String, u32, u32)>,
    /// Whether every instance has it.
    pub is_builtin: bool,
}

/// A quick connect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuickConnect {
    /// The name.
    pub name: String,
    /// The ARN.
    pub arn: String,
    /// Where it leads.
    pub target: QuickConnectTarget,
}

/// Where a quick connect leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuickConnectTarget {
    /// To a queue, by its name.
    Queue(String),
    /// To a user, by the username; the id where there is no such user any more.
    User {
        /// Who.
        name: String,
        /// Whether there is such a user.
        exists: bool,
    },
    /// To a number, E.164.
    Number(String),
    /// To a flow, by its name.
    Flow(String),
}

/// A prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    /// The name.
    pub name: String,
    /// The ARN.
    pub arn: String,
    /// Whether every instance has it.
    pub is_builtin: bool,
}

/// A function or a bot that flows of the instance may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Association {
    /// A function, by its ARN.
    Function(String),
    /// The alias of a Lex V2 bot, by its ARN.
    Bot(String),
    /// A Lex V1 bot, by its name.
    BotV1(String),
}
