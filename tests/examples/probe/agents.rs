//! Drafts of imports of many agents: nobody of them is in the simulator, and no row of the file is in
//! memory before it is read, so that only the import takes time and room.

use std::{
    io::{self, Read},
    sync::Arc,
};

use async_trait::async_trait;
use connect_agents::{
    Calls, ImportOptions, NoDirectory, Page, Results, RosterPort, RowResult, Searched, Site, draft,
    read::Source,
};
use connect_aws::SeededPasswords;
use connect_model::{Fault, InstanceId, RoutingProfileId, SecurityProfileId, Tags, UserId};
use connect_resources::{
    Known, Named,
    user::{Channels, Identity, Phone, UserRecord},
};
use serde_json::{Value, json};
use system_tests::{Desk, spec};

use crate::{plan::peak_mib, stopwatch::Stopwatch};

/// Long before the simulated world began, in milliseconds.
const MODIFIED_MS: i64 = 1_700_000_000_000;
const ALIAS: &str = "agents";

/// Who is in the instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// Nobody of the file.
    New,
    /// Everybody of the file, as it says.
    There,
    /// One of the file, and others.
    Others,
}

/// A file of so many agents, written as it is read.
struct Many {
    rows: usize,
    who: Who,
}

/// The same on its way.
struct Writing {
    rows: std::ops::Range<usize>,
    rest: Vec<u8>,
    used: usize,
}

/// Answers for so many users.
struct Crowd {
    users: usize,
    routing_profile: String,
    security_profile: String,
}

/// Counts rows.
#[derive(Default)]
struct Rows(u64);

/// Drafts an import, and says how long that took.
pub(crate) async fn draft_of(desk: &Desk, who: Who, count: usize) -> Value {
    desk.applied(1, &spec(&format!("instance: {{ alias: {ALIAS} }}")))
        .await;
    let (ports, scope) = (desk.ports().await, desk.scope_of(ALIAS));
    let instance = desk.instance(ALIAS).await;
    let find = |listed: Vec<Named>, name: &str| {
        let mut named = listed.into_iter().filter(|named| named.name == name);
        named.next().unwrap().known.id
    };
    let profiles = ports.routing_profile.list(&instance).await.unwrap();
    let rights = ports.security_profile.list(&instance).await.unwrap();
    let (rows, users) = match who {
        Who::New => (count, 0),
        Who::There => (count, count),
        Who::Others => (1, count),
    };
    let calls = Calls {
        roster: Arc::new(Crowd {
            users,
            routing_profile: find(profiles, "Basic Routing Profile"),
            security_profile: find(rights, "Agent"),
        }),
    };
    let passwords = SeededPasswords::new(1);
    let site = Site {
        scope: &scope,
        ports: &ports,
        calls: &calls,
        passwords: &passwords,
        directory: &NoDirectory,
    };
    let (cx, options, mut told) = (desk.context(0), ImportOptions::default(), Rows::default());
    let before = peak_mib();
    let watch = Stopwatch::start();
    let drafted = draft(&cx, site, &Many { rows, who }, &options, &mut told)
        .await
        .unwrap();
    let taken = watch.taken();
    assert_eq!(told.0, rows as u64);
    let outcomes = &drafted.summary.tally.outcomes;
    json!({
        "drafting": taken, "before_mib": before, "peak_mib": peak_mib(), "outcomes": outcomes,
        "digest": drafted.summary.digest,
    })
}

fn login(n: usize) -> String {
    format!("agent-{n:07}")
}

fn id(n: usize) -> String {
    format!("00000003-0000-4000-8000-{n:012x}")
}

impl Source for Many {
    fn name(&self) -> &'static str {
        "many.csv"
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send + Sync>> {
        let header = "username,first_name,last_name,email,routing_profile,security_profiles,phone_type,tags\n";
        // Addresses are in no search: who is there is asked for none.
        let header = match self.who {
            Who::New => header.to_owned(),
            Who::There | Who::Others => header.replace("email", "remark"),
        };
        Ok(Box::new(Writing {
            rows: 0..self.rows,
            rest: header.into_bytes(),
            used: 0,
        }))
    }
}

impl Read for Writing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.used == self.rest.len() {
            self.rest.clear();
            self.used = 0;
            for n in self.rows.by_ref().take(100) {
                let login = login(n);
                let row = format!(
                    "{login},Ada,Agent,{login}@example.com,Basic Routing Profile,Agent,soft,Site=Cardiff\n"
                );
                self.rest.extend(row.as_bytes());
            }
        }
        let count = (self.rest.len() - self.used).min(into.len());
        into[..count].copy_from_slice(&self.rest[self.used..self.used + count]);
        self.used += count;
        Ok(count)
    }
}

impl Results for Rows {
    fn put(&mut self, _: &RowResult) -> io::Result<()> {
        self.0 += 1;
        Ok(())
    }
}

// === impl Crowd ===

impl Crowd {
    fn page<T>(&self, page: Option<&str>, size: usize, item: impl Fn(usize) -> T) -> Page<T> {
        let start: usize = page.map_or(0, |page| page.parse().unwrap());
        let end = self.users.min(start + size);
        Page {
            items: (start..end).map(item).collect(),
            next: (end < self.users).then(|| end.to_string()),
        }
    }

    fn record(&self, n: usize) -> UserRecord {
        let mut tags = Tags::new();
        tags.insert("Site", "Cardiff").unwrap();
        tags.insert(connect_agents::DIRECTORY_TAG, "agents")
            .unwrap();
        UserRecord {
            id: UserId::new(id(n)),
            identity: Identity {
                first_name: Some("Ada".to_owned()),
                last_name: Some("Agent".to_owned()),
                ..Identity::default()
            },
            has_addresses: false,
            phone: Phone {
                r#type: "SOFT_PHONE".to_owned(),
                ..Phone::default()
            },
            routing_profile: RoutingProfileId::new(&self.routing_profile),
            security_profiles: vec![SecurityProfileId::new(&self.security_profile)],
            hierarchy_group: None,
            channels: Channels::default(),
            directory_user_id: None,
            tags,
        }
    }
}

#[async_trait]
impl RosterPort for Crowd {
    async fn listed(&self, _: &InstanceId, page: Option<&str>) -> Result<Page<Named>, Fault> {
        Ok(self.page(page, 1_000, |n| Named {
            name: login(n),
            known: Known::new(
                id(n),
                format!(
                    "arn:aws:connect:eu-west-2:111111111111:instance/i/agent/{}",
                    id(n)
                ),
            ),
            modified_ms: Some(MODIFIED_MS),
        }))
    }

    async fn searched(&self, _: &InstanceId, page: Option<&str>) -> Result<Page<Searched>, Fault> {
        Ok(self.page(page, 500, |n| Searched {
            username: login(n),
            record: self.record(n),
        }))
    }
}
