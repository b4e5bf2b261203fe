//! Roles of the account, looked at.

use std::collections::BTreeMap;

use async_trait::async_trait;
use aws_sdk_iam::types;
use connect_governance::{
    port::{RoleSight, RoleSightRecord},
    world::ServiceUse,
};
use connect_model::Fault;
use percent_encoding::percent_decode_str;

use crate::{aws::Aws, call::Operation, fault};

const DETAILS: Operation = operation("GetAccountAuthorizationDetails");
const ASK: Operation = operation("GenerateServiceLastAccessedDetails");
const USED: Operation = operation("GetServiceLastAccessedDetails");
/// The largest page.
const PAGE: i32 = 1_000;

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "iam",
        name,
    }
}

#[async_trait]
impl RoleSight for Aws {
    async fn roles(&self) -> Result<Vec<RoleSightRecord>, Fault> {
        let request = self.iam.get_account_authorization_details();
        let request = request
            .filter(types::EntityType::Role)
            .filter(types::EntityType::LocalManagedPolicy)
            .filter(types::EntityType::AwsManagedPolicy)
            .max_items(PAGE);
        let (mut roles, mut policies) = (Vec::new(), BTreeMap::new());
        let mut marker = None;
        loop {
            let request = request.clone().set_marker(marker);
            let answer = self.caller.send(DETAILS, request.send()).await?;
            roles.extend(answer.role_detail_list.unwrap_or_default());
            let known = answer.policies.unwrap_or_default().into_iter();
            policies.extend(known.filter_map(policy));
            match answer.marker.filter(|_| answer.is_truncated) {
                Some(next) => marker = Some(next),
                None => break,
            }
        }
        let record = |role| record(role, &policies);
        Ok(roles.into_iter().filter_map(record).collect())
    }

    async fn ask_use(&self, arn: &str) -> Result<String, Fault> {
        let request = self.iam.generate_service_last_accessed_details().arn(arn);
        let answer = self.caller.send(ASK, request.send()).await?;
        let lacks = || fault::unreadable(ASK, "it lacks the id of the report");
        answer.job_id.ok_or_else(lacks)
    }

    async fn used(&self, report: &str) -> Result<Option<Vec<ServiceUse>>, Fault> {
        let request = self.iam.get_service_last_accessed_details();
        let request = request.job_id(report).max_items(PAGE);
        let answer = self.caller.send(USED, request.send()).await?;
        if answer.job_status != types::JobStatusType::Completed {
            return Ok(None);
        }
        let used = |it: types::ServiceLastAccessed| ServiceUse {
            service: it.service_namespace,
            last_s: it.last_authenticated.map(|at| at.secs()),
        };
        let services = answer.services_last_accessed.into_iter();
        Ok(Some(services.map(used).collect()))
    }
}

/// The ARN of a policy, and what it says by default.
fn policy(told: types::ManagedPolicyDetail) -> Option<(String, String)> {
    let mut versions = told.policy_version_list?.into_iter();
    let default = versions.find(|it| it.is_default_version)?;
    Some((told.arn?, decoded(&default.document?)))
}

fn record(told: types::RoleDetail, policies: &BTreeMap<String, String>) -> Option<RoleSightRecord> {
    let own = told.role_policy_list.unwrap_or_default().into_iter();
    let own = own.filter_map(|it| it.policy_document);
    let attached = told.attached_managed_policies.unwrap_or_default();
    let attached = attached.into_iter().filter_map(|it| it.policy_arn);
    let attached = attached.filter_map(|arn| policies.get(&arn).cloned());
    Some(RoleSightRecord {
        name: told.role_name?,
        arn: told.arn?,
        path: told.path.unwrap_or_default(),
        created_s: told.create_date.map(|at| at.secs()),
        trust: decoded(&told.assume_role_policy_document.unwrap_or_default()),
        policies: own.map(|it| decoded(&it)).chain(attached).collect(),
    })
}

/// IAM answers documents percent-encoded.
fn decoded(document: &str) -> String {
    percent_decode_str(document)
        .decode_utf8_lossy()
        .into_owned()
}
