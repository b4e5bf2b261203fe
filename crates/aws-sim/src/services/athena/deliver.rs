//! Results as files in S3.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{
    answer::{Failure, Unloaded},
    errors,
    execution::Due,
};
use crate::{
    context::Ctx,
    error::AwsError,
    ids::Ids,
    services::s3::{self, Delivery},
    time::{self, Time},
    world::World,
};

/// What a query writes, and how.
struct Desk<'w> {
    world: &'w mut World,
    ids: Ids,
    now: Time,
    /// Algorithm and key, if the query names one.
    encryption: Option<(&'static str, Option<String>)>,
}

/// Rows that are made into text at once.
const ROWS_AT_ONCE: usize = 10_000;
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz0123456789";

/// Writes a result as text with a description of its columns beside it, or what an `UNLOAD` wrote
/// with a list of the files.
///
/// AWS's `.metadata` is in a form that is not documented; here it is JSON. Where there is no bucket
/// nothing is written.
pub(super) fn result(world: &mut World, due: &Due, now: Time) {
    let mut desk = Desk {
        world,
        ids: Ids::of(0, &["athena", &due.id], 0),
        now,
        encryption: encryption(&due.encryption),
    };
    if let Some(unloaded) = &due.answer.unloaded {
        let manifest = desk.unload(unloaded);
        if let Some((bucket, key)) = due.manifest.as_deref().and_then(parted) {
            desk.put(bucket, key, manifest.into_bytes(), "text/csv");
        }
    } else if let Some((bucket, key)) = parted(&due.location)
        && s3::holds(desk.world, bucket, "").is_some()
    {
        let columns = due.answer.columns.iter();
        let columns = columns.map(|column| json!({ "Name": column.name, "Type": column.kind }));
        let metadata = json!({ "ColumnInfo": columns.collect::<Vec<_>>() }).to_string();
        desk.put(bucket, key, csv(due).into_bytes(), "text/csv");
        let beside = format!("{key}.metadata");
        desk.put(bucket, &beside, metadata.into_bytes(), "application/json");
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

/// Lets a query fail whose caller may not write the result, or not by the key that encrypts it.
pub(super) fn check_result(ctx: &Ctx<'_>, result: &Value) -> Result<(), Failure> {
    let location = result["OutputLocation"].as_str().unwrap_or_default();
    check_write(ctx, location)?;
    let Some(("aws:kms", Some(key))) = encryption(&result["EncryptionConfiguration"]) else {
        return Ok(());
    };
    let asked = json!({ "KeyId": key });
    let sealed = ctx.may("kms", "GenerateDataKey", &asked);
    sealed.map_err(|refusal| {
        let why = refusal.message;
        Failure::user(format!(
            "Access denied when writing output to url: {location} ({why})"
        ))
    })
}

/// Lets a query fail whose caller may not write there. Athena writes in the caller's name.
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

/// What an encryption configuration means for the objects. Encryption by the client is none for S3.
fn encryption(configuration: &Value) -> Option<(&'static str, Option<String>)> {
    match configuration["EncryptionOption"].as_str()? {
        "SSE_S3" => Some(("AES256", None)),
        "SSE_KMS" => Some((
            "aws:kms",
            configuration["KmsKey"].as_str().map(str::to_owned),
        )),
        _ => None,
    }
}

/// Every value in quotes, and null as nothing at all. Some rows at a time, since a result may have many.
fn csv(due: &Due) -> String {
    let (columns, grid) = (&due.answer.columns, &due.answer.grid);
    let header: Vec<_> = columns.iter().map(|it| Some(it.name.clone())).collect();
    let header = due.with_header.then_some(header);
    let starts = (0..grid.len()).step_by(ROWS_AT_ONCE);
    let rows = starts.flat_map(|start| grid.rows(start..grid.len().min(start + ROWS_AT_ONCE)));
    let mut text = String::new();
    for row in header.into_iter().chain(rows) {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            if let Some(cell) = cell {
                let _ = write!(text, "\"{}\"", cell.replace('"', "\"\""));
            }
        }
        text.push('\n');
    }
    text
}

/// Bucket and key of `s3://bucket/key`.
fn parted(location: &str) -> Option<(&str, &str)> {
    let path = location.strip_prefix("s3://")?;
    Some(path.split_once('/').unwrap_or((path, "")))
}

// === impl Desk ===

impl Desk<'_> {
    fn put(&mut self, bucket: &str, key: &str, content: Vec<u8>, kind: &str) {
        let encryption = self.encryption.as_ref();
        let delivery = Delivery {
            bucket,
            key,
            content: content.into(),
            content_type: kind,
            encryption: encryption.map(|(algorithm, key)| (*algorithm, key.as_deref())),
        };
        // The query has succeeded, and has no way to say that its result is nowhere.
        let _ = s3::deliver(self.world, delivery, &mut self.ids, self.now);
    }

    /// Writes the files of an `UNLOAD`, and says where they are, a line each.
    fn unload(&mut self, unloaded: &Unloaded) -> String {
        let mut manifest = String::new();
        let Some((bucket, prefix)) = parted(&unloaded.to) else {
            return manifest;
        };
        for (file, number) in unloaded.files.iter().zip(0..) {
            let name = self.name(number);
            let key = format!("{prefix}{}{name}{}", file.folder, file.ending);
            let kind = "application/octet-stream";
            self.put(bucket, &key, file.content.clone(), kind);
            let _ = writeln!(manifest, "s3://{bucket}/{key}");
        }
        manifest
    }

    /// `20260921_101320_00000_a1b2c_` and a UUID.
    fn name(&mut self, number: usize) -> String {
        #[expect(clippy::cast_precision_loss, reason = "seconds of any date fit")]
        let seconds = (self.now.as_micros() / 1_000_000) as f64;
        let stamp = time::iso8601(seconds).unwrap_or_default();
        let stamp = stamp.replace(['-', ':', 'Z'], "").replace('T', "_");
        let (letters, id) = (self.ids.letters(LETTERS, 5), self.ids.uuid());
        format!("{stamp}_{number:05}_{letters}_{id}")
    }
}
