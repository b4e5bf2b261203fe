//! Steps between the instance and the one who is invited.

use reconcile::StepId;

use super::{Draft, Task};
use crate::{
    port::InvitationStatus,
    seen::{Seen, SeenInstance},
    wanted,
};

/// How far the invitation to a share has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// There is no share yet.
    None,
    /// It was accepted.
    Accepted,
    /// It waits to be accepted.
    Open,
    /// It has run out, so that what is shared later is lost with it.
    Expired,
    /// Somebody refused it.
    Rejected,
    /// There is a share, and neither an invitation nor an acceptance.
    Nowhere,
}

/// How far the invitation to the share of an instance has come.
pub(crate) fn standing(seen: &Seen, instance: &SeenInstance) -> Standing {
    let Some(share) = instance.share_arn() else {
        return Standing::None;
    };
    if seen.accepted.contains(share) {
        return Standing::Accepted;
    }
    let of_share = seen.invitations.iter().filter(|it| it.share_arn == share);
    let statuses: Vec<InvitationStatus> = of_share.map(|it| it.status).collect();
    let has = |status| statuses.contains(&status);
    if has(InvitationStatus::Pending) || has(InvitationStatus::Accepted) {
        Standing::Open
    } else if has(InvitationStatus::Expired) {
        Standing::Expired
    } else if has(InvitationStatus::Rejected) {
        Standing::Rejected
    } else {
        Standing::Nowhere
    }
}

impl Draft<'_> {
    /// What brings the data sets over; the steps after which tables can be reached.
    pub(super) fn producers(&mut self) -> Vec<StepId> {
        let seen = self.seen;
        let mut reached = Vec::new();
        for (n, instance) in seen.instances.iter().enumerate() {
            reached.extend(self.producer(n, instance));
        }
        reached
    }

    fn producer(&mut self, n: usize, instance: &SeenInstance) -> Option<StepId> {
        let producer = &self.deal.share.producers[instance.producer];
        let name = format!("{}.{}", producer.target, instance.alias);
        let wanted = wanted::data_sets(self.deal.share, instance);
        let missing: Vec<String> = wanted
            .iter()
            .filter(|it| !instance.has(it))
            .cloned()
            .collect();
        let standing = standing(self.seen, instance);
        let before = match standing {
            // An invitation that nobody sees any more is as good as one that has run out.
            Standing::Expired | Standing::Nowhere => {
                let there = instance.associations.iter().map(|it| it.data_set.clone());
                let mut all: Vec<String> = there.chain(missing).collect();
                all.sort();
                Some(self.steps.add(
                    ("association", &name, "renew"),
                    "connect:BatchDisassociateAnalyticsDataSet",
                    [],
                    Task::Renew {
                        instance: n,
                        data_sets: all,
                    },
                ))
            }
            _ if missing.is_empty() => None,
            _ => Some(self.steps.add(
                ("association", &name, "associate"),
                "connect:BatchAssociateAnalyticsDataSet",
                [],
                Task::Associate {
                    instance: n,
                    data_sets: missing,
                },
            )),
        };
        // Data sets that are added to a share that was accepted are there by themselves, in a while.
        if standing == Standing::Accepted && before.is_none() {
            return None;
        }
        Some(self.steps.add(
            ("invitation", &name, "accept"),
            "ram:AcceptResourceShareInvitation",
            before,
            Task::Accept { instance: n },
        ))
    }
}
