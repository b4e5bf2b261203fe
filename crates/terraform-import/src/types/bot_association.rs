//! `aws_connect_bot_association`: V1 bots, and in variables also V2.

use crate::{
    draft::{Draft, Slot},
    entry::{Entry, Refusal},
    family::Family,
    report::Taken,
    resource::Resource,
};

const SLOT: Slot = Slot {
    section: "lex_bots",
    by_key: false,
    family: Some(Family::Lex),
    is_tagged: false,
};

pub(super) fn write(resource: &Resource, draft: &mut Draft<'_>) -> Result<Taken, Refusal> {
    let mut entry = Entry::of(resource);
    let bot = entry.attributes().block_or_self("lex_bot");
    if let Some(arn) = bot.text("arn") {
        entry.set("arn", arn);
        return draft.add(SLOT, arn, entry);
    }
    let name = bot
        .text("name")
        .ok_or_else(|| Refusal::incomplete("name"))?;
    entry.set("name", name);
    entry.say("alias", bot.text("alias"));
    entry.say("region", bot.text("lex_region"));
    let alias = bot
        .text("alias")
        .map(|alias| format!("/{alias}"))
        .unwrap_or_default();
    draft.add(SLOT, &format!("{name}{alias}"), entry)
}
