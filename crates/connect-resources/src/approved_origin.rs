//! Sites that may embed the contact control panel.

use async_trait::async_trait;
use connect_model::{
    Fault, InstanceId,
    spec::{ApprovedOriginSpec, ContactCenter, Entry},
};
use serde::Serialize;

use crate::{
    Acting, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Limit, Members, Named,
    Observed, Order, Reading, Section, ThingKey, Trouble,
};

/// The kind.
#[derive(Debug)]
pub struct ApprovedOriginKind;

/// The kind.
pub const KIND: ApprovedOriginKind = ApprovedOriginKind;

static FACTS: Facts = Facts {
    id: KindId::ApprovedOrigin,
    noun: "approved origin",
    layer: Layer::Instance,
    tagged: false,
    bond: Bond::Associated,
    make: "connect:AssociateApprovedOrigin",
    remove: "connect:DisassociateApprovedOrigin",
    settles: None,
    fixed: &[],
    aspects: &[],
    teardown: 80,
};

const LIMITS: &[Limit] = &[Limit::fixed("Approved origins per instance", 100)];

/// An origin is its own name and has nothing beside it.
#[derive(Serialize)]
struct Nothing {}

/// The calls. Contract: lists are whole.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListApprovedOrigins`.
    async fn list(&self, instance: &InstanceId) -> Result<Vec<String>, Fault>;

    /// `AssociateApprovedOrigin`. One that is approved already is no fault.
    async fn associate(
        &self,
        instance: &InstanceId,
        origin: &str,
        token: &str,
    ) -> Result<(), Fault>;

    /// `DisassociateApprovedOrigin`. One that is gone already is no fault.
    async fn disassociate(&self, instance: &InstanceId, origin: &str) -> Result<(), Fault>;
}

// === impl ApprovedOriginKind ===

#[async_trait]
impl Kind for ApprovedOriginKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let declare = |entry: &Entry<ApprovedOriginSpec>| {
            Declared::of(KindId::ApprovedOrigin, entry, &Nothing {})
        };
        center.approved_origins.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::ApprovedOrigin)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        spec.list(thing.key.name.as_str());
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let Some(instance) = cx.instance else {
            return Ok(Vec::new());
        };
        let named = |origin: String| Named {
            known: Known::new(&origin, &origin),
            name: origin,
            modified_ms: None,
        };
        let listed = cx.read(|| cx.ports.approved_origin.list(instance)).await?;
        Ok(listed.into_iter().map(named).collect())
    }

    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let observed =
            |named| Observed::ready(KindId::ApprovedOrigin, named, Members::default(), None);
        Ok(self.names(cx).await?.into_iter().map(observed).collect())
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let origin = &order.thing.key.name;
        let token = order.attempt.token().await.to_string();
        let port = &cx.ports().approved_origin;
        port.associate(&cx.instance()?, origin, &token).await?;
        Ok(Known::new(origin, origin))
    }

    async fn mend(&self, _: &Acting<'_>, _: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        Err(Trouble::unknown_aspect(KindId::ApprovedOrigin, aspect))
    }

    async fn remove(&self, cx: &Acting<'_>, key: &ThingKey, _: &Known) -> Result<(), Trouble> {
        let port = &cx.ports().approved_origin;
        Ok(port.disassociate(&cx.instance()?, &key.name).await?)
    }
}
