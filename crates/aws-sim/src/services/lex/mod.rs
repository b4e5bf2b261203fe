//! Lex V2 (building): bots with their locales, intents, slots, versions and aliases.
//!
//! A bot says nothing: a build takes ten seconds and understands no more than before. What is told
//! is kept as it was told. A change may be made while another is under way, but no build while an
//! archive is imported. What is deleted is gone at once, although the answer says `Deleting`.

mod alias;
mod archive;
mod bot;
mod errors;
mod listing;
mod locale;
mod part;
mod tag;
mod transfer;
pub(crate) mod upload;
mod version;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::Operations;
use crate::{
    context::Ctx,
    error::AwsError,
    time::Time,
    world::{Progress, Settles, Settling, Tags},
};

/// What one account has in one Region.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    /// Bots by id.
    bots: BTreeMap<String, Bot>,
    imports: BTreeMap<String, transfer::Import>,
    exports: BTreeMap<String, transfer::Export>,
}

#[derive(Debug, Serialize)]
struct Bot {
    settings: Map<String, Value>,
    created: Time,
    modified: Time,
    settling: Settling,
    /// An import over what was there.
    importing: Settling,
    /// What is worked on and what was published, by version: `DRAFT`, or a number.
    versions: BTreeMap<String, version::Version>,
    /// The last number.
    published: u64,
    aliases: BTreeMap<String, alias::Alias>,
    tags: Tags,
}

pub(super) const DRAFT: &str = "DRAFT";
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
/// Ids of bots and of all that is in them have so many characters.
const ID_CHARS: usize = 10;

/// Every simulated operation.
pub(super) fn operations() -> Operations {
    let bots = Operations::default()
        .on("CreateBot", bot::create)
        .on("DescribeBot", bot::describe)
        .on("UpdateBot", bot::update)
        .on("DeleteBot", bot::delete)
        .on("ListBots", bot::list)
        .on("CreateBotVersion", version::create)
        .on("DescribeBotVersion", version::describe)
        .on("ListBotVersions", version::list)
        .on("DeleteBotVersion", version::delete)
        .on("CreateBotAlias", alias::create)
        .on("DescribeBotAlias", alias::describe)
        .on("UpdateBotAlias", alias::update)
        .on("DeleteBotAlias", alias::delete)
        .on("ListBotAliases", alias::list)
        .on("CreateBotLocale", locale::create)
        .on("DescribeBotLocale", locale::describe)
        .on("UpdateBotLocale", locale::update)
        .on("BuildBotLocale", locale::build)
        .on("DeleteBotLocale", locale::delete)
        .on("ListBotLocales", locale::list);
    bots.on("CreateIntent", part::create)
        .on("DescribeIntent", part::describe)
        .on("UpdateIntent", part::update)
        .on("DeleteIntent", part::delete)
        .on("ListIntents", part::list)
        .on("CreateSlot", part::create)
        .on("DescribeSlot", part::describe)
        .on("UpdateSlot", part::update)
        .on("DeleteSlot", part::delete)
        .on("ListSlots", part::list)
        .on("CreateSlotType", part::create)
        .on("DescribeSlotType", part::describe)
        .on("UpdateSlotType", part::update)
        .on("DeleteSlotType", part::delete)
        .on("ListSlotTypes", part::list)
        .on("CreateUploadUrl", transfer::upload_url)
        .on("StartImport", transfer::import)
        .on("DescribeImport", transfer::describe_import)
        .on("CreateExport", transfer::export)
        .on("DescribeExport", transfer::describe_export)
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
        .on("ListTagsForResource", tag::list)
}

impl Settles for State {}

/// The bot with this id.
fn bot<'w>(ctx: &'w mut Ctx<'_>, id: &str) -> Result<&'w mut Bot, AwsError> {
    let missing = errors::missing(ctx, &format!("bot {id}"));
    let state = ctx.world.lex.at(ctx.account, ctx.region);
    state.bots.get_mut(id).ok_or(missing)
}

/// The version of a bot that a request names.
fn version<'w>(ctx: &'w mut Ctx<'_>, raw: &Value) -> Result<&'w mut version::Version, AwsError> {
    let number = text(raw, "botVersion");
    let missing = errors::missing(ctx, &format!("version {number}"));
    let bot = bot(ctx, text(raw, "botId"))?;
    bot.versions.get_mut(number).ok_or(missing)
}

/// A text member of a request.
fn text<'r>(raw: &'r Value, member: &str) -> &'r str {
    raw.get(member).and_then(Value::as_str).unwrap_or_default()
}

/// A request as an object.
fn members(raw: Value) -> Map<String, Value> {
    match raw {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// A new id.
fn id(ctx: &mut Ctx<'_>) -> String {
    ctx.ids.letters(LETTERS, ID_CHARS)
}

/// The state of something: one on the way, one at the end, or that in which it got stuck.
fn status<'s>(settling: &'s Settling, now: Time, way: &'s str, end: &'s str) -> &'s str {
    match settling.at(now) {
        Progress::UnderWay => way,
        Progress::Done => end,
        Progress::Stuck(stuck) => &stuck.state,
    }
}

/// Why something got stuck, if it did.
fn failure(settling: &Settling, now: Time) -> Option<Vec<&str>> {
    match settling.at(now) {
        Progress::Stuck(stuck) => Some(vec![&stuck.reason]),
        Progress::UnderWay | Progress::Done => None,
    }
}
