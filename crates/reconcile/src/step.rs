//! A step: one aspect of one thing to be made so.

use std::{
    collections::BTreeSet,
    fmt::{self, Write as _},
};

use serde::{Deserialize, Serialize};

use crate::{Lane, Plan, PlanError};

/// A name that stays the same from plan to plan: `kind/name/aspect`.
///
/// `%` and `/` inside a part are percent-encoded, nothing else. There is never an index in it, so a
/// resumed job finds its steps again after the declaration around them has changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepId(String);

/// One aspect of one thing to be made so, by `action`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step<A> {
    /// Stable name.
    pub id: StepId,
    /// The queue of calls on the other side in which the step's first call stands.
    pub lane: Lane,
    /// Steps that must be done before. When one of them is given up, so is this.
    pub needs: BTreeSet<StepId>,
    /// It starts once every step of a lower stage has ended, whatever became of it.
    #[serde(default, skip_serializing_if = "is_first")]
    pub stage: u16,
    /// What to do; opaque here.
    pub action: A,
}

/// Steps that are being put together.
#[derive(Debug)]
pub struct Steps<A>(Vec<Step<A>>);

// === impl Steps ===

impl<A> Steps<A> {
    /// None yet.
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a step of the first stage by the three parts of its id, and answers the id for those that wait
    /// for it.
    pub fn add(
        &mut self,
        (kind, name, aspect): (&str, &str, &str),
        lane: &'static str,
        needs: impl IntoIterator<Item = StepId>,
        action: A,
    ) -> StepId {
        let id = StepId::new(kind, name, aspect);
        self.0.push(Step {
            id: id.clone(),
            lane: Lane::new(lane),
            needs: needs.into_iter().collect(),
            stage: 0,
            action,
        });
        id
    }

    /// The plan of them.
    ///
    /// # Errors
    ///
    /// As [`Plan::new`] has them.
    pub fn plan(self) -> Result<Plan<A>, PlanError> {
        Plan::new(self.0)
    }
}

impl<A> Default for Steps<A> {
    fn default() -> Self {
        Self::new()
    }
}

// === impl StepId ===

impl StepId {
    /// Joins the three parts.
    pub fn new(kind: &str, name: &str, aspect: &str) -> Self {
        let mut id = String::with_capacity(kind.len() + name.len() + aspect.len() + 2);
        for (n, part) in [kind, name, aspect].into_iter().enumerate() {
            if n > 0 {
                id.push('/');
            }
            encode(part, &mut id);
        }
        Self(id)
    }

    /// The kind of the thing that the step is about.
    pub fn kind(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }

    /// The whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for StepId {
    /// Takes an id that was made by [`StepId::new`] and stored.
    fn from(stored: String) -> Self {
        Self(stored)
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_first(stage: &u16) -> bool {
    *stage == 0
}

fn encode(part: &str, id: &mut String) {
    for c in part.chars() {
        match c {
            '%' | '/' => write!(id, "%{:02X}", u32::from(c)).expect("a String takes every write"),
            _ => id.push(c),
        }
    }
}
