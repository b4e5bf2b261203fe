//! Where an instance keeps recordings, transcripts, reports and streams of records.

use serde::Serialize;

use super::entry::{Declared, Naming, Seen};
use crate::{Arn, BucketName, spec::Kind, words::quote};

/// Where one sort of data goes; the name of the entry is the sort.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StorageSpec {
    /// Into a bucket.
    S3 {
        /// The bucket: one that is declared, or one that is there.
        bucket: BucketName,
        /// What the keys of the objects begin with.
        prefix: String,
        /// The KMS key; without it, the bucket's own encryption counts.
        kms_key: Option<Arn>,
    },
    /// Into Kinesis video streams, which Connect makes by itself.
    VideoStream {
        /// What the names of the streams begin with.
        prefix: String,
        /// How many hours they are kept; 0 keeps them while they are used.
        retention_hours: u32,
        /// The KMS key.
        kms_key: Arn,
    },
    /// Into a Kinesis data stream.
    Stream {
        /// The stream.
        stream: Arn,
    },
    /// Into a delivery stream of Amazon Data Firehose.
    DeliveryStream {
        /// The delivery stream.
        delivery_stream: Arn,
    },
}

record! {
    /// Where one sort of data goes: a bucket, video streams, or a stream of records.
    pub(crate) struct StorageMembers {
        /// The bucket: one that is declared under `buckets`, or one that is there.
        bucket: Option<BucketName>,
        /// What the keys of the objects, or the names of video streams, begin with.
        prefix: Option<String> [Limit::Chars(1, 128)],
        /// The KMS key that encrypts it.
        kms_key: Option<Arn>,
        /// For `media_streams`: how many hours they are kept.
        retention_hours: Option<u32> [Limit::Range(0, 87_600)],
        /// The Kinesis data stream.
        stream: Option<Arn>,
        /// For `contact_trace_records`, in place of a stream: the delivery stream of Amazon Data
        /// Firehose.
        delivery_stream: Option<Arn>,
    }
}

/// The sorts of data that Connect keeps, by the word of the spec: those of the API in small letters
/// (facts/connect-api.md, 4.1).
const SORTS: &[&str] = &[
    "call_recordings",
    "chat_transcripts",
    "scheduled_reports",
    "attachments",
    "screen_recordings",
    "contact_evaluations",
    "email_messages",
    MEDIA_STREAMS,
    CONTACT_TRACE_RECORDS,
    "agent_events",
    "real_time_contact_analysis_segments",
    "real_time_contact_analysis_voice_segments",
    "real_time_contact_analysis_chat_segments",
];
const MEDIA_STREAMS: &str = "media_streams";
const CONTACT_TRACE_RECORDS: &str = "contact_trace_records";

impl Declared for StorageSpec {
    const KIND: Kind = Kind::Storage;
    const NAMING: Naming = Naming::Key;
    const KEYS: &'static [&'static str] = SORTS;
    const IS_TAGGED: bool = false;
    type Members = StorageMembers;

    fn settle(members: StorageMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        let sort = seen.name.as_ref()?.to_string();
        match sort.as_str() {
            MEDIA_STREAMS => video_stream(members, &sort, seen),
            CONTACT_TRACE_RECORDS if seen.has("delivery_stream") => {
                seen.forbid(
                    &["stream", "bucket", "prefix", "kms_key", "retention_hours"],
                    "\"delivery_stream\"",
                );
                let delivery_stream = members.delivery_stream?;
                check_arn(
                    &delivery_stream,
                    "firehose",
                    "deliverystream/",
                    "delivery_stream",
                    seen,
                );
                Some(Self::DeliveryStream { delivery_stream })
            }
            CONTACT_TRACE_RECORDS | "agent_events" => stream(members, &sort, seen),
            real_time if real_time.starts_with("real_time_") => stream(members, &sort, seen),
            _ => bucket(members, &sort, seen),
        }
    }
}

fn bucket(members: StorageMembers, sort: &str, seen: &mut Seen<'_, '_>) -> Option<StorageSpec> {
    seen.forbid(&["stream", "delivery_stream", "retention_hours"], sort);
    let remedy = "add it: this goes to a bucket";
    let bucket = seen.require("bucket", members.bucket, remedy);
    let prefix = seen.require("prefix", members.prefix, remedy);
    check_key(members.kms_key.as_ref(), seen);
    Some(StorageSpec::S3 {
        bucket: bucket?,
        prefix: prefix?,
        kms_key: members.kms_key,
    })
}

fn video_stream(
    members: StorageMembers,
    sort: &str,
    seen: &mut Seen<'_, '_>,
) -> Option<StorageSpec> {
    seen.forbid(&["bucket", "stream", "delivery_stream"], sort);
    let remedy = "add it: this goes to video streams";
    let prefix = seen.require("prefix", members.prefix, remedy);
    let hours = seen.require("retention_hours", members.retention_hours, remedy);
    let kms_key = seen.require("kms_key", members.kms_key, remedy);
    check_key(kms_key.as_ref(), seen);
    Some(StorageSpec::VideoStream {
        prefix: prefix?,
        retention_hours: hours?,
        kms_key: kms_key?,
    })
}

fn stream(members: StorageMembers, sort: &str, seen: &mut Seen<'_, '_>) -> Option<StorageSpec> {
    let others = [
        "bucket",
        "prefix",
        "kms_key",
        "retention_hours",
        "delivery_stream",
    ];
    seen.forbid(&others, sort);
    let stream = seen.require("stream", members.stream, "add it: this goes to a stream")?;
    check_arn(&stream, "kinesis", "stream/", "stream", seen);
    Some(StorageSpec::Stream { stream })
}

fn check_key(key: Option<&Arn>, seen: &mut Seen<'_, '_>) {
    if let Some(key) = key {
        check_arn(key, "kms", "key/", "kms_key", seen);
    }
}

/// An ARN of another kind of thing.
pub(super) fn check_arn(
    arn: &Arn,
    service: &str,
    resource: &str,
    member: &str,
    seen: &mut Seen<'_, '_>,
) {
    if arn.service() != service || !arn.resource().starts_with(resource) {
        let wanted = format!("arn:PARTITION:{service}:REGION:ACCOUNT:{resource}…");
        let message = format!("{} is not of the form {wanted}", quote(arn.as_str()));
        seen.find("unfit-arn", member, message, format!("write {wanted}"));
    }
}
