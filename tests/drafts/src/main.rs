//! One draft of an import of many agents, to be measured: `cargo xtask bench agents` starts it as
//! `drafts new 100000`, and reads one line of JSON. No row of the file is in memory before it is read,
//! and no user before its page is asked for, so that only the import takes time and room.
//!
//! ```text
//! new     nobody of the file has been made
//! there   everybody is there as the file says
//! index   the file has one row, and so many others are there
//! ```

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on panics")]

mod answers;
mod crowd;
mod file;

use std::{
    env, fs,
    io::{self, Write as _},
    sync::Arc,
    time::Instant,
};

use connect_agents::{
    Calls, ImportOptions, NoDirectory, Results, RowResult, Site, draft, read::Source,
};
use connect_aws::{
    Buckets, Login, Rates, SeededPasswords, Session, SessionConfig, SharedHttpClient,
};
use connect_model::{AccountId, Alias, Region, Secret, Target, TargetName};
use connect_resources::Scope;
use reconcile::{Cancel, Clock, RetryPolicy, RunContext, Urgency, WallClock};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    answers::{ALIAS, Answers},
    crowd::Crowd,
    file::Many,
};

/// How many steps would be in flight.
const WIDTH: usize = 32;

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

/// Counts rows.
#[derive(Default)]
struct Rows(u64);

fn main() -> io::Result<()> {
    let mut args = env::args().skip(1);
    let who = match args.next().as_deref() {
        Some("new") => Who::New,
        Some("there") => Who::There,
        Some("index") => Who::Others,
        other => panic!("who is there? {other:?}"),
    };
    let count = args.next().unwrap().parse().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().build().unwrap();
    let told = runtime.block_on(drafted(who, count));
    writeln!(io::stdout(), "{told}")
}

/// Drafts an import, and says how long that took.
async fn drafted(who: Who, count: usize) -> Value {
    let (rows, users) = match who {
        Who::New => (count, 0),
        Who::There => (count, count),
        Who::Others => (1, count),
    };
    let clock: Arc<dyn Clock> = Arc::new(WallClock);
    let session = session(&clock).await;
    let (ports, scope) = (session.ports(), scope());
    let calls = Calls {
        roster: Arc::new(Crowd(users)),
    };
    let site = Site {
        scope: &scope,
        ports: &ports,
        calls: &calls,
        passwords: &SeededPasswords::new(1),
        directory: &NoDirectory,
    };
    let cx = RunContext {
        key: Uuid::from_u128(1),
        clock,
        cancel: Cancel::new(),
        width: WIDTH,
        retry: RetryPolicy::default(),
        haste: session.haste(),
    };
    measured(&cx, site, &Many { rows, who }, rows as u64).await
}

async fn measured(cx: &RunContext, site: Site<'_>, file: &dyn Source, rows: u64) -> Value {
    let (options, mut told) = (ImportOptions::default(), Rows::default());
    let before = (peak_mib(), processor_ms());
    let ms = now();
    let drafted = draft(cx, site, file, &options, &mut told).await.unwrap();
    let ms = ms.elapsed().as_secs_f64() * 1_000.0;
    assert_eq!(told.0, rows);
    json!({
        "ms": ms, "processor_ms": processor_ms() - before.1,
        "before_mib": before.0, "peak_mib": peak_mib(),
        "outcomes": drafted.summary.tally.outcomes,
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "a benchmark measures the clock on the wall"
)]
fn now() -> Instant {
    Instant::now()
}

async fn session(clock: &Arc<dyn Clock>) -> Session {
    let scope = scope();
    Session::open(SessionConfig {
        target: Target {
            name: TargetName::new("drafts").unwrap(),
            account: scope.account,
            region: scope.region,
            aws_profile: None,
            role_arn: None,
            external_id: None,
            endpoint: None,
            ca_file: None,
            labels: [].into(),
        },
        name: "drafts".to_owned(),
        login: Login::Static {
            access_key_id: "111111111111".to_owned(),
            secret_access_key: Secret::new("simulated"),
        },
        http_client: SharedHttpClient::new(Answers),
        clock: Arc::clone(clock),
        pace: Buckets::new(Arc::clone(clock), Rates::documented()).party(),
        urgency: Urgency::Interactive,
        watch: None,
    })
    .await
}

fn scope() -> Scope {
    Scope {
        account: AccountId::new("111111111111").unwrap(),
        region: Region::new("eu-west-2").unwrap(),
        alias: Alias::new(ALIAS).unwrap(),
    }
}

/// The most memory that the process has had, see proc(5).
fn peak_mib() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.unwrap().trim().trim_end_matches(" kB");
    kib.parse::<f64>().unwrap() / 1_024.0
}

/// What all threads have had of the processor, in steps of 10 ms: user and system time in `stat`.
fn processor_ms() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap();
    let (_, after_name) = text.rsplit_once(')').unwrap();
    let times = after_name.split_ascii_whitespace().skip(11).take(2);
    times
        .map(|ticks| ticks.parse::<f64>().unwrap() * 10.0)
        .sum()
}

impl Results for Rows {
    fn put(&mut self, _: &RowResult) -> io::Result<()> {
        self.0 += 1;
        Ok(())
    }
}
