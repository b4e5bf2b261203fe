//! Messages of S3.

use serde_json::{Value, json};

use super::Happening;
use crate::{
    ids::Ids,
    services::s3::{Bucket, listing, owner},
    time::{Time, iso8601},
};

/// One thing that happened, to be told to one target.
pub(super) struct Event<'a> {
    pub(super) bucket: &'a Bucket,
    pub(super) happening: Happening<'a>,
    /// The id of the configuration that asked for it.
    pub(super) configuration: &'a str,
    pub(super) time: Time,
}

/// The message that a target gets when it is configured.
pub(in crate::services::s3) fn test_of(bucket: &str, ids: &mut Ids, now: Time) -> String {
    json!({
        "Service": "Amazon S3",
        "Event": "s3:TestEvent",
        "Time": date(now),
        "Bucket": bucket,
        "RequestId": ids.uuid(),
        "HostId": ids.uuid(),
    })
    .to_string()
}

// === impl Event ===

impl Event<'_> {
    /// The message, in the version of its form that covers these events.
    pub(super) fn message(&self, ids: &mut Ids) -> String {
        let record = json!({
            "eventVersion": "2.1",
            "eventSource": "aws:s3",
            "awsRegion": self.bucket.region,
            "eventTime": date(self.time),
            "eventName": self.happening.name,
            "userIdentity": { "principalId": self.happening.principal },
            "requestParameters": { "sourceIPAddress": "127.0.0.1" },
            "responseElements": { "x-amz-request-id": ids.uuid(), "x-amz-id-2": ids.uuid() },
            "s3": {
                "s3SchemaVersion": "1.0",
                "configurationId": self.configuration,
                "bucket": self.place(),
                "object": self.object(),
            },
        });
        json!({ "Records": [record] }).to_string()
    }

    /// The event for the bus (S3 user guide, EventBridge event message structure); none for what is
    /// not told there.
    pub(super) fn on_the_bus(&self, ids: &mut Ids) -> Option<Value> {
        let (kind, reason) = match self.happening.name {
            "ObjectCreated:Put" => ("Object Created", "PutObject"),
            "ObjectCreated:Copy" => ("Object Created", "CopyObject"),
            "ObjectCreated:CompleteMultipartUpload" => {
                ("Object Created", "CompleteMultipartUpload")
            }
            "ObjectRemoved:Delete" | "ObjectRemoved:DeleteMarkerCreated" => {
                ("Object Deleted", "DeleteObject")
            }
            "ObjectTagging:Put" => ("Object Tags Added", "PutObjectTagging"),
            "ObjectTagging:Delete" => ("Object Tags Deleted", "DeleteObjectTagging"),
            _ => return None,
        };
        let mut object = json!({
            "key": self.happening.key,
            "sequencer": format!("{:016X}", self.time.as_micros()),
        });
        for (name, member) in [
            ("size", "size"),
            ("etag", "eTag"),
            ("version-id", "versionId"),
        ] {
            let value = &self.object()[member];
            if !value.is_null() {
                object[name] = value.clone();
            }
        }
        let mut detail = json!({
            "version": "0",
            "bucket": { "name": self.happening.bucket },
            "object": object,
            "request-id": ids.uuid(),
            "requester": self.bucket.account,
            "source-ip-address": "127.0.0.1",
            "reason": reason,
        });
        if kind == "Object Deleted" {
            let marked = self.happening.name.ends_with("DeleteMarkerCreated");
            let how = if marked {
                "Delete Marker Created"
            } else {
                "Permanently Deleted"
            };
            detail["deletion-type"] = json!(how);
        }
        Some(json!({
            "version": "0",
            "id": ids.uuid(),
            "detail-type": kind,
            "source": "aws.s3",
            "account": self.bucket.account,
            "time": date(self.time),
            "region": self.bucket.region,
            "resources": [Bucket::arn(self.happening.bucket)],
            "detail": detail,
        }))
    }

    fn place(&self) -> Value {
        json!({
            "name": self.happening.bucket,
            "ownerIdentity": { "principalId": owner::id(&self.bucket.account) },
            "arn": Bucket::arn(self.happening.bucket),
        })
    }

    /// The key stands as in a form; of an object that is gone, its name is all that is told.
    fn object(&self) -> Value {
        let Happening { key, version, .. } = self.happening;
        let mut object = json!({ "key": listing::form_encoded(key) });
        if let Some(version) = version {
            object["versionId"] = json!(version);
        }
        let there = self.bucket.object(key, version);
        if let (Ok((_, there)), true) = (there, self.happening.name.starts_with("ObjectCreated")) {
            object["size"] = json!(there.size);
            object["eTag"] = json!(there.etag.trim_matches('"'));
        }
        object["sequencer"] = json!(format!("{:016X}", self.time.as_micros()));
        object
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds since 1970 fit into 53 bits"
)]
fn date(time: Time) -> String {
    iso8601((time.as_micros() / 1_000) as f64 / 1_000.0).unwrap_or_default()
}
