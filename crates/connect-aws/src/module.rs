//! Flow modules.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, InstanceId, ModuleId, Tags};
use connect_resources::{
    Known, Named,
    module::{ModuleChange, ModuleDraft, ModuleRecord, Port},
};

use crate::{
    aws::Aws,
    connect::{LIST_PAGE, SEARCH_PAGE, described, filled, made, named, tag_map, tags},
};

const DESCRIBE: &str = "DescribeContactFlowModule";

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault> {
        let request = self.connect.list_contact_flow_modules();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListContactFlowModules",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.contact_flow_modules_summary_list, page.next_token),
        );
        let entry =
            |entry: types::ContactFlowModuleSummary| named(entry.name, entry.id, entry.arn, None);
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn search(&self, instance: &InstanceId) -> Result<Vec<ModuleRecord>, Fault> {
        let request = self.connect.search_contact_flow_modules();
        let request = request
            .instance_id(instance.as_str())
            .max_results(SEARCH_PAGE);
        let found = self.pages(
            "SearchContactFlowModules",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.contact_flow_modules, page.next_token),
        );
        Ok(found.await?.into_iter().filter_map(record).collect())
    }

    async fn describe(
        &self,
        instance: &InstanceId,
        id: &ModuleId,
        draft: bool,
    ) -> Result<ModuleRecord, Fault> {
        let id = if draft { saved(id) } else { id.to_string() };
        let request = self.connect.describe_contact_flow_module();
        let request = request
            .instance_id(instance.as_str())
            .contact_flow_module_id(id);
        let answer = self.call(DESCRIBE, request.send()).await?;
        described(DESCRIBE, answer.contact_flow_module.and_then(record))
    }

    async fn create(
        &self,
        instance: &InstanceId,
        draft: &ModuleDraft,
        tags: &Tags,
    ) -> Result<Known, Fault> {
        let external = |enabled| {
            types::ExternalInvocationConfiguration::builder()
                .enabled(enabled)
                .build()
        };
        let request = self.connect.create_contact_flow_module();
        let request = request
            .instance_id(instance.as_str())
            .name(&draft.name)
            .set_description(draft.description.clone())
            .content(&draft.content)
            .set_settings(draft.settings.clone())
            .set_external_invocation_configuration(draft.external_invocation.map(external))
            .client_token(&draft.token)
            .set_tags(tag_map(tags));
        let answer = self.call("CreateContactFlowModule", request.send()).await?;
        made("CreateContactFlowModule", answer.id, answer.arn)
    }

    async fn update(
        &self,
        instance: &InstanceId,
        id: &ModuleId,
        change: &ModuleChange,
    ) -> Result<(), Fault> {
        let instance = instance.as_str();
        match change {
            ModuleChange::Name { name, description } => {
                let request = self.connect.update_contact_flow_module_metadata();
                let request = request
                    .instance_id(instance)
                    .contact_flow_module_id(id.as_str())
                    .name(name)
                    .set_description(description.clone());
                self.call("UpdateContactFlowModuleMetadata", request.send())
                    .await?;
            }
            ModuleChange::Content {
                content,
                settings,
                saved: draft,
            } => {
                let id = if *draft { saved(id) } else { id.to_string() };
                let request = self.connect.update_contact_flow_module_content();
                let request = request
                    .instance_id(instance)
                    .contact_flow_module_id(id)
                    .content(content)
                    .set_settings(settings.clone());
                self.call("UpdateContactFlowModuleContent", request.send())
                    .await?;
            }
        }
        Ok(())
    }

    async fn delete(&self, instance: &InstanceId, id: &ModuleId) -> Result<(), Fault> {
        let request = self.connect.delete_contact_flow_module();
        let request = request
            .instance_id(instance.as_str())
            .contact_flow_module_id(id.as_str());
        self.call("DeleteContactFlowModule", request.send()).await?;
        Ok(())
    }
}

/// The draft of a module, as an id.
fn saved(id: &ModuleId) -> String {
    format!("{id}:$SAVED")
}

fn record(module: types::ContactFlowModule) -> Option<ModuleRecord> {
    let external = module.external_invocation_configuration;
    Some(ModuleRecord {
        id: ModuleId::new(module.id?),
        arn: module.arn?,
        name: module.name?,
        description: module.description,
        content: filled(module.content),
        sha256: filled(module.flow_module_content_sha256),
        settings: filled(module.settings),
        external_invocation: external.is_some_and(|external| external.enabled),
        tags: tags(module.tags),
    })
}
