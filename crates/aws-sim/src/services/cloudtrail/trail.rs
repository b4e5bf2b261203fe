//! Trails themselves.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Trail, errors, trail};
use crate::{context::Ctx, error::AwsError, paging::PageRequest};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Describe {
    #[serde(default)]
    trail_name_list: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    next_token: Option<String>,
}

/// The members that a request may set.
const MEMBERS: &[&str] = &[
    "CloudWatchLogsLogGroupArn",
    "CloudWatchLogsRoleArn",
    "IncludeGlobalServiceEvents",
    "IsMultiRegionTrail",
    "IsOrganizationTrail",
    "KmsKeyId",
    "S3BucketName",
    "S3KeyPrefix",
    "SnsTopicName",
];
/// Trails of one account in one Region (user guide, "Quotas").
const MOST: usize = 5;

/// Whether the bucket is there and lets the service write is not asked.
pub(super) fn create(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let name = raw["Name"].as_str().unwrap_or_default().to_owned();
    let letter = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    if !(3..=128).contains(&name.len()) || !name.chars().all(letter) {
        return Err(AwsError::new(
            "InvalidTrailNameException",
            "Trail name must have 3 to 128 characters: letters, numbers, '.', '_' and '-'.",
        ));
    }
    let arn = ctx.arn("cloudtrail", &format!("trail/{name}"));
    let tags = raw["TagsList"].as_array().into_iter().flatten();
    let text = |tag: &Value, member: &str| tag[member].as_str().unwrap_or_default().to_owned();
    let mut trail = Trail {
        arn,
        settings: Map::new(),
        logging: false,
        started: None,
        stopped: None,
        selectors: None,
        advanced: None,
        insights: None,
        tags: tags
            .map(|tag| (text(tag, "Key"), text(tag, "Value")))
            .collect(),
    };
    trail.settings.insert("Name".to_owned(), json!(name));
    trail
        .settings
        .insert("IncludeGlobalServiceEvents".to_owned(), json!(true));
    trail
        .settings
        .insert("IsMultiRegionTrail".to_owned(), json!(false));
    trail
        .settings
        .insert("IsOrganizationTrail".to_owned(), json!(false));
    trail
        .settings
        .insert("LogFileValidationEnabled".to_owned(), json!(false));
    trail.take(&raw);
    let state = ctx.world.cloudtrail.at(ctx.account, ctx.region);
    if state.trails.contains_key(&name) {
        return Err(AwsError::new(
            "TrailAlreadyExistsException",
            format!("Trail {name} already exists"),
        ));
    }
    if state.trails.len() >= MOST {
        return Err(AwsError::new(
            "MaximumNumberOfTrailsExceededException",
            format!("User already has {MOST} trails in the Region."),
        ));
    }
    let shown = trail.shown();
    state.trails.insert(name, trail);
    Ok(shown)
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let region = ctx.region.clone();
    let trail = trail(ctx, &input.name)?;
    Ok(json!({ "Trail": trail.described(region.as_str()) }))
}

/// Names that are not there are left out.
pub(super) fn describe(ctx: &mut Ctx<'_>, input: Describe) -> Result<Value, AwsError> {
    let state = ctx.world.cloudtrail.get(ctx.account, ctx.region);
    let trails = state.into_iter().flat_map(|state| &state.trails);
    let wanted = &input.trail_name_list;
    let asked = trails.filter(|(name, trail)| {
        wanted.is_empty() || wanted.iter().any(|id| id == *name || *id == trail.arn)
    });
    let trails: Vec<Value> = asked
        .map(|(_, trail)| trail.described(ctx.region.as_str()))
        .collect();
    Ok(json!({ "trailList": trails }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let state = ctx.world.cloudtrail.get(ctx.account, ctx.region);
    let trails = state.into_iter().flat_map(|state| &state.trails);
    let rows = trails.map(|(name, trail)| {
        let summary = json!({ "TrailARN": trail.arn, "Name": name, "HomeRegion": ctx.region });
        (name.clone(), summary)
    });
    let request = PageRequest {
        max_results: None,
        next_token: input.next_token,
    };
    let page = ctx.page(&request, rows)?;
    Ok(json!({ "Trails": page.items, "NextToken": page.next_token }))
}

pub(super) fn update(ctx: &mut Ctx<'_>, raw: Value) -> Result<Value, AwsError> {
    let trail = trail(ctx, raw["Name"].as_str().unwrap_or_default())?;
    trail.take(&raw);
    Ok(trail.shown())
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let arn = trail(ctx, &input.name)?.arn.clone();
    let state = ctx.world.cloudtrail.at(ctx.account, ctx.region);
    let gone = state.trails.len();
    state.trails.retain(|_, trail| trail.arn != arn);
    if state.trails.len() == gone {
        return Err(errors::no_trail(&input.name));
    }
    Ok(())
}

pub(super) fn start(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let now = ctx.now;
    let trail = trail(ctx, &input.name)?;
    trail.started = Some(now);
    trail.logging = true;
    Ok(())
}

pub(super) fn stop(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let now = ctx.now;
    let trail = trail(ctx, &input.name)?;
    trail.stopped = Some(now);
    trail.logging = false;
    Ok(())
}

pub(super) fn status(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let trail = trail(ctx, &input.name)?;
    Ok(json!({
        "IsLogging": trail.logging,
        "StartLoggingTime": trail.started,
        "StopLoggingTime": trail.stopped,
    }))
}

// === impl Trail ===

impl Trail {
    fn take(&mut self, told: &Value) {
        for member in MEMBERS {
            if let Some(value) = told.get(*member) {
                self.settings.insert((*member).to_owned(), value.clone());
            }
        }
        if let Some(value) = told.get("EnableLogFileValidation") {
            self.settings
                .insert("LogFileValidationEnabled".to_owned(), value.clone());
        }
        // An empty text takes a setting away.
        self.settings.retain(|_, value| value != "");
    }

    /// What creation and update answer.
    fn shown(&self) -> Value {
        let mut shown = Value::Object(self.settings.clone());
        shown["TrailARN"] = json!(self.arn);
        shown
    }

    /// What the descriptions answer.
    fn described(&self, region: &str) -> Value {
        let mut shown = self.shown();
        shown["HomeRegion"] = json!(region);
        let custom = self.selectors.is_some() || self.advanced.is_some();
        shown["HasCustomEventSelectors"] = json!(custom);
        shown["HasInsightSelectors"] = json!(self.insights.is_some());
        shown
    }
}
