//! What can go wrong in a step, and what that means for a repeat.

use connect_model::{Fault, FaultClass};
use reconcile::{Setback, Verdict};

use crate::KindId;

/// Trouble in a step: an answer of AWS, or a finding of our own.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Trouble {
    /// AWS answered with a fault.
    #[error("AWS refused the call")]
    Fault(Box<Fault>),
    /// The step itself knows what a repeat means.
    #[error("the step cannot go on")]
    Setback(Box<Setback>),
}

// === impl Trouble ===

impl Trouble {
    /// A repeat cannot help.
    pub fn stored(reason: &str, message: impl Into<String>) -> Self {
        Setback::new(Verdict::Final, reason, message).into()
    }

    /// A step asks for an aspect that its kind does not have.
    pub(crate) fn unknown_aspect(kind: KindId, aspect: &str) -> Self {
        Self::stored("ASPECT_UNKNOWN", format!("{kind} has no aspect {aspect}"))
    }

    /// Whether AWS answered with a fault of this class.
    pub fn is(&self, class: FaultClass) -> bool {
        matches!(self, Self::Fault(fault) if fault.class == class)
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Fault(Box::new(fault))
    }
}

impl From<Setback> for Trouble {
    fn from(setback: Setback) -> Self {
        Self::Setback(Box::new(setback))
    }
}

impl From<Trouble> for Setback {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Fault(fault) => setback(&fault),
            Trouble::Setback(setback) => *setback,
        }
    }
}

/// What a fault of AWS means for a repeat of the step that met it.
///
/// Not found is worth a repeat: reads lag behind writes for a few seconds, and what a step names was
/// made or seen before it. In use likewise: right after a reference is removed it may still be seen.
pub fn setback(fault: &Fault) -> Setback {
    let verdict = match fault.class {
        FaultClass::Throttled => Verdict::Throttled,
        FaultClass::NotSent | FaultClass::NotFound | FaultClass::InUse | FaultClass::NotReady => {
            Verdict::Again
        }
        FaultClass::Unavailable => Verdict::Unknown,
        FaultClass::Duplicate
        | FaultClass::Conflict
        | FaultClass::QuotaFull
        | FaultClass::Denied
        | FaultClass::Invalid
        | FaultClass::Other => Verdict::Final,
    };
    let mut setback = Setback::new(verdict, fault.code.clone(), fault.to_string())
        .with("service", fault.service.clone())
        .with("operation", fault.operation.clone());
    if let Some(id) = &fault.request_id {
        setback = setback.with("request_id", id.clone());
    }
    if fault.class == FaultClass::QuotaFull {
        let hint = "the quota is full; ask for more in Service Quotas, or remove something";
        setback.message = format!("{} ({hint})", setback.message);
    }
    setback
}
