//! An agent removed.

use std::sync::Arc;

use async_trait::async_trait;
use connect_agents::{ImportOptions, Removal, RowResult, removal, remove};
use connect_model::Target;

use super::{
    Desk, accepted, ask_of, at_rest,
    gathered::{nothing, row},
    stopped_agents,
};
use crate::{
    jobs::{
        Accepted, AgentAsk, AgentTally, AgentsResult, AgentsTold, Files, JobContext, JobResult,
        Order, Rejected, Stopped, Work,
    },
    work::{
        ground::Ground,
        plan::{misfit, misfit_stop},
    },
};

/// Removes one agent.
#[derive(Debug)]
pub(in crate::work) struct RemoveAgent(pub(in crate::work) Arc<Ground>);

// === impl RemoveAgent ===

#[async_trait]
impl Work for RemoveAgent {
    fn accept(&self, order: &Order, _: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let (alias, ask, look) = ask_of(order).ok_or_else(misfit)?;
        match ask {
            AgentAsk::Remove { options, .. } => Ok(accepted(target, alias, options, look)),
            AgentAsk::Import { .. } | AgentAsk::Upsert { .. } => Err(misfit()),
        }
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let (alias, ask, look) = ask_of(&job.order).ok_or_else(misfit_stop)?;
        let AgentAsk::Remove { username, options } = ask else {
            return Err(misfit_stop());
        };
        let footing = self.0.footing(job, alias).await?;
        let desk = Desk::open(&self.0, job, &footing, options).await?;
        let (cx, site) = (&footing.cx, desk.site());
        let done = if look {
            footing.verify_to_read().await?;
            removal(cx, site, username, options).await
        } else {
            footing.verify().await?;
            remove(cx, site, username, options, job.journal()).await
        };
        let done = done.map_err(|error| stopped_agents(error, &job.cancel))?;
        let told = AgentsTold {
            look,
            reads: footing.reads(),
            ..told(options, &done)
        };
        at_rest(
            done.ended,
            &job.cancel,
            AgentsResult::Remove(Box::new(told)),
        )
    }
}

fn told(options: &ImportOptions, done: &Removal) -> AgentsTold {
    AgentsTold {
        tally: tally(done.row.as_ref()),
        rows: done.row.iter().map(row).collect(),
        ..nothing(&options.directory)
    }
}

fn tally(row: Option<&RowResult>) -> AgentTally {
    AgentTally {
        outcomes: row.map(|row| (row.outcome, 1)).into_iter().collect(),
        ..AgentTally::default()
    }
}
