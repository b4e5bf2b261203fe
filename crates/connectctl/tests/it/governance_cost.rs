//! What was spent, and what is wrong with a question.

use control_api::v1::{
    self as pb,
    job::{Result as Outcome, State},
};
use expect_test::expect;
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

use crate::{
    desk::Desk,
    governance::{answering, says},
};

fn row(start: &str, group: &str, amount: &str) -> pb::CostRow {
    pb::CostRow {
        start: start.into(),
        group: group.into(),
        amount: amount.into(),
        ..Default::default()
    }
}

fn cost() -> pb::CostResult {
    pb::CostResult {
        currency: "USD".into(),
        rows: vec![
            row("2026-10-01", "Amazon Connect", "812.50"),
            row("2026-11-01", "Amazon Connect", "1024.00"),
            row("2026-11-01", "Contact Center Telecommunications", "96.10"),
        ],
        total: "1932.60".into(),
        forecast: vec![row("2026-12-01", "", "1100.00")],
        untagged_share: 0.25,
        ..Default::default()
    }
}

#[tokio::test(start_paused = true)]
async fn cost_is_a_table_by_period_and_a_picture() {
    let kind = pb::JobKind::GetCost;
    let desk = answering(kind, State::Succeeded, Outcome::Cost(cost()));
    says(
        &desk,
        "connectctl govern cost --from 2026-10-01 --to 2026-12-01 --by tag --tag unit --plot c.svg",
        expect![[r#"
            Drew c.svg
            --- stdout
            1932.60 USD in all.
                                                 2026-10-01  2026-11-01
              Amazon Connect                         812.50     1024.00
              Contact Center Telecommunications                   96.10
              total                                  812.50     1120.10
            25.0 % of it has no value of that tag.

            Expected:
              2026-12-01  1100.00 USD
            --- exit 0
        "#]],
    )
    .await;
    let picture = desk.read("c.svg");
    assert!(picture.starts_with("<svg"), "{picture}");
    assert!(picture.contains("Contact Center Telecommu"), "{picture}");
    assert!(picture.contains("expected"), "{picture}");
    let asked = &desk.asked("GetCost")[0];
    assert_eq!(
        (&asked["group"], &asked["tagKey"], &asked["granularity"]),
        (
            &"GROUP_TAG".into(),
            &"unit".into(),
            &"GRANULARITY_MONTHLY".into()
        )
    );
    let said = desk
        .types("connectctl govern cost --from 2026-10-01 --to 2026-12-01 --by tag")
        .await;
    assert_eq!(said.exit, 2, "the key is missing: {said:?}");
}

#[tokio::test(start_paused = true)]
async fn days_stand_below_one_another_with_the_groups_that_cost_most() {
    let mut rows = Vec::new();
    for day in 1..=7 {
        for group in 1..=8 {
            let start = format!("2026-11-{day:02}");
            let amount = format!("{}.{day}04", group * group);
            let group = if group == 8 {
                String::new()
            } else {
                format!("unit-{group}")
            };
            rows.push(row(&start, &group, &amount));
        }
    }
    let total = "1450.624".into();
    let result = pb::CostResult {
        currency: "USD".into(),
        rows,
        total,
        ..Default::default()
    };
    let desk = answering(
        pb::JobKind::GetCost,
        State::Succeeded,
        Outcome::Cost(result),
    );
    says(
        &desk,
        "connectctl govern cost --from 2026-11-01 --to 2026-11-08 --daily --by tag --tag unit",
        expect![[r#"
            --- stdout
            1450.62 USD in all.
                          unit-4  unit-5  unit-6  unit-7  (no value)  others   total
              2026-11-01   16.10   25.10   36.10   49.10       64.10   14.31  204.83
              2026-11-02   16.20   25.20   36.20   49.20       64.20   14.61  205.63
              2026-11-03   16.30   25.30   36.30   49.30       64.30   14.91  206.43
              2026-11-04   16.40   25.40   36.40   49.40       64.40   15.21  207.23
              2026-11-05   16.50   25.50   36.50   49.50       64.50   15.51  208.03
              2026-11-06   16.60   25.60   36.60   49.60       64.60   15.81  208.83
              2026-11-07   16.70   25.70   36.70   49.70       64.70   16.11  209.63
            --- exit 0
        "#]],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_picture_is_svg_and_nothing_is_asked_for_another() {
    let desk = answering(
        pb::JobKind::GetCost,
        State::Succeeded,
        Outcome::Cost(cost()),
    );
    says(
        &desk,
        "connectctl govern cost --from 2026-10-01 --to 2026-12-01 --plot c.png",
        expect![[r#"
            error: "c.png" is not the name of an SVG

            Pictures are SVG: name the file with the ending .svg.
            --- stdout
            --- exit 2
        "#]],
    )
    .await;
    assert!(desk.asked("GetCost").is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_is_told_by_the_options_that_say_it() {
    let mut details = ErrorDetails::with_error_info("FIELD_INVALID", "trunkline.v1", []);
    let violations = [
        ("start", "expected a day such as 2026-11-01"),
        ("tag_key", "is for the group TAG alone"),
    ];
    for (field, text) in violations {
        details.add_bad_request_violation(field, text);
    }
    let message = "the request has wrong fields (2): start: expected a day such as 2026-11-01";
    let status = Status::with_error_details(Code::InvalidArgument, message, details);
    let desk = Desk::new().daemon(|script| script.started = [Err(status)].into());
    says(
        &desk,
        "connectctl govern cost --from x --to 2026-12-01 --tag y",
        expect![[r#"
            error: the request has wrong fields (2) [FIELD_INVALID]
              --from: expected a day such as 2026-11-01
              --tag: is for the group TAG alone
            --- stdout
            --- exit 2
        "#]],
    )
    .await;
}
