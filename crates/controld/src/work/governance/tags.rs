//! Which resources lack tags.

use std::{collections::BTreeSet, sync::Arc};

use async_trait::async_trait;
use connect_governance::{TagReview, review_tags};
use connect_model::{
    Target,
    governance::{Governance, TagKey},
};

use super::{ask_of, count, desk::Desk, instance_of, of_job, stopped_governance};
use crate::{
    jobs::{
        Accepted, Files, GovernanceAsk, GovernanceResult, JobContext, JobResult, Order, Rejected,
        Stopped, TagsReviewed, UntaggedResource, Work,
    },
    work::{
        ground::{Ground, reading},
        plan::{misfit, misfit_stop},
    },
};

/// Says which resources lack tags.
#[derive(Debug)]
pub(in crate::work) struct ReviewTags(pub(in crate::work) Arc<Ground>);

// === impl ReviewTags ===

#[async_trait]
impl Work for ReviewTags {
    fn accept(&self, order: &Order, files: &Files, target: &Target) -> Result<Accepted, Rejected> {
        let Some(GovernanceAsk::Tags { alias, spec, .. }) = ask_of(order) else {
            return Err(misfit());
        };
        let (alias, _) = instance_of(alias.as_ref(), spec.as_ref(), files)?;
        Ok(reading(target, &alias))
    }

    async fn run(&self, job: &JobContext) -> Result<JobResult, Stopped> {
        let Some(GovernanceAsk::Tags {
            alias,
            spec,
            required,
        }) = ask_of(&job.order)
        else {
            return Err(misfit_stop());
        };
        let of = instance_of(alias.as_ref(), spec.as_ref(), job.files());
        let (alias, governance) = of_job(of)?;
        let desk = Desk::open(&self.0, job).await?;
        desk.verify_to_read().await?;
        let calls = desk.session.upkeep_calls();
        let required = required_by(governance.as_ref(), required);
        let allocation = allocated_by(governance.as_ref());
        let keys = (&required, &allocation);
        let review = review_tags(&desk.cx, &calls, &alias, keys).await;
        let review = review.map_err(|error| stopped_governance(error, &job.cancel))?;
        let told = TagsReviewed {
            reads: desk.reads(),
            ..told(review)
        };
        Ok(JobResult::Governance(GovernanceResult::Tags(told)))
    }
}

/// Keys that everything has to have: those that are declared with a value, those that an assessment asks
/// for, and those of the request.
fn required_by(governance: Option<&Governance>, asked: &BTreeSet<TagKey>) -> BTreeSet<String> {
    let mut required: BTreeSet<String> = asked.iter().map(ToString::to_string).collect();
    if let Some(governance) = governance {
        let tags = governance.tags.iter();
        required.extend(tags.map(|(key, _)| key.to_string()));
        let assessed = governance.assess.required_tags.iter();
        required.extend(assessed.map(ToString::to_string));
    }
    required
}

fn allocated_by(governance: Option<&Governance>) -> BTreeSet<String> {
    let keys = governance.into_iter().flat_map(|it| &it.allocation);
    keys.map(ToString::to_string).collect()
}

fn told(review: TagReview) -> TagsReviewed {
    let lacking = review.lacking.into_iter().map(|it| UntaggedResource {
        arn: it.arn,
        kind: it.kind,
        name: it.name,
        keys: it.keys.into_iter().collect(),
    });
    TagsReviewed {
        required: review.required.into_iter().collect(),
        lacking: lacking.collect(),
        resources: count(review.resources),
        allocation: review.allocation,
        reads: 0,
        notes: review.notes,
    }
}
