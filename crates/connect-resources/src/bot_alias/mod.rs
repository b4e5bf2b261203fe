//! The alias of a bot: the name under which a published version of it is called.
//!
//! The description of a version says what it was made of, so one that was published and never used is
//! found again. Versions before stay: a conversation that is under way may still need one. What Amazon
//! Connect needs in the policy of the alias it writes itself when the two are associated.

mod port;

use async_trait::async_trait;
use connect_model::{
    Fault,
    spec::{BotSpec, ContactCenter, Entry},
};
use serde::{Deserialize, Serialize};

pub use self::port::{BotAliasRecord, Port};
use crate::{
    Acting, Aspect, Bond, Condition, Declared, Facts, Kind, KindId, Known, Layer, Members, Named,
    Observed, Order, Reading, Reference, Said, ThingKey, Trouble,
    digest::digest,
    wait::{SETTLING, until},
};

/// The kind.
#[derive(Debug)]
pub struct BotAliasKind;

/// The kind.
pub const KIND: BotAliasKind = BotAliasKind;

const RELEASE: &str = "release";

static FACTS: Facts = Facts {
    id: KindId::BotAlias,
    noun: "bot alias",
    layer: Layer::Supporting,
    tagged: true,
    bond: Bond::Owned,
    make: "lex:CreateBotAlias",
    remove: "lex:DeleteBotAlias",
    settles: Some("lex:DescribeBotAlias"),
    fixed: &[],
    aspects: &[Aspect::of(RELEASE, &[RELEASE], "lex:UpdateBotAlias")],
    teardown: 111,
};

#[derive(Serialize, Deserialize)]
struct BotAlias {
    release: Release,
}

/// What the version is to be made of.
#[derive(Serialize, Deserialize)]
struct Release {
    bot: Reference,
    /// The digest of the archive and of the settings of the bot.
    content: String,
}

// === impl BotAliasKind ===

#[async_trait]
impl Kind for BotAliasKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let declare = |entry: &Entry<BotSpec>| {
            let members = BotAlias {
                release: Release::declared(entry),
            };
            let mut thing = Declared::of(KindId::BotAlias, entry, &members);
            thing.key.name = format!("{}/{}", entry.name, entry.spec.alias);
            thing
        };
        center.bots.iter().map(declare).collect()
    }

    /// It comes with what it is for.
    fn said(&self, _: &Observed) -> Said {
        Said::Nothing
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let found = found(cx).await?.into_iter();
        Ok(found.map(|(name, record)| named(name, &record)).collect())
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let observed = |(name, record): (String, BotAliasRecord)| {
            let members = Members::of(&BotAlias {
                release: Release {
                    bot: Reference::id(KindId::Bot, &record.bot),
                    content: record.description.clone(),
                },
            });
            let named = named(name, &record);
            Observed {
                condition: record.condition,
                ..Observed::ready(KindId::BotAlias, named, members, Some(record.tags))
            }
        };
        Ok(found(cx).await?.into_iter().map(observed).collect())
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let (bot, version) = published(cx, order).await?;
        let (_, alias) = parts(&order.thing.key.name);
        let tags = order.all_tags(cx.scope());
        let port = cx.ports().bot_alias()?;
        Ok(port.create(&bot, alias, &version, &tags).await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, _: &str) -> Result<(), Trouble> {
        let (_, version) = published(cx, order).await?;
        Ok(cx
            .ports()
            .bot_alias()?
            .point(order.known()?, &version)
            .await?)
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        Ok(cx.ports().bot_alias()?.delete(known).await?)
    }

    async fn condition(&self, cx: &Acting<'_>, known: &Known) -> Result<Condition, Trouble> {
        Ok(cx.ports().bot_alias()?.condition(known).await?)
    }

    fn tag_lane(&self) -> &'static str {
        "lex:TagResource"
    }
}

// === impl Release ===

impl Release {
    fn declared(entry: &Entry<BotSpec>) -> Self {
        let BotSpec {
            archive,
            child_directed,
            idle_session_seconds,
            ..
        } = &entry.spec;
        let said = [
            ("file", archive.payload.digest()),
            ("child_directed", format!("child_directed={child_directed}")),
            (
                "idle_session_seconds",
                format!("idle_session_seconds={idle_session_seconds}"),
            ),
        ];
        // What no plan may touch makes no other version.
        let kept = said
            .into_iter()
            .filter(|(it, _)| !entry.ignore.contains(*it));
        let content: Vec<String> = kept.map(|(_, text)| text).collect();
        Self {
            bot: Reference::named(KindId::Bot, entry.name.as_str()),
            content: digest(content.join(" ").as_bytes()),
        }
    }
}

async fn found(cx: &Reading<'_>) -> Result<Vec<(String, BotAliasRecord)>, Fault> {
    let mut found = Vec::new();
    let is_one = |it: &&Declared| it.key.kind == KindId::BotAlias;
    for thing in cx.declared.iter().filter(is_one) {
        let name = &thing.key.name;
        let (bot, alias) = parts(name);
        let port = cx.ports.bot_alias()?;
        let record = cx.read_some(|| port.find(bot, alias)).await?;
        found.extend(record.flatten().map(|record| (name.clone(), record)));
    }
    Ok(found)
}

fn named(name: String, record: &BotAliasRecord) -> Named {
    Named {
        name,
        known: record.known.clone(),
        modified_ms: None,
    }
}

fn parts(name: &str) -> (&str, &str) {
    name.split_once('/').unwrap_or((name, ""))
}

/// The id of the bot, and the number of a version of it that is what is declared.
async fn published(cx: &Acting<'_>, order: &Order<'_>) -> Result<(String, String), Trouble> {
    let BotAlias { release } = order.thing.members.typed()?;
    let (bot, port) = (cx.resolve(&release.bot).await?.id, cx.ports().bot_alias()?);
    let version = match port.version(&bot, &release.content).await? {
        Some(version) => version,
        None => port.publish(&bot, &release.content).await?,
    };
    let what = format!("version {version} of the bot of {}", order.thing.key);
    until(
        cx.reading.clock,
        cx.reading.cancel,
        &what,
        SETTLING,
        async || match port.version_condition(&bot, &version).await? {
            Condition::Ready => Ok(true),
            Condition::Settling => Ok(false),
            Condition::Broken(why) => {
                let message = format!("{what} could not be made: {why}");
                Err(Trouble::stored("CREATION_FAILED", message))
            }
        },
    )
    .await?;
    Ok((bot, version))
}
