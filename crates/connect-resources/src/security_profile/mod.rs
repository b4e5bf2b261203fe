//! Security profiles.

mod port;

use std::collections::BTreeSet;

use async_trait::async_trait;
use connect_model::{
    Fault, SecurityProfileId, builtin,
    spec::{self, ContactCenter, Entry, SecurityProfileSpec},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::port::{Port, SecurityProfileDraft, SecurityProfileRecord};
use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Limit, Members,
    Named, Observed, Order, Reading, Section, ThingKey, Trouble, Written,
    census::survey,
    gap::{Gap, Recall},
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

const LIMITS: &[Limit] = &[Limit::things(
    "Security profiles per instance",
    "L-F325A715",
    100,
)];

/// `UpdateSecurityProfile` sets them.
const PERMISSIONS: Gap = Gap {
    name: "permissions",
    members: &["permissions"],
    is_dated: true,
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

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn builtin(&self) -> Vec<&'static str> {
        builtin::names(spec::Kind::SecurityProfile)
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let members = |entry: &Entry<SecurityProfileSpec>| SecurityProfile {
            description: entry.spec.description.clone(),
            permissions: entry.spec.permissions.iter().cloned().collect(),
        };
        let declare = |entry| Declared::of(KindId::SecurityProfile, entry, &members(entry));
        center.security_profiles.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::SecurityProfile)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let entry = Written::new().with("name", thing.key.name.as_str());
        spec.list(entry.copied(thing, &["description", "permissions"]));
        Ok(())
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
        let search = || port.search(instance);
        let describe =
            async |id: String| port.describe(instance, &SecurityProfileId::new(id)).await;
        let seen = survey(cx, KindId::SecurityProfile, listed, search, describe).await?;
        let mut recall = Recall::of(cx, seen.found.iter().map(|(named, _)| named)).await;
        let mut all = seen.others;
        for (named, record) in seen.found {
            let (id, modified) = (record.id.clone(), named.modified_ms);
            let (is_declared, mut thing) = (cx.wants(&named.name), observed(named, record));
            let read = async || Ok(permissions(port.permissions(instance, &id).await?));
            if !is_declared
                || recall
                    .fill(&PERMISSIONS, &mut thing, modified, read)
                    .await?
            {
                all.push(thing);
            }
        }
        recall.keep().await;
        Ok(all)
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

fn observed(named: Named, record: SecurityProfileRecord) -> Observed {
    let mut members = Members::default();
    if let Some(description) = record.description {
        members.set("description", Value::String(description));
    }
    Observed::ready(KindId::SecurityProfile, named, members, Some(record.tags))
}

fn permissions(permissions: BTreeSet<String>) -> Members {
    let mut members = Members::default();
    members.set("permissions", permissions.into_iter().collect());
    members
}

fn draft(thing: &Declared) -> Result<SecurityProfileDraft, Trouble> {
    let profile: SecurityProfile = thing.members.typed()?;
    Ok(SecurityProfileDraft {
        description: profile.description,
        permissions: profile.permissions,
    })
}
