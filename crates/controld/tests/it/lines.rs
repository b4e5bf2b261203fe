//! A reader of shares for tests: what it reads stands in the question.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use analytics_share::{Answer, Listener};
use async_trait::async_trait;
use connect_agents::arrival::ArrivalPort;
use controld::{
    inquiry::{Reading, Row, ShareReader},
    jobs::{AgentWatch, Herald, JobError, Lookout, Notice},
    refusal::{QueryTrouble, Refusal},
};
use reconcile::{Cancel, RunContext};
use tokio::sync::watch;

/// Rows in each batch.
pub(crate) const BATCH: usize = 1_000;

/// Reads what a question says: `rows 3` are three batches, `waits` never ends by itself, `fails` fails.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// Batches that were taken so far.
    pub(crate) taken: AtomicUsize,
    /// The queries that were stopped.
    stopped: watch::Sender<usize>,
}

/// Nobody listens.
#[async_trait]
impl Herald for Lines {
    async fn tell(&self, _: &Notice) -> Result<(), JobError> {
        Ok(())
    }
}

/// Nothing arrives.
#[async_trait]
impl Lookout for Lines {
    async fn open(
        &self,
        _: &AgentWatch,
        _: &Cancel,
    ) -> Result<(Arc<dyn ArrivalPort>, RunContext), JobError> {
        Err(JobError::new("NOWHERE", "nothing arrives here"))
    }
}

// === impl Lines ===

impl Lines {
    /// Returns once so many queries were stopped.
    pub(crate) async fn stopped(&self, count: usize) {
        let mut stopped = self.stopped.subscribe();
        stopped.wait_for(|stopped| *stopped >= count).await.unwrap();
    }

    async fn batches(&self, count: usize, listener: &mut dyn Listener) -> Result<Answer, Refusal> {
        let columns = [("id", "bigint"), ("queue", "varchar")];
        let columns = columns.map(|(name, of)| (name.to_owned(), of.to_owned()));
        let mut listens = listener.columns(columns.into()).await;
        for batch in 0..count {
            listens = listens && listener.rows(rows(batch)).await;
            if !listens {
                return Err(self.stop());
            }
            self.taken.fetch_add(1, Ordering::SeqCst);
        }
        Ok(Answer {
            query: "q-1".into(),
            rows: (count * BATCH) as u64,
            scanned_bytes: 10_000_000,
            engine_ms: 1_250,
            output: Some("s3://results/q-1.csv".into()),
        })
    }

    fn stop(&self) -> Refusal {
        self.stopped.send_modify(|stopped| *stopped += 1);
        failed("it was stopped")
    }
}

fn failed(cause: &str) -> Refusal {
    Refusal::Query(QueryTrouble::Failed {
        cause: cause.into(),
        scanned_bytes: 7,
    })
}

/// A null, an empty text, and a text of a thousand bytes.
fn rows(batch: usize) -> Vec<Row> {
    let queue = |n: usize| match n % 3 {
        0 => None,
        1 => Some(String::new()),
        _ => Some("x".repeat(1_000)),
    };
    let numbers = batch * BATCH..(batch + 1) * BATCH;
    numbers
        .map(|n| vec![Some(n.to_string()), queue(n)])
        .collect()
}

#[async_trait]
impl ShareReader for Lines {
    async fn read(
        &self,
        reading: &Reading,
        listener: &mut dyn Listener,
    ) -> Result<Answer, Refusal> {
        let words: Vec<&str> = reading.sql.split(' ').collect();
        match words.as_slice() {
            ["rows", count] => self.batches(count.parse().unwrap(), listener).await,
            ["waits"] => {
                reading.cancel.asked().await;
                Err(self.stop())
            }
            ["refused"] => Err(Refusal::Query(QueryTrouble::Refused {
                code: "AccessDenied".into(),
                operation: "AssumeRole".into(),
                message: "AssumeRole: AccessDenied".into(),
            })),
            ["fails"] => Err(failed("SYNTAX_ERROR: line 1:8")),
            _ => self.batches(1, listener).await,
        }
    }
}
