//! Requests to services for which no SDK is built in: JSON in, status and JSON out.

use serde_json::Value;

use crate::desk::Desk;

/// A service that is called by `X-Amz-Target`.
#[derive(Clone, Copy)]
pub(crate) struct Target<'d> {
    pub(crate) desk: &'d Desk,
    /// The signing name.
    pub(crate) service: &'static str,
    /// What stands before the operation.
    pub(crate) prefix: &'static str,
}

// === impl Target ===

impl Target<'_> {
    /// Status and body of the answer.
    pub(crate) async fn answer(&self, operation: &str, input: Value) -> (u16, Value) {
        let target = format!("{}.{operation}", self.prefix);
        let headers = [("x-amz-target", target.as_str())];
        let body = input.to_string();
        let sent = self.desk.raw(self.service, "POST", "/", &headers, &body);
        let answer = sent.await.expect("an answer");
        let body = serde_json::from_slice(answer.body()).expect("the body is JSON");
        (answer.status().as_u16(), body)
    }

    /// The body of an answer that is no error.
    pub(crate) async fn ok(&self, operation: &str, input: Value) -> Value {
        let (status, body) = self.answer(operation, input).await;
        assert_eq!(status, 200, "{operation}: {body}");
        body
    }

    /// The code of an answer that is an error.
    pub(crate) async fn refused(&self, operation: &str, input: Value) -> String {
        let (status, body) = self.answer(operation, input).await;
        assert_eq!(status, 400, "{operation}: {body}");
        body["__type"].as_str().expect("a code").to_owned()
    }
}
