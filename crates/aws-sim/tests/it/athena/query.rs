//! Queries over time, in builds with and without SQL.

use std::time::Duration;

use aws_sim::Settings;
use serde_json::{Value, json};

use super::counter::{Counter, RESULTS, rows, since_epoch};
use crate::desk::{CONSUMER, Desk, unthrottled};

const BUCKET: &str = "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
    <LocationConstraint>eu-west-2</LocationConstraint></CreateBucketConfiguration>";

async fn state(counter: &Counter, id: &str) -> Value {
    counter.execution(id).await["Status"]["State"].clone()
}

#[tokio::test(start_paused = true)]
async fn a_query_is_queued_runs_and_succeeds_as_time_passes() {
    let counter = Counter::new(unthrottled());
    let id = counter.start(CONSUMER, "SHOW DATABASES").await;
    assert_eq!(state(&counter, &id).await, "QUEUED");
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(state(&counter, &id).await, "RUNNING");
    tokio::time::sleep(Duration::from_secs(1)).await;
    let execution = counter.execution(&id).await;
    assert_eq!(execution["Status"]["State"], "SUCCEEDED");
    assert_eq!(execution["StatementType"], "UTILITY");
    let location = execution["ResultConfiguration"]["OutputLocation"].clone();
    assert_eq!(location, format!("{RESULTS}{id}.txt"));
    let took = since_epoch(&execution["Status"]["CompletionDateTime"]);
    assert!((took - 0.8).abs() < 1e-3, "{took}");
    assert_eq!(execution["Statistics"]["EngineExecutionTimeInMillis"], 600);
}

#[tokio::test(start_paused = true)]
async fn a_query_that_is_stopped_is_cancelled_and_one_that_is_over_is_not() {
    let counter = Counter::new(unthrottled());
    let stopped = counter.start(CONSUMER, "SHOW DATABASES").await;
    let stop = json!({ "QueryExecutionId": stopped });
    counter
        .ask("athena", "StopQueryExecution", stop.clone())
        .await;
    tokio::time::sleep(Duration::from_mins(1)).await;
    assert_eq!(state(&counter, &stopped).await, "CANCELLED");
    let over = counter.ended("SHOW DATABASES").await;
    let id = over["QueryExecutionId"].as_str().unwrap();
    counter
        .ask(
            "athena",
            "StopQueryExecution",
            json!({ "QueryExecutionId": id }),
        )
        .await;
    assert_eq!(state(&counter, id).await, "SUCCEEDED");
}

#[tokio::test(start_paused = true)]
async fn a_result_that_is_not_there_is_empty_or_if_strict_refused() {
    for strict in [false, true] {
        let counter = Counter::new(Settings {
            strict,
            ..unthrottled()
        });
        let id = counter.start(CONSUMER, "SHOW DATABASES").await;
        let get = json!({ "QueryExecutionId": id });
        if strict {
            let early = counter.refused("GetQueryResults", get.clone()).await;
            assert_eq!(early, "Query has not yet finished. Current state: QUEUED");
            counter
                .ask("athena", "StopQueryExecution", get.clone())
                .await;
            let stopped = counter.refused("GetQueryResults", get).await;
            let words = "Query did not finish successfully. Final query state: CANCELLED";
            assert_eq!(stopped, words);
        } else {
            let answer = counter.ask("athena", "GetQueryResults", get).await;
            assert!(rows(&answer).is_empty());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_starts_one_query_only() {
    let counter = Counter::new(unthrottled());
    let start = |sql: &str| {
        json!({
            "QueryString": sql,
            "ClientRequestToken": "a-token-of-at-least-thirty-two-letters",
            "ResultConfiguration": { "OutputLocation": RESULTS },
        })
    };
    let first = counter
        .ask("athena", "StartQueryExecution", start("SHOW DATABASES"))
        .await;
    let again = counter
        .ask("athena", "StartQueryExecution", start("SHOW DATABASES"))
        .await;
    assert_eq!(first, again);
    let other = counter
        .refused("StartQueryExecution", start("SHOW TABLES"))
        .await;
    assert_eq!(other, "Idempotent parameters do not match");
    let mut elsewhere = start("SHOW DATABASES");
    elsewhere["ResultConfiguration"] = json!({ "OutputLocation": "s3://elsewhere/" });
    let other = counter.refused("StartQueryExecution", elsewhere).await;
    assert_eq!(other, "Idempotent parameters do not match");
    let listed = counter
        .ask("athena", "ListQueryExecutions", json!({}))
        .await;
    assert_eq!(
        listed["QueryExecutionIds"],
        json!([first["QueryExecutionId"]])
    );
}

#[tokio::test(start_paused = true)]
async fn what_an_enforcing_work_group_says_goes() {
    let counter = Counter::new(unthrottled());
    let nowhere = json!({ "QueryString": "SHOW DATABASES" });
    let refused = counter.refused("StartQueryExecution", nowhere).await;
    assert!(
        refused.starts_with("No output location provided."),
        "{refused}"
    );
    let configuration = json!({
        "EnforceWorkGroupConfiguration": true,
        "ResultConfiguration": { "OutputLocation": "s3://theirs" },
    });
    let create = json!({ "Name": "w", "Configuration": configuration });
    counter.ask("athena", "CreateWorkGroup", create).await;
    let start = json!({
        "QueryString": "SHOW DATABASES",
        "WorkGroup": "w",
        "ResultConfiguration": { "OutputLocation": RESULTS },
    });
    let started = counter.ask("athena", "StartQueryExecution", start).await;
    let execution = counter
        .execution(started["QueryExecutionId"].as_str().unwrap())
        .await;
    let location = execution["ResultConfiguration"]["OutputLocation"]
        .as_str()
        .unwrap();
    assert!(location.starts_with("s3://theirs/"), "{location}");
}

#[tokio::test(start_paused = true)]
async fn a_result_is_in_its_bucket_once_the_query_has_succeeded() {
    let counter = Counter::new(unthrottled());
    let desk = Desk {
        simulator: counter.simulator.clone(),
    };
    let s3 = async |method: &str, path: &str| {
        let body = if method == "PUT" { BUCKET } else { "" };
        let answer = desk.raw("s3", method, path, &[], body).await;
        answer.expect("an answer")
    };
    assert_eq!(s3("PUT", "/results").await.status(), 200);
    counter.rows("CREATE DATABASE sales").await;
    let id = counter.start(CONSUMER, "SHOW DATABASES").await;
    let path = format!("/results/athena/{id}.txt");
    assert_eq!(s3("GET", &path).await.status(), 404);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let object = s3("GET", &path).await;
    assert_eq!(object.body().as_ref(), b"\"sales\"\n");
    let beside = s3("GET", &format!("{path}.metadata")).await;
    assert_eq!(beside.status(), 200);
}

#[tokio::test(start_paused = true)]
async fn a_result_lies_under_the_key_that_its_query_names() {
    let counter = Counter::new(unthrottled());
    let desk = Desk {
        simulator: counter.simulator.clone(),
    };
    let made = desk.raw("s3", "PUT", "/results", &[], BUCKET).await;
    assert_eq!(made.expect("an answer").status(), 200);
    let start = |encryption: Value| {
        json!({ "QueryString": "SHOW DATABASES", "ResultConfiguration": {
            "OutputLocation": RESULTS, "EncryptionConfiguration": encryption,
        }})
    };
    let without = start(json!({ "EncryptionOption": "SSE_KMS" }));
    let refused = counter.refused("StartQueryExecution", without).await;
    assert!(refused.starts_with("KMS key is required"), "{refused}");
    let key = "arn:aws:kms:eu-west-2:222222222222:key/k";
    let with = start(json!({ "EncryptionOption": "SSE_KMS", "KmsKey": key }));
    let started = counter.ask("athena", "StartQueryExecution", with).await;
    tokio::time::sleep(Duration::from_mins(1)).await;
    let id = started["QueryExecutionId"].as_str().unwrap();
    let path = format!("/results/athena/{id}.txt");
    let object = desk.raw("s3", "GET", &path, &[], "").await;
    let object = object.expect("an answer");
    let header = |name: &str| object.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("x-amz-server-side-encryption"), "aws:kms");
    assert_eq!(header("x-amz-server-side-encryption-aws-kms-key-id"), key);
}

#[tokio::test(start_paused = true)]
async fn databases_are_made_and_dropped_in_words() {
    let counter = Counter::new(unthrottled());
    counter
        .rows("CREATE DATABASE `sales-1` COMMENT 'all of it'")
        .await;
    let get = json!({ "CatalogName": "AwsDataCatalog", "DatabaseName": "sales-1" });
    let got = counter.ask("athena", "GetDatabase", get.clone()).await;
    assert_eq!(got["Database"]["Description"], "all of it");
    let twice = counter.reason("CREATE DATABASE `sales-1`").await;
    assert!(twice.contains("already exists"), "{twice}");
    counter
        .rows("CREATE DATABASE IF NOT EXISTS `sales-1`")
        .await;
    counter.rows("DROP DATABASE `sales-1`").await;
    let (status, gone) = counter.call(CONSUMER, "athena", "GetDatabase", get).await;
    assert_eq!(
        (status, &gone["__type"]),
        (400, &json!("MetadataException"))
    );
}

#[cfg(not(feature = "athena"))]
#[tokio::test(start_paused = true)]
async fn a_build_without_sql_says_so() {
    let counter = Counter::new(unthrottled());
    let reason = counter.reason("SELECT 1").await;
    assert!(
        reason.contains("SQL is not simulated in this build"),
        "{reason}"
    );
}
