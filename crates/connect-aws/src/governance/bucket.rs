//! Buckets, looked at.

use async_trait::async_trait;
use aws_sdk_s3::types;
use connect_governance::{
    port::{BucketSight, LifecycleRecord},
    world::BucketEncryption,
};
use connect_model::Fault;

use crate::{aws::Aws, bucket::if_set, call::Operation};

const LOCATION: Operation = operation("GetBucketLocation");
const ENCRYPTION: Operation = operation("GetBucketEncryption");
const LOGGING: Operation = operation("GetBucketLogging");
const LOCK: Operation = operation("GetObjectLockConfiguration");
const LIFECYCLE: Operation = operation("GetBucketLifecycleConfiguration");
/// S3 says nothing of its oldest Region.
const UNSAID_REGION: &str = "us-east-1";
const YEAR_DAYS: u32 = 365;

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "s3",
        name,
    }
}

#[async_trait]
impl BucketSight for Aws {
    async fn region(&self, bucket: &str) -> Result<String, Fault> {
        let request = self.s3.get_bucket_location().bucket(bucket);
        let answer = self.caller.send(LOCATION, request.send()).await?;
        let told = answer.location_constraint;
        let told = told.map(|it| it.as_str().to_owned()).unwrap_or_default();
        Ok(match told.as_str() {
            "" => UNSAID_REGION.to_owned(),
            "EU" => "eu-west-1".to_owned(),
            _ => told,
        })
    }

    async fn encryption(&self, bucket: &str) -> Result<BucketEncryption, Fault> {
        let request = self.s3.get_bucket_encryption().bucket(bucket);
        let answer = self.caller.send(ENCRYPTION, request.send()).await;
        let unset = "ServerSideEncryptionConfigurationNotFoundError";
        let set = if_set(answer, unset)?.and_then(|it| it.server_side_encryption_configuration);
        let rule = set.and_then(|set| set.rules.into_iter().next());
        let by = rule.and_then(|rule| rule.apply_server_side_encryption_by_default);
        Ok(match by {
            Some(by) if by.sse_algorithm != types::ServerSideEncryption::Aes256 => {
                BucketEncryption::Kms(by.kms_master_key_id)
            }
            _ => BucketEncryption::S3,
        })
    }

    async fn logs_access(&self, bucket: &str) -> Result<bool, Fault> {
        let request = self.s3.get_bucket_logging().bucket(bucket);
        let answer = self.caller.send(LOGGING, request.send()).await?;
        Ok(answer.logging_enabled.is_some())
    }

    async fn locked_days(&self, bucket: &str) -> Result<Option<u32>, Fault> {
        let request = self.s3.get_object_lock_configuration().bucket(bucket);
        let answer = self.caller.send(LOCK, request.send()).await;
        let answer = if_set(answer, "ObjectLockConfigurationNotFoundError")?;
        let rule = answer
            .and_then(|it| it.object_lock_configuration)
            .and_then(|it| it.rule)
            .and_then(|it| it.default_retention);
        let days = |rule: types::DefaultRetention| {
            let years = rule.years.and_then(|it| u32::try_from(it).ok());
            let days = rule.days.and_then(|it| u32::try_from(it).ok());
            days.or_else(|| years.map(|it| it.saturating_mul(YEAR_DAYS)))
        };
        Ok(rule.and_then(days))
    }

    async fn lifecycle(&self, bucket: &str) -> Result<Vec<LifecycleRecord>, Fault> {
        let request = self.s3.get_bucket_lifecycle_configuration().bucket(bucket);
        let answer = self.caller.send(LIFECYCLE, request.send()).await;
        let answer = if_set(answer, "NoSuchLifecycleConfiguration")?;
        let rules = answer.and_then(|it| it.rules).unwrap_or_default();
        let enabled = rules
            .into_iter()
            .filter(|it| it.status == types::ExpirationStatus::Enabled);
        Ok(enabled.map(record).collect())
    }
}

fn record(rule: types::LifecycleRule) -> LifecycleRecord {
    #[expect(deprecated, reason = "rules of old have their prefix there")]
    let old = rule.prefix;
    let (prefix, is_limited) = match rule.filter {
        None => (old, false),
        Some(filter) => {
            let is_limited = filter.tag.is_some()
                || filter.object_size_greater_than.is_some()
                || filter.object_size_less_than.is_some();
            let both = filter.and.map(|and| (and.prefix, true));
            both.unwrap_or((filter.prefix, is_limited))
        }
    };
    let days = |days: Option<i32>| days.and_then(|it| u32::try_from(it).ok());
    let moves = rule.transitions.unwrap_or_default().into_iter();
    LifecycleRecord {
        prefix: prefix.unwrap_or_default(),
        is_limited,
        expires_days: days(rule.expiration.and_then(|it| it.days)),
        moves_days: moves.filter_map(|it| days(it.days)).min(),
        old_versions_days: days(
            rule.noncurrent_version_expiration
                .and_then(|it| it.noncurrent_days),
        ),
        uploads_days: days(
            rule.abort_incomplete_multipart_upload
                .and_then(|it| it.days_after_initiation),
        ),
    }
}
