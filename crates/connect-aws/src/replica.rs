//! Replicas of an instance, and what they lag behind in.

use async_trait::async_trait;
use aws_sdk_connect as sdk;
use aws_types::region::Region as SdkRegion;
use connect_model::{Fault, FaultClass, InstanceId, Region};
use connect_resources::{
    Known,
    replica::{
        Lag, Port, ReplicaDraft, ReplicaListed, ReplicaStatus, Replication, ReplicationFinding,
    },
};
use sdk::types;

use crate::{
    aws::Aws,
    call::Operation,
    connect::{LINK_PAGE, described, made},
    token,
};

const DELETE_INSTANCE: Operation = Operation {
    service: "connect",
    name: "DeleteInstance",
};

#[async_trait]
impl Port for Aws {
    async fn replication(&self, instance: &InstanceId) -> Result<Replication, Fault> {
        let request = self.connect.describe_instance();
        let request = request.instance_id(instance.as_str());
        let answer = self.call("DescribeInstance", request.send()).await?;
        described("DescribeInstance", answer.instance)?;
        let told = answer.replication_configuration;
        Ok(told.map(replication).unwrap_or_default())
    }

    async fn replicate(&self, draft: &ReplicaDraft) -> Result<Known, Fault> {
        let request = self.connect.replicate_instance();
        let request = request
            .instance_id(draft.instance.as_str())
            .replica_region(&draft.region)
            .replica_alias(&draft.alias)
            .client_token(&draft.token);
        let answer = self.call("ReplicateInstance", request.send()).await?;
        made("ReplicateInstance", answer.id, answer.arn)
    }

    async fn lag(&self, instance: &InstanceId, resource_type: &str) -> Result<Lag, Fault> {
        let request = self.connect.list_replication_findings();
        let request = request
            .instance_id(instance.as_str())
            .resource_type(resource_type)
            .max_results(LINK_PAGE);
        let (mut lag, mut token) = (Lag::default(), None);
        loop {
            let request = request.clone().set_next_token(token);
            let page = self.call("ListReplicationFindings", request.send()).await?;
            let counts = page.approximate_drifted_resource_counts.unwrap_or_default();
            let counts = counts
                .iter()
                .map(|count| u64::try_from(count.count).unwrap_or_default());
            lag.drifted = counts.sum();
            let findings = page.replication_findings_list.into_iter();
            lag.findings.extend(findings.map(finding));
            token = page.next_token.filter(|token| !token.is_empty());
            if token.is_none() {
                return Ok(lag);
            }
        }
    }

    async fn delete(&self, instance: &InstanceId, region: &Region) -> Result<(), Fault> {
        let place = SdkRegion::new(region.to_string());
        let client = sdk::Client::new(&self.sdk.to_builder().region(place).build());
        let what = format!("{instance}/{region}");
        let request = client.delete_instance();
        let request = request
            .instance_id(instance.as_str())
            .client_token(token::of_removal("DeleteInstance", &what));
        let caller = self.caller.in_region(region.clone());
        match caller.send(DELETE_INSTANCE, request.send()).await {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        }
    }
}

fn replication(told: types::ReplicationConfiguration) -> Replication {
    let replicas = told.replication_status_summary_list.unwrap_or_default();
    Replication {
        source: told.source_region,
        replicas: replicas.into_iter().filter_map(replica).collect(),
    }
}

fn replica(summary: types::ReplicationStatusSummary) -> Option<ReplicaListed> {
    use types::InstanceReplicationStatus as Status;
    let reason = summary.replication_status_reason;
    let failed = || {
        let reason = reason.filter(|reason| !reason.is_empty());
        ReplicaStatus::Failed(reason.unwrap_or_else(|| "AWS gives no reason".to_owned()))
    };
    Some(ReplicaListed {
        region: summary.region?,
        status: match summary.replication_status? {
            Status::InstanceReplicationComplete => ReplicaStatus::Complete,
            Status::InstanceReplicaDeleting => ReplicaStatus::Deleting,
            Status::InstanceReplicationFailed | Status::InstanceReplicationDeletionFailed => {
                failed()
            }
            _ => ReplicaStatus::InProgress,
        },
    })
}

fn finding(finding: types::ReplicationFinding) -> ReplicationFinding {
    ReplicationFinding {
        name: finding.name.unwrap_or(finding.id),
        resource_type: finding.resource_type,
        arn: finding.arn,
        message: finding.message.unwrap_or_default(),
    }
}
