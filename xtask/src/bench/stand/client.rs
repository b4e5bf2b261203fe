//! Calls to the servers on the stand.
//!
//! Each call has a runtime and a connection of its own, and both end with it: a connection that stays
//! open while nobody drives it would hold a server that wants to stop.

use std::future::Future;

use anyhow::{Result, ensure};
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, body::Bytes};
use hyper_util::{client::legacy, rt::TokioExecutor};
use serde_json::{Value, json};
use tokio::runtime::Builder;
use tonic::transport::Endpoint;
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};

/// Fails unless the daemon at `address` says by gRPC that it is SERVING as a whole.
pub(in crate::bench) fn expect_serving(address: &str) -> Result<()> {
    let endpoint = Endpoint::from_shared(format!("http://{address}"))?;
    let answer = complete(async {
        let mut health = HealthClient::new(endpoint.connect().await?);
        let whole = HealthCheckRequest::default();
        Ok(health.check(whole).await?.into_inner())
    })?;
    let status = answer.status();
    ensure!(
        status == ServingStatus::Serving,
        "the daemon says {}",
        status.as_str_name()
    );
    Ok(())
}

/// How many calls the simulated AWS at `address` has had so far, all operations together.
pub(in crate::bench) fn calls(address: &str) -> Result<u64> {
    Ok(sum(&counts(address)?, "calls"))
}

/// How many of them were throttled.
pub(in crate::bench) fn refused_calls(address: &str) -> Result<u64> {
    Ok(sum(&counts(address)?, "throttled"))
}

/// How many calls of one operation it has had, as `s3.GetObject`.
pub(in crate::bench) fn calls_of(address: &str, operation: &str) -> Result<u64> {
    let calls = counts(address)?[operation]["calls"].as_u64();
    Ok(calls.unwrap_or_default())
}

/// Scripts trouble in the simulated AWS at `address`, in place of what was scripted before.
pub(in crate::bench) fn set_faults(address: &str, script: &Value) -> Result<()> {
    let request = Request::post(format!("http://{address}/_sim/faults"));
    answer(request.body(Full::from(script.to_string()))?).map(drop)
}

/// Makes a secret in the simulated AWS at `address`, as its owner would.
pub(in crate::bench) fn make_secret(
    address: &str,
    (account, region): (&str, &str),
    (name, value): (&str, &str),
) -> Result<()> {
    let scope = format!("{account}/20260101/{region}/secretsmanager/aws4_request");
    let body = json!({
        "Name": name,
        "SecretString": value,
        "ClientRequestToken": "00000000-0000-4000-8000-000000000001",
    });
    let request = Request::post(format!("http://{address}/"))
        .header("x-amz-target", "secretsmanager.CreateSecret")
        .header("content-type", "application/x-amz-json-1.1")
        .header(
            "authorization",
            format!("AWS4-HMAC-SHA256 Credential={scope}"),
        )
        .body(Full::from(body.to_string()))?;
    answer(request).map(drop)
}

fn counts(address: &str) -> Result<Value> {
    let request = Request::get(format!("http://{address}/_sim/calls"));
    let body = answer(request.body(Full::default())?)?;
    Ok(serde_json::from_slice(&body)?)
}

fn answer(request: Request<Full<Bytes>>) -> Result<Bytes> {
    complete(async {
        let client = legacy::Client::builder(TokioExecutor::new()).build_http();
        let answer = client.request(request).await?;
        let status = answer.status();
        let body = answer.into_body().collect().await?.to_bytes();
        ensure!(status.is_success(), "{status}: {body:?}");
        Ok(body)
    })
}

fn complete<T>(call: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(call)
}

/// Of `{"service.Operation": {"calls": 1, …}, …}`.
fn sum(operations: &Value, what: &str) -> u64 {
    let operations = operations.as_object().into_iter().flatten();
    let calls = operations.filter_map(|(_, counts)| counts[what].as_u64());
    calls.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_of_all_operations_are_added_up() {
        let counts = json!({
            "connect.ListInstances": { "calls": 7, "throttled": 2, "failed": 0 },
            "sts.GetCallerIdentity": { "calls": 1, "throttled": 0, "failed": 0 },
        });
        assert_eq!((sum(&counts, "calls"), sum(&counts, "throttled")), (8, 2));
        assert_eq!(sum(&json!({}), "calls"), 0);
    }
}
