//! Why a contact may have no line.

use std::time::{SystemTime, UNIX_EPOCH};

use connect_model::{Fault, Finding, InstanceId};
use connect_resources::{instance::Attribute, read};
use flow_language::Document;
use reconcile::RunContext;

use crate::{export::survey, observe::Seen, port::LogSearch, site::Site};

const DAY_MS: u64 = 86_400_000;

/// Looks for what keeps lines away. What is certain comes first; where there is a group to search, the
/// time that was searched is always a possible cause.
pub(super) async fn why(
    cx: &RunContext,
    site: Site<'_>,
    instance: &InstanceId,
    search: &LogSearch,
    is_missing: bool,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if is_missing {
        findings.push(missing(site, search));
    }
    match is_on(cx, site, instance).await {
        Ok(true) => {}
        Ok(false) => findings.push(off(site)),
        Err(fault) => findings.push(unseen("whether flow logs are on", &fault)),
    }
    if !is_missing {
        match retention(cx, site, search).await {
            Ok(days) => findings.extend(days.and_then(|days| expired(cx, search, days))),
            Err(fault) => findings.push(unseen("how long lines are kept", &fault)),
        }
    }
    match survey(cx, site, instance).await {
        Ok(seen) => findings.extend(not_set(seen.values())),
        Err(fault) => findings.push(unseen("whether flows switch their log on", &fault)),
    }
    if !is_missing {
        findings.push(elsewhere(site, search));
    }
    findings
}

/// A cause that could not be looked at, which is no reason to keep the others back.
fn unseen(what: &str, fault: &Fault) -> Finding {
    Finding::of_the_world(
        "cause-not-looked-at",
        format!("it could not be looked at {what}: {fault}"),
        format!(
            "look by hand, or allow {}:{}",
            fault.service, fault.operation
        ),
    )
}

fn missing(site: Site<'_>, search: &LogSearch) -> Finding {
    let (group, region) = (&search.group, &site.scope.region);
    Finding::of_the_world(
        "log-group-missing",
        format!("there is no log group {group} in {region}"),
        "Connect makes it with the first line, but not again after it was deleted: make it by hand, or \
         apply a spec with contact_flow_logs",
    )
}

async fn is_on(cx: &RunContext, site: Site<'_>, instance: &InstanceId) -> Result<bool, Fault> {
    let attributes = read(cx, || site.ports.instance.attributes(instance)).await?;
    let is_on =
        |(attribute, value): &(Attribute, bool)| *attribute == Attribute::ContactFlowLogs && *value;
    Ok(attributes.iter().any(is_on))
}

fn off(site: Site<'_>) -> Finding {
    Finding::of_the_world(
        "flow-logs-off",
        format!("flow logs are off on the instance {}", site.scope.alias),
        "declare contact_flow_logs: true and apply; contacts of the past stay without a log",
    )
}

async fn retention(
    cx: &RunContext,
    site: Site<'_>,
    search: &LogSearch,
) -> Result<Option<u32>, Fault> {
    let port = site.ports.log_group()?;
    let group = read(cx, || port.find(&search.group)).await?;
    Ok(group.and_then(|group| group.retention_days))
}

/// What was logged before the retention is gone.
fn expired(cx: &RunContext, search: &LogSearch, days: u32) -> Option<Finding> {
    let oldest = millis(cx.clock.now()).saturating_sub(u64::from(days) * DAY_MS);
    (search.since_ms < oldest).then(|| {
        Finding::of_the_world(
            "retention-over",
            format!(
                "{} keeps lines for {days} days, and the search begins before",
                search.group
            ),
            "older lines are gone; declare log_retention_days to keep them longer from now on",
        )
    })
}

/// Whether some flow switches its log on. A search may not show contents; then it is not certain.
fn not_set<'s>(seen: impl Iterator<Item = &'s Seen>) -> Option<Finding> {
    let (mut read, mut hidden) = (0, 0);
    for it in seen {
        match &it.published {
            Some(stored) if switches_on(&stored.document) => return None,
            Some(_) => read += 1,
            None => hidden += 1,
        }
    }
    let message = if hidden == 0 {
        format!("none of the {read} flows and modules switches its log on")
    } else {
        "only flows write a log that a Set logging behavior block switched on".to_owned()
    };
    Some(Finding::of_the_world(
        "logging-not-set",
        message,
        "begin the flows with a Set logging behavior block (connectctl flow check tells which lack one)",
    ))
}

fn switches_on(document: &Document) -> bool {
    document.actions().any(|action| {
        let set = action
            .parameters()
            .and_then(|it| it.get("FlowLoggingBehavior"));
        action.action_type() == "UpdateFlowLoggingBehavior"
            && set.and_then(serde_json::Value::as_str) == Some("Enabled")
    })
}

fn elsewhere(site: Site<'_>, search: &LogSearch) -> Finding {
    let searched = span(search.until_ms.saturating_sub(search.since_ms));
    Finding::of_the_world(
        "not-in-the-time",
        format!(
            "{} has no line of the contact in the {searched} that were searched",
            search.group
        ),
        format!(
            "widen the time with --since and --until. A contact that was transferred goes on under another \
             id, time in a queue or with an agent is not logged, and the log of a contact stands in the \
             Region that took it: this one is {}",
            site.scope.region
        ),
    )
}

/// Rounded down, so that it is never said that more was searched than was.
fn span(ms: u64) -> String {
    const MINUTE_MS: u64 = 60_000;
    match ms / MINUTE_MS {
        minutes if minutes < 120 => format!("{minutes} minutes"),
        minutes if minutes < 2_880 => format!("{} hours", minutes / 60),
        minutes => format!("{} days", minutes / 1_440),
    }
}

fn millis(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
