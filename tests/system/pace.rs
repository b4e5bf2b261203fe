//! How close an apply comes to the least time that the rates of AWS allow, in virtual time.

use std::collections::BTreeMap;

use analytics_share::port::{DatabaseDraft, LinkDraft, Target};
use aws_sim::{Quotas, Settings};
use connect_model::spec::ContactCenter;
use connect_resources::setback;
use futures::{StreamExt as _, stream};
use reconcile::persist;
use system_tests::{Desk, EPOCH, bound, example, workforce};

async fn within(part_of_bound: f64, center: &ContactCenter) {
    let desk = Desk::new(Settings {
        quotas: Quotas::None,
        ..Settings::default()
    });
    let report = desk.applied(1, center).await;
    let (calls, bound) = (desk.calls(), bound(&report.blueprint.steps, &desk.calls()));
    let took = desk.simulator.now().since(EPOCH).as_secs_f64();
    let ratio = took / bound.length.as_secs_f64();
    assert!(ratio <= part_of_bound, "{took} s, {bound:?}: {ratio:.3}");
    let refused: u64 = calls.values().map(|calls| calls.throttled).sum();
    assert_eq!(refused, 0);
}

#[tokio::test(start_paused = true)]
async fn an_apply_of_a_hundred_users_takes_hardly_longer_than_it_must() {
    within(1.05, &workforce(100)).await;
}

#[tokio::test(start_paused = true)]
async fn an_apply_of_a_thousand_users_takes_hardly_longer_than_it_must() {
    within(1.05, &workforce(1_000)).await;
}

#[tokio::test(start_paused = true)]
async fn an_apply_of_the_whole_sample_takes_hardly_longer_than_it_must() {
    within(1.05, &example("full-contact-center")).await;
}

#[tokio::test(start_paused = true)]
async fn a_rate_that_nobody_told_costs_two_refusals_in_a_hundred_calls_at_most() {
    for rate in [0.7, 1.0, 1.5] {
        let desk = Desk::new(Settings {
            quotas: Quotas::None,
            rates: BTreeMap::from([("CreateUser".to_owned(), rate)]),
            ..Settings::default()
        });
        desk.applied(1, &workforce(500)).await;
        let of_lane = &desk.calls()["connect.CreateUser"];
        let (calls, refused) = (of_lane.calls, of_lane.throttled);
        assert!(refused > 0, "{rate} a second: the lane was never too fast");
        let share = 100 * refused / calls;
        assert!(
            refused * 50 <= calls,
            "{rate} a second: {refused} of {calls}, {share} %"
        );
    }
}

/// Glue tells no rate at all, so the pace begins with a guess.
#[tokio::test(start_paused = true)]
async fn a_service_that_tells_no_rate_costs_two_refusals_in_a_hundred_calls_at_most() {
    for rate in [1.0, 2.0, 5.0, 10.0, 50.0] {
        let desk = Desk::new(Settings {
            rates: BTreeMap::from([("glue.CreateTable".to_owned(), rate)]),
            ..Settings::default()
        });
        let began = desk.simulator.now();
        make_links(&desk, 500).await;
        let of_lane = &desk.calls()["glue.CreateTable"];
        let (calls, refused) = (of_lane.calls, of_lane.throttled);
        assert_eq!(calls - refused, 500);
        assert!(
            refused * 50 <= calls,
            "{rate} a second: {refused} of {calls}"
        );
        let took = desk.simulator.now().since(began).as_secs_f64();
        let least = 500.0 / f64::min(rate, 20.0);
        assert!(took <= least * 1.4, "{rate} a second: {took} s of {least}");
    }
}

/// As many links as that in a database, thirty-two at a time.
async fn make_links(desk: &Desk, count: usize) {
    let (cx, calls) = (desk.context(1), desk.session().await.share_calls());
    let database = DatabaseDraft {
        name: "links".into(),
        description: String::new(),
        parameters: [].into(),
        target: None,
    };
    calls.catalog.create_database(&database).await.unwrap();
    let links = (0..count).map(|n| LinkDraft {
        database: "links".into(),
        name: format!("link_{n}"),
        parameters: [].into(),
        target: Target {
            catalog: "333333333333".into(),
            database: "connect_datalake".into(),
            table: Some("users".into()),
        },
    });
    let (cx, port) = (&cx, &calls.catalog);
    let made = stream::iter(links).map(async |link| {
        let judge = |fault: &_| setback(fault).verdict;
        let call = || port.create_link(&link);
        let made = persist(&*cx.clock, cx.retry, &cx.cancel, &link.name, judge, call);
        made.await.unwrap();
    });
    made.buffer_unordered(32).collect::<Vec<()>>().await;
}
