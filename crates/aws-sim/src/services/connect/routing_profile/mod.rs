//! Routing profiles: which contacts an agent gets, and how many at once.

pub(super) mod media;
pub(super) mod pair;
pub(super) mod update;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use self::{media::Media, pair::Pair};
use super::{
    errors, queue, reading,
    reading::{List, Query},
    state::{self, Instance},
    uses,
};
use crate::{
    context::Ctx,
    error::AwsError,
    time::Time,
    world::{Tags, Thing},
};

/// What a routing profile has besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(super) struct RoutingProfile {
    pub(super) description: String,
    /// The id of the queue of outbound calls.
    pub(super) default_outbound_queue: String,
    /// One for each channel that agents are on.
    pub(super) media: Vec<Media>,
    /// What is offered to agents.
    pub(super) pairs: Vec<Pair>,
    /// What agents may take by hand.
    pub(super) manual_pairs: Vec<Pair>,
    /// When pairs were added, changed or taken away. That this does not change the profile itself
    /// is a choice.
    pub(super) pairs_modified: Time,
    /// `TIME_SINCE_LAST_ACTIVITY` or `TIME_SINCE_LAST_INBOUND`.
    pub(super) timer: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    name: String,
    description: String,
    default_outbound_queue_id: String,
    #[serde(default)]
    queue_configs: Vec<pair::Config>,
    #[serde(default)]
    manual_assignment_queue_configs: Vec<pair::Config>,
    media_concurrencies: Vec<Media>,
    agent_availability_timer: Option<String>,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    routing_profile_id: String,
}

const KIND: &str = "Routing profile";

/// The timer of who does not ask for one. The documentation names no default.
const TIMER: &str = "TIME_SINCE_LAST_ACTIVITY";

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.routing_profiles.named(&input.name).is_some() {
        return Err(errors::duplicate(KIND, &input.name));
    }
    let limit = ctx.quota("routing-profiles");
    if instance.routing_profiles.own() >= limit {
        return Err(errors::limit_exceeded("routing profiles", limit));
    }
    let queue = queue::find(instance, &input.default_outbound_queue_id)?;
    let media = media::checked(input.media_concurrencies)?;
    let pairs = pair::checked(ctx, instance, &media, input.queue_configs)?;
    let manual_pairs = pair::checked(ctx, instance, &media, input.manual_assignment_queue_configs)?;
    let limit = pair::exceeded(ctx, &pairs).or_else(|| pair::exceeded(ctx, &manual_pairs));
    if let Some(limit) = limit {
        return Err(errors::limit_exceeded("queues per routing profile", limit));
    }
    let timer = input.agent_availability_timer;
    let body = RoutingProfile {
        description: input.description,
        default_outbound_queue: queue.id.clone(),
        media,
        pairs,
        manual_pairs,
        pairs_modified: ctx.now,
        timer: timer.unwrap_or_else(|| TIMER.to_owned()),
    };
    let (name, path) = (input.name.clone(), "routing-profile");
    let profile = state::new_thing(ctx, &input.instance_id, path, name, input.tags, body)?;
    let answer = json!({ "RoutingProfileId": profile.id, "RoutingProfileArn": profile.arn });
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance
        .routing_profiles
        .add(profile)
        .map_err(|_| errors::duplicate(KIND, &input.name))?;
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.routing_profile_id;
    let profile = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    let mut shown = searched(instance, profile);
    let body = &profile.body;
    shown["MediaConcurrencies"] = json!(body.media);
    shown["AgentAvailabilityTimer"] = json!(body.timer);
    shown["LastModifiedTime"] = json!(profile.modified);
    shown["LastModifiedRegion"] = json!(ctx.region);
    shown["AssociatedQueueIds"] = Value::Null;
    shown["AssociatedManualAssignmentQueueIds"] = Value::Null;
    Ok(json!({ "RoutingProfile": shown }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let rows = ctx.rows(&input.page, &instance.routing_profiles);
    reading::list(
        ctx,
        &input.page,
        rows,
        "RoutingProfileSummaryList",
        |profile| {
            json!({
                "Id": profile.id,
                "Arn": profile.arn,
                "Name": profile.name,
                "LastModifiedTime": profile.modified,
                "LastModifiedRegion": ctx.region,
            })
        },
    )
}

/// Knows no behaviour across channels, no timer, and of the pairs the queues alone.
pub(super) fn search(ctx: &mut Ctx<'_>, query: Query) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    reading::search(
        ctx,
        &query.page,
        &instance.routing_profiles,
        "RoutingProfiles",
        |profile| query.fits(&profile.tags, &|name| field(profile, name)),
        |profile| searched(instance, profile),
    )
}

/// The built-in profile stays.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let now = ctx.now;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let profile = find(instance, &input.routing_profile_id)?;
    if profile.built_in {
        return Err(errors::invalid_request(
            "The built-in routing profile cannot be deleted.",
        ));
    }
    if let Some(user) = uses::routing_profile(instance, &profile.id) {
        return Err(errors::in_use(KIND, &profile.arn, user));
    }
    let removed = instance.routing_profiles.remove(&input.routing_profile_id);
    let queues = removed.iter().flat_map(|profile| profile.body.queues());
    queue::release(instance, queues, now);
    Ok(())
}

/// The routing profile with this id or ARN.
pub(super) fn find<'i>(
    instance: &'i Instance,
    id: &str,
) -> Result<&'i Thing<RoutingProfile>, AwsError> {
    instance
        .routing_profiles
        .get(id)
        .ok_or_else(|| errors::not_found(KIND, id))
}

/// The same, to be changed.
fn find_mut<'w>(
    ctx: &'w mut Ctx<'_>,
    instance_id: &str,
    id: &str,
) -> Result<&'w mut Thing<RoutingProfile>, AwsError> {
    state::open_mut(ctx, instance_id)?
        .routing_profiles
        .get_mut(id)
        .ok_or_else(|| errors::not_found(KIND, id))
}

fn field<'t>(profile: &'t Thing<RoutingProfile>, name: &str) -> Vec<&'t str> {
    match name {
        "name" => vec![&profile.name],
        "description" => vec![&profile.body.description],
        "resourceid" => vec![&profile.id],
        "associatedqueueids" => queue_ids(&profile.body.pairs).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn queue_ids(pairs: &[Pair]) -> BTreeSet<&str> {
    pairs.iter().map(|pair| pair.queue.as_str()).collect()
}

fn searched(instance: &Instance, profile: &Thing<RoutingProfile>) -> Value {
    let body = &profile.body;
    let (queues, manual) = (queue_ids(&body.pairs), queue_ids(&body.manual_pairs));
    let users = instance.users.iter();
    let users = users.filter(|user| user.body.routing_profile == profile.id);
    json!({
        "InstanceId": instance.id,
        "Name": profile.name,
        "RoutingProfileArn": profile.arn,
        "RoutingProfileId": profile.id,
        "Description": body.description,
        "MediaConcurrencies": body.media.iter().map(Media::searched).collect::<Vec<_>>(),
        "DefaultOutboundQueueId": body.default_outbound_queue,
        "Tags": profile.tags,
        "NumberOfAssociatedQueues": queues.len(),
        "NumberOfAssociatedManualAssignmentQueues": manual.len(),
        "NumberOfAssociatedUsers": users.count(),
        "IsDefault": profile.built_in,
        "AssociatedQueueIds": queues,
        "AssociatedManualAssignmentQueueIds": manual,
    })
}

// === impl RoutingProfile ===

impl RoutingProfile {
    /// The ids of the queues that it refers to in any way.
    pub(super) fn queues(&self) -> impl Iterator<Item = &str> {
        let pairs = self.pairs.iter().chain(&self.manual_pairs);
        let queues = pairs.map(|pair| pair.queue.as_str());
        queues.chain([self.default_outbound_queue.as_str()])
    }

    /// The routing profile of a new instance, whose queue has the id given.
    pub(super) fn basic(queue: &str, now: Time) -> Self {
        let media = media::basic();
        let pairs = media.iter();
        let pairs = pairs.map(|media| Pair::first(queue, media.channel(), now));
        Self {
            description: "A simple routing profile.".to_owned(),
            default_outbound_queue: queue.to_owned(),
            pairs: pairs.collect(),
            manual_pairs: Vec::new(),
            pairs_modified: now,
            timer: TIMER.to_owned(),
            media,
        }
    }
}
