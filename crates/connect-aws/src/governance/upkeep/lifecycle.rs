//! Rules by which objects of a bucket go.

use async_trait::async_trait;
use aws_sdk_s3::types;
use connect_governance::port::upkeep::{ExpiryRule, LifecyclePort};
use connect_model::Fault;

use crate::{aws::Aws, bucket::if_set, call::Operation, fault};

const GET: Operation = operation("GetBucketLifecycleConfiguration");
const PUT: Operation = operation("PutBucketLifecycleConfiguration");

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "s3",
        name,
    }
}

#[async_trait]
impl LifecyclePort for Aws {
    async fn rules(&self, bucket: &str) -> Result<Vec<ExpiryRule>, Fault> {
        let there = self.every_rule(bucket).await?;
        Ok(there.iter().filter_map(told).collect())
    }

    async fn keep(&self, bucket: &str, rules: &[ExpiryRule]) -> Result<(), Fault> {
        let mut all = self.every_rule(bucket).await?;
        let is_other = |it: &types::LifecycleRule| {
            let id = it.id.as_deref();
            !rules.iter().any(|rule| id == Some(&*rule.id))
        };
        all.retain(is_other);
        for rule in rules {
            all.push(fault::built(PUT, spelled(rule))?);
        }
        let all = types::BucketLifecycleConfiguration::builder().set_rules(Some(all));
        let request = self.s3.put_bucket_lifecycle_configuration();
        let request = request
            .bucket(bucket)
            .lifecycle_configuration(fault::built(PUT, all.build())?);
        self.caller.send(PUT, request.send()).await?;
        Ok(())
    }
}

impl Aws {
    async fn every_rule(&self, bucket: &str) -> Result<Vec<types::LifecycleRule>, Fault> {
        let request = self.s3.get_bucket_lifecycle_configuration().bucket(bucket);
        let answer = self.caller.send(GET, request.send()).await;
        let answer = if_set(answer, "NoSuchLifecycleConfiguration")?;
        Ok(answer.and_then(|answer| answer.rules).unwrap_or_default())
    }
}

fn told(rule: &types::LifecycleRule) -> Option<ExpiryRule> {
    if rule.status != types::ExpirationStatus::Enabled {
        return None;
    }
    let filter = rule.filter.as_ref();
    let days = |days: Option<i32>| days.and_then(|days| u32::try_from(days).ok());
    let uploads = rule.abort_incomplete_multipart_upload.as_ref();
    Some(ExpiryRule {
        id: rule.id.clone()?,
        prefix: filter.and_then(|it| it.prefix.clone()).unwrap_or_default(),
        expires_days: days(rule.expiration.as_ref().and_then(|it| it.days)),
        uploads_days: days(uploads.and_then(|it| it.days_after_initiation)),
    })
}

/// What is overwritten or deleted is kept no longer than the rest.
fn spelled(rule: &ExpiryRule) -> Result<types::LifecycleRule, aws_sdk_s3::error::BuildError> {
    let int = |days: u32| i32::try_from(days).unwrap_or(i32::MAX);
    let expiration = rule.expires_days.map(|days| {
        let expiration = types::LifecycleExpiration::builder().days(int(days));
        expiration.build()
    });
    let old_versions = rule.expires_days.map(|days| {
        let old_versions = types::NoncurrentVersionExpiration::builder();
        old_versions.noncurrent_days(int(days)).build()
    });
    let uploads = rule.uploads_days.map(|days| {
        let uploads = types::AbortIncompleteMultipartUpload::builder();
        uploads.days_after_initiation(int(days)).build()
    });
    let filter = types::LifecycleRuleFilter::builder().prefix(&rule.prefix);
    types::LifecycleRule::builder()
        .id(&rule.id)
        .status(types::ExpirationStatus::Enabled)
        .filter(filter.build())
        .set_expiration(expiration)
        .set_noncurrent_version_expiration(old_versions)
        .set_abort_incomplete_multipart_upload(uploads)
        .build()
}
