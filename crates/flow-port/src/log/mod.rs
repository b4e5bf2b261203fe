//! What the flows of an instance logged for one contact.
//!
//! Connect writes the logs to CloudWatch Logs, into the group `/aws/connect/ALIAS` of the Region that
//! the instance is in, and each line at least once (administrator guide, *Enable flow logs*). Lines are
//! read as they are, joined to the blocks of the flows that there are now, and where there is none it is
//! found out why. Digits and answers of functions are data of customers: they leave this room in its
//! result alone, never in a note or an error.

mod flows;
mod lines;
mod silence;

use async_trait::async_trait;
use connect_model::{ContactId, Finding};
use flow_language::{
    bundle::ItemName,
    walk::{FlowSet, Logged, logged, recording},
};
use reconcile::RunContext;

use self::lines::Lines;
use crate::{
    error::Error,
    port::LogSearch,
    site::{Site, id, instance},
};

/// What to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogOptions {
    /// The contact.
    pub contact: ContactId,
    /// From when on, in milliseconds since 1970.
    pub since_ms: u64,
    /// Until when, in milliseconds since 1970.
    pub until_ms: u64,
    /// Also draw the way of the contact.
    pub draw: bool,
}

/// What a contact logged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContactLog {
    /// The lines, as they were logged. One that was delivered twice stands here once.
    pub lines: Vec<String>,
    /// How many deliveries were repeats.
    pub repeated: usize,
    /// How many pages were looked at.
    pub pages: usize,
    /// The way of the contact.
    pub logged: Logged,
    /// The pictures of the flows and modules that it met, in that order.
    pub pictures: Vec<(ItemName, String)>,
    /// What is to be known about it, such as why there is nothing.
    pub findings: Vec<Finding>,
}

/// Who wants to know how far a reading is. It is never told what stands in a log.
#[async_trait]
pub trait LogWatch: Send + Sync {
    /// So many pages were looked at, and so many lines found.
    async fn looked(&self, pages: usize, lines: usize);
}

/// Reads what the flows of an instance logged for a contact. Reads only.
pub async fn contact_log(
    cx: &RunContext,
    site: Site<'_>,
    options: &LogOptions,
    watch: &dyn LogWatch,
) -> Result<ContactLog, Error> {
    let instance = id(&instance(cx, site).await?);
    let search = LogSearch {
        group: group(site),
        contact: options.contact.clone(),
        since_ms: options.since_ms,
        until_ms: options.until_ms,
    };
    let lines = Lines::read(cx, site, &search, watch).await?;
    let mut recording = recording::read_log(lines.texts.iter().map(String::as_str));
    let is_it = |it: &recording::Recorded| it.contact_id == options.contact.as_str();
    let at = recording.contacts.iter().position(is_it);
    let mut log = ContactLog {
        repeated: lines.repeated,
        pages: lines.pages,
        findings: lines.findings(&search, recording.skipped),
        ..ContactLog::default()
    };
    let Some(at) = at else {
        let why = silence::why(cx, site, &instance, &search, lines.is_missing).await;
        log.findings.extend(why);
        log.lines = lines.texts;
        log.logged.contact_id = options.contact.to_string();
        return Ok(log);
    };
    log.lines = lines.texts;
    let recorded = recording.contacts.swap_remove(at);
    let flows = flows::met(cx, site, &instance, &recorded, options.draw).await?;
    log.logged = logged(&recorded, &flows);
    log.findings.extend(changed(&log.logged));
    if options.draw {
        log.pictures = pictures(&log.logged, &flows);
    }
    Ok(log)
}

/// Where Connect writes.
fn group(site: Site<'_>) -> String {
    format!("/aws/connect/{}", site.scope.alias)
}

fn pictures(logged: &Logged, flows: &FlowSet) -> Vec<(ItemName, String)> {
    let drawn = logged.flows.iter().filter_map(|flow| {
        let is_it =
            |name: &&ItemName| name.name == flow.name && name.role.as_str() == flow.flow_type;
        let name = flows.names().find(is_it)?;
        let document = flows.get(name)?;
        Some((name.clone(), logged.picture(name, document)))
    });
    drawn.collect()
}

/// Flows and blocks that are not there any more, and lines that do not name their block.
fn changed(logged: &Logged) -> Vec<Finding> {
    let mut findings = Vec::new();
    for flow in &logged.flows {
        let name = &flow.name;
        if flow.flow_type.is_empty() {
            findings.push(Finding::of_the_world(
                "flow-gone",
                format!("there is no flow or module {name} any more"),
                "its blocks are listed by their identifiers; look for them in an earlier export",
            ));
        } else if flow.unknown > 0 {
            let blocks = flow.unknown;
            findings.push(Finding::of_the_world(
                "flow-changed",
                format!("{name} does not have {blocks} of the blocks any more that the contact met"),
                "it was changed since; compare with the version of that time (connectctl flow diff)",
            ));
        }
    }
    let nameless = |visit: &&flow_language::walk::LoggedVisit| visit.identifier.is_empty();
    let nameless = logged.visits.iter().filter(nameless).count();
    if nameless > 0 {
        findings.push(Finding::of_the_world(
            "block-not-named",
            format!("{nameless} lines do not say which block they are of, as those of old logs"),
            "go by the type of the block and its parameters",
        ));
    }
    if logged.dropped > 0 {
        findings.push(Finding::of_the_world(
            "log-cut",
            format!(
                "{} further lines of the contact are not joined",
                logged.dropped
            ),
            "they stand in the raw log; look for a loop without an end",
        ));
    }
    findings
}
