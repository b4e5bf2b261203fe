//! Buckets.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    acl::{self, Grants},
    address::{Address, Named, open, open_anywhere},
    configuration::{
        self, ENCRYPTION, OBJECT_LOCK, OWNERSHIP, TAGGING, checked_tags, default_encryption,
    },
    errors,
    multipart::Upload,
    object::{Encryption, Object, Version, Versions},
    owner,
};
use crate::{
    context::Ctx,
    error::AwsError,
    place::{Account, Region},
    time::Time,
};

/// One bucket and all that is in it.
#[derive(Debug, Serialize)]
pub(super) struct Bucket {
    pub(super) account: Account,
    pub(super) region: Region,
    pub(super) created: Time,
    pub(super) versioning: Versioning,
    /// By kind, each as it was given.
    pub(super) configurations: Map<String, Value>,
    /// Configurations of which there are many, by the member that holds one, and by id.
    pub(super) listed: BTreeMap<&'static str, BTreeMap<String, Value>>,
    /// Who may do what, as it was given.
    pub(super) policy: Option<String>,
    /// The access control list, if it is another than that of every bucket.
    pub(super) grants: Option<Grants>,
    /// By key. A key without versions is not there.
    pub(super) keys: BTreeMap<String, Versions>,
    /// Uploads in parts that are under way, by id.
    pub(super) uploads: BTreeMap<String, Upload>,
}

/// Whether a bucket keeps what is overwritten and deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub(super) enum Versioning {
    /// As every bucket begins.
    Never,
    Enabled,
    Suspended,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    bucket: String,
    #[serde(default)]
    create_bucket_configuration: Configuration,
    #[serde(default)]
    object_lock_enabled_for_bucket: bool,
    object_ownership: Option<String>,
    #[serde(flatten)]
    access: acl::Wanted,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Configuration {
    location_constraint: Option<String>,
    tags: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    max_buckets: Option<usize>,
    continuation_token: Option<String>,
    #[serde(default)]
    prefix: String,
    bucket_region: Option<String>,
}

pub(super) fn create(ctx: &mut Ctx<'_>, mut input: Create) -> Result<Value, AwsError> {
    let name = std::mem::take(&mut input.bucket);
    if !is_valid(&name) {
        return Err(errors::invalid_name(&name));
    }
    let location = input.location(ctx)?;
    if let Some(there) = ctx.world.s3.buckets.get(&name) {
        // us-east-1 alone takes it as done when the bucket is the caller's already.
        return match there.account == *ctx.account {
            true if ctx.region.as_str() == Region::DEFAULT => Ok(created(&name)),
            true => Err(errors::owned_by_you(&name)),
            false => Err(errors::taken(&name)),
        };
    }
    let answer = created(&name);
    let bucket = input.made(ctx, location)?;
    ctx.world.s3.buckets.insert(name, bucket);
    Ok(answer)
}

pub(super) fn head(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let bucket = open(ctx, &input.at)?;
    Ok(json!({
        "BucketArn": format!("arn:aws:s3:::{}", input.at.bucket),
        "BucketRegion": bucket.region,
        "AccessPointAlias": false,
    }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    const PAGE: usize = 10_000;
    let after = input.continuation_token.unwrap_or_default();
    let buckets = ctx.world.s3.buckets.iter();
    let mut own = buckets
        .filter(|(_, bucket)| bucket.account == *ctx.account)
        .filter(|(name, _)| **name > after && name.starts_with(&input.prefix))
        .filter(|(_, bucket)| match &input.bucket_region {
            Some(region) => bucket.region.as_str() == region,
            None => true,
        })
        .peekable();
    let page = own.by_ref().take(input.max_buckets.unwrap_or(PAGE));
    let rows: Vec<Value> = page
        .map(|(name, bucket)| {
            json!({
                "Name": name,
                "CreationDate": bucket.created,
                "BucketRegion": bucket.region,
            })
        })
        .collect();
    let more = own.peek().is_some();
    let last = rows.last().filter(|_| more).map(|row| row["Name"].clone());
    let prefix = Some(input.prefix).filter(|prefix| !prefix.is_empty());
    Ok(json!({
        "Buckets": rows,
        "Owner": owner::shown(ctx.account),
        "ContinuationToken": last,
        "Prefix": prefix,
    }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let bucket = open(ctx, &input.at)?;
    if !bucket.keys.is_empty() {
        return Err(errors::not_empty(&input.at.bucket));
    }
    ctx.world.s3.buckets.remove(&input.at.bucket);
    Ok(())
}

/// Every Region tells where a bucket is. A bucket of us-east-1 has no constraint.
pub(super) fn location(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let region = &open_anywhere(ctx, &input.at)?.region;
    let constraint = Some(region).filter(|region| region.as_str() != Region::DEFAULT);
    Ok(json!({ "LocationConstraint": constraint }))
}

fn created(name: &str) -> Value {
    json!({ "Location": format!("/{name}"), "BucketArn": format!("arn:aws:s3:::{name}") })
}

/// 3 to 63 small letters, digits, dots and hyphens, with a letter or digit at both ends.
fn is_valid(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = name.as_bytes();
    (3..=63).contains(&bytes.len())
        && bytes
            .iter()
            .all(|byte| plain(*byte) || b".-".contains(byte))
        && [bytes.first(), bytes.last()]
            .into_iter()
            .flatten()
            .all(|end| plain(*end))
}

// === impl Create ===

impl Create {
    /// Where the bucket is to be. Only the endpoint of us-east-1 makes buckets elsewhere.
    fn location(&self, ctx: &Ctx<'_>) -> Result<Region, AwsError> {
        let asked = &self.create_bucket_configuration.location_constraint;
        let location = asked.as_deref().unwrap_or(Region::DEFAULT);
        let here = ctx.region.as_str();
        if location == here || here == Region::DEFAULT {
            return Ok(Region::new(location));
        }
        let named = asked.as_deref().unwrap_or("unspecified");
        Err(errors::illegal_location(named))
    }

    fn made(self, ctx: &mut Ctx<'_>, region: Region) -> Result<Bucket, AwsError> {
        let mut configurations = configuration::of_a_new_bucket();
        if let Some(ownership) = self.object_ownership {
            let ownership = json!({ "Rules": [{ "ObjectOwnership": ownership }] });
            configurations.insert(OWNERSHIP.to_owned(), ownership);
        }
        if let Some(tags) = self.create_bucket_configuration.tags {
            let tags = checked_tags(ctx, &Address::default(), json!({ "TagSet": tags }))?;
            configurations.insert(TAGGING.to_owned(), tags);
        }
        let mut versioning = Versioning::Never;
        if self.object_lock_enabled_for_bucket {
            configurations.insert(OBJECT_LOCK.to_owned(), configuration::lock());
            versioning = Versioning::Enabled;
        }
        let mut bucket = Bucket {
            account: ctx.account.clone(),
            region,
            created: ctx.now,
            versioning,
            configurations,
            listed: BTreeMap::new(),
            policy: None,
            grants: None,
            keys: BTreeMap::new(),
            uploads: BTreeMap::new(),
        };
        bucket.grants = self.access.of_new(&bucket)?;
        Ok(bucket)
    }
}

// === impl Bucket ===

impl Bucket {
    /// The object under `key`: the version asked for, or the latest.
    pub(super) fn object(
        &self,
        key: &str,
        version: Option<&str>,
    ) -> Result<(&Version, &Object), AwsError> {
        let version = self.version(key, version)?;
        match &version.object {
            Some(object) => Ok((version, object)),
            None => Err(errors::marker(&version.id)),
        }
    }

    /// The same, to be changed.
    pub(super) fn object_mut(
        &mut self,
        key: &str,
        version: Option<&str>,
    ) -> Result<&mut Object, AwsError> {
        let id = self.object(key, version)?.0.id.clone();
        let versions = self.keys.get_mut(key);
        let object = versions.and_then(|versions| versions.get_mut(&id)?.object.as_mut());
        object.ok_or_else(|| errors::no_key(key))
    }

    /// The latest object under `key`, if there is one.
    pub(super) fn latest(&self, key: &str) -> Option<(&Version, &Object)> {
        self.object(key, None).ok()
    }

    fn version(&self, key: &str, id: Option<&str>) -> Result<&Version, AwsError> {
        let versions = self.keys.get(key);
        match id {
            Some(id) => versions
                .and_then(|versions| versions.get(id))
                .ok_or_else(|| errors::no_version(key, id)),
            None => match versions.and_then(Versions::latest) {
                Some(latest) if latest.object.is_none() => {
                    Err(errors::no_key(key).with_header("x-amz-delete-marker", "true"))
                }
                Some(latest) => Ok(latest),
                None => Err(errors::no_key(key)),
            },
        }
    }

    /// Puts `object`, or a delete marker, on top of what is under `key`, as versioning has it.
    /// `fresh` is the id that a new version gets, if versions are kept. Answers the id.
    pub(super) fn add(
        &mut self,
        key: &str,
        fresh: String,
        now: Time,
        object: Option<Object>,
    ) -> String {
        let id = match self.versioning {
            Versioning::Enabled => fresh,
            Versioning::Never | Versioning::Suspended => Version::NULL.to_owned(),
        };
        let versions = self.keys.entry(key.to_owned()).or_default();
        versions.add(Version {
            id: id.clone(),
            // S3 knows no fractions of a second.
            modified: Time::from_micros(now.as_micros() / 1_000_000 * 1_000_000),
            object,
        });
        id
    }

    /// Takes one version away for good.
    pub(super) fn remove(&mut self, key: &str, id: &str) -> Option<Version> {
        let versions = self.keys.get_mut(key)?;
        let gone = versions.remove(id);
        if versions.latest().is_none() {
            self.keys.remove(key);
        }
        gone
    }

    /// How objects are encrypted whose writers do not care.
    pub(super) fn default_encryption(&self) -> Encryption {
        default_encryption(self.configuration(ENCRYPTION))
    }

    /// A version's id as answers show it: not at all, while there are no versions.
    pub(super) fn shown_id<'i>(&self, id: &'i str) -> Option<&'i str> {
        Some(id).filter(|_| self.versioning != Versioning::Never)
    }
}

/// Where `key` of the bucket is on the web.
pub(super) fn web_address(bucket: &Bucket, at: &Address) -> String {
    format!(
        "https://{}.s3.{}.amazonaws.com/{}",
        at.bucket, bucket.region, at.key
    )
}
