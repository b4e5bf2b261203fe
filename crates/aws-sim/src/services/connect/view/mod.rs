//! Views: what agents see of a step-by-step guide.
//!
//! A view has a published content, `$LATEST`, and a draft, `$SAVED`. AWS has some views of its own,
//! which nobody can change; their only version is 1.

mod content;
pub(super) mod version;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use self::{content::Content, version::Version};
use super::{
    errors,
    flow_content::qualified,
    reading::{self, Query},
    state::{self, Instance},
    uses,
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    time::Time,
    world::{Tags, Thing},
};

/// What a view has besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(super) struct View {
    description: Option<String>,
    /// None, if it was never published.
    published: Option<Content>,
    /// What was saved or published last.
    saved: Content,
    /// By number.
    versions: BTreeMap<u64, Version>,
    /// The highest number that a version ever had.
    last_version: u64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    status: String,
    content: Content,
    description: Option<String>,
    name: String,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    view_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    instance_id: String,
    r#type: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UpdateContent {
    instance_id: String,
    view_id: String,
    status: String,
    content: Content,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UpdateMetadata {
    instance_id: String,
    view_id: String,
    name: Option<String>,
    description: Option<String>,
}

const KIND: &str = "View";

/// The views that AWS made (administrator guide). What they say is not known here.
const MANAGED: &[&str] = &["cards", "confirmation", "detail", "form", "list"];

/// Saves the content, and publishes it if that is its status.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    input.content.check(&input.status)?;
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.views.named(&input.name).is_some() {
        return Err(errors::duplicate(KIND, &input.name));
    }
    let limit = ctx.quota("views");
    if instance.views.own() >= limit {
        return Err(errors::quota_exceeded("views", limit));
    }
    let body = View {
        description: input.description,
        published: Some(input.content.clone()).filter(|_| input.status == "PUBLISHED"),
        saved: input.content,
        versions: BTreeMap::new(),
        last_version: 0,
    };
    let (path, name) = ("view", input.name.clone());
    let view = state::new_thing(ctx, &input.instance_id, path, name, input.tags, body)?;
    let answer = json!({ "View": saved(&view) });
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance
        .views
        .add(view)
        .map_err(|_| errors::duplicate(KIND, &input.name))?;
    Ok(answer)
}

/// Without a qualifier it is what is published, and a view that never was is not found.
pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let (id, qualifier) = qualified(&input.view_id);
    let view = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    let shown = match qualifier {
        None if view.built_in => version::at(ctx, view, "1")?,
        None | Some("$LATEST") => match &view.body.published {
            Some(content) => shown(view, content, "PUBLISHED"),
            None => return Err(errors::not_found(KIND, &input.view_id)),
        },
        Some("$SAVED") => saved(view),
        Some(number) => version::at(ctx, view, number)?,
    };
    Ok(json!({ "View": shown }))
}

/// By type, then by name.
pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let wanted = input.r#type.as_deref();
    let views = instance.views.iter();
    let views = views.filter(|view| wanted.is_none_or(|wanted| kind(view) == wanted));
    let sorted: BTreeMap<_, _> = views
        .map(|view| (format!("{}/{}", kind(view), view.name), view))
        .collect();
    reading::list(ctx, &input.page, sorted, "ViewsSummaryList", |view| {
        json!({
            "Id": view.id,
            "Arn": view.arn,
            "Name": view.name,
            "Type": kind(view),
            "Status": view.body.status(),
            "Description": view.body.description,
        })
    })
}

/// Shows what is published, or of a view that never was its draft.
pub(super) fn search(ctx: &mut Ctx<'_>, query: Query) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    let special = |view: &Thing<View>, condition: &str, wanted: &Value| match condition {
        "ViewTypeCondition" => *wanted == kind(view),
        _ => *wanted == view.body.status(),
    };
    let fits = |view: &Thing<View>| {
        query.search_filter.passes(&view.tags)
            && query
                .search_criteria
                .fits(&|name| field(view, name), &|condition, wanted| {
                    special(view, condition, wanted)
                })
    };
    reading::search(ctx, &query.page, &instance.views, "Views", fits, |view| {
        let content = view.body.published.as_ref().unwrap_or(&view.body.saved);
        shown(view, content, view.body.status())
    })
}

pub(super) fn update_content(ctx: &mut Ctx<'_>, input: UpdateContent) -> Result<Value, AwsError> {
    input.content.check(&input.status)?;
    let (id, _) = qualified(&input.view_id);
    let view = touch(ctx, &input.instance_id, id)?;
    if input.status == "PUBLISHED" {
        view.body.published = Some(input.content.clone());
    }
    view.body.saved = input.content;
    Ok(json!({ "View": saved(view) }))
}

/// What is left out stays as it is.
pub(super) fn update_metadata(ctx: &mut Ctx<'_>, input: UpdateMetadata) -> Result<Value, AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find_own(instance, qualified(&input.view_id).0)?.id.clone();
    if let Some(name) = &input.name {
        instance
            .views
            .rename(&id, name)
            .map_err(|_| errors::duplicate(KIND, name))?;
    }
    let view = touch(ctx, &input.instance_id, &id)?;
    view.body.description = input.description.or_else(|| view.body.description.take());
    Ok(json!({}))
}

/// Goes with its versions. One that a published flow shows is guarded, which is a choice: the
/// operation lists the error, and does not say when it comes.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let view = find_own(instance, qualified(&input.view_id).0)?;
    if let Some(flow) = uses::view(instance, &view.id) {
        return Err(errors::in_use(KIND, &view.arn, flow));
    }
    let id = view.id.clone();
    instance.views.remove(&id);
    Ok(json!({}))
}

/// The id, ARN and body of each view that AWS made.
pub(super) fn managed(region: &str, now: Time) -> impl Iterator<Item = (&str, String, View)> {
    MANAGED.iter().map(move |name| {
        let body = View {
            description: None,
            published: Some(Content::default()),
            saved: Content::default(),
            versions: [(1, Version::first(Content::default(), now))].into(),
            last_version: 1,
        };
        (
            *name,
            format!("arn:aws:connect:{region}:aws:view/{name}:1"),
            body,
        )
    })
}

/// The view with this id or ARN, which has nothing behind it.
fn find<'i>(instance: &'i Instance, id: &str) -> Result<&'i Thing<View>, AwsError> {
    let view = instance.views.get(id);
    view.ok_or_else(|| errors::not_found(KIND, id))
}

/// The same, if it is not one of AWS's.
fn find_own<'i>(instance: &'i Instance, id: &str) -> Result<&'i Thing<View>, AwsError> {
    let view = find(instance, id)?;
    if view.built_in {
        return Err(errors::invalid_request(
            "Views that AWS manages cannot be changed.",
        ));
    }
    Ok(view)
}

/// The same, to be changed now.
fn touch<'w>(
    ctx: &'w mut Ctx<'_>,
    instance_id: &str,
    id: &str,
) -> Result<&'w mut Thing<View>, AwsError> {
    let now = ctx.now;
    let instance = state::open_mut(ctx, instance_id)?;
    find_own(instance, id)?;
    let view = instance.views.get_mut(id);
    let view = view.ok_or_else(|| errors::not_found(KIND, id))?;
    view.modified = now;
    Ok(view)
}

fn field<'t>(view: &'t Thing<View>, name: &str) -> Option<&'t str> {
    match name {
        "name" => Some(&view.name),
        "description" => view.body.description.as_deref(),
        "resourceid" => Some(&view.id),
        "type" => Some(kind(view)),
        "status" => Some(view.body.status()),
        _ => None,
    }
}

fn kind(view: &Thing<View>) -> &'static str {
    if view.built_in {
        "AWS_MANAGED"
    } else {
        "CUSTOMER_MANAGED"
    }
}

/// The draft. That it is published while it is the same as the published content is a choice.
fn saved(view: &Thing<View>) -> Value {
    let content = &view.body.saved;
    let is_published = view.body.published.as_ref() == Some(content);
    let status = if is_published { "PUBLISHED" } else { "SAVED" };
    shown(view, content, status)
}

fn shown(view: &Thing<View>, content: &Content, status: &str) -> Value {
    json!({
        "Id": view.id,
        "Arn": view.arn,
        "Name": view.name,
        "Status": status,
        "Type": kind(view),
        "Description": view.body.description,
        "Content": content.shown(),
        "Tags": view.tags,
        "CreatedTime": view.created,
        "LastModifiedTime": view.modified,
        "ViewContentSha256": content.sha256(),
    })
}

// === impl View ===

impl View {
    /// `PUBLISHED` or `SAVED`: whether it was ever published.
    fn status(&self) -> &'static str {
        match self.published {
            Some(_) => "PUBLISHED",
            None => "SAVED",
        }
    }

    /// Whether flows can show it as the version that this stands for.
    pub(super) fn can_be_shown(&self, qualifier: Option<&str>) -> bool {
        match qualifier {
            None | Some("$LATEST") => self.published.is_some(),
            Some(number) => {
                let number = number.parse().ok();
                number.is_some_and(|number: u64| self.versions.contains_key(&number))
            }
        }
    }
}
