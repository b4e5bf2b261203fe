//! How close an apply comes to the least time that it can take.

use aws_sim::{Quotas, Settings};
use serde_json::{Value, json};
use system_tests::{Desk, EPOCH, bound, workforce};

use crate::stopwatch::Stopwatch;

/// Applies a centre with so many users to an empty account, with the rates of the documentation.
pub(crate) async fn makespan(users: usize) -> Value {
    let desk = Desk::new(Settings {
        quotas: Quotas::None,
        ..Settings::default()
    });
    let center = workforce(users);
    let watch = Stopwatch::start();
    let report = desk.applied(1, &center).await;
    let mut told = watch.taken();
    let calls = desk.calls();
    let bound = bound(&report.blueprint.steps, &calls);
    let (made, refused) = calls.values().fold((0, 0), |(made, refused), of| {
        (made + of.calls, refused + of.throttled + of.failed)
    });
    told["virtual_s"] = json!(desk.simulator.now().since(EPOCH).as_secs_f64());
    told["bound_s"] = json!(bound.length.as_secs_f64());
    told["lane"] = json!(bound.lane);
    told["calls"] = json!(made);
    told["refused"] = json!(refused);
    told
}
