//! Access control lists, which most buckets do not take any more.
//!
//! A list is kept and shown; who may do what is up to policies alone.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    Bucket,
    address::{Address, Named, open, open_mut},
    configuration::{OWNERSHIP, Setting},
    errors, owner,
};
use crate::{context::Ctx, error::AwsError, place::Account};

/// What a writer says about access to a new thing.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(rename = "ACL")]
    canned: Option<String>,
    #[serde(rename = "AccessControlPolicy")]
    policy: Option<Value>,
    #[serde(rename = "GrantFullControl")]
    full_control: Option<String>,
    #[serde(rename = "GrantRead")]
    read: Option<String>,
    #[serde(rename = "GrantReadACP")]
    read_acp: Option<String>,
    #[serde(rename = "GrantWrite")]
    write: Option<String>,
    #[serde(rename = "GrantWriteACP")]
    write_acp: Option<String>,
}

/// The grants of a bucket or an object.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub(super) struct Grants(Vec<Value>);

#[derive(Debug, Deserialize)]
pub(super) struct Put {
    #[serde(flatten)]
    at: Address,
    #[serde(rename = "VersionId")]
    version: Option<String>,
    #[serde(flatten)]
    wanted: Wanted,
}

#[derive(Debug, Deserialize)]
pub(super) struct OfObject {
    #[serde(flatten)]
    at: Address,
    #[serde(rename = "VersionId")]
    version: Option<String>,
}

const GROUPS: &str = "http://acs.amazonaws.com/groups/";

pub(super) fn of_bucket(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.at)?;
    Ok(shown(bucket, bucket.grants.as_ref()))
}

pub(super) fn of_object(ctx: &mut Ctx<'_>, input: OfObject) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.at)?;
    let (_, object) = bucket.object(&input.at.key, input.version.as_deref())?;
    Ok(shown(bucket, object.grants.as_ref()))
}

pub(super) fn put_of_bucket(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    let grants = input.wanted.read(open(ctx, &input.at)?)?;
    open_mut(ctx, &input.at)?.grants = grants;
    Ok(())
}

pub(super) fn put_of_object(ctx: &mut Ctx<'_>, input: Put) -> Result<(), AwsError> {
    let bucket = open(ctx, &input.at)?;
    bucket.object(&input.at.key, input.version.as_deref())?;
    let grants = input.wanted.read(bucket)?;
    let bucket = open_mut(ctx, &input.at)?;
    bucket
        .object_mut(&input.at.key, input.version.as_deref())?
        .grants = grants;
    Ok(())
}

fn shown(bucket: &Bucket, grants: Option<&Grants>) -> Value {
    let own = || Grants(vec![full_control(&bucket.account)]);
    let grants = grants.cloned().unwrap_or_else(own);
    json!({ "Owner": owner::shown(&bucket.account), "Grants": grants })
}

fn full_control(account: &Account) -> Value {
    grant(
        json!({ "ID": owner::id(account), "Type": "CanonicalUser" }),
        "FULL_CONTROL",
    )
}

fn grant(grantee: Value, permission: &str) -> Value {
    json!({ "Grantee": grantee, "Permission": permission })
}

fn group(name: &str, permission: &str) -> Value {
    grant(
        json!({ "URI": format!("{GROUPS}{name}"), "Type": "Group" }),
        permission,
    )
}

// === impl Wanted ===

impl Wanted {
    /// The grants of a new bucket, which may also be said to be private.
    pub(super) fn of_new(&self, bucket: &Bucket) -> Result<Option<Grants>, AwsError> {
        match self.canned.as_deref() {
            _ if !bucket.has_owner_enforced() => self.read(bucket),
            None | Some("private") if self.is_plain() => Ok(None),
            _ => Err(errors::other(
                400,
                "InvalidBucketAclWithObjectOwnership",
                "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
            )),
        }
    }

    /// The grants that are asked for; nothing for those that every thing has. Under
    /// `BucketOwnerEnforced` no others are taken.
    pub(super) fn read(&self, bucket: &Bucket) -> Result<Option<Grants>, AwsError> {
        let canned = self.canned.as_deref();
        if bucket.has_owner_enforced() {
            return match canned {
                None | Some("bucket-owner-full-control") if self.is_plain() => Ok(None),
                _ => Err(not_supported()),
            };
        }
        let grants = match &self.policy {
            Some(policy) => policy["Grants"].as_array().cloned().unwrap_or_default(),
            None => self.granted(bucket),
        };
        let public = |grant: &Value| {
            let group = grant["Grantee"]["URI"].as_str().unwrap_or_default();
            group.ends_with("/AllUsers") || group.ends_with("/AuthenticatedUsers")
        };
        if bucket.blocks(Setting::BlockPublicAcls) && grants.iter().any(public) {
            return Err(errors::denied());
        }
        Ok(Some(Grants(grants)))
    }

    fn granted(&self, bucket: &Bucket) -> Vec<Value> {
        let named = self.headers().flat_map(|(permission, text)| {
            text.split(',')
                .filter_map(move |one| grantee(one, permission))
        });
        let mut grants = named.collect::<Vec<Value>>();
        if grants.is_empty() {
            grants.push(full_control(&bucket.account));
        }
        grants.extend(match self.canned.as_deref() {
            Some("public-read") => vec![group("global/AllUsers", "READ")],
            Some("public-read-write") => vec![
                group("global/AllUsers", "READ"),
                group("global/AllUsers", "WRITE"),
            ],
            Some("authenticated-read") => vec![group("global/AuthenticatedUsers", "READ")],
            Some("log-delivery-write") => vec![
                group("s3/LogDelivery", "WRITE"),
                group("s3/LogDelivery", "READ_ACP"),
            ],
            _ => Vec::new(),
        });
        grants
    }

    /// Whether it grants nothing by name.
    fn is_plain(&self) -> bool {
        self.policy.is_none() && self.headers().next().is_none()
    }

    fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("FULL_CONTROL", &self.full_control),
            ("READ", &self.read),
            ("READ_ACP", &self.read_acp),
            ("WRITE", &self.write),
            ("WRITE_ACP", &self.write_acp),
        ]
        .into_iter()
        .filter_map(|(permission, text)| Some((permission, text.as_deref()?)))
    }
}

/// `id="…"` or `uri="…"` in a header.
fn grantee(text: &str, permission: &str) -> Option<Value> {
    let (kind, value) = text.trim().split_once('=')?;
    let value = value.trim_matches('"');
    let grantee = match kind {
        "id" => json!({ "ID": value, "Type": "CanonicalUser" }),
        "uri" => json!({ "URI": value, "Type": "Group" }),
        _ => return None,
    };
    Some(grant(grantee, permission))
}

fn not_supported() -> AwsError {
    let message = "The bucket does not allow ACLs";
    errors::other(400, "AccessControlListNotSupported", message)
}

// === impl Bucket ===

impl Bucket {
    /// Whether the owner of the bucket owns all that is in it, and lists do not count.
    fn has_owner_enforced(&self) -> bool {
        let ownership = &self.configuration(OWNERSHIP)["Rules"][0]["ObjectOwnership"];
        *ownership == "BucketOwnerEnforced"
    }
}
