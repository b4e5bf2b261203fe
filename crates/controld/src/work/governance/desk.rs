//! The footing of a job that is about an account, and maybe about an instance in it.

use connect_aws::Session;
use connect_model::Target;
use reconcile::RunContext;

use crate::{
    jobs::{JobContext, Stopped, StoreMemory},
    work::ground::{Ground, no_target, verify},
};

/// A session of a job, and where it is.
pub(super) struct Desk<'g> {
    ground: &'g Ground,
    pub(super) target: Target,
    pub(super) session: Session,
    pub(super) cx: RunContext,
    /// What earlier jobs read and no search shows.
    pub(super) memory: StoreMemory,
}

// === impl Desk ===

impl<'g> Desk<'g> {
    /// Opens a session. Nothing is called yet.
    pub(super) async fn open(ground: &'g Ground, job: &JobContext) -> Result<Self, Stopped> {
        let target = ground.named(&job.target);
        let target = target.ok_or_else(|| no_target(&job.target))?.clone();
        let opened = ground.open_for(job, &target).await;
        let (session, cx) = opened.map_err(Stopped::failed)?;
        Ok(Self {
            ground,
            target,
            session,
            cx,
            memory: job.memory().clone(),
        })
    }

    /// The credentials must be for the target's account before anything is written.
    async fn verify(&self) -> Result<(), Stopped> {
        let at = (&self.target.name, self.ground.accounts());
        verify(&self.session, &self.cx, at).await
    }

    /// For who only reads it is enough that they were so a while ago.
    pub(super) async fn verify_to_read(&self) -> Result<(), Stopped> {
        let accounts = self.ground.accounts();
        if accounts.are_known(&self.target.name, self.cx.clock.now()) {
            return Ok(());
        }
        self.verify().await
    }

    /// As much of it as is due.
    pub(super) async fn verify_for(&self, look: bool) -> Result<(), Stopped> {
        if look {
            self.verify_to_read().await
        } else {
            self.verify().await
        }
    }

    pub(super) fn reads(&self) -> u32 {
        let reads = self.session.meter().tallies().reads();
        u32::try_from(reads).unwrap_or(u32::MAX)
    }

    /// Now, in seconds since 1970.
    pub(super) fn now_s(&self) -> i64 {
        let now = self.cx.clock.now();
        let since = now.duration_since(std::time::SystemTime::UNIX_EPOCH);
        i64::try_from(since.unwrap_or_default().as_secs()).unwrap_or(i64::MAX)
    }
}
