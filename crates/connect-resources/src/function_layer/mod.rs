//! Layers: code that functions share.
//!
//! A version of a layer never changes. Another archive is another version; the functions move to it,
//! and versions before stay, because published versions of functions use them. AWS knows no tags of a
//! layer, so the description of its versions says whose it is.

use async_trait::async_trait;
use connect_model::{
    Fault, Tags,
    spec::{ContactCenter, Entry, FunctionLayerSpec, Payload},
};
use serde::{Deserialize, Serialize};

use crate::{
    Acting, Aspect, Bond, CENTER_TAG, Declared, Facts, Kind, KindId, Known, Layer, Members, Named,
    Observed, Order, Ownership, Reading, Said, Scope, Section, ThingKey, Trouble,
    function::LayerVersion,
};

/// The kind.
#[derive(Debug)]
pub struct FunctionLayerKind;

/// The kind.
pub const KIND: FunctionLayerKind = FunctionLayerKind;

const VERSION: &str = "version";

static FACTS: Facts = Facts {
    id: KindId::FunctionLayer,
    noun: "function layer",
    layer: Layer::Lambda,
    tagged: false,
    bond: Bond::Owned,
    make: "lambda:PublishLayerVersion",
    remove: "lambda:DeleteLayerVersion",
    settles: None,
    fixed: &[],
    aspects: &[Aspect::of(
        VERSION,
        &["archive", "runtimes"],
        "lambda:PublishLayerVersion",
    )
    .leading()],
    teardown: 113,
};

#[derive(PartialEq, Serialize, Deserialize)]
struct FunctionLayer {
    archive: String,
    runtimes: Vec<String>,
}

/// The calls. Contract: lists are whole.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListLayers`: every layer by its name, with its latest version.
    async fn list(&self) -> Result<Vec<LayerVersion>, Fault>;

    /// `ListLayerVersions`, and `GetLayerVersion` for the latest of them; `None` if there is none.
    async fn latest(&self, name: &str) -> Result<Option<LayerVersion>, Fault>;

    /// `PublishLayerVersion`.
    async fn publish(&self, draft: &LayerDraft, code: &Payload) -> Result<Known, Fault>;

    /// `ListLayerVersions`: their numbers.
    async fn versions(&self, name: &str) -> Result<Vec<i64>, Fault>;

    /// `DeleteLayerVersion`. One that is gone already is no fault.
    async fn delete(&self, name: &str, version: i64) -> Result<(), Fault>;
}

/// What is sent to publish a version.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerDraft {
    /// The name.
    pub name: String,
    /// The runtimes that it is for.
    pub runtimes: Vec<String>,
    /// What is written about it.
    pub description: String,
}

// === impl FunctionLayerKind ===

#[async_trait]
impl Kind for FunctionLayerKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let declare = |entry: &Entry<FunctionLayerSpec>| {
            let archive = &entry.spec.archive.payload;
            let mut runtimes = entry.spec.runtimes.clone();
            runtimes.sort();
            let members = FunctionLayer {
                archive: archive.digest(),
                runtimes,
            };
            let mut thing = Declared::of(KindId::FunctionLayer, entry, &members);
            // In the spec the archive goes by the name of its file.
            if thing.ignore.contains("file") {
                thing.ignore.insert("archive".to_owned());
            }
            thing.with_file(archive)
        };
        center.function_layers.iter().map(declare).collect()
    }

    fn used(&self, center: &ContactCenter) -> Vec<String> {
        let used = center.uses.function_layers.iter();
        used.map(ToString::to_string).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::FunctionLayer)
    }

    fn said(&self, _: &Observed) -> Said {
        Said::not(
            "its code is not fetched, so it stands under uses alone",
            "to manage it here, declare it under function_layers with its archive",
        )
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let port = cx.ports.function_layer()?;
        let layers = cx.read(|| port.list()).await?;
        Ok(layers.iter().map(named).collect())
    }

    /// What is declared, and where owners are asked for, what says that it is ours.
    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let mut names: Vec<String> = cx.declared.iter().map(|it| it.key.name.clone()).collect();
        if cx.owners {
            let port = cx.ports.function_layer()?;
            let listed = cx.read(|| port.list()).await?;
            let ours = listed.iter().filter(|it| it.description == mark(cx.scope));
            let ours = ours.map(|it| named(it).name);
            names.extend(ours.filter(|name| !cx.declares(name)));
        }
        let mut found = Vec::new();
        for name in names {
            let port = cx.ports.function_layer()?;
            let latest = cx.read(|| port.latest(&name)).await?;
            found.extend(latest.as_ref().map(observed));
        }
        Ok(found)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let layer: FunctionLayer = order.thing.members.typed()?;
        let draft = LayerDraft {
            name: order.thing.key.name.clone(),
            runtimes: layer.runtimes,
            description: mark(cx.scope()),
        };
        let code = order.thing.file()?;
        Ok(cx.ports().function_layer()?.publish(&draft, code).await?)
    }

    /// What is the latest version already is not published again.
    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, _: &str) -> Result<(), Trouble> {
        let wanted: FunctionLayer = order.thing.members.typed()?;
        let latest = cx.ports().function_layer()?.latest(&order.thing.key.name);
        let known = match latest.await? {
            Some(version) if content(&version) == wanted => named(&version).known,
            _ => self.make(cx, order).await?,
        };
        cx.learn(order.thing.key.clone(), known);
        Ok(())
    }

    async fn remove(&self, cx: &Acting<'_>, key: &ThingKey, _: &Known) -> Result<(), Trouble> {
        let port = cx.ports().function_layer()?;
        for version in port.versions(&key.name).await? {
            port.delete(&key.name, version).await?;
        }
        Ok(())
    }

    fn outlives_instance(&self) -> bool {
        true
    }
}

/// What the description of a version of ours says.
fn mark(scope: &Scope) -> String {
    format!("{CENTER_TAG}={}", scope.alias)
}

fn owner(description: &str) -> Ownership {
    let mut tags = Tags::new();
    if let Some((CENTER_TAG, center)) = description.split_once('=') {
        let _ = tags.insert(CENTER_TAG, center);
    }
    Ownership::split(tags).1
}

fn content(version: &LayerVersion) -> FunctionLayer {
    let mut runtimes = version.runtimes.clone();
    runtimes.sort();
    FunctionLayer {
        archive: version.archive.clone(),
        runtimes,
    }
}

/// `arn:…:layer:NAME:NUMBER`: the name is also its id.
fn named(version: &LayerVersion) -> Named {
    let name = version.arn.split(':').nth(6).unwrap_or_default();
    Named {
        name: name.to_owned(),
        known: Known::new(name, &version.arn),
        modified_ms: None,
    }
}

fn observed(version: &LayerVersion) -> Observed {
    let members = Members::of(&content(version));
    Observed {
        ownership: owner(&version.description),
        ..Observed::ready(KindId::FunctionLayer, named(version), members, None)
    }
}
