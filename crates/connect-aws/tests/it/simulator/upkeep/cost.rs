//! What the bill of the simulator says, put together.

use std::collections::BTreeSet;

use connect_governance::{
    Cost, CostQuestion, Error, cost, is_connect,
    port::upkeep::{CostQuery, Dimension, Grain, UpkeepCalls},
};
use connect_model::Date;

use super::{World, calls, world};
use crate::simulator::arrival::cx;

/// The simulator begins on 21 September 2026.
fn question(group: Dimension) -> CostQuestion {
    CostQuestion {
        start: date("2026-07-10"),
        end: date("2026-09-21"),
        grain: Grain::Month,
        group,
        services: BTreeSet::new(),
        forecast_end: None,
    }
}

fn date(text: &str) -> Date {
    Date::new(text).unwrap()
}

async fn answer(calls: &UpkeepCalls, question: &CostQuestion) -> Cost {
    cost(&cx(), calls, question).await.unwrap()
}

#[tokio::test(start_paused = true)]
async fn cost_is_of_every_name_of_connect_and_adds_up_whatever_it_is_grouped_by() {
    let calls = calls(&world().await).await;
    let by_service = answer(&calls, &question(Dimension::Service)).await;
    assert_eq!(by_service.services.len(), 3);
    assert!(by_service.services.iter().all(|name| is_connect(name)));
    assert_eq!(by_service.rows.len(), 9, "three services, three months");
    assert_eq!(by_service.rows[0].start, "2026-07-10");
    assert_eq!(by_service.rows[8].end, "2026-09-21");
    assert!(by_service.rows[8].is_estimated && !by_service.rows[0].is_estimated);
    assert_eq!(by_service.totals[0].0, "Amazon Connect");
    assert!(by_service.notes.is_empty(), "{:?}", by_service.notes);
    let usage = answer(&calls, &question(Dimension::UsageType)).await;
    assert_eq!(usage.totals.len(), 7, "{:?}", usage.totals);
    let account = answer(&calls, &question(Dimension::Account)).await;
    assert_eq!(account.totals[0].0, "111111111111");
    let daily = CostQuestion {
        grain: Grain::Day,
        ..question(Dimension::Service)
    };
    let daily = answer(&calls, &daily).await;
    assert_eq!(daily.rows.len(), 73 * 3);
    for other in [&usage, &account, &daily] {
        assert_eq!(other.total, by_service.total);
    }
    assert!(!by_service.total.is_zero());
}

#[tokio::test(start_paused = true)]
async fn what_has_no_tag_is_a_share_from_the_day_on_which_the_tag_is_active() {
    let world = world().await;
    let calls = calls(&world).await;
    let tag = || Dimension::Tag("BusinessUnit".to_owned());
    let before = answer(&calls, &question(tag())).await;
    assert_eq!(before.untagged.unwrap().millionths, 1_000_000);
    assert!(
        before.notes[0].contains("BusinessUnit"),
        "{:?}",
        before.notes
    );
    let keys = ["BusinessUnit".to_owned()];
    let refused = calls.allocation.as_ref().unwrap().activate(&keys).await;
    assert_eq!(refused.unwrap(), []);
    let today = CostQuestion {
        start: date("2026-09-21"),
        end: date("2026-09-22"),
        grain: Grain::Day,
        ..question(tag())
    };
    let after = answer(&calls, &today).await;
    let groups: Vec<&str> = after
        .totals
        .iter()
        .map(|(group, _)| group.as_str())
        .collect();
    assert_eq!(groups, ["sales", "support", ""]);
    // Each share of a line is rounded on the bill itself.
    let share = after.untagged.unwrap().millionths;
    assert!((199_990..=200_010).contains(&share), "{share}");
}

#[tokio::test(start_paused = true)]
async fn a_forecast_begins_today_and_a_range_without_days_is_refused() {
    let calls = calls(&world().await).await;
    let ahead = CostQuestion {
        forecast_end: Some(date("2026-11-01")),
        ..question(Dimension::Service)
    };
    let told = answer(&calls, &ahead).await;
    let spans = told.forecast.iter();
    let spans: Vec<_> = spans.map(|row| (&*row.start, &*row.end)).collect();
    assert_eq!(
        spans,
        [("2026-09-21", "2026-10-01"), ("2026-10-01", "2026-11-01")]
    );
    assert!(told.forecast.iter().all(|row| !row.amount.is_zero()));
    assert_eq!(told.asked_at_s, 1_790_000_000);
    for wrong in [
        CostQuestion {
            end: date("2026-07-10"),
            ..question(Dimension::Service)
        },
        CostQuestion {
            forecast_end: Some(date("2026-09-21")),
            ..question(Dimension::Service)
        },
    ] {
        let told = cost(&cx(), &calls, &wrong).await;
        assert!(matches!(told, Err(Error::Findings(_))), "{told:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_filter_takes_what_it_names_and_leaves_what_it_does_not() {
    let world: World = world().await;
    let calls = calls(&world).await;
    let named = |name: &str| CostQuestion {
        services: BTreeSet::from([name.to_owned()]),
        ..question(Dimension::Service)
    };
    let lambda = answer(&calls, &named("AWS Lambda")).await;
    assert_eq!(lambda.totals.len(), 1);
    assert!(!lambda.total.is_zero());
    let lines = calls.costs.as_ref().unwrap();
    let query = CostQuery {
        start: date("2026-07-10"),
        end: date("2026-09-21"),
        grain: Grain::Month,
        services: BTreeSet::from(["Nothing of the sort".to_owned()]),
        group: Dimension::Service,
    };
    assert_eq!(lines.cost(&query).await.unwrap(), []);
}
