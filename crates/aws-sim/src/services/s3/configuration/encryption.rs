//! How the objects of a bucket are encrypted whose writers do not care.

use serde_json::{Value, json};

use crate::{
    context::Ctx,
    error::AwsError,
    services::s3::{
        address::Address,
        errors,
        object::encryption::{Encryption, SSE_S3},
    },
};

/// Every bucket encrypts, since January 2023.
pub(super) fn default() -> Value {
    json!({ "ServerSideEncryptionConfiguration": { "Rules": [rule()] } })
}

fn rule() -> Value {
    json!({
        "ApplyServerSideEncryptionByDefault": { "SSEAlgorithm": SSE_S3 },
        "BucketKeyEnabled": false,
    })
}

/// One rule, and a key only for KMS.
pub(super) fn check(_: &mut Ctx<'_>, _: &Address, mut document: Value) -> Result<Value, AwsError> {
    let rules = document["Rules"].as_array_mut();
    let Some([rule]) = rules.map(Vec::as_mut_slice) else {
        return Err(errors::malformed());
    };
    let default = &rule["ApplyServerSideEncryptionByDefault"];
    if default["SSEAlgorithm"] == SSE_S3 && !default["KMSMasterKeyID"].is_null() {
        return Err(errors::invalid_argument(
            "ApplyServerSideEncryptionByDefault",
            SSE_S3,
            "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or \
             aws:kms:dsse",
        ));
    }
    if rule["BucketKeyEnabled"].is_null() {
        rule["BucketKeyEnabled"] = json!(false);
    }
    Ok(document)
}

/// What `document` says, or the default of buckets without one.
pub(in crate::services::s3) fn of(document: &Value) -> Encryption {
    match &document["Rules"][0] {
        Value::Null => Encryption::of_rule(&rule()),
        rule => Encryption::of_rule(rule),
    }
}
