//! Evaluation forms: versions of them, of which one at most is active.
//!
//! A version that was active once is locked for good. What is in the items of a form is kept unread.

pub(super) mod update;
mod version;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use self::version::{Design, Version};
use super::{
    errors,
    reading::{self, List, Query},
    state::{self, Instance},
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    time::Time,
    world::{Tags, Thing},
};

/// What a form has besides what all things have; its name is the title of the latest version.
#[derive(Debug, Clone, Serialize)]
pub(super) struct EvaluationForm {
    /// By number, the highest of which is the latest.
    versions: BTreeMap<u64, Version>,
    active: Option<u64>,
    activated: Option<Time>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    #[serde(flatten)]
    design: Design,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    evaluation_form_id: String,
    evaluation_form_version: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ListVersions {
    instance_id: String,
    evaluation_form_id: String,
    #[serde(flatten)]
    page: PageRequest,
}

const KIND: &str = "Evaluation form";

/// Makes version 1, a draft. That titles are unique is a choice.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let title = input.design.title.clone();
    if instance.evaluation_forms.named(&title).is_some() {
        return Err(taken(&title));
    }
    let limit = ctx.quota("evaluation-forms");
    if instance.evaluation_forms.own() >= limit {
        return Err(errors::quota_exceeded("evaluation forms", limit));
    }
    let body = EvaluationForm {
        versions: [(1, Version::new(input.design, ctx.now))].into(),
        active: None,
        activated: None,
    };
    let (id, path) = (&input.instance_id, "evaluation-form");
    let form = state::new_thing(ctx, id, path, title.clone(), input.tags, body)?;
    let answer = json!({ "EvaluationFormId": form.id, "EvaluationFormArn": form.arn });
    let instance = state::open_mut(ctx, id)?;
    let added = instance.evaluation_forms.add(form);
    added.map_err(|_| taken(&title))?;
    Ok(answer)
}

/// Without a number the latest version.
pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.evaluation_form_id;
    let form = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    let number = input.evaluation_form_version;
    let number = number.unwrap_or_else(|| form.body.latest());
    let version = form.body.version(number)?;
    let mut shown = json!(version.design);
    let (summary, mut times) = (identified(form, number), version.shown(&author(ctx)));
    times["Tags"] = json!(form.tags);
    for part in [summary, times] {
        for (member, value) in part.as_object().into_iter().flatten() {
            shown[member] = value.clone();
        }
    }
    Ok(json!({ "EvaluationForm": shown }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (rows, member) = (
        ctx.rows(&input.page, &instance.evaluation_forms),
        "EvaluationFormSummaryList",
    );
    reading::list(ctx, &input.page, rows, member, |form| summary(ctx, form))
}

pub(super) fn list_versions(ctx: &mut Ctx<'_>, input: ListVersions) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let form = find(instance, &input.evaluation_form_id)?;
    let rows = form.body.versions.iter().map(|(number, version)| {
        let mut shown = version.shown(&author(ctx));
        let identified = identified(form, *number);
        for (member, value) in identified.as_object().into_iter().flatten() {
            shown[member] = value.clone();
        }
        (format!("{number:012}"), shown)
    });
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({ "EvaluationFormVersionSummaryList": page.items, "NextToken": page.next_token }))
}

/// Conditions over numbers, dates and truths are passed over.
pub(super) fn search(ctx: &mut Ctx<'_>, query: Query) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    let (forms, member) = (
        &instance.evaluation_forms,
        "EvaluationFormSearchSummaryList",
    );
    let fits = |form: &Thing<EvaluationForm>| query.fits(&form.tags, &|name| field(form, name));
    reading::search(ctx, &query.page, forms, member, fits, |form| {
        let mut shown = summary(ctx, form);
        let version = &form.body.versions[&form.body.latest()];
        shown["Status"] = json!(form.body.status());
        shown["Description"] = json!(version.design.description);
        shown["Tags"] = json!(form.tags);
        shown
    })
}

/// Without a number the whole form. What is active stays.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let form = find(instance, &input.evaluation_form_id)?;
    let (id, number) = (form.id.clone(), input.evaluation_form_version);
    if let Some(number) = number {
        form.body.version(number)?;
    }
    if form.body.active.is_some() && number.is_none_or(|number| form.body.active == Some(number)) {
        return Err(conflict("The version is active."));
    }
    let whole = number.is_none() || form.body.versions.len() == 1;
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if whole {
        instance.evaluation_forms.remove(&id);
    } else if let (Some(form), Some(number)) = (instance.evaluation_forms.get_mut(&id), number) {
        form.body.versions.remove(&number);
    }
    Ok(())
}

fn find<'i>(instance: &'i Instance, id: &str) -> Result<&'i Thing<EvaluationForm>, AwsError> {
    let form = instance.evaluation_forms.get(id);
    form.ok_or_else(|| errors::not_found(KIND, id))
}

fn taken(title: &str) -> AwsError {
    conflict(&format!("{KIND} already exists: {title}"))
}

fn conflict(message: &str) -> AwsError {
    AwsError::new("ResourceConflictException", message)
}

/// Callers are known by their account alone.
fn author(ctx: &Ctx<'_>) -> String {
    format!("arn:aws:iam::{}:root", ctx.account)
}

fn field<'t>(form: &'t Thing<EvaluationForm>, name: &str) -> Option<&'t str> {
    match name {
        "title" | "name" => Some(&form.name),
        "description" => form.body.versions[&form.body.latest()]
            .design
            .description
            .as_deref(),
        "status" => Some(form.body.status()),
        "evaluationformid" | "resourceid" => Some(&form.id),
        _ => None,
    }
}

fn identified(form: &Thing<EvaluationForm>, number: u64) -> Value {
    json!({
        "EvaluationFormId": form.id,
        "EvaluationFormArn": form.arn,
        "EvaluationFormVersion": number,
    })
}

fn summary(ctx: &Ctx<'_>, form: &Thing<EvaluationForm>) -> Value {
    let author = author(ctx);
    json!({
        "EvaluationFormId": form.id,
        "EvaluationFormArn": form.arn,
        "Title": form.name,
        "CreatedTime": form.created,
        "CreatedBy": author,
        "LastModifiedTime": form.modified,
        "LastModifiedBy": author,
        "LastActivatedTime": form.body.activated,
        "LastActivatedBy": form.body.activated.map(|_| &author),
        "LatestVersion": form.body.latest(),
        "ActiveVersion": form.body.active,
    })
}

// === impl EvaluationForm ===

impl EvaluationForm {
    fn latest(&self) -> u64 {
        self.versions
            .last_key_value()
            .map_or(0, |(number, _)| *number)
    }

    fn version(&self, number: u64) -> Result<&Version, AwsError> {
        let version = self.versions.get(&number);
        version.ok_or_else(|| errors::not_found("Evaluation form version", &number.to_string()))
    }

    fn status(&self) -> &'static str {
        if self.active.is_some() {
            "ACTIVE"
        } else {
            "DRAFT"
        }
    }
}
