//! Edits of what surrounds an instance.

use super::{Edit, edit};

pub(super) const EDITS: &[Edit] = &[
    edit(
        "storage.bucket",
        "storage/call_recordings/config",
        &[(
            "bucket: updates-data, prefix",
            "bucket: updates-other, prefix",
        )],
    ),
    edit(
        "storage.prefix",
        "storage/call_recordings/config",
        &[("prefix: calls", "prefix: recordings")],
    ),
    edit(
        "storage.kms_key",
        "storage/call_recordings/config",
        &[(
            "prefix: calls, kms_key: \"arn:aws:kms:eu-west-2:111111111111:key/one",
            "prefix: calls, kms_key: \"arn:aws:kms:eu-west-2:111111111111:key/two",
        )],
    ),
    edit(
        "storage.retention_hours",
        "storage/media_streams/config",
        &[("retention_hours: 24", "retention_hours: 48")],
    ),
    edit(
        "storage.stream",
        "storage/contact_trace_records/config",
        &[("stream/records", "stream/contacts")],
    ),
    edit(
        "storage.delivery_stream",
        "storage/contact_trace_records/config",
        &[(
            "stream: \"arn:aws:kinesis:eu-west-2:111111111111:stream/records",
            "delivery_stream: \"arn:aws:firehose:eu-west-2:111111111111:deliverystream/records",
        )],
    ),
    edit(
        "bucket.kms_key",
        "bucket/updates-data/encryption",
        &[(
            "expire_days: 30, kms_key: \"arn:aws:kms:eu-west-2:111111111111:key/one",
            "expire_days: 30, kms_key: \"arn:aws:kms:eu-west-2:111111111111:key/two",
        )],
    ),
    edit(
        "bucket.block_public_access",
        "bucket/updates-other/public-access",
        &[(
            "name: updates-other",
            "name: updates-other, block_public_access: false",
        )],
    ),
    edit(
        "bucket.tls_only",
        "bucket/updates-other/policy",
        &[(
            "name: updates-other",
            "name: updates-other, tls_only: false",
        )],
    ),
    edit(
        "bucket.versioning",
        "bucket/updates-data/versioning",
        &[("versioning: false", "versioning: true")],
    ),
    edit(
        "bucket.expire_days",
        "bucket/updates-data/expiry",
        &[("expire_days: 30", "expire_days: 60")],
    ),
    edit(
        "bucket.tags",
        "bucket/updates-data/tags",
        &[("Owner: bucket", "Owner: somebody")],
    ),
    edit(
        "log-group.retention_days",
        "log-group/%2Faws%2Fconnect%2Fupdates/retention",
        &[(
            "  contact_lens: true",
            "  contact_lens: true\n  log_retention_days: 30",
        )],
    ),
    edit(
        "email-address.display_name",
        "email-address/care@example.com/metadata",
        &[("display_name: Care", "display_name: Help")],
    ),
    edit(
        "email-address.description",
        "email-address/care@example.com/metadata",
        &[("description: Questions", "description: Answers")],
    ),
    edit(
        "email-address.tags",
        "email-address/care@example.com/tags",
        &[("Owner: mail", "Owner: somebody")],
    ),
];
