//! Which share of calls and agents each Region has.

use std::{collections::BTreeMap, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Group, check_active, find, find_mut};
use crate::{
    context::Ctx,
    error::AwsError,
    place::Region,
    services::connect::errors,
    world::{Settling, Thing},
};

/// Percentages by Region.
type Shares = BTreeMap<String, i64>;

/// Everything that is distributed.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Distribution {
    telephony: Shares,
    agents: Shares,
    /// Whether people can sign in, by Region. Only the default group says it.
    sign_in: BTreeMap<String, bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Get {
    id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Update {
    id: String,
    telephony_config: Option<Config<Share>>,
    agent_config: Option<Config<Share>>,
    sign_in_config: Option<Config<SignIn>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Config<T> {
    distributions: Vec<T>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Share {
    region: String,
    percentage: i64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SignIn {
    region: String,
    enabled: bool,
}

/// A choice: AWS does not say how long a change takes.
const CHANGE: Duration = Duration::from_secs(5);

/// Percentages are in steps of this.
const STEP: i64 = 10;

pub(in crate::services::connect) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let group = find(ctx, &input.id)?;
    let distribution = &group.body.distribution;
    let sign_in = distribution.sign_in.iter();
    let sign_in = sign_in.map(|(region, enabled)| json!({ "Region": region, "Enabled": enabled }));
    let is_default = group.body.is_default;
    let sign_in = is_default.then(|| json!({ "Distributions": sign_in.collect::<Vec<_>>() }));
    Ok(json!({
        "Id": group.id,
        "Arn": group.arn,
        "TelephonyConfig": shown(&distribution.telephony),
        "AgentConfig": shown(&distribution.agents),
        "SignInConfig": sign_in,
    }))
}

/// What is left out stays as it is.
pub(in crate::services::connect) fn update(
    ctx: &mut Ctx<'_>,
    input: Update,
) -> Result<Value, AwsError> {
    let group = find(ctx, &input.id)?;
    check_active(ctx, group)?;
    let telephony = input.telephony_config.map(|config| shares(group, config));
    let agents = input.agent_config.map(|config| shares(group, config));
    let (telephony, agents) = (telephony.transpose()?, agents.transpose()?);
    let sign_in = input.sign_in_config.map(|config| sign_in(group, config));
    let sign_in = sign_in.transpose()?;
    let (arn, done_at) = (group.arn.clone(), ctx.done_after(CHANGE));
    let group = &mut find_mut(ctx, &arn)?.body;
    group.change = Settling::until(done_at, None);
    let distribution = &mut group.distribution;
    distribution.telephony = telephony.unwrap_or_else(|| distribution.telephony.clone());
    distribution.agents = agents.unwrap_or_else(|| distribution.agents.clone());
    distribution.sign_in = sign_in.unwrap_or_else(|| distribution.sign_in.clone());
    Ok(json!({}))
}

/// Both Regions have a share, and the shares are everything.
fn shares(group: &Thing<Group>, config: Config<Share>) -> Result<Shares, AwsError> {
    let shares = config.distributions.into_iter();
    let shares: Shares = shares
        .map(|share| (share.region, share.percentage))
        .collect();
    check_regions(group, shares.keys())?;
    let fits = |share: &i64| (0..=100).contains(share) && share % STEP == 0;
    if !shares.values().all(fits) || shares.values().sum::<i64>() != 100 {
        return Err(errors::invalid_request(
            "Percentages are in steps of 10 and make 100 together.",
        ));
    }
    Ok(shares)
}

fn sign_in(
    group: &Thing<Group>,
    config: Config<SignIn>,
) -> Result<BTreeMap<String, bool>, AwsError> {
    if !group.body.is_default {
        return Err(errors::invalid_request(
            "SignInConfig belongs to the default group.",
        ));
    }
    let regions = config.distributions.into_iter();
    let regions: BTreeMap<_, _> = regions.map(|of| (of.region, of.enabled)).collect();
    check_regions(group, regions.keys())?;
    Ok(regions)
}

fn check_regions<'r>(
    group: &Thing<Group>,
    given: impl Iterator<Item = &'r String>,
) -> Result<(), AwsError> {
    let mut given: Vec<&str> = given.map(String::as_str).collect();
    let mut regions = group.body.regions.each_ref().map(Region::as_str);
    regions.sort_unstable();
    given.sort_unstable();
    if given == regions {
        return Ok(());
    }
    Err(errors::invalid_request(&format!(
        "The group distributes between {} and {}.",
        regions[0], regions[1]
    )))
}

fn shown(shares: &Shares) -> Value {
    let shares = shares.iter();
    let shares = shares.map(|(region, share)| json!({ "Region": region, "Percentage": share }));
    json!({ "Distributions": shares.collect::<Vec<_>>() })
}

// === impl Distribution ===

impl Distribution {
    /// Everything goes home, and people sign in on both sides.
    pub(super) fn home(home: &Region, other: &Region) -> Self {
        let [home, other] = [home, other].map(|region| region.as_str().to_owned());
        let shares = Shares::from([(home.clone(), 100), (other.clone(), 0)]);
        Self {
            telephony: shares.clone(),
            agents: shares,
            sign_in: [(home, true), (other, true)].into(),
        }
    }
}
