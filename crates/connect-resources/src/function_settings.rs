//! What a function and a published version of it have alike: its code by digest, and its settings.

use std::collections::BTreeMap;

use connect_model::{
    Fault, FaultClass,
    spec::{ContactCenter, Entry, FunctionSpec},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Acting, Condition, Index, KindId, Reading, Reference, Trouble,
    function::{FunctionRecord, LayerVersion},
    reference::{ref_or_text, text_for_unknown},
    wait::{SETTLING, until},
};

/// Code and settings, as declared and as observed.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct FunctionSettings {
    pub(crate) archive: String,
    pub(crate) architecture: String,
    pub(crate) runtime: String,
    pub(crate) handler: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    pub(crate) memory_mb: u32,
    pub(crate) timeout_seconds: u32,
    /// `NAME=value`, in order: AWS takes all of them or none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) environment: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) layers: Option<Vec<LayerUse>>,
    /// A reference to a role that is made here, or an ARN.
    pub(crate) role: String,
}

/// A layer that a function uses. What is in the version that it uses is told, not which version that
/// is: the plan cannot know the number of one to come.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct LayerUse {
    pub(crate) layer: Reference,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) archive: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) runtimes: Option<Vec<String>>,
}

// === impl FunctionSettings ===

impl FunctionSettings {
    pub(crate) fn declared(center: &ContactCenter, entry: &Entry<FunctionSpec>) -> Self {
        let spec = &entry.spec;
        let role = spec.role.as_ref().map(ToString::to_string);
        let own_role = || {
            let name = format!("lambda/{}", entry.name);
            Reference::named(KindId::ServiceRole, &name).to_string()
        };
        let layer = |name: &connect_model::Name| {
            let mut layers = center.function_layers.iter();
            let layer = layers.find(|layer| layer.name == *name)?;
            let is_said = |member: &str| !layer.ignore.contains(member);
            let (archive, runtimes) = (&layer.spec.archive, &layer.spec.runtimes);
            Some(LayerUse {
                layer: Reference::named(KindId::FunctionLayer, name.as_str()),
                archive: is_said("file").then(|| archive.payload.digest()),
                runtimes: is_said("runtimes").then(|| sorted(runtimes.clone())),
            })
        };
        let layers = spec.layers.as_ref();
        let environment = spec.environment.as_ref().map(|variables| {
            let lines = variables.iter();
            sorted(
                lines
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect(),
            )
        });
        Self {
            archive: spec.archive.payload.digest(),
            architecture: spec.architecture.to_string(),
            runtime: spec.runtime.clone(),
            handler: spec.handler.clone(),
            description: spec.description.clone(),
            memory_mb: spec.memory_mb,
            timeout_seconds: spec.timeout_seconds,
            environment,
            layers: layers.map(|names| names.iter().filter_map(layer).collect()),
            role: role.unwrap_or_else(own_role),
        }
    }

    /// What AWS shows, with what is in the layers that it names.
    pub(crate) fn observed(
        record: &FunctionRecord,
        contents: &BTreeMap<String, LayerVersion>,
    ) -> Self {
        let lines = record.environment.iter();
        let layer = |arn: &String| {
            let content = contents.get(arn);
            LayerUse {
                layer: Reference::id(KindId::FunctionLayer, layer_name(arn)),
                archive: Some(content.map(|it| it.archive.clone()).unwrap_or_default()),
                runtimes: Some(sorted(
                    content.map(|it| it.runtimes.clone()).unwrap_or_default(),
                )),
            }
        };
        Self {
            archive: record.archive.clone(),
            architecture: record.architecture.clone(),
            runtime: record.runtime.clone(),
            handler: record.handler.clone(),
            description: Some(record.description.clone()),
            memory_mb: record.memory_mb,
            timeout_seconds: record.timeout_seconds,
            environment: Some(sorted(
                lines
                    .map(|(name, value)| format!("{name}={value}"))
                    .collect(),
            )),
            layers: Some(record.layers.iter().map(layer).collect()),
            role: Reference::id(KindId::ServiceRole, &record.role).to_string(),
        }
    }

    /// Without what the declared layers do not say: those that no plan may touch hold anything.
    pub(crate) fn only_said(mut self, declared: Option<&Value>) -> Self {
        let said = declared.map(Vec::<LayerUse>::deserialize);
        let said = said.and_then(Result::ok).unwrap_or_default();
        for used in self.layers.iter_mut().flatten() {
            if let Some(declared) = said.iter().find(|it| it.names(&used.layer)) {
                used.archive.take_if(|_| declared.archive.is_none());
                used.runtimes.take_if(|_| declared.runtimes.is_none());
            }
        }
        self
    }

    /// The environment as AWS takes it.
    pub(crate) fn variables(&self) -> Option<BTreeMap<String, String>> {
        let pair = |line: &String| {
            let (name, value) = line.split_once('=')?;
            Some((name.to_owned(), value.to_owned()))
        };
        let lines = self.environment.as_ref()?;
        Some(lines.iter().filter_map(pair).collect())
    }

    /// The ARNs of the versions of its layers that there are now.
    pub(crate) async fn layer_arns(&self, cx: &Acting<'_>) -> Result<Option<Vec<String>>, Trouble> {
        let Some(layers) = &self.layers else {
            return Ok(None);
        };
        let mut arns = Vec::new();
        for used in layers {
            arns.push(cx.resolve(&used.layer).await?.arn);
        }
        Ok(Some(arns))
    }

    /// The ARN of its role.
    pub(crate) async fn role_arn(&self, cx: &Acting<'_>) -> Result<String, Trouble> {
        ref_or_text(cx, &self.role).await
    }
}

impl LayerUse {
    /// Whether this one, as declared, is the one with this id.
    fn names(&self, id: &Reference) -> bool {
        let key = self.layer.key();
        key.is_some_and(|key| Reference::id(key.kind, &key.name) == *id)
    }
}

/// What is in the layers that a function names. One of an account that does not let us look has no
/// content, and so differs from every other.
pub(crate) async fn layer_contents(
    cx: &Reading<'_>,
    record: &FunctionRecord,
) -> Result<BTreeMap<String, LayerVersion>, Fault> {
    let mut contents = BTreeMap::new();
    for arn in &record.layers {
        let port = cx.ports.function()?;
        match cx.read_some(|| port.layer(arn)).await {
            Ok(Some(version)) => _ = contents.insert(arn.clone(), version),
            Ok(None) => {}
            Err(fault) if fault.class == FaultClass::Denied => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(contents)
}

/// Puts the ARN itself in the place of a role that nobody declares.
pub(crate) fn name_role(role: &mut serde_json::Value, index: &Index) {
    text_for_unknown(role, KindId::ServiceRole, index);
}

/// Waits until no change of a function is under way: AWS refuses another one before.
pub(crate) async fn settled(cx: &Acting<'_>, function: &str) -> Result<(), Trouble> {
    let port = cx.ports().function()?;
    let look = async || match port.condition(function).await? {
        Condition::Settling => Ok(false),
        Condition::Ready | Condition::Broken(_) => Ok(true),
    };
    if look().await? {
        return Ok(());
    }
    let what = format!("the last change of the function {function}");
    until(cx.reading.clock, cx.reading.cancel, &what, SETTLING, look).await
}

/// The name of the layer that an ARN of a version is of: `arn:…:layer:NAME:NUMBER`.
fn layer_name(arn: &str) -> &str {
    let name = arn.split(':').nth(6);
    name.unwrap_or(arn)
}

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}
