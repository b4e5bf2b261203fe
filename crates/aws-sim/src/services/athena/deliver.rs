//! Results as files in S3.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{answer::Failure, errors, execution::Due};
use crate::{
    context::Ctx,
    error::AwsError,
    ids::Ids,
    services::s3::{self, Delivery},
    time::Time,
    world::World,
};

/// Writes a result as text with a description of its columns beside it, and what an `UNLOAD` wrote.
///
/// AWS's `.metadata` is in a form that is not documented; here it is JSON. Where there is no bucket
/// nothing is written.
pub(super) fn result(world: &mut World, due: &Due, now: Time) {
    let mut ids = Ids::of(0, &["athena", &due.id], 0);
    let sealed = encryption(&due.encryption);
    let mut put = |world: &mut World, bucket: &str, key: &str, content: Vec<u8>, kind: &str| {
        let delivery = Delivery {
            bucket,
            key,
            content: content.into(),
            content_type: kind,
            encryption: sealed,
        };
        // The query has succeeded, and has no way to say that its result is nowhere.
        let _ = s3::deliver(world, delivery, &mut ids, now);
    };
    if let Some((to, bytes)) = &due.answer.unloaded
        && let Some((bucket, prefix)) = parted(to)
    {
        let key = format!("{prefix}{}_0", due.id);
        put(
            world,
            bucket,
            &key,
            bytes.clone(),
            "application/octet-stream",
        );
    }
    if let Some((bucket, key)) = parted(&due.location)
        && is_there(world, bucket)
    {
        let columns = due.answer.columns.iter();
        let columns = columns.map(|column| json!({ "Name": column.name, "Type": column.kind }));
        let metadata = json!({ "ColumnInfo": columns.collect::<Vec<_>>() }).to_string();
        put(world, bucket, key, csv(due).into_bytes(), "text/csv");
        let beside = format!("{key}.metadata");
        put(
            world,
            bucket,
            &beside,
            metadata.into_bytes(),
            "application/json",
        );
    }
}

/// Refuses a query whose caller could not find out where the bucket of the result is.
pub(super) fn check_bucket(ctx: &Ctx<'_>, location: &str) -> Result<(), AwsError> {
    let Some((bucket, _)) = parted(location) else {
        return Ok(());
    };
    let asked = json!({ "Bucket": bucket });
    let seen = ctx.may("s3", "GetBucketLocation", &asked);
    seen.map_err(|_| errors::invalid(format!("Unable to verify/create output bucket {bucket}")))
}

/// Lets a query fail whose caller may not write the result. Athena writes it in the caller's name.
pub(super) fn check_write(ctx: &Ctx<'_>, location: &str) -> Result<(), Failure> {
    let Some((bucket, key)) = parted(location) else {
        return Ok(());
    };
    let asked = json!({ "Bucket": bucket, "Key": key });
    let written = ctx.may("s3", "PutObject", &asked);
    written.map_err(|refusal| {
        let why = refusal.message;
        Failure::user(format!(
            "Access denied when writing output to url: {location} ({why})"
        ))
    })
}

/// Algorithm and key of an encryption configuration. Encryption by the client is none for S3.
fn encryption(configuration: &Value) -> Option<(&str, Option<&str>)> {
    match configuration["EncryptionOption"].as_str()? {
        "SSE_S3" => Some(("AES256", None)),
        "SSE_KMS" => Some(("aws:kms", configuration["KmsKey"].as_str())),
        _ => None,
    }
}

/// Whether there is such a bucket. A result of a million rows is not made into text for nothing.
fn is_there(world: &World, bucket: &str) -> bool {
    s3::read(world, bucket, "").map_or_else(|error| error.code != "NoSuchBucket", |_| true)
}

/// Every value in quotes, and null as nothing at all.
fn csv(due: &Due) -> String {
    let header = due
        .answer
        .columns
        .iter()
        .map(|column| Some(column.name.clone()));
    let header = due.with_header.then(|| header.collect());
    let rows = due.answer.grid.rows(0..due.answer.grid.len());
    let mut text = String::new();
    for row in header.into_iter().chain(rows) {
        let cells = row.iter().map(|cell: &Option<String>| {
            let quoted = cell
                .as_ref()
                .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
            quoted.unwrap_or_default()
        });
        let _ = writeln!(text, "{}", cells.collect::<Vec<_>>().join(","));
    }
    text
}

/// Bucket and key of `s3://bucket/key`.
fn parted(location: &str) -> Option<(&str, &str)> {
    let path = location.strip_prefix("s3://")?;
    Some(path.split_once('/').unwrap_or((path, "")))
}
