//! How close an apply comes to the least time that the rates of AWS allow, in virtual time.

use aws_sim::{Quotas, Settings};
use connect_model::spec::ContactCenter;
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
