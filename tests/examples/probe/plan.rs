//! A fast plan of a large centre in which nothing is to be done.

use std::{fs, time::Duration};

use connect_model::InstanceId;
use connect_provision::PlanOptions;
use connect_resources::{Depth, KindId, Ports};
use serde_json::{Value, json};
use system_tests::{Desk, layered, spec};

use crate::{
    crowd::{Crowd, Ground, HEAD},
    stopwatch::Stopwatch,
};

/// Reads the spec of so many things, and plans it at depth `fast`. Nearly all of them are answered for
/// without the simulator.
pub(crate) async fn plan(desk: &Desk, things: usize) -> Value {
    let crowd = Crowd::of(things);
    let ports = crowd.ports(ground(desk).await, desk.ports().await);
    let files = crowd.spec();
    let watch = Stopwatch::start();
    let center = layered(files);
    let reading = watch.taken();
    let watch = Stopwatch::start();
    let options = PlanOptions {
        depth: Depth::Fast,
        ..PlanOptions::default()
    };
    let plan = desk.plan_through(&center, &options, &ports).await.unwrap();
    let planning = watch.taken();
    assert!(plan.is_empty(), "{plan}");
    assert_eq!(plan.unchanged, things);
    json!({ "reading": reading, "planning": planning, "peak_mib": peak_mib() })
}

/// Brings the head of the centre up, and finds what a crowd refers to.
async fn ground(desk: &Desk) -> Ground {
    let report = desk.applied(1, &spec(HEAD)).await;
    let made = |kind| {
        let (_, output) = report.outputs.of_kind(kind).next().unwrap();
        output.id.clone()
    };
    // Searches lag behind.
    desk.clock.sleep(Duration::from_mins(5)).await;
    let instance = InstanceId::new(made(KindId::Instance));
    let security_profile = security_profile(&desk.ports().await, &instance).await;
    Ground {
        hours: made(KindId::Hours),
        security_profile,
    }
}

async fn security_profile(ports: &Ports, instance: &InstanceId) -> String {
    let profiles = ports.security_profile.list(instance).await.unwrap();
    let agent = profiles.into_iter().find(|named| named.name == "Agent");
    agent.unwrap().known.id
}

/// The most memory that this process ever had, see proc(5).
fn peak_mib() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.unwrap().trim().trim_end_matches(" kB");
    kib.parse::<f64>().unwrap() / 1_024.0
}
