//! Security profiles.

mod port;

use std::collections::BTreeSet;

use async_trait::async_trait;
use connect_model::{
    Fault, SecurityProfileId,
    spec::{ContactCenter, Entry, SecurityProfileSpec},
};
use serde::{Deserialize, Serialize};

pub use self::port::{Port, SecurityProfileDraft, SecurityProfileRecord};
use crate::{
    Acting, Aspect, Bond, Declared, Facts, Kind, KindId, Known, Layer, Members, Named, Observed,
    Order, Reading, ThingKey, Trouble, census::census,
};

/// The kind.
#[derive(Debug)]
pub struct SecurityProfileKind;

/// The kind.
pub const KIND: SecurityProfileKind = SecurityProfileKind;

static FACTS: Facts = Facts {
    id: KindId::SecurityProfile,
    noun: "security profile",
    layer: Layer::Admin,
    tagged: true,
    bond: Bond::Owned,
    make: "connect:CreateSecurityProfile",
    remove: "connect:DeleteSecurityProfile",
    settles: None,
    fixed: &[],
    aspects: &[Aspect::of(
        "settings",
        &["description", "permissions"],
        "connect:UpdateSecurityProfile",
    )],
    teardown: 40,
};

#[derive(Serialize, Deserialize)]
struct SecurityProfile {
    description: Option<String>,
    permissions: BTreeSet<String>,
}

// === impl SecurityProfileKind ===

#[async_trait]
impl Kind for SecurityProfileKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let members = |entry: &Entry<SecurityProfileSpec>| SecurityProfile {
            description: entry.spec.description.clone(),
            permissions: entry.spec.permissions.iter().cloned().collect(),
        };
        let declare = |entry| Declared::of(KindId::SecurityProfile, entry, &members(entry));
        center.security_profiles.iter().map(declare).collect()
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        match cx.instance {
            Some(instance) => cx.read(|| cx.ports.security_profile.list(instance)).await,
            None => Ok(Vec::new()),
        }
    }

    /// The search knows no permissions: one list more for each profile that is declared.
    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let Some(instance) = cx.instance else {
            return Ok(Vec::new());
        };
        let port = &cx.ports.security_profile;
        let listed = self.names(cx).await?;
        let searched = cx.read(|| port.search(instance)).await?;
        let describe =
            async |id: String| port.describe(instance, &SecurityProfileId::new(id)).await;
        let mut observed = Vec::new();
        for (named, record) in census(cx, listed, searched, describe).await? {
            let permissions = if cx.declares(&named.name) {
                cx.read_some(|| port.permissions(instance, &record.id))
                    .await?
            } else {
                None
            };
            observed.push(observe(named, record, permissions));
        }
        Ok(observed)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let draft = draft(order.thing)?;
        let (name, tags) = (&order.thing.key.name, order.all_tags(cx.scope()));
        Ok(cx
            .ports()
            .security_profile
            .create(&cx.instance()?, name, &draft, &tags)
            .await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, _: &str) -> Result<(), Trouble> {
        let id = SecurityProfileId::new(&order.known()?.id);
        let draft = draft(order.thing)?;
        Ok(cx
            .ports()
            .security_profile
            .update(&cx.instance()?, &id, &draft)
            .await?)
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        let id = SecurityProfileId::new(&known.id);
        Ok(cx
            .ports()
            .security_profile
            .delete(&cx.instance()?, &id)
            .await?)
    }
}

fn observe(
    named: Named,
    record: SecurityProfileRecord,
    permissions: Option<BTreeSet<String>>,
) -> Observed {
    let members = match permissions {
        Some(permissions) => Members::of(&SecurityProfile {
            description: record.description,
            permissions,
        }),
        None => Members::default(),
    };
    Observed::ready(KindId::SecurityProfile, named, members, Some(record.tags))
}

fn draft(thing: &Declared) -> Result<SecurityProfileDraft, Trouble> {
    let profile: SecurityProfile = thing.members.typed()?;
    Ok(SecurityProfileDraft {
        description: profile.description,
        permissions: profile.permissions,
    })
}
