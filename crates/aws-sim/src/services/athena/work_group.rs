//! Work groups: where results go, and how much a query may read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{errors, prepared::Prepared, state};
use crate::{
    context::Ctx, error::AwsError, paging::PageRequest, services::tag::Tag, time::Time, world::Tags,
};

/// A work group. Its configuration is as it was asked for, by member names.
#[derive(Debug, Serialize)]
pub(super) struct WorkGroup {
    description: Option<String>,
    /// `ENABLED` or `DISABLED`.
    pub(super) state: String,
    pub(super) configuration: Map<String, Value>,
    pub(super) tags: Tags,
    created: Time,
    pub(super) prepared: BTreeMap<String, Prepared>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    name: String,
    #[serde(default)]
    configuration: Map<String, Value>,
    description: Option<String>,
    #[serde(default)]
    tags: Vec<Tag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    work_group: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    work_group: String,
    description: Option<String>,
    #[serde(default)]
    configuration_updates: Map<String, Value>,
    state: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Delete {
    work_group: String,
    #[serde(default)]
    recursive_delete_option: bool,
}

/// The work group that nobody made and nobody can delete.
pub(crate) const PRIMARY: &str = "primary";

const ENGINE: &str = "Athena engine version 3";
const AUTO: &str = "AUTO";

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<(), AwsError> {
    if state(ctx).work_groups.contains_key(&input.name) {
        return Err(errors::invalid("WorkGroup is already created"));
    }
    check(&input.configuration)?;
    let mut group = WorkGroup {
        description: input.description,
        state: "ENABLED".to_owned(),
        configuration: input.configuration,
        tags: input.tags.into_iter().map(Tag::pair).collect(),
        created: ctx.now,
        prepared: BTreeMap::new(),
    };
    group.complete();
    state(ctx).work_groups.insert(input.name, group);
    Ok(())
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let name = input.work_group;
    let group = find(ctx, &name)?;
    let shown = json!({
        "Name": name,
        "State": group.state,
        "Configuration": group.configuration,
        "Description": group.description,
        "CreationTime": group.created,
    });
    Ok(json!({ "WorkGroup": shown }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, page: PageRequest) -> Result<Value, AwsError> {
    let groups = &state(ctx).work_groups;
    let rows: Vec<_> = groups
        .iter()
        .map(|(name, group)| {
            let shown = json!({
                "Name": name,
                "State": group.state,
                "Description": group.description,
                "CreationTime": group.created,
                "EngineVersion": group.configuration["EngineVersion"],
            });
            (name.clone(), shown)
        })
        .collect();
    let page = page_of(ctx, &page, rows)?;
    Ok(json!({ "WorkGroups": page.items, "NextToken": page.next_token }))
}

/// Updates name what changes. To take something away has members of its own, `Remove…`.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let group = find(ctx, &input.work_group)?;
    let mut configuration = group.configuration.clone();
    apply(&mut configuration, input.configuration_updates);
    check(&configuration)?;
    group.configuration = configuration;
    group.complete();
    if let Some(state) = input.state {
        group.state = state;
    }
    group.description = input.description.or_else(|| group.description.take());
    Ok(())
}

/// What is in a work group goes with it only if that was asked for.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Delete) -> Result<(), AwsError> {
    let name = input.work_group;
    if name == PRIMARY {
        return Err(errors::invalid("WorkGroup primary cannot be deleted"));
    }
    let empty = find(ctx, &name)?.prepared.is_empty();
    let state = state(ctx);
    let queries = state
        .named_queries
        .iter()
        .any(|query| query.work_group == name)
        || state
            .executions
            .iter()
            .any(|execution| execution.work_group == name);
    if !input.recursive_delete_option && (queries || !empty) {
        return Err(errors::invalid(format!("WorkGroup {name} is not empty")));
    }
    state.work_groups.remove(&name);
    state.named_queries.retain(|query| query.work_group != name);
    state
        .executions
        .retain(|execution| execution.work_group != name);
    Ok(())
}

pub(super) fn engine_versions(ctx: &mut Ctx<'_>, page: PageRequest) -> Result<Value, AwsError> {
    let rows = [AUTO, ENGINE].iter().enumerate().map(|(at, version)| {
        let shown = json!({ "SelectedEngineVersion": version, "EffectiveEngineVersion": ENGINE });
        (at.to_string(), shown)
    });
    let page = page_of(ctx, &page, rows)?;
    Ok(json!({ "EngineVersions": page.items, "NextToken": page.next_token }))
}

/// The work group of this name, or the primary one for a request that names none.
pub(super) fn find<'w>(ctx: &'w mut Ctx<'_>, name: &str) -> Result<&'w mut WorkGroup, AwsError> {
    let group = state(ctx).work_groups.get_mut(name);
    group.ok_or_else(|| errors::no_work_group(name))
}

/// A page, with Athena's error for a token that is not one of its own.
pub(super) fn page_of<T>(
    ctx: &Ctx<'_>,
    request: &PageRequest,
    rows: impl IntoIterator<Item = (String, T)>,
) -> Result<crate::paging::Page<T>, AwsError> {
    ctx.page(request, rows)
        .map_err(|error| errors::invalid(error.message))
}

fn check(configuration: &Map<String, Value>) -> Result<(), AwsError> {
    let managed = configuration.get("ManagedQueryResultsConfiguration");
    let managed = managed.is_some_and(|managed| managed["Enabled"] == true);
    let location = configuration
        .get("ResultConfiguration")
        .map(|result| &result["OutputLocation"]);
    let Some(Value::String(location)) = location else {
        return Ok(());
    };
    if managed {
        return Err(errors::invalid(
            "ManagedQueryResultsConfiguration and ResultConfiguration cannot be set together",
        ));
    }
    if location.starts_with("s3://") || location.is_empty() {
        Ok(())
    } else {
        Err(errors::invalid("outputLocation is not a valid S3 path."))
    }
}

/// Merges updates into a configuration. Members that hold updates themselves end in `Updates`.
fn apply(configuration: &mut Map<String, Value>, updates: Map<String, Value>) {
    for (name, value) in updates {
        if let Some(removed) = name.strip_prefix("Remove") {
            if value == true {
                configuration.remove(removed);
            }
        } else if let (Some(part), Value::Object(updates)) = (name.strip_suffix("Updates"), &value)
        {
            let inner = configuration.entry(part).or_insert_with(|| json!({}));
            if let Some(inner) = inner.as_object_mut() {
                apply(inner, updates.clone());
            }
        } else {
            configuration.insert(name, value);
        }
    }
}

// === impl WorkGroup ===

impl WorkGroup {
    /// The one that every account has.
    pub(super) fn primary(now: Time) -> Self {
        let mut group = Self {
            description: None,
            state: "ENABLED".to_owned(),
            configuration: Map::new(),
            tags: Tags::new(),
            created: now,
            prepared: BTreeMap::new(),
        };
        group
            .configuration
            .insert("EnforceWorkGroupConfiguration".to_owned(), false.into());
        group.complete();
        group
    }

    /// Adds what a request left out.
    fn complete(&mut self) {
        let usual = [
            ("EnforceWorkGroupConfiguration", json!(true)),
            ("PublishCloudWatchMetricsEnabled", json!(true)),
            ("RequesterPaysEnabled", json!(false)),
            ("ResultConfiguration", json!({})),
            ("EngineVersion", json!({ "SelectedEngineVersion": AUTO })),
        ];
        for (name, value) in usual {
            self.configuration.entry(name).or_insert(value);
        }
        self.configuration["EngineVersion"]["EffectiveEngineVersion"] = json!(ENGINE);
    }

    /// Whether what a client says of results is ignored.
    pub(super) fn enforces(&self) -> bool {
        self.configuration["EnforceWorkGroupConfiguration"] == true
    }

    /// Whether Athena keeps the results itself.
    pub(super) fn keeps_results(&self) -> bool {
        let managed = self.configuration.get("ManagedQueryResultsConfiguration");
        managed.is_some_and(|managed| managed["Enabled"] == true)
    }

    pub(super) fn bytes_scanned_max(&self) -> Option<u64> {
        self.configuration
            .get("BytesScannedCutoffPerQuery")?
            .as_u64()
    }
}
