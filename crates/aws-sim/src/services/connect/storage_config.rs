//! Where an instance keeps recordings, transcripts, reports and streams of records.
//!
//! Whether the bucket or stream exists is asked if the simulator is strict. For a key the
//! role of the instance gets a grant, as long as the association has the key. A key that does not
//! exist is refused if the simulator is strict or enforces policies, and makes no grant otherwise.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors,
    state::{self, Instance},
};
use crate::{
    arn::Arn,
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    place::Region,
    services::{firehose, kinesis, kms, s3},
    settings::Iam,
    time::Time,
    world::World,
};

/// One association.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Storage {
    resource_type: String,
    config: Config,
    /// The grant for the key of the configuration.
    grant: Option<kms::Lent>,
    created: Time,
}

/// By association id.
pub(super) type Storages = BTreeMap<String, Storage>;

/// `InstanceStorageConfig` without its id, as on the wire.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Config {
    storage_type: String,
    s3_config: Option<Value>,
    kinesis_video_stream_config: Option<Value>,
    kinesis_stream_config: Option<Value>,
    kinesis_firehose_config: Option<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Associate {
    instance_id: String,
    resource_type: String,
    storage_config: Config,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    association_id: String,
    resource_type: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    instance_id: String,
    association_id: String,
    resource_type: String,
    storage_config: Config,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    instance_id: String,
    resource_type: String,
    #[serde(flatten)]
    page: PageRequest,
}

const KIND: &str = "Storage config";

/// What the role of an instance does with a key. AWS does not list it; these are the operations that
/// writing encrypted objects and reading them take.
const OPERATIONS: &[&str] = &["Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey"];

const HEX: &str = "0123456789abcdef";
const ID_LENGTH: usize = 64;

/// A second one for a resource type is a conflict.
pub(super) fn associate(ctx: &mut Ctx<'_>, input: Associate) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    input.storage_config.check(&input.resource_type)?;
    input.storage_config.check_there(ctx)?;
    let storages = instance.storages.values();
    let alike = storages.filter(|storage| storage.resource_type == input.resource_type);
    if alike.count() as u64 >= ctx.quota("storage-configs-per-type") {
        return Err(errors::conflict(KIND, &input.resource_type));
    }
    let role = instance.service_role.clone();
    let id = ctx.ids.letters(HEX, ID_LENGTH);
    let storage = Storage {
        grant: grant(ctx, &input.storage_config, &role)?,
        resource_type: input.resource_type,
        config: input.storage_config,
        created: ctx.now,
    };
    let answer = json!({ "AssociationId": id });
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance.storages.insert(id, storage);
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let (id, of_type) = (&input.association_id, &input.resource_type);
    let instance = state::open(ctx, &input.instance_id)?;
    let storage = find(instance, id, of_type)?;
    if !ctx.visible(storage.created) {
        return Err(errors::not_found(KIND, id));
    }
    Ok(json!({ "StorageConfig": storage.shown(id) }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let asked = |storage: &Storage| {
        storage.resource_type == input.resource_type && ctx.visible(storage.created)
    };
    let rows = instance
        .storages
        .iter()
        .filter(|(_, storage)| asked(storage))
        .map(|(id, storage)| (id.clone(), storage.shown(id)));
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({ "StorageConfigs": page.items, "NextToken": page.next_token }))
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    let (id, of_type) = (&input.association_id, &input.resource_type);
    let instance = state::open(ctx, &input.instance_id)?;
    let old = find(instance, id, of_type)?.grant.clone();
    let role = instance.service_role.clone();
    input.storage_config.check(of_type)?;
    input.storage_config.check_there(ctx)?;
    let grant = grant(ctx, &input.storage_config, &role)?;
    if let Some(old) = &old {
        kms::give_back(ctx, old);
    }
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if let Some(storage) = instance.storages.get_mut(id) {
        storage.config = input.storage_config;
        storage.grant = grant;
    }
    Ok(())
}

pub(super) fn disassociate(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let (id, of_type) = (&input.association_id, &input.resource_type);
    let instance = state::open(ctx, &input.instance_id)?;
    let grant = find(instance, id, of_type)?.grant.clone();
    if let Some(grant) = &grant {
        kms::give_back(ctx, grant);
    }
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance.storages.remove(id);
    Ok(())
}

/// Lets the role of the instance use the key of a configuration, if it has one.
fn grant(ctx: &mut Ctx<'_>, config: &Config, role: &str) -> Result<Option<kms::Lent>, AwsError> {
    let Some(key) = config.key() else {
        return Ok(None);
    };
    let wanted = ctx.settings.strict || ctx.settings.iam == Iam::Enforce;
    let lent = kms::lend(ctx, key, role, OPERATIONS)
        .map_err(|error| errors::invalid_parameter(&error.message))?;
    if lent.is_none() && wanted {
        return Err(errors::invalid_parameter(&format!(
            "Key {key} does not exist."
        )));
    }
    Ok(lent)
}

/// The ARN of the key whose grant goes with the association `id` of an instance.
pub(crate) fn key_of<'w>(world: &'w World, instance: &str, id: &str) -> Option<&'w str> {
    let arn = Arn::parse(instance)?;
    let state = world.connect.get(&arn.owner()?, &Region::new(arn.region))?;
    let instance = arn.resource.strip_prefix("instance/")?;
    let storage = state.instances.get(instance)?.storages.get(id)?;
    storage.grant.as_ref().map(|(key, _)| key.as_str())
}

fn find<'i>(instance: &'i Instance, id: &str, of_type: &str) -> Result<&'i Storage, AwsError> {
    let storage = instance.storages.get(id);
    storage
        .filter(|storage| storage.resource_type == of_type)
        .ok_or_else(|| errors::not_found(KIND, id))
}

/// The kinds of storage that a resource type takes (Amazon Connect administrator guide).
fn fitting(resource_type: &str) -> &'static [&'static str] {
    match resource_type {
        "MEDIA_STREAMS" => &["KINESIS_VIDEO_STREAM"],
        "CONTACT_TRACE_RECORDS" => &["KINESIS_STREAM", "KINESIS_FIREHOSE"],
        "AGENT_EVENTS" => &["KINESIS_STREAM"],
        real_time if real_time.starts_with("REAL_TIME_") => &["KINESIS_STREAM"],
        _ => &["S3"],
    }
}

// === impl Storage ===

impl Storage {
    fn shown(&self, id: &str) -> Value {
        let mut shown = json!(self.config);
        shown["AssociationId"] = json!(id);
        shown
    }
}

// === impl Config ===

impl Config {
    /// The key that objects or streams are encrypted with.
    fn key(&self) -> Option<&str> {
        let config = self.s3_config.as_ref();
        let config = config.or(self.kinesis_video_stream_config.as_ref())?;
        config["EncryptionConfig"]["KeyId"].as_str()
    }

    /// Refuses what does not exist. A stream of video is made by the first call.
    fn check_there(&self, ctx: &Ctx<'_>) -> Result<(), AwsError> {
        let text = |config: &Option<Value>, member: &str| {
            let config = config.as_ref()?;
            Some(config[member].as_str().unwrap_or_default().to_owned())
        };
        let world = &*ctx.world;
        let bucket = text(&self.s3_config, "BucketName");
        let bucket = bucket.map(|name| format!("arn:aws:s3:::{name}"));
        let stream = text(&self.kinesis_stream_config, "StreamArn");
        let delivery = text(&self.kinesis_firehose_config, "FirehoseArn");
        let no_bucket = bucket.filter(|arn| s3::owner_of(world, arn).is_none());
        let no_stream = stream.filter(|arn| !kinesis::exists(world, arn));
        let no_delivery = delivery.filter(|arn| !firehose::exists(world, arn));
        match no_bucket.or(no_stream).or(no_delivery) {
            Some(arn) if ctx.settings.strict => {
                Err(errors::invalid_parameter(&format!("{arn} does not exist.")))
            }
            _ => Ok(()),
        }
    }

    /// Refuses a storage type that does not fit, and any other member than that of the type.
    fn check(&self, resource_type: &str) -> Result<(), AwsError> {
        let members = [
            ("S3", self.s3_config.is_some()),
            (
                "KINESIS_VIDEO_STREAM",
                self.kinesis_video_stream_config.is_some(),
            ),
            ("KINESIS_STREAM", self.kinesis_stream_config.is_some()),
            ("KINESIS_FIREHOSE", self.kinesis_firehose_config.is_some()),
        ];
        let storage_type = self.storage_type.as_str();
        if !fitting(resource_type).contains(&storage_type) {
            return Err(errors::invalid_parameter(&format!(
                "{resource_type} cannot be kept in {storage_type}."
            )));
        }
        if members
            .iter()
            .any(|(name, given)| *given != (*name == storage_type))
        {
            return Err(errors::invalid_parameter(&format!(
                "StorageConfig has not just the configuration for {storage_type}."
            )));
        }
        Ok(())
    }
}
