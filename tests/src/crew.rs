//! An instance whose agents come from files.

use aws_sim::Settings;
use aws_smithy_runtime_api::client::http::HttpClient;
use connect_agents::{
    Calls, CsvResults, Draft, Error, ImportOptions, Report, Results as _, RowResult, Site,
    VolatileDirectory, draft, import, read::BytesSource,
};
use connect_aws::SeededPasswords;
use connect_model::InstanceId;
use connect_resources::{Named, Ports, Scope, user::UserRecord};
use reconcile::{Journal, MemoryJournal};

use crate::{Desk, reliability::Passwords, spec};

/// The centre whose agents they are, with names for all that agents refer to.
pub const CENTER: &str = "
instance: { alias: people }
hours_of_operation:
  - { name: Day, time_zone: Europe/London, config: [{ day: MONDAY, start: '09:00', end: '17:00' }] }
queues:
  - { name: Service, hours: Day }
routing_profiles:
  - name: Advisers
    default_outbound_queue: Service
    media_concurrencies: [{ channel: VOICE, concurrency: 1 }]
    queue_configs: [{ channel: VOICE, queue: Service }]
  - name: Leavers
    default_outbound_queue: Service
    media_concurrencies: [{ channel: VOICE, concurrency: 1 }]
security_profiles:
  - { name: Nobody, description: May do nothing, permissions: [BasicAgentAccess] }
hierarchy:
  levels: [Department, Team]
  groups: [{ path: Care }, { path: Care/Late }]
predefined_attributes:
  - { name: Language, values: [English, Welsh] }
";

/// An instance whose agents come from files.
pub struct Crew {
    /// Where it is.
    pub desk: Desk,
    /// What is remembered of its agents.
    pub directory: VolatileDirectory,
    scope: Scope,
    passwords: SeededPasswords,
    sent: Passwords,
}

/// What became of a file.
#[derive(Debug)]
pub struct Imported {
    /// In all.
    pub report: Report,
    /// Row by row.
    pub rows: Vec<RowResult>,
}

// === impl Crew ===

impl Crew {
    /// The centre, with nobody in it.
    pub async fn new(settings: Settings) -> Self {
        Self::of(settings, CENTER).await
    }

    /// The same of another centre.
    pub async fn of(settings: Settings, center: &str) -> Self {
        let desk = Desk::new(settings);
        let center = spec(center);
        desk.applied(1_000, &center).await;
        Self {
            scope: desk.scope_of(center.instance.alias.as_str()),
            desk,
            directory: VolatileDirectory::default(),
            passwords: SeededPasswords::new(11),
            sent: Passwords::default(),
        }
    }

    /// What an import would do, and its results.
    pub async fn draft(
        &self,
        text: &str,
        options: &ImportOptions,
    ) -> Result<(Draft, Vec<RowResult>), Error> {
        let (ports, calls) = self.calls(self.desk.simulator.http_client()).await;
        let (cx, source) = (self.desk.context(0), file(text));
        let mut rows = Vec::new();
        let drafted = draft(&cx, self.site(&ports, &calls), &source, options, &mut rows).await?;
        Ok((drafted, rows))
    }

    /// Imports a file as one job.
    pub async fn import(
        &self,
        job: u128,
        text: &str,
        options: &ImportOptions,
    ) -> Result<Imported, Error> {
        let (journal, way) = (MemoryJournal::default(), self.desk.simulator.http_client());
        self.import_through(job, text, options, &journal, way).await
    }

    /// The same with a journal and a way of the test's own.
    pub async fn import_through(
        &self,
        job: u128,
        text: &str,
        options: &ImportOptions,
        journal: &dyn Journal,
        way: impl HttpClient + 'static,
    ) -> Result<Imported, Error> {
        let (ports, calls) = self.calls(way).await;
        let (cx, source) = (self.desk.context(job), file(text));
        let (site, mut rows) = (self.site(&ports, &calls), Vec::new());
        let report = Box::pin(import(&cx, site, &source, options, journal, &mut rows)).await?;
        Ok(Imported { report, rows })
    }

    /// Everybody who is there, by login.
    pub async fn users(&self) -> Vec<Named> {
        let mut users = self
            .ports()
            .await
            .user
            .list(&self.instance().await)
            .await
            .unwrap();
        users.sort_by(|one, other| one.name.cmp(&other.name));
        users
    }

    /// Somebody who is there.
    pub async fn user(&self, username: &str) -> UserRecord {
        let users = self.users().await;
        let named = users.iter().find(|named| named.name == username).unwrap();
        let id = connect_model::UserId::new(&named.known.id);
        self.ports()
            .await
            .user
            .describe(&self.instance().await, &id)
            .await
            .unwrap()
    }

    /// The names of the secrets of agents.
    pub async fn secrets(&self) -> Vec<String> {
        let prefix = format!("trunkline/{}/agents/", self.scope.alias);
        let ports = self.ports().await;
        let listed = ports.secret().unwrap().list(&prefix).await.unwrap();
        let mut names: Vec<String> = listed.into_iter().map(|named| named.name).collect();
        names.sort();
        names
    }

    /// Who was made with another password than the secret holds.
    pub async fn amiss(&self) -> Vec<String> {
        let folder = format!("{}/agents", self.scope.alias);
        self.sent.amiss(&folder, &self.ports().await).await
    }

    /// The instance.
    pub async fn instance(&self) -> InstanceId {
        self.desk.instance(self.scope.alias.as_str()).await
    }

    /// The ports to the simulator.
    pub async fn ports(&self) -> Ports {
        self.desk.ports().await
    }

    async fn calls(&self, way: impl HttpClient + 'static) -> (Ports, Calls) {
        let region = self.scope.region.as_str();
        let session = self.desk.session_in(region, self.sent.around(way)).await;
        (session.ports(), session.agent_calls())
    }

    fn site<'s>(&'s self, ports: &'s Ports, calls: &'s Calls) -> Site<'s> {
        Site {
            scope: &self.scope,
            ports,
            calls,
            passwords: &self.passwords,
            directory: &self.directory,
        }
    }
}

// === impl Imported ===

impl Imported {
    /// The result file.
    pub fn csv(&self) -> String {
        csv(&self.rows)
    }
}

/// Results as their file says them.
pub fn csv(rows: &[RowResult]) -> String {
    let mut results = CsvResults::new(Vec::new());
    for row in rows {
        results.put(row).unwrap();
    }
    String::from_utf8(results.into_inner().unwrap()).unwrap()
}

fn file(text: &str) -> BytesSource {
    BytesSource::new("agents.csv", text.as_bytes())
}
