//! LF-tags on databases, tables and columns.
//!
//! A table has the tags of its database, and a column those of its table, unless it has the key
//! itself. A link has tags of its own: those of its target are the owner's.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    State,
    access::{Asker, Permission},
    errors,
    expression::{LfTags, Term},
    grant, holding, lf_tag, own,
    resource::{Columns, Resource},
    state,
};
use crate::{
    context::Ctx,
    error::AwsError,
    services::glue::{catalog, object::Object},
};

/// What was put on one thing itself.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Tagging {
    object: Object,
    column: Option<String>,
    tags: LfTags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Change {
    catalog_id: Option<String>,
    resource: Map<String, Value>,
    #[serde(rename = "LFTags")]
    lf_tags: Vec<Term>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    catalog_id: Option<String>,
    resource: Map<String, Value>,
    /// Whether only what was put on the thing itself is asked for.
    #[serde(rename = "ShowAssignedLFTags", default)]
    assigned: bool,
}

/// What one thing is tagged with: itself, or some of its columns.
struct Spot {
    object: Object,
    columns: BTreeSet<String>,
}

/// A key or value that there is not is told in the answer, which is a 200.
pub(super) fn add(ctx: &mut Ctx<'_>, input: Change) -> Result<Value, AwsError> {
    let spot = writable(ctx, input.catalog_id.as_deref(), &input.resource)?;
    let mut failed = Vec::new();
    for term in input.lf_tags {
        match chosen(own(ctx), &term) {
            Ok(value) => spot.each(own(ctx), |tags| {
                tags.insert(term.tag_key.clone(), value.clone());
            }),
            Err(error) => failed.push(failure(ctx, &term, &error)),
        }
    }
    Ok(json!({ "Failures": failed }))
}

pub(super) fn remove(ctx: &mut Ctx<'_>, input: Change) -> Result<Value, AwsError> {
    let spot = writable(ctx, input.catalog_id.as_deref(), &input.resource)?;
    let mut failed = Vec::new();
    for term in input.lf_tags {
        match chosen(own(ctx), &term) {
            Ok(value) => spot.each(own(ctx), |tags| {
                if tags.get(&term.tag_key) == Some(&value) {
                    tags.remove(&term.tag_key);
                }
            }),
            Err(error) => failed.push(failure(ctx, &term, &error)),
        }
    }
    own(ctx).tagged.retain(|tagging| !tagging.tags.is_empty());
    Ok(json!({ "Failures": failed }))
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let spot = spot(ctx, input.catalog_id.as_deref(), &input.resource)?;
    let state = state(ctx.world, ctx.account, ctx.region);
    let (object, database) = (&spot.object, spot.object.parent());
    let on = |object: &Object| {
        if input.assigned {
            assigned(&state, object, None)
        } else {
            effective(&state, object)
        }
    };
    let on_columns: Vec<_> = columns(ctx, &state, object)
        .into_iter()
        .filter(|(name, _)| spot.columns.is_empty() || spot.columns.contains(name))
        .map(|(name, tags)| json!({ "Name": name, "LFTags": shown(ctx, &tags) }))
        .collect();
    let whole = object.table.is_some();
    Ok(json!({
        "LFTagOnDatabase": some(shown(ctx, &on(&database))),
        "LFTagsOnTable": whole.then(|| some(shown(ctx, &on(object)))),
        "LFTagsOnColumns": whole.then(|| some(on_columns)),
    }))
}

/// The tags that a database or table has, its own before those of its database.
pub(super) fn effective(state: &State, object: &Object) -> LfTags {
    let mut tags = assigned(state, &object.parent(), None);
    if object.table.is_some() {
        tags.extend(assigned(state, object, None));
    }
    tags
}

/// Tags with the columns that have tags of their own, by name.
pub(super) fn columns(ctx: &Ctx<'_>, state: &State, object: &Object) -> BTreeMap<String, LfTags> {
    let table = catalog::table(ctx.world, ctx.region, object);
    let there = table.map(|table| table.columns()).unwrap_or_default();
    let own = state
        .tagged
        .iter()
        .filter(|tagging| tagging.object == *object);
    let own = own.filter_map(|tagging| Some((tagging.column.clone()?, tagging.tags.clone())));
    own.filter(|(name, _)| there.is_empty() || there.iter().any(|(column, _)| column == name))
        .collect()
}

pub(super) fn shown(ctx: &Ctx<'_>, tags: &LfTags) -> Vec<Value> {
    let tags = tags.iter();
    tags.map(
        |(key, value)| json!({ "CatalogId": ctx.account, "TagKey": key, "TagValues": [value] }),
    )
    .collect()
}

/// A list, but for an empty one, which the answer leaves out.
pub(super) fn some(list: Vec<Value>) -> Option<Vec<Value>> {
    Some(list).filter(|list| !list.is_empty())
}

fn assigned(state: &State, object: &Object, column: Option<&str>) -> LfTags {
    let mut tagged = state.tagged.iter();
    let found = tagged.find(|tagging| tagging.is(object, column));
    found
        .map(|tagging| tagging.tags.clone())
        .unwrap_or_default()
}

/// The one value that a request gives a key, if there is such a value.
fn chosen(state: &State, term: &Term) -> Result<String, AwsError> {
    let known = lf_tag::values(state, &term.tag_key)?;
    let [value] = &term.tag_values[..] else {
        return Err(errors::invalid("A resource has one value of an LF-Tag."));
    };
    if known.contains(value) {
        Ok(value.clone())
    } else {
        let message = format!("Tag value does not exist: {value} of {}", term.tag_key);
        Err(errors::not_found(&message))
    }
}

fn failure(ctx: &Ctx<'_>, term: &Term, error: &AwsError) -> Value {
    json!({
        "LFTag": { "CatalogId": ctx.account, "TagKey": term.tag_key, "TagValues": term.tag_values },
        "Error": { "ErrorCode": error.code, "ErrorMessage": error.message },
    })
}

/// What a request names, if the caller may tag it: administrators, and who made it.
fn writable(
    ctx: &Ctx<'_>,
    catalog: Option<&str>,
    resource: &Map<String, Value>,
) -> Result<Spot, AwsError> {
    let spot = spot(ctx, catalog, resource)?;
    let asker = Asker::of(ctx);
    let resource = Resource::Table {
        object: spot.object.clone(),
    };
    let wanted = [Permission::Alter].into();
    if holding::may_grant(ctx.world, &asker, &resource, &wanted) {
        return Ok(spot);
    }
    let on = spot.object.name();
    let message = format!("Insufficient Lake Formation permission(s): Required Associate on {on}");
    Err(errors::denied(&message))
}

/// What a request names, if it is there and the account's own.
fn spot(
    ctx: &Ctx<'_>,
    catalog: Option<&str>,
    resource: &Map<String, Value>,
) -> Result<Spot, AwsError> {
    let resource = grant::read(ctx, catalog, resource)?;
    let (object, columns) = match resource {
        Resource::Database { object } | Resource::Table { object } => (object, BTreeSet::new()),
        Resource::Columns {
            object,
            columns: Columns::Only(names),
        } => (object, names),
        _ => {
            return Err(errors::invalid(
                "Only databases, tables and columns have LF-Tags.",
            ));
        }
    };
    if object.catalog != *ctx.account {
        return Err(errors::denied(&format!(
            "{} belongs to another account.",
            object.name()
        )));
    }
    let known = catalog::is_known(ctx.world, ctx.settings, ctx.region, ctx.account);
    if known && !catalog::holds(ctx.world, ctx.region, &object) {
        return Err(errors::not_found(&format!("{} not found.", object.name())));
    }
    Ok(Spot { object, columns })
}

// === impl Spot ===

impl Spot {
    /// Changes the tags of the thing, or of each of its columns that is meant.
    fn each(&self, state: &mut State, change: impl Fn(&mut LfTags)) {
        if self.columns.is_empty() {
            return change(tags_of(state, &self.object, None));
        }
        for column in &self.columns {
            change(tags_of(state, &self.object, Some(column)));
        }
    }
}

fn tags_of<'s>(state: &'s mut State, object: &Object, column: Option<&str>) -> &'s mut LfTags {
    let tagged = &mut state.tagged;
    let at = tagged.iter().position(|tagging| tagging.is(object, column));
    let at = at.unwrap_or_else(|| {
        tagged.push(Tagging {
            object: object.clone(),
            column: column.map(str::to_owned),
            tags: LfTags::new(),
        });
        tagged.len() - 1
    });
    &mut tagged[at].tags
}

// === impl Tagging ===

impl Tagging {
    /// Takes the tag `key` away if it has one of the values.
    pub(super) fn drop_values(&mut self, key: &str, values: &[String]) {
        if self
            .tags
            .get(key)
            .is_some_and(|value| values.contains(value))
        {
            self.tags.remove(key);
        }
    }

    fn is(&self, object: &Object, column: Option<&str>) -> bool {
        self.object == *object && self.column.as_deref() == column
    }
}
