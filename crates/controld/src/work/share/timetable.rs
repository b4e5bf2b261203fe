//! What the daemon starts by itself for a share, and what became of it.

use std::time::SystemTime;

use connect_model::share::{AnalyticsShare, ExportSpec, Keeper, ScheduleExpression};

use super::order_of;
use crate::jobs::{
    JobContext, Order, Schedule, ScheduleBrief, ShareAsk, ShareFiles, ShareSchedule, Stopped,
    Timetable,
};

/// What stands before the name of an export.
const EXPORTS: &str = "exports/";

/// All that a share declares for the daemon to start.
pub(super) fn timetable(job: &JobContext, share: &AnalyticsShare) -> Timetable {
    let files = order_of(&job.order).map(|(files, _)| files);
    let exports = share.exports.iter();
    let schedules = exports.filter_map(|export| brief(job, files?, export));
    Timetable {
        subject: job.subject.clone(),
        schedules: schedules.collect(),
    }
}

/// Nothing is started any more.
pub(super) fn nothing(job: &JobContext) -> Timetable {
    Timetable {
        subject: job.subject.clone(),
        schedules: Vec::new(),
    }
}

/// What has to be done to a timetable, as ids of steps.
pub(super) async fn steps(
    job: &JobContext,
    share: &AnalyticsShare,
) -> Result<Vec<String>, Stopped> {
    let (there, wanted) = (job.schedules(&job.subject).await?, timetable(job, share));
    Ok(differences(&there, &wanted))
}

/// The schedules of the share of a job, and what became of each.
pub(super) async fn told(job: &JobContext) -> Result<Vec<ShareSchedule>, Stopped> {
    let mut told = Vec::new();
    for schedule in job.schedules(&job.subject).await? {
        let last = schedule.last.as_ref().and_then(|last| last.job);
        let ran = match last {
            Some(last) => job.other(last).await?,
            None => None,
        };
        told.push(ShareSchedule {
            word: schedule.brief.word.clone(),
            expression: schedule.brief.expression.to_string(),
            time_zone: schedule.brief.time_zone.as_ref().map(ToString::to_string),
            next_s: schedule.due.map(seconds),
            last_s: schedule.last.as_ref().map(|last| seconds(last.due())),
            missed: schedule.last.as_ref().map_or(0, |last| last.missed),
            left_out: schedule.last.as_ref().and_then(|it| it.left_out.clone()),
            job: last,
            state: ran.as_ref().map(|job| job.state),
            error: ran.and_then(|job| Some(job.error?.message)),
        });
    }
    Ok(told)
}

fn brief(job: &JobContext, files: &ShareFiles, export: &ExportSpec) -> Option<ScheduleBrief> {
    let expression: &ScheduleExpression = export.schedule.as_ref()?;
    (export.keeper == Keeper::Daemon).then(|| ScheduleBrief {
        subject: job.subject.clone(),
        word: format!("{EXPORTS}{}", export.name),
        target: job.target.clone(),
        order: Order::Share {
            share: files.clone(),
            ask: ShareAsk::Export {
                export: export.name.clone(),
            },
        },
        expression: expression.clone(),
        time_zone: export.time_zone.clone(),
        declared_by: job.requested_by.clone(),
    })
}

fn differences(there: &[Schedule], wanted: &Timetable) -> Vec<String> {
    let is_wanted = |it: &Schedule| wanted.schedules.iter().any(|brief| brief.name() == it.name);
    let dropped = there.iter().filter(|it| !is_wanted(it));
    let dropped = dropped.map(|it| format!("timetable/{}/drop", id(&it.brief)));
    let stands = |brief: &ScheduleBrief| {
        let found = there.iter().find(|it| it.name == brief.name());
        found.is_some_and(|it| it.brief.is_due_as(brief) && it.brief.order == brief.order)
    };
    let set = wanted.schedules.iter().filter(|brief| !stands(brief));
    let set = set.map(|brief| format!("timetable/{}/set", id(brief)));
    dropped.chain(set).collect()
}

/// The ids of steps have slashes of their own.
fn id(brief: &ScheduleBrief) -> &str {
    brief.word.strip_prefix(EXPORTS).unwrap_or(&brief.word)
}

fn seconds(time: SystemTime) -> i64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(since.unwrap_or_default().as_secs()).unwrap_or(i64::MAX)
}
