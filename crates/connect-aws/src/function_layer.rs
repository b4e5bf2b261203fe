//! Layers of AWS Lambda.

use async_trait::async_trait;
use aws_sdk_lambda::types;
use aws_smithy_types::Blob;
use connect_model::{Fault, spec::Payload};
use connect_resources::{
    Known,
    function::LayerVersion,
    function_layer::{LayerDraft, Port},
};

use crate::{
    aws::Aws,
    call::Operation,
    fault,
    function::{PAGE, hexadecimal, patient, unless_gone, words},
};

const DELETE_LAYER_VERSION: Operation = operation("DeleteLayerVersion");
const GET_LAYER_VERSION: Operation = operation("GetLayerVersion");
const LIST_LAYER_VERSIONS: Operation = operation("ListLayerVersions");
const LIST_LAYERS: Operation = operation("ListLayers");
const PUBLISH_LAYER_VERSION: Operation = operation("PublishLayerVersion");

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "lambda",
        name,
    }
}

#[async_trait]
impl Port for Aws {
    async fn list(&self) -> Result<Vec<LayerVersion>, Fault> {
        let request = self.lambda.list_layers().max_items(PAGE);
        let listed = self.caller.pages(
            LIST_LAYERS,
            |token| request.clone().set_marker(token).send(),
            |page| (page.layers, page.next_marker),
        );
        let version = |layer: types::LayersListItem| {
            let latest = layer.latest_matching_version?;
            Some(LayerVersion {
                arn: latest.layer_version_arn?,
                archive: String::new(),
                runtimes: words(latest.compatible_runtimes),
                description: latest.description.unwrap_or_default(),
            })
        };
        Ok(listed.await?.into_iter().filter_map(version).collect())
    }

    async fn latest(&self, name: &str) -> Result<Option<LayerVersion>, Fault> {
        let request = self.lambda.list_layer_versions();
        let request = request.layer_name(name).max_items(1);
        let answer = self
            .caller
            .send(LIST_LAYER_VERSIONS, request.send())
            .await?;
        let newest = answer.layer_versions.into_iter().flatten().next();
        let Some(version) = newest.map(|version| version.version) else {
            return Ok(None);
        };
        let request = self.lambda.get_layer_version();
        let request = request.layer_name(name).version_number(version);
        let answer = self.caller.send(GET_LAYER_VERSION, request.send()).await?;
        let without = || fault::unreadable(GET_LAYER_VERSION, "it lacks the digest");
        let digest = answer.content.and_then(|content| content.code_sha256);
        Ok(Some(LayerVersion {
            arn: answer.layer_version_arn.unwrap_or_default(),
            archive: digest.and_then(|it| hexadecimal(&it)).ok_or_else(without)?,
            runtimes: words(answer.compatible_runtimes),
            description: answer.description.unwrap_or_default(),
        }))
    }

    async fn publish(&self, draft: &LayerDraft, code: &Payload) -> Result<Known, Fault> {
        let content = types::LayerVersionContentInput::builder();
        let content = content.zip_file(Blob::new(code.bytes()));
        let runtimes = draft.runtimes.iter();
        let runtimes: Vec<types::Runtime> = runtimes.map(|it| it.as_str().into()).collect();
        let request = self.lambda.publish_layer_version();
        let request = request
            .layer_name(&draft.name)
            .description(&draft.description)
            .set_compatible_runtimes((!runtimes.is_empty()).then_some(runtimes))
            .content(content.build());
        let request = request.customize().config_override(patient());
        let answer = self
            .caller
            .send(PUBLISH_LAYER_VERSION, request.send())
            .await?;
        let without = || fault::unreadable(PUBLISH_LAYER_VERSION, "it lacks the ARN");
        let arn = answer.layer_version_arn.ok_or_else(without)?;
        Ok(Known::new(&draft.name, arn))
    }

    async fn versions(&self, name: &str) -> Result<Vec<i64>, Fault> {
        let request = self.lambda.list_layer_versions();
        let request = request.layer_name(name).max_items(PAGE);
        let listed = self.caller.pages(
            LIST_LAYER_VERSIONS,
            |token| request.clone().set_marker(token).send(),
            |page| (page.layer_versions, page.next_marker),
        );
        let versions = listed.await?.into_iter();
        Ok(versions.map(|version| version.version).collect())
    }

    async fn delete(&self, name: &str, version: i64) -> Result<(), Fault> {
        let request = self.lambda.delete_layer_version();
        let request = request.layer_name(name).version_number(version);
        unless_gone(self.caller.send(DELETE_LAYER_VERSION, request.send()).await)
    }
}
