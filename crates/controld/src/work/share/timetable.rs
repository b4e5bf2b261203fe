//! What the daemon starts by itself for a share, and what became of it.

use std::time::SystemTime;

use connect_model::{
    Region, TimeZone,
    share::{AnalyticsShare, ExportSpec, Keeper, ScheduleExpression, VerifySpec},
};

use super::order_of;
use crate::jobs::{
    Alert, EXPORTS, JobContext, Order, Schedule, ScheduleBrief, ShareAlert, ShareAsk, ShareFiles,
    ShareSchedule, Stopped, Timetable, Watch,
};

/// A share, and its files for it alone.
type Of<'a> = (&'a AnalyticsShare, &'a ShareFiles);

/// The word for looking at every link.
const VERIFY: &str = "verify";

/// All that a share declares for the daemon to start.
pub(super) fn timetable(job: &JobContext, share: &AnalyticsShare) -> Timetable {
    let files = order_of(&job.order).map(|(files, _)| files_of(files, share));
    let files = files.as_ref();
    let exports = share.exports.iter();
    let exports = exports.filter_map(|export| of_export(job, (share, files?), export));
    let verify = share.verify.iter();
    let verify = verify.filter_map(|verify| Some(of_verify(job, (share, files?), verify)));
    Timetable {
        subject: subject(share),
        schedules: exports.chain(verify).collect(),
        watch: Some(watch(share)),
    }
}

/// The files of a share, for it alone, whatever else the job is about.
fn files_of(files: &ShareFiles, share: &AnalyticsShare) -> ShareFiles {
    let producers = share.producers.iter().map(|it| &it.target);
    ShareFiles {
        spec: files.spec.clone(),
        parties: producers.chain([&share.consumer]).cloned().collect(),
        region: share.region.clone(),
    }
}

fn watch(share: &AnalyticsShare) -> Watch {
    let bus = share.alerts.as_ref().map(|alerts| &alerts.event_bus);
    Watch {
        target: share.consumer.clone(),
        share: share.name.to_string(),
        exports: share.exports.iter().map(|it| it.name.to_string()).collect(),
        event_bus: bus.map(ToString::to_string),
    }
}

/// Nothing is started any more.
pub(super) fn nothing(share: &AnalyticsShare) -> Timetable {
    Timetable {
        subject: subject(share),
        schedules: Vec::new(),
        watch: None,
    }
}

/// What has to be done to a timetable, as ids of steps.
pub(super) async fn steps(
    job: &JobContext,
    share: &AnalyticsShare,
) -> Result<Vec<String>, Stopped> {
    let (there, wanted) = (job.schedules(&subject(share)).await?, timetable(job, share));
    Ok(differences(&there, &wanted, share.region.as_ref()))
}

/// The schedules of a share, and what became of each.
pub(super) async fn told(
    job: &JobContext,
    share: &AnalyticsShare,
) -> Result<Vec<ShareSchedule>, Stopped> {
    let mut told = Vec::new();
    for schedule in job.schedules(&subject(share)).await? {
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
            region: share.region.clone(),
        });
    }
    Ok(told)
}

/// What is not as it should be about a share.
pub(super) async fn alerts(
    job: &JobContext,
    share: &AnalyticsShare,
) -> Result<Vec<ShareAlert>, Stopped> {
    let told = |alert: Alert| ShareAlert {
        kind: alert.alarm.key.kind,
        rule: alert.alarm.key.rule,
        subject: alert.alarm.key.thing,
        since_s: seconds(alert.since),
        evidence: alert.alarm.evidence,
        cause: alert.alarm.cause,
        remedy: alert.alarm.remedy,
        is_pending: alert.is_pending,
        region: share.region.clone(),
    };
    let standing = job.alerts(&subject(share)).await?;
    Ok(standing.into_iter().map(told).collect())
}

fn of_export(job: &JobContext, of: Of<'_>, export: &ExportSpec) -> Option<ScheduleBrief> {
    let expression = export.schedule.as_ref()?;
    (export.keeper == Keeper::Daemon).then(|| {
        let ask = ShareAsk::Export {
            export: export.name.clone(),
        };
        let word = format!("{EXPORTS}{}", export.name);
        brief(
            job,
            of,
            (word, ask),
            (expression, export.time_zone.as_ref()),
        )
    })
}

fn of_verify(job: &JobContext, of: Of<'_>, verify: &VerifySpec) -> ScheduleBrief {
    let what = (VERIFY.to_owned(), ShareAsk::Verify);
    brief(job, of, what, (&verify.schedule, verify.time_zone.as_ref()))
}

fn brief(
    job: &JobContext,
    (share, files): Of<'_>,
    (word, ask): (String, ShareAsk),
    (expression, time_zone): (&ScheduleExpression, Option<&TimeZone>),
) -> ScheduleBrief {
    ScheduleBrief {
        subject: subject(share),
        word,
        target: share.consumer.clone(),
        order: Order::Share {
            share: files.clone(),
            ask,
        },
        expression: expression.clone(),
        time_zone: time_zone.cloned(),
        declared_by: job.requested_by.clone(),
    }
}

fn differences(there: &[Schedule], wanted: &Timetable, region: Option<&Region>) -> Vec<String> {
    let id = |brief: &ScheduleBrief| {
        let word = brief.word.strip_prefix(EXPORTS).unwrap_or(&brief.word);
        match region {
            Some(region) => format!("{word}@{region}"),
            None => word.to_owned(),
        }
    };
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

/// As jobs about the share alone have it.
fn subject(share: &AnalyticsShare) -> String {
    super::subject(&share.consumer, &share.name)
}

fn seconds(time: SystemTime) -> i64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(since.unwrap_or_default().as_secs()).unwrap_or(i64::MAX)
}
