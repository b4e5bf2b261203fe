//! Configurations of which a bucket has many, each with an id.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    context::Ctx,
    error::AwsError,
    services::{
        Operations,
        s3::{
            address::{Address, Named, open, open_mut},
            errors,
        },
    },
};

/// One kind: its operations, and the member that holds it.
struct Kind {
    get: &'static str,
    put: &'static str,
    delete: &'static str,
    list: &'static str,
    member: &'static str,
    /// The member of the list.
    members: &'static str,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct One {
    #[serde(flatten)]
    at: Address,
    id: String,
    #[serde(flatten)]
    members: Map<String, Value>,
}

macro_rules! kind {
    ($noun:literal) => {
        Kind {
            get: concat!("GetBucket", $noun, "Configuration"),
            put: concat!("PutBucket", $noun, "Configuration"),
            delete: concat!("DeleteBucket", $noun, "Configuration"),
            list: concat!("ListBucket", $noun, "Configurations"),
            member: concat!($noun, "Configuration"),
            members: concat!($noun, "ConfigurationList"),
        }
    };
}

static KINDS: [Kind; 4] = [
    kind!("Analytics"),
    kind!("IntelligentTiering"),
    kind!("Inventory"),
    kind!("Metrics"),
];

pub(super) fn operations(mut table: Operations) -> Operations {
    for kind in &KINDS {
        table = table
            .on(kind.get, get)
            .on(kind.put, put)
            .on(kind.delete, delete)
            .on(kind.list, list);
    }
    table
}

fn get(ctx: &mut Ctx<'_>, input: One) -> Result<Value, AwsError> {
    let kind = Kind::called_by(ctx);
    let listed = &open(ctx, &input.at)?.listed;
    let found = listed.get(kind.member).and_then(|of| of.get(&input.id));
    Ok(json!({ kind.member: found.ok_or_else(|| missing(&input))? }))
}

fn put(ctx: &mut Ctx<'_>, mut input: One) -> Result<(), AwsError> {
    let kind = Kind::called_by(ctx);
    let document = input.members.remove(kind.member);
    let document = document.ok_or_else(errors::malformed)?;
    if document["Id"] != input.id {
        return Err(errors::malformed());
    }
    let listed = &mut open_mut(ctx, &input.at)?.listed;
    listed
        .entry(kind.member)
        .or_default()
        .insert(input.id, document);
    Ok(())
}

fn delete(ctx: &mut Ctx<'_>, input: One) -> Result<(), AwsError> {
    let kind = Kind::called_by(ctx);
    let listed = &mut open_mut(ctx, &input.at)?.listed;
    let gone = listed
        .get_mut(kind.member)
        .and_then(|of| of.remove(&input.id));
    gone.map(drop).ok_or_else(|| missing(&input))
}

/// All in one page: AWS makes pages of a hundred.
fn list(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let kind = Kind::called_by(ctx);
    let listed = &open(ctx, &input.at)?.listed;
    let all = listed
        .get(kind.member)
        .into_iter()
        .flat_map(|of| of.values());
    Ok(json!({ "IsTruncated": false, kind.members: all.collect::<Vec<&Value>>() }))
}

fn missing(input: &One) -> AwsError {
    let message = "The specified configuration does not exist.";
    errors::other(404, "NoSuchConfiguration", message).with("ConfigurationId", &input.id)
}

// === impl Kind ===

impl Kind {
    /// The kind that the operation of this call is about.
    fn called_by(ctx: &Ctx<'_>) -> &'static Self {
        let called = ctx.operation.name;
        KINDS
            .iter()
            .find(|kind| [kind.get, kind.put, kind.delete, kind.list].contains(&called))
            .expect("the table of operations is made of the kinds")
    }
}
