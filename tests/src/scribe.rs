//! Requests that tests send themselves; among them the logs that Connect would write.

use aws_sim::Simulator;
use serde_json::json;

/// Writes lines into a stream of a log group, each with its time in milliseconds since 1970.
pub async fn log_lines(
    simulator: &Simulator,
    place: (&str, &str),
    (group, stream): (&str, &str),
    lines: &[(u64, String)],
) {
    let made = json!({ "logGroupName": group, "logStreamName": stream });
    let mut events = made.clone();
    let event = |(at, message): &(u64, String)| json!({ "timestamp": at, "message": message });
    events["logEvents"] = lines.iter().map(event).collect();
    for (operation, body) in [("CreateLogStream", made), ("PutLogEvents", events)] {
        let request = http::Request::post("/")
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", format!("Logs_20140328.{operation}"));
        let request = signed(request, place, "logs").body(body.to_string().into());
        let answer = simulator.handle(request.unwrap()).await.unwrap();
        assert!(answer.status().is_success(), "{answer:?}");
    }
}

/// A request to a service in an account and Region. The simulator reads whose it is, and does not check
/// the signature.
pub fn signed(
    request: http::request::Builder,
    (account, region): (&str, &str),
    service: &str,
) -> http::request::Builder {
    let scope = format!("{account}/20260922/{region}/{service}/aws4_request");
    let endpoint = match service {
        "lex" => "models-v2-lex",
        same => same,
    };
    request
        .header("host", format!("{endpoint}.{region}.amazonaws.com"))
        .header(
            "authorization",
            format!("AWS4-HMAC-SHA256 Credential={scope}"),
        )
}
