//! Security profiles.

use std::collections::BTreeSet;

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, InstanceId, SecurityProfileId, Tags};
use connect_resources::{
    Known, Named,
    security_profile::{Port, SecurityProfileDraft, SecurityProfileRecord},
};

use crate::{
    aws::Aws,
    connect::{LIST_PAGE, SEARCH_PAGE, described, made, named, tag_map, tags},
};

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault> {
        let request = self.connect.list_security_profiles();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListSecurityProfiles",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.security_profile_summary_list, page.next_token),
        );
        let entry = |entry: types::SecurityProfileSummary| {
            named(entry.name, entry.id, entry.arn, entry.last_modified_time)
        };
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn search(&self, instance: &InstanceId) -> Result<Vec<SecurityProfileRecord>, Fault> {
        let request = self.connect.search_security_profiles();
        let request = request
            .instance_id(instance.as_str())
            .max_results(SEARCH_PAGE);
        let found = self.pages(
            "SearchSecurityProfiles",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.security_profiles, page.next_token),
        );
        let record = |profile: types::SecurityProfileSearchSummary| {
            Some(SecurityProfileRecord {
                id: SecurityProfileId::new(profile.id?),
                description: profile.description,
                tags: tags(profile.tags),
            })
        };
        Ok(found.await?.into_iter().filter_map(record).collect())
    }

    async fn describe(
        &self,
        instance: &InstanceId,
        id: &SecurityProfileId,
    ) -> Result<SecurityProfileRecord, Fault> {
        let request = self.connect.describe_security_profile();
        let request = request
            .instance_id(instance.as_str())
            .security_profile_id(id.as_str());
        let answer = self.call("DescribeSecurityProfile", request.send()).await?;
        let record = |profile: types::SecurityProfile| {
            Some(SecurityProfileRecord {
                id: SecurityProfileId::new(profile.id?),
                description: profile.description,
                tags: tags(profile.tags),
            })
        };
        let record = answer.security_profile.and_then(record);
        described("DescribeSecurityProfile", record)
    }

    async fn permissions(
        &self,
        instance: &InstanceId,
        id: &SecurityProfileId,
    ) -> Result<BTreeSet<String>, Fault> {
        let request = self.connect.list_security_profile_permissions();
        let request = request
            .instance_id(instance.as_str())
            .security_profile_id(id.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListSecurityProfilePermissions",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.permissions, page.next_token),
        );
        Ok(listed.await?.into_iter().collect())
    }

    async fn create(
        &self,
        instance: &InstanceId,
        name: &str,
        draft: &SecurityProfileDraft,
        tags: &Tags,
    ) -> Result<Known, Fault> {
        let request = self.connect.create_security_profile();
        let request = request
            .instance_id(instance.as_str())
            .security_profile_name(name)
            .set_description(draft.description.clone())
            .set_permissions(Some(draft.permissions.iter().cloned().collect()))
            .set_tags(tag_map(tags));
        let answer = self.call("CreateSecurityProfile", request.send()).await?;
        made(
            "CreateSecurityProfile",
            answer.security_profile_id,
            answer.security_profile_arn,
        )
    }

    async fn update(
        &self,
        instance: &InstanceId,
        id: &SecurityProfileId,
        draft: &SecurityProfileDraft,
    ) -> Result<(), Fault> {
        let request = self.connect.update_security_profile();
        let request = request
            .instance_id(instance.as_str())
            .security_profile_id(id.as_str())
            .set_description(draft.description.clone())
            .set_permissions(Some(draft.permissions.iter().cloned().collect()));
        self.call("UpdateSecurityProfile", request.send()).await?;
        Ok(())
    }

    async fn delete(&self, instance: &InstanceId, id: &SecurityProfileId) -> Result<(), Fault> {
        let request = self.connect.delete_security_profile();
        let request = request
            .instance_id(instance.as_str())
            .security_profile_id(id.as_str());
        self.call("DeleteSecurityProfile", request.send()).await?;
        Ok(())
    }
}
