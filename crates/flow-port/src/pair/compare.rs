//! Both sides of a pair held against each other.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Fault, InstanceId};
use flow_language::{RefKind, bundle::ItemName};
use futures::future::{try_join, try_join_all};
use reconcile::RunContext;

use super::Pair;
use crate::{
    contents,
    inventory::Inventory,
    observe::{Seen, published, subject},
    site::Site,
};

/// What is compared, and how far that is. What was alike once is not looked at again.
pub(super) struct Comparison<'a> {
    near: Shore<'a>,
    far: Shore<'a>,
    left: BTreeSet<ItemName>,
}

/// What is known of one side. It is listed once, and again only for what no list has shown yet.
struct Shore<'a> {
    cx: &'a RunContext,
    site: Site<'a>,
    instance: &'a InstanceId,
    inventory: Inventory,
}

// === impl Comparison ===

impl<'a> Comparison<'a> {
    /// Of everything of these names.
    pub(super) fn new(
        cx: &'a RunContext,
        pair: Pair<'a>,
        instance: &'a InstanceId,
        names: &BTreeSet<ItemName>,
    ) -> Self {
        let shore = |site| Shore {
            cx,
            site,
            instance,
            inventory: Inventory::default(),
        };
        Self {
            near: shore(pair.near),
            far: shore(pair.far),
            left: names.clone(),
        }
    }

    /// What is not the same on both sides, as far as was looked.
    pub(super) fn left(&self) -> &BTreeSet<ItemName> {
        &self.left
    }

    /// Looks at what is not known to be the same.
    pub(super) async fn look(&mut self) -> Result<(), Fault> {
        let near = self.near.read(&self.left);
        let far = self.far.read(&self.left);
        let (near, far) = try_join(near, far).await?;
        let (here, there) = (&self.near.inventory, &self.far.inventory);
        self.left
            .retain(|name| match (near.get(name), far.get(name)) {
                (Some(this), Some(that)) => !is_alike(this, that, (here, there)),
                (this, that) => this.is_some() != that.is_some(),
            });
        Ok(())
    }
}

// === impl Shore ===

impl Shore<'_> {
    /// What contacts meet, of flows and modules of these names.
    async fn read(
        &mut self,
        names: &BTreeSet<ItemName>,
    ) -> Result<BTreeMap<ItemName, Seen>, Fault> {
        let unknown = names
            .iter()
            .filter(|name| subject(name, &self.inventory).is_none());
        let kinds = unknown.map(|name| match name.flow_type() {
            Some(_) => RefKind::Flow,
            None => RefKind::Module,
        });
        self.list(kinds.collect()).await?;
        let there = names
            .iter()
            .filter_map(|name| Some((name, subject(name, &self.inventory)?)));
        let read = there.map(async |(name, subject)| {
            let seen = published(self.cx, self.site, self.instance, &subject).await?;
            Ok::<_, Fault>(seen.map(|seen| (name.clone(), seen)))
        });
        let items = try_join_all(read).await?.into_iter().flatten();
        let items: BTreeMap<_, _> = items.collect();
        let stored = items.values().filter_map(|seen| seen.published.as_ref());
        let documents = stored.map(|stored| &stored.document);
        self.list(self.inventory.unnamed(documents)).await?;
        Ok(items)
    }

    async fn list(&mut self, kinds: BTreeSet<RefKind>) -> Result<(), Fault> {
        let (cx, site) = (self.cx, self.site);
        self.inventory.list(cx, site, self.instance, &kinds).await
    }
}

/// Whether both sides hold the same: an ARN of one Region stands there for that of the other.
fn is_alike(this: &Seen, that: &Seen, (near, far): (&Inventory, &Inventory)) -> bool {
    let form = |seen: &Seen| {
        let document = seen.published.as_ref()?.document.clone();
        let name = |kind, text: &str| near.name(kind, text).or_else(|| far.name(kind, text));
        Some(contents::named(document, &name).canonical())
    };
    this.description == that.description && form(this) == form(that)
}
