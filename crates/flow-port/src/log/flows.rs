//! The flows and modules that a contact met, as they are now.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Fault, InstanceId};
use flow_language::{
    Document, RefKind, RefValue,
    bundle::ItemName,
    walk::{FlowSet, logged, recording::Recorded},
};
use futures::future::try_join_all;
use reconcile::RunContext;

use crate::{
    contents,
    export::{content_of, survey},
    inventory::Inventory,
    observe::Seen,
    site::Site,
};

/// Reads what the contact met. As long as there are blocks that no flow has, the modules that the flows
/// call are read too, since it is not documented what the log says of theirs. Where it is to be drawn,
/// names stand in the place of ids.
pub(super) async fn met(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
    recorded: &Recorded,
    draw: bool,
) -> Result<FlowSet, Fault> {
    let seen = survey(cx, site, instance).await?;
    let mut documents = BTreeMap::new();
    // Also what has no content that can be read: it is asked for once.
    let mut tried = BTreeSet::new();
    let mut wanted = named(recorded, &seen);
    loop {
        let read = wanted.iter().map(async |name| {
            let found = content_of(cx, site, instance, &seen[name]).await?;
            Ok::<_, Fault>(found.map(|found| (name.clone(), found.stored.document)))
        });
        let read = try_join_all(read).await?;
        documents.extend(read.into_iter().flatten());
        let set = set(&documents, &seen);
        tried.extend(wanted);
        wanted = called(&documents, &seen);
        wanted.retain(|name| !tried.contains(name));
        if wanted.is_empty() || logged(recorded, &set).unknown() == 0 {
            break;
        }
    }
    if draw {
        let kinds = Inventory::default().unnamed(documents.values());
        let inventory = Inventory::read(cx, site, instance, &kinds).await?;
        for document in documents.values_mut() {
            *document = contents::portable(document.clone(), &inventory);
        }
    }
    Ok(set(&documents, &seen))
}

/// The flows and modules that the log names, by id or by name.
fn named(recorded: &Recorded, seen: &BTreeMap<ItemName, Seen>) -> BTreeSet<ItemName> {
    let words = recorded
        .blocks
        .iter()
        .flat_map(|block| [block.flow_id.as_str(), block.flow.as_str()]);
    let words: BTreeSet<&str> = words.collect();
    let is_named = |(name, seen): &(&ItemName, &Seen)| {
        words.contains(seen.subject.id()) || words.contains(name.name.as_str())
    };
    let named = seen.iter().filter(is_named);
    named.map(|(name, _)| name.clone()).collect()
}

/// The modules that documents call by id.
fn called(
    documents: &BTreeMap<ItemName, Document>,
    seen: &BTreeMap<ItemName, Seen>,
) -> BTreeSet<ItemName> {
    let references = documents.values().flat_map(Document::references);
    let ids: BTreeSet<String> = references
        .filter(|reference| reference.kind == RefKind::Module)
        .filter_map(|reference| match reference.value {
            RefValue::Static(text) => Some(last(&text).to_owned()),
            _ => None,
        })
        .collect();
    let is_called = |(_, seen): &(&ItemName, &Seen)| ids.contains(seen.subject.id());
    let called = seen.iter().filter(is_called);
    called.map(|(name, _)| name.clone()).collect()
}

/// The id at the end of an ARN, without a qualifier.
fn last(arn: &str) -> &str {
    let id = arn.rsplit('/').next().unwrap_or(arn);
    id.split(':').next().unwrap_or(id)
}

fn set(documents: &BTreeMap<ItemName, Document>, seen: &BTreeMap<ItemName, Seen>) -> FlowSet {
    let mut set = FlowSet::new();
    for (name, document) in documents {
        set.identify(seen[name].subject.id(), name.clone());
        set.insert(name.clone(), document.clone());
    }
    set
}
