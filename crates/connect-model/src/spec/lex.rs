//! Lex bots.

use serde::Serialize;

use super::entry::{Declared, Naming, Seen};
use crate::{Arn, Region, spec::Kind};

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

record! {
    /// A Lex bot: V2 by the ARN of an alias or by name and alias, V1 by name.
    pub(crate) struct LexBotMembers {
        /// `arn:aws:lex:REGION:ACCOUNT:bot-alias/BOT/ALIAS`, in place of all other members.
        arn: Option<Arn>,
        /// The name of the bot.
        name: Option<String> [Limit::Chars(1, 100)],
        /// The name of the alias; a bot without one is a V1 bot.
        alias: Option<String> [Limit::Chars(1, 100)],
        /// Its Region; without it, that of the target.
        region: Option<Region>,
    }
}

impl Declared for LexBotSpec {
    const KIND: Kind = Kind::LexBot;
    const NAMING: Naming = Naming::Label;
    const IS_TAGGED: bool = false;
    type Members = LexBotMembers;

    fn settle(members: LexBotMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        let LexBotMembers {
            arn,
            name,
            alias,
            region,
        } = members;
        if seen.has("arn") {
            seen.forbid(&["name", "alias", "region"], "\"arn\"");
            return Some(Self::V2Arn { arn: arn? });
        }
        let name = seen.require("name", name, "add it, or arn")?;
        match alias {
            Some(alias) => Some(Self::V2 {
                name,
                alias,
                region,
            }),
            None => Some(Self::V1 { name, region }),
        }
    }

    fn label(&self) -> Option<String> {
        Some(match self {
            Self::V2Arn { arn } => arn.resource().trim_start_matches("bot-alias/").to_owned(),
            Self::V2 { name, alias, .. } => format!("{name}/{alias}"),
            Self::V1 { name, .. } => name.clone(),
        })
    }
}
