//! Mends what needs nobody to decide.
//!
//! [`plan`] says what would be done about findings, [`carry_out`] does it. Every step brings one setting
//! to what it should be and leaves the others alone, so it may run twice. Nothing here deletes anything;
//! a rule of lifecycle lets data go, and stands in the plan with its days.

mod act;
mod plan;
mod tls;
mod words;

use std::{fmt, sync::Arc};

use connect_model::InstanceId;
use connect_resources::{approved_origin, bucket, instance, log_group};
use reconcile::{Journal, JournalError, Plan, RunContext, RunReport, run};

use self::act::Hand;
pub use self::plan::plan;
use crate::{Mend, port::RemedyPort};

/// The calls of one account in one Region.
#[derive(Clone)]
pub struct Calls {
    /// Attributes of the instance.
    pub instances: Arc<dyn instance::Port>,
    /// Log groups.
    pub log_groups: Arc<dyn log_group::Port>,
    /// Buckets.
    pub buckets: Arc<dyn bucket::Port>,
    /// Sites that may embed the instance.
    pub origins: Arc<dyn approved_origin::Port>,
    /// Everything else.
    pub remedies: Arc<dyn RemedyPort>,
}

/// Carries a plan out on an instance and on what surrounds it.
///
/// What is meant is durable before it is done. Safe to repeat and to resume. A step that failed is no
/// error: it stands in the report.
pub async fn carry_out(
    cx: &RunContext,
    calls: &Calls,
    instance: &InstanceId,
    plan: &Plan<Mend>,
    journal: &dyn Journal,
) -> Result<RunReport, JournalError> {
    let hand = Hand {
        cx,
        calls,
        instance,
    };
    run(cx, plan, journal, &hand).await
}

// === impl Calls ===

impl Calls {
    /// All out of one implementation of all of them.
    pub fn of<P>(all: &Arc<P>) -> Self
    where
        P: instance::Port
            + log_group::Port
            + bucket::Port
            + approved_origin::Port
            + RemedyPort
            + 'static,
    {
        Self {
            instances: Arc::clone(all) as _,
            log_groups: Arc::clone(all) as _,
            buckets: Arc::clone(all) as _,
            origins: Arc::clone(all) as _,
            remedies: Arc::clone(all) as _,
        }
    }
}

impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Calls")
    }
}

#[cfg(test)]
mod tests;
