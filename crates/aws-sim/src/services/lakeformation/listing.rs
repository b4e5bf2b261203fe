//! Grants, listed.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    State,
    access::Asker,
    errors,
    grant::{self, Grant},
    own,
    permission::Permissions,
    principal::Principal,
    resource::Resource,
    tagging,
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::{Page, PageRequest},
    services::glue::object::Object,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    catalog_id: Option<String>,
    principal: Option<Principal>,
    resource_type: Option<String>,
    resource: Option<Map<String, Value>>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ForPath {
    resource_arn: String,
    #[serde(flatten)]
    page: PageRequest,
}

/// Shows the grants themselves, in order of their making. With principal *and* resource it shows
/// what the principal holds on that resource instead, from wherever it has it.
///
/// Callers who are no administrators see their own grants only: an empty list does not mean that
/// there are none.
pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let principal = input.principal.as_ref().map(Principal::id).transpose()?;
    let resource = input.resource.as_ref();
    let resource = resource
        .map(|given| grant::read(ctx, input.catalog_id.as_deref(), given))
        .transpose()?;
    if let Some(resource) = &resource {
        grant::refuse_through_link(ctx, resource)?;
    }
    let seen = seen(ctx);
    let of = |grant: &&Grant| principal.is_none_or(|id| grant.principal == id);
    let kind = |grant: &&Grant| {
        let kind = input.resource_type.as_deref();
        kind.is_none_or(|kind| grant.resource.is_of(kind))
    };
    let on = |grant: &&Grant| {
        resource
            .as_ref()
            .is_none_or(|on| is_part(&grant.resource, on))
    };
    let mut shown: Vec<_> = seen
        .iter()
        .filter(of)
        .filter(kind)
        .filter(on)
        .map(Grant::shown)
        .collect();
    if let (Some(id), Some(on)) = (principal, &resource) {
        add_tagged(own(ctx), id, on, &mut shown);
    }
    let page = page(ctx, &input.page, numbered(shown))?;
    Ok(json!({ "PrincipalResourcePermissions": page.items, "NextToken": page.next_token }))
}

/// What is granted on a registered location itself. Tables that lie there are not looked for.
pub(super) fn for_path(ctx: &mut Ctx<'_>, input: ForPath) -> Result<Value, AwsError> {
    let path = |grant: &&Grant| matches!(&grant.resource, Resource::Location { arn, .. } if input.resource_arn.starts_with(arn));
    let seen = seen(ctx);
    let shown = seen.iter().filter(path).map(Grant::shown).collect();
    let page = page(ctx, &input.page, numbered(shown))?;
    Ok(json!({ "Permissions": page.items, "NextToken": page.next_token }))
}

/// One page, with Lake Formation's own code for a bad token.
pub(super) fn page<T>(
    ctx: &Ctx<'_>,
    asked: &PageRequest,
    rows: impl IntoIterator<Item = (String, T)>,
) -> Result<Page<T>, AwsError> {
    ctx.page(asked, rows)
        .map_err(|error| errors::invalid(&error.message))
}

/// Rows with keys in the order in which they are.
pub(super) fn numbered<T>(rows: Vec<T>) -> impl Iterator<Item = (String, T)> {
    let rows = rows.into_iter().enumerate();
    rows.map(|(at, row)| (format!("{at:09}"), row))
}

/// The grants that the caller may see.
fn seen(ctx: &mut Ctx<'_>) -> Vec<Grant> {
    let mut grants = own(ctx).grants.clone();
    let asker = Asker::of(ctx);
    let state = super::state(ctx.world, ctx.account, ctx.region);
    if !state.settings.may_look(asker.principal) {
        grants.retain(|grant| asker.is(&grant.principal));
    }
    grants
}

/// To ask for a table is to ask for its columns too.
fn is_part(of: &Resource, asked: &Resource) -> bool {
    match (of, asked) {
        (Resource::Columns { object, .. }, Resource::Table { object: asked }) => object == asked,
        (Resource::Columns { object, .. }, Resource::Columns { object: asked, .. }) => {
            object == asked
        }
        _ => of == asked,
    }
}

/// Adds what `principal` holds on `on` by its LF-tags to the entry of the resource, or as one.
fn add_tagged(state: &State, principal: &str, on: &Resource, shown: &mut Vec<Value>) {
    let (Resource::Database { object } | Resource::Table { object }) = on else {
        return;
    };
    let tagged = by_tags(state, principal, object);
    if tagged.is_empty() {
        return;
    }
    let place = on.shown();
    if let Some(entry) = shown.iter_mut().find(|entry| entry["Resource"] == place) {
        let named: Permissions =
            serde_json::from_value(entry["Permissions"].clone()).unwrap_or_default();
        entry["Permissions"] = json!(&named | &tagged);
        return;
    }
    shown.push(json!({
        "Principal": { "DataLakePrincipalIdentifier": principal },
        "Resource": place,
        "Permissions": tagged,
        "PermissionsWithGrantOption": [],
    }));
}

fn by_tags(state: &State, principal: &str, object: &Object) -> Permissions {
    let tags = tagging::effective(state, object);
    let policies = state.grants.iter().filter(|grant| {
        grant.principal == principal
            && matches!(grant.resource, Resource::LfTagPolicy { .. })
            && grant.resource.covers(object, &tags)
    });
    policies
        .flat_map(|grant| grant.permissions.clone())
        .collect()
}
