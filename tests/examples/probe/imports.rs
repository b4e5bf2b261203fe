//! Imports of many agents through the SDK and under the documented rates, in virtual time.

use std::fmt::Write as _;

use aws_sim::{Quotas, Settings};
use connect_agents::{ImportOptions, Outcome};
use serde_json::{Value, json};
use system_tests::{Crew, Imported, paced};

use crate::stopwatch::Stopwatch;

const HEADER: &str = "username,first_name,last_name,email,routing_profile,security_profiles,hierarchy,phone_type,tags\n";
/// How many rows have another routing profile in the last file.
const MOVED: usize = 50;

/// Imports so many agents three times: nobody is there, nothing differs, some have moved.
pub(crate) async fn imports(rows: usize) -> Value {
    let crew = Crew::new(Settings {
        quotas: Quotas::None,
        strict: true,
        ..Settings::default()
    })
    .await;
    let watch = Stopwatch::start();
    let mut first = told(&crew, 1, &file(rows, 0), Outcome::Created).await;
    first["taken"] = watch.taken();
    let least = paced("connect:CreateUser", rows as u64);
    first["least_s"] = json!(least.as_secs_f64());
    json!({
        "first": first,
        "same": told(&crew, 2, &file(rows, 0), Outcome::Unchanged).await,
        "moved": told(&crew, 3, &file(rows, MOVED), Outcome::Updated).await,
    })
}

/// What came of one file.
async fn told(crew: &Crew, job: u128, text: &str, outcome: Outcome) -> Value {
    // What was written last is in searches by then.
    crew.desk
        .clock
        .sleep(std::time::Duration::from_mins(2))
        .await;
    crew.desk.reset_calls();
    let before = crew.desk.clock.now();
    let imported = crew.import(job, text, &ImportOptions::default()).await;
    let Imported { report, .. } = imported.unwrap();
    let virtual_s = crew.desk.clock.now().duration_since(before).unwrap();
    let calls = crew.desk.calls();
    let (made, refused) = calls.values().fold((0, 0), |(made, refused), of| {
        (made + of.calls, refused + of.throttled + of.failed)
    });
    json!({
        "virtual_s": virtual_s.as_secs_f64(),
        "rows": report.summary.tally.of(outcome),
        "calls": made,
        "refused": refused,
        "writes": crew.desk.writes(),
    })
}

fn file(rows: usize, moved: usize) -> String {
    let mut text = HEADER.to_owned();
    for n in 0..rows {
        let (login, profile) = (
            format!("agent-{n:05}"),
            if n < moved { "Leavers" } else { "Advisers" },
        );
        let group = if n % 2 == 0 { "Care" } else { "Care/Late" };
        writeln!(
            text,
            "{login},Ada,Agent,{login}@example.com,{profile},Agent,{group},soft,Site=Cardiff"
        )
        .unwrap();
    }
    text
}
