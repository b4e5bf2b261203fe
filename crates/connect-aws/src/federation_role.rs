//! Roles of IAM that users of identity providers take, and their tags.

use async_trait::async_trait;
use aws_sdk_iam::types;
use connect_model::{Fault, FaultClass, Tags};
use connect_resources::{
    Known, Named,
    federation_role::{Port, RoleDraft, RoleRecord},
};
use percent_encoding::percent_decode_str;

use crate::{
    aws::Aws,
    call::Operation,
    fault,
    iam::{list_of, tags_of},
};

/// The largest page of the list.
const PAGE: i32 = 1_000;

const CREATE: Operation = operation("CreateRole");
const DELETE: Operation = operation("DeleteRole");
const DELETE_POLICY: Operation = operation("DeleteRolePolicy");
const DESCRIBE: Operation = operation("GetRole");
const LIMIT: Operation = operation("UpdateRole");
const LIST: Operation = operation("ListRoles");
const PERMIT: Operation = operation("PutRolePolicy");
const POLICY: Operation = operation("GetRolePolicy");
const TAG: Operation = operation("TagRole");
const TRUST: Operation = operation("UpdateAssumeRolePolicy");
const UNTAG: Operation = operation("UntagRole");

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "iam",
        name,
    }
}

#[async_trait]
impl Port for Aws {
    async fn list(&self, path: &str) -> Result<Vec<Named>, Fault> {
        let request = self.iam.list_roles().path_prefix(path).max_items(PAGE);
        let listed = self.caller.pages(
            LIST,
            |token| request.clone().set_marker(token).send(),
            |page| (Some(page.roles), page.marker),
        );
        let named = |role: types::Role| Named {
            known: Known::new(&role.role_name, role.arn),
            name: role.role_name,
            modified_ms: None,
        };
        Ok(listed.await?.into_iter().map(named).collect())
    }

    async fn describe(&self, role: &str, policy: &str) -> Result<RoleRecord, Fault> {
        let request = self.iam.get_role().role_name(role);
        let answer = self.caller.send(DESCRIBE, request.send()).await?;
        let request = self.iam.get_role_policy();
        let request = request.role_name(role).policy_name(policy);
        let permissions = match self.caller.send(POLICY, request.send()).await {
            Ok(answer) => Some(decoded(&answer.policy_document)),
            Err(fault) if fault.class == FaultClass::NotFound => None,
            Err(fault) => return Err(fault),
        };
        let without = || fault::unreadable(DESCRIBE, "it lacks the role");
        let role = answer.role.ok_or_else(without)?;
        let trust = role.assume_role_policy_document.unwrap_or_default();
        let session = role.max_session_duration.unwrap_or_default();
        Ok(RoleRecord {
            arn: role.arn,
            trust: decoded(&trust),
            permissions,
            session_s: session.try_into().unwrap_or_default(),
            tags: tags_of(role.tags),
        })
    }

    async fn create(&self, draft: &RoleDraft) -> Result<Known, Fault> {
        let request = self.iam.create_role();
        let request = request
            .role_name(&draft.name)
            .path(&draft.path)
            .description(&draft.description)
            .assume_role_policy_document(&draft.trust)
            .max_session_duration(seconds(draft.session_s))
            .set_tags(list_of(&draft.tags));
        let answer = self.caller.send(CREATE, request.send()).await?;
        let without = || fault::unreadable(CREATE, "it lacks the role");
        let role = answer.role.ok_or_else(without)?;
        Ok(Known::new(role.role_name, role.arn))
    }

    async fn trust(&self, role: &str, document: &str) -> Result<(), Fault> {
        let request = self.iam.update_assume_role_policy();
        let request = request.role_name(role).policy_document(document);
        self.caller.send(TRUST, request.send()).await?;
        Ok(())
    }

    async fn permit(&self, role: &str, policy: &str, document: &str) -> Result<(), Fault> {
        let request = self.iam.put_role_policy();
        let request = request
            .role_name(role)
            .policy_name(policy)
            .policy_document(document);
        self.caller.send(PERMIT, request.send()).await?;
        Ok(())
    }

    async fn limit_sessions(&self, role: &str, session_s: u32) -> Result<(), Fault> {
        let request = self.iam.update_role();
        let request = request
            .role_name(role)
            .max_session_duration(seconds(session_s));
        self.caller.send(LIMIT, request.send()).await?;
        Ok(())
    }

    async fn delete(&self, role: &str, policy: &str) -> Result<(), Fault> {
        let gone = |answer: Result<(), Fault>| match answer {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        };
        let request = self.iam.delete_role_policy();
        let request = request.role_name(role).policy_name(policy);
        let answer = self.caller.send(DELETE_POLICY, request.send()).await;
        gone(answer.map(drop))?;
        let request = self.iam.delete_role().role_name(role);
        let answer = self.caller.send(DELETE, request.send()).await;
        gone(answer.map(drop))
    }
}

impl Aws {
    pub(crate) async fn tag_role(&self, arn: &str, tags: &Tags) -> Result<(), Fault> {
        let request = self.iam.tag_role();
        let request = request.role_name(name_of(arn)).set_tags(list_of(tags));
        self.caller.send(TAG, request.send()).await?;
        Ok(())
    }

    pub(crate) async fn untag_role(&self, arn: &str, keys: &[String]) -> Result<(), Fault> {
        let request = self.iam.untag_role();
        let request = request
            .role_name(name_of(arn))
            .set_tag_keys(Some(keys.to_vec()));
        self.caller.send(UNTAG, request.send()).await?;
        Ok(())
    }
}

/// The ARN of a role has its path before its name.
fn name_of(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

/// IAM answers documents percent-encoded (RFC 3986).
fn decoded(document: &str) -> String {
    percent_decode_str(document)
        .decode_utf8_lossy()
        .into_owned()
}

fn seconds(seconds: u32) -> i32 {
    seconds.try_into().unwrap_or(i32::MAX)
}
