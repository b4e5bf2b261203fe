//! Flows judged before any contact meets them: checked, compared, drawn, tried, replayed, converted.
//!
//! No job, no AWS, nothing kept: files go in, and what was found comes out. The work is the processor's
//! alone, so it goes on beside the calls, a few at a time.

mod bundle;
mod check;
mod convert;
mod diff;
mod draw;
mod replay;
mod trial;

use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::Arc,
};

use tokio::sync::Semaphore;

pub use self::{
    check::{Check, Checked},
    convert::{Convert, Converted},
    diff::{Diff, Differs},
    draw::{Draw, Drawn},
    replay::{Replay, Replayed},
    trial::{Subject, Trial, Tried},
};
use crate::{
    jobs::{Digest, FileRef},
    refusal::{Refusal, Violation},
    store::Store,
};

/// Most bytes of all files of one question, as much as one document has.
const BYTES_MAX: usize = 16 << 20;
/// Most questions at a time: what is read takes many times the room of its text.
const QUESTIONS_MAX: usize = 2;

/// Answers questions about flows.
#[derive(Clone)]
pub struct Reviews {
    store: Arc<dyn Store>,
    room: Arc<Semaphore>,
}

/// A question, and the contents that came with it; others are documents.
#[derive(Clone, Debug)]
pub struct Asked<Q> {
    /// The question.
    pub question: Q,
    /// Contents by their digests.
    pub contents: BTreeMap<Digest, Vec<u8>>,
}

/// The contents of all files of a question.
#[derive(Debug, Default)]
pub struct Contents(BTreeMap<Digest, Vec<u8>>);

/// Something that can be asked about flows.
pub trait Question: Send + 'static {
    /// What comes of it.
    type Answer: Send + 'static;

    /// The files that it is about.
    fn files(&self) -> Vec<&FileRef>;

    /// The answer. Takes as long as the files are large.
    fn answer(self, contents: &Contents) -> Result<Self::Answer, Refusal>;
}

// === impl Reviews ===

impl Reviews {
    /// Answers about documents of this store.
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self {
            store,
            room: Arc::new(Semaphore::new(QUESTIONS_MAX)),
        }
    }

    /// Answers a question. It waits until there is room for it.
    pub async fn ask<Q: Question>(&self, asked: Asked<Q>) -> Result<Q::Answer, Refusal> {
        let room = Arc::clone(&self.room).acquire_owned().await;
        let room = room.map_err(|_| Refusal::Draining)?;
        let Asked { question, contents } = asked;
        let contents = self.contents(&question, contents).await?;
        // A call that is given up leaves this thread behind, so the thread has the room.
        let answer = tokio::task::spawn_blocking(move || {
            let _room = room;
            question.answer(&contents)
        });
        answer
            .await
            .map_err(|cause| Refusal::Internal(cause.to_string()))?
    }

    async fn contents<Q: Question>(
        &self,
        question: &Q,
        mut contents: BTreeMap<Digest, Vec<u8>>,
    ) -> Result<Contents, Refusal> {
        let files = question.files();
        let mut bytes = 0;
        for file in files {
            let content = match contents.entry(file.content) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(free) => {
                    let found = self.store.content(file.content).await?;
                    free.insert(found.ok_or_else(|| Refusal::no_document(file.content))?)
                }
            };
            bytes += content.len();
            if bytes > BYTES_MAX {
                let wrong = format!("its files take more than {BYTES_MAX} bytes together");
                return Err(Refusal::Invalid(vec![Violation::new("bundle", wrong)]));
            }
        }
        Ok(Contents(contents))
    }
}

// === impl Contents ===

impl Contents {
    /// The content of a file, which was gathered before.
    fn of(&self, file: &FileRef) -> &[u8] {
        self.0
            .get(&file.content)
            .expect("the contents of all files were gathered")
    }

    /// The content of a file as text.
    fn text(&self, file: &FileRef) -> Result<&str, String> {
        std::str::from_utf8(self.of(file)).map_err(|_| "the text is not UTF-8".to_owned())
    }
}
