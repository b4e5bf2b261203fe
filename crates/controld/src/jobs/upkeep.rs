//! What has to be done from time to time: forgetting what is old, and measuring what is there.

use std::time::Duration;

use super::{AlertKind, Jobs, State};
use crate::{
    store::StoreError,
    task::{self, Task},
    telemetry::metrics,
};

/// How often.
const ROUND: Duration = Duration::from_mins(1);

/// Most jobs that go in one commit: keeps others from waiting long.
const SWEPT_MAX: u32 = 200;

/// Starts the upkeep. Jobs at rest are forgotten after `retention`.
pub fn start_upkeep(jobs: &Jobs, retention: Duration) -> Task<()> {
    let jobs = jobs.clone();
    task::start(async move {
        loop {
            if let Err(cause) = round(&jobs, retention).await {
                tracing::error!(%cause, "upkeep failed");
            }
            jobs.clock().sleep(ROUND).await;
        }
    })
}

async fn round(jobs: &Jobs, retention: Duration) -> Result<(), StoreError> {
    measure(jobs).await?;
    let before = jobs.now().checked_sub(retention);
    while let Some(before) = before {
        if jobs.store().sweep(before, SWEPT_MAX).await? < u64::from(SWEPT_MAX) {
            break;
        }
    }
    Ok(())
}

async fn measure(jobs: &Jobs) -> Result<(), StoreError> {
    let (mut depth, mut oldest, mut attention) = (0, Duration::ZERO, 0);
    for tally in jobs.store().tally().await? {
        metrics::jobs_are(tally.kind, tally.state, tally.jobs);
        if tally.state == State::Queued {
            let age = jobs.now().duration_since(tally.oldest).unwrap_or_default();
            depth += tally.jobs;
            oldest = oldest.max(age);
        }
        if tally.state == State::NeedsAttention {
            attention += tally.jobs;
        }
    }
    metrics::queue_is(depth, oldest);
    metrics::attention_is(attention);
    let alerts = jobs.store().alert_tally().await?;
    for kind in AlertKind::ALL {
        let count = alerts.iter().find(|(it, _)| *it == kind);
        metrics::alerts_are(kind, count.map_or(0, |(_, count)| *count));
    }
    Ok(())
}
