//! How fast the other side may be called.

use std::{
    borrow::Cow,
    fmt,
    fmt::Debug,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// A queue of calls that the other side limits as one. Opaque here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lane(Cow<'static, str>);

/// Who goes first when a lane is short.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// A person waits.
    Interactive,
    /// Work that may take its time.
    #[default]
    Bulk,
}

/// How urgent one piece of work is at present. Clones are one and the same: who learns how much there
/// is to do sets it, and who waits in a lane looks at it.
#[derive(Clone, Debug, Default)]
pub struct Haste(Arc<AtomicBool>);

/// Keeps calls within what the other side allows.
///
/// Contract: [`admit`](Pace::admit) returns when one call may leave, and has paid for it. Waiters of
/// the same urgency and the same work are served in the order in which they came, different works in
/// turn; interactive before bulk, but for a small share that keeps bulk from starving. `refused` lowers the lane's rate, `accepted` lets it rise again slowly, never above its start.
#[async_trait]
pub trait Pace: Debug + Send + Sync {
    /// Waits until one call in `lane` may leave.
    async fn admit(&self, lane: &Lane, urgency: Urgency);

    /// The other side said that calls in `lane` come too fast.
    fn refused(&self, lane: &Lane);

    /// A call in `lane` was taken.
    fn accepted(&self, lane: &Lane);
}

/// No limit at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unpaced;

// === impl Lane ===

impl Lane {
    /// A lane by its name.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self(name.into())
    }

    /// The lane's name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Lane {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

// === impl Urgency ===

impl Urgency {
    /// Work of so few steps is as if a person waited for it: it is over in seconds.
    pub const STEPS_MAX: usize = 20;

    /// The urgency of work that has so many steps.
    pub fn of_steps(steps: usize) -> Self {
        if steps <= Self::STEPS_MAX {
            Self::Interactive
        } else {
            Self::Bulk
        }
    }
}

// === impl Haste ===

impl Haste {
    /// As urgent as that.
    pub fn new(urgency: Urgency) -> Self {
        let haste = Self::default();
        haste.set(urgency);
        haste
    }

    /// How urgent it is now.
    pub fn urgency(&self) -> Urgency {
        if self.0.load(Ordering::Relaxed) {
            Urgency::Interactive
        } else {
            Urgency::Bulk
        }
    }

    /// From now on it is as urgent as that. Calls that wait already keep their place.
    pub fn set(&self, urgency: Urgency) {
        let is_interactive = urgency == Urgency::Interactive;
        self.0.store(is_interactive, Ordering::Relaxed);
    }
}

// === impl Unpaced ===

#[async_trait]
impl Pace for Unpaced {
    async fn admit(&self, _: &Lane, _: Urgency) {}

    fn refused(&self, _: &Lane) {}

    fn accepted(&self, _: &Lane) {}
}
