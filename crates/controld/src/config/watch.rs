//! Where files of agents arrive by themselves.

use std::collections::{BTreeMap, BTreeSet};

use connect_agents::{
    ImportOptions,
    arrival::{Watch, WatchSpec},
};
use connect_model::{Alias, BucketName, DirectoryName, Target, TargetName};
use toml::Table;

use super::{
    file::required,
    setting::{Faults, Settings},
};
use crate::{jobs::AgentWatch, work::AgentTable};

/// How long between two lists where nothing is said, in seconds.
const POLL_S: u32 = 60;

/// Reads the tables.
pub(super) fn read(tables: Vec<Table>, faults: &mut Faults) -> Vec<AgentWatch> {
    let mut watches: Vec<AgentWatch> = Vec::new();
    for (n, members) in tables.into_iter().enumerate() {
        let place = format!("agent_watches[{n}]");
        let Some(watch) = watch(Settings::new(&place, members, faults)) else {
            continue;
        };
        if watches.iter().any(|there| there.name == watch.name) {
            faults.add(&place, format!("two watches are called {}", watch.name));
        }
        watches.push(watch);
    }
    watches
}

/// The watches whose targets there are.
pub(super) fn checked(
    watches: Vec<AgentWatch>,
    targets: &BTreeMap<TargetName, Target>,
    faults: &mut Faults,
) -> Vec<AgentWatch> {
    let unknown: BTreeSet<_> = watches
        .iter()
        .filter(|watch| !targets.contains_key(&watch.target))
        .map(|watch| (watch.name.clone(), watch.target.clone()))
        .collect();
    for (name, target) in unknown {
        faults.add(
            "agent_watches",
            format!("{name} names the target {target}, which there is not"),
        );
    }
    watches
}

/// The table, if there is the target whose account it is in.
pub(super) fn there(
    table: Option<AgentTable>,
    targets: &BTreeMap<TargetName, Target>,
    faults: &mut Faults,
) -> Option<AgentTable> {
    let target = table.as_ref().map(|table| &table.target);
    if let Some(target) = target.filter(|target| !targets.contains_key(*target)) {
        let what = format!("there is no target {target}");
        faults.add("agent_directory.target", what);
    }
    table
}

fn watch(mut members: Settings<'_>) -> Option<AgentWatch> {
    // Of the form that names of directories have.
    let name = required(&mut members, "name", DirectoryName::new);
    let target = required(&mut members, "target", TargetName::new);
    let alias = required(&mut members, "instance", Alias::new);
    let spec = spec(&mut members);
    let poll_s = members.number("poll_seconds", 5..=86_400);
    let options = members.form::<ImportOptions>("import");
    members.end();
    Some(AgentWatch {
        name: name?.to_string(),
        target: target?,
        alias: alias?,
        spec: spec?,
        options: options.unwrap_or_default(),
        poll_s: poll_s.unwrap_or(POLL_S).into(),
    })
}

fn spec(members: &mut Settings<'_>) -> Option<WatchSpec> {
    let bucket = required(members, "bucket", BucketName::new);
    let spec = WatchSpec {
        prefix: members.text("prefix").unwrap_or_default(),
        suffixes: members.list("suffixes"),
        results: members.text("results"),
        aside: members.text("aside"),
        queue_url: members.text("queue_url"),
        bucket: bucket?,
    };
    match Watch::new(spec.clone()) {
        Ok(_) => Some(spec),
        Err(wrong) => {
            for wrong in wrong {
                members.wrong(wrong.member, wrong.message);
            }
            None
        }
    }
}
