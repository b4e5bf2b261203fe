//! How many calls an assessment of a large instance takes.

use std::time::Duration;

use aws_sim::{Quotas, Rate, SearchContent, Settings};
use connect_governance::AssessOptions;
use connect_resources::KindId;
use serde_json::json;
use system_tests::{Desk, staffed};

use super::{estate::Estate, wire::connect};

const USERS: usize = 500;
/// A fifth of the users.
const FLOWS: u64 = 100;
/// As many as an assessment of that size may take.
const CALLS_MAX: u64 = 150;

/// How many calls an assessment takes, and how many the one after it.
async fn calls(search_content: SearchContent) -> [u64; 2] {
    let desk = Desk::new(Settings {
        rate: Rate::None,
        quotas: Quotas::None,
        search_content,
        ..Settings::default()
    });
    let center = staffed(USERS);
    desk.applied(1, &center).await;
    // What has just been changed is not remembered.
    tokio::time::advance(Duration::from_mins(5)).await;
    let mut calls = [0; 2];
    for calls in &mut calls {
        desk.reset_calls();
        let options = AssessOptions::default();
        let assessment = desk.assess(&center.instance.alias, &options).await;
        let unjudged = &assessment.unjudged;
        assert!(
            unjudged.iter().all(|it| it.rule == "number-idle"),
            "{unjudged:?}"
        );
        *calls = desk.calls().values().map(|it| it.calls).sum();
    }
    calls
}

#[tokio::test(start_paused = true)]
async fn a_large_instance_is_assessed_with_150_calls() {
    let calls = calls(SearchContent::Given).await;
    assert!(calls.iter().all(|calls| *calls <= CALLS_MAX), "{calls:?}");
}

#[tokio::test(start_paused = true)]
async fn flows_whose_content_a_search_keeps_back_cost_one_call_each_once() {
    let [given, _] = calls(SearchContent::Given).await;
    let withheld = calls(SearchContent::Withheld).await;
    assert_eq!(withheld, [given + FLOWS, given]);
}

#[tokio::test(start_paused = true)]
async fn a_flow_that_was_changed_is_read_again() {
    let desk = Desk::new(Settings {
        search_content: SearchContent::Withheld,
        ..Settings::default()
    });
    let estate = Estate::of(desk, &staffed(50)).await;
    let described = || {
        let calls = estate.desk.calls();
        let calls = calls.get("connect.DescribeContactFlow").map(|it| it.calls);
        estate.desk.reset_calls();
        calls.unwrap_or_default()
    };
    let assessed = async || {
        tokio::time::advance(Duration::from_mins(5)).await;
        estate.desk.reset_calls();
        estate.assessed(&AssessOptions::default()).await
    };
    assessed().await;
    assert_eq!(described(), 10);
    assessed().await;
    assert_eq!(described(), 0);
    let path = estate.path(
        "contact-flows",
        &format!("/{}/content", estate.id(KindId::Flow, "F001")),
    );
    let wrong = r#"{"Version":"2019-10-30","StartAction":"a","Metadata":{},"Actions":[{"Identifier":"a","Type":"MessageParticipant","Parameters":{"Text":"Again"},"Transitions":{"NextAction":"a","Errors":[{"NextAction":"a","ErrorType":"NoMatchingError"}],"Conditions":[]}}]}"#;
    connect(&estate.desk, "POST", &path, json!({ "Content": wrong })).await;
    let assessment = assessed().await;
    assert_eq!(described(), 1);
    let mut found = assessment.findings.iter();
    assert!(found.any(|it| it.finding.rule == "flow-endless"));
}
