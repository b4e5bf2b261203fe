//! Lex bots.

use serde::Serialize;

use crate::{Arn, Region};

/// A bot that flows may use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LexBotSpec {
    /// An alias of a V2 bot, by ARN.
    V2Arn {
        /// `arn:aws:lex:REGION:ACCOUNT:bot-alias/BOT/ALIAS`.
        arn: Arn,
    },
    /// An alias of a V2 bot, by names.
    V2 {
        /// The name of the bot.
        name: String,
        /// The name of the alias.
        alias: String,
        /// Its Region; without it, that of the target.
        region: Option<Region>,
    },
    /// A V1 bot.
    V1 {
        /// The name of the bot.
        name: String,
        /// Its Region; without it, that of the target.
        region: Option<Region>,
    },
}
