//! Roles of IAM that services take. They are roles as those of identity providers are.

use async_trait::async_trait;
use connect_model::Fault;
use connect_resources::{
    Known,
    federation_role::{Port as Roles, RoleDraft},
    service_role::{Port, ServiceRoleDraft, ServiceRoleRecord},
};

use crate::aws::Aws;

/// How long a session may last where nobody says so, in seconds; IAM's own default.
const SESSION_S: u32 = 3_600;

#[async_trait]
impl Port for Aws {
    async fn list(&self, path: &str) -> Result<Vec<Known>, Fault> {
        let listed = Roles::list(self, path).await?.into_iter();
        Ok(listed.map(|role| role.known).collect())
    }

    async fn describe(&self, role: &str, policy: &str) -> Result<ServiceRoleRecord, Fault> {
        let record = Roles::describe(self, role, policy).await?;
        Ok(ServiceRoleRecord {
            arn: record.arn,
            trust: record.trust,
            permissions: record.permissions,
            tags: record.tags,
        })
    }

    async fn create(&self, draft: &ServiceRoleDraft) -> Result<Known, Fault> {
        let draft = RoleDraft {
            name: draft.name.clone(),
            path: draft.path.clone(),
            description: draft.description.clone(),
            trust: draft.trust.clone(),
            session_s: SESSION_S,
            tags: draft.tags.clone(),
        };
        Roles::create(self, &draft).await
    }

    async fn trust(&self, role: &str, document: &str) -> Result<(), Fault> {
        Roles::trust(self, role, document).await
    }

    async fn permit(&self, role: &str, policy: &str, document: &str) -> Result<(), Fault> {
        Roles::permit(self, role, policy, document).await
    }

    async fn delete(&self, role: &str, policy: &str) -> Result<(), Fault> {
        Roles::delete(self, role, policy).await
    }
}
