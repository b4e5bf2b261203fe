//! The other side of a pair that AWS keeps in step (Global Resiliency).
//!
//! AWS mirrors flows and modules with their versions and aliases, and not the ties to Lambda functions
//! and Lex bots (facts/connect-api.md, 4.8). So nothing of a flow is written at the replica: it is waited
//! until nothing lags behind, then the functions and Lex V2 bots that flows name are tied there, then both
//! sides are compared. What flows hold by an ARN, or a mapping gives as a value, is left to its owner.

mod act;
mod compare;
mod look;

use std::collections::BTreeSet;

use connect_model::{Finding, InstanceId};
use reconcile::{Journal, Lane, Plan, RunContext, RunReport, Step, StepId, run};

use self::act::Hand;
pub(crate) use self::look::Cargo;
use crate::{error::Error, site::Site};

/// Both sides of a pair.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair<'a> {
    /// The side that is written.
    pub(crate) near: Site<'a>,
    /// The side that AWS writes.
    pub(crate) far: Site<'a>,
}

/// What there is to do at the replica, or what stands in the way.
pub(crate) struct Outlook {
    pub(crate) instance: InstanceId,
    pub(crate) ties: Vec<Tie>,
    pub(crate) findings: Vec<Finding>,
}

/// Something that flows use, to be tied to the replica.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tie {
    /// A Lambda function, by its ARN in the Region of the replica.
    Function { arn: String },
    /// An alias of a Lex V2 bot, by its ARN there and its name.
    Bot { arn: String, name: String },
}

/// One step at the replica.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// Waits until nothing lags behind.
    InStep,
    /// Ties something.
    Tie(Tie),
    /// Waits until both sides hold the same.
    Compare,
}

// === impl Pair ===

impl<'a> Pair<'a> {
    /// Of an instance that has a replica.
    pub(crate) fn of(near: Site<'a>, far: Option<Site<'a>>) -> Option<Self> {
        far.map(|far| Self { near, far })
    }

    /// What there is to do at the replica for what a release brings. Reads only.
    pub(crate) async fn look(&self, cx: &RunContext, cargo: &Cargo) -> Result<Outlook, Error> {
        look::look(cx, *self, cargo).await
    }

    /// Brings the replica after the side that was written. Safe to repeat and to resume.
    pub(crate) async fn follow(
        &self,
        cx: &RunContext,
        outlook: &Outlook,
        cargo: &Cargo,
        journal: &dyn Journal,
    ) -> Result<RunReport, Error> {
        let plan = Plan::new(self.steps(&outlook.ties)).map_err(|cause| Error::of_plan(&cause))?;
        let hand = Hand {
            cx,
            pair: *self,
            instance: &outlook.instance,
            names: cargo.items(),
            journal,
        };
        Ok(run(cx, &plan, journal, &hand).await?)
    }

    /// The steps that there are at the replica where these things are to be tied.
    pub(crate) fn step_ids(&self, ties: &[Tie]) -> Vec<StepId> {
        let steps = self.steps(ties).into_iter();
        steps.map(|step| step.id).collect()
    }

    fn steps(&self, ties: &[Tie]) -> Vec<Step<Task>> {
        let region = self.far.scope.region.as_str();
        let in_step = StepId::new("replica", region, "in-step");
        let step = |id: StepId, lane: &'static str, needs: &BTreeSet<StepId>, action: Task| Step {
            id,
            lane: Lane::new(lane),
            needs: needs.clone(),
            stage: 0,
            action,
        };
        let nothing = BTreeSet::new();
        let first = step(
            in_step.clone(),
            "connect:ListReplicationFindings",
            &nothing,
            Task::InStep,
        );
        let mut needs = BTreeSet::from([in_step]);
        let middle: Vec<_> = ties
            .iter()
            .map(|tie| {
                let (id, lane) = match tie {
                    Tie::Function { arn } => {
                        let id = StepId::new("lambda", arn, "replica");
                        (id, "connect:AssociateLambdaFunction")
                    }
                    Tie::Bot { arn, .. } => {
                        (StepId::new("lex", arn, "replica"), "connect:AssociateBot")
                    }
                };
                step(id, lane, &needs, Task::Tie(tie.clone()))
            })
            .collect();
        needs.extend(middle.iter().map(|step| step.id.clone()));
        let compare = StepId::new("replica", region, "compare");
        let last = step(
            compare,
            "connect:DescribeContactFlow",
            &needs,
            Task::Compare,
        );
        [first].into_iter().chain(middle).chain([last]).collect()
    }
}
