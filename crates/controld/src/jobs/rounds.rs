//! What the daemon does by itself, round after round.

use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use tokio::sync::watch;

use super::Jobs;
use crate::{
    store::StoreError,
    task::{self, Task},
};

/// Longest wait between two rounds: another daemon may have added something, and clocks may be set.
const ROUND: Duration = Duration::from_mins(1);
/// Shortest one: whatever goes wrong, the store is not asked without a pause.
const BREATH: Duration = Duration::from_millis(100);

/// Something that is due from time to time.
#[async_trait]
pub(super) trait Rounds: Send + 'static {
    /// What is not done when a round fails.
    const WHAT: &'static str;

    /// Does all that is due; when the next thing will be.
    async fn go(&self, jobs: &Jobs) -> Result<Option<SystemTime>, StoreError>;
}

/// Goes round from now on: when something is due, and when something changed.
pub(super) fn start<R: Rounds + Sync>(
    jobs: &Jobs,
    mut changes: watch::Receiver<u64>,
    rounds: R,
) -> Task<()> {
    let jobs = jobs.clone();
    task::start(async move {
        loop {
            changes.mark_unchanged();
            let wait = match rounds.go(&jobs).await {
                Ok(next) => wait(&jobs, next),
                Err(cause) => {
                    tracing::error!(%cause, what = R::WHAT, "a round failed");
                    ROUND
                }
            };
            tokio::select! {
                _ = changes.changed() => {}
                () = jobs.clock().sleep(wait) => {}
            }
        }
    })
}

fn wait(jobs: &Jobs, next: Option<SystemTime>) -> Duration {
    let wait = next.map(|next| next.duration_since(jobs.now()).unwrap_or_default());
    wait.map_or(ROUND, |wait| wait.clamp(BREATH, ROUND))
}
