//! Jobs that share an account: none waits for more than its share, and small ones for hardly anything.

use std::{fmt::Write as _, time::Duration};

use aws_sim::{Quotas, Settings};
use connect_model::spec::ContactCenter;
use system_tests::{Desk, EPOCH, Office, spec};

/// What a centre has besides its users.
fn base(alias: &str) -> String {
    format!(
        "
instance: {{ alias: {alias} }}
hours_of_operation:
  - name: Day
    time_zone: Europe/London
    config: [{{ day: MONDAY, start: '09:00', end: '17:00' }}]
queues:
  - {{ name: Service, hours: Day }}
routing_profiles:
  - name: Advisers
    default_outbound_queue: Service
    media_concurrencies: [{{ channel: VOICE, concurrency: 1 }}]
    queue_configs: [{{ channel: VOICE, queue: Service }}]
"
    )
}

fn with_users(alias: &str, users: usize) -> String {
    let mut text = base(alias) + "users:\n";
    for n in 0..users {
        writeln!(
            text,
            "  - {{ username: agent-{n:05}, email: agent-{n:05}@example.com, first_name: Ada, \
             last_name: Agent, routing_profile: Advisers, security_profiles: [Agent] }}"
        )
        .unwrap();
    }
    text
}

fn center(alias: &str, users: usize) -> ContactCenter {
    spec(&with_users(alias, users))
}

fn desk() -> Desk {
    Desk::new(Settings {
        quotas: Quotas::None,
        latency: Duration::from_millis(80),
        ..Settings::default()
    })
}

/// Applies a centre beside whatever else goes on, and tells when it is done.
async fn done_at(desk: &Desk, job: u128, center: &ContactCenter) -> Duration {
    desk.applied(job, center).await;
    desk.simulator.now().since(EPOCH)
}

async fn alone(center: &ContactCenter) -> Duration {
    done_at(&desk(), 1, center).await
}

fn refused(desk: &Desk) -> u64 {
    desk.calls().values().map(|calls| calls.throttled).sum()
}

#[tokio::test(start_paused = true)]
async fn two_bulk_jobs_on_one_account_take_twice_their_time_and_no_longer() {
    let (one, other) = (center("one", 300), center("other", 300));
    let fair = alone(&one).await * 2;
    let desk = desk();
    let (first, second) = tokio::join!(done_at(&desk, 1, &one), done_at(&desk, 2, &other));
    assert_eq!(refused(&desk), 0);
    for took in [first, second] {
        assert!(
            took <= fair.mul_f64(1.02),
            "{first:?} and {second:?}, fair: {fair:?}"
        );
    }
    assert!(
        first.abs_diff(second) <= Duration::from_secs(5),
        "{first:?} and {second:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_job_beside_a_much_larger_one_takes_no_more_than_its_share() {
    let (large, small) = (center("large", 600), center("small", 60));
    let fair = alone(&small).await * 2;
    let desk = desk();
    let (whole, took) = tokio::join!(done_at(&desk, 1, &large), done_at(&desk, 2, &small));
    assert_eq!(refused(&desk), 0);
    assert!(took <= fair.mul_f64(1.02), "{took:?}, fair: {fair:?}");
    let both = alone(&large).await + fair / 2;
    assert!(whole <= both, "{whole:?}, both: {both:?}");
}

#[tokio::test(start_paused = true)]
async fn a_queue_is_closed_within_seconds_while_five_thousand_users_are_brought_up() {
    let office = Office::new(Settings {
        quotas: Quotas::None,
        latency: Duration::from_millis(80),
        ..Settings::default()
    })
    .await;
    office.done(office.apply(&base("other")).await).await;
    let import = office.apply(&with_users("large", 5_000)).await;
    office.until_done(import, 60).await;

    let before = office.elapsed();
    let close = "
instance: { alias: large }
queues:
  - { name: Service, hours: Day, status: DISABLED }
uses: { hours_of_operation: [Day] }
";
    office.done(office.apply(close).await).await;
    let took = office.since(before);
    assert!(took <= Duration::from_secs(5), "closing took {took:?}");
    let state = office.simulator.state().to_string();
    assert!(state.contains("\"DISABLED\""), "it is closed");

    // Its call stands in the very lane that the import keeps full.
    let before = office.elapsed();
    office
        .done(office.apply(&with_users("other", 1)).await)
        .await;
    let took = office.since(before);
    assert!(took <= Duration::from_secs(5), "one user took {took:?}");

    let before = office.elapsed();
    office.done(office.plan(&base("large")).await).await;
    let took = office.since(before);
    assert!(took <= Duration::from_secs(5), "a plan took {took:?}");

    let going_on = office.jobs.get(import).await.unwrap();
    assert!(!going_on.state.is_at_rest());
    assert!(going_on.progress.done < 1_000, "{:?}", going_on.progress);
    assert_eq!(office.refused(), 0);
}
