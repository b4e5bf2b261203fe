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
    function::{PAGE, hexadecimal, operation, patient, unless_gone, words},
};

const DESCRIBE: Operation = operation("GetLayerVersion");
const PUBLISH: Operation = operation("PublishLayerVersion");
const VERSIONS: Operation = operation("ListLayerVersions");

#[async_trait]
impl Port for Aws {
    async fn list(&self) -> Result<Vec<LayerVersion>, Fault> {
        let request = self.lambda.list_layers().max_items(PAGE);
        let listed = self.caller.pages(
            operation("ListLayers"),
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
        let answer = self.caller.send(VERSIONS, request.send()).await?;
        let newest = answer.layer_versions.into_iter().flatten().next();
        let Some(version) = newest.map(|version| version.version) else {
            return Ok(None);
        };
        let request = self.lambda.get_layer_version();
        let request = request.layer_name(name).version_number(version);
        let answer = self.caller.send(DESCRIBE, request.send()).await?;
        let without = || fault::unreadable(DESCRIBE, "it lacks the digest");
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
        let answer = self.caller.send(PUBLISH, request.send()).await?;
        let without = || fault::unreadable(PUBLISH, "it lacks the ARN");
        let arn = answer.layer_version_arn.ok_or_else(without)?;
        Ok(Known::new(&draft.name, arn))
    }

    async fn versions(&self, name: &str) -> Result<Vec<i64>, Fault> {
        let request = self.lambda.list_layer_versions();
        let request = request.layer_name(name).max_items(PAGE);
        let listed = self.caller.pages(
            VERSIONS,
            |token| request.clone().set_marker(token).send(),
            |page| (page.layer_versions, page.next_marker),
        );
        let versions = listed.await?.into_iter();
        Ok(versions.map(|version| version.version).collect())
    }

    async fn delete(&self, name: &str, version: i64) -> Result<(), Fault> {
        let request = self.lambda.delete_layer_version();
        let request = request.layer_name(name).version_number(version);
        let call = operation("DeleteLayerVersion");
        unless_gone(self.caller.send(call, request.send()).await)
    }
}
