//! What there is in the target.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Fault, FaultClass, FlowId, InstanceId, ModuleId, Tags};
use connect_resources::{
    KindId, Lists, Named, NoMemory, Observed, Reading, Roll, flow::FlowRecord,
    module::ModuleRecord, read,
};
use flow_language::{
    Document, FlowType, Ref, RefKind,
    bundle::{Contract, Digest, ItemName, Status},
};
use futures::future::try_join_all;
use reconcile::RunContext;

use crate::{
    error::Error,
    inventory::Inventory,
    marks::{self, Marks, is_plain},
    port::{AliasRecord, Subject},
    site::{Site, id, instance},
    wanted::{Wanted, WantedItem},
};

/// What there is in the target, as far as a bundle is concerned.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) instance: Named,
    pub(crate) inventory: Inventory,
    /// Flows and modules of the names that are wanted.
    pub(crate) items: BTreeMap<ItemName, Seen>,
    /// Prompts of the names that are wanted.
    pub(crate) prompts: BTreeMap<String, Observed>,
}

/// A flow or module as it stands.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) subject: Subject,
    pub(crate) arn: String,
    pub(crate) description: Option<String>,
    /// Its tags, but for those of ours.
    pub(crate) tags: Tags,
    pub(crate) marks: Marks,
    /// What contacts meet; none if it was never published, or is not read.
    pub(crate) published: Option<Stored>,
    /// What the service calls that, which a search tells also where it withholds the content.
    pub(crate) sha256: Option<String>,
    /// What is saved; read only where something is going to be written over.
    pub(crate) draft: Option<Stored>,
    pub(crate) contract: Option<Contract>,
    /// Read only where aliases are wanted.
    pub(crate) aliases: Vec<AliasRecord>,
}

/// A content as the service keeps it.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    /// Byte by byte.
    pub(crate) text: String,
    pub(crate) document: Document,
}

// === impl World ===

impl World {
    pub(crate) fn id(&self) -> InstanceId {
        id(&self.instance)
    }
}

// === impl Seen ===

impl Seen {
    /// What a wanted flow or module is compared with, and written over: what is in force, or for one that
    /// is only to be saved its draft.
    pub(crate) fn current(&self, item: &WantedItem<'_>) -> Option<&Document> {
        let stored = match item.item.status {
            Status::Published => self.published.as_ref(),
            Status::Saved => self.draft.as_ref(),
        };
        stored.map(|stored| &stored.document)
    }

    /// The digest of that. It is known of a content, too, that was not read, where the service calls it
    /// what it called the one that a deploy left.
    pub(crate) fn left(&self, item: &WantedItem<'_>) -> Option<Digest> {
        let read = self.current(item).map(marks::digest);
        let is_published = item.item.status == Status::Published;
        read.or_else(|| self.proven().filter(|_| is_published))
    }

    fn proven(&self) -> Option<Digest> {
        self.marks.proof.as_ref()?.content(self.sha256.as_deref()?)
    }

    /// The draft, where it is not what is published.
    pub(crate) fn other_draft(&self) -> Option<&Stored> {
        let published = self.published.as_ref().map(|stored| &stored.document);
        self.draft
            .as_ref()
            .filter(|draft| Some(&draft.document) != published)
    }

    pub(crate) fn has_alias(&self, name: &str) -> bool {
        self.aliases.iter().any(|alias| alias.name == name)
    }
}

/// Looks at what matters to a bundle, with lists and searches.
pub(crate) async fn observe(
    cx: &RunContext,
    site: Site<'_>,
    wanted: &Wanted<'_>,
) -> Result<World, Error> {
    let instance = instance(cx, site).await?;
    let id = id(&instance);
    let kinds = wanted.kinds();
    let inventory = async { Ok(Inventory::read(cx, site, &id, &kinds).await?) };
    let items = async { items(cx, site, &id, wanted).await };
    let played = wanted.prompts.keys().map(String::as_str).collect();
    let prompts = async { prompts(cx, site, &id, &played).await };
    let (inventory, items, prompts) = futures::future::try_join3(inventory, items, prompts).await?;
    let mut world = World {
        instance,
        inventory,
        items,
        prompts,
    };
    find_unseen(cx, site, &mut world, wanted).await?;
    Ok(world)
}

/// Reads flows and modules in full: nothing is written over on the word of a search.
pub(crate) async fn look_closer(
    cx: &RunContext,
    site: Site<'_>,
    world: &mut World,
    names: &BTreeSet<ItemName>,
) -> Result<(), Error> {
    let id = world.id();
    let there = names
        .iter()
        .filter_map(|name| Some((name, world.items.get(name)?)));
    let read = there.map(async |(name, seen)| {
        let whole = whole(cx, site, &id, &seen.subject).await?;
        Ok::<_, Fault>((name.clone(), whole))
    });
    for (name, whole) in try_join_all(read).await? {
        match whole {
            Some(whole) => {
                // Aliases come with a list of their own, which was asked before.
                let seen = world.items.remove(&name);
                let aliases = seen.map(|seen| seen.aliases).unwrap_or_default();
                world.items.insert(name, Seen { aliases, ..whole });
            }
            None => _ = world.items.remove(&name),
        }
    }
    Ok(())
}

/// Reads the aliases of flows and modules.
pub(crate) async fn look_at_aliases(
    cx: &RunContext,
    site: Site<'_>,
    world: &mut World,
    names: &BTreeSet<ItemName>,
) -> Result<(), Error> {
    let (id, versions) = (world.id(), &site.calls.versions);
    let there = names
        .iter()
        .filter_map(|name| Some((name, world.items.get(name)?)));
    let lists = there.map(async |(name, seen)| {
        let aliases = read(cx, || versions.aliases(&id, &seen.subject)).await?;
        Ok::<_, Fault>((name.clone(), aliases))
    });
    for (name, aliases) in try_join_all(lists).await? {
        if let Some(seen) = world.items.get_mut(&name) {
            seen.aliases = aliases;
        }
    }
    Ok(())
}

async fn items(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
    wanted: &Wanted<'_>,
) -> Result<BTreeMap<ItemName, Seen>, Error> {
    let mut items = BTreeMap::new();
    if wanted.has(true) {
        let found = read(cx, || site.ports.flow.search(instance)).await?;
        items.extend(found.into_iter().filter_map(flow));
    }
    if wanted.has(false) {
        let found = read(cx, || site.ports.module.search(instance)).await?;
        items.extend(found.into_iter().map(module));
    }
    items.retain(|name, _| wanted.items.contains_key(name));
    Ok(items)
}

/// Flows and modules that a list shows and no search does yet.
async fn find_unseen(
    cx: &RunContext,
    site: Site<'_>,
    world: &mut World,
    wanted: &Wanted<'_>,
) -> Result<(), Error> {
    let unseen = wanted
        .items
        .keys()
        .filter(|name| !world.items.contains_key(*name));
    let listed = unseen.filter_map(|name| Some((name, subject(name, &world.inventory)?)));
    let id = world.id();
    let read = listed.map(async |(name, subject)| {
        let whole = whole(cx, site, &id, &subject).await?;
        Ok::<_, Fault>((name.clone(), whole))
    });
    for (name, whole) in try_join_all(read).await? {
        world.items.extend(whole.map(|whole| (name, whole)));
    }
    Ok(())
}

/// Flows and modules by their names, in full.
pub(crate) async fn find(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
    names: &BTreeSet<ItemName>,
) -> Result<BTreeMap<ItemName, Seen>, Fault> {
    let kinds = BTreeSet::from([RefKind::Flow, RefKind::Module]);
    let inventory = Inventory::read(cx, site, instance, &kinds).await?;
    let there = names
        .iter()
        .filter_map(|name| Some((name, subject(name, &inventory)?)));
    let read = there.map(async |(name, subject)| {
        let whole = whole(cx, site, instance, &subject).await?;
        Ok::<_, Fault>(whole.map(|whole| (name.clone(), whole)))
    });
    Ok(try_join_all(read).await?.into_iter().flatten().collect())
}

/// A flow or module that is listed.
pub(crate) fn subject(name: &ItemName, inventory: &Inventory) -> Option<Subject> {
    let named = name.to_ref().ok()?;
    let arn = inventory.value(&named)?;
    let id = arn.rsplit('/').next()?;
    Some(match name.flow_type() {
        Some(_) => Subject::Flow(FlowId::new(id)),
        None => Subject::Module(ModuleId::new(id)),
    })
}

/// A flow or module in full, with its draft; nothing if it is gone.
pub(crate) async fn whole(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
    subject: &Subject,
) -> Result<Option<Seen>, Fault> {
    let Some(seen) = published(cx, site, instance, subject).await? else {
        return Ok(None);
    };
    let draft = draft(cx, site, instance, subject).await?;
    Ok(Some(Seen { draft, ..seen }))
}

/// A flow or module as contacts meet it, without its draft; nothing if it is gone.
pub(crate) async fn published(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
    subject: &Subject,
) -> Result<Option<Seen>, Fault> {
    let seen = match subject {
        Subject::Flow(id) => {
            let port = &site.ports.flow;
            let found = gone(read(cx, || port.describe(instance, id, false)).await)?;
            found.and_then(flow).map(|(_, seen)| seen)
        }
        Subject::Module(id) => {
            let port = &site.ports.module;
            let found = gone(read(cx, || port.describe(instance, id, false)).await)?;
            found.map(module).map(|(_, seen)| seen)
        }
    };
    Ok(seen)
}

/// The draft of a flow or module; nothing if it is gone.
pub(crate) async fn draft(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
    subject: &Subject,
) -> Result<Option<Stored>, Fault> {
    let content = match subject {
        Subject::Flow(id) => {
            let port = &site.ports.flow;
            let found = gone(read(cx, || port.describe(instance, id, true)).await)?;
            found.and_then(|record| record.content)
        }
        Subject::Module(id) => {
            let port = &site.ports.module;
            let found = gone(read(cx, || port.describe(instance, id, true)).await)?;
            found.and_then(|record| record.content)
        }
    };
    Ok(parse(content.as_deref()))
}

fn gone<T>(answer: Result<T, Fault>) -> Result<Option<T>, Fault> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(fault) if fault.class == FaultClass::NotFound => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// Prompts of the bundle; those that are only named stand in the inventory.
pub(crate) async fn prompts(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
    names: &BTreeSet<&str>,
) -> Result<BTreeMap<String, Observed>, Error> {
    if names.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (lists, nothing) = (Lists::default(), BTreeSet::new());
    let reading = Reading {
        whole: true,
        ..reading(cx, site, Some(instance), &lists, &nothing)
    };
    let observed = KindId::Prompt.kind().observe(&reading).await?;
    Ok(observed
        .into_iter()
        .map(|prompt| (prompt.key.name.clone(), prompt))
        .filter(|(name, _)| names.contains(name.as_str()))
        .collect())
}

/// What a kind of thing has at hand to read with.
pub(crate) fn reading<'a>(
    cx: &'a RunContext,
    site: Site<'a>,
    instance: Option<&'a InstanceId>,
    lists: &'a Lists,
    wholly: &'a BTreeSet<String>,
) -> Reading<'a> {
    Reading {
        scope: site.scope,
        ports: site.ports,
        instance,
        declared: &[],
        roll: Roll::nobody(),
        owners: false,
        whole: false,
        depth: connect_resources::Depth::Full,
        wholly,
        memory: &NoMemory,
        lists,
        clock: &*cx.clock,
        cancel: &cx.cancel,
        retry: cx.retry,
    }
}

/// A flow of a type that is known.
pub(crate) fn flow(record: FlowRecord) -> Option<(ItemName, Seen)> {
    let flow_type: FlowType = record.r#type.parse().ok()?;
    let (tags, marks) = split(&record.tags);
    let seen = Seen {
        arn: record.arn,
        subject: Subject::Flow(record.id),
        description: record.description,
        tags,
        marks,
        published: parse(record.content.as_deref()),
        sha256: record.sha256,
        draft: None,
        contract: None,
        aliases: Vec::new(),
    };
    Some((ItemName::flow(flow_type, record.name), seen))
}

/// A module.
pub(crate) fn module(record: ModuleRecord) -> (ItemName, Seen) {
    let (tags, marks) = split(&record.tags);
    let settings = record.settings.as_deref();
    let contract = Contract {
        settings: settings.and_then(|text| serde_json::from_str(text).ok()),
        external_invocation: Some(record.external_invocation),
    };
    let seen = Seen {
        arn: record.arn,
        subject: Subject::Module(record.id),
        description: record.description,
        tags,
        marks,
        published: parse(record.content.as_deref()),
        sha256: record.sha256,
        draft: None,
        contract: Some(contract),
        aliases: Vec::new(),
    };
    (ItemName::module(record.name), seen)
}

fn split(tags: &Tags) -> (Tags, Marks) {
    let mut plain = Tags::new();
    for (key, value) in tags.iter().filter(|(key, _)| is_plain(key)) {
        plain
            .insert(key, value)
            .expect("the tags were checked when they were read");
    }
    (plain, Marks::of(tags))
}

/// What cannot be read is as good as something else.
fn parse(content: Option<&str>) -> Option<Stored> {
    let text = content?.to_owned();
    let document = Document::parse(&text).ok()?;
    Some(Stored { text, document })
}

/// The reference to a prompt.
pub(crate) fn prompt_ref(name: &str) -> Option<Ref> {
    Ref::new(RefKind::Prompt, name).ok()
}
