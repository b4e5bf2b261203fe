//! Who tells what somebody is to be told: at least once, and in order unless something goes wrong.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use async_trait::async_trait;

use super::{
    JobError, Jobs, Notice,
    rounds::{self, Rounds},
};
use crate::{store::StoreError, task::Task, telemetry::metrics};

/// How many are read at once.
const NOTICES_MAX: u32 = 50;
/// How long until the second try, and at most until any other.
const WAIT_FIRST: Duration = Duration::from_secs(30);
const WAIT_MAX: Duration = Duration::from_hours(1);

/// Tells people in AWS.
#[async_trait]
pub trait Herald: Send + Sync {
    /// Puts a notice on its event bus. Safe to repeat: whoever listens knows it by its name.
    async fn tell(&self, notice: &Notice) -> Result<(), JobError>;
}

/// Tells what there is to tell.
struct Telling(Arc<dyn Herald>);

/// Tells what there is to tell, from now on.
pub fn start_herald(jobs: &Jobs, herald: Arc<dyn Herald>) -> Task<()> {
    rounds::start(jobs, jobs.shared.hub.notices(), Telling(herald))
}

// === impl Telling ===

#[async_trait]
impl Rounds for Telling {
    const WHAT: &'static str = "notices could not be read";

    async fn go(&self, jobs: &Jobs) -> Result<Option<SystemTime>, StoreError> {
        jobs.tell_all(&*self.0).await?;
        jobs.store().next_notice().await
    }
}

// === impl Jobs ===

impl Jobs {
    /// Tells all that is to be tried now.
    async fn tell_all(&self, herald: &dyn Herald) -> Result<(), StoreError> {
        loop {
            let notices = self.store().notices(self.now(), NOTICES_MAX).await?;
            for notice in &notices {
                self.tell(herald, notice).await?;
            }
            if notices.len() < NOTICES_MAX as usize {
                return Ok(());
            }
        }
    }

    async fn tell(&self, herald: &dyn Herald, notice: &Notice) -> Result<(), StoreError> {
        match herald.tell(notice).await {
            Ok(()) => {
                metrics::notice_tried("told");
                self.store().notice_told(notice.id).await
            }
            Err(error) => {
                metrics::notice_tried("failed");
                tracing::warn!(
                    notice = %notice.id,
                    reason = error.reason,
                    error = error.message,
                    "a notice could not be told"
                );
                let next = self.now() + wait(notice.tries);
                self.store().notice_untold(notice.id, next).await
            }
        }
    }
}

fn wait(tries: u32) -> Duration {
    WAIT_FIRST.saturating_mul(1 << tries.min(16)).min(WAIT_MAX)
}
