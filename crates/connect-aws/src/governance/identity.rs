//! Managed policies of IAM, and the roles that have them.

use async_trait::async_trait;
use aws_sdk_iam::types;
use connect_governance::port::{
    AttachedPolicy, IdentityPort, PolicyDraft, PolicyRecord, PolicyVersion, RoleDraft, RoleRecord,
};
use connect_model::{Fault, FaultClass};
use percent_encoding::percent_decode_str;

use crate::{
    aws::Aws,
    call::Operation,
    fault,
    iam::{list_of, tags_of},
};

/// The largest page of a list.
const PAGE: i32 = 1_000;

const ATTACH: Operation = operation("AttachRolePolicy");
const ATTACHED: Operation = operation("ListAttachedRolePolicies");
const CREATE: Operation = operation("CreatePolicy");
const CREATE_ROLE: Operation = operation("CreateRole");
const CREATE_VERSION: Operation = operation("CreatePolicyVersion");
const DELETE: Operation = operation("DeletePolicy");
const DELETE_VERSION: Operation = operation("DeletePolicyVersion");
const DETACH: Operation = operation("DetachRolePolicy");
const GET: Operation = operation("GetPolicy");
const GET_ROLE: Operation = operation("GetRole");
const GET_VERSION: Operation = operation("GetPolicyVersion");
const TRUST: Operation = operation("UpdateAssumeRolePolicy");
const VERSIONS: Operation = operation("ListPolicyVersions");

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "iam",
        name,
    }
}

#[async_trait]
impl IdentityPort for Aws {
    async fn role(&self, name: &str) -> Result<Option<RoleRecord>, Fault> {
        let request = self.iam.get_role().role_name(name);
        let answer = if_there(self.caller.send(GET_ROLE, request.send()).await)?;
        let role = answer.and_then(|answer| answer.role);
        Ok(role.map(|role| RoleRecord {
            arn: role.arn,
            trust: decoded(&role.assume_role_policy_document.unwrap_or_default()),
            tags: tags_of(role.tags),
        }))
    }

    async fn create_role(&self, draft: &RoleDraft) -> Result<String, Fault> {
        let request = self.iam.create_role();
        let request = request
            .role_name(&draft.name)
            .description(&draft.description)
            .assume_role_policy_document(&draft.trust)
            .set_tags(list_of(&draft.tags));
        let answer = self.caller.send(CREATE_ROLE, request.send()).await?;
        let without = || fault::unreadable(CREATE_ROLE, "it lacks the role");
        Ok(answer.role.ok_or_else(without)?.arn)
    }

    async fn trust(&self, role: &str, document: &str) -> Result<(), Fault> {
        let request = self.iam.update_assume_role_policy();
        let request = request.role_name(role).policy_document(document);
        self.caller.send(TRUST, request.send()).await?;
        Ok(())
    }

    async fn policy(&self, arn: &str) -> Result<Option<PolicyRecord>, Fault> {
        let request = self.iam.get_policy().policy_arn(arn);
        let answer = if_there(self.caller.send(GET, request.send()).await)?;
        let Some(policy) = answer.and_then(|answer| answer.policy) else {
            return Ok(None);
        };
        let version = policy.default_version_id.unwrap_or_default();
        let request = self.iam.get_policy_version();
        let request = request.policy_arn(arn).version_id(version);
        let answer = if_there(self.caller.send(GET_VERSION, request.send()).await)?;
        let version = answer.and_then(|answer| answer.policy_version);
        let document = version.and_then(|version| version.document);
        let attachments = policy.attachment_count.unwrap_or_default();
        Ok(Some(PolicyRecord {
            arn: arn.to_owned(),
            document: decoded(&document.unwrap_or_default()),
            attachments: attachments.try_into().unwrap_or_default(),
            tags: tags_of(policy.tags),
        }))
    }

    async fn versions(&self, arn: &str) -> Result<Vec<PolicyVersion>, Fault> {
        let mut versions = self.policy_versions(arn).await?;
        // IAM counts them, and never gives a number twice.
        versions.sort_by_key(|version| number(version.version_id.as_deref()));
        let seen = versions.into_iter().filter_map(|version| {
            Some(PolicyVersion {
                id: version.version_id?,
                is_default: version.is_default_version,
            })
        });
        Ok(seen.collect())
    }

    async fn create_policy(&self, draft: &PolicyDraft) -> Result<String, Fault> {
        let request = self.iam.create_policy();
        let request = request
            .policy_name(&draft.name)
            .description(&draft.description)
            .policy_document(&draft.document)
            .set_tags(list_of(&draft.tags));
        let answer = self.caller.send(CREATE, request.send()).await?;
        let arn = answer.policy.and_then(|policy| policy.arn);
        arn.ok_or_else(|| fault::unreadable(CREATE, "it lacks the policy"))
    }

    async fn create_version(&self, arn: &str, document: &str) -> Result<(), Fault> {
        let request = self.iam.create_policy_version();
        let request = request
            .policy_arn(arn)
            .policy_document(document)
            .set_as_default(true);
        self.caller.send(CREATE_VERSION, request.send()).await?;
        Ok(())
    }

    async fn delete_version(&self, arn: &str, version: &str) -> Result<(), Fault> {
        let request = self.iam.delete_policy_version();
        let request = request.policy_arn(arn).version_id(version);
        let answer = self.caller.send(DELETE_VERSION, request.send()).await;
        if_there(answer).map(drop)
    }

    async fn attached(&self, role: &str) -> Result<Vec<AttachedPolicy>, Fault> {
        let request = self.iam.list_attached_role_policies();
        let request = request.role_name(role).max_items(PAGE);
        let listed = self.caller.pages(
            ATTACHED,
            |token| request.clone().set_marker(token).send(),
            |page| (page.attached_policies, page.marker),
        );
        let listed = if_there(listed.await)?.unwrap_or_default();
        let seen = listed.into_iter().filter_map(|policy| {
            Some(AttachedPolicy {
                name: policy.policy_name?,
                arn: policy.policy_arn?,
            })
        });
        Ok(seen.collect())
    }

    async fn attach(&self, role: &str, arn: &str) -> Result<(), Fault> {
        let request = self.iam.attach_role_policy();
        let request = request.role_name(role).policy_arn(arn);
        self.caller.send(ATTACH, request.send()).await?;
        Ok(())
    }

    async fn detach(&self, role: &str, arn: &str) -> Result<(), Fault> {
        let request = self.iam.detach_role_policy();
        let request = request.role_name(role).policy_arn(arn);
        let answer = self.caller.send(DETACH, request.send()).await;
        if_there(answer).map(drop)
    }

    async fn delete_policy(&self, arn: &str) -> Result<(), Fault> {
        let Some(versions) = if_there(self.policy_versions(arn).await)? else {
            return Ok(());
        };
        let others = versions.into_iter().filter(|it| !it.is_default_version);
        for version in others.filter_map(|it| it.version_id) {
            IdentityPort::delete_version(self, arn, &version).await?;
        }
        let request = self.iam.delete_policy().policy_arn(arn);
        let answer = self.caller.send(DELETE, request.send()).await;
        if_there(answer).map(drop)
    }
}

impl Aws {
    async fn policy_versions(&self, arn: &str) -> Result<Vec<types::PolicyVersion>, Fault> {
        let request = self.iam.list_policy_versions();
        let request = request.policy_arn(arn).max_items(PAGE);
        let listed = self.caller.pages(
            VERSIONS,
            |token| request.clone().set_marker(token).send(),
            |page| (page.versions, page.marker),
        );
        listed.await
    }
}

/// Nothing where there is nothing.
fn if_there<T>(answer: Result<T, Fault>) -> Result<Option<T>, Fault> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(fault) if fault.class == FaultClass::NotFound => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// The number of a version: 12 of `v12`.
fn number(version: Option<&str>) -> u32 {
    let number = version.and_then(|it| it.strip_prefix('v'));
    number.and_then(|it| it.parse().ok()).unwrap_or_default()
}

/// IAM answers documents percent-encoded (RFC 3986).
fn decoded(document: &str) -> String {
    percent_decode_str(document)
        .decode_utf8_lossy()
        .into_owned()
}
