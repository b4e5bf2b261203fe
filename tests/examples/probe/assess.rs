//! What an assessment asks of AWS, and how long it takes.

use std::time::Duration;

use aws_sim::{Quotas, Rate, SearchContent, Settings};
use connect_governance::AssessOptions;
use serde_json::{Value, json};
use system_tests::{Desk, staffed};

use crate::stopwatch::Stopwatch;

/// An assessment of an instance with so many users, where searches show the content of flows and where
/// they do not.
pub(crate) async fn assess(users: usize) -> Value {
    json!({
        "given": assessed(users, SearchContent::Given).await,
        "withheld": assessed(users, SearchContent::Withheld).await,
    })
}

async fn assessed(users: usize, search_content: SearchContent) -> Value {
    let desk = Desk::new(Settings {
        rate: Rate::None,
        quotas: Quotas::None,
        search_content,
        ..Settings::default()
    });
    let center = staffed(users);
    desk.applied(1, &center).await;
    // What has just been changed is not remembered.
    tokio::time::advance(Duration::from_mins(5)).await;
    desk.reset_calls();
    let watch = Stopwatch::start();
    let options = AssessOptions::default();
    let assessment = desk.assess(&center.instance.alias, &options).await;
    let taken = watch.taken();
    let calls = calls(&desk);
    desk.reset_calls();
    desk.assess(&center.instance.alias, &options).await;
    json!({
        "taken": taken,
        "calls": calls,
        "calls_again": self::calls(&desk),
        "writes": desk.writes().into_values().sum::<u64>(),
        "findings": assessment.findings.len(),
        "unjudged": assessment.unjudged.len(),
    })
}

fn calls(desk: &Desk) -> u64 {
    desk.calls().values().map(|it| it.calls).sum()
}
