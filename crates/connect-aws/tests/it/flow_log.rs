//! Searches of the flow log: what leaves, and what is made of the answers.

use connect_model::{ContactId, Fault, FaultClass};
use expect_test::expect;
use flow_port::{LogPage, LogSearch};
use serde_json::{Value, json};

use crate::{
    desk::session,
    script::{Answer, Script},
};

fn search(contact: &str) -> LogSearch {
    LogSearch {
        group: "/aws/connect/uk".to_owned(),
        contact: ContactId::new(contact),
        since_ms: 1_790_000_000_000,
        until_ms: 1_790_000_060_000,
    }
}

fn answer(messages: &[&str], next: Option<&str>) -> Answer {
    let event = |message: &&str| json!({ "message": message, "timestamp": 1 });
    let events: Vec<Value> = messages.iter().map(event).collect();
    Answer::ok(&json!({ "events": events, "nextToken": next }))
}

async fn page(script: Script, contact: &str, token: Option<&str>) -> Result<LogPage, Fault> {
    let session = session(script).await;
    let calls = session.flow_calls();
    let logs = calls.logs().unwrap();
    let page = logs.page(&search(contact), token).await;
    let reads = session.meter().tallies().reads();
    assert_eq!(reads, 1, "a search reads");
    page
}

#[tokio::test(start_paused = true)]
async fn a_search_asks_for_one_contact_and_one_stretch_of_time() {
    let script = Script::of([answer(&["one", "two"], Some("more"))]);
    let found = page(script.clone(), "c-1", Some("token")).await.unwrap();
    assert_eq!(found.lines, ["one", "two"]);
    assert_eq!(found.next.as_deref(), Some("more"));
    expect![[r#"
        POST / Logs_20140328.FilterLogEvents
        {
          "endTime": 1790000060000,
          "filterPattern": "{ $.ContactId = \"c-1\" }",
          "logGroupName": "/aws/connect/uk",
          "nextToken": "token",
          "startTime": 1790000000000
        }"#]]
    .assert_eq(&script.requests().join("\n"));
}

/// The id comes from a person; it must not become a pattern of its own.
#[tokio::test(start_paused = true)]
async fn an_id_cannot_leave_its_quotes() {
    let script = Script::of([answer(&[], None)]);
    page(script.clone(), r#"x" || $.a = "\"#, None)
        .await
        .unwrap();
    let sent = script.requests().join("\n");
    let expected = r#"{ $.ContactId = \"x\\\" || $.a = \\\"\\\\\" }"#;
    assert!(sent.contains(expected), "{sent}");
}

#[tokio::test(start_paused = true)]
async fn a_page_may_be_empty_and_an_empty_token_is_the_end() {
    let found = page(Script::of([answer(&[], Some("more"))]), "c-1", None).await;
    let found = found.unwrap();
    assert!(found.lines.is_empty());
    assert_eq!(found.next.as_deref(), Some("more"));
    let last = page(
        Script::of([answer(&["one"], Some(""))]),
        "c-1",
        Some("more"),
    )
    .await;
    assert_eq!(last.unwrap().next, None);
}

#[tokio::test(start_paused = true)]
async fn faults_have_their_classes() {
    let same = page(Script::of([answer(&[], Some("same"))]), "c-1", Some("same")).await;
    assert_eq!(same.unwrap_err().code, "AnswerUnreadable");
    for (code, class) in [
        ("ResourceNotFoundException", FaultClass::NotFound),
        ("ThrottlingException", FaultClass::Throttled),
        ("AccessDeniedException", FaultClass::Denied),
        ("InvalidParameterException", FaultClass::Invalid),
        ("ServiceUnavailableException", FaultClass::Unavailable),
    ] {
        let status = if code.starts_with("Service") {
            503
        } else {
            400
        };
        let script = Script::of([Answer::error(status, code, &json!({ "__type": code }))]);
        let fault = page(script, "c-1", None).await.unwrap_err();
        assert_eq!(fault.class, class, "{fault:?}");
        assert_eq!(fault.operation, "FilterLogEvents");
    }
}
