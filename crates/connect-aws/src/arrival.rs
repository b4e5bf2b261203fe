//! Objects of S3 that arrive, and the queue that tells of them.

use std::ops::Range;

use async_trait::async_trait;
use aws_sdk_s3::{primitives::ByteStream, types::ObjectVersion as Version};
use aws_smithy_types::DateTime;
use connect_agents::{
    Page,
    arrival::{
        ArrivalPort, Content, Held, Message, NewObject, OWN_MARK, ObjectVersion, Put, Receive,
    },
};
use connect_model::{Fault, FaultClass};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{aws::Aws, call::Operation, fault, s3_object::whole};

const LIST: Operation = operation("ListObjectVersions");
const HEAD: Operation = operation("HeadObject");
const GET: Operation = operation("GetObject");
const PUT: Operation = operation("PutObject");
const COPY: Operation = operation("CopyObject");
const DELETE: Operation = operation("DeleteObject");

/// What stands as it is in the name of what is copied.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "s3",
        name,
    }
}

#[async_trait]
impl ArrivalPort for Aws {
    async fn list(
        &self,
        bucket: &str,
        prefix: &str,
        page: Option<&str>,
    ) -> Result<Page<ObjectVersion>, Fault> {
        // No id of a version has an end of a line in it, and a key may.
        let (version, key) = page.and_then(|page| page.split_once('\n')).unzip();
        let request = self.s3.list_object_versions().bucket(bucket);
        let request = request
            .set_prefix(Some(prefix).filter(|it| !it.is_empty()).map(Into::into))
            .set_key_marker(key.map(Into::into))
            .set_version_id_marker(version.filter(|it| !it.is_empty()).map(Into::into));
        let answer = self.caller.send(LIST, request.send()).await?;
        let version = answer.next_version_id_marker.unwrap_or_default();
        let key = answer.next_key_marker.filter(|key| !key.is_empty());
        let versions = answer.versions.into_iter().flatten();
        let latest = versions.filter(|version| version.is_latest == Some(true));
        Ok(Page {
            items: latest.filter_map(|it| listed(bucket, it)).collect(),
            next: key.map(|key| format!("{version}\n{key}")),
        })
    }

    async fn head(&self, bucket: &str, key: &str, version: Option<&str>) -> Result<Held, Fault> {
        let request = self.s3.head_object().bucket(bucket).key(key);
        let request = request.set_version_id(version.map(ToOwned::to_owned));
        let answer = self.caller.send(HEAD, request.send()).await;
        let answer = answer.map_err(marked)?;
        let (name, value) = OWN_MARK;
        let mark = answer.metadata.and_then(|mut all| all.remove(name));
        let (size, modified) = (answer.content_length, answer.last_modified);
        let object = object(bucket, key, answer.version_id, answer.e_tag, size, modified);
        Ok(Held {
            object: object.ok_or_else(|| fault::unreadable(HEAD, "it lacks tag, size or time"))?,
            is_own: mark.as_deref() == Some(value),
        })
    }

    async fn piece(&self, object: &ObjectVersion, range: Range<u64>) -> Result<Vec<u8>, Fault> {
        let request = self.s3.get_object();
        let request = request
            .bucket(&object.bucket)
            .key(&object.key)
            .set_version_id(object.version_id.clone())
            .if_match(quoted(&object.etag))
            .range(format!(
                "bytes={}-{}",
                range.start,
                range.end.saturating_sub(1)
            ));
        let answer = self.caller.send(GET, request.send()).await;
        let answer = answer.map_err(marked)?;
        let size = whole(answer.content_range.as_deref(), answer.content_length);
        if size != Some(object.size_bytes) {
            return Err(changed("the object has another size"));
        }
        let bytes = self.body(GET, answer.body).await?;
        if u64::try_from(bytes.len()).ok() == Some(range.end.saturating_sub(range.start)) {
            Ok(bytes)
        } else {
            Err(fault::unreadable(
                GET,
                "it has another number of bytes than was asked for",
            ))
        }
    }

    async fn put(&self, object: &NewObject<'_>) -> Result<Put, Fault> {
        let (name, value) = OWN_MARK;
        let content = content(object.content).await?;
        let request = self.s3.put_object();
        let request = request
            .bucket(object.bucket)
            .key(object.key)
            .content_type(object.content_type)
            .metadata(name, value)
            .set_if_none_match(object.if_absent.then(|| "*".to_owned()))
            .body(content);
        match self.caller.send(PUT, request.send()).await {
            Ok(_) => Ok(Put::Written),
            Err(fault) if object.if_absent && is_refused(&fault) => Ok(Put::Kept),
            Err(fault) => Err(fault),
        }
    }

    async fn copy(&self, object: &ObjectVersion, to: &str) -> Result<(), Fault> {
        let request = self.s3.copy_object();
        let request = request
            .bucket(&object.bucket)
            .key(to)
            .copy_source(source(object))
            .copy_source_if_match(quoted(&object.etag));
        let answer = self.caller.send(COPY, request.send()).await;
        answer.map_err(marked)?;
        Ok(())
    }

    async fn delete(&self, object: &ObjectVersion) -> Result<bool, Fault> {
        let request = self.s3.delete_object();
        let request = request
            .bucket(&object.bucket)
            .key(&object.key)
            .if_match(quoted(&object.etag));
        match self.caller.send(DELETE, request.send()).await {
            Ok(_) => Ok(true),
            Err(fault) if fault.code == "NoSuchKey" => Ok(true),
            Err(fault) if is_refused(&fault) => Ok(false),
            Err(fault) => Err(fault),
        }
    }

    async fn receive(&self, queue_url: &str, how: &Receive) -> Result<Vec<Message>, Fault> {
        self.receive_messages(queue_url, how).await
    }

    async fn remove(&self, queue_url: &str, receipt: &str) -> Result<(), Fault> {
        self.remove_message(queue_url, receipt).await
    }

    async fn prolong(&self, queue_url: &str, receipt: &str, seconds: u32) -> Result<bool, Fault> {
        self.prolong_message(queue_url, receipt, seconds).await
    }
}

fn listed(bucket: &str, version: Version) -> Option<ObjectVersion> {
    let key = version.key?;
    let (size, modified) = (version.size, version.last_modified);
    object(
        bucket,
        &key,
        version.version_id,
        version.e_tag,
        size,
        modified,
    )
}

fn object(
    bucket: &str,
    key: &str,
    version: Option<String>,
    etag: Option<String>,
    size: Option<i64>,
    modified: Option<DateTime>,
) -> Option<ObjectVersion> {
    Some(ObjectVersion {
        bucket: bucket.to_owned(),
        key: key.to_owned(),
        version_id: version.and_then(ObjectVersion::version_id),
        etag: ObjectVersion::etag(&etag?),
        size_bytes: size?.try_into().ok()?,
        modified_ms: modified?.secs().saturating_mul(1_000),
    })
}

async fn content(content: Content<'_>) -> Result<ByteStream, Fault> {
    match content {
        Content::Bytes(bytes) => Ok(ByteStream::from(bytes.to_vec())),
        Content::File(path) => {
            let opened = ByteStream::from_path(path).await;
            opened.map_err(|cause| {
                fault::fault(
                    PUT,
                    FaultClass::Invalid,
                    "FileUnreadable",
                    cause.to_string(),
                )
            })
        }
    }
}

/// Bucket, key and version, as a header takes them.
fn source(object: &ObjectVersion) -> String {
    let encoded = |text| utf8_percent_encode(text, PLAIN);
    let source = format!("{}/{}", object.bucket, encoded(&object.key));
    match &object.version_id {
        Some(version) => format!("{source}?versionId={}", encoded(version)),
        None => source,
    }
}

fn quoted(etag: &str) -> String {
    format!("\"{etag}\"")
}

/// Whether a condition did not hold.
fn is_refused(fault: &Fault) -> bool {
    matches!(fault.code.as_str(), "PreconditionFailed" | "Http412")
}

/// Of a version that marks a deletion, S3 says that the method is not allowed.
fn marked(mut fault: Fault) -> Fault {
    if matches!(fault.code.as_str(), "MethodNotAllowed" | "Http405") {
        fault.class = FaultClass::NotFound;
    }
    fault
}

fn changed(message: &str) -> Fault {
    fault::fault(GET, FaultClass::Conflict, "ObjectChanged", message)
}
