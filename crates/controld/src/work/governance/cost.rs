//! What was spent.

use std::{collections::BTreeSet, sync::Arc};

use async_trait::async_trait;
use connect_governance::{
    Cost, CostQuestion, cost,
    port::upkeep::{Dimension, Grain},
};
use connect_model::Target;

use super::{ask_of, desk::Desk, kept, reading_account, stopped_governance};
use crate::{
    jobs::{
        self, Accepted, CostGroup, CostRow, CostTold, Files, GovernanceAsk, GovernanceResult,
        Granularity, JobContext, JobResult, Order, Rejected, Stopped, Work,
    },
    work::{
        ground::Ground,
        plan::{misfit, misfit_stop},
    },
};

/// Says what was spent.
#[derive(Debug)]
pub(in crate::work) struct GetCost(pub(in crate::work) Arc<Ground>);

// === impl GetCost ===

#[async_trait]
impl Work for GetCost {
    fn accept(&self, order: &Order, _: &Files, target: &Target) -> Result<Accepted, Rejected> {
        match ask_of(order) {
            Some(GovernanceAsk::Cost(_)) => Ok(reading_account(target)),
            _ => Err(misfit()),
        }
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Some(GovernanceAsk::Cost(question)) = ask_of(&job.order) else {
            return Err(misfit_stop());
        };
        let desk = Desk::open(&self.0, job).await?;
        let name = kept::name(&job.target, question);
        if let Some(told) = kept::recall(job.memory(), &name, desk.now_s()).await {
            return Ok(result(told));
        }
        desk.verify_to_read().await?;
        let calls = desk.session.upkeep_calls();
        let found = cost(&desk.cx, &calls, &asked(question)).await;
        let found = found.map_err(|error| stopped_governance(error, &job.cancel))?;
        let is_whole = found.is_whole;
        let told = told(found);
        if is_whole {
            kept::keep(job.memory(), name, &told).await;
        }
        Ok(result(told))
    }
}

fn asked(question: &jobs::CostQuestion) -> CostQuestion {
    CostQuestion {
        start: question.start.clone(),
        end: question.end.clone(),
        grain: match question.granularity {
            Granularity::Daily => Grain::Day,
            Granularity::Monthly => Grain::Month,
        },
        group: match &question.group {
            CostGroup::Service => Dimension::Service,
            CostGroup::UsageType => Dimension::UsageType,
            CostGroup::Account => Dimension::Account,
            CostGroup::Tag(key) => Dimension::Tag(key.to_string()),
        },
        services: BTreeSet::new(),
        forecast_end: question.forecast_end.clone(),
    }
}

fn told(cost: Cost) -> CostTold {
    let share = cost.untagged.map(|it| f64::from(it.millionths) / 1e6);
    CostTold {
        currency: cost.currency,
        rows: cost.rows.into_iter().map(row).collect(),
        total: cost.total.to_string(),
        forecast: cost.forecast.into_iter().map(row).collect(),
        untagged_share: share.unwrap_or_default(),
        services: cost.services.into_iter().collect(),
        notes: cost.notes,
        asked_at_s: cost.asked_at_s,
    }
}

fn row(row: connect_governance::CostRow) -> CostRow {
    CostRow {
        start: row.start,
        end: row.end,
        group: row.group,
        amount: row.amount.to_string(),
        estimated: row.is_estimated,
    }
}

fn result(told: CostTold) -> JobResult {
    JobResult::Governance(GovernanceResult::Cost(told))
}
