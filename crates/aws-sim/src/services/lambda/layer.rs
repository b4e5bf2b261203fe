//! Layers: code that functions share, version by version.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    code::{Code, Source},
    date, errors, page,
    permission::Policy,
};
use crate::{arn::Arn, context::Ctx, error::AwsError, time::Time};

#[derive(Debug, Default, Serialize)]
pub(super) struct Layer {
    versions: BTreeMap<u64, Version>,
    published: u64,
}

#[derive(Debug, Serialize)]
pub(super) struct Version {
    code: Code,
    created: Time,
    description: String,
    runtimes: Option<Vec<String>>,
    architectures: Option<Vec<String>>,
    licence: Option<String>,
    /// Who else may fetch it.
    pub(super) policy: Policy,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Publish {
    layer_name: String,
    content: Source,
    description: Option<String>,
    compatible_runtimes: Option<Vec<String>>,
    compatible_architectures: Option<Vec<String>>,
    license_info: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Numbered {
    layer_name: String,
    version_number: u64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ByArn {
    arn: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    #[serde(default)]
    layer_name: String,
    compatible_runtime: Option<String>,
    marker: Option<String>,
    max_items: Option<usize>,
}

pub(super) fn publish(ctx: &mut Ctx<'_>, input: Publish) -> Result<Value, AwsError> {
    let name = plain(&input.layer_name);
    let version = Version {
        code: input.content.read()?,
        created: ctx.now,
        description: input.description.unwrap_or_default(),
        runtimes: input.compatible_runtimes,
        architectures: input.compatible_architectures,
        licence: input.license_info,
        policy: Policy::default(),
    };
    let state = ctx.world.lambda.at(ctx.account, ctx.region);
    let layer = state.layers.entry(name.clone()).or_default();
    layer.published += 1;
    let number = layer.published;
    layer.versions.insert(number, version);
    get(
        ctx,
        Numbered {
            layer_name: name,
            version_number: number,
        },
    )
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Numbered) -> Result<Value, AwsError> {
    let name = plain(&input.layer_name);
    let arn = ctx.arn("lambda", &format!("layer:{name}"));
    let state = ctx.world.lambda.get(ctx.account, ctx.region);
    let layer = state.and_then(|state| state.layers.get(&name));
    let version = layer.and_then(|layer| layer.versions.get(&input.version_number));
    let version =
        version.ok_or_else(|| errors::not_found("The resource you requested does not exist."))?;
    let mut shown = version.shown(&arn, input.version_number);
    shown["LayerArn"] = json!(arn);
    shown["Content"] = json!({
        "Location": format!(
            "https://awslambda-{0}-layers.s3.{0}.amazonaws.com/snapshots/{name}-{1}",
            ctx.region, input.version_number
        ),
        "CodeSha256": version.code.digest,
        "CodeSize": version.code.bytes,
    });
    Ok(shown)
}

pub(super) fn get_by_arn(ctx: &mut Ctx<'_>, input: ByArn) -> Result<Value, AwsError> {
    let parts = Arn::parse(&input.arn).and_then(|arn| arn.resource.strip_prefix("layer:"));
    let parts = parts.and_then(|resource| resource.rsplit_once(':'));
    let (name, number) = parts.unwrap_or_default();
    let numbered = Numbered {
        layer_name: name.to_owned(),
        version_number: number.parse().unwrap_or_default(),
    };
    get(ctx, numbered)
}

/// Latest first.
pub(super) fn list_versions(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let name = plain(&input.layer_name);
    let arn = ctx.arn("lambda", &format!("layer:{name}"));
    let state = ctx.world.lambda.get(ctx.account, ctx.region);
    let layer = state.and_then(|state| state.layers.get(&name));
    let versions = layer
        .into_iter()
        .flat_map(|layer| layer.versions.iter().rev());
    let fitting = versions.filter(|(_, version)| version.fits(input.compatible_runtime.as_deref()));
    let rows = fitting.map(|(number, version)| {
        (
            format!("{:020}", u64::MAX - number),
            version.shown(&arn, *number),
        )
    });
    let page = page(ctx, input.max_items, input.marker, rows)?;
    Ok(json!({ "LayerVersions": page.items, "NextMarker": page.next_token }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let state = ctx.world.lambda.get(ctx.account, ctx.region);
    let layers = state.into_iter().flat_map(|state| &state.layers);
    let rows = layers.filter_map(|(name, layer)| {
        let runtime = input.compatible_runtime.as_deref();
        let mut versions = layer.versions.iter().rev();
        let (number, version) = versions.find(|(_, version)| version.fits(runtime))?;
        let arn = ctx.arn("lambda", &format!("layer:{name}"));
        let shown = json!({
            "LayerName": name,
            "LayerArn": arn,
            "LatestMatchingVersion": version.shown(&arn, *number),
        });
        Some((name.clone(), shown))
    });
    let page = page(ctx, input.max_items, input.marker, rows)?;
    Ok(json!({ "Layers": page.items, "NextMarker": page.next_token }))
}

/// To delete a version that is not there is no error.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Numbered) -> Result<(), AwsError> {
    let state = ctx.world.lambda.at(ctx.account, ctx.region);
    if let Some(layer) = state.layers.get_mut(&plain(&input.layer_name)) {
        layer.versions.remove(&input.version_number);
    }
    Ok(())
}

/// A version of a layer, to be changed, and its ARN.
pub(super) fn version<'w>(
    ctx: &'w mut Ctx<'_>,
    layer: &str,
    number: u64,
) -> Result<(&'w mut Version, String), AwsError> {
    let name = plain(layer);
    let arn = ctx.arn("lambda", &format!("layer:{name}:{number}"));
    let layers = &mut ctx.world.lambda.at(ctx.account, ctx.region).layers;
    let versions = layers.get_mut(&name).map(|layer| &mut layer.versions);
    let version = versions.and_then(|versions| versions.get_mut(&number));
    let missing = || errors::not_found("The resource you requested does not exist.");
    Ok((version.ok_or_else(missing)?, arn))
}

/// The name out of a name or an ARN.
fn plain(given: &str) -> String {
    let resource = Arn::parse(given).and_then(|arn| arn.resource.strip_prefix("layer:"));
    resource.unwrap_or(given).to_owned()
}

// === impl Version ===

impl Version {
    fn fits(&self, runtime: Option<&str>) -> bool {
        let known = |runtime: &str| self.runtimes.iter().flatten().any(|known| known == runtime);
        runtime.is_none_or(known)
    }

    fn shown(&self, layer_arn: &str, number: u64) -> Value {
        json!({
            "LayerVersionArn": format!("{layer_arn}:{number}"),
            "Version": number,
            "Description": self.description,
            "CreatedDate": date(self.created),
            "CompatibleRuntimes": self.runtimes,
            "CompatibleArchitectures": self.architectures,
            "LicenseInfo": self.licence,
        })
    }
}
