//! A large centre, brought up by the engine.

use std::fmt::Write as _;

use aws_sim::{Quotas, Settings};
use reconcile::Ended;
use serde_json::{Value, json};
use system_tests::{Desk, EPOCH, spec};

use crate::stopwatch::Stopwatch;

const HEAD: &str = "instance: { alias: large }\nusers:\n";

/// Applies a centre with so many users to an empty account, with the rates of the documentation.
pub(crate) async fn apply(users: usize) -> Value {
    let desk = Desk::new(Settings {
        quotas: Quotas::None,
        ..Settings::default()
    });
    let center = spec(&text(users));
    let watch = Stopwatch::start();
    let report = desk.apply(1, &center).await.unwrap();
    let mut taken = watch.taken();
    let setbacks: Vec<_> = report.run.setbacks().collect();
    assert_eq!(report.run.ended, Ended::Done, "{setbacks:#?}");
    let (calls, refused) = desk.calls().values().fold((0, 0), |(calls, refused), of| {
        (calls + of.calls, refused + of.throttled + of.failed)
    });
    let virtual_s = desk.simulator.now().since(EPOCH).as_secs_f64();
    taken["virtual_s"] = json!(virtual_s);
    taken["calls"] = json!(calls);
    taken["refused"] = json!(refused);
    taken
}

fn text(users: usize) -> String {
    let mut text = HEAD.to_owned();
    for n in 0..users {
        writeln!(
            text,
            "  - {{ username: agent-{n:05}, email: agent-{n:05}@example.com, first_name: Ada, \
             last_name: Agent, routing_profile: Basic Routing Profile, \
             security_profiles: [Agent] }}"
        )
        .unwrap();
    }
    text
}
