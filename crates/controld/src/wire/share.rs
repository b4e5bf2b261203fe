//! Orders about shares of analytics, and what comes of them.

use std::collections::BTreeMap;

use connect_model::{Region, share::ShareName};
use control_api::v1 as pb;
use tonic::Request;
use uuid::Uuid;

use super::{center::open, inquiry::large, job, job::count, reader::Reader, report, spec};
use crate::{
    jobs::{
        AlertKind, Caller, JobError, KeptOfShare, Mistaken, Order, ShareAlert, ShareAsk,
        ShareEnsured, ShareExported, ShareFiles, ShareLink, ShareLinkState, ShareRemoved,
        ShareResult, ShareSchedule, ShareStatus, ShareTable, ShareVerified, ShareWish, State,
    },
    reason,
    refusal::{Refusal, counted},
};

/// To make it so.
pub fn ensure(request: Request<pb::EnsureShareRequest>) -> Result<ShareWish, Refusal> {
    let (caller, body) = open(request);
    let letter = Letter {
        method: "EnsureShare",
        spec: body.spec,
        request_id: body.request_id,
        validate_only: body.validate_only,
        reason: body.reason,
        labels: body.labels,
        region: body.region,
        caller,
    };
    letter.wish(|_| Some(ShareAsk::Ensure { look: body.look }))
}

/// To remove it.
pub fn remove(request: Request<pb::RemoveShareRequest>) -> Result<ShareWish, Refusal> {
    let (caller, body) = open(request);
    let letter = Letter {
        method: "RemoveShare",
        spec: body.spec,
        request_id: body.request_id,
        validate_only: body.validate_only,
        reason: body.reason,
        labels: body.labels,
        region: body.region,
        caller,
    };
    letter.wish(|reader| {
        Some(ShareAsk::Remove {
            confirm: reader.required("confirm", &body.confirm, share_name)?,
            delete_data: body.delete_data,
            look: body.look,
        })
    })
}

/// To look at every link of it.
pub fn verify(request: Request<pb::VerifyShareRequest>) -> Result<ShareWish, Refusal> {
    let (caller, body) = open(request);
    let letter = Letter {
        method: "VerifyShare",
        spec: body.spec,
        request_id: body.request_id,
        validate_only: body.validate_only,
        reason: body.reason,
        labels: body.labels,
        region: body.region,
        caller,
    };
    letter.wish(|_| Some(ShareAsk::Verify))
}

/// To say what ensuring it would do.
pub fn status(request: Request<pb::GetShareStatusRequest>) -> Result<ShareWish, Refusal> {
    let (caller, body) = open(request);
    let letter = Letter {
        method: "GetShareStatus",
        spec: body.spec,
        request_id: body.request_id,
        validate_only: body.validate_only,
        reason: body.reason,
        labels: body.labels,
        region: body.region,
        caller,
    };
    letter.wish(|_| Some(ShareAsk::Status))
}

/// To write a data set to files.
pub fn export(request: Request<pb::RunShareExportRequest>) -> Result<ShareWish, Refusal> {
    let (caller, body) = open(request);
    let letter = Letter {
        method: "RunShareExport",
        spec: body.spec,
        request_id: body.request_id,
        validate_only: body.validate_only,
        reason: body.reason,
        labels: body.labels,
        region: body.region,
        caller,
    };
    letter.wish(|reader| {
        Some(ShareAsk::Export {
            export: reader.required("export", &body.export, share_name)?,
        })
    })
}

/// The job that would start if the declaration were right, for who only wants to know; else the refusal.
pub fn mistaken(mistaken: Mistaken) -> Result<pb::Job, Refusal> {
    let Mistaken { wish, findings } = mistaken;
    if !wish.validate_only {
        return Err(Refusal::Spec(findings));
    }
    let message = format!("the spec has {}", counted(findings.len(), "finding"));
    let error =
        JobError::new(reason::SPEC_INVALID, message).with("findings", findings.len().to_string());
    let error = JobError { findings, ..error };
    Ok(pb::Job {
        kind: job::kind(wish.order.kind()).into(),
        state: pb::job::State::Failed.into(),
        labels: wish.labels,
        reason: wish.reason,
        requested_by: wish.caller.name,
        request_id: wish.request_id.to_string(),
        error: Some(job::error(&error)),
        ..pb::Job::default()
    })
}

/// What came of it, as callers see it.
pub(super) fn result(result: &ShareResult) -> pb::job::Result {
    match result {
        ShareResult::Ensure(ensured) => pb::job::Result::EnsureShare(self::ensured(ensured)),
        ShareResult::Remove(removed) => pb::job::Result::RemoveShare(self::removed(removed)),
        ShareResult::Verify(verified) => pb::job::Result::VerifyShare(self::verified(verified)),
        ShareResult::Status(status) => pb::job::Result::ShareStatus(standing(status)),
        ShareResult::Export(exported) => pb::job::Result::RunShareExport(self::exported(exported)),
    }
}

/// What requests for jobs about shares have in common.
struct Letter {
    method: &'static str,
    spec: Option<pb::Spec>,
    request_id: String,
    validate_only: bool,
    reason: String,
    labels: BTreeMap<String, String>,
    region: String,
    caller: Caller,
}

// === impl Letter ===

impl Letter {
    fn wish(self, ask: impl FnOnce(&mut Reader) -> Option<ShareAsk>) -> Result<ShareWish, Refusal> {
        let mut reader = Reader::new();
        let request_id: Option<Uuid> = reader.request_id(&self.request_id);
        let reason = reader.reason(self.reason);
        let labels = reader.labels(self.labels);
        let spec = spec::read(&mut reader, self.spec);
        let region = region(&mut reader, &self.region);
        let ask = ask(&mut reader);
        let (method, validate_only, caller) = (self.method, self.validate_only, self.caller);
        let wish = || {
            let (spec, contents) = spec?;
            Some(ShareWish {
                method,
                request_id: request_id?,
                validate_only,
                order: Order::Share {
                    share: ShareFiles::new(spec, region),
                    ask: ask?,
                },
                contents,
                labels: labels?,
                reason: reason?,
                caller,
            })
        };
        let wish = wish();
        reader.finish(wish)
    }
}

/// The Region that is meant; all of them where none is named.
pub(super) fn region(reader: &mut Reader, text: &str) -> Option<Region> {
    if text.is_empty() {
        return None;
    }
    let region = Region::new(text).map_err(|wrong| wrong.to_string());
    reader.take("region", region)
}

fn named(region: Option<&Region>) -> String {
    region.map(ToString::to_string).unwrap_or_default()
}

fn share_name(text: &str) -> Result<ShareName, String> {
    ShareName::new(text).map_err(|wrong| wrong.to_string())
}

fn ensured(ensured: &ShareEnsured) -> pb::EnsureShareResult {
    pb::EnsureShareResult {
        share: ensured.share.to_string(),
        data_sets: ensured.data_sets.clone(),
        outcomes: ensured.outcomes.iter().map(report::outcome).collect(),
        changes: count(ensured.changes),
        steps: ensured.steps.clone(),
        reads: count(ensured.reads),
        schedules: ensured.schedules.iter().map(schedule).collect(),
    }
}

fn removed(removed: &ShareRemoved) -> pb::RemoveShareResult {
    let kept = |kept: &KeptOfShare| pb::KeptOfShare {
        what: kept.what.clone(),
        why: kept.why.clone(),
    };
    pb::RemoveShareResult {
        share: removed.share.to_string(),
        outcomes: removed.outcomes.iter().map(report::outcome).collect(),
        changes: count(removed.changes),
        kept: removed.kept.iter().map(kept).collect(),
        steps: removed.steps.clone(),
    }
}

fn standing(status: &ShareStatus) -> pb::ShareStatusResult {
    pb::ShareStatusResult {
        share: status.share.to_string(),
        data_sets: status.data_sets.clone(),
        steps: status.steps.clone(),
        reads: count(status.reads),
        schedules: status.schedules.iter().map(schedule).collect(),
        alerts: status.alerts.iter().map(alert).collect(),
    }
}

fn alert(alert: &ShareAlert) -> pb::ShareAlert {
    use pb::share_alert::Kind;
    let kind = match alert.kind {
        AlertKind::LinkBroken => Kind::LinkBroken,
        AlertKind::DataStale => Kind::DataStale,
        AlertKind::ExportFailed => Kind::ExportFailed,
        AlertKind::VerificationFailed => Kind::VerificationFailed,
    };
    pb::ShareAlert {
        kind: kind.into(),
        rule: alert.rule.clone(),
        subject: alert.subject.clone(),
        since_time: Some(time(alert.since_s)),
        evidence: alert.evidence.clone(),
        cause: alert.cause.clone(),
        remedy: alert.remedy.clone(),
        pending: alert.is_pending,
        region: named(alert.region.as_ref()),
    }
}

fn time(seconds: i64) -> prost_types::Timestamp {
    prost_types::Timestamp { seconds, nanos: 0 }
}

fn duration(seconds: u64) -> prost_types::Duration {
    prost_types::Duration {
        seconds: large(seconds),
        nanos: 0,
    }
}

fn schedule(schedule: &ShareSchedule) -> pb::ShareSchedule {
    pb::ShareSchedule {
        word: schedule.word.clone(),
        expression: schedule.expression.clone(),
        time_zone: schedule.time_zone.clone().unwrap_or_default(),
        next_time: schedule.next_s.map(time),
        last_time: schedule.last_s.map(time),
        missed: large(schedule.missed),
        left_out: schedule.left_out.clone().unwrap_or_default(),
        last_job: schedule.job.map(job::name).unwrap_or_default(),
        last_state: last(schedule.state).into(),
        last_error: schedule.error.clone().unwrap_or_default(),
        region: named(schedule.region.as_ref()),
    }
}

fn last(state: Option<State>) -> pb::share_schedule::LastState {
    use pb::share_schedule::LastState;
    match state {
        None => LastState::Unspecified,
        Some(State::Queued | State::Running | State::Cancelling) => LastState::Unfinished,
        Some(State::Succeeded) => LastState::Succeeded,
        Some(State::Failed) => LastState::Failed,
        Some(State::Cancelled) => LastState::Cancelled,
        Some(State::NeedsAttention) => LastState::NeedsAttention,
    }
}

fn verified(verified: &ShareVerified) -> pb::VerifyShareResult {
    pb::VerifyShareResult {
        share: verified.share.to_string(),
        sound: verified.sound,
        links: verified.links.iter().map(link).collect(),
        tables: verified.tables.iter().map(table).collect(),
        scanned_bytes: large(verified.tables.iter().map(|it| it.scanned_bytes).sum()),
        reads: count(verified.reads),
    }
}

fn link(link: &ShareLink) -> pb::ShareLink {
    use pb::share_link::State;
    let state = match link.state {
        ShareLinkState::Sound => State::Sound,
        ShareLinkState::Broken => State::Broken,
        ShareLinkState::Unknown => State::Unknown,
    };
    pb::ShareLink {
        rule: link.rule.clone(),
        subject: link.subject.clone(),
        state: state.into(),
        evidence: link.evidence.clone(),
        cause: link.cause.clone().unwrap_or_default(),
        remedy: link.remedy.clone().unwrap_or_default(),
        region: named(link.region.as_ref()),
    }
}

fn table(table: &ShareTable) -> pb::ShareTable {
    pb::ShareTable {
        data_set: table.data_set.clone(),
        table: table.table.clone(),
        has_rows: table.has_rows,
        newest: table.newest.clone().unwrap_or_default(),
        scanned_bytes: large(table.scanned_bytes),
        age: table.age_minutes.map(|it| duration(it.saturating_mul(60))),
        max_age: table
            .max_age_hours
            .map(|it| duration(u64::from(it) * 3_600)),
        region: named(table.region.as_ref()),
    }
}

fn exported(exported: &ShareExported) -> pb::RunShareExportResult {
    let told = pb::RunShareExportResult {
        share: exported.share.to_string(),
        export: exported.export.to_string(),
        outcomes: exported.outcomes.iter().map(report::outcome).collect(),
        ..pb::RunShareExportResult::default()
    };
    match &exported.written {
        None => told,
        Some(written) => pb::RunShareExportResult {
            query: written.query.clone(),
            rows: written.rows.map(large),
            scanned_bytes: large(written.scanned_bytes),
            place: written.place.clone(),
            manifest: written.manifest.clone(),
            ..told
        },
    }
}
