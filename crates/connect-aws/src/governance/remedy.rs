//! What mends findings: keys, trails, rules of lifecycle, tags of cost.

use async_trait::async_trait;
use aws_sdk_cloudtrail as cloudtrail;
use aws_sdk_costexplorer::types as cost;
use aws_sdk_kms as kms;
use aws_sdk_s3::types;
use connect_governance::port::{LifecycleDraft, RemedyPort};
use connect_model::{Fault, FaultClass};

use crate::{aws::Aws, call::Operation, fault};

const ROTATE: Operation = operation("kms", "EnableKeyRotation");
const ENABLE: Operation = operation("kms", "EnableKey");
const CANCEL_DELETION: Operation = operation("kms", "CancelKeyDeletion");
const START: Operation = operation("cloudtrail", "StartLogging");
const UPDATE_TRAIL: Operation = operation("cloudtrail", "UpdateTrail");
const GET_LIFECYCLE: Operation = operation("s3", "GetBucketLifecycleConfiguration");
const PUT_LIFECYCLE: Operation = operation("s3", "PutBucketLifecycleConfiguration");
const ACTIVATE: Operation = operation("ce", "UpdateCostAllocationTagsStatus");
/// How many tags one call takes (facts/governance.md, 3).
const BATCH: usize = 20;

const fn operation(service: &'static str, name: &'static str) -> Operation {
    Operation { service, name }
}

#[async_trait]
impl RemedyPort for Aws {
    async fn rotate_key(&self, key: &str) -> Result<(), Fault> {
        let (sdk, caller) = self.where_it_is(key);
        let client = kms::Client::new(&sdk);
        let request = client.enable_key_rotation().key_id(key);
        caller.send(ROTATE, request.send()).await?;
        Ok(())
    }

    async fn enable_key(&self, key: &str) -> Result<(), Fault> {
        let (sdk, caller) = self.where_it_is(key);
        let client = kms::Client::new(&sdk);
        let request = client.enable_key().key_id(key);
        caller.send(ENABLE, request.send()).await?;
        Ok(())
    }

    /// A key that does not wait for its deletion is in a state that does not allow to take it back.
    async fn keep_key(&self, key: &str) -> Result<(), Fault> {
        let (sdk, caller) = self.where_it_is(key);
        let client = kms::Client::new(&sdk);
        let request = client.cancel_key_deletion().key_id(key);
        match caller.send(CANCEL_DELETION, request.send()).await {
            Err(fault) if fault.code != "KMSInvalidStateException" => Err(fault),
            _ => self.enable_key(key).await,
        }
    }

    async fn start_trail(&self, trail: &str) -> Result<(), Fault> {
        let (sdk, caller) = self.where_it_is(trail);
        let client = cloudtrail::Client::new(&sdk);
        let request = client.start_logging().name(trail);
        caller.send(START, request.send()).await?;
        Ok(())
    }

    /// What is not said of a trail stays.
    async fn validate_trail(&self, trail: &str) -> Result<(), Fault> {
        let (sdk, caller) = self.where_it_is(trail);
        let client = cloudtrail::Client::new(&sdk);
        let request = client.update_trail();
        let request = request.name(trail).enable_log_file_validation(true);
        caller.send(UPDATE_TRAIL, request.send()).await?;
        Ok(())
    }

    /// There is no call for one rule: all are read, and all are written. What goes with them, the least
    /// size of what moves, would be reset if it were not said again.
    async fn add_lifecycle(&self, bucket: &str, draft: &LifecycleDraft) -> Result<(), Fault> {
        let request = self.s3.get_bucket_lifecycle_configuration().bucket(bucket);
        let (rules, least) = match self.caller.send(GET_LIFECYCLE, request.send()).await {
            Err(fault) if fault.code == "NoSuchLifecycleConfiguration" => (None, None),
            Err(fault) => return Err(fault),
            Ok(answer) => (answer.rules, answer.transition_default_minimum_object_size),
        };
        let rules = merged(rules.unwrap_or_default(), draft)?;
        let rules = types::BucketLifecycleConfiguration::builder().set_rules(Some(rules));
        let request = self.s3.put_bucket_lifecycle_configuration();
        let request = request
            .bucket(bucket)
            .set_transition_default_minimum_object_size(least.map(|it| it.as_str().into()))
            .lifecycle_configuration(fault::built(PUT_LIFECYCLE, rules.build())?);
        self.caller.send(PUT_LIFECYCLE, request.send()).await?;
        Ok(())
    }

    /// What fails is listed in an answer that is none of a failure, and the rest is done.
    async fn activate_tags(&self, keys: &[String]) -> Result<(), Fault> {
        let mut refused = Vec::new();
        for batch in keys.chunks(BATCH) {
            let entries: Result<Vec<_>, Fault> = batch.iter().map(|key| active(key)).collect();
            let request = self.cost_explorer.update_cost_allocation_tags_status();
            let request = request.set_cost_allocation_tags_status(Some(entries?));
            let answer = self.caller.send(ACTIVATE, request.send()).await?;
            refused.extend(answer.errors.unwrap_or_default());
        }
        match refused.first() {
            None => Ok(()),
            Some(first) => Err(unknown_tags(first, &refused)),
        }
    }
}

/// The rules with that of the draft. One of the same id keeps what the draft does not speak of.
fn merged(
    mut rules: Vec<types::LifecycleRule>,
    draft: &LifecycleDraft,
) -> Result<Vec<types::LifecycleRule>, Fault> {
    let is_it = |rule: &types::LifecycleRule| rule.id.as_deref() == Some(draft.id.as_str());
    let there = rules.iter().position(is_it).map(|n| rules.remove(n));
    let filter = types::LifecycleRuleFilter::builder().prefix(&draft.prefix);
    let rule = types::LifecycleRule::builder()
        .id(&draft.id)
        .status(types::ExpirationStatus::Enabled)
        .filter(filter.build());
    let mut rule = fault::built(PUT_LIFECYCLE, rule.build())?;
    let there = there.as_ref();
    rule.expiration = match draft.expires_days {
        Some(days) => Some(expiration(days)),
        None => there.and_then(|it| it.expiration.clone()),
    };
    rule.noncurrent_version_expiration = match draft.old_versions_days {
        Some(days) => Some(old_versions(days)),
        None => there.and_then(|it| it.noncurrent_version_expiration.clone()),
    };
    rule.abort_incomplete_multipart_upload = match draft.uploads_days {
        Some(days) => Some(uploads(days)),
        None => there.and_then(|it| it.abort_incomplete_multipart_upload.clone()),
    };
    rules.push(rule);
    Ok(rules)
}

fn expiration(days: u32) -> types::LifecycleExpiration {
    types::LifecycleExpiration::builder()
        .days(int(days))
        .build()
}

fn old_versions(days: u32) -> types::NoncurrentVersionExpiration {
    let expiration = types::NoncurrentVersionExpiration::builder();
    expiration.noncurrent_days(int(days)).build()
}

fn uploads(days: u32) -> types::AbortIncompleteMultipartUpload {
    let uploads = types::AbortIncompleteMultipartUpload::builder();
    uploads.days_after_initiation(int(days)).build()
}

fn int(days: u32) -> i32 {
    i32::try_from(days).unwrap_or(i32::MAX)
}

fn active(key: &str) -> Result<cost::CostAllocationTagStatusEntry, Fault> {
    let entry = cost::CostAllocationTagStatusEntry::builder()
        .tag_key(key)
        .status(cost::CostAllocationTagStatus::Active);
    fault::built(ACTIVATE, entry.build())
}

/// A key is known some time after a resource was first tagged with it.
fn unknown_tags(
    first: &cost::UpdateCostAllocationTagsStatusError,
    all: &[cost::UpdateCostAllocationTagsStatusError],
) -> Fault {
    let keys: Vec<&str> = all.iter().filter_map(|it| it.tag_key()).collect();
    let code = first.code().unwrap_or("Unknown");
    let class = match code {
        "TagKeysNotFoundException" => FaultClass::NotFound,
        _ => FaultClass::Other,
    };
    let reason = first.message().unwrap_or_default();
    let message = format!("{} is not activated: {reason}", keys.join(", "));
    fault::fault(ACTIVATE, class, code, message)
}
