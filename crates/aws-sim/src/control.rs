//! The paths under `/_sim/`, which belong to no service.
//!
//! | request | does |
//! |---|---|
//! | `GET /_sim/calls` | counts by `service.Operation` |
//! | `GET /_sim/log` | the latest calls in order |
//! | `GET /_sim/operations` | what is simulated, by service |
//! | `GET /_sim/state` | everything there is |
//! | `POST /_sim/reset?what=calls\|all` | forgets the calls, or everything (the default) |
//! | `POST /_sim/faults` | puts `{"rules": […]}` in force |
//! | `POST /_sim/clock` | moves a manual clock by `{"advance_ms": n}` |

use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode, header::CONTENT_TYPE};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::{faults::Rule, protocol::percent, services, simulator::Simulator};

/// Fault rules as a file or a control request holds them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultScript {
    /// The rules in order. The first that fires decides.
    pub rules: Vec<Rule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance_ms: u64,
}

/// A status and what is said under it.
type Reply = (StatusCode, Value);

/// Answers a control request.
pub(crate) fn answer(simulator: &Simulator, request: &Request<Bytes>) -> Response<Bytes> {
    let (status, body) = reply(simulator, request).unwrap_or_else(|refusal| refusal);
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, "application/json")
        .body(Bytes::from(body.to_string()))
        .expect("a status and one header are a response")
}

fn reply(simulator: &Simulator, request: &Request<Bytes>) -> Result<Reply, Reply> {
    match (request.method(), request.uri().path()) {
        (&Method::GET, "/_sim/calls") => Ok(ok(json!(simulator.calls()))),
        (&Method::GET, "/_sim/log") => Ok(ok(json!(simulator.log()))),
        (&Method::GET, "/_sim/operations") => Ok(ok(json!(services::simulated()))),
        (&Method::GET, "/_sim/state") => Ok(ok(simulator.state())),
        (&Method::POST, "/_sim/reset") => reset(simulator, request),
        (&Method::POST, "/_sim/faults") => {
            simulator.faults(body::<FaultScript>(request)?.rules);
            Ok(ok(json!({})))
        }
        (&Method::POST, "/_sim/clock") => {
            let Advance { advance_ms } = body(request)?;
            let moved = simulator.advance(Duration::from_millis(advance_ms));
            let now = moved.ok_or_else(|| no(StatusCode::CONFLICT, "the clock runs by itself"))?;
            Ok(ok(json!({ "now": now })))
        }
        _ => Err(no(StatusCode::NOT_FOUND, "there is no such control path")),
    }
}

fn reset(simulator: &Simulator, request: &Request<Bytes>) -> Result<Reply, Reply> {
    let pairs = percent::pairs(request.uri().query().unwrap_or_default());
    match pairs
        .iter()
        .find(|(name, _)| name == "what")
        .map(|(_, value)| value.as_str())
    {
        Some("calls") => simulator.reset_calls(),
        None | Some("all") => simulator.reset(),
        Some(_) => {
            return Err(no(
                StatusCode::BAD_REQUEST,
                "what is to be reset: calls or all",
            ));
        }
    }
    Ok(ok(json!({})))
}

fn body<T: DeserializeOwned>(request: &Request<Bytes>) -> Result<T, Reply> {
    serde_json::from_slice(request.body())
        .map_err(|error| no(StatusCode::BAD_REQUEST, &error.to_string()))
}

fn ok(body: Value) -> Reply {
    (StatusCode::OK, body)
}

fn no(status: StatusCode, why: &str) -> Reply {
    (status, json!({ "message": why }))
}
