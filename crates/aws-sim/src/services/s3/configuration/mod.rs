//! What a bucket is told besides its objects: one document of each kind, kept as it was given.
//!
//! A kind is a row of the table. Where something more is to be looked at before a document is
//! taken, it has a file.

mod encryption;
mod kind;
mod lifecycle;
mod listed;
mod lock;
mod notification;
mod public_access;
mod tagging;
mod versioning;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use self::kind::{Absent, Answer, KINDS, Kind};
pub(crate) use self::tagging::of as tags;
pub(super) use self::{
    encryption::of as default_encryption,
    kind::{ENCRYPTION, NOTIFICATION, OBJECT_LOCK, OWNERSHIP, PUBLIC_ACCESS, TAGGING},
    public_access::Setting,
    tagging::check as checked_tags,
};
use super::{
    Bucket,
    address::{Address, Named, open, open_mut},
    errors,
};
use crate::{context::Ctx, error::AwsError, services::Operations};

/// A request with a document.
#[derive(Debug, Deserialize)]
struct Put {
    #[serde(flatten)]
    at: Address,
    #[serde(flatten)]
    members: Map<String, Value>,
}

pub(super) fn operations(mut table: Operations) -> Operations {
    for kind in &KINDS {
        table = table.on(kind.get, get).on(kind.put, put);
        if let Some(delete) = kind.delete {
            table = table.on(delete, self::delete);
        }
    }
    let table = table
        .on("GetBucketVersioning", versioning::get)
        .on("PutBucketVersioning", versioning::put);
    listed::operations(table)
}

/// The documents that a new bucket has: all public access is blocked, and its owner owns all
/// objects in it.
pub(super) fn of_a_new_bucket() -> Map<String, Value> {
    let ownership = json!({ "Rules": [{ "ObjectOwnership": "BucketOwnerEnforced" }] });
    let public_access = Setting::ALL
        .iter()
        .map(|setting| (setting.name().to_owned(), true.into()));
    Map::from_iter([
        (OWNERSHIP.to_owned(), ownership),
        (
            PUBLIC_ACCESS.to_owned(),
            Value::Object(public_access.collect()),
        ),
    ])
}

/// The document that says that object lock is on.
pub(super) fn lock() -> Value {
    json!({ "ObjectLockEnabled": "Enabled" })
}

/// The one member that stands beside its document, and in the header of the answer.
const SIZE: &str = "TransitionDefaultMinimumObjectSize";

fn get(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.at)?;
    let kind = Kind::called_by(ctx);
    match (bucket.configurations.get(kind.name), kind.absent) {
        (Some(document), _) if kind.answer == Answer::Whole => Ok(json!({ kind.member: document })),
        (Some(document), _) => Ok(document.clone()),
        (None, Absent::Default(default)) => Ok(default()),
        (None, Absent::Refused(code, message)) => {
            let error = errors::other(404, code, message);
            Err(error.with("BucketName", &input.at.bucket))
        }
    }
}

fn put(ctx: &mut Ctx<'_>, mut input: Put) -> Result<Value, AwsError> {
    open(ctx, &input.at)?;
    let kind = Kind::called_by(ctx);
    let document = input.members.remove(kind.member);
    let mut document = document.ok_or_else(errors::malformed)?;
    let size = input.members.remove(SIZE);
    if let (Some(size), Some(members)) = (size, document.as_object_mut()) {
        members.insert(SIZE.to_owned(), size);
    }
    let document = (kind.check)(ctx, &input.at, document)?;
    let answer = json!({ SIZE: document.get(SIZE) });
    let bucket = open_mut(ctx, &input.at)?;
    bucket.configurations.insert(kind.name.to_owned(), document);
    Ok(answer)
}

/// What is not there counts as deleted.
fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let kind = Kind::called_by(ctx);
    let bucket = open_mut(ctx, &input.at)?;
    bucket.configurations.remove(kind.name);
    Ok(())
}

// === impl Bucket ===

impl Bucket {
    /// The document of a kind.
    pub(super) fn configuration(&self, name: &str) -> &Value {
        self.configurations.get(name).unwrap_or(&Value::Null)
    }
}
