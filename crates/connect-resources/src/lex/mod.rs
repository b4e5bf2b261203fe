//! Lex bots that flows of the instance may use.

mod port;

use async_trait::async_trait;
use connect_model::{
    Fault,
    spec::{ContactCenter, LexBotSpec},
};
use serde::{Deserialize, Serialize};

pub use self::port::{AliasPort, Bot, Port};
use crate::{
    Acting, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Limit, Members, Named,
    NotBuiltIn, Observed, Order, Ports, Reading, Reference, Section, ThingKey, Trouble, Written,
};

/// The kind.
#[derive(Debug)]
pub struct LexKind;

/// The kind.
pub const KIND: LexKind = LexKind;

static FACTS: Facts = Facts {
    id: KindId::Lex,
    noun: "Lex bot",
    layer: Layer::Lambda,
    tagged: false,
    bond: Bond::Associated,
    make: "connect:AssociateBot",
    remove: "connect:DisassociateBot",
    settles: None,
    fixed: &["bot"],
    aspects: &[],
    teardown: 80,
};

const LIMITS: &[Limit] = &[
    Limit::things("Amazon Lex bots per instance", "L-B93A6612", 70).those(is_v1),
    Limit::things("Amazon Lex V2 bot aliases per instance", "L-CCEA7427", 100).those(is_v2),
];

#[derive(Serialize, Deserialize)]
struct Lex {
    bot: Wanted,
}

/// A bot as declared.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Wanted {
    V1 {
        name: String,
        region: Option<String>,
    },
    V2 {
        alias_arn: String,
    },
    V2Named {
        name: String,
        alias: String,
        region: Option<String>,
        /// The alias, where it is declared here.
        #[serde(skip_serializing_if = "Option::is_none")]
        declared: Option<Reference>,
    },
}

// === impl LexKind ===

#[async_trait]
impl Kind for LexKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let declare = |entry: &connect_model::spec::Entry<LexBotSpec>| {
            Declared::of(
                KindId::Lex,
                entry,
                &Lex {
                    bot: Wanted::declared(center, &entry.spec),
                },
            )
        };
        center.lex_bots.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::LexBot)
    }

    /// It goes by what a spec that has its ARN, or its name, calls it.
    fn label(&self, thing: &Observed) -> Option<String> {
        Some(match Bot::read(&thing.known.arn) {
            Bot::V1 { name, .. } => name,
            Bot::V2 { alias_arn } => {
                let resource = alias_arn.splitn(6, ':').nth(5).unwrap_or(&alias_arn);
                resource.trim_start_matches("bot-alias/").to_owned()
            }
        })
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let entry = match Bot::read(&thing.known.arn) {
            Bot::V1 { name, region } => {
                let home = spec.scope().region.to_string();
                Written::new()
                    .with("name", name)
                    .unless("region", region, home)
            }
            Bot::V2 { alias_arn } => Written::new().with("arn", alias_arn),
        };
        spec.list(entry);
        Ok(())
    }

    /// One list for each version, and none for a version that nobody declares.
    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let Some(instance) = cx.instance else {
            return Ok(Vec::new());
        };
        let mut declared = Vec::new();
        for thing in cx.declared {
            if let Ok(Lex { bot }) = thing.members.typed() {
                declared.push((&thing.key.name, bot.found(cx).await?));
            }
        }
        let wants = |v1: bool| {
            let is = |bot: &Bot| matches!(bot, Bot::V1 { .. }) == v1;
            cx.owners || declared.iter().any(|(_, bot)| bot.as_ref().is_some_and(is))
        };
        let mut bots = Vec::new();
        for v1 in [true, false] {
            if wants(v1) {
                bots.extend(cx.read(|| cx.ports.lex.list(instance, v1)).await?);
            }
        }
        let name_of = |bot: &Bot| {
            let is = |(_, found): &&(&String, Option<Bot>)| found.as_ref() == Some(bot);
            declared
                .iter()
                .find(is)
                .map_or_else(|| bot.to_string(), |(name, _)| (*name).clone())
        };
        Ok(bots
            .into_iter()
            .map(|bot| named(name_of(&bot), &bot))
            .collect())
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let declared = |named: &Named| {
            cx.declared
                .iter()
                .find(|thing| thing.key.name == named.name)
                .map(|t| t.members.clone())
        };
        let observed = |named: Named| {
            // A bot is its own identity: one that has the declared name is the declared one.
            let members = declared(&named).unwrap_or_default();
            Observed::ready(KindId::Lex, named, members, None)
        };
        Ok(self.names(cx).await?.into_iter().map(observed).collect())
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let Lex { bot } = order.thing.members.typed()?;
        let bot = match bot {
            Wanted::V2Named {
                declared: Some(alias),
                ..
            } => Bot::V2 {
                alias_arn: cx.resolve(&alias).await?.arn,
            },
            other => {
                let found = other.found(&cx.reading).await?;
                found.ok_or_else(|| not_found(order.thing))?
            }
        };
        let token = order.attempt.token().await.to_string();
        cx.ports()
            .lex
            .associate(&cx.instance()?, &bot, &token)
            .await?;
        Ok(named(String::new(), &bot).known)
    }

    async fn mend(&self, _: &Acting<'_>, _: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        Err(Trouble::unknown_aspect(KindId::Lex, aspect))
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        let bot = Bot::read(&known.arn);
        Ok(cx.ports().lex.disassociate(&cx.instance()?, &bot).await?)
    }

    /// A bot that goes by its name is looked up in Lex.
    fn lack(&self, ports: &Ports, thing: &Declared) -> Option<NotBuiltIn> {
        match thing.members.typed() {
            Ok(Lex {
                bot: Wanted::V2Named { .. },
            }) => ports.lex_aliases().err(),
            _ => None,
        }
    }
}

// === impl Wanted ===

impl Wanted {
    fn declared(center: &ContactCenter, spec: &LexBotSpec) -> Self {
        let region =
            |region: &Option<connect_model::Region>| region.as_ref().map(ToString::to_string);
        match spec {
            LexBotSpec::V1 { name, region: at } => Self::V1 {
                name: name.clone(),
                region: region(at),
            },
            LexBotSpec::V2Arn { arn } => Self::V2 {
                alias_arn: arn.to_string(),
            },
            LexBotSpec::V2 {
                name,
                alias,
                region: at,
            } => Self::V2Named {
                name: name.clone(),
                alias: alias.clone(),
                region: region(at),
                declared: at.is_none().then(|| own(center, name, alias)).flatten(),
            },
        }
    }

    /// The bot that is meant; `None` when there is no bot or alias of that name.
    async fn found(&self, cx: &Reading<'_>) -> Result<Option<Bot>, Fault> {
        let home = cx.scope.region.as_str();
        Ok(match self {
            Self::V1 { name, region } => Some(Bot::V1 {
                name: name.clone(),
                region: region.as_deref().unwrap_or(home).to_owned(),
            }),
            Self::V2 { alias_arn } => Some(Bot::V2 {
                alias_arn: alias_arn.clone(),
            }),
            Self::V2Named {
                name,
                alias,
                region,
                ..
            } => {
                let region = region.as_deref().unwrap_or(home);
                let port = cx.ports.lex_aliases()?;
                let alias_arn = cx.read(|| port.alias_arn(name, alias, region)).await?;
                alias_arn.map(|alias_arn| Bot::V2 { alias_arn })
            }
        })
    }
}

fn is_v1(members: &Members, known: Option<&Known>) -> bool {
    match (known, members.typed()) {
        (Some(known), _) => matches!(Bot::read(&known.arn), Bot::V1 { .. }),
        (None, Ok(Lex { bot })) => matches!(bot, Wanted::V1 { .. }),
        (None, Err(_)) => false,
    }
}

fn is_v2(members: &Members, known: Option<&Known>) -> bool {
    !is_v1(members, known)
}

/// The alias of a bot that is declared here.
fn own(center: &ContactCenter, name: &str, alias: &str) -> Option<Reference> {
    let mut bots = center.bots.iter();
    bots.any(|bot| bot.name == *name && bot.spec.alias == *alias)
        .then(|| Reference::named(KindId::BotAlias, &format!("{name}/{alias}")))
}

fn named(name: String, bot: &Bot) -> Named {
    let text = bot.to_string();
    Named {
        name,
        known: Known::new(&text, &text),
        modified_ms: None,
    }
}

fn not_found(thing: &Declared) -> Trouble {
    let message = format!(
        "there is no Lex bot alias {}; create it, or give its ARN",
        thing.key.name
    );
    Trouble::stored("LEX_ALIAS_NOT_FOUND", message)
}
