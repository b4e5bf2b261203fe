//! Rows that a thread of their own reads ahead: who plans need not wait for who reads.

use std::{
    io, mem,
    sync::{
        Mutex, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use super::{ReadError, Row, Rows};

/// How many rows go together.
pub(crate) const BATCH: usize = 1_000;
/// How many batches are read before they are wanted.
const AHEAD: usize = 2;

/// The rows of a file, batch by batch.
#[derive(Debug)]
pub(crate) struct Batches {
    /// Who holds this alone looks into it: a receiver by itself cannot be held by a job that changes threads.
    told: Mutex<Receiver<Told>>,
    sum: [u8; 32],
}

/// What the reader tells.
enum Told {
    Rows(Vec<Row>),
    /// There is nothing more. The SHA-256 of the whole file.
    End([u8; 32]),
    Broken(ReadError),
}

// === impl Batches ===

impl Batches {
    /// Begins to read.
    pub(crate) fn of(rows: Rows) -> Result<Self, ReadError> {
        let (tell, told) = sync_channel(AHEAD);
        let reader = thread::Builder::new().name("agent-rows".to_owned());
        reader.spawn(move || read(rows, &tell))?;
        let told = Mutex::new(told);
        Ok(Self { told, sum: [0; 32] })
    }

    /// The next batch; an empty one at the end. Blocks, as reading a file does.
    pub(crate) fn next(&mut self) -> Result<Vec<Row>, ReadError> {
        let told = self.told.get_mut().unwrap_or_else(PoisonError::into_inner);
        match told.recv() {
            Ok(Told::Rows(rows)) => Ok(rows),
            Ok(Told::End(sum)) => {
                self.sum = sum;
                Ok(Vec::new())
            }
            Ok(Told::Broken(error)) => Err(error),
            Err(_) => Err(io::Error::other("the reader of the file is gone").into()),
        }
    }

    /// The SHA-256 of the file, once there is no further row.
    pub(crate) fn sha256(&self) -> [u8; 32] {
        self.sum
    }
}

/// Reads to the end, or for as long as somebody listens.
fn read(mut rows: Rows, tell: &SyncSender<Told>) {
    let mut batch = Vec::with_capacity(BATCH);
    for row in rows.by_ref() {
        match row {
            Ok(row) => batch.push(row),
            Err(error) => {
                let _ = tell.send(Told::Broken(error));
                return;
            }
        }
        if batch.len() == BATCH {
            let full = mem::replace(&mut batch, Vec::with_capacity(BATCH));
            if tell.send(Told::Rows(full)).is_err() {
                return;
            }
        }
    }
    if !batch.is_empty() && tell.send(Told::Rows(batch)).is_err() {
        return;
    }
    let _ = tell.send(Told::End(rows.sha256()));
}
