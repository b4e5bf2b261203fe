//! Policies on a role: looks, plans, and makes it so.
//!
//! What is made carries a tag that says so. A policy of somebody else that has the name is never changed.

mod act;
mod observe;
mod plan;
#[cfg(test)]
mod tests;
mod wanted;

use connect_model::{AccountId, Arn};
use reconcile::{Journal, Plan, RunContext, RunReport, StepReport, run};

pub use self::plan::Task;
use self::{
    act::Hand,
    observe::{Seen, observe},
    wanted::Wanted,
};
use crate::Error;
use crate::{policy::Policies, port::IdentityPort};

/// The tag on what an attachment makes. Its value is `ROLE/NAME`: the policies of one role are not
/// changed for another.
pub const ATTACHMENT_TAG: &str = "trunkline:attachment";

/// What a role may do.
#[derive(Clone, Copy, Debug)]
pub struct Attachment<'a> {
    /// What the policies are called; each has a number behind it.
    pub name: &'a str,
    /// The partition and the account of the role.
    pub place: (&'a str, &'a AccountId),
    /// The role.
    pub role: &'a str,
    /// Who may take it, where it is made.
    pub trusts: &'a [Arn],
    /// What it may do.
    pub policies: &'a Policies,
}

/// What would be done.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The steps; none where all is so.
    pub plan: Plan<Task>,
    wanted: Wanted,
    seen: Seen,
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Attached {
    /// The ARNs of the policies.
    pub policies: Vec<String>,
    /// What became of each step; none where all was so already.
    pub run: RunReport,
}

/// Says what [`attach`] would do. Nothing is written.
pub async fn draft(
    cx: &RunContext,
    attachment: &Attachment<'_>,
    port: &dyn IdentityPort,
) -> Result<Draft, Error> {
    let wanted = Wanted::of(attachment)?;
    let seen = observe(cx, &wanted, port).await?;
    let findings = plan::findings(&wanted, &seen);
    if !findings.is_empty() {
        return Err(Error::Findings(findings));
    }
    let plan = plan::plan(&wanted, &seen).map_err(|cause| Error::of_plan(&cause))?;
    Ok(Draft { plan, wanted, seen })
}

/// Makes it so.
///
/// All that stands in the way is said before the first write. Safe to repeat and to resume: what is so
/// already is left alone, and rights that are needed further on never go before others are there.
pub async fn attach(
    cx: &RunContext,
    attachment: &Attachment<'_>,
    port: &dyn IdentityPort,
    journal: &dyn Journal,
) -> Result<Attached, Error> {
    let draft = draft(cx, attachment, port).await?;
    carry_out(cx, draft, port, journal).await
}

/// Does what a draft says, for who had to look at it before the first write.
pub async fn carry_out(
    cx: &RunContext,
    draft: Draft,
    port: &dyn IdentityPort,
    journal: &dyn Journal,
) -> Result<Attached, Error> {
    let hand = Hand {
        port,
        wanted: &draft.wanted,
        seen: &draft.seen,
    };
    let run = run(cx, &draft.plan, journal, &hand).await?;
    let policies = draft.wanted.policies.iter().map(|it| it.arn.clone());
    Ok(Attached {
        policies: policies.collect(),
        run,
    })
}

// === impl Attached ===

impl Attached {
    /// How many steps were done.
    pub fn changes(&self) -> usize {
        let reports = self.run.steps.iter();
        reports
            .filter(|(_, report)| matches!(report, StepReport::Done(_)))
            .count()
    }
}
