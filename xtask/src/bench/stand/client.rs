//! Calls to the servers on the stand.
//!
//! Each call has a runtime and a connection of its own, and both end with it: a connection that stays
//! open while nobody drives it would hold a server that wants to stop.

use std::future::Future;

use anyhow::{Result, ensure};
use http_body_util::{BodyExt as _, Empty};
use hyper::body::Bytes;
use hyper_util::{client::legacy, rt::TokioExecutor};
use serde_json::Value;
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
    let place = format!("http://{address}/_sim/calls").parse()?;
    let body = complete(async {
        let client = legacy::Client::builder(TokioExecutor::new()).build_http::<Empty<Bytes>>();
        let answer = client.get(place).await?;
        Ok(answer.into_body().collect().await?.to_bytes())
    })?;
    Ok(sum(&serde_json::from_slice(&body)?))
}

fn complete<T>(call: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(call)
}

/// `{"service.Operation": {"calls": 1, …}, …}`.
fn sum(operations: &Value) -> u64 {
    let operations = operations.as_object().into_iter().flatten();
    let calls = operations.filter_map(|(_, counts)| counts["calls"].as_u64());
    calls.sum()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn calls_of_all_operations_are_added_up() {
        let counts = json!({
            "connect.ListInstances": { "calls": 7, "throttled": 2, "failed": 0 },
            "sts.GetCallerIdentity": { "calls": 1, "throttled": 0, "failed": 0 },
        });
        assert_eq!(sum(&counts), 8);
        assert_eq!(sum(&json!({})), 0);
    }
}
