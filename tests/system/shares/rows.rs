//! Many rows: whole and in order whichever way they come, no faster than they are taken, and no further
//! once nobody takes them.

use aws_sim::{Action, Rule};
use control_api::v1::{self as pb, query_share_request::Question, query_share_response::Part};
use system_tests::lakeside::{CONSUMER, Lakeside, share_of};
use tonic::Streaming;

use super::{
    settings,
    surface::{Sharer, sample},
};
use crate::daemon::House;

/// Rows that are told apart by their number, with a null, an empty text or one that wants to be quoted, and
/// as wide as is said. Athena takes it as it stands: a sequence has 10,000 numbers at most.
fn numbered(thousands: usize, width: usize) -> String {
    format!(
        "SELECT (a.n - 1) * 1000 + b.n AS n, \
         CASE WHEN b.n % 3 = 0 THEN '' WHEN b.n % 3 = 1 THEN concat('a \"word\", and ', CAST(b.n AS varchar)) END AS note, \
         rpad(CAST(b.n AS varchar), {width}, '.') AS filler \
         FROM UNNEST(SEQUENCE(1, {thousands})) AS a(n) CROSS JOIN UNNEST(SEQUENCE(1, 1000)) AS b(n) ORDER BY n"
    )
}

/// The row of that number.
fn wanted(n: usize, width: usize) -> [Option<String>; 3] {
    let b = (n - 1) % 1_000 + 1;
    let note = match b % 3 {
        0 => Some(String::new()),
        1 => Some(format!("a \"word\", and {b}")),
        _ => None,
    };
    [Some(n.to_string()), note, Some(format!("{b:.<width$}"))]
}

/// A share that can be asked.
async fn asked(lakeside: &Lakeside, thousands: usize, width: usize) {
    let share = share_of(&["users"], "");
    let sql = numbered(thousands, width);
    lakeside.desk.reset_calls();
    let (answer, rows) = lakeside.asked(&share, &sql).await.unwrap();
    assert_eq!(rows.columns, ["n", "note", "filler"]);
    assert_eq!(answer.rows, thousands as u64 * 1_000);
    assert_eq!(rows.rows.len(), thousands * 1_000);
    for (n, row) in (1..).zip(&rows.rows) {
        assert_eq!(row[..], wanted(n, width), "row {n}");
    }
}

async fn shared() -> Lakeside {
    let lakeside = Lakeside::by_role(settings()).await;
    lakeside.ensured(1, &share_of(&["users"], "")).await;
    lakeside
}

fn calls(lakeside: &Lakeside, name: &str) -> u64 {
    lakeside.desk.calls().get(name).map_or(0, |it| it.calls)
}

#[tokio::test(start_paused = true)]
async fn a_page_is_one_call_and_more_rows_come_out_of_the_file() {
    let lakeside = shared().await;
    asked(&lakeside, 1, 20).await;
    // The names of the columns count as a row, so that a thousand rows are a page and one row.
    assert_eq!(calls(&lakeside, "athena.GetQueryResults"), 1);
    assert_eq!(calls(&lakeside, "s3.GetObject"), 1);
    asked(&lakeside, 20, 300).await;
    assert_eq!(calls(&lakeside, "athena.GetQueryResults"), 1);
    assert_eq!(calls(&lakeside, "s3.GetObject"), 2, "pieces of 4 MiB");
}

#[tokio::test(start_paused = true)]
async fn pages_have_the_same_rows_where_the_file_may_not_be_read() {
    let lakeside = shared().await;
    lakeside.desk.faults(vec![at_file(Action::Error {
        code: "AccessDenied".into(),
        status: Some(403),
        message: "explicit deny".into(),
    })]);
    asked(&lakeside, 3, 20).await;
    assert_eq!(calls(&lakeside, "athena.GetQueryResults"), 4);
    assert_eq!(calls(&lakeside, "s3.GetObject"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_piece_that_is_lost_or_throttled_is_asked_for_again() {
    let lakeside = shared().await;
    let nth = |nth, action| Rule {
        nth: Some(nth),
        ..at_file(action)
    };
    lakeside
        .desk
        .faults(vec![nth(1, Action::Throttle), nth(3, Action::Drop)]);
    asked(&lakeside, 20, 300).await;
    assert_eq!(calls(&lakeside, "s3.GetObject"), 4);
}

fn at_file(action: Action) -> Rule {
    Rule {
        service: Some("s3".into()),
        operation: Some("GetObject".into()),
        action,
        ..Rule::default()
    }
}

/// Fifty thousand rows, 15 MiB.
const THOUSANDS: usize = 50;
const WIDTH: usize = 300;
/// The file of them in pieces.
const PIECES: u64 = 4;

fn question() -> pb::QueryShareRequest {
    pb::QueryShareRequest {
        spec: Some(sample()),
        region: String::new(),
        question: Some(Question::Sql(numbered(THOUSANDS, WIDTH))),
    }
}

/// Takes all that is left, and checks that each row comes once and in its turn.
async fn taken(mut parts: Streaming<pb::QueryShareResponse>) -> pb::ShareAnswer {
    let mut n = 0;
    while let Some(part) = parts.message().await.unwrap() {
        match part.part.unwrap() {
            Part::Columns(columns) => assert_eq!(columns.columns.len(), 3),
            Part::Rows(rows) => {
                for row in rows.rows {
                    n += 1;
                    let values = row.values.into_iter().map(|it| it.text);
                    assert_eq!(values.collect::<Vec<_>>(), wanted(n, WIDTH), "row {n}");
                }
            }
            Part::Answer(answer) => {
                assert_eq!(n, THOUSANDS * 1_000);
                return answer;
            }
        }
    }
    panic!("the rows ended without an answer")
}

#[tokio::test]
async fn aws_is_asked_for_rows_no_faster_than_they_are_taken() {
    let house = House::new();
    let mut sharer = Sharer::new(&house).await;
    sharer.ensured().await;
    let calls = |name| house.calls(name);
    house.simulator.reset_calls();
    let slow = sharer.shares.query_share(question()).await.unwrap();
    // The time in which nobody takes these rows is as long as it takes to take the same ones beside them.
    let other = sharer.shares.query_share(question()).await.unwrap();
    taken(other.into_inner()).await;
    let (pages, pieces) = (calls("athena.GetQueryResults"), calls("s3.GetObject"));
    assert_eq!(pages, 2);
    assert!(
        pieces < PIECES + 2,
        "{pieces} pieces, {PIECES} of them were taken"
    );
    let answer = taken(slow.into_inner()).await;
    assert_eq!(answer.rows, i64::try_from(THOUSANDS * 1_000).unwrap());
    assert_eq!(calls("s3.GetObject"), 2 * PIECES);
}

#[tokio::test]
async fn a_query_is_stopped_in_athena_once_nobody_waits_for_it() {
    let house = House::by_hand();
    let mut sharer = house.moved(Sharer::new(&house)).await;
    house.moved(sharer.ensured()).await;
    house.simulator.reset_calls();
    let parts = sharer.shares.query_share(question()).await.unwrap();
    // The clock of AWS stands still, so the query runs and runs.
    house.until_called("athena.GetQueryExecution").await;
    assert_eq!(house.calls("athena.StopQueryExecution"), 0);
    drop(parts);
    house.until_called("athena.StopQueryExecution").await;
    assert_eq!(house.calls("athena.StartQueryExecution"), 1);
    assert_eq!(house.calls("athena.GetQueryResults"), 0);
    let state = house.simulator.state();
    let queries = &state["world"]["athena"][CONSUMER]["eu-west-2"]["executions"];
    assert!(queries[0]["stopped"].is_number(), "{queries:#}");
}
