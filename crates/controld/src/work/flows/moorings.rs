//! The instances on the way of a release, with the calls to them.

use std::collections::BTreeSet;

use connect_model::{Alias, Region, Target, TargetName};
use connect_resiliency::pair_finding;
use connect_resources::KindId;
use flow_port::{Calls, Site};

use super::site;
use crate::{
    jobs::{Accepted, JobContext, Rejected, ReleaseStop, Stopped, UndoFlows},
    refusal::Violation,
    work::ground::{Footing, Ground, writing},
};

/// An instance, and the Region to which AWS replicates it.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) target: &'p TargetName,
    pub(super) alias: &'p Alias,
    pub(super) replicated_to: Option<&'p Region>,
}

/// One side of an instance.
struct Side {
    footing: Footing,
    calls: Calls,
}

/// The calls to an instance, and to its replica.
pub(super) struct Mooring {
    near: Side,
    far: Option<Side>,
}

// === impl Place ===

impl Place<'_> {
    /// What its stop is called in step ids.
    pub(super) fn name(&self) -> String {
        format!("{}.{}", self.target, self.alias)
    }
}

impl<'p> From<&'p ReleaseStop> for Place<'p> {
    fn from(stop: &'p ReleaseStop) -> Self {
        Self {
            target: &stop.target,
            alias: &stop.alias,
            replicated_to: stop.replicated_to.as_ref(),
        }
    }
}

impl<'p> From<&'p UndoFlows> for Place<'p> {
    fn from(stop: &'p UndoFlows) -> Self {
        Self {
            target: &stop.target,
            alias: &stop.alias,
            replicated_to: stop.replicated_to.as_ref(),
        }
    }
}

// === impl Mooring ===

impl Mooring {
    /// Opens sessions to a place, and checks whose they are.
    pub(super) async fn at(
        ground: &Ground,
        job: &JobContext,
        place: Place<'_>,
        reads: bool,
    ) -> Result<Self, Stopped> {
        let open = async |region: Option<&Region>| {
            let footing = ground
                .footing_on(job, place.target, region, place.alias)
                .await?;
            if reads {
                footing.verify_to_read().await?;
            } else {
                footing.verify().await?;
            }
            let calls = footing.session.flow_calls();
            Ok::<_, Stopped>(Side { footing, calls })
        };
        let near = open(None).await?;
        let far = match place.replicated_to {
            Some(region) => Some(open(Some(region)).await?),
            None => None,
        };
        Ok(Self { near, far })
    }

    pub(super) fn footing(&self) -> &Footing {
        &self.near.footing
    }

    pub(super) fn site(&self) -> Site<'_> {
        site(&self.near.footing, &self.near.calls)
    }

    pub(super) fn replica(&self) -> Option<Site<'_>> {
        let far = self.far.as_ref()?;
        Some(site(&far.footing, &far.calls))
    }
}

/// Checks the places of an order. One that writes holds the flows of all of them until it ends.
pub(super) fn accept<'p>(
    ground: &Ground,
    first: &Target,
    places: impl Iterator<Item = Place<'p>>,
    reads: bool,
) -> Result<Accepted, Rejected> {
    let (mut locks, mut violations, mut subject) = (BTreeSet::new(), Vec::new(), None);
    for (n, place) in places.enumerate() {
        subject.get_or_insert_with(|| place.alias.clone());
        let Some(target) = ground.named(place.target) else {
            let why = format!("there is no target {}", place.target);
            violations.push(Violation::new(format!("stops[{n}].target"), why));
            continue;
        };
        let kinds = [KindId::Flow, KindId::Module, KindId::Prompt];
        locks.extend(writing(target, place.alias, kinds).locks);
        let Some(region) = place.replicated_to else {
            continue;
        };
        if let Some(finding) = pair_finding(&target.region, region) {
            let why = format!("{}; {}", finding.message, finding.remedy);
            violations.push(Violation::new(format!("stops[{n}].replicated_to"), why));
        }
        let far = ground.in_region(target, region);
        let kinds = [KindId::Lambda, KindId::Lex];
        locks.extend(writing(&far, place.alias, kinds).locks);
    }
    if !violations.is_empty() {
        return Err(Rejected::Violations(violations));
    }
    let alias = subject.map_or_else(String::new, |alias| alias.to_string());
    Ok(Accepted {
        subject: format!("targets/{}/centers/{alias}", first.name),
        locks: if reads { BTreeSet::new() } else { locks },
    })
}
