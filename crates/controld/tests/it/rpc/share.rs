//! Shares over the wire: who a job is filed under, and rows that go through.

use std::{collections::BTreeMap, sync::atomic::Ordering};

use control_api::v1::{self as pb, source_file::Content};
use pb::{query_share_request::Question, query_share_response::Part};
use tonic::{Code, Status, Streaming};
use tonic_types::StatusExt;

use super::{Rig, reason_of, uuid};
use crate::lines::BATCH;

/// A share of the data of `producer`, which `other` reads.
fn share(producer: &str) -> pb::Spec {
    let text = format!(
        "kind: AnalyticsShare\nname: lake\nconsumer: ${{var.consumer}}\n\
         producers:\n  - {{ target: {producer}, instances: [uk] }}\n\
         data_sets: [contact_record]\nvariables:\n  consumer: other\n"
    );
    spec(&text)
}

fn spec(text: &str) -> pb::Spec {
    pb::Spec {
        specs: vec![pb::SourceFile {
            path: "share.yaml".into(),
            content: Some(Content::Text(text.into())),
        }],
        files: Vec::new(),
        variables: BTreeMap::new(),
    }
}

fn ensure(spec: pb::Spec) -> pb::EnsureShareRequest {
    pb::EnsureShareRequest {
        spec: Some(spec),
        request_id: uuid(),
        ..Default::default()
    }
}

fn sql(text: &str) -> pb::QueryShareRequest {
    pb::QueryShareRequest {
        spec: Some(share("local")),
        question: Some(Question::Sql(text.into())),
        region: String::new(),
    }
}

/// All rows of an answer by their batches, and what was said last.
struct Told {
    columns: Vec<String>,
    parts: Vec<Vec<pb::ShareRow>>,
    answer: pb::ShareAnswer,
}

async fn told(mut parts: Streaming<pb::QueryShareResponse>) -> Result<Told, Status> {
    let (mut columns, mut rows) = (Vec::new(), Vec::new());
    while let Some(part) = parts.message().await? {
        match part.part.unwrap() {
            Part::Columns(of) => {
                assert!(rows.is_empty(), "columns come first");
                columns = of.columns.into_iter().map(|it| it.name).collect();
            }
            Part::Rows(of) => rows.push(of.rows),
            Part::Answer(answer) => {
                assert_eq!(parts.message().await?, None, "the answer comes last");
                return Ok(Told {
                    columns,
                    parts: rows,
                    answer,
                });
            }
        }
    }
    panic!("the stream ended without an answer")
}

#[tokio::test]
async fn a_job_is_filed_under_the_target_that_reads() {
    let rig = Rig::new().await;
    let request = ensure(share("local"));
    let job = rig.shares().ensure_share(request.clone()).await.unwrap();
    let job = job.into_inner();
    assert_eq!(job.target, "targets/other");
    assert_eq!(job.kind(), pb::JobKind::EnsureShare);
    let again = rig.shares().ensure_share(request.clone()).await.unwrap();
    assert_eq!(again.into_inner().name, job.name, "the same request");
    let other = pb::EnsureShareRequest {
        look: true,
        ..request
    };
    let reused = rig.shares().ensure_share(other).await.unwrap_err();
    assert_eq!(reason_of(&reused), "REQUEST_ID_REUSED");
    let unknown = ensure(spec(
        "kind: AnalyticsShare\nname: lake\nconsumer: nowhere\ndata_sets: all\n\
         producers:\n  - { target: local, instances: [uk] }\n",
    ));
    let unknown = rig.shares().ensure_share(unknown).await.unwrap_err();
    assert_eq!(reason_of(&unknown), "NOT_FOUND");
}

#[tokio::test]
async fn a_wrong_declaration_is_told_whole_to_who_only_wants_to_know() {
    let rig = Rig::new().await;
    let wrong = spec("kind: AnalyticsShare\nname: Lake\nconsumer: other\ndata_sets: []\n");
    let request = ensure(wrong);
    let refused = rig.shares().ensure_share(request.clone()).await;
    let refused = refused.unwrap_err();
    assert_eq!(reason_of(&refused), "SPEC_INVALID");
    let request = pb::EnsureShareRequest {
        validate_only: true,
        reason: "curious".into(),
        ..request
    };
    let job = rig.shares().ensure_share(request).await.unwrap();
    let job = job.into_inner();
    assert_eq!((job.name.as_str(), job.target.as_str()), ("", ""));
    assert_eq!(job.state(), pb::job::State::Failed);
    assert_eq!(job.reason, "curious");
    let findings = job.error.unwrap().findings;
    let rules: Vec<_> = findings.iter().map(|it| it.rule.as_str()).collect();
    assert_eq!(rules, ["missing-member", "bad-share-name", "bad-length"]);
    let asked = pb::QueryShareRequest {
        spec: Some(spec("name: 1")),
        ..sql("rows 1")
    };
    let refused = rig.shares().query_share(asked).await.unwrap_err();
    assert_eq!(reason_of(&refused), "SPEC_INVALID");
}

#[tokio::test]
async fn a_guarded_producer_refuses_what_writes_and_shows_what_is() {
    let rig = Rig::new().await;
    let refused = rig.shares().ensure_share(ensure(share("third"))).await;
    let refused = refused.unwrap_err();
    assert_eq!(reason_of(&refused), "APPROVAL_REQUIRED");
    let request = pb::VerifyShareRequest {
        spec: Some(share("third")),
        request_id: uuid(),
        ..Default::default()
    };
    let job = rig.shares().verify_share(request).await.unwrap();
    assert_eq!(job.into_inner().kind(), pb::JobKind::VerifyShare);
}

#[tokio::test]
async fn rows_come_in_parts_with_their_nulls_and_what_they_cost() {
    let rig = Rig::new().await;
    let parts = rig.shares().query_share(sql("rows 3")).await.unwrap();
    let told = told(parts.into_inner()).await.unwrap();
    assert_eq!(told.columns, ["id", "queue"]);
    let rows: Vec<_> = told.parts.concat();
    assert_eq!(rows.len(), 3 * BATCH);
    let texts = |row: &pb::ShareRow| {
        let texts = row.values.iter().map(|value| value.text.clone());
        texts.collect::<Vec<_>>()
    };
    assert_eq!(texts(&rows[0]), [Some("0".into()), None]);
    assert_eq!(texts(&rows[1]), [Some("1".into()), Some(String::new())]);
    assert_eq!(texts(&rows[2_999])[0].as_deref(), Some("2999"));
    let answer = told.answer;
    assert_eq!((answer.rows, answer.scanned_bytes), (3_000, 10_000_000));
    assert_eq!(answer.output, "s3://results/q-1.csv");
    assert_eq!(answer.sql, "rows 3");
    assert!(answer.billing.contains("terabyte scanned"), "{answer:?}");
    assert_eq!(answer.engine_time.unwrap().nanos, 250_000_000);
}

#[tokio::test]
async fn a_ready_question_becomes_sql_where_its_data_is_shared() {
    let rig = Rig::new().await;
    let ask = |report: pb::ShareReport| {
        let report = pb::ShareReportQuestion {
            report: report.into(),
            from_date: "2026-11-01".into(),
            to_date: "2026-11-08".into(),
        };
        pb::QueryShareRequest {
            spec: Some(share("local")),
            question: Some(Question::Report(report)),
            region: String::new(),
        }
    };
    let known = ask(pb::ShareReport::ContactsPerQueue);
    let parts = rig.shares().query_share(known).await.unwrap();
    let told = told(parts.into_inner()).await.unwrap();
    assert!(
        told.answer.sql.contains("2026-11-08"),
        "{}",
        told.answer.sql
    );
    let foreign = ask(pb::ShareReport::Sentiment);
    let refused = rig.shares().query_share(foreign).await.unwrap_err();
    assert_eq!(reason_of(&refused), "FIELD_INVALID");
    assert!(refused.message().contains("not shared"), "{refused:?}");
}

#[tokio::test]
async fn a_query_that_fails_says_why_and_what_was_scanned() {
    let rig = Rig::new().await;
    let parts = rig.shares().query_share(sql("fails")).await.unwrap();
    let failed = told(parts.into_inner()).await.err().unwrap();
    assert_eq!(failed.code(), Code::FailedPrecondition);
    assert_eq!(reason_of(&failed), "QUERY_FAILED");
    let details = failed.get_error_details();
    let metadata = &details.error_info().unwrap().metadata;
    assert_eq!(metadata["cause"], "SYNTAX_ERROR: line 1:8");
    assert_eq!(metadata["scanned_bytes"], "7");
    let parts = rig.shares().query_share(sql("refused")).await.unwrap();
    let refused = told(parts.into_inner()).await.err().unwrap();
    assert_eq!(reason_of(&refused), "QUERY_REFUSED");
}

#[tokio::test]
async fn rows_are_read_no_faster_than_they_are_taken() {
    const BATCHES: usize = 400;
    let rig = Rig::new().await;
    let asked = format!("rows {BATCHES}");
    let parts = rig.shares().query_share(sql(&asked)).await.unwrap();
    let mut parts = parts.into_inner();
    parts.message().await.unwrap();
    // What is under way fills the windows of HTTP/2 and no more, however long nobody takes the rest.
    let mut before = usize::MAX;
    loop {
        for _ in 0..1_000 {
            tokio::task::yield_now().await;
        }
        let now = rig.world.lines.taken.load(Ordering::SeqCst);
        if now == before {
            break;
        }
        before = now;
    }
    assert!(before < BATCHES / 4, "{before} batches were read ahead");
    let told = told_rest(parts).await;
    assert_eq!(told, BATCHES * BATCH);
}

async fn told_rest(mut parts: Streaming<pb::QueryShareResponse>) -> usize {
    let mut rows = 0;
    while let Some(part) = parts.message().await.unwrap() {
        if let Some(Part::Rows(of)) = part.part {
            rows += of.rows.len();
        }
    }
    rows
}

#[tokio::test]
async fn who_goes_away_stops_the_query() {
    let rig = Rig::new().await;
    let parts = rig.shares().query_share(sql("rows 100000")).await.unwrap();
    let mut parts = parts.into_inner();
    parts.message().await.unwrap();
    drop(parts);
    rig.world.lines.stopped(1).await;
    // One that Athena has not answered yet, too.
    let parts = rig.shares().query_share(sql("waits")).await.unwrap();
    drop(parts);
    rig.world.lines.stopped(2).await;
    assert!(rig.world.lines.taken.load(Ordering::SeqCst) < 1_000);
}

#[tokio::test]
async fn a_daemon_that_stops_stops_its_queries_first() {
    let rig = Rig::new().await;
    let parts = rig.shares().query_share(sql("waits")).await.unwrap();
    let mut parts = parts.into_inner();
    let lines = std::sync::Arc::clone(&rig.world.lines);
    rig.daemon.stop().await;
    lines.stopped(1).await;
    let drained = parts.message().await.unwrap_err();
    assert_eq!(reason_of(&drained), "DRAINING");
}
