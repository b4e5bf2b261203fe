//! What every call passes on its way to its service: room, deadline, reasons, metrics.

use std::{
    convert::Infallible,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use futures::future::BoxFuture;
use http::{HeaderMap, HeaderName, Request, Response};
use tokio::sync::Semaphore;
use tonic::{Code, Status, body::Body};
use tower::{Service, ServiceExt};
use tracing::Instrument;

use super::{bound::Deadline, explain};
use crate::{
    refusal::Refusal,
    telemetry::{Stopwatch, metrics, trace},
    wire,
};

/// Calls that wait by their nature; they have room of their own.
const WAITING: [&str; 2] = [
    "/trunkline.v1.JobService/WatchJob",
    "/trunkline.v1.JobService/WaitJob",
];
/// Health must be answered under any load.
const HEALTH: &str = "/grpc.health.v1.Health/";

/// Longest deadline: 100 days, beyond what timers take.
const DEADLINE_MAX: Duration = Duration::from_hours(2400);

/// Wraps all services.
#[derive(Clone, Debug)]
pub struct Front<S> {
    inner: S,
    room: Arc<Semaphore>,
    limit: usize,
    caller_header: Option<HeaderName>,
}

// === impl Front ===

impl<S> Front<S> {
    /// At most `limit` calls at a time; one more is turned away at once. `caller_header` is where a
    /// proxy says who calls.
    pub fn new(inner: S, limit: usize, caller_header: Option<HeaderName>) -> Self {
        let room = Arc::new(Semaphore::new(limit));
        Self {
            inner,
            room,
            limit,
            caller_header,
        }
    }
}

impl<S, B> Service<Request<B>> for Front<S>
where
    S: Service<Request<B>, Response = Response<Body>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
    B: Send + 'static,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // Whether there is room is found out for each call, so that it can be told.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let this = self.clone();
        let method = request.uri().path().to_owned();
        let span = trace::call(name(&method), &wire::trace_of(request.headers()));
        trace::hand_on(&span, request.headers_mut());
        let call = span.clone();
        let answer = async move {
            let watch = Stopwatch::start();
            let response = match this.serve(&method, request).await {
                Ok(response) => explain::explain(&method, response),
                Err(refusal) => Status::from(refusal).into_http(),
            };
            let status = status(response.headers());
            metrics::rpc_answered(measured_name(&method, status), status, watch.elapsed());
            trace::call_ended(&call, status);
            Ok(response)
        };
        Box::pin(answer.instrument(span))
    }
}

impl<S> Front<S> {
    async fn serve<B>(
        self,
        method: &str,
        mut request: Request<B>,
    ) -> Result<Response<Body>, Refusal>
    where
        S: Service<Request<B>, Response = Response<Body>, Error = Infallible>,
    {
        let is_counted = !WAITING.contains(&method) && !method.starts_with(HEALTH);
        let _room = is_counted.then(|| self.take_room()).transpose()?;
        let header = self.caller_header.as_ref();
        let caller = header.and_then(|header| request.headers().get(header));
        if let Some(caller) = caller.and_then(wire::CallerName::read) {
            request.extensions_mut().insert(caller);
        }
        let deadline = deadline(request.headers());
        let Some(deadline) = deadline else {
            return Ok(infallible(self.inner.oneshot(request).await));
        };
        request.extensions_mut().insert(Deadline(deadline));
        let answer = tokio::time::timeout(deadline, self.inner.oneshot(request)).await;
        let answer = answer.map_err(|_| Refusal::Deadline(deadline))?;
        Ok(infallible(answer))
    }

    fn take_room(&self) -> Result<tokio::sync::OwnedSemaphorePermit, Refusal> {
        let room = Arc::clone(&self.room).try_acquire_owned();
        room.map_err(|_| {
            metrics::rpc_shed();
            Refusal::Overloaded { limit: self.limit }
        })
    }
}

fn infallible<T>(answer: Result<T, Infallible>) -> T {
    match answer {
        Ok(answer) => answer,
        Err(never) => match never {},
    }
}

/// `grpc-timeout`: at most eight digits and a unit. What is none is ignored, as gRPC wants.
fn deadline(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get("grpc-timeout")?.to_str().ok()?;
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    if digits.is_empty() || digits.len() > 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: u64 = digits.parse().ok()?;
    let length = match unit {
        "H" => Duration::from_hours(number),
        "M" => Duration::from_mins(number),
        "S" => Duration::from_secs(number),
        "m" => Duration::from_millis(number),
        "u" => Duration::from_micros(number),
        "n" => Duration::from_nanos(number),
        _ => return None,
    };
    Some(length.min(DEADLINE_MAX))
}

/// `package.Service/Method`.
fn name(path: &str) -> &str {
    path.trim_start_matches('/')
}

/// Names that callers make up must not become labels.
fn measured_name<'p>(path: &'p str, status: &str) -> &'p str {
    if status == word(Code::Unimplemented) {
        "_OTHER"
    } else {
        name(path)
    }
}

/// The name of the status. That of a stream comes at its end; here it counts as begun well.
fn status(headers: &HeaderMap) -> &'static str {
    word(Status::from_header_map(headers).map_or(Code::Ok, |status| status.code()))
}

/// The name of a status as the semantic conventions spell it.
fn word(code: Code) -> &'static str {
    match code {
        Code::Ok => "OK",
        Code::Cancelled => "CANCELLED",
        Code::Unknown => "UNKNOWN",
        Code::InvalidArgument => "INVALID_ARGUMENT",
        Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
        Code::NotFound => "NOT_FOUND",
        Code::AlreadyExists => "ALREADY_EXISTS",
        Code::PermissionDenied => "PERMISSION_DENIED",
        Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::Aborted => "ABORTED",
        Code::OutOfRange => "OUT_OF_RANGE",
        Code::Unimplemented => "UNIMPLEMENTED",
        Code::Internal => "INTERNAL",
        Code::Unavailable => "UNAVAILABLE",
        Code::DataLoss => "DATA_LOSS",
        Code::Unauthenticated => "UNAUTHENTICATED",
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn a_deadline_is_read_as_the_protocol_has_it() {
        let read = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("grpc-timeout", HeaderValue::from_str(text).unwrap());
            deadline(&headers)
        };
        assert_eq!(read("1H"), Some(Duration::from_hours(1)));
        assert_eq!(read("250m"), Some(Duration::from_millis(250)));
        assert_eq!(read("99999999H"), Some(DEADLINE_MAX));
        for none in ["", "S", "1", "1s", "-1S", "123456789S", "1 S", "é"] {
            if let Ok(value) = HeaderValue::from_str(none) {
                let mut headers = HeaderMap::new();
                headers.insert("grpc-timeout", value);
                assert_eq!(deadline(&headers), None, "{none}");
            }
        }
        assert_eq!(deadline(&HeaderMap::new()), None);
    }
}
