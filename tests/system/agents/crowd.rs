//! Ten thousand agents, two hundred of whose rows are wrong in twenty ways.

use std::{collections::BTreeMap, fmt::Write as _};

use aws_sim::{Quotas, Settings};
use connect_agents::{ImportOptions, Outcome};
use system_tests::{Crew, paced};

use super::{imported, rest};

const ROWS: usize = 10_000;
/// Every fiftieth row is wrong, each time in another way.
const EVERY: usize = 50;

const HEADER: &str = "username,first_name,last_name,email,mobile,routing_profile,security_profiles,hierarchy,phone_type,desk_phone,auto_accept,after_contact_work_seconds,proficiencies,tags";

/// What is wrong: the column, what stands there, and the rule that finds it.
const WRONGS: [(usize, &str, &str); 20] = [
    (0, "", "missing-value"),
    (0, "no login", "bad-username"),
    (0, "agent-00001", "duplicate-username"),
    (0, "a-login-of-more-than-twenty", "long-username"),
    (1, "", "missing-value"),
    (3, "nonsense", "bad-email"),
    (3, "", "missing-value"),
    (4, "07700 900123", "bad-phone-number"),
    (5, "Advisors", "unknown-routing-profile"),
    (6, "Agent|Agents", "unknown-security-profile"),
    (6, "a|b|c|d|e|f|g|h|i|j|k", "bad-security-profiles"),
    (7, "Care/Early", "unknown-group"),
    (8, "mobile", "bad-phone-type"),
    (8, "desk", "unfit-phone"),
    (10, "perhaps", "bad-choice"),
    (11, "half a minute", "bad-seconds"),
    (12, "Language:Latin=3", "unknown-value"),
    (12, "Dance:Tango=3", "unknown-attribute"),
    (13, "Site", "bad-tags"),
    (14, "too much", "wrong-cells"),
];

fn cells(n: usize) -> Vec<String> {
    let login = format!("agent-{n:05}");
    let email = format!("{login}@example.com");
    let group = if n.is_multiple_of(2) {
        "Care"
    } else {
        "Care/Late"
    };
    let cells = [
        login.as_str(),
        "Ada",
        "Agent",
        &email,
        "",
        "Advisers",
        "Agent",
        group,
        "soft",
        "",
        "yes",
        "30",
        "",
        "Site=Cardiff",
    ];
    cells.map(ToOwned::to_owned).into()
}

/// The file, and the rules of its wrong rows by their lines.
fn file() -> (String, BTreeMap<u64, &'static str>) {
    let (mut text, mut wrong) = (format!("{HEADER}\n"), BTreeMap::new());
    for n in 0..ROWS {
        let mut row = cells(n);
        if n % EVERY == EVERY - 1 {
            let (column, cell, rule) = WRONGS[(n / EVERY) % WRONGS.len()];
            row.resize(row.len().max(column + 1), String::new());
            cell.clone_into(&mut row[column]);
            if rule == "long-username" {
                write!(row[column], "-{n}").unwrap();
            }
            // The header is line 1.
            wrong.insert(n as u64 + 2, rule);
        }
        writeln!(text, "{}", row.join(",")).unwrap();
    }
    (text, wrong)
}

#[tokio::test(start_paused = true)]
async fn nine_thousand_eight_hundred_are_made_and_two_hundred_are_told() {
    let crew = Crew::new(Settings {
        quotas: Quotas::None,
        strict: true,
        ..Settings::default()
    })
    .await;
    let (text, wrong) = file();
    let options = ImportOptions::default();
    let before = crew.desk.clock.now();
    let first = crew.import(1, &text, &options).await.unwrap();
    let took = crew.desk.clock.now().duration_since(before).unwrap();
    let failed = first
        .rows
        .iter()
        .filter(|row| row.outcome == Outcome::Failed);
    let told: BTreeMap<u64, &str> = failed
        .map(|row| (row.line.unwrap(), row.issues[0].rule.as_ref()))
        .collect();
    let wrong: BTreeMap<u64, &str> = wrong.into_iter().collect();
    assert_eq!(told, wrong);
    assert_eq!(first.rows.len(), ROWS);
    assert_eq!(first.report.summary.tally.of(Outcome::Created), 9_800);
    assert_eq!(crew.users().await.len(), 9_800);
    assert_eq!(crew.secrets().await.len(), 9_800);
    let least = paced("connect:CreateUser", 9_800);
    let makespan = took.as_secs_f64() / least.as_secs_f64();
    assert!(makespan <= 1.03, "{makespan}");
    rest(&crew).await;

    crew.desk.reset_calls();
    let second = crew.import(2, &text, &options).await.unwrap();
    assert_eq!(second.report.summary.tally.of(Outcome::Unchanged), 9_800);
    assert!(crew.desk.writes().is_empty(), "{:?}", crew.desk.writes());
    let calls: u64 = crew.desk.calls().values().map(|calls| calls.calls).sum();
    let most = ROWS / 500 + ROWS / 1_000 + 20;
    assert!(calls <= most as u64, "{calls}: {:?}", crew.desk.calls());

    crew.desk.reset_calls();
    let mut changes = 0;
    let lines = text.lines().enumerate().map(|(n, line)| {
        let is_moved = n % 100 == 7 && changes < 50;
        changes += usize::from(is_moved);
        if is_moved {
            line.replace(",Advisers,", ",Leavers,")
        } else {
            line.to_owned()
        }
    });
    let edited: Vec<String> = lines.collect();
    let third = crew.import(3, &edited.join("\n"), &options).await.unwrap();
    assert_eq!(third.report.summary.tally.of(Outcome::Updated), 50);
    let writes: Vec<_> = crew.desk.writes().into_iter().collect();
    assert_eq!(
        writes,
        [("connect.UpdateUserRoutingProfile".to_owned(), 50)]
    );
}

/// Batches are of a thousand rows; what is about the whole file goes beyond them.
#[tokio::test(start_paused = true)]
async fn a_login_that_comes_again_in_a_later_batch_is_met() {
    let crew = Crew::new(Settings {
        quotas: Quotas::None,
        ..super::settings()
    })
    .await;
    let rows = (0..1_200).map(|n| cells(n).join(","));
    let again = cells(3)
        .join(",")
        .replace("Ada", "Eve")
        .replace("agent-00003", "AGENT-00003");
    let lines: Vec<String> = [HEADER.to_owned()]
        .into_iter()
        .chain(rows)
        .chain([again])
        .collect();
    let result = crew
        .import(1, &lines.join("\r\n"), &ImportOptions::default())
        .await
        .unwrap();
    let last = result.rows.last().unwrap();
    assert_eq!(
        (last.line, last.issues[0].rule.as_ref()),
        (Some(1_202), "duplicate-username")
    );
    assert!(
        last.issues[0].reason.contains("line 5"),
        "{}",
        last.issues[0]
    );
    assert_eq!(crew.users().await.len(), 1_200);
    rest(&crew).await;
    imported(
        &crew,
        2,
        &lines[..1_201].join("\n"),
        &ImportOptions::default(),
    )
    .await;
}
