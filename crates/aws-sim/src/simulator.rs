//! The core: one request in, one answer out.

use std::{
    collections::{BTreeMap, HashMap},
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http::{Request, Response};
use serde_json::{Value, json};

use crate::{
    call::{Call, Caller},
    client::SimHttpClient,
    clock::{Clock, WallClock},
    context::Ctx,
    control,
    error::AwsError,
    faults::{Action, Faults, Rule, Stuck, When},
    ids::Ids,
    log::{self, Calls, Log, LogEntry, Outcome},
    place::Account,
    protocol::{self, Refusal, scope},
    services::{self, iam, lex, tagging},
    settings::{Iam, Settings},
    throttle::{Lane, Throttle},
    time::Time,
    validate,
    world::World,
};

/// A simulated AWS. Clones share one world.
#[derive(Debug, Clone)]
pub struct Simulator {
    shared: Arc<Shared>,
}

/// Puts a [`Simulator`] together.
#[derive(Debug)]
pub struct Builder {
    settings: Settings,
    clock: Arc<dyn Clock>,
    faults: Vec<Rule>,
}

/// The connection was cut: there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the connection was cut")]
pub struct Dropped;

#[derive(Debug)]
struct Shared {
    settings: Settings,
    clock: Arc<dyn Clock>,
    inner: Mutex<Inner>,
}

/// Everything that changes.
#[derive(Debug, Default)]
struct Inner {
    world: World,
    throttle: Throttle,
    faults: Faults,
    log: Log,
    /// How often each operation was called, since the world began.
    ordinals: HashMap<Lane, u64>,
    /// Requests that reached no operation.
    refused: u64,
}

/// How a call goes on once it has arrived.
enum Arrival {
    Admitted(Box<Call>),
    Refused(Response<Bytes>),
}

// === impl Builder ===

impl Builder {
    /// Sets how it behaves.
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Sets what tells the time; the machine's clock if nothing else is set.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets the fault rules that are in force from the start.
    pub fn faults(mut self, rules: Vec<Rule>) -> Self {
        self.faults = rules;
        self
    }

    /// A simulator with an empty world.
    pub fn build(self) -> Simulator {
        let mut inner = Inner::default();
        inner.faults.set(self.faults);
        let shared = Shared {
            settings: self.settings,
            clock: self.clock,
            inner: Mutex::new(inner),
        };
        Simulator {
            shared: Arc::new(shared),
        }
    }
}

// === impl Simulator ===

impl Simulator {
    /// A simulator with default settings on the machine's clock, to be changed.
    pub fn builder() -> Builder {
        Builder {
            settings: Settings::default(),
            clock: Arc::new(WallClock),
            faults: Vec::new(),
        }
    }

    /// The simulator as the HTTP client of an AWS SDK: no socket in between.
    pub fn http_client(&self) -> SimHttpClient {
        SimHttpClient::new(self.clone())
    }

    /// Answers `request`, of AWS or of the control paths.
    pub async fn handle(&self, request: Request<Bytes>) -> Result<Response<Bytes>, Dropped> {
        if request.uri().path().starts_with("/_sim/") {
            return Ok(control::answer(self, &request));
        }
        self.pause(self.shared.settings.latency).await;
        if let Some(import) = lex::upload::import_of(&request) {
            return Ok(lex::upload::take(
                &mut self.inner().world,
                import,
                request.body(),
            ));
        }
        let call = match self.arrive(&request) {
            Arrival::Admitted(call) => call,
            Arrival::Refused(response) => return Ok(response),
        };
        match call.fault.clone() {
            Some((when, action)) => self.trouble(&call, &request, when, action).await,
            None => Ok(self.carry_out(&call, &request, None)),
        }
    }

    /// How often each operation was called, by `service.Operation`.
    pub fn calls(&self) -> BTreeMap<String, Calls> {
        self.inner().log.calls()
    }

    /// The latest calls in order of arrival.
    pub fn log(&self) -> Vec<LogEntry> {
        self.inner().log.entries()
    }

    /// Everything that there is, with stars for what is secret.
    pub fn state(&self) -> Value {
        let now = self.now();
        let mut inner = self.inner();
        inner.world.settle(now);
        let world = serde_json::to_value(&inner.world).expect("state is plain data");
        json!({ "now": now, "settings": self.shared.settings, "world": world })
    }

    /// Forgets the calls: counts and log. The world stays.
    pub fn reset_calls(&self) {
        self.inner().log = Log::default();
    }

    /// Begins anew with an empty world, full buckets, no calls, and fault rules that have not
    /// fired.
    pub fn reset(&self) {
        let mut inner = self.inner();
        let rules = inner.faults.rules();
        *inner = Inner::default();
        inner.faults.set(rules);
    }

    /// Puts fault rules in force, in place of those before.
    pub fn faults(&self, rules: Vec<Rule>) {
        self.inner().faults.set(rules);
    }

    /// Moves a clock that is moved by hand; `None` if it runs by itself.
    pub fn advance(&self, length: Duration) -> Option<Time> {
        self.shared.clock.advance(length)
    }

    /// The time in the simulated world.
    pub fn now(&self) -> Time {
        self.shared.clock.now()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // A handler that panics is a defect, but no reason to refuse all calls that follow.
        self.shared
            .inner
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    async fn pause(&self, length: Duration) {
        if !length.is_zero() {
            self.shared.clock.sleep(length).await;
        }
    }

    /// Finds out who calls what, notes it, and lets the throttle and the rules have their say.
    fn arrive(&self, request: &Request<Bytes>) -> Arrival {
        let now = self.now();
        let scope = scope::scope(request);
        let mut inner = self.inner();
        let inner = &mut *inner;
        let routed = match protocol::route(request, scope.as_ref()) {
            Ok(routed) => routed,
            Err(refusal) => return Arrival::Refused(inner.turn_away(self.seed(), &refusal)),
        };
        let caller = Caller::of(scope, &inner.world);
        let mut call = inner.register(self.seed(), now, routed, caller);
        let service = services::service(call.routed.model);
        if service.handler(call.routed.operation).is_none() {
            return Arrival::Refused(inner.end(&call, Err(not_simulated(&call))));
        }
        if !inner
            .throttle
            .admits(&self.shared.settings, call.lane(), now)
        {
            return Arrival::Refused(inner.end_throttled(&call));
        }
        call.fault = inner.faults.decide(self.seed(), call.seen());
        Arrival::Admitted(Box::new(call))
    }

    /// Lets a rule have its way with the call.
    async fn trouble(
        &self,
        call: &Call,
        request: &Request<Bytes>,
        when: When,
        action: Action,
    ) -> Result<Response<Bytes>, Dropped> {
        let hides = matches!(
            action,
            Action::Error { .. } | Action::Throttle | Action::Drop
        );
        if hides && when == When::After {
            // The effect is kept, and the caller does not hear how it went.
            drop(self.effect(call, request, None));
        }
        match action {
            Action::Pass => Ok(self.carry_out(call, request, None)),
            Action::Stuck(text) => Ok(self.carry_out(call, request, Some(Stuck::parse(&text)))),
            Action::DelayMs(length) => {
                let length = Duration::from_millis(length);
                Ok(self.delayed(call, request, when, length).await)
            }
            Action::LateMs(length) => {
                self.carry_out_late(call, request, Duration::from_millis(length));
                Err(self.inner().end_dropped(call))
            }
            Action::Error {
                code,
                status,
                message,
            } => {
                let error = AwsError {
                    status,
                    ..AwsError::new(code, message)
                };
                Ok(self.inner().end(call, Err(error)))
            }
            Action::Throttle => Ok(self.inner().end_throttled(call)),
            Action::Drop => Err(self.inner().end_dropped(call)),
        }
    }

    async fn delayed(
        &self,
        call: &Call,
        request: &Request<Bytes>,
        when: When,
        length: Duration,
    ) -> Response<Bytes> {
        if when == When::Before {
            self.pause(length).await;
            return self.carry_out(call, request, None);
        }
        let response = self.carry_out(call, request, None);
        self.pause(length).await;
        response
    }

    /// Lets the call take effect later, whether or not somebody waits for it.
    #[expect(
        clippy::disallowed_methods,
        reason = "as in AWS, the call goes on when its caller has gone: nobody owns it"
    )]
    fn carry_out_late(&self, call: &Call, request: &Request<Bytes>, length: Duration) {
        let (simulator, call, request) = (self.clone(), call.clone(), request.clone());
        tokio::spawn(async move {
            simulator.pause(length).await;
            // Nobody is left to hear how it went.
            drop(simulator.effect(&call, &request, None));
        });
    }

    /// The effect of the call and its answer.
    fn carry_out(
        &self,
        call: &Call,
        request: &Request<Bytes>,
        stuck: Option<Stuck>,
    ) -> Response<Bytes> {
        let result = self.effect(call, request, stuck);
        self.inner().end(call, result)
    }

    /// Reads, validates and handles the call, all at one moment.
    fn effect(
        &self,
        call: &Call,
        request: &Request<Bytes>,
        stuck: Option<Stuck>,
    ) -> Result<Value, AwsError> {
        let (model, operation) = (call.routed.model, call.routed.operation);
        let service = services::service(model);
        let mut inner = self.inner();
        let inner = &mut *inner;
        let now = self.now();
        let input = protocol::input(&call.routed, request)?;
        inner.log.asked(call.n, model, operation, &input);
        call.caller.check(model.protocol, now)?;
        if let Some(violations) = validate::violations(model, operation, &input) {
            return Err(service.invalid(operation, violations));
        }
        inner.world.settle(now);
        iam::note(
            &mut inner.world,
            &call.caller,
            model.service,
            operation.name,
            &input,
            now,
        );
        if self.shared.settings.iam == Iam::Enforce {
            iam::authorize(
                &inner.world,
                &call.caller,
                model.service,
                operation.name,
                &input,
                scope::is_secure(request),
                now,
            )?;
        }
        let handler = service
            .handler(operation)
            .ok_or_else(|| not_simulated(call))?;
        tagging::remember(
            &mut inner.world,
            &call.caller,
            model.service,
            operation.name,
            &input,
        );
        let mut ctx = Ctx {
            account: &call.caller.account,
            region: &call.caller.region,
            caller: &call.caller,
            secure: scope::is_secure(request),
            served_at: lex::upload::served_at(request),
            now,
            model,
            operation,
            ids: call.ids.clone(),
            world: &mut inner.world,
            log: &inner.log,
            settings: &self.shared.settings,
            stuck,
        };
        handler(&mut ctx, input)
    }

    fn seed(&self) -> u64 {
        self.shared.settings.seed
    }
}

impl tower::Service<Request<Bytes>> for Simulator {
    type Response = Response<Bytes>;
    type Error = Dropped;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Bytes>, Dropped>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Dropped>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Bytes>) -> Self::Future {
        let simulator = self.clone();
        Box::pin(async move { simulator.handle(request).await })
    }
}

// === impl Inner ===

impl Inner {
    /// Notes a call and gives it its number, its ids and its request id.
    fn register(&mut self, seed: u64, now: Time, routed: protocol::Routed, caller: Caller) -> Call {
        let mut call = Call::new(routed, caller);
        let ordinal = self.ordinals.entry(call.lane()).or_default();
        *ordinal += 1;
        call.draw_from(seed, *ordinal);
        call.n = self.log.arrive(now, &call.caller, call.called());
        call
    }

    /// Answers a request that reached no operation. It is not in the log.
    fn turn_away(&mut self, seed: u64, refusal: &Refusal) -> Response<Bytes> {
        self.refused += 1;
        let request_id = Ids::of(seed, &["refused", Account::DEFAULT], self.refused).uuid();
        protocol::refusal(refusal.model, None, &refusal.error, &request_id)
    }

    fn end(&mut self, call: &Call, result: Result<Value, AwsError>) -> Response<Bytes> {
        match result {
            Ok(output) => {
                self.log.end(call.n, call.called(), Outcome::Done);
                protocol::answer(&call.routed, output, &call.request_id)
            }
            Err(error) => {
                let outcome = Outcome::Failed(error.code.clone());
                self.log.end(call.n, call.called(), outcome);
                call.refusal(&error)
            }
        }
    }

    fn end_throttled(&mut self, call: &Call) -> Response<Bytes> {
        let error = services::service(call.routed.model).throttled(call.routed.operation);
        let outcome = Outcome::Throttled(error.code.clone());
        self.log.end(call.n, call.called(), outcome);
        call.refusal(&error)
    }

    fn end_dropped(&mut self, call: &Call) -> Dropped {
        self.log.end(call.n, call.called(), Outcome::Dropped);
        Dropped
    }
}

fn not_simulated(call: &Call) -> AwsError {
    let message = format!("{} is not simulated.", log::name(call.called()));
    AwsError::new("NotImplemented", message).with_status(501)
}
