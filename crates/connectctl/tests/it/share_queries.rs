//! Rows of a share: printed, written, drawn.

use control_api::v1::{self as pb, query_share_response::Part};
use expect_test::{expect, expect_file};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

use crate::{desk::Desk, shares::SHARE};

type Told = Result<pb::QueryShareResponse, Status>;

#[expect(clippy::unnecessary_wraps, reason = "a stream may hold errors too")]
fn part(part: Part) -> Told {
    Ok(pb::QueryShareResponse { part: Some(part) })
}

fn columns(columns: &[(&str, &str)]) -> Told {
    let column = |(name, of): &(&str, &str)| pb::ShareColumn {
        name: (*name).into(),
        r#type: (*of).into(),
    };
    part(Part::Columns(pb::ShareColumns {
        columns: columns.iter().map(column).collect(),
    }))
}

/// Rows whose texts stand between commas; `-` is a null.
fn rows(rows: &[&str]) -> Told {
    let value = |text: &str| pb::ShareValue {
        text: Some(text.to_owned()).filter(|text| text != "-"),
    };
    let row = |row: &&str| pb::ShareRow {
        values: row.split(',').map(value).collect(),
    };
    part(Part::Rows(pb::ShareRows {
        rows: rows.iter().map(row).collect(),
    }))
}

fn answer(rows: i64) -> Told {
    part(Part::Answer(pb::ShareAnswer {
        query: "q-1".into(),
        rows,
        scanned_bytes: 10_485_760,
        billing: "AWS bills Athena by terabyte scanned, at the price of the Region".into(),
        engine_time: Some(prost_types::Duration {
            seconds: 1,
            nanos: 250_000_000,
        }),
        output: "s3://results/q-1.csv".into(),
        sql: "SELECT 1".into(),
    }))
}

fn queues() -> Vec<Told> {
    vec![
        columns(&[
            ("day", "varchar"),
            ("queue", "varchar"),
            ("contacts", "bigint"),
        ]),
        rows(&["2026-11-01,Sales,120", "2026-11-01,-,3"]),
        rows(&["2026-11-03,Sales and <service>,1045"]),
        answer(3),
    ]
}

fn answering(parts: Vec<Told>) -> Desk {
    let desk = Desk::new().file("share.yaml", SHARE);
    desk.daemon(|script| script.answers = [parts.clone(), parts].into())
}

const QUERY: &str = "connectctl share query -f share.yaml";
const DAYS: &str = "--from 2026-11-01 --to 2026-11-08";

#[tokio::test(start_paused = true)]
async fn rows_stand_one_below_another_and_the_last_line_has_the_cost() {
    let desk = answering(queues());
    desk.stdin.replace(b"SELECT * FROM contacts".to_vec());
    let said = desk.types(&format!("{QUERY} -")).await;
    expect![[r#"
        --- stdout
          day         queue  contacts
          2026-11-01  Sales       120
          2026-11-01  null          3
          2026-11-03  Sales and <service>      1045

        3 rows in 1.2 s; 10.4 MB scanned. AWS bills Athena by terabyte scanned, at the price of the Region.
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    let asked = &desk.asked("QueryShare")[0];
    assert_eq!(asked["sql"], "SELECT * FROM contacts");
}

#[tokio::test(start_paused = true)]
async fn programs_get_an_object_for_each_row() {
    let twice = columns(&[("n", "bigint"), ("n", "double"), ("at", "timestamp")]);
    let desk = answering(vec![twice, rows(&["1,0.5,-", "-,NaN,x"]), answer(2)]);
    let said = desk.types(&format!("{QUERY} x --output json")).await;
    expect![[r#"
        --- stdout
        {"row":{"n":1,"n_2":0.5,"at":null}}
        {"row":{"n":null,"n_2":"NaN","at":"x"}}
        {"answer":{"query":"q-1","rows":"2","scannedBytes":"10485760","billing":"AWS bills Athena by terabyte scanned, at the price of the Region","engineTime":"1.250s","output":"s3://results/q-1.csv","sql":"SELECT 1"}}
        --- exit 0
    "#]]
    .assert_eq(&said.all());
}

#[tokio::test(start_paused = true)]
async fn rows_can_go_to_a_file_that_is_not_there() {
    let desk = answering(queues());
    let said = desk.types(&format!("{QUERY} x --csv contacts.csv")).await;
    expect![[r#"
        Wrote the rows to contacts.csv
        --- stdout
        3 rows in 1.2 s; 10.4 MB scanned. AWS bills Athena by terabyte scanned, at the price of the Region.
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    assert_eq!(
        desk.read("contacts.csv"),
        "day,queue,contacts\r\n2026-11-01,Sales,120\r\n2026-11-01,,3\r\n2026-11-03,Sales and <service>,1045\r\n"
    );
    let again = desk.types(&format!("{QUERY} x --csv contacts.csv")).await;
    assert_eq!(again.exit, 2, "{again:?}");
    assert_eq!(desk.asked("QueryShare").len(), 1);
    let forced = desk
        .types(&format!("{QUERY} x --csv contacts.csv --force"))
        .await;
    assert_eq!(forced.exit, 0, "{forced:?}");
}

#[tokio::test(start_paused = true)]
async fn a_query_that_fails_ends_with_what_athena_says() {
    let info = [
        ("cause".to_owned(), "SYNTAX_ERROR: line 1:8".to_owned()),
        ("scanned_bytes".to_owned(), "0".to_owned()),
    ];
    let mut details = ErrorDetails::with_error_info("QUERY_FAILED", "trunkline.v1", info);
    details.add_precondition_failure_violation(
        "QUERY",
        "the query",
        "it failed: SYNTAX_ERROR: line 1:8",
    );
    let message = "the query failed: SYNTAX_ERROR: line 1:8";
    let failed = Status::with_error_details(Code::FailedPrecondition, message, details);
    let desk = answering(vec![Err(failed)]);
    let said = desk.types(&format!("{QUERY} x")).await;
    expect![[r#"
        error: the query failed: SYNTAX_ERROR: line 1:8 [QUERY_FAILED]
        --- stdout
        --- exit 1
    "#]]
    .assert_eq(&said.all());
    let cut = answering(vec![columns(&[("n", "bigint")]), rows(&["1"])]);
    let said = cut.types(&format!("{QUERY} x")).await;
    assert_eq!(said.exit, 1, "{said:?}");
    assert!(said.stderr.contains("without a word"), "{said:?}");
}

#[tokio::test(start_paused = true)]
async fn a_question_is_sql_or_a_report_with_its_days() {
    let desk = answering(queues());
    for line in [
        String::new(),
        "x --report service-level".to_owned(),
        "--report service-level".to_owned(),
        "--report service-level --from 2026-11-01".to_owned(),
        format!("--report lunch {DAYS}"),
        "--report sentiment --from 2026-11-31 --to 2026-12-01".to_owned(),
        "x --plot x.svg".to_owned(),
    ] {
        let said = desk.types(&format!("{QUERY} {line}")).await;
        assert_eq!(said.exit, 2, "{line}: {said:?}");
    }
    assert!(desk.daemon.script().asked.is_empty());
}

/// Days of November with values that go up and down.
fn days(values: impl Fn(u32) -> Option<String>) -> Vec<String> {
    let day = |n: u32| Some(format!("2026-11-{n:02},{}", values(n)?));
    (1..=28).filter_map(day).collect()
}

fn wave(n: u32, step: u32) -> u32 {
    n * step % 17
}

#[expect(clippy::too_many_lines, reason = "a table: one entry for each report")]
#[tokio::test(start_paused = true)]
async fn a_report_can_be_drawn() {
    let queues = ["Sales", "Service", "Claims & <returns>"];
    let contacts: Vec<_> = (1..=28)
        .filter(|day| day % 7 != 1)
        .flat_map(|day| {
            let of = |(n, queue): (u32, &&str)| {
                let many = 60 / (n + 1) + wave(day, n + 3);
                format!("2026-11-{day:02},{queue},{many}")
            };
            (0..).zip(&queues).map(of).collect::<Vec<_>>()
        })
        .collect();
    let level = days(|n| (n % 7 != 1).then(|| format!("400,{}.5", 78 + wave(n, 5))));
    let mood = days(|n| Some(format!("90,{}.5,1.25", wave(n, 3) % 4)));
    let waits: Vec<_> = (0..12)
        .map(|n| {
            format!(
                "c{n},Sales,VOICE,2026-11-0{} 09:{}:00.000 UTC,{}.5",
                1 + n % 5,
                10 + n,
                900 - 37 * n
            )
        })
        .collect();
    let flows: Vec<_> = ["Welcome", "Main menu", "Claims"]
        .iter()
        .zip([310, 220, 45])
        .flat_map(|(flow, many)| {
            let of = |(outcome, part)| format!("{flow},{outcome},{}", many / part);
            [("COMPLETED", 1), ("DISCONNECTED", 4), ("ERROR", 20)].map(of)
        })
        .collect();
    let varchar = |name| (name, "varchar");
    for (report, names, lines) in [
        (
            "contacts-per-queue",
            vec![varchar("day"), varchar("queue"), ("contacts", "bigint")],
            contacts,
        ),
        (
            "service-level",
            vec![
                varchar("day"),
                ("queued", "bigint"),
                ("service_level", "double"),
            ],
            level,
        ),
        (
            "sentiment",
            vec![
                varchar("day"),
                ("contacts", "bigint"),
                ("customer", "double"),
                ("agent", "double"),
            ],
            mood,
        ),
        (
            "longest-waits",
            vec![
                varchar("contact_id"),
                varchar("queue"),
                varchar("channel"),
                varchar("began"),
                ("waited_s", "double"),
            ],
            waits,
        ),
        (
            "flow-drop-off",
            vec![varchar("flow"), varchar("outcome"), ("contacts", "bigint")],
            flows,
        ),
    ] {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let desk = answering(vec![columns(&names), rows(&lines), answer(1)]);
        let line = format!("{QUERY} --report {report} {DAYS} --plot out.svg --quiet");
        let said = desk.types(&line).await;
        assert_eq!(said.exit, 0, "{report}: {said:?}");
        let path = format!("plots/{report}.svg");
        expect_file![path].assert_eq(&desk.read("out.svg"));
        let asked = &desk.asked("QueryShare")[0]["report"];
        assert_eq!(asked["toDate"], "2026-11-08");
    }
}

#[tokio::test(start_paused = true)]
async fn a_picture_of_nothing_says_so() {
    let nothing = vec![
        columns(&[("day", "varchar"), ("abandon_rate", "double")]),
        answer(0),
    ];
    let desk = answering(nothing);
    let said = desk
        .types(&format!(
            "{QUERY} --report abandon-rate {DAYS} --plot out.svg"
        ))
        .await;
    assert_eq!(said.exit, 0, "{said:?}");
    assert!(desk.read("out.svg").contains("no rows in these days"));
    assert!(said.stderr.contains("Wrote the picture to out.svg"));
}
