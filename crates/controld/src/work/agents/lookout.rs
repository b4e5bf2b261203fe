//! Ways to where files arrive.

use std::sync::Arc;

use async_trait::async_trait;
use connect_agents::arrival::ArrivalPort;
use reconcile::{Cancel, RunContext};
use uuid::Uuid;

use crate::{
    jobs::{AgentWatch, JobError, Lookout},
    reason,
    work::ground::Ground,
};

/// Ways to the accounts of targets.
#[derive(Debug)]
pub(in crate::work) struct TargetLookout(pub(in crate::work) Arc<Ground>);

#[async_trait]
impl Lookout for TargetLookout {
    async fn open(
        &self,
        watch: &AgentWatch,
        cancel: &Cancel,
    ) -> Result<(Arc<dyn ArrivalPort>, RunContext), JobError> {
        let target = self.0.named(&watch.target).ok_or_else(|| {
            let message = format!("targets/{} is not configured any more", watch.target);
            JobError::new(reason::TARGET_UNKNOWN, message)
        })?;
        // What is looked at needs no name of its own in CloudTrail.
        let (session, cx) = self.0.open(target, Uuid::nil(), cancel).await?;
        Ok((session.arrival_calls(), cx))
    }
}
