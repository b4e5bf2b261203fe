//! Versions of flows and modules, and aliases of versions.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, FaultClass, FlowId, InstanceId, ModuleId};
use flow_port::{AliasRecord, Subject, VersionPort, VersionRecord};

use crate::{
    aws::Aws,
    connect::{LIST_PAGE, described, filled},
};

const MAKE_FLOW_VERSION: &str = "CreateContactFlowVersion";
const MAKE_MODULE_VERSION: &str = "CreateContactFlowModuleVersion";

#[async_trait]
impl VersionPort for Aws {
    async fn versions(
        &self,
        instance: &InstanceId,
        of: &Subject,
    ) -> Result<Vec<VersionRecord>, Fault> {
        match of {
            Subject::Flow(id) => self.flow_versions(instance, id).await,
            Subject::Module(id) => self.module_versions(instance, id).await,
        }
    }

    async fn make_version(
        &self,
        instance: &InstanceId,
        of: &Subject,
        description: &str,
    ) -> Result<u64, Fault> {
        match of {
            Subject::Flow(id) => self.make_flow_version(instance, id, description).await,
            Subject::Module(id) => self.make_module_version(instance, id, description).await,
        }
    }

    async fn content(
        &self,
        instance: &InstanceId,
        of: &Subject,
        version: u64,
    ) -> Result<Option<String>, Fault> {
        let (instance, id) = (instance.as_str(), format!("{}:{version}", of.id()));
        let content = match of {
            Subject::Flow(_) => {
                let request = self.connect.describe_contact_flow();
                let request = request.instance_id(instance).contact_flow_id(id);
                let answer = self.call("DescribeContactFlow", request.send()).await?;
                answer.contact_flow.and_then(|flow| flow.content)
            }
            Subject::Module(_) => {
                let request = self.connect.describe_contact_flow_module();
                let request = request.instance_id(instance).contact_flow_module_id(id);
                let answer = self
                    .call("DescribeContactFlowModule", request.send())
                    .await?;
                answer.contact_flow_module.and_then(|module| module.content)
            }
        };
        Ok(filled(content))
    }

    async fn aliases(
        &self,
        instance: &InstanceId,
        of: &Subject,
    ) -> Result<Vec<AliasRecord>, Fault> {
        match of {
            Subject::Flow(id) => self.flow_aliases(instance, id).await,
            Subject::Module(id) => self.module_aliases(instance, id).await,
        }
    }

    async fn make_alias(
        &self,
        instance: &InstanceId,
        of: &Subject,
        alias: &AliasRecord,
    ) -> Result<(), Fault> {
        let (instance, version) = (instance.as_str(), signed(alias.version));
        match of {
            Subject::Flow(id) => {
                let request = self.connect.create_contact_flow_alias();
                let request = request.instance_id(instance).contact_flow_id(id.as_str());
                let request = request
                    .alias_name(&alias.name)
                    .set_description(alias.description.clone())
                    .contact_flow_version(version);
                self.call("CreateContactFlowAlias", request.send()).await?;
            }
            Subject::Module(id) => {
                let request = self.connect.create_contact_flow_module_alias();
                let request = request
                    .instance_id(instance)
                    .contact_flow_module_id(id.as_str());
                let request = request
                    .alias_name(&alias.name)
                    .set_description(alias.description.clone())
                    .contact_flow_module_version(version);
                self.call("CreateContactFlowModuleAlias", request.send())
                    .await?;
            }
        }
        Ok(())
    }

    async fn move_alias(
        &self,
        instance: &InstanceId,
        of: &Subject,
        alias: &AliasRecord,
    ) -> Result<(), Fault> {
        let (instance, version) = (instance.as_str(), signed(alias.version));
        match of {
            Subject::Flow(id) => {
                let request = self.connect.update_contact_flow_alias();
                let request = request.instance_id(instance).contact_flow_id(id.as_str());
                let request = request
                    .alias_id(&alias.id)
                    .name(&alias.name)
                    .set_description(alias.description.clone())
                    .contact_flow_version(version);
                self.call("UpdateContactFlowAlias", request.send()).await?;
            }
            Subject::Module(id) => {
                let request = self.connect.update_contact_flow_module_alias();
                let request = request
                    .instance_id(instance)
                    .contact_flow_module_id(id.as_str());
                let request = request
                    .alias_id(&alias.id)
                    .name(&alias.name)
                    .set_description(alias.description.clone())
                    .contact_flow_module_version(version);
                self.call("UpdateContactFlowModuleAlias", request.send())
                    .await?;
            }
        }
        Ok(())
    }

    async fn remove_alias(
        &self,
        instance: &InstanceId,
        of: &Subject,
        alias: &str,
    ) -> Result<(), Fault> {
        let instance = instance.as_str();
        let removed = match of {
            Subject::Flow(id) => {
                let request = self.connect.delete_contact_flow_alias();
                let request = request.instance_id(instance).contact_flow_id(id.as_str());
                let request = request.alias_id(alias);
                let answer = self.call("DeleteContactFlowAlias", request.send()).await;
                answer.map(drop)
            }
            Subject::Module(id) => {
                let request = self.connect.delete_contact_flow_module_alias();
                let request = request
                    .instance_id(instance)
                    .contact_flow_module_id(id.as_str())
                    .alias_id(alias);
                let answer = self.call("DeleteContactFlowModuleAlias", request.send());
                answer.await.map(drop)
            }
        };
        match removed {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        }
    }
}

impl Aws {
    async fn make_flow_version(
        &self,
        instance: &InstanceId,
        id: &FlowId,
        description: &str,
    ) -> Result<u64, Fault> {
        let request = self.connect.create_contact_flow_version();
        let request = request
            .instance_id(instance.as_str())
            .contact_flow_id(id.as_str())
            .description(description);
        let made = self.call(MAKE_FLOW_VERSION, request.send()).await?;
        described(MAKE_FLOW_VERSION, made.version.and_then(positive))
    }

    async fn make_module_version(
        &self,
        instance: &InstanceId,
        id: &ModuleId,
        description: &str,
    ) -> Result<u64, Fault> {
        let request = self.connect.create_contact_flow_module_version();
        let request = request
            .instance_id(instance.as_str())
            .contact_flow_module_id(id.as_str())
            .description(description);
        let made = self.call(MAKE_MODULE_VERSION, request.send()).await?;
        described(MAKE_MODULE_VERSION, made.version.and_then(positive))
    }

    async fn flow_versions(
        &self,
        instance: &InstanceId,
        id: &FlowId,
    ) -> Result<Vec<VersionRecord>, Fault> {
        let request = self.connect.list_contact_flow_versions();
        let request = request
            .instance_id(instance.as_str())
            .contact_flow_id(id.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListContactFlowVersions",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.contact_flow_version_summary_list, page.next_token),
        );
        let entry =
            |it: types::ContactFlowVersionSummary| version(it.version, it.version_description);
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn module_versions(
        &self,
        instance: &InstanceId,
        id: &ModuleId,
    ) -> Result<Vec<VersionRecord>, Fault> {
        let request = self.connect.list_contact_flow_module_versions();
        let request = request
            .instance_id(instance.as_str())
            .contact_flow_module_id(id.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListContactFlowModuleVersions",
            |token| request.clone().set_next_token(token).send(),
            |page| {
                (
                    page.contact_flow_module_version_summary_list,
                    page.next_token,
                )
            },
        );
        let entry = |it: types::ContactFlowModuleVersionSummary| {
            version(it.version, it.version_description)
        };
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn flow_aliases(
        &self,
        instance: &InstanceId,
        id: &FlowId,
    ) -> Result<Vec<AliasRecord>, Fault> {
        let request = self.connect.list_contact_flow_aliases();
        let request = request
            .instance_id(instance.as_str())
            .contact_flow_id(id.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListContactFlowAliases",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.contact_flow_alias_summary_list, page.next_token),
        );
        let entry = |it: types::ContactFlowAliasSummary| {
            alias(
                (it.alias_id, it.alias_name),
                it.alias_description,
                it.version,
            )
        };
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn module_aliases(
        &self,
        instance: &InstanceId,
        id: &ModuleId,
    ) -> Result<Vec<AliasRecord>, Fault> {
        let request = self.connect.list_contact_flow_module_aliases();
        let request = request
            .instance_id(instance.as_str())
            .contact_flow_module_id(id.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListContactFlowModuleAliases",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.contact_flow_module_alias_summary_list, page.next_token),
        );
        let entry = |it: types::ContactFlowModuleAliasSummary| {
            alias(
                (it.alias_id, it.alias_name),
                it.alias_description,
                it.version,
            )
        };
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }
}

fn version(number: Option<i64>, description: Option<String>) -> Option<VersionRecord> {
    Some(VersionRecord {
        number: positive(number?)?,
        description: filled(description),
    })
}

fn alias(
    (id, name): (Option<String>, Option<String>),
    description: Option<String>,
    version: Option<i64>,
) -> Option<AliasRecord> {
    Some(AliasRecord {
        id: id?,
        name: name?,
        description: filled(description),
        version: positive(version?)?,
    })
}

fn positive(number: i64) -> Option<u64> {
    u64::try_from(number).ok()
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
