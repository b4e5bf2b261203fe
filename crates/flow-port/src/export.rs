//! An instance's flows as a bundle.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Fault, InstanceId, PromptId, builtin, spec};
use connect_resources::read;
use flow_language::{
    Document, Ref, RefKind,
    bundle::{Alias, Bundle, Content, Item, ItemName, Recording, Status},
};
use futures::future::{try_join, try_join_all};
use reconcile::RunContext;
use serde::{Deserialize, Serialize};

use crate::{
    contents,
    error::Error,
    inventory::Inventory,
    mapping::{Mapped, Mapping},
    observe::{self, Seen, Stored},
    port::Subject,
    report::Told,
    selection::Selection,
    site::{Site, id, instance},
    wanted,
};

/// What to export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportOptions {
    /// What is called otherwise here, from names of the bundle to names of the instance, as in a deploy.
    pub mapping: Mapping,
    /// Which flows and modules, by their names in the instance.
    #[serde(flatten)]
    pub selection: Selection,
    /// Also the flows that every new instance has.
    pub built_in: bool,
    /// Also the recordings of the prompts that are named.
    pub audio: bool,
}

/// What came of an export.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exported {
    /// The flows, modules and prompts.
    pub bundle: Bundle,
    /// The references of each flow and module.
    pub told: Vec<Told>,
}

/// Reads the flows and modules of an instance, with names for ids. Reads only.
///
/// An alias is exported where something in the bundle names it.
pub async fn export(
    cx: &RunContext,
    site: Site<'_>,
    options: &ExportOptions,
) -> Result<Exported, Error> {
    let instance = instance(cx, site).await?;
    let id = id(&instance);
    let seen = survey(cx, site, &id).await?;
    let found = contents_of(cx, site, &id, &seen, options).await?;
    let mut inventory = Inventory::read(cx, site, &id, &kinds(&found)).await?;
    for (name, seen) in &seen {
        if let Ok(name) = name.to_ref() {
            inventory.learn(&name, [seen.arn.clone(), seen.subject.id().to_owned()]);
        }
    }
    let back = options.mapping.reversed();
    let mut exported = Exported::default();
    for (name, found) in &found {
        let document = portable(found, &inventory, &back);
        exported.told.push(Told::of_document(name, &document));
        let named = wanted::named(name, &back);
        exported
            .bundle
            .items
            .insert(named, item(&seen[name], found, &document));
    }
    for (name, wanted) in aliased(&exported.bundle, &options.mapping) {
        let source = wanted::named(&name, &options.mapping);
        if let (Some(seen), Some(found)) = (seen.get(&source), found.get(&source)) {
            let of = Aliased {
                seen,
                found,
                wanted: &wanted,
            };
            let aliases = of.read(cx, site, &id, &inventory, &back).await?;
            if let Some(item) = exported.bundle.items.get_mut(&name) {
                item.aliases = aliases;
            }
        }
    }
    if options.audio {
        exported.bundle.prompts = recordings(cx, site, &id, &exported.bundle, options).await?;
    }
    Ok(exported)
}

/// A content that is exported, and whether it is in force.
pub(crate) struct Found {
    pub(crate) stored: Stored,
    status: Status,
}

pub(crate) async fn survey(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
) -> Result<BTreeMap<ItemName, Seen>, Fault> {
    let flows = read(cx, || site.ports.flow.search(instance));
    let modules = read(cx, || site.ports.module.search(instance));
    let (flows, modules) = try_join(flows, modules).await?;
    let flows = flows.into_iter().filter_map(observe::flow);
    Ok(flows
        .chain(modules.into_iter().map(observe::module))
        .collect())
}

/// The contents of what is wanted; what the search withholds is asked for.
async fn contents_of(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
    seen: &BTreeMap<ItemName, Seen>,
    options: &ExportOptions,
) -> Result<BTreeMap<ItemName, Found>, Fault> {
    let built_in: BTreeSet<&str> = builtin::names(spec::Kind::ContactFlow)
        .into_iter()
        .collect();
    let is_wanted = |name: &ItemName| {
        let is_built_in = name.flow_type().is_some() && built_in.contains(name.name.as_str());
        let is_asked_for = options.built_in || options.selection.only.contains(&name.name);
        options.selection.takes(name) && (is_asked_for || !is_built_in)
    };
    let wanted = seen.iter().filter(|(name, _)| is_wanted(name));
    let found = try_join_all(wanted.map(async |(name, seen)| {
        let found = content_of(cx, site, instance, seen).await?;
        Ok::<_, Fault>(found.map(|found| (name.clone(), found)))
    }));
    Ok(found.await?.into_iter().flatten().collect())
}

pub(crate) async fn content_of(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
    seen: &Seen,
) -> Result<Option<Found>, Fault> {
    if let Some(stored) = &seen.published {
        return Ok(Some(Found {
            stored: stored.clone(),
            status: Status::Published,
        }));
    }
    let subject = &seen.subject;
    let whole = observe::published(cx, site, instance, subject).await?;
    if let Some(stored) = whole.and_then(|whole| whole.published) {
        let status = Status::Published;
        return Ok(Some(Found { stored, status }));
    }
    let draft = observe::draft(cx, site, instance, subject).await?;
    let status = Status::Saved;
    Ok(draft.map(|stored| Found { stored, status }))
}

/// The kinds of what the contents refer to by id. Flows and modules are known by the search.
fn kinds(found: &BTreeMap<ItemName, Found>) -> BTreeSet<RefKind> {
    let documents = found.values().map(|found| &found.stored.document);
    let mut kinds = Inventory::default().unnamed(documents);
    kinds.retain(|kind| !matches!(kind, RefKind::Flow | RefKind::Module));
    kinds
}

fn portable(found: &Found, inventory: &Inventory, back: &Mapping) -> Document {
    let document = contents::portable(found.stored.document.clone(), inventory);
    contents::renamed(&document, back)
}

fn item(seen: &Seen, found: &Found, document: &Document) -> Item {
    Item {
        description: seen.description.clone().filter(|text| !text.is_empty()),
        status: found.status,
        tags: seen.tags.as_map().clone(),
        contract: seen.contract.clone(),
        ..Item::new(Content::of(document))
    }
}

/// The aliases that flows of the bundle name, by the flow or module that has them.
fn aliased(bundle: &Bundle, mapping: &Mapping) -> BTreeMap<ItemName, BTreeSet<String>> {
    let mut aliased = BTreeMap::<_, BTreeSet<String>>::new();
    let names = bundle.items.values().flat_map(|item| item.content.names());
    for name in names {
        let Mapped::Name(_) = mapping.target(&name) else {
            continue;
        };
        if let (Some(item), Some(qualifier)) = (ItemName::of(&name), name.qualifier())
            && !qualifier.starts_with('$')
            && !qualifier.bytes().all(|byte| byte.is_ascii_digit())
        {
            aliased
                .entry(item)
                .or_default()
                .insert(qualifier.to_owned());
        }
    }
    aliased
}

/// A flow or module, and aliases of it.
struct Aliased<'a> {
    seen: &'a Seen,
    found: &'a Found,
    wanted: &'a BTreeSet<String>,
}

// === impl Aliased ===

impl Aliased<'_> {
    async fn read(
        &self,
        cx: &RunContext,
        site: Site<'_>,
        instance: &InstanceId,
        inventory: &Inventory,
        back: &Mapping,
    ) -> Result<BTreeMap<String, Alias>, Fault> {
        let port = &site.calls.versions;
        let subject: &Subject = &self.seen.subject;
        let there = read(cx, || port.aliases(instance, subject)).await?;
        let mut aliases = BTreeMap::new();
        for record in there
            .into_iter()
            .filter(|record| self.wanted.contains(&record.name))
        {
            let text = read(cx, || port.content(instance, subject, record.version)).await?;
            let document = text.and_then(|text| Document::parse(&text).ok());
            let other = document.filter(|document| *document != self.found.stored.document);
            let content = other.map(|document| {
                let document = contents::portable(document, inventory);
                Content::of(&contents::renamed(&document, back))
            });
            let alias = Alias {
                description: record.description,
                content,
            };
            aliases.insert(record.name, alias);
        }
        Ok(aliases)
    }
}

/// The recordings of the prompts that the bundle names.
async fn recordings(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
    bundle: &Bundle,
    options: &ExportOptions,
) -> Result<BTreeMap<String, Recording>, Fault> {
    let names = bundle.names();
    let prompts: BTreeMap<String, &Ref> = names
        .iter()
        .filter(|name| name.kind() == RefKind::Prompt)
        .filter_map(|name| match options.mapping.target(name) {
            Mapped::Name(target) => Some((target.name().to_owned(), name)),
            Mapped::Value(_) => None,
        })
        .collect();
    let built_in: BTreeSet<&str> = builtin::names(spec::Kind::Prompt).into_iter().collect();
    let found = read(cx, || site.ports.prompt.search(instance)).await?;
    let wanted = found.into_iter().filter_map(|record| {
        let name = prompts.get(&record.name)?;
        (!built_in.contains(record.name.as_str())).then_some((name, record))
    });
    let port = site.calls.audio()?;
    let read = wanted.map(async |(name, record)| {
        let id = PromptId::new(record.id.as_str());
        let audio = read(cx, || port.audio(instance, &id)).await?;
        let tags = record
            .tags
            .iter()
            .filter(|(key, _)| crate::marks::is_plain(key));
        let recording = Recording {
            description: record.description.clone().filter(|text| !text.is_empty()),
            tags: tags
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .collect(),
            audio,
        };
        Ok::<_, Fault>((name.name().to_owned(), recording))
    });
    Ok(try_join_all(read).await?.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::ExportOptions;

    #[test]
    fn options_that_were_kept_with_names_of_their_own_are_read() {
        let kept = json!({
            "mapping": {}, "only": ["Main"], "without": [], "built_in": false, "audio": true,
        });
        let options: ExportOptions = serde_json::from_value(kept).unwrap();
        assert_eq!(options.selection.only, ["Main".to_owned()].into());
        assert!(options.audio && options.selection.without.is_empty());
        let written = serde_json::to_value(&options).unwrap();
        assert_eq!(
            serde_json::from_value::<ExportOptions>(written).unwrap(),
            options
        );
    }
}
