//! SAML identity providers of IAM, and their tags.

use async_trait::async_trait;
use connect_model::{Fault, FaultClass, Tags};
use connect_resources::{
    Known, Named,
    saml_provider::{Port, SamlProviderRecord},
};

use crate::{
    aws::Aws,
    call::Operation,
    fault,
    iam::{list_of, tags_of},
};

const CREATE: Operation = operation("CreateSAMLProvider");
const DELETE: Operation = operation("DeleteSAMLProvider");
const DESCRIBE: Operation = operation("GetSAMLProvider");
const LIST: Operation = operation("ListSAMLProviders");
const TAG: Operation = operation("TagSAMLProvider");
const UNTAG: Operation = operation("UntagSAMLProvider");
const UPDATE: Operation = operation("UpdateSAMLProvider");

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "iam",
        name,
    }
}

#[async_trait]
impl Port for Aws {
    /// The list has no pages: an account has at most a hundred.
    async fn list(&self) -> Result<Vec<Named>, Fault> {
        let request = self.iam.list_saml_providers();
        let answer = self.caller.send(LIST, request.send()).await?;
        let named = |arn: String| {
            let name = arn.rsplit('/').next()?.to_owned();
            Some(Named {
                name,
                known: Known::new(&arn, &arn),
                modified_ms: None,
            })
        };
        let listed = answer.saml_provider_list.unwrap_or_default();
        let arns = listed.into_iter().filter_map(|entry| entry.arn);
        Ok(arns.filter_map(named).collect())
    }

    async fn describe(&self, arn: &str) -> Result<SamlProviderRecord, Fault> {
        let request = self.iam.get_saml_provider().saml_provider_arn(arn);
        let answer = self.caller.send(DESCRIBE, request.send()).await?;
        let without = || fault::unreadable(DESCRIBE, "it lacks the metadata");
        Ok(SamlProviderRecord {
            metadata: answer.saml_metadata_document.ok_or_else(without)?,
            tags: tags_of(answer.tags),
        })
    }

    async fn create(&self, name: &str, metadata: &str, tags: &Tags) -> Result<Known, Fault> {
        let request = self.iam.create_saml_provider();
        let request = request
            .name(name)
            .saml_metadata_document(metadata)
            .set_tags(list_of(tags));
        let answer = self.caller.send(CREATE, request.send()).await?;
        let without = || fault::unreadable(CREATE, "it lacks the ARN");
        let arn = answer.saml_provider_arn.ok_or_else(without)?;
        Ok(Known::new(&arn, &arn))
    }

    async fn update(&self, arn: &str, metadata: &str) -> Result<(), Fault> {
        let request = self.iam.update_saml_provider();
        let request = request
            .saml_provider_arn(arn)
            .saml_metadata_document(metadata);
        self.caller.send(UPDATE, request.send()).await?;
        Ok(())
    }

    async fn delete(&self, arn: &str) -> Result<(), Fault> {
        let request = self.iam.delete_saml_provider().saml_provider_arn(arn);
        match self.caller.send(DELETE, request.send()).await {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        }
    }
}

impl Aws {
    pub(crate) async fn tag_saml_provider(&self, arn: &str, tags: &Tags) -> Result<(), Fault> {
        let request = self.iam.tag_saml_provider();
        let request = request.saml_provider_arn(arn).set_tags(list_of(tags));
        self.caller.send(TAG, request.send()).await?;
        Ok(())
    }

    pub(crate) async fn untag_saml_provider(
        &self,
        arn: &str,
        keys: &[String],
    ) -> Result<(), Fault> {
        let request = self.iam.untag_saml_provider();
        let request = request
            .saml_provider_arn(arn)
            .set_tag_keys(Some(keys.to_vec()));
        self.caller.send(UNTAG, request.send()).await?;
        Ok(())
    }
}
