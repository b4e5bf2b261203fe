//! Identity providers as IAM knows them.

use async_trait::async_trait;
use connect_model::{
    Fault, Tags,
    spec::{ContactCenter, Entry, SamlProviderSpec},
};
use serde::{Deserialize, Serialize};

use crate::{
    Acting, Aspect, Bond, CENTER_TAG, Declared, Exporter, Facts, Kind, KindId, Known, Layer,
    Members, Named, Observed, Order, Reading, Section, ThingKey, Trouble, Written,
};

/// The kind.
#[derive(Debug)]
pub struct SamlProviderKind;

/// The kind.
pub const KIND: SamlProviderKind = SamlProviderKind;

static FACTS: Facts = Facts {
    id: KindId::SamlProvider,
    noun: "SAML provider",
    layer: Layer::Supporting,
    tagged: true,
    bond: Bond::Owned,
    make: "iam:CreateSAMLProvider",
    remove: "iam:DeleteSAMLProvider",
    settles: None,
    fixed: &[],
    aspects: &[Aspect::of(
        "metadata",
        &["metadata"],
        "iam:UpdateSAMLProvider",
    )],
    teardown: 120,
};

#[derive(Serialize, Deserialize)]
struct SamlProvider {
    metadata: String,
}

/// The calls. Contract: lists are whole; a taken name is a fault of class `Duplicate`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListSAMLProviders` of the account.
    async fn list(&self) -> Result<Vec<Named>, Fault>;

    /// `GetSAMLProvider`.
    async fn describe(&self, arn: &str) -> Result<SamlProviderRecord, Fault>;

    /// `CreateSAMLProvider`.
    async fn create(&self, name: &str, metadata: &str, tags: &Tags) -> Result<Known, Fault>;

    /// `UpdateSAMLProvider`.
    async fn update(&self, arn: &str, metadata: &str) -> Result<(), Fault>;

    /// `DeleteSAMLProvider`. One that is gone already is no fault.
    async fn delete(&self, arn: &str) -> Result<(), Fault>;
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct SamlProviderRecord {
    /// The metadata document.
    pub metadata: String,
    /// Tags.
    pub tags: Tags,
}

// === impl SamlProviderKind ===

#[async_trait]
impl Kind for SamlProviderKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let declare = |entry: &Entry<SamlProviderSpec>| {
            let metadata = entry.spec.metadata.clone();
            Declared::of(KindId::SamlProvider, entry, &SamlProvider { metadata })
        };
        center.saml_providers.iter().map(declare).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::SamlProvider)
    }

    fn export(&self, thing: &Observed, spec: &mut Exporter<'_>) -> Result<(), Trouble> {
        let SamlProvider { metadata } = thing.members.typed()?;
        let file = spec.file("identity", &thing.key.name, "xml", metadata + "\n");
        let entry = Written::new().with("name", thing.key.name.as_str());
        spec.list(entry.with("file", file));
        Ok(())
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let port = cx.ports.saml_provider()?;
        cx.read(|| port.list()).await
    }

    /// What is declared, and where owners are asked for, what is tagged as ours.
    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let mut found = Vec::new();
        if cx.declared.is_empty() && !cx.owners {
            return Ok(found);
        }
        let alias = cx.scope.alias.as_str();
        for named in self.names(cx).await? {
            let is_declared = cx.declares(&named.name);
            if !is_declared && !cx.owners {
                continue;
            }
            let port = cx.ports.saml_provider()?;
            let describe = || port.describe(&named.known.arn);
            let record = cx.read_some(describe).await?;
            let is_ours = |record: &SamlProviderRecord| record.tags.get(CENTER_TAG) == Some(alias);
            if let Some(record) = record.filter(|record| is_declared || is_ours(record)) {
                let members = Members::of(&SamlProvider {
                    metadata: record.metadata.trim().to_owned(),
                });
                let tags = Some(record.tags);
                found.push(Observed::ready(KindId::SamlProvider, named, members, tags));
            }
        }
        Ok(found)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let SamlProvider { metadata } = order.thing.members.typed()?;
        let (name, tags) = (&order.thing.key.name, order.all_tags(cx.scope()));
        let port = cx.ports().saml_provider()?;
        Ok(port.create(name, &metadata, &tags).await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, _: &str) -> Result<(), Trouble> {
        let SamlProvider { metadata } = order.thing.members.typed()?;
        let port = cx.ports().saml_provider()?;
        Ok(port.update(&order.known()?.arn, &metadata).await?)
    }

    async fn remove(&self, cx: &Acting<'_>, _: &ThingKey, known: &Known) -> Result<(), Trouble> {
        Ok(cx.ports().saml_provider()?.delete(&known.arn).await?)
    }

    fn tag_lane(&self) -> &'static str {
        "iam:TagSAMLProvider"
    }

    fn outlives_instance(&self) -> bool {
        true
    }
}
