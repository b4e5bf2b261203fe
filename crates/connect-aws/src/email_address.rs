//! E-mail addresses of an instance.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, FaultClass, InstanceId, Tags};
use connect_resources::{
    Known, Named,
    email_address::{Metadata, Port},
};

use crate::{
    aws::Aws,
    connect::{SEARCH_PAGE, filled, made, named, tag_map, tags},
};

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault> {
        let request = self.connect.search_email_addresses();
        let request = request
            .instance_id(instance.as_str())
            .max_results(SEARCH_PAGE);
        let found = self.pages(
            "SearchEmailAddresses",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.email_addresses, page.next_token),
        );
        let entry = |found: types::EmailAddressMetadata| {
            let (id, arn) = (found.email_address_id, found.email_address_arn);
            named(found.email_address, id, arn, None)
        };
        Ok(found.await?.into_iter().filter_map(entry).collect())
    }

    async fn describe(&self, instance: &InstanceId, id: &str) -> Result<(Metadata, Tags), Fault> {
        let request = self.connect.describe_email_address();
        let request = request.instance_id(instance.as_str()).email_address_id(id);
        let answer = self.call("DescribeEmailAddress", request.send()).await?;
        let metadata = Metadata {
            display_name: filled(answer.display_name),
            description: filled(answer.description),
        };
        Ok((metadata, tags(answer.tags)))
    }

    async fn create(
        &self,
        instance: &InstanceId,
        address: &str,
        metadata: &Metadata,
        tags: &Tags,
        token: &str,
    ) -> Result<Known, Fault> {
        let request = self.connect.create_email_address();
        let request = request
            .instance_id(instance.as_str())
            .email_address(address)
            .set_display_name(metadata.display_name.clone())
            .set_description(metadata.description.clone())
            .set_tags(tag_map(tags))
            .client_token(token);
        let answer = self.call("CreateEmailAddress", request.send()).await?;
        made(
            "CreateEmailAddress",
            answer.email_address_id,
            answer.email_address_arn,
        )
    }

    async fn update(
        &self,
        instance: &InstanceId,
        id: &str,
        metadata: &Metadata,
    ) -> Result<(), Fault> {
        let request = self.connect.update_email_address_metadata();
        let request = request
            .instance_id(instance.as_str())
            .email_address_id(id)
            .set_display_name(metadata.display_name.clone())
            .set_description(metadata.description.clone())
            .client_token(self.tokens.next());
        self.call("UpdateEmailAddressMetadata", request.send())
            .await?;
        Ok(())
    }

    async fn delete(&self, instance: &InstanceId, id: &str) -> Result<(), Fault> {
        let request = self.connect.delete_email_address();
        let request = request.instance_id(instance.as_str()).email_address_id(id);
        match self.call("DeleteEmailAddress", request.send()).await {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        }
    }
}
