//! Lex V2 bots that Trunkline brings up itself.

use serde::Serialize;

use super::{
    entry::{Declared, Naming, Seen},
    payload::Archive,
};
use crate::{
    Arn,
    decode::{Limit, Pattern},
    spec::{Kind, storage::check_arn},
    text::BotName,
};

/// A Lex V2 bot out of an archive that Lex exported.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BotSpec {
    /// The archive.
    pub archive: Archive,
    /// Its role; absent, one is made that may speak and nothing else.
    pub role: Option<Arn>,
    /// The name under which its published version is called.
    pub alias: BotName,
    /// Whether it is directed at children, by the law on their privacy.
    pub child_directed: bool,
    /// After how many seconds of silence it forgets a conversation.
    pub idle_session_seconds: u32,
}

record! {
    /// A Lex V2 bot out of an archive that Lex exported: imported, built, and published under an alias.
    pub(crate) struct BotMembers {
        /// The ZIP archive in the format of Lex, from the folder of this file. Its locales are those of
        /// the bot.
        file: String,
        /// Its role; without it, one is made that may speak and nothing else.
        role: Option<Arn>,
        /// The name under which its published version is called.
        alias: BotName = default_alias(),
        /// Whether it is directed at children, by the law on their privacy.
        child_directed: bool = false,
        /// After how much silence it forgets a conversation.
        idle_session_seconds: u32 [Limit::Range(60, 86_400)] = 300,
    }
}

impl Declared for BotSpec {
    const KIND: Kind = Kind::Bot;
    const NAMING: Naming = Naming::Member("name");
    const NAME_LIMITS: &'static [Limit] = &[Limit::Named(
        <BotName as Pattern>::PATTERN.expect("these names have a pattern"),
    )];
    type Members = BotMembers;

    fn settle(members: BotMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        if let Some(role) = &members.role {
            check_arn(role, "iam", "role/", "role", seen);
        }
        let archive = Archive::read(&members.file, seen);
        Some(Self {
            archive: archive?,
            role: members.role,
            alias: members.alias,
            child_directed: members.child_directed,
            idle_session_seconds: members.idle_session_seconds,
        })
    }
}

fn default_alias() -> BotName {
    BotName::new("live").expect("it is letters")
}
