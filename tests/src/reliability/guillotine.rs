//! Ways to die: at a write of the journal, or around a call to AWS.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use aws_smithy_runtime_api::client::{
    http::{
        HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
    },
    orchestrator::HttpRequest,
    result::ConnectorError,
    runtime_components::RuntimeComponents,
};
use reconcile::{Intent, Journal, JournalError, MemoryJournal, Note, Outcome, StepId};

/// Counts what happens and kills at the nth. Everything after that fails too: the process is gone.
#[derive(Clone, Debug)]
pub struct Guillotine {
    count: Arc<AtomicUsize>,
    falls_at: usize,
    fallen: Arc<AtomicBool>,
}

/// A journal that dies with the guillotine, before or after a write took effect.
#[derive(Debug)]
pub struct MortalJournal<'j> {
    /// What survives.
    pub inner: &'j MemoryJournal,
    /// When to die.
    pub guillotine: Guillotine,
    /// Whether intents are recorded; without them the suite must see twins.
    pub records_intents: bool,
}

/// A way to AWS that dies with the guillotine, before or after a call took effect.
#[derive(Clone)]
struct MortalWay {
    inner: SharedHttpConnector,
    guillotine: Guillotine,
}

// === impl Guillotine ===

impl Guillotine {
    /// Falls at the nth moment, from 1.
    pub fn falling_at(n: usize) -> Self {
        Self {
            count: Arc::default(),
            falls_at: n,
            fallen: Arc::default(),
        }
    }

    /// Never falls, and counts.
    pub fn counting() -> Self {
        Self::falling_at(usize::MAX)
    }

    /// How many moments there were.
    pub fn moments(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }

    /// Whether it fell.
    pub fn has_fallen(&self) -> bool {
        self.fallen.load(Ordering::SeqCst)
    }

    /// A moment at which the process may die; true when it is dead.
    fn is_dead(&self) -> bool {
        if self.count.fetch_add(1, Ordering::SeqCst) + 1 == self.falls_at {
            self.fallen.store(true, Ordering::SeqCst);
        }
        self.has_fallen()
    }

    /// A way to AWS with a moment before and a moment after each call.
    pub fn around(&self, way: impl HttpClient + 'static) -> impl HttpClient + 'static {
        MortalClient {
            inner: Arc::new(way),
            guillotine: self.clone(),
        }
    }
}

// === impl MortalJournal ===

impl MortalJournal<'_> {
    fn moment(&self) -> Result<(), JournalError> {
        if self.guillotine.is_dead() {
            Err(JournalError::Unavailable("the process is gone".into()))
        } else {
            Ok(())
        }
    }
}

#[async_trait::async_trait]
impl Journal for MortalJournal<'_> {
    async fn recall(&self) -> Result<BTreeMap<StepId, Intent>, JournalError> {
        self.inner.recall().await
    }

    async fn intend(&self, step: &StepId, intent: &Intent) -> Result<(), JournalError> {
        self.moment()?;
        if self.records_intents {
            self.inner.intend(step, intent).await?;
        }
        self.moment()
    }

    async fn conclude(&self, step: &StepId, outcome: &Outcome) -> Result<(), JournalError> {
        self.moment()?;
        self.inner.conclude(step, outcome).await?;
        self.moment()
    }

    async fn note(&self, _: &Note) {}
}

// === impl MortalWay ===

struct MortalClient<C> {
    inner: Arc<C>,
    guillotine: Guillotine,
}

impl<C> fmt::Debug for MortalClient<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MortalClient")
    }
}

impl<C: HttpClient> HttpClient for MortalClient<C> {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(MortalWay {
            inner: self.inner.http_connector(settings, components),
            guillotine: self.guillotine.clone(),
        })
    }
}

impl fmt::Debug for MortalWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MortalWay")
    }
}

impl HttpConnector for MortalWay {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let this = self.clone();
        HttpConnectorFuture::new(async move {
            if this.guillotine.is_dead() {
                return Err(gone());
            }
            let answer = this.inner.call(request).await;
            if this.guillotine.is_dead() {
                Err(gone())
            } else {
                answer
            }
        })
    }
}

/// What a call looks like from a process that is no more: the run cannot end before the journal does.
fn gone() -> ConnectorError {
    ConnectorError::io("the process is gone".into())
}
