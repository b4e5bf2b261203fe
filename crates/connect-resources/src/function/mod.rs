//! Lambda functions out of archives.
//!
//! AWS tells the SHA-256 of the archive that it has, so an equal archive is known without a mark of
//! ours, and no call is made for it. The log group that a function writes is made by Lambda with the
//! first line, and stays when the function goes.

mod port;

use async_trait::async_trait;
use connect_model::{
    Fault,
    spec::{ContactCenter, Entry, FunctionSpec},
};

pub use self::port::{FunctionChange, FunctionDraft, FunctionRecord, LayerVersion, Port};
use crate::{
    Acting, Aspect, Bond, CENTER_TAG, Condition, Declared, Facts, Index, Kind, KindId, Known,
    Layer, Members, Named, Observed, Order, Reading, Said, Section, ThingKey, Trouble,
    function_settings::{FunctionSettings, layer_contents, name_role, settled},
    members,
};

/// The kind.
#[derive(Debug)]
pub struct FunctionKind;

/// The kind.
pub const KIND: FunctionKind = FunctionKind;

const CODE: &str = "code";
const SETTINGS: &str = "settings";
const ENVIRONMENT: &str = "environment";
const LAYERS: &str = "layers";
const ROLE: &str = "role";

const CONFIGURE: &str = "lambda:UpdateFunctionConfiguration";

static FACTS: Facts = Facts {
    id: KindId::Function,
    noun: "function",
    layer: Layer::Lambda,
    tagged: true,
    bond: Bond::Owned,
    make: "lambda:CreateFunction",
    remove: "lambda:DeleteFunction",
    settles: Some("lambda:GetFunctionConfiguration"),
    fixed: &[],
    // All of it comes before a version is published.
    aspects: &[
        Aspect::of(
            CODE,
            &["archive", "architecture"],
            "lambda:UpdateFunctionCode",
        )
        .leading(),
        Aspect::of(
            SETTINGS,
            &[
                "description",
                "handler",
                "memory_mb",
                "runtime",
                "timeout_seconds",
            ],
            CONFIGURE,
        )
        .leading(),
        Aspect::of(ENVIRONMENT, &[ENVIRONMENT], CONFIGURE).leading(),
        Aspect::of(LAYERS, &[LAYERS], CONFIGURE).leading(),
        Aspect::of(ROLE, &[ROLE], CONFIGURE).leading(),
    ],
    teardown: 112,
};

// === impl FunctionKind ===

#[async_trait]
impl Kind for FunctionKind {
    fn facts(&self) -> &'static Facts {
        &FACTS
    }

    fn declare(&self, center: &ContactCenter) -> Vec<Declared> {
        let declare = |entry: &Entry<FunctionSpec>| {
            let settings = FunctionSettings::declared(center, entry);
            let mut thing = Declared::of(KindId::Function, entry, &settings);
            // In the spec the archive goes by the name of its file.
            if thing.ignore.contains("file") {
                thing.ignore.insert("archive".to_owned());
            }
            thing.with_file(&entry.spec.archive.payload)
        };
        center.functions.iter().map(declare).collect()
    }

    fn used(&self, center: &ContactCenter) -> Vec<String> {
        let used = center.uses.functions.iter();
        used.map(ToString::to_string).collect()
    }

    fn section(&self) -> Option<Section> {
        Some(Section::Function)
    }

    fn said(&self, _: &Observed) -> Said {
        Said::not(
            "its code is not fetched, so it stands under uses alone",
            "to manage it here, declare it under functions with the archive of its code",
        )
    }

    async fn names(&self, cx: &Reading<'_>) -> Result<Vec<Named>, Fault> {
        let port = cx.ports.function()?;
        cx.read(|| port.list()).await
    }

    /// What is declared, and where owners are asked for, what is tagged as ours.
    async fn observe(&self, cx: &Reading<'_>) -> Result<Vec<Observed>, Fault> {
        let mut names: Vec<String> = cx.declared.iter().map(|it| it.key.name.clone()).collect();
        if cx.owners {
            names.extend(others(cx).await?);
        }
        let mut found = Vec::new();
        for name in names {
            let port = cx.ports.function()?;
            let describe = || port.describe(&name, None);
            if let Some(record) = cx.read_some(describe).await? {
                let contents = layer_contents(cx, &record).await?;
                let declared = cx.declared_as(&name).and_then(|it| it.members.get(LAYERS));
                let settings = FunctionSettings::observed(&record, &contents).only_said(declared);
                found.push(observed(name, record, &settings));
            }
        }
        Ok(found)
    }

    async fn make(&self, cx: &Acting<'_>, order: &Order<'_>) -> Result<Known, Trouble> {
        let settings: FunctionSettings = order.thing.members.typed()?;
        let draft = FunctionDraft {
            name: order.thing.key.name.clone(),
            architecture: settings.architecture.clone(),
            settings: FunctionChange {
                environment: settings.variables(),
                layers: settings.layer_arns(cx).await?,
                role: Some(settings.role_arn(cx).await?),
                ..plain(&settings)
            },
            tags: order.all_tags(cx.scope()),
        };
        let code = order.thing.file()?;
        Ok(cx.ports().function()?.create(&draft, code).await?)
    }

    async fn mend(&self, cx: &Acting<'_>, order: &Order<'_>, aspect: &str) -> Result<(), Trouble> {
        let settings: FunctionSettings = order.thing.members.typed()?;
        let (name, port) = (&order.thing.key.name, cx.ports().function()?);
        let change = match aspect {
            CODE => {
                let code = order.thing.file()?;
                settled(cx, name).await?;
                return Ok(port.update_code(name, &settings.architecture, code).await?);
            }
            SETTINGS => plain(&settings),
            ENVIRONMENT => FunctionChange {
                environment: settings.variables(),
                ..FunctionChange::default()
            },
            LAYERS => FunctionChange {
                layers: settings.layer_arns(cx).await?,
                ..FunctionChange::default()
            },
            ROLE => FunctionChange {
                role: Some(settings.role_arn(cx).await?),
                ..FunctionChange::default()
            },
            other => return Err(Trouble::unknown_aspect(KindId::Function, other)),
        };
        settled(cx, name).await?;
        Ok(port.update(name, &change).await?)
    }

    async fn remove(&self, cx: &Acting<'_>, key: &ThingKey, _: &Known) -> Result<(), Trouble> {
        Ok(cx.ports().function()?.delete(&key.name).await?)
    }

    async fn condition(&self, cx: &Acting<'_>, known: &Known) -> Result<Condition, Trouble> {
        Ok(cx.ports().function()?.condition(&known.id).await?)
    }

    fn name_ids(&self, observed: &mut Members, index: &Index) {
        for (member, value) in observed.iter_mut() {
            match member {
                ROLE => name_role(value, index),
                _ => members::name_ids(value, &|text| index.named(text)),
            }
        }
    }

    fn tag_lane(&self) -> &'static str {
        "lambda:TagResource"
    }

    fn outlives_instance(&self) -> bool {
        true
    }
}

/// Functions that nobody declares and that are tagged as ours.
async fn others(cx: &Reading<'_>) -> Result<Vec<String>, Fault> {
    let mut ours = Vec::new();
    for named in FunctionKind.names(cx).await? {
        if cx.declares(&named.name) {
            continue;
        }
        let port = cx.ports.function()?;
        let tags = cx.read_some(|| port.tags(&named.known.arn));
        let center = tags.await?.and_then(|mut tags| tags.remove(CENTER_TAG));
        if center.as_deref() == Some(cx.scope.alias.as_str()) {
            ours.push(named.name);
        }
    }
    Ok(ours)
}

/// The settings that refer to nothing.
fn plain(settings: &FunctionSettings) -> FunctionChange {
    FunctionChange {
        description: settings.description.clone(),
        runtime: Some(settings.runtime.clone()),
        handler: Some(settings.handler.clone()),
        memory_mb: Some(settings.memory_mb),
        timeout_seconds: Some(settings.timeout_seconds),
        ..FunctionChange::default()
    }
}

fn observed(name: String, record: FunctionRecord, settings: &FunctionSettings) -> Observed {
    let named = Named {
        known: Known::new(&name, &record.arn),
        name,
        modified_ms: None,
    };
    let members = Members::of(settings);
    // A change that failed left the function as it was, so it can be changed again.
    Observed {
        condition: record.condition,
        ..Observed::ready(KindId::Function, named, members, Some(record.tags))
    }
}
