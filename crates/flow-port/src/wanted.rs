//! What a bundle wants of a target, by the names that things have there.

use std::collections::{BTreeMap, BTreeSet};

use flow_language::{
    Document, Ref, RefKind,
    bundle::{Bundle, Content, Item, ItemName, Recording},
};

use crate::{
    contents,
    deploy::Deploy,
    inventory::LISTED,
    mapping::{Mapped, Mapping},
    stranger,
};

/// What a bundle wants of a target.
#[derive(Clone, Debug)]
pub(crate) struct Wanted<'b> {
    pub(crate) items: BTreeMap<ItemName, WantedItem<'b>>,
    pub(crate) prompts: BTreeMap<String, &'b Recording>,
    /// Two things of the bundle that would have one name.
    pub(crate) clashes: Vec<ItemName>,
}

/// A flow or module that is wanted.
#[derive(Clone, Debug)]
pub(crate) struct WantedItem<'b> {
    pub(crate) item: &'b Item,
    /// Its content with the names of the target.
    pub(crate) document: Document,
    /// The contents that some of its aliases have of their own.
    pub(crate) aliases: BTreeMap<&'b str, Document>,
}

// === impl Wanted ===

impl<'b> Wanted<'b> {
    /// What travels of the bundle, with the names of the target.
    pub(crate) fn of(bundle: &'b Bundle, deploy: &Deploy) -> Self {
        let Deploy {
            mapping, selection, ..
        } = deploy;
        let (mut items, mut clashes) = (BTreeMap::new(), Vec::new());
        let selected = bundle
            .items
            .iter()
            .filter(|(name, _)| selection.takes(name));
        for (source, item) in selected {
            let name = named(source, mapping);
            let wanted = WantedItem::of(item, mapping);
            if items.insert(name.clone(), wanted).is_some() {
                clashes.push(name);
            }
        }
        let played = selection.prompts(bundle);
        let prompts = bundle.prompts.iter();
        let prompts = prompts.filter(|(name, _)| played.contains(name.as_str()));
        let prompts = prompts.map(|(name, recording)| {
            let named = Ref::new(RefKind::Prompt, name).map(|name| mapping.target(&name));
            match named {
                Ok(Mapped::Name(target)) => (target.name().to_owned(), recording),
                _ => (name.clone(), recording),
            }
        });
        Self {
            items,
            prompts: prompts.collect(),
            clashes,
        }
    }

    /// The kinds that have to be listed.
    pub(crate) fn kinds(&self) -> BTreeSet<RefKind> {
        let documents = || self.items.values().flat_map(WantedItem::documents);
        if documents().any(Document::has_object_map) {
            return LISTED.iter().copied().collect();
        }
        let named = documents()
            .flat_map(Document::names)
            .map(|name| name.kind());
        let fixed = documents()
            .flat_map(Document::references)
            .filter(stranger::is_looked_up)
            .map(|reference| reference.kind);
        let own = self.items.keys().map(|name| match name.flow_type() {
            Some(_) => RefKind::Flow,
            None => RefKind::Module,
        });
        named
            .chain(fixed)
            .chain(own)
            .filter(|kind| LISTED.contains(kind))
            .collect()
    }

    /// Whether there are flows, and whether there are modules.
    pub(crate) fn has(&self, flows: bool) -> bool {
        self.items
            .keys()
            .any(|name| name.flow_type().is_some() == flows)
    }
}

// === impl WantedItem ===

impl<'b> WantedItem<'b> {
    fn of(item: &'b Item, mapping: &Mapping) -> Self {
        let renamed = |content: &Content| contents::renamed(&content.document(), mapping);
        let aliases = item.aliases.iter().filter_map(|(name, alias)| {
            let content = alias.content.as_ref()?;
            Some((name.as_str(), renamed(content)))
        });
        Self {
            item,
            document: renamed(&item.content),
            aliases: aliases.collect(),
        }
    }

    /// Its content and those of its aliases.
    pub(crate) fn documents(&self) -> impl Iterator<Item = &Document> {
        std::iter::once(&self.document).chain(self.aliases.values())
    }

    /// The flows, modules and prompts that it names.
    pub(crate) fn names(&self) -> BTreeSet<Ref> {
        self.documents()
            .flat_map(Document::names)
            .map(|name| name.without_qualifier())
            .collect()
    }
}

/// What a flow or module of the bundle is called in the target.
pub(crate) fn named(source: &ItemName, mapping: &Mapping) -> ItemName {
    let target = source.to_ref().map(|name| mapping.target(&name));
    match target {
        Ok(Mapped::Name(name)) => ItemName::of(&name).unwrap_or_else(|| source.clone()),
        _ => source.clone(),
    }
}
