//! What there is in an instance: names to ARNs, and back.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Fault, InstanceId, suggest};
use connect_resources::{Named, lex::Bot, read};
use flow_language::{Document, FlowType, Ref, RefKind, RefValue, Reference, Target};
use futures::future::{try_join, try_join_all};
use reconcile::RunContext;

use crate::site::Site;

/// The kinds that a list tells by name. What else a flow names stands in a mapping, or stays as it is.
pub(crate) const LISTED: &[RefKind] = &[
    RefKind::DataTable,
    RefKind::Flow,
    RefKind::Hours,
    RefKind::Lambda,
    RefKind::Lex,
    RefKind::Module,
    RefKind::Prompt,
    RefKind::Queue,
    RefKind::TaskTemplate,
    RefKind::User,
    RefKind::View,
];

/// What there is in an instance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inventory {
    /// What stands in a flow for a name.
    values: BTreeMap<Ref, String>,
    names: BTreeMap<(RefKind, String), Ref>,
    /// Texts that mean the same in every instance.
    everywhere: BTreeSet<(RefKind, String)>,
}

/// One thing: its name, and the texts that a flow may hold for it. The first is what we write.
struct Thing {
    name: Ref,
    texts: Vec<String>,
    /// One more that means the same in every instance, so that it needs no name.
    everywhere: Option<String>,
}

// === impl Inventory ===

impl Inventory {
    /// Lists these kinds, each with one call and its pages.
    pub(crate) async fn read(
        cx: &RunContext,
        site: Site<'_>,
        instance: &InstanceId,
        kinds: &BTreeSet<RefKind>,
    ) -> Result<Self, Fault> {
        let mut inventory = Self::default();
        inventory.list(cx, site, instance, kinds).await?;
        Ok(inventory)
    }

    /// Lists these kinds, too.
    pub(crate) async fn list(
        &mut self,
        cx: &RunContext,
        site: Site<'_>,
        instance: &InstanceId,
        kinds: &BTreeSet<RefKind>,
    ) -> Result<(), Fault> {
        let of = async |kind: &RefKind| list(cx, site, instance, *kind).await;
        let listed = try_join_all(kinds.iter().map(of)).await?;
        for thing in listed.into_iter().flatten() {
            let everywhere = thing.everywhere.map(|text| (thing.name.kind(), text));
            self.everywhere.extend(everywhere);
            self.learn(&thing.name, thing.texts);
        }
        Ok(())
    }

    /// The kinds that can be listed of ids in documents that have no name here yet.
    pub(crate) fn unnamed<'d>(
        &self,
        documents: impl IntoIterator<Item = &'d Document>,
    ) -> BTreeSet<RefKind> {
        let documents = documents.into_iter();
        let references = documents.flat_map(Document::references);
        let is_known = |kind, text: &str| {
            // A version or alias may stand behind it.
            let (bare, _) = text.rsplit_once(':').unwrap_or((text, ""));
            self.name(kind, text).is_some() || self.name(kind, bare).is_some()
        };
        let is_unnamed = |reference: &Reference| match &reference.value {
            RefValue::Static(text) => !is_known(reference.kind, text),
            _ => false,
        };
        references
            .filter(|reference| LISTED.contains(&reference.kind) && is_unnamed(reference))
            .map(|reference| reference.kind)
            .collect()
    }

    /// Makes a thing known by the texts that a flow may hold for it, first the one that we write. Of
    /// two things with one name the first stays.
    pub(crate) fn learn(&mut self, name: &Ref, texts: impl IntoIterator<Item = String>) {
        for text in texts {
            self.values
                .entry(name.clone())
                .or_insert_with(|| text.clone());
            self.names
                .entry((name.kind(), text))
                .or_insert_with(|| name.clone());
        }
    }

    /// What stands in a flow for a name without version or alias.
    pub(crate) fn value<'n>(&'n self, name: &'n Ref) -> Option<&'n str> {
        let by_name = || match name.kind() {
            // The name is all that there is, and the same everywhere.
            RefKind::PredefinedAttribute | RefKind::LexV1 => Some(name.name()),
            _ => None,
        };
        self.values.get(name).map(String::as_str).or_else(by_name)
    }

    /// The name of what a flow holds.
    pub(crate) fn name(&self, kind: RefKind, text: &str) -> Option<Ref> {
        self.names.get(&(kind, text.to_owned())).cloned()
    }

    /// Whether a text means the same in every instance.
    pub(crate) fn is_everywhere(&self, kind: RefKind, text: &str) -> bool {
        let (bare, _) = text.split_once(':').unwrap_or((text, ""));
        self.everywhere.contains(&(kind, bare.to_owned()))
    }

    /// The one thing of this kind and name; of flows there may be several.
    pub(crate) fn called_so(&self, kind: RefKind, name: &str) -> Option<&Ref> {
        let mut known = self
            .values
            .keys()
            .filter(|known| known.kind() == kind && known.name() == name);
        known.next().filter(|_| known.next().is_none())
    }

    /// What to do about a name that is not there.
    pub(crate) fn suggest(&self, name: &Ref, otherwise: &str) -> String {
        let of_kind =
            |known: &&Ref| known.kind() == name.kind() && known.flow_type() == name.flow_type();
        let known: Vec<&str> = self.values.keys().filter(of_kind).map(Ref::name).collect();
        suggest(name.name(), &known, otherwise)
    }

    /// Everything that has a name, of whatever kind.
    pub(crate) fn called(&self, name: &str) -> Vec<Target> {
        let named = self.values.iter().filter(|(known, _)| known.name() == name);
        named
            .map(|(known, value)| Target {
                kind: known.kind().to_string(),
                arn: value.clone(),
            })
            .collect()
    }
}

async fn list(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
    kind: RefKind,
) -> Result<Vec<Thing>, Fault> {
    let (ports, directory) = (site.ports, &site.calls.directory);
    let named = match kind {
        RefKind::Queue => read(cx, || ports.queue.list(instance)).await?,
        RefKind::User => read(cx, || ports.user.list(instance)).await?,
        RefKind::Hours => read(cx, || ports.hours.list(instance)).await?,
        RefKind::Prompt => read(cx, || ports.prompt.list(instance)).await?,
        RefKind::Module => read(cx, || ports.module.list(instance)).await?,
        RefKind::TaskTemplate => read(cx, || directory.task_templates(instance)).await?,
        RefKind::DataTable => read(cx, || directory.data_tables(instance)).await?,
        RefKind::View => return views(cx, site, instance).await,
        RefKind::Flow => return flows(cx, site, instance).await,
        RefKind::Lambda => return functions(cx, site, instance).await,
        RefKind::Lex => return bots(cx, site, instance).await,
        _ => Vec::new(),
    };
    Ok(named
        .into_iter()
        .filter_map(|named| thing(kind, named))
        .collect())
}

fn thing(kind: RefKind, named: Named) -> Option<Thing> {
    let name = Ref::new(kind, named.name).ok()?;
    let texts = vec![named.known.arn, named.known.id];
    Some(Thing {
        name,
        texts,
        everywhere: None,
    })
}

async fn flows(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
) -> Result<Vec<Thing>, Fault> {
    let listed = read(cx, || site.ports.flow.list(instance)).await?;
    let flow = |named: Named| {
        let flow_type: FlowType = named.known.label.as_deref()?.parse().ok()?;
        let name = Ref::flow(flow_type, named.name).ok()?;
        let texts = vec![named.known.arn, named.known.id];
        Some(Thing {
            name,
            texts,
            everywhere: None,
        })
    };
    Ok(listed.into_iter().filter_map(flow).collect())
}

/// A view is known without its version. One that AWS manages has a bare name that is the same
/// everywhere, so only its ARN, which has the Region in it, needs a name.
async fn views(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
) -> Result<Vec<Thing>, Fault> {
    let listed = read(cx, || site.calls.directory.views(instance)).await?;
    let view = |named: Named| {
        let is_managed = named.known.arn.contains(":aws:view/");
        let bare = |text: &str| {
            let tail = text.rfind('/').map_or(0, |slash| slash + 1);
            let end = text[tail..].find(':').map_or(text.len(), |at| tail + at);
            text[..end].to_owned()
        };
        let (arn, id) = (bare(&named.known.arn), bare(&named.known.id));
        let name = if is_managed { id.clone() } else { named.name };
        let name = Ref::new(RefKind::View, name).ok()?;
        let (texts, everywhere) = if is_managed {
            (vec![arn], Some(id))
        } else {
            (vec![arn, id], None)
        };
        Some(Thing {
            name,
            texts,
            everywhere,
        })
    };
    Ok(listed.into_iter().filter_map(view).collect())
}

/// Functions that are tied to the instance. Of two with one name that of the account itself counts.
async fn functions(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
) -> Result<Vec<Thing>, Fault> {
    let mut arns = read(cx, || site.ports.lambda.list(instance)).await?;
    let own = format!(":{}:{}:", site.scope.region, site.scope.account);
    arns.sort_by_key(|arn| !arn.contains(&own));
    let function = |arn: String| {
        let parts: Vec<&str> = arn.splitn(8, ':').collect();
        let name = Ref::new(RefKind::Lambda, *parts.get(6)?).ok()?;
        // A version or alias follows the name in a flow, too.
        let texts = vec![parts[..7].join(":")];
        Some(Thing {
            name,
            texts,
            everywhere: None,
        })
    };
    Ok(arns.into_iter().filter_map(function).collect())
}

/// Aliases of Lex V2 bots that are tied to the instance, by the names of bot and alias.
async fn bots(cx: &RunContext, site: Site<'_>, instance: &InstanceId) -> Result<Vec<Thing>, Fault> {
    let port = site.calls.bots()?;
    let tied = read(cx, || site.ports.lex.list(instance, false));
    let (tied, bots) = try_join(tied, read(cx, || port.bots())).await?;
    let ids: BTreeMap<String, (String, String)> = tied
        .into_iter()
        .filter_map(|bot| match bot {
            Bot::V2 { alias_arn } => Some((alias_ids(&alias_arn)?, alias_arn)),
            Bot::V1 { .. } => None,
        })
        .map(|((bot, alias), arn)| (arn, (bot, alias)))
        .collect();
    let tied_bots: BTreeSet<&str> = ids.values().map(|(bot, _)| bot.as_str()).collect();
    let bots = bots
        .into_iter()
        .filter(|bot| tied_bots.contains(bot.known.id.as_str()));
    let aliases = try_join_all(bots.map(async |bot| {
        let aliases = read(cx, || port.bot_aliases(&bot.known.id)).await?;
        Ok::<_, Fault>((bot, aliases))
    }))
    .await?;
    let mut things = Vec::new();
    for (bot, aliases) in aliases {
        for alias in aliases {
            let key = (bot.known.id.clone(), alias.known.id);
            let arn = ids.iter().find(|(_, ids)| **ids == key).map(|(arn, _)| arn);
            let name = Ref::new(RefKind::Lex, format!("{}/{}", bot.name, alias.name));
            if let (Some(arn), Ok(name)) = (arn, name) {
                things.push(Thing {
                    name,
                    texts: vec![arn.clone()],
                    everywhere: None,
                });
            }
        }
    }
    Ok(things)
}

/// The ids of bot and alias in the ARN of an alias.
fn alias_ids(arn: &str) -> Option<(String, String)> {
    let (_, ids) = arn.split_once(":bot-alias/")?;
    let (bot, alias) = ids.split_once('/')?;
    Some((bot.to_owned(), alias.to_owned()))
}
