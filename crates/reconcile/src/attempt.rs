//! One try at a step, and what makes it safe to repeat.

use std::{fmt, future::Future};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::{Intent, Journal, JournalError, Setback, StepId, Verdict};

/// A token for the other side, derived and never random: the same step of the same job has the same
/// token after a restart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Token(Uuid);

/// Whether an earlier attempt may already have had its effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// No attempt was made, or all of them certainly had no effect.
    Clean,
    /// Look before you act.
    MayBeDone,
}

/// One try at a step.
pub struct Attempt<'a> {
    number: u32,
    certainty: Certainty,
    step: &'a StepId,
    journal: &'a dyn Journal,
    intent: Mutex<Intent>,
}

// === impl Token ===

impl Token {
    /// The token of `step` in the work that `key` names. `generation` grows after a definite
    /// failure that needs other input, never after an unknown outcome.
    pub fn derive(key: Uuid, step: &StepId, generation: u32) -> Self {
        Self(Uuid::new_v5(
            &key,
            format!("{step}#{generation}").as_bytes(),
        ))
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

// === impl Attempt ===

impl<'a> Attempt<'a> {
    pub(crate) fn new(
        number: u32,
        certainty: Certainty,
        step: &'a StepId,
        journal: &'a dyn Journal,
        intent: Intent,
    ) -> Self {
        Self {
            number,
            certainty,
            step,
            journal,
            intent: Mutex::new(intent),
        }
    }

    /// 1 for the first try in this run.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Whether to look before acting.
    pub fn certainty(&self) -> Certainty {
        self.certainty
    }

    /// The token to send with the call, where the other side takes one.
    pub async fn token(&self) -> Token {
        self.intent.lock().await.token
    }

    /// What was drawn for this step before its first effect: made once, stored, then the same for
    /// every repeat. A repeat after [`Verdict::Redraw`] draws anew.
    pub async fn draw<V, F>(&self, make: impl FnOnce() -> F + Send) -> Result<V, Setback>
    where
        V: Serialize + DeserializeOwned,
        F: Future<Output = Result<V, Setback>> + Send,
    {
        if let Some(drawn) = &self.intent.lock().await.drawn {
            return serde_json::from_value(drawn.clone()).map_err(|cause| unreadable(&cause));
        }
        let value = make().await?;
        let stored = serde_json::to_value(&value).map_err(|cause| unreadable(&cause))?;
        let mut intent = self.intent.lock().await;
        intent.drawn = Some(stored);
        self.journal
            .intend(self.step, &intent)
            .await
            .map_err(|cause| unstored(&cause))?;
        Ok(value)
    }

    pub(crate) fn into_intent(self) -> Intent {
        self.intent.into_inner()
    }
}

fn unreadable(cause: &serde_json::Error) -> Setback {
    Setback::new(Verdict::Final, "DRAWN_VALUE_UNREADABLE", cause.to_string())
}

/// Nothing was sent yet, so the run ends at the journal's own next complaint.
fn unstored(cause: &JournalError) -> Setback {
    Setback::new(Verdict::Again, "JOURNAL_UNAVAILABLE", cause.to_string())
}
