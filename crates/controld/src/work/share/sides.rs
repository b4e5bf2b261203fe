//! The two sides of a share, with the calls to each.

use std::collections::BTreeMap;

use analytics_share::{Parties, Site, port::Calls};
use connect_aws::Session;
use connect_model::{Arn, Target, TargetName, share::AnalyticsShare};
use reconcile::RunContext;

use super::super::ground::{Ground, no_target, verify};
use crate::jobs::{JobContext, Stopped};

/// A target, and the calls to it.
struct Side {
    target: Target,
    session: Session,
    cx: RunContext,
    calls: Calls,
}

/// The sides of a share in one Region.
pub(super) struct Sides<'g> {
    ground: &'g Ground,
    by_name: BTreeMap<TargetName, Side>,
    producers: Vec<TargetName>,
    consumer: TargetName,
}

// === impl Sides ===

impl<'g> Sides<'g> {
    /// Opens a session to each target. Nothing is called yet.
    pub(super) async fn open(
        ground: &'g Ground,
        job: &JobContext,
        share: &AnalyticsShare,
    ) -> Result<Self, Stopped> {
        let producers: Vec<_> = share.producers.iter().map(|it| it.target.clone()).collect();
        let consumer = share.consumer.clone();
        let mut by_name = BTreeMap::new();
        for name in producers.iter().chain([&consumer]) {
            if !by_name.contains_key(name) {
                by_name.insert(name.clone(), Side::open(ground, job, name).await?);
            }
        }
        Ok(Self {
            ground,
            by_name,
            producers,
            consumer,
        })
    }

    pub(super) fn parties(&self) -> Parties<'_> {
        Parties {
            producers: self
                .producers
                .iter()
                .map(|it| self.side(it).site())
                .collect(),
            consumer: self.side(&self.consumer).site(),
        }
    }

    pub(super) fn cx(&self) -> &RunContext {
        &self.side(&self.consumer).cx
    }

    /// Credentials must be for the accounts of their targets before anything is written.
    pub(super) async fn verify(&self) -> Result<(), Stopped> {
        for side in self.by_name.values() {
            self.verify_side(side).await?;
        }
        Ok(())
    }

    /// The same of the side that reads alone.
    pub(super) async fn verify_consumer(&self) -> Result<(), Stopped> {
        self.verify_side(self.side(&self.consumer)).await
    }

    /// For who only reads it is enough that they were so a while ago.
    pub(super) async fn verify_to_read(&self) -> Result<(), Stopped> {
        let accounts = self.ground.accounts();
        for side in self.by_name.values() {
            if !accounts.are_known(&side.target.name, side.cx.clock.now()) {
                self.verify_side(side).await?;
            }
        }
        Ok(())
    }

    /// The calls of the side that reads, in the name of the query role; of the target itself, where the share
    /// has no such role.
    pub(super) fn reader(&self, share: &AnalyticsShare) -> Calls {
        let role = self.parties().query_role(share);
        as_role(&self.side(&self.consumer).session, role.as_deref())
    }

    pub(super) fn reads(&self) -> u32 {
        let sides = self.by_name.values();
        let reads: u64 = sides.map(|it| it.session.meter().tallies().reads()).sum();
        u32::try_from(reads).unwrap_or(u32::MAX)
    }

    async fn verify_side(&self, side: &Side) -> Result<(), Stopped> {
        let at = (&side.target.name, self.ground.accounts());
        verify(&side.session, &side.cx, at).await
    }

    fn side(&self, name: &TargetName) -> &Side {
        &self.by_name[name]
    }
}

/// The calls of a session in the name of a role.
pub(super) fn as_role(session: &Session, role: Option<&str>) -> Calls {
    match role.and_then(|role| Arn::new(role).ok()) {
        Some(role) => session.assuming(&role).share_calls(),
        None => session.share_calls(),
    }
}

// === impl Side ===

impl Side {
    async fn open(ground: &Ground, job: &JobContext, name: &TargetName) -> Result<Self, Stopped> {
        let target = ground.named(name).ok_or_else(|| no_target(name))?.clone();
        let (session, cx) = ground
            .open_for(job, &target)
            .await
            .map_err(Stopped::failed)?;
        let calls = session.share_calls();
        Ok(Self {
            target,
            session,
            cx,
            calls,
        })
    }

    fn site(&self) -> Site<'_> {
        Site {
            target: &self.target.name,
            account: &self.target.account,
            region: &self.target.region,
            calls: &self.calls,
        }
    }
}
