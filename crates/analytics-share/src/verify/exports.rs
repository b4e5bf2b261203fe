//! What became of exports that AWS starts by itself.

use std::{
    collections::BTreeMap,
    time::{Duration, SystemTime},
};

use connect_model::{
    Fault,
    schedule::{Calendar, instant},
    share::ExportSpec,
};
use connect_resources::read;
use reconcile::RunContext;

use super::{Link, LinkState, reason};
use crate::{
    error::Error,
    export,
    observe::if_allowed,
    port::{KeptSchedule, PastQuery, QueryState},
    seen::Seen,
    site::Deal,
    wanted::scheduled,
};

/// What stands before the name of an export where it is the subject of a link.
const EXPORTS: &str = "exports/";
/// Pages of past queries that are looked through.
const PAGES: usize = 20;
/// How much later than it was due a run may come: the scheduler repeats a call that failed.
const LATE: Duration = Duration::from_mins(15);

/// The newest run of each export, by its name.
type Runs = BTreeMap<String, PastQuery>;

/// Judges each by the newest of its runs. What another broken link explains is not judged.
pub(super) async fn judge(
    cx: &RunContext,
    deal: Deal<'_>,
    seen: &Seen,
    links: &mut Vec<Link>,
) -> Result<(), Error> {
    let exports: Vec<&ExportSpec> = scheduled(deal.share).collect();
    if exports.is_empty() {
        return Ok(());
    }
    let is_behind = |link: &Link| link.state == LinkState::Broken && !reason::is_age(link);
    let runs = if links.iter().any(is_behind) {
        Err("a link before it is broken")
    } else {
        let runs = if_allowed(runs(cx, deal, &exports).await)?;
        runs.ok_or("the queries of the workgroup may not be listed")
    };
    let (now, schedule) = (cx.clock.now(), |export: &ExportSpec| {
        seen.schedules
            .get(&deal.share.schedule(export.name.as_str()))
    });
    links.extend(exports.into_iter().map(|export| match &runs {
        Err(why) => Link::unknown("export", subject(export), *why),
        Ok(runs) => judged(
            export,
            schedule(export),
            runs.get(export.name.as_str()),
            now,
        ),
    }));
    Ok(())
}

/// The newest run of each, as far as they are among the last queries of the workgroup.
async fn runs(cx: &RunContext, deal: Deal<'_>, exports: &[&ExportSpec]) -> Result<Runs, Fault> {
    let (port, workgroup) = (&deal.consumer().calls.queries, deal.share.workgroup());
    let (mut runs, mut token) = (Runs::new(), None);
    for _ in 0..PAGES {
        let page = read(cx, || port.past(&workgroup, token.as_deref())).await?;
        for query in page.queries {
            let of = |it: &&&ExportSpec| export::is_of(deal, it, &query.execution.sql);
            if let Some(export) = exports.iter().find(of) {
                runs.entry(export.name.to_string()).or_insert(query);
            }
        }
        token = page.next;
        if token.is_none() || runs.len() == exports.len() {
            break;
        }
    }
    Ok(runs)
}

fn judged(
    export: &ExportSpec,
    schedule: Option<&KeptSchedule>,
    run: Option<&PastQuery>,
    now: SystemTime,
) -> Link {
    let Some(schedule) = schedule else {
        let cause = "it was never made, or somebody removed it";
        let evidence = "its schedule is not there";
        return broken(
            "schedule-missing",
            export,
            evidence,
            (cause, "ensure the share"),
        );
    };
    if !schedule.record.is_enabled {
        let cause = "somebody switched it off, and nothing is exported";
        let evidence = "its schedule is disabled";
        return broken(
            "schedule-disabled",
            export,
            evidence,
            (cause, "ensure the share"),
        );
    }
    if let Some(due) = missed(export, schedule, run, now) {
        let evidence = format!("it was due at {}, and no query ran", instant(due));
        let cause = "EventBridge Scheduler could not start the query";
        let remedy = "ensure the share, so that its role may start queries; the metric TargetErrorCount of AWS/Scheduler counts what was refused";
        return broken("export-missed", export, &evidence, (cause, remedy));
    }
    match run {
        None => Link::sound("export", subject(export), "it was not due yet"),
        Some(run) => ran(export, run),
    }
}

fn ran(export: &ExportSpec, run: &PastQuery) -> Link {
    let at = run.started.map(instant).unwrap_or_default();
    let told = format!("query {} of {at}", run.id);
    match run.execution.state {
        QueryState::Succeeded => {
            Link::sound("export", subject(export), format!("{told} succeeded"))
        }
        QueryState::Queued | QueryState::Running => {
            Link::sound("export", subject(export), format!("{told} is under way"))
        }
        QueryState::Failed | QueryState::Cancelled => {
            let reason = run.execution.reason.as_deref();
            let reason = reason.unwrap_or("Athena gives no reason");
            let evidence = format!("{told} failed: {reason}");
            broken("export-failed", export, &evidence, reason::meaning(reason))
        }
    }
}

/// When it was due and did not run, since it ran last or since its schedule is as it is.
fn missed(
    export: &ExportSpec,
    schedule: &KeptSchedule,
    run: Option<&PastQuery>,
    now: SystemTime,
) -> Option<SystemTime> {
    let expression = export.schedule.as_ref()?;
    let last = run.and_then(|run| run.started).max(schedule.since)?;
    let due = Calendar::new(expression, export.time_zone.as_ref()).next(last, last)?;
    (due + LATE < now).then_some(due)
}

fn broken(rule: &str, export: &ExportSpec, evidence: &str, why: (&str, &str)) -> Link {
    Link::broken(rule, subject(export), evidence, why.0, why.1)
}

fn subject(export: &ExportSpec) -> String {
    format!("{EXPORTS}{}", export.name)
}
