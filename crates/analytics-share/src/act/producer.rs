//! Data sets shared, and the invitation accepted.

use std::{collections::BTreeSet, time::Duration};

use connect_model::{Fault, FaultClass};
use connect_resources::{Trouble, look_patiently, read};
use reconcile::{Note, Setback, StepId, Verdict};
use serde_json::{Value, json};

use super::Hand;
use crate::{
    port::{Association, InvitationStatus},
    seen::SeenInstance,
};

/// How long AWS RAM may take to show what was shared. The construct of the vendor waits two minutes for
/// it after a change, and four after a removal (facts/analytics-share.md, 4).
const ARRIVAL: Duration = Duration::from_mins(5);

impl Hand<'_> {
    /// A batch tells errors without the data sets that they are about. What is not shared after it is
    /// tried one by one, so that each has an error of its own.
    pub(super) async fn associate(&self, n: usize, data_sets: &[String]) -> Result<Value, Trouble> {
        let (instance, consumer) = (&self.seen.instances[n], self.deal.consumer());
        let port = &self.producer(n).calls.data_sets;
        let batch = port
            .associate_all(&instance.id, data_sets, consumer.account)
            .await?;
        self.known.associated(n, &batch.created);
        if batch.created.len() == data_sets.len() {
            return Ok(json!({ "data_sets": data_sets }));
        }
        let there = self.associations(n).await?;
        self.known.associated(n, &there);
        for data_set in data_sets {
            if !there.iter().any(|it| it.data_set == *data_set) {
                self.associate_one(n, data_set).await?;
            }
        }
        Ok(json!({ "data_sets": data_sets }))
    }

    /// One that an earlier try shared may be refused before any list shows it.
    async fn associate_one(&self, n: usize, data_set: &str) -> Result<(), Trouble> {
        let (instance, consumer) = (&self.seen.instances[n], self.deal.consumer());
        let port = &self.producer(n).calls.data_sets;
        let made = port
            .associate(&instance.id, data_set, consumer.account)
            .await;
        let fault = match made {
            Ok(made) => {
                self.known.associated(n, &[made]);
                return Ok(());
            }
            Err(fault) if !is_refusal(fault.class) => return Err(fault.into()),
            Err(fault) => fault,
        };
        let shown = look_patiently(&*self.cx.clock, &self.cx.cancel, async || {
            let there = self.associations(n).await?;
            let is_there = there.iter().any(|it| it.data_set == *data_set);
            Ok(is_there.then_some(there))
        });
        let there = shown
            .await?
            .ok_or_else(|| refused(instance, data_set, &fault))?;
        self.known.associated(n, &there);
        Ok(())
    }

    /// Only when nothing is left in a share does the next data set bring a new one.
    pub(super) async fn renew(&self, n: usize, data_sets: &[String]) -> Result<Value, Trouble> {
        let (instance, consumer) = (&self.seen.instances[n], self.deal.consumer());
        let port = &self.producer(n).calls.data_sets;
        let stale = instance.share_arn();
        let there = self.associations(n).await?;
        let is_stale = |it: &&Association| Some(it.share_arn.as_str()) == stale;
        let doomed: Vec<String> = there
            .iter()
            .filter(is_stale)
            .map(|it| it.data_set.clone())
            .collect();
        if !doomed.is_empty() {
            port.disassociate_all(&instance.id, &doomed, consumer.account)
                .await?;
            let gone = || async { Ok(!self.associations(n).await?.iter().any(|it| is_stale(&it))) };
            self.settle("the old share to end", ARRIVAL, gone).await?;
        }
        let there = self.associations(n).await?;
        self.known.associated(n, &there);
        let has = |it: &&String| there.iter().any(|one| one.data_set == **it);
        let missing: Vec<String> = data_sets.iter().filter(|it| !has(it)).cloned().collect();
        if missing.is_empty() {
            return Ok(json!({ "data_sets": data_sets }));
        }
        self.associate(n, &missing).await
    }

    /// In an organisation there may be no invitation at all, so what counts is whether the share is
    /// there.
    pub(super) async fn accept(&self, n: usize, step: &StepId) -> Result<Value, Trouble> {
        let share = self
            .known
            .share(n)
            .ok_or_else(|| unshared(&self.seen.instances[n]))?;
        let shares = [share.clone()];
        let port = &self.calls().invitations;
        let seen = || async {
            if !port.accepted(&shares).await?.is_empty() {
                return Ok(true);
            }
            let invitations = port.invitations(&shares).await?;
            let pending = invitations
                .iter()
                .find(|it| it.status == InvitationStatus::Pending);
            if let Some(pending) = pending {
                port.accept(&pending.arn).await?;
                return Ok(true);
            }
            match invitations.first().map(|it| it.status) {
                Some(InvitationStatus::Expired) => Err(lapsed("has run out")),
                Some(InvitationStatus::Rejected) => Err(lapsed("was rejected")),
                _ => {
                    let what = "the invitation to the share".to_owned();
                    let step = step.clone();
                    self.journal.note(&Note::Waiting { step, what }).await;
                    Ok(false)
                }
            }
        };
        self.settle("the invitation to the share", ARRIVAL, seen)
            .await?;
        self.arrived(n, &shares).await?;
        Ok(json!({ "share": share }))
    }

    /// Waits until every table is there that the instance shares.
    async fn arrived(&self, n: usize, shares: &[String]) -> Result<(), Trouble> {
        let port = &self.calls().invitations;
        let wanted = crate::wanted::data_sets(self.deal.share, &self.seen.instances[n]);
        let look = || async {
            let tables = port.tables(shares).await?;
            let names: BTreeSet<&str> = tables
                .iter()
                .filter_map(|it| it.rsplit('/').next())
                .collect();
            Ok(wanted.iter().all(|it| names.contains(it.as_str())))
        };
        self.settle("the tables of the share", ARRIVAL, look).await
    }

    async fn associations(&self, n: usize) -> Result<Vec<Association>, Trouble> {
        let (instance, consumer) = (&self.seen.instances[n], self.deal.consumer());
        let port = &self.producer(n).calls.data_sets;
        let mut there = read(self.cx, || port.associations(&instance.id)).await?;
        there.retain(|it| it.account == consumer.account.as_str());
        Ok(there)
    }
}

/// Whether AWS does not want it, or else could not be asked.
fn is_refusal(class: FaultClass) -> bool {
    matches!(
        class,
        FaultClass::Invalid | FaultClass::Duplicate | FaultClass::Conflict
    )
}

/// What AWS says of one data set, with its name.
fn refused(instance: &SeenInstance, data_set: &str, fault: &Fault) -> Trouble {
    let message = format!("{data_set} of {} cannot be shared: {fault}", instance.alias);
    let setback = Setback::new(Verdict::Final, fault.code.clone(), message);
    setback.with("data_set", data_set).into()
}

fn lapsed(how: &str) -> Trouble {
    let message = format!("the invitation to the share {how}; ensure the share again");
    Setback::new(Verdict::Final, "INVITATION_LAPSED", message).into()
}

/// The step before this one learns it, and a plan that has none has seen it.
fn unshared(instance: &SeenInstance) -> Trouble {
    Trouble::stored(
        "SHARE_UNKNOWN",
        format!("no share of {} is known", instance.alias),
    )
}
