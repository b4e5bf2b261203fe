//! Public keys with which flows encrypt what customers enter.
//!
//! AWS knows a key by an id alone, so what is declared and what is there are the same when the text is.
//! A key that changes is another key: the new one is added beside the old, which goes with a prune.

use async_trait::async_trait;
use connect_model::{
    AssociationId, Fault, FaultClass, InstanceId,
    spec::{ContactCenter, Entry, SecurityKeySpec},
};
use serde::{Deserialize, Serialize};

use crate::{
    Acting, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Members, Named, Observed,
    Order, Reading, Section, ThingKey, Trouble,
};

/// The kind.
#[derive(Debug)]
pub struct SecurityKeyKind;

/// The kind.
pub const KIND: SecurityKeyKind = SecurityKeyKind;

static FACTS: Facts = Facts {
    id: KindId::SecurityKey,
    noun: "security key",
    layer: Layer::Instance,
    tagged: false,
    bond: Bond::Associated,
    make: "connect:AssociateSecurityKey",
    remove: "connect:DisassociateSecurityKey",
    settles: None,
    fixed: &["key"],
    aspects: &[],
    teardown: 80,
};

#[derive(Serialize, Deserialize)]
struct SecurityKey {
    key: String,
}

/// The calls. Contract: lists are whole.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListSecurityKeys`: each with its text.
    async fn list(&self, instance: &InstanceId) -> Result<Vec<(AssociationId, String)>, Fault>;

    /// `AssociateSecurityKey`. A key that is there already is a fault of class `Duplicate`.
    async fn associate(
        &self,
        instance: &InstanceId,
        key: &str,
        token: &str,
    ) -> Result<AssociationId, Fault>;

    /// `DisassociateSecurityKey`. One that is gone already is no fault.
    async fn disassociate(&self, instance: &InstanceId, id: &AssociationId) -> Result<(), Fault>;
}

// === impl SecurityKeyKind ===

#[async_trait]
impl Kind for SecurityKeyKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let declare = |entry: &Entry<SecurityKeySpec>| {
            let key = entry.spec.key.clone();
            Declared::of(KindId::SecurityKey, entry, &SecurityKey { key })
        };
        center.security_keys.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::SecurityKey)
    }

    /// AWS knows it by an id alone.
    fn label(&self, thing: &Observed) -> Option<String> {
        (thing.key.name == thing.known.id).then(|| "key".to_owned())
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let SecurityKey { key } = thing.members.typed()?;
        let file = spec.file("keys", &thing.key.name, "pem", key + "\n");
        spec.map(&thing.key.name, file);
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let found = found(cx).await?;
        Ok(found.into_iter().map(|(named, _)| named).collect())
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let observed = |(named, key)| {
            let members = Members::of(&SecurityKey { key });
            Observed::ready(KindId::SecurityKey, named, members, None)
        };
        Ok(found(cx).await?.into_iter().map(observed).collect())
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let SecurityKey { key } = order.thing.members.typed()?;
        let token = order.attempt.token().await.to_string();
        let (instance, port) = (cx.instance()?, &cx.ports().security_key);
        match port.associate(&instance, &key, &token).await {
            Err(fault) if fault.class == FaultClass::Duplicate => {
                let listed = port.list(&instance).await?;
                let same = listed.iter().find(|(_, text)| text.trim() == key);
                same.map(|(id, _)| known(id)).ok_or_else(|| fault.into())
            }
            made => Ok(known(&made?)),
        }
    }

    async fn mend(&self, _: &Acting<'_>, _: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        Err(Trouble::unknown_aspect(KindId::SecurityKey, aspect))
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        let (port, id) = (&cx.ports().security_key, AssociationId::new(&known.id));
        Ok(port.disassociate(&cx.instance()?, &id).await?)
    }
}

/// A key has the name under which its text is declared, else its id.
async fn found(cx: &Reading<'_>) -> Result<Vec<(Named, String)>, Fault> {
    let Some(instance) = cx.instance else {
        return Ok(Vec::new());
    };
    let named = |(id, text): (AssociationId, String)| {
        let text = text.trim().to_owned();
        let is = |thing: &&Declared| thing.members.get("key").is_some_and(|key| *key == *text);
        let declared = cx.declared.iter().find(is);
        let named = Named {
            name: declared
                .map_or(id.as_str(), |thing| &thing.key.name)
                .to_owned(),
            known: known(&id),
            modified_ms: None,
        };
        (named, text)
    };
    let listed = cx.read(|| cx.ports.security_key.list(instance)).await?;
    Ok(listed.into_iter().map(named).collect())
}

fn known(id: &AssociationId) -> Known {
    Known::new(id.as_str(), id.as_str())
}
