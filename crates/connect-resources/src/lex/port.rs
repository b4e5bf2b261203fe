//! What Lex bots need of Amazon Connect and of Amazon Lex.

use std::fmt;

use async_trait::async_trait;
use connect_model::{Fault, InstanceId};

/// The calls. Contract: lists are whole.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListBots` of one version.
    async fn list(&self, instance: &InstanceId, v1: bool) -> Result<Vec<Bot>, Fault>;

    /// `AssociateBot`. One that is associated already is no fault.
    async fn associate(&self, instance: &InstanceId, bot: &Bot, token: &str) -> Result<(), Fault>;

    /// `DisassociateBot`.
    async fn disassociate(&self, instance: &InstanceId, bot: &Bot) -> Result<(), Fault>;
}

/// The calls that need Amazon Lex itself.
#[async_trait]
pub trait AliasPort: Send + Sync {
    /// The ARN of a V2 alias by the names of bot and alias (`ListBots`, `ListBotAliases` of Lex).
    async fn alias_arn(
        &self,
        bot: &str,
        alias: &str,
        region: &str,
    ) -> Result<Option<String>, Fault>;
}

/// A bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bot {
    /// A V1 bot.
    V1 {
        /// Its name.
        name: String,
        /// Its Region.
        region: String,
    },
    /// An alias of a V2 bot.
    V2 {
        /// Its ARN.
        alias_arn: String,
    },
}

// === impl Bot ===

impl Bot {
    /// Reads what [`Display`](fmt::Display) writes.
    pub(super) fn read(text: &str) -> Self {
        match text
            .strip_prefix("v1:")
            .and_then(|rest| rest.split_once(':'))
        {
            Some((region, name)) => Self::V1 {
                name: name.to_owned(),
                region: region.to_owned(),
            },
            None => Self::V2 {
                alias_arn: text.to_owned(),
            },
        }
    }
}

impl fmt::Display for Bot {
    /// An ARN for V2; V1 bots have none, so theirs is `v1:<Region>:<name>`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::V1 { name, region } => write!(f, "v1:{region}:{name}"),
            Self::V2 { alias_arn } => f.write_str(alias_arn),
        }
    }
}
