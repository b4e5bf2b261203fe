//! One group moved.

use std::time::Duration;

use async_trait::async_trait;
use connect_resources::{
    Trouble,
    traffic_distribution_group::{Distribution, GroupStatus, Port},
    until,
};
use reconcile::{Act, Attempt, Certainty, RunContext, Setback, Step};
use serde_json::{Value, json};

use super::plan::{Move, missing};
use crate::site::Site;

/// How long to wait for AWS to carry a shift out. In an emergency nobody waits for longer.
const SHIFTING: Duration = Duration::from_mins(5);

/// Moves groups.
pub(super) struct Hand<'a> {
    pub(super) cx: &'a RunContext,
    pub(super) site: Site<'a>,
}

// === impl Hand ===

#[async_trait]
impl Act<Move> for Hand<'_> {
    async fn act(&self, step: &Step<Move>, attempt: &Attempt<'_>) -> Result<Value, Setback> {
        let moved = self.make_so(&step.action, attempt.certainty()).await;
        moved
            .map(|()| json!(step.action.change))
            .map_err(Setback::from)
    }
}

impl Hand<'_> {
    async fn make_so(&self, action: &Move, certainty: Certainty) -> Result<(), Trouble> {
        let Move { arn, change } = action;
        if certainty == Certainty::MayBeDone && self.is_so(arn, change).await? {
            return Ok(());
        }
        self.at_rest(arn).await?;
        self.port().distribute(arn, change).await?;
        let what = "the shift";
        let (clock, cancel) = (&*self.cx.clock, &self.cx.cancel);
        until(clock, cancel, what, SHIFTING, || self.is_so(arn, change)).await
    }

    /// AWS shifts a group once at a time.
    async fn at_rest(&self, arn: &str) -> Result<(), Trouble> {
        if self.is_at_rest(arn).await? {
            return Ok(());
        }
        let what = "the end of another shift";
        let (clock, cancel) = (&*self.cx.clock, &self.cx.cancel);
        until(clock, cancel, what, SHIFTING, || self.is_at_rest(arn)).await
    }

    async fn is_at_rest(&self, arn: &str) -> Result<bool, Trouble> {
        let status = self.port().describe(arn).await?.status;
        Ok(!matches!(
            status,
            GroupStatus::Updating | GroupStatus::Creating
        ))
    }

    async fn is_so(&self, arn: &str, change: &Distribution) -> Result<bool, Trouble> {
        let have = self.port().distribution(arn).await?;
        Ok(missing(change, &have) == Distribution::default())
    }

    fn port(&self) -> &dyn Port {
        &*self.site.ports.traffic_distribution_group
    }
}
