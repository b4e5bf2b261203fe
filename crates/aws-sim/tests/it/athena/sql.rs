//! What SQL comes to.

use aws_sim::{Lake, Settings};
use serde_json::json;

use super::{
    counter::{Counter, rows, texts},
    shared::Shared,
};
use crate::desk::{CONSUMER, unthrottled};

/// A lake of some days with a hundred contacts each.
fn small() -> Settings {
    Settings {
        lake: Lake {
            contacts_per_day: 100,
            days: 5,
        },
        ..unthrottled()
    }
}

#[tokio::test(start_paused = true)]
async fn functions_of_trino_mean_here_what_they_mean_there() {
    let counter = Counter::new(unthrottled());
    for (expression, value) in [
        (
            "date_diff('day', DATE '2026-01-01', TIMESTAMP '2026-03-01 12:00:00')",
            "59",
        ),
        ("date_add('month', 1, DATE '2026-01-31')", "2026-02-28"),
        (
            "date_trunc('hour', TIMESTAMP '2026-01-02 03:04:05')",
            "2026-01-02 03:00:00.000",
        ),
        (
            "from_iso8601_timestamp('2026-01-02T03:04:05+01:00')",
            "2026-01-02 02:04:05.000 UTC",
        ),
        ("current_date - INTERVAL '1' DAY", "2026-09-20"),
        ("now() = current_timestamp", "true"),
        (
            "format_datetime(TIMESTAMP '2026-01-02 03:04:05', 'yyyy/MM/dd HH')",
            "2026/01/02 03",
        ),
        (
            "date_format(TIMESTAMP '2026-01-02 03:04:05', '%Y%m')",
            "202601",
        ),
        (
            "at_timezone(from_iso8601_timestamp('2026-07-01T00:00:00Z'), 'Europe/London')",
            "2026-07-01 01:00:00.000 Europe/London",
        ),
        (
            "TIMESTAMP '2026-07-01 00:00:00' AT TIME ZONE 'America/New_York'",
            "2026-06-30 20:00:00.000 America/New_York",
        ),
        (
            "json_extract_scalar('{\"a\":[{\"b\":7}]}', '$.a[0].b')",
            "7",
        ),
        ("regexp_extract('order 123', '(\\d)(\\d+)', 2)", "23"),
        ("element_at(ARRAY['a', 'b'], 2)", "b"),
        ("contains(ARRAY[1, 2], 2)", "true"),
        ("cardinality(split('a,b,c', ','))", "3"),
        ("day_of_week(DATE '2026-09-20')", "7"),
        ("if(1 > 2, 'x', 'y')", "y"),
        ("7 / 2", "3"),
        ("sequence(2, 4)", "[2, 3, 4]"),
        ("sequence(2, -1)", "[2, 1, 0, -1]"),
        ("sequence(1, 10, 4)", "[1, 5, 9]"),
        ("cardinality(sequence(1, 10000))", "10000"),
        ("CAST(10000000 AS double)", "1.0E7"),
        ("coalesce(try_cast('x' AS bigint), 5)", "5"),
    ] {
        let sql = format!("SELECT {expression}");
        assert_eq!(counter.rows(&sql).await, [texts(&[value])], "{sql}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_fails_fails_in_the_words_of_athena() {
    let counter = Counter::new(unthrottled());
    for (sql, reason) in [
        (
            "SELECT x",
            "COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved",
        ),
        (
            "SELECT date_bin(1)",
            "FUNCTION_NOT_FOUND: line 1:8: Function 'date_bin' not registered",
        ),
        (
            "SELECT year()",
            "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters for function year",
        ),
        ("SELECT 1 / 0", "DIVISION_BY_ZERO: Division by zero"),
        (
            "SELECT sequence(1, 10001)",
            "INVALID_FUNCTION_ARGUMENT: result of sequence function must not have more than 10000 entries",
        ),
    ] {
        assert_eq!(counter.reason(sql).await, reason);
    }
    let cast = counter.reason("SELECT CAST('a' AS bigint)").await;
    assert!(cast.starts_with("INVALID_CAST_ARGUMENT"), "{cast}");
    let start = json!({
        "QueryString": "SELECT 1 FROM",
        "ResultConfiguration": { "OutputLocation": "s3://r/" },
    });
    let (_, refused) = counter
        .call(CONSUMER, "athena", "StartQueryExecution", start)
        .await;
    assert_eq!(refused["AthenaErrorCode"], "MALFORMED_QUERY");
    let message = refused["Message"].as_str().unwrap();
    assert!(message.contains("mismatched input '<EOF>'"), "{message}");
}

#[tokio::test(start_paused = true)]
async fn rows_are_made_out_of_sequences() {
    let counter = Counter::new(unthrottled());
    let sql = "SELECT (a.n - 1) * 2 + b.n AS n FROM UNNEST(SEQUENCE(1, 3)) AS a(n) \
        CROSS JOIN UNNEST(SEQUENCE(1, 2)) AS b(n) ORDER BY n";
    let numbers = ["1", "2", "3", "4", "5", "6"].map(|n| texts(&[n]));
    assert_eq!(counter.rows(sql).await, numbers);
}

#[tokio::test(start_paused = true)]
async fn parameters_stand_for_question_marks() {
    let counter = Counter::new(unthrottled());
    counter.rows("PREPARE sum FROM SELECT ? + ?").await;
    assert_eq!(
        counter.rows("EXECUTE sum USING 3, 4").await,
        [texts(&["7"])]
    );
    let start = json!({
        "QueryString": "SELECT ?",
        "ExecutionParameters": ["1", "2"],
        "ResultConfiguration": { "OutputLocation": "s3://r/" },
    });
    let refused = counter.refused("StartQueryExecution", start).await;
    assert_eq!(
        refused,
        "Incorrect number of parameters: expected 1 but found 2"
    );
}

#[tokio::test(start_paused = true)]
async fn tables_of_the_lake_agree_with_each_other() {
    let shared = Shared::new(
        small(),
        &[
            "contact_record",
            "contact_statistic_record",
            "agent_queue_statistic_record",
            "users",
        ],
    )
    .await;
    let handled = "SELECT u.agent_username, sum(s.is_handled) FROM contact_statistic_record s \
        JOIN users u ON u.user_id = s.agent_id AND u.instance_id = s.instance_id GROUP BY 1 ORDER BY 1";
    let recorded = "SELECT u.agent_username, sum(q.contacts_handled) FROM agent_queue_statistic_record q \
        JOIN users u ON u.user_id = q.user_id GROUP BY 1 ORDER BY 1";
    let handled = shared.counter.rows(handled).await;
    assert_eq!(handled.len(), 6);
    assert_eq!(handled, shared.counter.rows(recorded).await);
    let reasons = "SELECT count(*) FROM contact_record WHERE attributes['reason'] IS NULL";
    assert_eq!(shared.counter.rows(reasons).await, [texts(&["0"])]);
    let late = "SELECT count(*) FROM contact_record WHERE disconnect_timestamp > current_timestamp";
    assert_eq!(shared.counter.rows(late).await, [texts(&["0"])]);
}

#[tokio::test(start_paused = true)]
async fn a_predicate_on_the_partition_and_fewer_columns_spare_reading() {
    let shared = Shared::new(small(), &["contact_record"]).await;
    let counter = &shared.counter;
    let scanned = async |sql: &str| {
        let execution = counter.ended(sql).await;
        execution["Statistics"]["DataScannedInBytes"]
            .as_u64()
            .unwrap()
    };
    let all = scanned("SELECT * FROM contact_record").await;
    let narrow = scanned("SELECT contact_id, initiation_timestamp FROM contact_record").await;
    let day = "SELECT contact_id, initiation_timestamp FROM contact_record \
        WHERE initiation_timestamp BETWEEN TIMESTAMP '2026-09-18 00:00:00' AND TIMESTAMP '2026-09-18 23:59:59'";
    let one_day = scanned(day).await;
    assert!(
        all > narrow && narrow > 2 * one_day && one_day > 0,
        "{all} {narrow} {one_day}"
    );
    assert_eq!(scanned("SELECT 1").await, 0);
}

#[tokio::test(start_paused = true)]
async fn a_query_that_reads_more_than_its_work_group_lets_it_is_cancelled() {
    let lake = Lake {
        contacts_per_day: 20_000,
        days: 1,
    };
    let shared = Shared::new(
        Settings {
            lake,
            ..unthrottled()
        },
        &["contact_record"],
    )
    .await;
    let counter = &shared.counter;
    let configuration = json!({
        "BytesScannedCutoffPerQuery": 10_000_000,
        "ResultConfiguration": { "OutputLocation": "s3://r/" },
    });
    let create = json!({ "Name": "w", "Configuration": configuration });
    counter.ask("athena", "CreateWorkGroup", create).await;
    let mut states = Vec::new();
    for columns in ["*", "contact_id"] {
        let start = json!({
            "QueryString": format!("SELECT {columns} FROM analytics.contact_record"),
            "WorkGroup": "w",
        });
        let started = counter.ask("athena", "StartQueryExecution", start).await;
        tokio::time::sleep(std::time::Duration::from_mins(1)).await;
        let execution = counter
            .execution(started["QueryExecutionId"].as_str().unwrap())
            .await;
        states.push(execution["Status"].clone());
    }
    assert_eq!(states[0]["State"], "CANCELLED");
    let reason = states[0]["StateChangeReason"].as_str().unwrap();
    assert!(
        reason.contains("Bytes scanned limit was exceeded"),
        "{reason}"
    );
    assert_eq!(states[1]["State"], "SUCCEEDED");
}

#[tokio::test(start_paused = true)]
async fn pages_have_a_thousand_rows_and_the_names_are_the_first() {
    let lake = Lake {
        contacts_per_day: 1_500,
        days: 1,
    };
    let shared = Shared::new(
        Settings {
            lake,
            ..unthrottled()
        },
        &["contact_record"],
    )
    .await;
    let counter = &shared.counter;
    let yesterday =
        "SELECT contact_id FROM contact_record WHERE initiation_timestamp < current_date";
    let execution = counter.ended(yesterday).await;
    let mut get = json!({ "QueryExecutionId": execution["QueryExecutionId"] });
    let first = counter.ask("athena", "GetQueryResults", get.clone()).await;
    assert_eq!(rows(&first).len(), 1_000);
    assert_eq!(rows(&first)[0], texts(&["contact_id"]));
    get["NextToken"] = first["NextToken"].clone();
    let second = counter.ask("athena", "GetQueryResults", get.clone()).await;
    assert_eq!(rows(&second).len(), 501);
    assert_eq!(second["NextToken"], json!(null));
    assert_ne!(rows(&first)[999], rows(&second)[0]);
    get["NextToken"] = json!("x");
    let refused = counter.refused("GetQueryResults", get).await;
    assert_eq!(refused, "The given token is invalid.");
}
