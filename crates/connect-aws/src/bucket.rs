//! Buckets of Amazon S3, and their tags.

use async_trait::async_trait;
use aws_sdk_s3::types;
use connect_model::{Fault, FaultClass, Tags};
use connect_resources::{
    Known, Named,
    bucket::{Expiry, Port, Setting},
};

use crate::{aws::Aws, bucket_setting as setting, call::Operation, fault};

/// The largest page of buckets.
const PAGE: i32 = 10_000;
/// The Region whose buckets have no location.
const FIRST_REGION: &str = "us-east-1";

const BLOCK: Operation = operation("PutPublicAccessBlock");
const CREATE: Operation = operation("CreateBucket");
const DELETE: Operation = operation("DeleteBucket");
const DELETE_OBJECTS: Operation = operation("DeleteObjects");
const DELETE_POLICY: Operation = operation("DeleteBucketPolicy");
const ENCRYPT: Operation = operation("PutBucketEncryption");
const EXPIRE: Operation = operation("PutBucketLifecycleConfiguration");
const GET_BLOCK: Operation = operation("GetPublicAccessBlock");
const GET_ENCRYPTION: Operation = operation("GetBucketEncryption");
const GET_LIFECYCLE: Operation = operation("GetBucketLifecycleConfiguration");
const GET_POLICY: Operation = operation("GetBucketPolicy");
const GET_TAGS: Operation = operation("GetBucketTagging");
const GET_VERSIONING: Operation = operation("GetBucketVersioning");
const KEEP_VERSIONS: Operation = operation("PutBucketVersioning");
const LIST: Operation = operation("ListBuckets");
const LIST_VERSIONS: Operation = operation("ListObjectVersions");
const SET_POLICY: Operation = operation("PutBucketPolicy");
const SET_TAGS: Operation = operation("PutBucketTagging");

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "s3",
        name,
    }
}

#[async_trait]
impl Port for Aws {
    fn arn(&self, bucket: &str) -> String {
        format!("arn:{}:s3:::{bucket}", self.caller.region.partition())
    }

    async fn list(&self) -> Result<Vec<Named>, Fault> {
        let request = self.s3.list_buckets();
        let request = request
            .bucket_region(self.caller.region.as_str())
            .max_buckets(PAGE);
        let listed = self.caller.pages(
            LIST,
            |token| request.clone().set_continuation_token(token).send(),
            |page| (page.buckets, page.continuation_token),
        );
        let named = |bucket: types::Bucket| {
            let name = bucket.name?;
            Some(Named {
                known: Known::new(&name, self.arn(&name)),
                name,
                modified_ms: None,
            })
        };
        Ok(listed.await?.into_iter().filter_map(named).collect())
    }

    async fn tags(&self, bucket: &str) -> Result<Tags, Fault> {
        let request = self.s3.get_bucket_tagging().bucket(bucket);
        let answer = self.caller.send(GET_TAGS, request.send()).await;
        let tagging = if_set(answer, "NoSuchTagSet")?;
        Ok(setting::tags(tagging.map(|answer| answer.tag_set)))
    }

    async fn kms_key(&self, bucket: &str) -> Result<Option<String>, Fault> {
        let request = self.s3.get_bucket_encryption().bucket(bucket);
        let answer = self.caller.send(GET_ENCRYPTION, request.send()).await;
        let unset = "ServerSideEncryptionConfigurationNotFoundError";
        let answer = if_set(answer, unset)?;
        let set = answer.and_then(|answer| answer.server_side_encryption_configuration);
        Ok(set.and_then(setting::kms_key))
    }

    async fn is_public_access_blocked(&self, bucket: &str) -> Result<bool, Fault> {
        let request = self.s3.get_public_access_block().bucket(bucket);
        let answer = self.caller.send(GET_BLOCK, request.send()).await;
        let answer = if_set(answer, "NoSuchPublicAccessBlockConfiguration")?;
        let set = answer.and_then(|answer| answer.public_access_block_configuration);
        Ok(set.as_ref().is_some_and(setting::is_blocked))
    }

    async fn policy(&self, bucket: &str) -> Result<Option<String>, Fault> {
        let request = self.s3.get_bucket_policy().bucket(bucket);
        let answer = self.caller.send(GET_POLICY, request.send()).await;
        let answer = if_set(answer, "NoSuchBucketPolicy")?;
        Ok(answer.and_then(|answer| answer.policy))
    }

    async fn keeps_versions(&self, bucket: &str) -> Result<bool, Fault> {
        let request = self.s3.get_bucket_versioning().bucket(bucket);
        let answer = self.caller.send(GET_VERSIONING, request.send()).await?;
        Ok(answer.status == Some(types::BucketVersioningStatus::Enabled))
    }

    async fn expiry(&self, bucket: &str) -> Result<Option<Expiry>, Fault> {
        Ok(setting::expiry(&self.lifecycle_rules(bucket).await?))
    }

    async fn holds_data(&self, bucket: &str) -> Result<bool, Fault> {
        let request = self.s3.list_object_versions().bucket(bucket).max_keys(1);
        let answer = self.caller.send(LIST_VERSIONS, request.send()).await?;
        let is_empty = answer.versions().is_empty() && answer.delete_markers().is_empty();
        Ok(!is_empty)
    }

    async fn create(&self, bucket: &str, tags: &Tags) -> Result<Known, Fault> {
        self.create_bucket(bucket, tags).await?;
        Ok(Known::new(bucket, self.arn(bucket)))
    }

    async fn set(&self, bucket: &str, setting: Setting<'_>) -> Result<(), Fault> {
        match setting {
            Setting::KmsKey(key) => self.encrypt(bucket, key).await,
            Setting::PublicAccessBlocked(on) => self.block_public_access(bucket, on).await,
            Setting::Policy(Some(policy)) => self.set_policy(bucket, policy).await,
            Setting::Policy(None) => self.delete_policy(bucket).await,
            Setting::KeepsVersions(on) => self.keep_versions(bucket, on).await,
            Setting::Expire { days, prefix } => self.expire(bucket, days, prefix).await,
        }
    }

    async fn empty(&self, bucket: &str) -> Result<(), Fault> {
        let list = self.s3.list_object_versions().bucket(bucket);
        loop {
            let page = self.caller.send(LIST_VERSIONS, list.clone().send()).await?;
            let Some(doomed) = setting::deletion(page.versions, page.delete_markers) else {
                return Ok(());
            };
            let request = self.s3.delete_objects().bucket(bucket).delete(doomed);
            let answer = self.caller.send(DELETE_OBJECTS, request.send()).await?;
            if let Some(kept) = answer.errors().first() {
                return Err(undeleted(kept));
            }
        }
    }

    async fn delete(&self, bucket: &str) -> Result<(), Fault> {
        let request = self.s3.delete_bucket().bucket(bucket);
        match self.caller.send(DELETE, request.send()).await {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        }
    }
}

impl Aws {
    pub(crate) async fn create_bucket(&self, bucket: &str, tags: &Tags) -> Result<(), Fault> {
        let region = self.caller.region.as_str();
        let location = (region != FIRST_REGION).then(|| region.into());
        let configuration = types::CreateBucketConfiguration::builder()
            .set_location_constraint(location)
            .set_tags(Some(setting::tag_set(tags)).filter(|tags| !tags.is_empty()));
        let request = self.s3.create_bucket();
        let request = request
            .bucket(bucket)
            .create_bucket_configuration(configuration.build());
        self.caller.send(CREATE, request.send()).await?;
        Ok(())
    }

    /// There is no call for some of the tags: all are read, and all are written.
    pub(crate) async fn tag_bucket(&self, arn: &str, tags: &Tags) -> Result<(), Fault> {
        let bucket = name_of(arn);
        let there = self.tags(bucket).await?;
        self.set_bucket_tags(bucket, &there.overlaid(tags)).await
    }

    /// The same for taking some away.
    pub(crate) async fn untag_bucket(&self, arn: &str, keys: &[String]) -> Result<(), Fault> {
        let bucket = name_of(arn);
        let mut there = self.tags(bucket).await?;
        for key in keys {
            there.remove(key);
        }
        self.set_bucket_tags(bucket, &there).await
    }

    async fn set_bucket_tags(&self, bucket: &str, tags: &Tags) -> Result<(), Fault> {
        let tagging = setting::tagging(tags);
        let request = self.s3.put_bucket_tagging().bucket(bucket).tagging(tagging);
        self.caller.send(SET_TAGS, request.send()).await?;
        Ok(())
    }

    async fn encrypt(&self, bucket: &str, kms_key: &str) -> Result<(), Fault> {
        let request = self.s3.put_bucket_encryption();
        let request = request
            .bucket(bucket)
            .server_side_encryption_configuration(setting::encryption(kms_key));
        self.caller.send(ENCRYPT, request.send()).await?;
        Ok(())
    }

    async fn block_public_access(&self, bucket: &str, is_blocked: bool) -> Result<(), Fault> {
        let request = self.s3.put_public_access_block();
        let request = request
            .bucket(bucket)
            .public_access_block_configuration(setting::public_access(is_blocked));
        self.caller.send(BLOCK, request.send()).await?;
        Ok(())
    }

    async fn set_policy(&self, bucket: &str, policy: &str) -> Result<(), Fault> {
        let request = self.s3.put_bucket_policy().bucket(bucket).policy(policy);
        self.caller.send(SET_POLICY, request.send()).await?;
        Ok(())
    }

    async fn delete_policy(&self, bucket: &str) -> Result<(), Fault> {
        let request = self.s3.delete_bucket_policy().bucket(bucket);
        self.caller.send(DELETE_POLICY, request.send()).await?;
        Ok(())
    }

    async fn keep_versions(&self, bucket: &str, is_kept: bool) -> Result<(), Fault> {
        let request = self.s3.put_bucket_versioning();
        let request = request
            .bucket(bucket)
            .versioning_configuration(setting::versioning(is_kept));
        self.caller.send(KEEP_VERSIONS, request.send()).await?;
        Ok(())
    }

    async fn expire(&self, bucket: &str, days: u32, prefix: &str) -> Result<(), Fault> {
        let rules = self.lifecycle_rules(bucket).await?;
        let request = self.s3.put_bucket_lifecycle_configuration();
        let request = request
            .bucket(bucket)
            .lifecycle_configuration(setting::expiring(rules, days, prefix));
        self.caller.send(EXPIRE, request.send()).await?;
        Ok(())
    }

    async fn lifecycle_rules(&self, bucket: &str) -> Result<Vec<types::LifecycleRule>, Fault> {
        let request = self.s3.get_bucket_lifecycle_configuration().bucket(bucket);
        let answer = self.caller.send(GET_LIFECYCLE, request.send()).await;
        let answer = if_set(answer, "NoSuchLifecycleConfiguration")?;
        Ok(answer.and_then(|answer| answer.rules).unwrap_or_default())
    }
}

/// S3 answers with a fault of its own where something was never set; so it is not the bucket that is
/// not there.
pub(crate) fn if_set<T>(answer: Result<T, Fault>, unset: &str) -> Result<Option<T>, Fault> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(fault) if fault.code == unset => Ok(None),
        Err(fault) => Err(fault),
    }
}

fn name_of(arn: &str) -> &str {
    arn.rsplit(':').next().unwrap_or(arn)
}

/// S3 says for each object why it stays, such as a lock on it.
fn undeleted(kept: &types::Error) -> Fault {
    let (code, key) = (kept.code().unwrap_or("Unknown"), kept.key().unwrap_or("?"));
    let reason = kept.message().unwrap_or_default();
    let message = format!("the object {key} stays: {reason}");
    fault::fault(DELETE_OBJECTS, FaultClass::Denied, code, message)
}
