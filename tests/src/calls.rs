//! What AWS was asked for, as the simulator counts it.

use std::collections::BTreeMap;

use aws_sim::Simulator;

/// How operations begin that change nothing. Who takes a role changes nothing either.
const READS: [&str; 10] = [
    "AssumeRole",
    "BatchGet",
    "Describe",
    "Filter",
    "Get",
    "Head",
    "List",
    "Lookup",
    "Query",
    "Search",
];

/// Whether a call, as `service.Operation`, changes nothing.
pub fn is_read(call: &str) -> bool {
    begins(call, &READS)
}

/// Whether a call, as `service.Operation`, shows things page by page.
pub fn is_list(call: &str) -> bool {
    begins(call, &["List", "Search"])
}

/// Calls since the last reset that changed something or tried to, by `service.Operation`.
pub fn writes(simulator: &Simulator) -> BTreeMap<String, u64> {
    let calls = simulator.calls().into_iter();
    let writes = calls.filter(|(call, _)| !is_read(call));
    writes.map(|(call, counts)| (call, counts.calls)).collect()
}

fn begins(call: &str, verbs: &[&str]) -> bool {
    let (_, operation) = call.split_once('.').unwrap();
    verbs.iter().any(|verb| operation.starts_with(verb))
}
