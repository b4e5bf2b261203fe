//! What a message of a queue says of objects that were put.
//!
//! Three senders write such messages: S3 itself, SNS with the text of S3 inside of its own, and EventBridge.
//! They may come twice, late and in any order, so a message is a hint to look and never the truth.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::ObjectVersion;

/// How many messages may be wrapped in one another: EventBridge in SNS in a queue is two.
const WRAPS_MAX: usize = 3;

/// An object that was put, as far as a message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    /// The bucket.
    pub bucket: String,
    /// The key, decoded.
    pub key: String,
    /// The id of the version, where the bucket keeps versions.
    pub version_id: Option<String>,
    /// The entity tag, without quotes.
    pub etag: Option<String>,
    /// How many bytes it has.
    pub size_bytes: Option<u64>,
    /// Grows with every event on the same key, and is equal in a message that comes twice.
    pub sequencer: Option<String>,
}

/// A message that says nothing of objects. Somebody else's, or damaged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the message is no notification of S3: {0}")]
pub struct NoNotice(pub String);

/// Reads the body of a message: every object that was put, in its order. Of a test message, and of one about
/// what was removed, that is none.
pub fn read_notice(body: &str) -> Result<Vec<Announced>, NoNotice> {
    unwrap(body, WRAPS_MAX)
}

fn unwrap(body: &str, wraps: usize) -> Result<Vec<Announced>, NoNotice> {
    let message: Value = serde_json::from_str(body).map_err(|_| no_notice("it is no JSON"))?;
    let text = |member: &str| message[member].as_str();
    if let Some(records) = message["Records"].as_array() {
        let records = records.iter().filter(|record| is_put(record));
        return records.map(record).collect();
    }
    if text("Event") == Some("s3:TestEvent") {
        return Ok(Vec::new());
    }
    match (text("Type"), text("Message"), text("detail-type")) {
        (Some("Notification"), Some(inner), _) => match wraps.checked_sub(1) {
            Some(wraps) => unwrap(inner, wraps),
            None => Err(no_notice("it is wrapped too often")),
        },
        (Some(kind), _, _) => Err(no_notice(&format!("SNS sent a {kind}"))),
        (_, _, Some(kind)) => of_the_bus(&message, kind),
        _ => Err(no_notice("it has no records")),
    }
}

/// Whether a record tells of an object that was put, copied or uploaded in parts.
fn is_put(record: &Value) -> bool {
    let name = record["eventName"].as_str().unwrap_or_default();
    let name = name.strip_prefix("s3:").unwrap_or(name);
    record["eventSource"] == "aws:s3" && name.starts_with("ObjectCreated:")
}

/// The key of a record stands as in a form of a web page.
fn record(record: &Value) -> Result<Announced, NoNotice> {
    let (bucket, object) = (&record["s3"]["bucket"], &record["s3"]["object"]);
    let key = object["key"].as_str().map(decoded).transpose()?;
    announced(bucket, object, key, ["versionId", "eTag"])
}

/// EventBridge tells keys as they are.
fn of_the_bus(message: &Value, kind: &str) -> Result<Vec<Announced>, NoNotice> {
    if message["source"] != "aws.s3" {
        let source = message["source"].as_str().unwrap_or("nobody");
        return Err(no_notice(&format!("{source} sent a {kind:?}")));
    }
    if kind != "Object Created" {
        return Ok(Vec::new());
    }
    let (bucket, object) = (&message["detail"]["bucket"], &message["detail"]["object"]);
    let key = object["key"].as_str().map(ToOwned::to_owned);
    Ok(vec![announced(
        bucket,
        object,
        key,
        ["version-id", "etag"],
    )?])
}

fn announced(
    bucket: &Value,
    object: &Value,
    key: Option<String>,
    [version, etag]: [&str; 2],
) -> Result<Announced, NoNotice> {
    let text = |member: &str| object[member].as_str();
    let bucket = bucket["name"].as_str();
    let bucket = bucket.ok_or_else(|| no_notice("a record has no bucket"))?;
    Ok(Announced {
        bucket: bucket.to_owned(),
        key: key.ok_or_else(|| no_notice("a record has no key"))?,
        version_id: text(version).and_then(ObjectVersion::version_id),
        etag: text(etag).map(ObjectVersion::etag),
        size_bytes: object["size"].as_u64(),
        sequencer: text("sequencer").map(ToOwned::to_owned),
    })
}

fn decoded(key: &str) -> Result<String, NoNotice> {
    let spaced = key.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8();
    match decoded {
        Ok(key) => Ok(key.into_owned()),
        Err(_) => Err(no_notice("a key is not UTF-8")),
    }
}

fn no_notice(why: &str) -> NoNotice {
    NoNotice(why.to_owned())
}
