//! How many calls an assessment of a large instance takes.

use aws_sim::{Quotas, Rate, SearchContent, Settings};
use connect_governance::AssessOptions;
use system_tests::{Desk, staffed};

const USERS: usize = 500;
/// A fifth of the users.
const FLOWS: u64 = 100;
/// As many as an assessment of that size may take.
const CALLS_MAX: u64 = 150;

async fn calls(search_content: SearchContent) -> u64 {
    let desk = Desk::new(Settings {
        rate: Rate::None,
        quotas: Quotas::None,
        search_content,
        ..Settings::default()
    });
    let center = staffed(USERS);
    desk.applied(1, &center).await;
    desk.reset_calls();
    let options = AssessOptions::default();
    let assessment = desk.assess(&center.instance.alias, &options).await;
    let unjudged = &assessment.unjudged;
    assert!(
        unjudged.iter().all(|it| it.rule == "number-idle"),
        "{unjudged:?}"
    );
    desk.calls().values().map(|it| it.calls).sum()
}

#[tokio::test(start_paused = true)]
async fn a_large_instance_is_assessed_with_150_calls() {
    let calls = calls(SearchContent::Given).await;
    assert!(calls <= CALLS_MAX, "{calls}");
}

#[tokio::test(start_paused = true)]
async fn flows_whose_content_a_search_keeps_back_cost_one_call_each() {
    let (given, withheld) = (
        calls(SearchContent::Given).await,
        calls(SearchContent::Withheld).await,
    );
    assert_eq!(withheld, given + FLOWS);
}
