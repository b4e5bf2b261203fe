//! E-mail addresses that customers write to.
//!
//! AWS has a search for them and no list, so one that was made a moment ago may not be seen yet.

use async_trait::async_trait;
use connect_model::{
    Fault, InstanceId, Tags,
    spec::{ContactCenter, EmailAddressSpec, Entry},
};
use serde::{Deserialize, Serialize};

use crate::{
    Acting, Aspect, Bond, Declared, Exporter, Facts, Kind, KindId, Known, Layer, Limit, Members,
    Named, Observed, Order, Reading, Section, ThingKey, Trouble, Written,
};

/// The kind.
#[derive(Debug)]
pub struct EmailAddressKind;

/// The kind.
pub const KIND: EmailAddressKind = EmailAddressKind;

static FACTS: Facts = Facts {
    id: KindId::EmailAddress,
    noun: "e-mail address",
    layer: Layer::Instance,
    tagged: true,
    bond: Bond::Owned,
    make: "connect:CreateEmailAddress",
    remove: "connect:DeleteEmailAddress",
    settles: None,
    fixed: &[],
    aspects: &[Aspect::of(
        "metadata",
        &["display_name", "description"],
        "connect:UpdateEmailAddressMetadata",
    )],
    teardown: 55,
};

const LIMITS: &[Limit] = &[Limit::things(
    "Email addresses per instance",
    "L-F4C86B27",
    100,
)];

/// What an address has besides itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metadata {
    /// The name that customers see.
    pub display_name: Option<String>,
    /// What people read about it.
    pub description: Option<String>,
}

/// The calls. Contract: lists are whole; a taken address is a fault of class `Duplicate`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `SearchEmailAddresses`.
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault>;

    /// `DescribeEmailAddress`, with its tags.
    async fn describe(&self, instance: &InstanceId, id: &str) -> Result<(Metadata, Tags), Fault>;

    /// `CreateEmailAddress`.
    async fn create(
        &self,
        instance: &InstanceId,
        address: &str,
        metadata: &Metadata,
        tags: &Tags,
        token: &str,
    ) -> Result<Known, Fault>;

    /// `UpdateEmailAddressMetadata`. What is absent stays as it is.
    async fn update(
        &self,
        instance: &InstanceId,
        id: &str,
        metadata: &Metadata,
    ) -> Result<(), Fault>;

    /// `DeleteEmailAddress`. One that is gone already is no fault.
    async fn delete(&self, instance: &InstanceId, id: &str) -> Result<(), Fault>;
}

// === impl EmailAddressKind ===

#[async_trait]
impl Kind for EmailAddressKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn limits(&self) -> &'static [Limit] {
        LIMITS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let declare = |entry: &Entry<EmailAddressSpec>| {
            let members = Metadata {
                display_name: entry.spec.display_name.clone(),
                description: entry.spec.description.clone(),
            };
            Declared::of(KindId::EmailAddress, entry, &members)
        };
        center.email_addresses.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::EmailAddress)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let entry = Written::new().with("address", thing.key.name.as_str());
        spec.list(entry.copied(thing, &["display_name", "description"]));
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        match cx.instance {
            Some(instance) => cx.read(|| cx.ports.email_address.list(instance)).await,
            None => Ok(Vec::new()),
        }
    }

    /// The search knows no tags, so each one that matters is described.
    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let mut found = Vec::new();
        let Some(instance) = cx.instance.filter(|_| cx.owners || !cx.declared.is_empty()) else {
            return Ok(found);
        };
        for named in self.names(cx).await? {
            if !cx.owners && !cx.declares(&named.name) {
                continue;
            }
            let describe = || cx.ports.email_address.describe(instance, &named.known.id);
            if let Some((metadata, tags)) = cx.read_some(describe).await? {
                let members = Members::of(&metadata);
                let thing = Observed::ready(KindId::EmailAddress, named, members, Some(tags));
                found.push(thing);
            }
        }
        Ok(found)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let metadata: Metadata = order.thing.members.typed()?;
        let (address, tags) = (&order.thing.key.name, order.all_tags(cx.scope()));
        let token = order.attempt.token().await.to_string();
        let (instance, port) = (cx.instance()?, &cx.ports().email_address);
        let made = port.create(&instance, address, &metadata, &tags, &token);
        Ok(made.await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, _: &str) -> Result<(), Trouble> {
        let metadata: Metadata = order.thing.members.typed()?;
        let (instance, port) = (cx.instance()?, &cx.ports().email_address);
        Ok(port
            .update(&instance, &order.known()?.id, &metadata)
            .await?)
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        let (instance, port) = (cx.instance()?, &cx.ports().email_address);
        Ok(port.delete(&instance, &known.id).await?)
    }
}
