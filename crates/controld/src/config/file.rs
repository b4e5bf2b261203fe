//! The configuration file.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    time::Duration,
};

use connect_model::{AccountId, Arn, Region, Target, TargetName};
use http::HeaderName;
use toml::Table;

use super::{
    setting::{Faults, Settings},
    telemetry::InFile,
    watch,
};
use crate::{
    jobs::{AgentWatch, WorkerSettings},
    rpc::Limits,
    store::PostgresUrl,
    work::AgentTable,
};

const DAY: Duration = Duration::from_hours(24);

/// What the file says.
#[derive(Debug)]
pub(super) struct File {
    pub(super) data_dir: Option<PathBuf>,
    pub(super) agent_files: Option<PathBuf>,
    pub(super) agent_watches: Vec<AgentWatch>,
    pub(super) agent_table: Option<AgentTable>,
    pub(super) agent_database: Option<PostgresUrl>,
    pub(super) listen: Option<String>,
    pub(super) http_listen: Option<String>,
    pub(super) sim_listen: Option<String>,
    pub(super) reflection: Option<bool>,
    pub(super) targets: BTreeMap<TargetName, Target>,
    pub(super) guarded: BTreeSet<TargetName>,
    pub(super) caller_header: Option<HeaderName>,
    pub(super) telemetry: InFile,
    pub(super) worker: WorkerSettings,
    pub(super) limits: Limits,
    pub(super) retention: Duration,
    pub(super) grace: Duration,
}

impl Default for File {
    fn default() -> Self {
        Self {
            data_dir: None,
            agent_files: None,
            agent_watches: Vec::new(),
            agent_table: None,
            agent_database: None,
            listen: None,
            http_listen: None,
            sim_listen: None,
            reflection: None,
            targets: BTreeMap::new(),
            guarded: BTreeSet::new(),
            caller_header: None,
            telemetry: InFile::default(),
            worker: WorkerSettings::default(),
            limits: Limits::default(),
            retention: 30 * DAY,
            grace: Duration::from_secs(20),
        }
    }
}

// === impl File ===

impl File {
    pub(super) fn read(path: &Path, faults: &mut Faults) -> Option<Self> {
        let place = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|cause| faults.add(&place, cause))
            .ok()?;
        let members: Table = text
            .parse()
            .map_err(|wrong: toml::de::Error| faults.add(&place, wrong.to_string().trim_end()))
            .ok()?;
        Some(Self::of(Settings::new("", members, faults)))
    }

    fn of(mut top: Settings<'_>) -> Self {
        let mut file = Self {
            data_dir: top.text("data_dir").map(PathBuf::from),
            agent_files: top.text("agent_files").map(PathBuf::from),
            listen: top.text("listen"),
            http_listen: top.text("http_listen"),
            sim_listen: top.text("sim_listen"),
            reflection: top.flag("reflection"),
            caller_header: header(&mut top, "caller_header"),
            ..Self::default()
        };
        if let Some(grace) = top.seconds("grace_seconds", 1..=600) {
            file.grace = grace;
        }
        file.jobs(top.table("jobs"));
        file.limits(top.table("limits"));
        file.telemetry = InFile::read(top.table("telemetry"));
        let tables = top.tables("targets");
        file.targets(tables, top.faults());
        let mut directory = top.table("agent_directory");
        file.agent_database = agent_database(&mut directory);
        file.agent_table = agent_table(directory);
        let tables = top.tables("agent_watches");
        file.agent_watches = watch::read(tables, top.faults());
        top.end();
        file
    }

    fn jobs(&mut self, mut jobs: Settings<'_>) {
        if let Some(days) = jobs.number("retention_days", 30..=3650) {
            self.retention = days * DAY;
        }
        if let Some(max) = jobs.number("writing_max", 1..=1000) {
            self.worker.writing_max = max as usize;
        }
        if let Some(max) = jobs.number("reading_max", 1..=1000) {
            self.worker.reading_max = max as usize;
        }
        jobs.end();
    }

    fn limits(&mut self, mut limits: Settings<'_>) {
        if let Some(max) = limits.number("calls_max", 1..=100_000) {
            self.limits.calls_max = max as usize;
        }
        if let Some(max) = limits.number("watches_max", 1..=100_000) {
            self.limits.watches_max = max as usize;
        }
        limits.end();
    }

    fn targets(&mut self, tables: Vec<Table>, faults: &mut Faults) {
        for (n, members) in tables.into_iter().enumerate() {
            let place = format!("targets[{n}]");
            let mut members = Settings::new(&place, members, faults);
            let is_guarded = members.flag("plans_need_approval").unwrap_or_default();
            let Some(target) = target(members) else {
                continue;
            };
            let name = target.name.clone();
            if is_guarded {
                self.guarded.insert(name.clone());
            }
            if self.targets.insert(name.clone(), target).is_some() {
                faults.add(&place, format!("two targets are called {name}"));
            }
        }
    }
}

/// Nothing where the store has them, or a table.
fn agent_database(members: &mut Settings<'_>) -> Option<PostgresUrl> {
    let text = members.text("postgres_url")?;
    if members.has("dynamodb_table") {
        members.wrong("postgres_url", "name this or dynamodb_table, not both");
    }
    let url = PostgresUrl::new(&text);
    url.map_err(|wrong| members.wrong("postgres_url", wrong))
        .ok()
}

/// Nothing where the store has them, or a database.
fn agent_table(mut members: Settings<'_>) -> Option<AgentTable> {
    let table = members.text("dynamodb_table");
    let target = members.text("target");
    let read = match (table, target) {
        (None, None) => None,
        (Some(table), Some(target)) => {
            let target = TargetName::new(target);
            let target = target.map_err(|wrong| members.wrong("target", wrong)).ok();
            target.map(|target| AgentTable { target, table })
        }
        (Some(_), None) => {
            members.wrong("target", "is required: whose account the table is in");
            None
        }
        (None, Some(_)) => {
            members.wrong("dynamodb_table", "is required");
            None
        }
    };
    members.end();
    read
}

fn target(mut members: Settings<'_>) -> Option<Target> {
    let name = required(&mut members, "name", TargetName::new);
    let account = required(&mut members, "account", AccountId::new);
    let region = required(&mut members, "region", Region::new);
    let role_arn = members.text("role_arn");
    let external_id = members.text("external_id");
    if external_id.is_some() && role_arn.is_none() {
        members.wrong("external_id", "means nothing without role_arn");
    }
    let role_arn = role_arn.map(|text| Arn::parse(&text)).transpose();
    let role_arn = role_arn.map_err(|wrong| members.wrong("role_arn", wrong));
    let aws_profile = members.text("aws_profile");
    let endpoint = endpoint(&mut members);
    let ca_file = members.text("ca_file");
    let labels = members.texts("labels");
    members.end();
    Some(Target {
        name: name?,
        account: account?,
        region: region?,
        aws_profile,
        role_arn: role_arn.ok()?,
        external_id,
        endpoint,
        ca_file,
        labels,
    })
}

fn header(members: &mut Settings<'_>, name: &str) -> Option<HeaderName> {
    let text = members.text(name)?;
    let header = HeaderName::try_from(&text);
    header
        .map_err(|_| {
            let wrong = format!("expected the name of a header, found {text:?}");
            members.wrong(name, wrong);
        })
        .ok()
}

fn endpoint(members: &mut Settings<'_>) -> Option<String> {
    let endpoint = members.text("endpoint")?;
    if !endpoint.starts_with("http://") && !endpoint.starts_with("https://") {
        members.wrong("endpoint", format!("expected a URL, found {endpoint:?}"));
    }
    Some(endpoint)
}

pub(super) fn required<T, E: std::fmt::Display>(
    members: &mut Settings<'_>,
    name: &str,
    parse: impl FnOnce(String) -> Result<T, E>,
) -> Option<T> {
    let Some(text) = members.text(name) else {
        members.wrong(name, "is required");
        return None;
    };
    parse(text).map_err(|wrong| members.wrong(name, wrong)).ok()
}
