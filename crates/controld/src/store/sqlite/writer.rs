//! The one task that writes.
//!
//! A durable commit costs a disk flush, whatever is in it. So the task takes all commands that wait,
//! runs each behind a savepoint of its own, commits once, and only then answers all of them. A command
//! that fails takes nothing but itself back.

use std::sync::{Mutex, PoisonError};

use futures::future::BoxFuture;
use reconcile::Cancel;
use sqlx::{Connection, SqliteConnection, query};
use tokio::sync::{mpsc, oneshot};

use crate::{
    store::StoreError,
    task::{self, Task},
    telemetry::{Stopwatch, metrics},
};

/// Most commands in one commit: keeps the longest wait for an answer short.
const BATCH_MAX: usize = 64;

/// Most commands that wait; who comes later waits to be let in.
const WAITING_MAX: usize = 1024;

/// Sends the answer to whoever asked, once it is known whether the commit succeeded.
type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// Runs a command. The answer says whether what it did is to be kept.
type Command =
    Box<dyn for<'c> FnOnce(&'c mut SqliteConnection) -> BoxFuture<'c, (bool, Answer)> + Send>;

#[derive(Debug)]
pub(super) struct Writer {
    commands: mpsc::Sender<Command>,
    closing: Cancel,
    task: Mutex<Option<Task<()>>>,
}

// === impl Writer ===

impl Writer {
    pub(super) fn start(connection: SqliteConnection) -> Self {
        let (commands, waiting) = mpsc::channel(WAITING_MAX);
        let closing = Cancel::new();
        let task = task::start(run(connection, waiting, closing.clone()));
        Self {
            commands,
            closing,
            task: Mutex::new(Some(task)),
        }
    }

    /// Runs `command` and returns its answer once it is durable.
    pub(super) async fn write<T, F>(&self, command: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut SqliteConnection) -> BoxFuture<'c, Result<T, StoreError>>
            + Send
            + 'static,
    {
        let (sender, answer) = oneshot::channel();
        let command: Command = Box::new(move |db| {
            Box::pin(async move {
                let done = command(db).await;
                let keep = done.is_ok();
                let answer = |committed: Result<(), StoreError>| {
                    // Nobody listens when the caller went away; the write stands.
                    let _ = sender.send(committed.and(done));
                };
                (keep, Box::new(answer) as Answer)
            })
        });
        self.commands.send(command).await.map_err(|_| closed())?;
        answer.await.map_err(|_| closed())?
    }

    /// Writes what is waiting, and ends.
    pub(super) async fn close(&self) {
        self.closing.ask();
        let task = self
            .task
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(task) = task {
            let _ = task.end().await;
        }
    }
}

async fn run(mut db: SqliteConnection, mut waiting: mpsc::Receiver<Command>, closing: Cancel) {
    let mut batch = Vec::with_capacity(BATCH_MAX);
    loop {
        let waits = tokio::select! {
            biased;
            waits = waiting.recv_many(&mut batch, BATCH_MAX) => waits,
            () = closing.asked() => 0,
        };
        if waits == 0 {
            break;
        }
        let watch = Stopwatch::start();
        let size = batch.len();
        let (answers, committed) = commit(&mut db, &mut batch).await;
        metrics::store_committed(watch.elapsed(), size);
        for answer in answers {
            answer(committed.clone());
        }
    }
    let _ = db.close().await;
}

/// Runs the batch in one transaction. Commands that were not reached are dropped, which their
/// callers notice.
async fn commit(
    db: &mut SqliteConnection,
    batch: &mut Vec<Command>,
) -> (Vec<Answer>, Result<(), StoreError>) {
    let mut answers = Vec::with_capacity(batch.len());
    let committed = transact(db, batch, &mut answers).await;
    batch.clear();
    if committed.is_err() {
        // It fails when no transaction is open, which is what it is for.
        let _ = query("ROLLBACK").execute(&mut *db).await;
    }
    (answers, committed.map_err(StoreError::from))
}

async fn transact(
    db: &mut SqliteConnection,
    batch: &mut Vec<Command>,
    answers: &mut Vec<Answer>,
) -> Result<(), sqlx::Error> {
    // A deferred transaction that turns into a writing one fails at once when another wrote
    // meanwhile; an immediate one waits.
    query("BEGIN IMMEDIATE").execute(&mut *db).await?;
    for command in batch.drain(..) {
        query("SAVEPOINT command").execute(&mut *db).await?;
        let (keep, answer) = command(&mut *db).await;
        answers.push(answer);
        if !keep {
            query("ROLLBACK TO command").execute(&mut *db).await?;
        }
        query("RELEASE command").execute(&mut *db).await?;
    }
    query("COMMIT").execute(&mut *db).await?;
    Ok(())
}

fn closed() -> StoreError {
    StoreError::Unavailable("the store is closed or its last commit failed".into(), None)
}
