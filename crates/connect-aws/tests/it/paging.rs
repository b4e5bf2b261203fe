//! Lists are whole, every page pays, and a server cannot keep us for ever.

use connect_model::FaultClass;
use serde_json::{Value, json};

use crate::{
    desk::{instance, session},
    script::{Answer, Script},
};

fn page(names: &[&str], next: Option<&str>) -> Answer {
    let entry = |name: &&str| json!({ "Id": name, "Arn": format!("arn:{name}"), "Name": name });
    let entries: Vec<Value> = names.iter().map(entry).collect();
    Answer::ok(&json!({ "QueueSummaryList": entries, "NextToken": next }))
}

#[tokio::test(start_paused = true)]
async fn all_pages_are_read_and_every_one_is_a_call() {
    let script = Script::of([
        page(&["a", "b"], Some("two")),
        page(&[], Some("three")),
        page(&["c"], None),
    ]);
    let session = session(script.clone()).await;
    let listed = session.ports().queue.list(&instance()).await.unwrap();
    let names: Vec<_> = listed.iter().map(|named| named.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c"]);
    let tallies = session.meter().tallies();
    assert_eq!(tallies.of("connect.ListQueues").calls, 3);
    assert_eq!(
        (tallies.calls(), tallies.reads(), tallies.writes()),
        (3, 3, 0)
    );
    let requests = script.requests();
    let asks = |at: usize, token: &str| requests[at].contains(&format!("nextToken={token}"));
    assert!(!requests[0].contains("nextToken"), "{}", requests[0]);
    assert!(asks(1, "two") && asks(2, "three"), "{requests:?}");
}

#[tokio::test(start_paused = true)]
async fn an_empty_token_is_the_end() {
    let script = Script::of([page(&["a"], Some("")), page(&["b"], None)]);
    let ports = session(script).await.ports();
    assert_eq!(ports.queue.list(&instance()).await.unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_page_that_names_itself_as_the_next_ends_the_list_with_a_fault() {
    let script = Script::of(std::iter::repeat_n(page(&["a"], Some("same")), 9));
    let ports = session(script.clone()).await.ports();
    let fault = ports.queue.list(&instance()).await.unwrap_err();
    assert_eq!(
        (fault.class, &*fault.code),
        (FaultClass::Unavailable, "AnswerUnreadable")
    );
    assert_eq!(script.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_fault_on_a_later_page_is_the_fault_of_the_list() {
    let script = Script::of([
        page(&["a"], Some("two")),
        Answer::error(429, "ThrottlingException", &json!({})),
    ]);
    let ports = session(script).await.ports();
    let fault = ports.queue.list(&instance()).await.unwrap_err();
    assert_eq!(fault.class, FaultClass::Throttled);
}
