//! The one way by which every call leaves: wait for the pace, send, count, classify.

use std::{error::Error, fmt, pin::Pin, sync::Arc};

use aws_smithy_runtime_api::client::{orchestrator::HttpResponse, result::SdkError};
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use connect_model::{AccountId, Fault, FaultClass, Region};
use reconcile::{Clock, Haste, Lane, Pace};
use tracing::{Instrument, field::Empty};

use crate::{fault, meter::Meter};

/// An operation of AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Operation {
    /// The service as in its signing name.
    pub(crate) service: &'static str,
    /// The operation as AWS names it.
    pub(crate) name: &'static str,
}

/// Sends the calls of one session.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) account: AccountId,
    pub(crate) region: Region,
    pub(crate) haste: Haste,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) pace: Arc<dyn Pace>,
    pub(crate) meter: Arc<Meter>,
}

/// A request of the SDK that has not begun.
type Request<'a, T, E> =
    Pin<Box<dyn Future<Output = Result<T, SdkError<E, HttpResponse>>> + Send + 'a>>;

// === impl Operation ===

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.service, self.name)
    }
}

// === impl Caller ===

impl Caller {
    /// The same for calls to another Region.
    pub(crate) fn in_region(&self, region: Region) -> Self {
        Self {
            region,
            ..self.clone()
        }
    }

    /// Sends one request when the pace allows. It is made and signed no earlier than that.
    ///
    /// The futures of the SDK are large, so this one is boxed before anything waits for it.
    pub(crate) fn send<'a, T, E>(
        &'a self,
        operation: Operation,
        request: impl Future<Output = Result<T, SdkError<E, HttpResponse>>> + Send + 'a,
    ) -> impl Future<Output = Result<T, Fault>> + Send + 'a
    where
        T: Send + 'a,
        E: ProvideErrorMetadata + Error + 'static,
    {
        let request: Request<'a, T, E> = Box::pin(request);
        self.carry(operation, request)
    }

    async fn carry<T, E>(
        &self,
        operation: Operation,
        request: Request<'_, T, E>,
    ) -> Result<T, Fault>
    where
        E: ProvideErrorMetadata + Error + 'static,
    {
        let lane = self.lane(operation);
        let asked = self.clock.now();
        self.pace.admit(&lane, self.haste.urgency()).await;
        let left = self.clock.now();
        let waited = left.duration_since(asked).unwrap_or_default();
        self.meter.left(operation, waited);
        let span = self.span(operation);
        let answer = request.instrument(span.clone()).await;
        let answer = answer.map_err(|error| fault::classify(operation, &error));
        if let Err(fault) = &answer {
            span.record("error.type", fault.code.as_str());
            span.record("otel.status_code", "ERROR");
        }
        let class = answer.as_ref().err().map(|fault| fault.class);
        match class {
            None => self.pace.accepted(&lane),
            Some(FaultClass::Throttled) => self.pace.refused(&lane),
            Some(_) => {}
        }
        let took = self.clock.now().duration_since(left).unwrap_or_default();
        self.meter.ended(operation, class, waited, took);
        answer
    }

    fn lane(&self, operation: Operation) -> Lane {
        let Self {
            account, region, ..
        } = self;
        let Operation { service, name } = operation;
        Lane::new(format!("{account}/{region}/{service}:{name}"))
    }

    fn span(&self, operation: Operation) -> tracing::Span {
        tracing::debug_span!(
            "aws",
            "otel.name" = %operation,
            "otel.kind" = "client",
            "error.type" = Empty,
            "otel.status_code" = Empty,
            service = operation.service,
            operation = operation.name,
            account = %self.account,
            region = %self.region,
        )
    }
}
