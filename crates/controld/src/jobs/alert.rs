//! What is not as it should be about a share, and when somebody is told. Pure: every store obeys these.
//!
//! An alert stands from the job that sees it first until one sees that it is over. Somebody is told at
//! both moments, and at no other.

use std::{collections::BTreeSet, time::SystemTime};

use connect_model::{Region, TargetName, schedule::instant};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Job, JobError, JobId, JobResult, Order, Schedule, ShareAsk, ShareLink, ShareLinkState,
    ShareResult, ShareVerified, State,
};
use crate::store::Record;

/// Under this the names of notices are made.
const NOTICES: Uuid = Uuid::from_u128(0x4f0c_91d7_6b8e_4a53_8d12_b7f3_0e95_c2a6);
/// The rule of a table whose rows are too old.
const STALE: &str = "rows-stale";
/// What stands before the name of an export, where a link or a schedule is about one.
pub(crate) const EXPORTS: &str = "exports/";

/// What kind of thing is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlertKind {
    /// A link of the chain is broken.
    LinkBroken,
    /// The newest row of a data set is too old.
    DataStale,
    /// A run of an export failed, or could not be started.
    ExportFailed,
    /// Nobody could look at the chain.
    VerificationFailed,
}

/// What names an alert among those of a share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AlertKey {
    /// Of which kind.
    pub kind: AlertKind,
    /// The thing: a link, a data set or an export.
    pub thing: String,
    /// What is wrong with it.
    pub rule: String,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// Its name.
    pub key: AlertKey,
    /// What was seen.
    pub evidence: String,
    /// Why it is so.
    pub cause: String,
    /// What to do about it.
    pub remedy: String,
    /// How old the newest row is and may be, where that is it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<Age>,
}

/// How old the newest row of a data set is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Age {
    /// The data set.
    pub data_set: String,
    /// The time of its newest row, where one was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<String>,
    /// How many minutes ago that was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u64>,
    /// How many hours old it may be.
    pub hours_max: u32,
}

/// An alert that stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// What is wrong.
    pub alarm: Alarm,
    /// When it was first seen.
    pub since: SystemTime,
    /// Whether somebody is still to be told of it.
    pub is_pending: bool,
}

/// What a job saw of a share.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighting {
    /// The share: `targets/T/shares/S`.
    pub subject: String,
    /// The job, where there is one.
    pub job: Option<JobId>,
    /// What is wrong.
    pub alarms: Vec<Alarm>,
    /// What it looked at.
    pub looked: Looked,
}

/// What was looked at, and so is over where nothing is wrong any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked {
    /// The chain. These things of it are as they should be.
    Chain(BTreeSet<String>),
    /// An export.
    Export(String),
    /// Nobody could look at the chain.
    Nowhere,
}

/// Who looks after a share, and whom to tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    /// The target that reads.
    pub target: TargetName,
    /// The name of the share.
    pub share: String,
    /// The exports that it declares.
    pub exports: BTreeSet<String>,
    /// The event bus that is told, by name or ARN; nobody where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_bus: Option<String>,
}

/// What somebody is to be told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// Its name. It is the same however often it is sent.
    pub id: Uuid,
    /// Where.
    pub target: TargetName,
    /// The event bus there.
    pub event_bus: String,
    /// What kind of event it is.
    pub detail_type: String,
    /// What it says.
    pub detail: Value,
    /// When it happened, in seconds since 1970.
    pub at_s: u64,
    /// How often it was tried in vain.
    pub tries: u32,
}

/// What a sighting changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// It was not so before.
    Raised(Alarm),
    /// It is so still, perhaps for another reason.
    Seen(Alarm),
    /// It is over.
    Over(Alert),
}

/// What a sighting changes of the alerts that stand.
pub fn changes(standing: &[Alert], sighting: &Sighting) -> Vec<Change> {
    let key = |alarm: &Alarm| alarm.key.clone();
    let seen: BTreeSet<AlertKey> = sighting.alarms.iter().map(key).collect();
    let over = standing
        .iter()
        .filter(|alert| !seen.contains(&alert.alarm.key) && sighting.ends(&alert.alarm.key));
    let stands = |alarm: &Alarm| standing.iter().any(|it| it.alarm.key == alarm.key);
    let alarms = sighting.alarms.iter().cloned().map(|alarm| {
        if stands(&alarm) {
            Change::Seen(alarm)
        } else {
            Change::Raised(alarm)
        }
    });
    over.cloned().map(Change::Over).chain(alarms).collect()
}

// === impl AlertKind ===

impl AlertKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::LinkBroken,
        Self::DataStale,
        Self::ExportFailed,
        Self::VerificationFailed,
    ];

    /// The word for it in the store, in metrics and in events.
    pub fn word(self) -> &'static str {
        match self {
            Self::LinkBroken => "link-broken",
            Self::DataStale => "data-stale",
            Self::ExportFailed => "export-failed",
            Self::VerificationFailed => "verification-failed",
        }
    }

    /// Of a thing, whatever the cause: another cause of the same trouble is no other trouble.
    fn about(self, thing: &str) -> AlertKey {
        AlertKey {
            kind: self,
            thing: thing.to_owned(),
            rule: self.word().to_owned(),
        }
    }

    /// The kind that a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The types of events that tell that it is so, and that it is over.
    pub fn detail_types(self) -> [&'static str; 2] {
        match self {
            Self::LinkBroken => ["Share Link Broken", "Share Link Recovered"],
            Self::DataStale => ["Share Data Stale", "Share Data Fresh"],
            Self::ExportFailed => ["Share Export Failed", "Share Export Recovered"],
            Self::VerificationFailed => {
                ["Share Verification Failed", "Share Verification Recovered"]
            }
        }
    }
}

// === impl Sighting ===

impl Sighting {
    /// What the end of a job says about a share: something for each Region that it looked at.
    pub fn of(job: &Job, ending: &Record) -> Vec<Self> {
        let Order::Share { ask, .. } = &job.brief.order else {
            return Vec::new();
        };
        let Record::Ended {
            state,
            error,
            result,
        } = ending
        else {
            return Vec::new();
        };
        let of = |subject: String, (alarms, looked): (Vec<Alarm>, Looked)| Self {
            subject,
            job: Some(job.id),
            alarms,
            looked,
        };
        let seen = match (ask, state, result.as_deref()) {
            (
                ShareAsk::Verify,
                State::Succeeded,
                Some(JobResult::Share(ShareResult::Verify(found))),
            ) if !found.readers.is_empty() => {
                let regions = found.readers.iter().map(|(region, target)| {
                    let subject = format!("targets/{target}/shares/{}", found.share);
                    of(subject, verified(found, Some(region)))
                });
                return regions.collect();
            }
            (
                ShareAsk::Verify,
                State::Succeeded,
                Some(JobResult::Share(ShareResult::Verify(found))),
            ) => verified(found, None),
            (ShareAsk::Verify, State::Failed | State::NeedsAttention, _) => {
                (vec![unverified(why(error.as_ref()))], Looked::Nowhere)
            }
            (ShareAsk::Export { export }, State::Succeeded, _) => {
                (Vec::new(), Looked::Export(export.to_string()))
            }
            (ShareAsk::Export { export }, State::Failed | State::NeedsAttention, _) => {
                let alarm = unexported(export.as_str(), why(error.as_ref()));
                (vec![alarm], Looked::Export(export.to_string()))
            }
            _ => return Vec::new(),
        };
        vec![of(job.brief.subject.clone(), seen)]
    }

    /// What it says that a run cannot be started.
    pub fn of_refusal(schedule: &Schedule, why: &str) -> Option<Self> {
        let Order::Share { ask, .. } = &schedule.brief.order else {
            return None;
        };
        let why = ("it was not started", why);
        let (alarm, looked) = match ask {
            ShareAsk::Verify => (unverified(why), Looked::Nowhere),
            ShareAsk::Export { export } => (
                unexported(export.as_str(), why),
                Looked::Export(export.to_string()),
            ),
            _ => return None,
        };
        Some(Self {
            subject: schedule.brief.subject.clone(),
            job: None,
            alarms: vec![alarm],
            looked,
        })
    }

    /// Whether something is over that was not seen. What lies behind a broken link was not judged, so
    /// nothing is said of it, unless it was found to be as it should be or to have another trouble.
    fn ends(&self, key: &AlertKey) -> bool {
        let is_link = |alarm: &&Alarm| alarm.key.kind == AlertKind::LinkBroken;
        match (&self.looked, key.kind) {
            (Looked::Chain(_), AlertKind::VerificationFailed) => true,
            (Looked::Chain(sound), AlertKind::LinkBroken | AlertKind::DataStale) => {
                let is_whole = !self.alarms.iter().any(|alarm| is_link(&alarm));
                let mut alarms = self.alarms.iter();
                let has_other =
                    alarms.any(|it| it.key.kind == key.kind && it.key.thing == key.thing);
                is_whole || sound.contains(&key.thing) || has_other
            }
            (Looked::Chain(sound), AlertKind::ExportFailed) => {
                sound.contains(&format!("{EXPORTS}{}", key.thing))
            }
            (Looked::Export(export), AlertKind::ExportFailed) => *export == key.thing,
            _ => false,
        }
    }
}

fn verified(found: &ShareVerified, region: Option<&Region>) -> (Vec<Alarm>, Looked) {
    let of = |state: ShareLinkState| {
        let links = found.links.iter();
        links.filter(move |it| it.state == state && it.region.as_ref() == region)
    };
    let alarms = of(ShareLinkState::Broken).map(|link| alarm(link, found));
    let sound = of(ShareLinkState::Sound).map(|link| link.subject.clone());
    (alarms.collect(), Looked::Chain(sound.collect()))
}

fn alarm(link: &ShareLink, found: &ShareVerified) -> Alarm {
    let mut tables = found.tables.iter();
    let table = tables.find(|it| it.table == link.subject && it.region == link.region);
    let age = table.filter(|_| link.rule == STALE).map(|table| Age {
        data_set: table.data_set.clone(),
        newest: table.newest.clone(),
        minutes: table.age_minutes,
        hours_max: table.max_age_hours.unwrap_or_default(),
    });
    Alarm {
        key: key(link, age.is_some()),
        evidence: link.evidence.clone(),
        cause: link.cause.clone().unwrap_or_default(),
        remedy: link.remedy.clone().unwrap_or_default(),
        age,
    }
}

fn key(link: &ShareLink, is_age: bool) -> AlertKey {
    let (thing, rule) = (link.subject.clone(), link.rule.clone());
    if is_age {
        let kind = AlertKind::DataStale;
        return AlertKey { kind, thing, rule };
    }
    match link.subject.strip_prefix(EXPORTS) {
        // It is the alert that a run of the daemon's own would raise.
        Some(export) => AlertKind::ExportFailed.about(export),
        None => AlertKey {
            kind: AlertKind::LinkBroken,
            thing,
            rule,
        },
    }
}

/// The code and the message of an error.
fn why(error: Option<&JobError>) -> (&str, &str) {
    error.map_or(("", ""), |it| (it.reason.as_str(), it.message.as_str()))
}

fn unverified(why: (&str, &str)) -> Alarm {
    let remedy = "look at the job; until one succeeds nobody knows how the share is";
    failed(AlertKind::VerificationFailed, "share", why, remedy)
}

fn unexported(export: &str, why: (&str, &str)) -> Alarm {
    let remedy = "look at the job, mend what it names, and run the export again";
    failed(AlertKind::ExportFailed, export, why, remedy)
}

fn failed(kind: AlertKind, thing: &str, (evidence, cause): (&str, &str), remedy: &str) -> Alarm {
    Alarm {
        key: kind.about(thing),
        evidence: evidence.to_owned(),
        cause: cause.to_owned(),
        remedy: remedy.to_owned(),
        age: None,
    }
}

// === impl Change ===

impl Change {
    /// What those who watch the job are told.
    pub fn note(&self) -> Option<String> {
        let (word, alarm) = match self {
            Self::Raised(alarm) => ("alert", alarm),
            Self::Over(alert) => ("over", &alert.alarm),
            Self::Seen(_) => return None,
        };
        let AlertKey { kind, thing, rule } = &alarm.key;
        Some(format!(
            "{word}: {} {rule} {thing}: {}",
            kind.word(),
            alarm.cause
        ))
    }

    /// What somebody is to be told, if the share says whom.
    pub fn notice(&self, watch: &Watch, sighting: &Sighting, at: SystemTime) -> Option<Notice> {
        let event_bus = watch.event_bus.clone()?;
        let (state, since, alarm) = match self {
            Self::Raised(alarm) => ("raised", at, alarm),
            Self::Over(alert) => ("recovered", alert.since, &alert.alarm),
            Self::Seen(_) => return None,
        };
        let [raised, recovered] = alarm.key.kind.detail_types();
        let is_over = matches!(self, Self::Over(_));
        let id = name(&sighting.subject, &alarm.key, since, state);
        let mut detail = json!({
            "id": id.to_string(),
            "share": watch.share,
            "target": watch.target.as_str(),
            "alert": alarm.key.kind.word(),
            "state": state,
            "since": instant(since),
            "at": instant(at),
            "evidence": alarm.evidence,
            "cause": alarm.cause,
            "remedy": alarm.remedy,
        });
        if let Some(job) = sighting.job {
            detail["job"] = json!(format!("jobs/{job}"));
        }
        say_thing(&mut detail, alarm);
        Some(Notice {
            id,
            target: watch.target.clone(),
            event_bus,
            detail_type: if is_over { recovered } else { raised }.to_owned(),
            detail,
            at_s: seconds(at),
            tries: 0,
        })
    }
}

fn say_thing(detail: &mut Value, alarm: &Alarm) {
    let AlertKey { kind, thing, rule } = &alarm.key;
    match kind {
        AlertKind::LinkBroken => detail["link"] = json!({ "rule": rule, "subject": thing }),
        AlertKind::DataStale => detail["table"] = json!(thing),
        AlertKind::ExportFailed => detail["export"] = json!(thing),
        AlertKind::VerificationFailed => {}
    }
    if let Some(age) = &alarm.age {
        detail["data_set"] = json!(age.data_set);
        detail["newest"] = json!(age.newest);
        detail["age_minutes"] = json!(age.minutes);
        detail["max_age_hours"] = json!(age.hours_max);
    }
}

/// Equal for equal moments of equal alerts.
fn name(subject: &str, key: &AlertKey, since: SystemTime, state: &str) -> Uuid {
    let AlertKey { kind, thing, rule } = key;
    let (kind, since) = (kind.word(), seconds(since));
    let text = format!("{subject}\n{kind}\n{thing}\n{rule}\n{since}\n{state}");
    Uuid::new_v5(&NOTICES, text.as_bytes())
}

fn seconds(time: SystemTime) -> u64 {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    since.unwrap_or_default().as_secs()
}
