//! `UNLOAD`: rows as files in a bucket.

use std::io::Read as _;

use bytes::Bytes;
use flate2::read::GzDecoder;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::json;

use super::counter::{Counter, RESULTS};
use crate::{
    desk::{Desk, PRODUCER, unthrottled},
    enforcement::{enforced, put},
    iam::user,
    wire::Wire,
};

const BUCKET: &str = "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
    <LocationConstraint>eu-west-2</LocationConstraint></CreateBucketConfiguration>";

/// Three rows of a number, a text and a flag.
const ROWS: &str =
    "SELECT * FROM (VALUES (1, 'a', true), (2, NULL, false), (3, 'b', true)) AS t (n, word, flag)";

struct Exports {
    counter: Counter,
    desk: Desk,
}

impl Exports {
    async fn new() -> Self {
        let counter = Counter::new(unthrottled());
        let desk = Desk {
            simulator: counter.simulator.clone(),
        };
        let exports = Self { counter, desk };
        exports.s3("PUT", "/results", BUCKET).await;
        exports
    }

    async fn s3(&self, method: &str, path: &str, body: &str) -> Bytes {
        let answer = self.desk.raw("s3", method, path, &[], body).await;
        let answer = answer.expect("an answer");
        assert!(answer.status().is_success(), "{method} {path}");
        answer.into_body()
    }

    /// The keys of the files that an `UNLOAD` wrote, as its manifest has them.
    async fn unloaded(&self, rows: &str, to: &str, with: &str) -> Vec<String> {
        let sql = format!("UNLOAD ({rows}) TO '{to}' WITH ({with})");
        let execution = self.counter.ended(&sql).await;
        assert_eq!(
            execution["Status"]["State"], "SUCCEEDED",
            "{}",
            execution["Status"]
        );
        assert_eq!(execution["SubstatementType"], "UNLOAD");
        let manifest = execution["Statistics"]["DataManifestLocation"].as_str();
        let manifest = manifest
            .expect("a manifest")
            .strip_prefix("s3:/")
            .expect("an address");
        let id = execution["QueryExecutionId"].as_str().expect("an id");
        assert!(
            manifest.ends_with(&format!("{id}-manifest.csv")),
            "{manifest}"
        );
        let manifest = self.s3("GET", manifest, "").await;
        let manifest = String::from_utf8(manifest.to_vec()).expect("text");
        let files = manifest
            .lines()
            .map(|line| line.strip_prefix("s3:/").expect("an address").to_owned());
        files.collect()
    }

    async fn unzipped(&self, path: &str) -> String {
        let mut text = String::new();
        let file = self.s3("GET", path, "").await;
        GzDecoder::new(&file[..])
            .read_to_string(&mut text)
            .expect("a file of gzip");
        text
    }
}

#[tokio::test(start_paused = true)]
async fn text_and_json_are_zipped_and_the_manifest_says_where_they_are() {
    let exports = Exports::new().await;
    let text = exports
        .unloaded(
            ROWS,
            "s3://results/text",
            "format = 'TEXTFILE', field_delimiter = ','",
        )
        .await;
    assert_eq!(text.len(), 1, "{text:?}");
    assert!(text[0].starts_with("/results/text/20260921_"), "{text:?}");
    assert_eq!(
        exports.unzipped(&text[0]).await,
        "1,a,true\n2,\\N,false\n3,b,true\n"
    );
    let json = exports
        .unloaded(ROWS, "s3://results/json/", "format = 'JSON'")
        .await;
    let lines = exports.unzipped(&json[0]).await;
    let first = lines.lines().next().unwrap();
    let first: serde_json::Value = serde_json::from_str(first).unwrap();
    assert_eq!(first, json!({ "n": 1, "word": "a", "flag": true }));
}

#[tokio::test(start_paused = true)]
async fn parquet_can_be_read_in_every_compression() {
    let exports = Exports::new().await;
    for (at, with) in [
        "",
        ", compression = 'SNAPPY'",
        ", compression = 'zstd'",
        ", compression = 'NONE'",
    ]
    .iter()
    .enumerate()
    {
        let to = format!("s3://results/{at}/");
        let files = exports
            .unloaded(ROWS, &to, &format!("format = 'PARQUET'{with}"))
            .await;
        let file = exports.s3("GET", &files[0], "").await;
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("a file of Parquet");
        let names: Vec<_> = reader
            .schema()
            .fields()
            .iter()
            .map(|field| field.name().clone())
            .collect();
        assert_eq!(names, ["n", "word", "flag"], "{with}");
        let batches: Vec<_> = reader.build().unwrap().map(Result::unwrap).collect();
        assert_eq!(
            batches
                .iter()
                .fold(0, |rows, batch| rows + batch.num_rows()),
            3,
            "{with}"
        );
        assert_eq!(batches[0].column(1).null_count(), 1, "{with}");
    }
}

#[tokio::test(start_paused = true)]
async fn partitions_are_folders_without_their_column() {
    let exports = Exports::new().await;
    let with = "format = 'TEXTFILE', field_delimiter = ',', partitioned_by = ARRAY['flag']";
    let files = exports.unloaded(ROWS, "s3://results/p/", with).await;
    assert_eq!(files.len(), 2, "{files:?}");
    assert!(files[0].starts_with("/results/p/flag=false/"), "{files:?}");
    assert_eq!(exports.unzipped(&files[1]).await, "1,a\n3,b\n");
    let first = "UNLOAD (SELECT 1 AS a, 2 AS b) TO 's3://results/q/' \
                 WITH (format = 'JSON', partitioned_by = ARRAY['a'])";
    let reason = exports.counter.reason(first).await;
    assert!(reason.contains("must be the last columns"), "{reason}");
}

#[tokio::test(start_paused = true)]
async fn a_target_has_to_be_empty_and_in_a_bucket_that_is_there() {
    let exports = Exports::new().await;
    exports.s3("PUT", "/results/full/before", "x").await;
    let unload = |to: &str| format!("UNLOAD (SELECT 1 AS a) TO '{to}' WITH (format = 'JSON')");
    let reason = exports.counter.reason(&unload("s3://results/full/")).await;
    assert!(reason.starts_with("HIVE_PATH_ALREADY_EXISTS"), "{reason}");
    let reason = exports.counter.reason(&unload("s3://nowhere/")).await;
    assert!(reason.contains("bucket does not exist"), "{reason}");
    let full = exports
        .unloaded("SELECT 1 AS a", "s3://results/ful", "format = 'JSON'")
        .await;
    assert_eq!(full.len(), 1);
    let again = exports.counter.reason(&unload("s3://results/ful")).await;
    assert!(again.starts_with("HIVE_PATH_ALREADY_EXISTS"), "{again}");
    // Nothing is written of no rows.
    let none = "SELECT 1 AS a WHERE false";
    let none = exports
        .unloaded(none, "s3://results/none/", "format = 'PARQUET'")
        .await;
    assert_eq!(none, Vec::<String>::new());
    assert!(RESULTS.starts_with("s3://results/"));
}

#[tokio::test(start_paused = true)]
async fn the_caller_needs_leave_to_write_the_files() {
    let desk = enforced();
    let root = Wire::new(&desk, PRODUCER);
    let ann = Wire::new(&desk, &user(&root, "ann").await);
    root.rest("s3", "PUT", "/results", BUCKET).await.good();
    let query = json!({
        "QueryString": "UNLOAD (SELECT 1 AS a) TO 's3://results/files/' WITH (format = 'JSON')",
        "ResultConfiguration": { "OutputLocation": "s3://results/answers/" },
    });
    let end = async |writes: &str| {
        let actions = ["athena:*", "s3:GetBucketLocation"];
        let policy = json!({ "Version": "2012-10-17", "Statement": [
            { "Effect": "Allow", "Action": actions, "Resource": "*" },
            { "Effect": "Allow", "Action": "s3:PutObject", "Resource": writes },
        ] });
        put(&root, &policy.to_string()).await;
        let asked = ann.json("athena", "AmazonAthena.StartQueryExecution", query.clone());
        let asked = asked.await.good().value();
        tokio::time::sleep(std::time::Duration::from_secs(5)).await;
        let seen = ann.json("athena", "AmazonAthena.GetQueryExecution", asked);
        seen.await.good().value()["QueryExecution"]["Status"].clone()
    };
    let status = end("arn:aws:s3:::results/answers/*").await;
    let why = status["StateChangeReason"].as_str().unwrap_or_default();
    assert!(why.contains("s3:PutObject"), "{status}");
    let status = end("arn:aws:s3:::results/*").await;
    assert_eq!(status["State"], "SUCCEEDED", "{status}");
}
