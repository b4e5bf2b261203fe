//! Lex V2 bots out of archives that Lex exported.
//!
//! AWS never tells which archive a bot came from. So a tag of ours says it, once the archive is
//! imported and every locale of it is built: equal tags are equal bots, and an equal archive causes no
//! call. The archive goes over what was there before.

mod port;

use async_trait::async_trait;
use connect_model::{
    Fault, FaultClass, Tags,
    spec::{BotSpec, ContactCenter, Entry},
};
use serde::{Deserialize, Serialize};

pub use self::port::{BotDraft, BotRecord, Port};
use crate::{
    Acting, Aspect, Bond, CENTER_TAG, Condition, Declared, Facts, Index, Kind, KindId, Known,
    Layer, Limit, Members, Named, Observed, Order, Reading, Reference, Said, Section, ThingKey,
    Trouble, Turn,
    reference::{ref_or_text, text_for_unknown},
    wait::{SETTLING, until},
};

/// The kind.
#[derive(Debug)]
pub struct BotKind;

/// The kind.
pub const KIND: BotKind = BotKind;

const ARCHIVE: &str = "archive";
const SETTINGS: &str = "settings";
const ROLE: &str = "role";
/// The tag that says which archive a bot was built from.
const TAG: &str = "trunkline:archive";

static FACTS: Facts = Facts {
    id: KindId::Bot,
    noun: "bot",
    layer: Layer::Supporting,
    tagged: true,
    bond: Bond::Owned,
    make: "lex:CreateBot",
    remove: "lex:DeleteBot",
    settles: Some("lex:DescribeBot"),
    fixed: &[],
    aspects: &[
        Aspect::in_turn(Turn::First, ARCHIVE, &[ARCHIVE], "lex:StartImport"),
        Aspect::of(
            SETTINGS,
            &["child_directed", "idle_session_seconds", ROLE],
            "lex:UpdateBot",
        ),
    ],
    teardown: 112,
};

/// Amazon Lex V2 developer guide, quotas.
const LIMITS: &[Limit] = &[Limit::assumed("Amazon Lex V2 bots per account", 100)];

#[derive(Serialize, Deserialize)]
struct Bot {
    archive: Option<String>,
    child_directed: bool,
    idle_session_seconds: u32,
    /// A reference to a role that is made here, or an ARN.
    role: String,
}

// === impl BotKind ===

#[async_trait]
impl Kind for BotKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let declare = |entry: &Entry<BotSpec>| {
            let mut thing = Declared::of(KindId::Bot, entry, &Bot::declared(entry));
            // In the spec the archive goes by the name of its file.
            if thing.ignore.contains("file") {
                thing.ignore.insert(ARCHIVE.to_owned());
            }
            thing.with_file(&entry.spec.archive.payload)
        };
        center.bots.iter().map(declare).collect()
    }

    fn used(&self, center: &ContactCenter) -> Vec<String> {
        let used = center.uses.bots.iter();
        used.map(ToString::to_string).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Bot)
    }

    fn said(&self, _: &Observed) -> Said {
        Said::not(
            "AWS never tells which archive a bot was built from, so it stands under uses alone",
            "to manage it here, declare it under bots with its archive",
        )
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    /// Those of the whole account, whoever made them.
    async fn count(&self, cx: &Reading<'_>) -> Result<Option<usize>, Fault> {
        Ok(Some(self.names(cx).await?.len()))
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let port = cx.ports.bot()?;
        cx.read(|| port.list()).await
    }

    /// What is declared, and where owners are asked for, what is tagged as ours.
    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let mut found = Vec::new();
        if cx.declared.is_empty() && !cx.owners {
            return Ok(found);
        }
        let center = cx.scope.alias.as_str();
        for named in self.names(cx).await? {
            let is_declared = cx.declares(&named.name);
            if !is_declared && !cx.owners {
                continue;
            }
            let port = cx.ports.bot()?;
            let describe = || port.describe(&named.known);
            let record = cx.read_some(describe).await?;
            let is_ours = |record: &BotRecord| record.tags.get(CENTER_TAG) == Some(center);
            if let Some(record) = record.filter(|record| is_declared || is_ours(record)) {
                found.push(observed(named, record));
            }
        }
        Ok(found)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let (draft, tags) = (draft(cx, order).await?, order.all_tags(cx.scope()));
        Ok(cx.ports().bot()?.create(&draft, &tags).await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let draft = draft(cx, order).await?;
        match aspect {
            ARCHIVE => bring(cx, order, &draft).await,
            SETTINGS => Ok(cx.ports().bot()?.update(&order.known()?.id, &draft).await?),
            other => Err(Trouble::unknown_aspect(KindId::Bot, other)),
        }
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        Ok(cx.ports().bot()?.delete(&known.id).await?)
    }

    async fn condition(&self, cx: &Acting<'_>, known: &Known) -> Result<Condition, Trouble> {
        Ok(cx.ports().bot()?.condition(&known.id).await?)
    }

    async fn gone(&self, cx: &Acting<'_>, known: &Known) -> Result<bool, Trouble> {
        match cx.ports().bot()?.condition(&known.id).await {
            Err(fault) if fault.class == FaultClass::NotFound => Ok(true),
            Err(fault) => Err(fault.into()),
            Ok(_) => Ok(false),
        }
    }

    fn after_make(&self, _: &Declared) -> Vec<&'static str> {
        vec![ARCHIVE]
    }

    fn name_ids(&self, observed: &mut Members, index: &Index) {
        for (member, value) in observed.iter_mut() {
            if member == ROLE {
                text_for_unknown(value, KindId::ServiceRole, index);
            }
        }
    }

    fn tag_lane(&self) -> &'static str {
        "lex:TagResource"
    }

    fn outlives_instance(&self) -> bool {
        true
    }
}

// === impl Bot ===

impl Bot {
    fn declared(entry: &Entry<BotSpec>) -> Self {
        let spec = &entry.spec;
        let own_role = || {
            let name = format!("lex/{}", entry.name);
            Reference::named(KindId::ServiceRole, &name).to_string()
        };
        let role = spec.role.as_ref().map(ToString::to_string);
        Self {
            archive: Some(spec.archive.payload.digest()),
            child_directed: spec.child_directed,
            idle_session_seconds: spec.idle_session_seconds,
            role: role.unwrap_or_else(own_role),
        }
    }
}

async fn draft(cx: &Acting<'_>, order: &Order<'_>) -> Result<BotDraft, Trouble> {
    let bot: Bot = order.thing.members.typed()?;
    Ok(BotDraft {
        name: order.thing.key.name.clone(),
        role: ref_or_text(cx, &bot.role).await?,
        child_directed: bot.child_directed,
        idle_session_seconds: bot.idle_session_seconds,
    })
}

/// Imports the archive, builds every locale of it, and says so last: a tag never tells of a bot that
/// is not there.
async fn bring(cx: &Acting<'_>, order: &Order<'_>, draft: &BotDraft) -> Result<(), Trouble> {
    let (known, archive) = (order.known()?, order.thing.file()?);
    let (port, name) = (cx.ports().bot()?, &draft.name);
    let import = port.upload_archive(archive).await?;
    port.import(draft, &import).await?;
    let what = format!("the import of the bot {name}");
    wait(cx, &what, not_imported, async || {
        port.import_condition(&import).await
    })
    .await?;
    let what = format!("the bot {name}");
    wait(cx, &what, not_imported, async || {
        port.condition(&known.id).await
    })
    .await?;
    let locales = port.locales(&known.id).await?;
    for locale in &locales {
        port.build(&known.id, locale).await?;
    }
    for locale in &locales {
        let what = format!("the locale {locale} of the bot {name}");
        wait(cx, &what, not_built, async || {
            port.locale_condition(&known.id, locale).await
        })
        .await?;
    }
    let mut tags = Tags::new();
    tags.insert(TAG, archive.digest())
        .expect("a digest is short and plain");
    Ok(cx.ports().tags.tag(&known.arn, &tags).await?)
}

/// Waits until something is ready; one that is broken tells AWS's reason.
async fn wait<F>(
    cx: &Acting<'_>,
    what: &str,
    broken: fn(String) -> Trouble,
    mut look: impl FnMut() -> F,
) -> Result<(), Trouble>
where
    F: Future<Output = Result<Condition, Fault>>,
{
    until(cx.reading.clock, cx.reading.cancel, what, SETTLING, || {
        let looked = look();
        async move {
            match looked.await? {
                Condition::Ready => Ok(true),
                Condition::Settling => Ok(false),
                Condition::Broken(why) => Err(broken(format!("{what} failed: {why}"))),
            }
        }
    })
    .await
}

fn not_imported(message: String) -> Trouble {
    Trouble::stored("IMPORT_FAILED", message)
}

fn not_built(message: String) -> Trouble {
    Trouble::stored("BUILD_FAILED", message)
}

fn observed(named: Named, record: BotRecord) -> Observed {
    let mut tags = record.tags;
    let members = Members::of(&Bot {
        archive: tags.remove(TAG),
        child_directed: record.child_directed,
        idle_session_seconds: record.idle_session_seconds,
        role: Reference::id(KindId::ServiceRole, &record.role).to_string(),
    });
    Observed {
        condition: record.condition,
        ..Observed::ready(KindId::Bot, named, members, Some(tags))
    }
}
