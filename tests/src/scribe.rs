//! Writes the logs that Connect would.

use aws_sim::Simulator;
use serde_json::json;

/// Writes lines into a stream of a log group, each with its time in milliseconds since 1970.
pub async fn log_lines(
    simulator: &Simulator,
    (account, region): (&str, &str),
    (group, stream): (&str, &str),
    lines: &[(u64, String)],
) {
    let made = json!({ "logGroupName": group, "logStreamName": stream });
    let mut events = made.clone();
    let event = |(at, message): &(u64, String)| json!({ "timestamp": at, "message": message });
    events["logEvents"] = lines.iter().map(event).collect();
    let scope = format!("{account}/20260922/{region}/logs/aws4_request");
    for (operation, body) in [("CreateLogStream", made), ("PutLogEvents", events)] {
        // The simulator reads whose a request is, and does not check the signature.
        let request = http::Request::post("/")
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", format!("Logs_20140328.{operation}"))
            .header("host", format!("logs.{region}.amazonaws.com"))
            .header(
                "authorization",
                format!("AWS4-HMAC-SHA256 Credential={scope}"),
            );
        let request = request.body(body.to_string().into()).unwrap();
        let answer = simulator.handle(request).await.unwrap();
        assert!(answer.status().is_success(), "{answer:?}");
    }
}
