//! Where data is kept, and how long.

use serde_json::{Value, json};

use super::{Wrong, all_are_found, declared, done};
use crate::governed::{
    estate::Estate,
    sound::{bucket, video},
    wire::{days, json, s3},
};

const RECORDINGS: &str = "sound-recordings";
const DOCUMENTS: &str = "sound-documents";
const NAMESPACE: &str = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

#[rustfmt::skip] // A table.
pub(super) const WRONGS: &[Wrong] = &[
    done("bucket-access-unlogged", |estate| Box::pin(unlogged(estate))),
    done("bucket-lock-conflict", |estate| Box::pin(locked(estate))),
    done("bucket-missing", |estate| Box::pin(s3(&estate.desk, "DELETE", "/sound-documents", ""))),
    done("bucket-old-versions-kept", |estate| Box::pin(expiring(estate, UPLOADS))),
    done("bucket-open", |estate| Box::pin(open(estate))),
    done("bucket-other-region", |estate| Box::pin(elsewhere(estate))),
    done("bucket-plain-http", |estate| Box::pin(without(estate, "policy"))),
    done("bucket-public", |estate| Box::pin(without(estate, "publicAccessBlock"))),
    done("bucket-unversioned", |estate| Box::pin(unversioned(estate))),
    done("bucket-uploads-kept", |estate| Box::pin(expiring(estate, VERSIONS))),
    done("bucket-without-lifecycle", |estate| Box::pin(without(estate, "lifecycle"))),
    declared("contact-records-not-streamed", &[
        ("storage:\n  contact_trace_records: { stream: \"arn:aws:kinesis:eu-west-2:111111111111:stream/contacts\" }\n", ""),
    ]),
    declared("lifecycle-too-early", &[("  keep_days_max: 400", "  keep_days_min: 450")]),
    declared("lifecycle-too-late", &[("  keep_days_max: 400", "  keep_days_max: 300")]),
    done("log-group-kept-for-ever", |estate| Box::pin(kept(estate, "DeleteRetentionPolicy", None))),
    done("log-group-kept-long", |estate| Box::pin(kept(estate, "PutRetentionPolicy", Some(3_653)))),
    declared("storage-missing", &[
        ("  - { data: ATTACHMENTS, bucket: sound-documents, prefix: attachments, key: data, expire_days: 400 }\n", ""),
    ]),
    done("stream-missing", |estate| Box::pin(no_stream(estate))),
    done("video-kept-long", |estate| Box::pin(video(estate, "alias/trunkline/sound/data", 87_600))),
];

const UPLOADS: &str = "<AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation>\
                       </AbortIncompleteMultipartUpload>";
const VERSIONS: &str = "<NoncurrentVersionExpiration><NoncurrentDays>30</NoncurrentDays>\
                        </NoncurrentVersionExpiration>";

async fn without(estate: &Estate, setting: &str) {
    s3(
        &estate.desk,
        "DELETE",
        &format!("/{RECORDINGS}?{setting}"),
        "",
    )
    .await;
}

async fn set(estate: &Estate, setting: &str, document: &str) {
    s3(
        &estate.desk,
        "PUT",
        &format!("/{RECORDINGS}?{setting}"),
        document,
    )
    .await;
}

async fn unlogged(estate: &Estate) {
    set(
        estate,
        "logging",
        &format!("<BucketLoggingStatus {NAMESPACE}/>"),
    )
    .await;
}

async fn locked(estate: &Estate) {
    let lock = format!(
        "<ObjectLockConfiguration {NAMESPACE}><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule>\
         <DefaultRetention><Mode>GOVERNANCE</Mode><Days>800</Days></DefaultRetention></Rule>\
         </ObjectLockConfiguration>"
    );
    set(estate, "object-lock", &lock).await;
}

/// One rule for all, that lets data go in time and does one thing more.
async fn expiring(estate: &Estate, more: &str) {
    let rules = format!(
        "<LifecycleConfiguration {NAMESPACE}><Rule><ID>all</ID><Filter><Prefix></Prefix></Filter>\
         <Status>Enabled</Status><Expiration><Days>400</Days></Expiration>{more}</Rule>\
         </LifecycleConfiguration>"
    );
    set(estate, "lifecycle", &rules).await;
}

async fn open(estate: &Estate) {
    without(estate, "publicAccessBlock").await;
    let policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::sound-recordings/*",
    }] });
    set(estate, "policy", &policy.to_string()).await;
}

/// The name was given up, and taken anew in another Region.
async fn elsewhere(estate: &Estate) {
    s3(&estate.desk, "DELETE", &format!("/{DOCUMENTS}"), "").await;
    bucket(&estate.desk, DOCUMENTS, "eu-central-1").await;
}

async fn unversioned(estate: &Estate) {
    let off = format!(
        "<VersioningConfiguration {NAMESPACE}><Status>Suspended</Status></VersioningConfiguration>"
    );
    set(estate, "versioning", &off).await;
}

async fn kept(estate: &Estate, operation: &str, days: Option<u32>) {
    let mut body = json!({ "logGroupName": "/aws/connect/sound" });
    if let Some(days) = days {
        body["retentionInDays"] = Value::from(days);
    }
    json(&estate.desk, "logs", operation, body).await;
}

async fn no_stream(estate: &Estate) {
    json(
        &estate.desk,
        "kinesis",
        "DeleteStream",
        json!({ "StreamName": "contacts" }),
    )
    .await;
    days(1).await;
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_with_what_is_kept_is_found() {
    all_are_found(WRONGS).await;
}
