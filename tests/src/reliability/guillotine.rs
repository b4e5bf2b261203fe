//! Ways to die: at a write of the journal, or around a call to AWS.

use std::{
    future,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use aws_smithy_runtime_api::client::{
    http::{HttpClient, SharedHttpConnector},
    orchestrator::{HttpRequest, HttpResponse},
    result::ConnectorError,
};
use tokio::sync::watch;

use super::way::{Toll, TollWay};

/// Counts the moments of a process and ends it at the nth. Clones share the count.
///
/// A dead process hears nothing more: whatever it waits for never returns, and
/// [`Guillotine::until_death`] drops it. What it has sent by then reaches AWS all the same.
#[derive(Clone, Debug)]
pub struct Guillotine {
    moments: Arc<Mutex<Vec<Moment>>>,
    falls_at: Arc<AtomicUsize>,
    fallen: Arc<watch::Sender<bool>>,
}

/// Where a process may die: before or after something takes effect outside of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// Before the journal has an intent.
    BeforeIntent,
    /// After it, and before anything is done about it.
    AfterIntent,
    /// Before the journal has what came of a step.
    BeforeOutcome,
    /// After it.
    AfterOutcome,
    /// Before a call is sent.
    BeforeCall,
    /// After AWS has carried it out, and before the answer is read.
    AfterCall,
}

// === impl Guillotine ===

impl Guillotine {
    /// Falls at the nth moment, from 1.
    pub fn falling_at(n: usize) -> Self {
        Self {
            moments: Arc::default(),
            falls_at: Arc::new(AtomicUsize::new(n)),
            fallen: Arc::new(watch::Sender::new(false)),
        }
    }

    /// Never falls, and counts.
    pub fn counting() -> Self {
        Self::falling_at(usize::MAX)
    }

    /// How many moments there were.
    pub fn moments(&self) -> usize {
        self.passed().len()
    }

    /// The moments that there were, in their order.
    pub fn passed(&self) -> Vec<Moment> {
        self.moments
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Whether it fell.
    pub fn has_fallen(&self) -> bool {
        *self.fallen.borrow()
    }

    /// A way to AWS with a moment before and a moment after each call.
    pub fn around(&self, way: impl HttpClient + 'static) -> impl HttpClient + 'static {
        TollWay::new(way, self.clone())
    }

    /// What `work` returns, or nothing if the process dies before.
    pub async fn until_death<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let mut fallen = self.fallen.subscribe();
        tokio::select! {
            biased;
            _ = fallen.wait_for(|fallen| *fallen) => None,
            done = work => Some(done),
        }
    }

    /// A moment at which the process may die. Does not return if it is dead.
    pub(crate) async fn pass(&self, moment: Moment) {
        if !self.has_fallen() {
            let mut moments = self.moments.lock().unwrap_or_else(PoisonError::into_inner);
            moments.push(moment);
            if moments.len() == self.falls_at.load(Ordering::Relaxed) {
                self.fallen.send_replace(true);
            }
        }
        if self.has_fallen() {
            future::pending::<()>().await;
        }
    }
}

impl Toll for Guillotine {
    #[expect(
        clippy::disallowed_methods,
        reason = "what is sent arrives, whether or not the sender lives"
    )]
    async fn pass(
        self,
        request: HttpRequest,
        onward: SharedHttpConnector,
    ) -> Result<HttpResponse, ConnectorError> {
        use aws_smithy_runtime_api::client::http::HttpConnector as _;
        Self::pass(&self, Moment::BeforeCall).await;
        let answer = tokio::spawn(async move { onward.call(request).await }).await;
        Self::pass(&self, Moment::AfterCall).await;
        answer.expect("the simulator does not panic")
    }
}
