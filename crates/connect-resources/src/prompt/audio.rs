//! Recordings: how one is told from another, and how one comes to where AWS takes it from.

use connect_model::{
    BucketName, FaultClass, Tags,
    spec::{Audio, Payload},
};

use super::Prompt;
use crate::{
    Acting, Declared, Scope, Trouble,
    digest::{DIGEST, digest},
};

/// The tag that says which recording a prompt has.
pub const TAG: &str = "trunkline:audio";

/// How long the value of a tag may be.
const TAG_CHARS_MAX: usize = 256;

/// Which recording it is, and where a file of it goes, `fallback` unless it says so itself.
pub(super) fn declared(audio: &Audio, fallback: Option<&BucketName>) -> (String, Option<String>) {
    match audio {
        Audio::File {
            recording, bucket, ..
        } => {
            let bucket = bucket.as_ref().or(fallback);
            (recording.digest(), bucket.map(ToString::to_string))
        }
        Audio::S3 { uri } => (uri.to_string(), None),
    }
}

/// The bytes of a file.
pub(super) fn recording(audio: &Audio) -> Option<Payload> {
    match audio {
        Audio::File { recording, .. } => Some(recording.clone()),
        Audio::S3 { .. } => None,
    }
}

/// What the tag says of a recording: an address that does not fit into a tag by its digest.
pub(super) fn mark(audio: &str) -> String {
    let fits = |char: char| char.is_alphanumeric() || "_.:/=+-@ ".contains(char);
    if audio.chars().count() <= TAG_CHARS_MAX && audio.chars().all(fits) {
        audio.to_owned()
    } else {
        digest(audio.as_bytes())
    }
}

/// Whether a mark is the address of an object.
pub(super) fn is_address(mark: &str) -> bool {
    mark.starts_with("s3://")
}

/// The tag itself.
pub(super) fn tags(audio: &str) -> Tags {
    let mut tags = Tags::new();
    tags.insert(TAG, mark(audio))
        .expect("a mark is short and plain");
    tags
}

/// The address of the recording; a file is uploaded first. What is uploaded twice is the same object.
pub(super) async fn placed(
    cx: &Acting<'_>,
    thing: &Declared,
    prompt: &Prompt,
) -> Result<String, Trouble> {
    if !prompt.audio.starts_with(DIGEST) {
        return Ok(prompt.audio.clone());
    }
    uploaded(cx, thing.file()?, prompt.bucket.as_deref()).await
}

/// Uploads a recording under its own digest; its address. Without a bucket it goes to the one that serves
/// all centres of the account and Region.
pub async fn uploaded(
    cx: &Acting<'_>,
    recording: &Payload,
    bucket: Option<&str>,
) -> Result<String, Trouble> {
    let digest = recording.digest();
    let hex = digest.strip_prefix(DIGEST).unwrap_or(&digest);
    let key = format!("trunkline/prompts/{hex}.wav");
    let bucket = match bucket {
        Some(bucket) => {
            let port = cx.ports().recordings()?;
            port.upload(bucket, &key, recording).await?;
            bucket.to_owned()
        }
        None => in_own_bucket(cx, &key, recording).await?,
    };
    Ok(format!("s3://{bucket}/{key}"))
}

/// Uploads to the bucket that serves all centres of the account and Region, and makes it if need be.
async fn in_own_bucket(cx: &Acting<'_>, key: &str, recording: &Payload) -> Result<String, Trouble> {
    let (port, bucket) = (cx.ports().recordings()?, own_bucket(cx.scope()));
    match port.upload(&bucket, key, recording).await {
        Err(fault) if fault.class == FaultClass::NotFound => {
            port.make_bucket(&bucket).await?;
            port.upload(&bucket, key, recording).await?;
        }
        uploaded => uploaded?,
    }
    Ok(bucket)
}

fn own_bucket(scope: &Scope) -> String {
    format!("trunkline-{}-{}", scope.account, scope.region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_its_own_mark_if_a_tag_can_hold_it() {
        assert_eq!(mark("s3://bucket/a b.wav"), "s3://bucket/a b.wav");
        let long = format!("s3://bucket/{}.wav", "a".repeat(250));
        for other in ["s3://bucket/(1).wav", &long] {
            let mark = mark(other);
            assert!(mark.starts_with(DIGEST) && mark.len() == 71, "{mark}");
        }
        assert_eq!(
            digest(b""),
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
