//! `aws_connect_instance_storage_config`.

use crate::{
    draft::{Draft, Slot},
    entry::{Entry, Refusal},
    report::{Reason, Taken},
    resource::Resource,
};

const SLOT: Slot = Slot {
    section: "storage",
    by_key: true,
    family: None,
    is_tagged: false,
};

pub(super) fn write(resource: &Resource, draft: &mut Draft<'_>) -> Result<Taken, Refusal> {
    let mut entry = Entry::of(resource);
    let attributes = entry.attributes();
    let sort = attributes
        .text("resource_type")
        .ok_or_else(|| Refusal::incomplete("resource_type"))?;
    let sort = sort.to_ascii_lowercase();
    if draft.entry(SLOT.section, &sort).is_some() {
        return Err(Refusal {
            reason: Reason::NameTaken,
            why: format!("a spec has one place for {sort}, and it is taken"),
            remedy: "keep one of the two".to_owned(),
        });
    }
    let config = attributes.block_or_self("storage_config");
    let bucket = config.block("s3_config");
    let video = config.block("kinesis_video_stream_config");
    let key = |of: crate::attributes::Attributes<'_>| {
        of.block("encryption_config")
            .text("key_id")
            .map(str::to_owned)
    };
    if !bucket.is_empty() {
        entry.say("bucket", bucket.text("bucket_name"));
        entry.say("prefix", bucket.text("bucket_prefix"));
        entry.say("kms_key", key(bucket));
    } else if !video.is_empty() {
        entry.say("prefix", video.text("prefix"));
        entry.say("retention_hours", video.number("retention_period_hours"));
        entry.say("kms_key", key(video));
    } else {
        entry.say(
            "stream",
            config.block("kinesis_stream_config").text("stream_arn"),
        );
        let delivery = config.block("kinesis_firehose_config").text("firehose_arn");
        entry.say("delivery_stream", delivery);
    }
    draft.add(SLOT, &sort, entry)
}
