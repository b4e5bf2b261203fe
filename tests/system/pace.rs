//! How close an apply comes to the least time that the rates of AWS allow, in virtual time.

use std::fmt::Write as _;

use aws_sim::{Quotas, Settings};
use connect_model::spec::ContactCenter;
use system_tests::{Desk, EPOCH, bound, example, spec};

/// A centre with so many users, and as many other things as large centres have beside them.
fn center(users: usize) -> ContactCenter {
    let mut text = "
instance: { alias: large }
hours_of_operation:
  - name: Day
    time_zone: Europe/London
    config: [{ day: MONDAY, start: '09:00', end: '17:00' }]
queues:
  - { name: Service, hours: Day }
routing_profiles:
  - name: Advisers
    default_outbound_queue: Service
    media_concurrencies: [{ channel: VOICE, concurrency: 1 }]
    queue_configs: [{ channel: VOICE, queue: Service }]
users:
"
    .to_owned();
    for n in 0..users {
        writeln!(
            text,
            "  - {{ username: agent-{n:05}, email: agent-{n:05}@example.com, first_name: Ada, \
             last_name: Agent, routing_profile: Advisers, security_profiles: [Agent] }}"
        )
        .unwrap();
    }
    spec(&text)
}

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
    within(1.05, &center(100)).await;
}

#[tokio::test(start_paused = true)]
async fn an_apply_of_a_thousand_users_takes_hardly_longer_than_it_must() {
    within(1.05, &center(1_000)).await;
}

#[tokio::test(start_paused = true)]
async fn an_apply_of_the_whole_sample_takes_hardly_longer_than_it_must() {
    within(1.05, &example("full-contact-center")).await;
}
