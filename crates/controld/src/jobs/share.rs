//! What comes of jobs about shares, and the wishes for them.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{
    Finding, Region, TargetName,
    share::{AnalyticsShare, ShareName, load_shares},
    suggest,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    AlertKind, Caller, Demand, Digest, Files, JobId, Jobs, Kind, Order, SpecFiles, State,
    StepOutcome,
};
use crate::refusal::{Refusal, Violation};

/// The share that a job is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareFiles {
    /// The declaration.
    pub spec: SpecFiles,
    /// The targets that the declaration names.
    #[serde(
        default,
        alias = "producers",
        skip_serializing_if = "BTreeSet::is_empty"
    )]
    pub parties: BTreeSet<TargetName>,
    /// The Region that it is about; all of them where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// What is asked about a share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShareAsk {
    /// To make it so.
    Ensure {
        /// Look alone.
        look: bool,
    },
    /// To remove it.
    Remove {
        /// Its name once more.
        confirm: ShareName,
        /// Also what holds data.
        delete_data: bool,
        /// Look alone.
        look: bool,
    },
    /// To look at every link of it.
    Verify,
    /// What ensuring it would do.
    Status,
    /// To write a data set to files.
    Export {
        /// Which export of it.
        export: ShareName,
    },
}

/// A wish for a job about a share. Its target is the one that reads, which only the declaration knows.
#[derive(Clone, Debug)]
pub struct ShareWish {
    /// The method that was called.
    pub method: &'static str,
    /// The caller's name for the request.
    pub request_id: Uuid,
    /// Whether only to check.
    pub validate_only: bool,
    /// What to do.
    pub order: Order,
    /// Contents that came with the request.
    pub contents: BTreeMap<Digest, Vec<u8>>,
    /// Words by which the job can be found again.
    pub labels: BTreeMap<String, String>,
    /// Why.
    pub reason: String,
    /// Who asks.
    pub caller: Caller,
}

/// A wish with a declaration that is wrong.
#[derive(Clone, Debug)]
pub struct Mistaken {
    /// The wish.
    pub wish: ShareWish,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// What came of a job about a share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShareResult {
    /// What was shared.
    Ensure(ShareEnsured),
    /// What was removed.
    Remove(ShareRemoved),
    /// What was found.
    Verify(ShareVerified),
    /// What ensuring it would do.
    Status(ShareStatus),
    /// What was written to files.
    Export(ShareExported),
}

/// What was shared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareEnsured {
    /// The share.
    pub share: ShareName,
    /// The ids of the data sets.
    pub data_sets: Vec<String>,
    /// What became of each step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<StepOutcome>,
    /// How many steps changed something.
    pub changes: u32,
    /// What is going to be done, where that alone was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// How many calls only read.
    pub reads: u32,
    /// What the daemon starts by itself for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schedules: Vec<ShareSchedule>,
}

/// What was removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareRemoved {
    /// The share.
    pub share: ShareName,
    /// What became of each step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<StepOutcome>,
    /// How many steps changed something.
    pub changes: u32,
    /// What stays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<KeptOfShare>,
    /// What is going to be removed, where that alone was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
}

/// Something that stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptOfShare {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
}

/// What an ensure would do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareStatus {
    /// The share.
    pub share: ShareName,
    /// The ids of the data sets.
    pub data_sets: Vec<String>,
    /// Its steps.
    pub steps: Vec<String>,
    /// How many calls found this out.
    pub reads: u32,
    /// What the daemon starts by itself for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schedules: Vec<ShareSchedule>,
    /// What is not as it should be, as far as earlier jobs saw.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<ShareAlert>,
}

/// Something about a share that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareAlert {
    /// Of which kind.
    pub kind: AlertKind,
    /// What is wrong.
    pub rule: String,
    /// The thing: a link, a table or an export.
    pub subject: String,
    /// Since when, in seconds since 1970.
    pub since_s: i64,
    /// What was seen.
    pub evidence: String,
    /// Why it is so.
    pub cause: String,
    /// What to do about it.
    pub remedy: String,
    /// Whether the event of it could not be sent yet.
    #[serde(default)]
    pub is_pending: bool,
    /// In which Region, where the share is declared in several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// What the daemon starts by itself for a share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareSchedule {
    /// What is done, such as `exports/contacts`.
    pub word: String,
    /// When.
    pub expression: String,
    /// In which time zone; else in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// When it is due next, in seconds since 1970; never again where there is no such time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_s: Option<i64>,
    /// When it was due the last time, in seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_s: Option<i64>,
    /// How many times before that passed while no daemon was there.
    #[serde(default)]
    pub missed: u64,
    /// Why nothing was started then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<String>,
    /// The newest job that was started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<JobId>,
    /// Where that job stands, unless it is forgotten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// Why it did not succeed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// In which Region, where the share is declared in several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareVerified {
    /// The share.
    pub share: ShareName,
    /// Whether nothing is broken, and every table was read.
    pub sound: bool,
    /// The links of the chain.
    pub links: Vec<ShareLink>,
    /// The tables that were read.
    pub tables: Vec<ShareTable>,
    /// How many calls only read.
    pub reads: u32,
    /// Where each of its Regions is read, if it is declared in several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readers: Vec<(Region, TargetName)>,
}

/// A link of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareLink {
    /// What was looked at, or what is wrong.
    pub rule: String,
    /// The thing.
    pub subject: String,
    /// How it is.
    pub state: ShareLinkState,
    /// What was seen.
    pub evidence: String,
    /// Why it is broken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// In which Region, where the share is declared in several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// How a link is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShareLinkState {
    /// As it should be.
    Sound,
    /// Not as it should be.
    Broken,
    /// It cannot be judged.
    Unknown,
}

/// A table that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareTable {
    /// The data set.
    pub data_set: String,
    /// The table.
    pub table: String,
    /// Whether a row was read.
    pub has_rows: bool,
    /// The newest time by which its rows get old.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<String>,
    /// How many minutes ago that was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_minutes: Option<u64>,
    /// How many hours old it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age_hours: Option<u32>,
    /// How many bytes were scanned.
    pub scanned_bytes: u64,
    /// In which Region, where the share is declared in several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// What came of the run of an export.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareExported {
    /// The share.
    pub share: ShareName,
    /// The export.
    pub export: ShareName,
    /// What became of its steps.
    pub outcomes: Vec<StepOutcome>,
    /// What was written, where it came that far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<ShareWritten>,
}

/// What an export wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareWritten {
    /// The query in Athena.
    pub query: String,
    /// How many rows, where Athena says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// How many bytes were scanned.
    pub scanned_bytes: u64,
    /// Where the files are.
    pub place: String,
    /// The list of the files.
    pub manifest: String,
}

// === impl Jobs ===

impl Jobs {
    /// The demand of a wish, which knows its targets. The inner error is a declaration that is wrong.
    pub async fn with_parties(
        &self,
        mut wish: ShareWish,
    ) -> Result<Result<Demand, Box<Mistaken>>, Refusal> {
        let Some(of) = wish.order.share_mut() else {
            return Err(Refusal::Internal("the order is about no share".into()));
        };
        match self.declared_shares(of, &wish.contents).await? {
            Ok(shares) => {
                for share in &shares {
                    of.parties.insert(share.consumer.clone());
                    let producers = share.producers.iter();
                    of.parties.extend(producers.map(|it| it.target.clone()));
                }
                let first = shares.into_iter().next();
                let consumer = first.expect("there is one at least").consumer;
                Ok(Ok(wish.into_demand(consumer)))
            }
            Err(findings) => Ok(Err(Box::new(Mistaken { wish, findings }))),
        }
    }

    /// The share that files declare, in the one Region that is meant.
    pub async fn declared_share(
        &self,
        of: &ShareFiles,
        along: &BTreeMap<Digest, Vec<u8>>,
    ) -> Result<AnalyticsShare, Refusal> {
        let shares = self.declared_shares(of, along).await?;
        let shares = shares.map_err(Refusal::Spec)?;
        if let Some(violation) = of.several(&shares) {
            return Err(Refusal::Invalid(vec![violation]));
        }
        Ok(shares.into_iter().next().expect("there is one at least"))
    }

    /// The share that files declare, one for each Region that is meant; the inner error is what is wrong
    /// with it.
    async fn declared_shares(
        &self,
        of: &ShareFiles,
        along: &BTreeMap<Digest, Vec<u8>>,
    ) -> Result<Result<Vec<AnalyticsShare>, Vec<Finding>>, Refusal> {
        let files = self.contents(of.spec.all(), along).await?;
        let of = of.clone();
        // Reading a large declaration takes long enough to hold others up.
        let read = tokio::task::spawn_blocking(move || of.read(&files)).await;
        read.map_err(|cause| Refusal::Internal(cause.to_string()))
    }
}

// === impl ShareFiles ===

impl ShareFiles {
    /// A share of which nothing is known yet but its files, in the Region that is meant.
    pub fn new(spec: SpecFiles, region: Option<Region>) -> Self {
        Self {
            spec,
            parties: BTreeSet::new(),
            region,
        }
    }

    /// The share that is declared, one for each Region that is meant, at least one; or everything that is
    /// wrong with it.
    pub fn read(&self, files: &Files) -> Result<Vec<AnalyticsShare>, Vec<Finding>> {
        let sources = self.spec.sources(files).map_err(|missing| vec![missing])?;
        let mut shares = load_shares(&sources)?;
        let Some(region) = &self.region else {
            return Ok(shares);
        };
        let known: Vec<String> = names(&shares);
        shares.retain(|share| share.region.as_ref() == Some(region));
        if shares.is_empty() {
            return Err(vec![not_declared(region, &known)]);
        }
        Ok(shares)
    }

    /// What is wrong where one Region has to be meant, and several are.
    pub fn several(&self, shares: &[AnalyticsShare]) -> Option<Violation> {
        (shares.len() > 1).then(|| {
            let known = names(shares).join(", ");
            let why = format!("is required for a share in several Regions: one of {known}");
            Violation::new("region", why)
        })
    }
}

fn names(shares: &[AnalyticsShare]) -> Vec<String> {
    let named = shares.iter().filter_map(|share| share.region.as_ref());
    named.map(ToString::to_string).collect()
}

fn not_declared(region: &Region, known: &[String]) -> Finding {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let message = format!("the share is not declared in {region}");
    let remedy = match known.as_slice() {
        [] => "leave it out: the share names no Region".to_owned(),
        known => suggest(region.as_str(), known, "name one of its Regions"),
    };
    Finding::of_the_world("unknown-region", message, remedy)
}

// === impl ShareAsk ===

impl ShareAsk {
    /// What kind of job it makes.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Ensure { .. } => Kind::EnsureShare,
            Self::Remove { .. } => Kind::RemoveShare,
            Self::Verify => Kind::VerifyShare,
            Self::Status => Kind::GetShareStatus,
            Self::Export { .. } => Kind::RunShareExport,
        }
    }
}

// === impl ShareWish ===

impl ShareWish {
    fn into_demand(self, target: TargetName) -> Demand {
        Demand {
            method: self.method,
            request_id: self.request_id,
            validate_only: self.validate_only,
            target,
            order: self.order,
            contents: self.contents,
            labels: self.labels,
            reason: self.reason,
            caller: self.caller,
        }
    }
}
