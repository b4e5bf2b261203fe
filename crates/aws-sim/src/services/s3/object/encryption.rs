//! How objects are encrypted at rest. Nothing is: what counts is what answers say.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::{Bucket, errors};
use crate::error::AwsError;

/// Under what an object lies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::s3) struct Encryption {
    #[serde(rename = "ServerSideEncryption")]
    algorithm: Option<String>,
    #[serde(rename = "SSEKMSKeyId")]
    key: Option<String>,
    bucket_key_enabled: Option<bool>,
}

/// What a writer asks for.
#[derive(Debug, Clone, Default, Deserialize)]
pub(in crate::services::s3) struct Wanted {
    #[serde(flatten)]
    encryption: Encryption,
    #[serde(rename = "SSECustomerAlgorithm")]
    customer: Option<String>,
}

pub(in crate::services::s3) const SSE_S3: &str = "AES256";

// === impl Wanted ===

impl Wanted {
    /// This algorithm, and this key if it takes one.
    pub(in crate::services::s3) fn of(algorithm: &str, key: Option<&str>) -> Self {
        Self {
            encryption: Encryption {
                algorithm: Some(algorithm.to_owned()),
                key: key.map(str::to_owned),
                bucket_key_enabled: None,
            },
            customer: None,
        }
    }

    /// What the object gets in `bucket`: what is asked for, or the default of the bucket. Keys of
    /// customers are not simulated. Whether a KMS key exists is not looked at.
    pub(in crate::services::s3) fn or_default(
        &self,
        bucket: &Bucket,
    ) -> Result<Encryption, AwsError> {
        if self.customer.is_some() {
            return Err(errors::not_implemented(
                "x-amz-server-side-encryption-customer-algorithm",
            ));
        }
        let default = bucket.default_encryption();
        let asked = &self.encryption;
        let algorithm = asked
            .algorithm
            .clone()
            .or_else(|| default.algorithm.clone());
        let with_key = algorithm.as_deref().is_some_and(|name| name != SSE_S3);
        if !with_key {
            return match asked.key {
                Some(_) => Err(errors::invalid_argument(
                    "x-amz-server-side-encryption",
                    SSE_S3,
                    "Server Side Encryption with AWS KMS managed key requires HTTP header \
                     x-amz-server-side-encryption : aws:kms",
                )),
                None => Ok(Encryption {
                    algorithm,
                    ..Encryption::default()
                }),
            };
        }
        let key = asked.key.clone().or(default.key);
        let own = || {
            format!(
                "arn:aws:kms:{}:{}:alias/aws/s3",
                bucket.region, bucket.account
            )
        };
        Ok(Encryption {
            algorithm,
            key: Some(key.map_or_else(own, |key| bucket.key_arn(&key))),
            bucket_key_enabled: asked.bucket_key_enabled.or(default.bucket_key_enabled),
        })
    }
}

// === impl Encryption ===

impl Encryption {
    /// What the default of a bucket says, which is one rule.
    pub(in crate::services::s3) fn of_rule(rule: &Value) -> Self {
        let default = &rule["ApplyServerSideEncryptionByDefault"];
        let text = |name: &str| default[name].as_str().map(str::to_owned);
        Self {
            algorithm: text("SSEAlgorithm"),
            key: text("KMSMasterKeyID"),
            bucket_key_enabled: rule["BucketKeyEnabled"].as_bool().filter(|on| *on),
        }
    }
}

// === impl Bucket ===

impl Bucket {
    /// The ARN of a key that may be named by its id or alias alone.
    fn key_arn(&self, key: &str) -> String {
        match key {
            _ if key.starts_with("arn:") => key.to_owned(),
            _ if key.starts_with("alias/") => {
                format!("arn:aws:kms:{}:{}:{key}", self.region, self.account)
            }
            _ => format!("arn:aws:kms:{}:{}:key/{key}", self.region, self.account),
        }
    }
}
