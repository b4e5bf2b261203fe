//! Where callers of any service and account are served, in JSON.

use std::time::Duration;

use aws_sim::{Settings, Simulator, Time, TokioClock};
use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};

use crate::desk::{CONSUMER, EPOCH};

pub(super) struct Counter {
    pub(super) simulator: Simulator,
}

pub(super) const RESULTS: &str = "s3://results/athena/";

impl Counter {
    pub(super) fn new(settings: Settings) -> Self {
        let clock = TokioClock::starting_at(EPOCH);
        let simulator = Simulator::builder().settings(settings).clock(clock).build();
        Self { simulator }
    }

    /// Status and body of the answer to an operation, called with the access key `key`.
    pub(super) async fn call(
        &self,
        key: &str,
        service: &str,
        operation: &str,
        body: Value,
    ) -> (u16, Value) {
        let credential = format!("Credential={key}/20260101/eu-west-2/{service}/aws4_request");
        let target = match service {
            "athena" => format!("AmazonAthena.{operation}"),
            _ => format!("AWSGlue.{operation}"),
        };
        // Lake Formation and RAM have the operation in the path, RAM in lower case.
        let path = match service {
            "lakeformation" => format!("/{operation}"),
            "ram" => format!("/{}", operation.to_lowercase()),
            _ => "/".to_owned(),
        };
        let request = Request::post(path)
            .header(
                "authorization",
                format!("AWS4-HMAC-SHA256 {credential}, Signature=none"),
            )
            .header("x-amz-target", target)
            .body(Bytes::from(body.to_string()))
            .expect("a request is valid");
        let answer = self.simulator.handle(request).await.expect("an answer");
        let body = serde_json::from_slice(answer.body()).unwrap_or(Value::Null);
        (answer.status().as_u16(), body)
    }

    /// What the consumer is answered, which must not be an error.
    pub(super) async fn ask(&self, service: &str, operation: &str, body: Value) -> Value {
        let (status, answer) = self.call(CONSUMER, service, operation, body).await;
        assert_eq!(status, 200, "{operation}: {answer}");
        answer
    }

    /// The message with which the consumer is refused.
    pub(super) async fn refused(&self, operation: &str, body: Value) -> String {
        let (status, answer) = self.call(CONSUMER, "athena", operation, body).await;
        assert_eq!(status, 400, "{operation}: {answer}");
        let message = answer["message"]
            .as_str()
            .or_else(|| answer["Message"].as_str());
        message.unwrap_or_default().to_owned()
    }

    /// The id of a statement that was started.
    pub(super) async fn start(&self, key: &str, sql: &str) -> String {
        let body = json!({
            "QueryString": sql,
            "QueryExecutionContext": { "Database": "analytics" },
            "ResultConfiguration": { "OutputLocation": RESULTS },
        });
        let (status, answer) = self.call(key, "athena", "StartQueryExecution", body).await;
        assert_eq!(status, 200, "{sql}: {answer}");
        answer["QueryExecutionId"]
            .as_str()
            .expect("an id")
            .to_owned()
    }

    /// How a query stands.
    pub(super) async fn execution(&self, id: &str) -> Value {
        let body = json!({ "QueryExecutionId": id });
        self.ask("athena", "GetQueryExecution", body).await["QueryExecution"].clone()
    }

    /// The query that `sql` is, when it has come to its end.
    pub(super) async fn ended(&self, sql: &str) -> Value {
        let id = self.start(CONSUMER, sql).await;
        tokio::time::sleep(Duration::from_mins(1)).await;
        self.execution(&id).await
    }

    /// The rows that `sql` comes to, without the names of the columns.
    pub(super) async fn rows(&self, sql: &str) -> Vec<Vec<Option<String>>> {
        let execution = self.ended(sql).await;
        assert_eq!(
            execution["Status"]["State"], "SUCCEEDED",
            "{sql}: {}",
            execution["Status"]
        );
        let body = json!({ "QueryExecutionId": execution["QueryExecutionId"] });
        let answer = self.ask("athena", "GetQueryResults", body).await;
        let mut rows = rows(&answer);
        if execution["StatementType"] == "DML" {
            rows.remove(0);
        }
        rows
    }

    /// Why `sql` fails.
    pub(super) async fn reason(&self, sql: &str) -> String {
        let execution = self.ended(sql).await;
        let status = &execution["Status"];
        assert_eq!(status["State"], "FAILED", "{sql}");
        assert_eq!(
            status["AthenaError"]["ErrorMessage"],
            status["StateChangeReason"]
        );
        status["StateChangeReason"]
            .as_str()
            .expect("a reason")
            .to_owned()
    }
}

/// The cells of a page.
pub(super) fn rows(answer: &Value) -> Vec<Vec<Option<String>>> {
    let cell = |cell: &Value| cell["VarCharValue"].as_str().map(str::to_owned);
    let row = |row: &Value| {
        let cells = row["Data"].as_array().expect("a row has cells");
        cells.iter().map(cell).collect()
    };
    let rows = answer["ResultSet"]["Rows"]
        .as_array()
        .expect("a result has rows");
    rows.iter().map(row).collect()
}

/// A row of texts.
#[cfg(feature = "athena")]
pub(super) fn texts(cells: &[&str]) -> Vec<Option<String>> {
    cells.iter().map(|cell| Some((*cell).to_owned())).collect()
}

/// Seconds since the world began.
pub(super) fn since_epoch(moment: &Value) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "seconds of a test are few")]
    let epoch = EPOCH.as_micros() as f64 / 1e6;
    assert!(EPOCH > Time::default());
    moment.as_f64().expect("a moment") - epoch
}
