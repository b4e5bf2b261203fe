//! Prompts: sounds that flows play.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors,
    reading::{self, List, Query},
    state::{self, Instance},
};
use crate::{
    context::Ctx,
    error::AwsError,
    place::Region,
    services::s3,
    world::{Tags, Thing, World},
};

/// What a prompt has besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Prompt {
    description: Option<String>,
    /// Where the sound was taken from. The built-in ones came from nowhere.
    source: Option<String>,
    /// The sound as it was then: what becomes of its source does not matter.
    #[serde(skip)]
    sound: Bytes,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    name: String,
    description: Option<String>,
    s3_uri: String,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    prompt_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    instance_id: String,
    prompt_id: String,
    name: Option<String>,
    description: Option<String>,
    s3_uri: Option<String>,
}

const KIND: &str = "Prompt";

/// Prompts of a new instance. AWS does not document them; these are some that others name.
const BUILT_IN: &[&str] = &[
    "Beep.wav",
    "CustomerHold.wav",
    "CustomerQueue.wav",
    "Music_Jazz_MyTimetoFly_Inst.wav",
    "Music_Pop_ThisAndThatIsLife_Inst.wav",
    "Music_Pop_ThrowingStones_Inst.wav",
    "Music_Rock_EverywhereTheSunShines_Inst.wav",
];

/// Name and body of each built-in prompt.
pub(super) fn built_in() -> impl Iterator<Item = (&'static str, Prompt)> {
    let prompt = Prompt {
        description: None,
        source: None,
        sound: Bytes::new(),
    };
    BUILT_IN.iter().map(move |name| (*name, prompt.clone()))
}

/// Whether there is a sound at `S3Uri` is not asked.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    if instance.prompts.named(&input.name).is_some() {
        return Err(errors::duplicate(KIND, &input.name));
    }
    let limit = ctx.quota("prompts");
    if instance.prompts.own() >= limit {
        return Err(errors::limit_exceeded("prompts", limit));
    }
    let body = Prompt {
        description: input.description,
        sound: taken(ctx.world, &input.s3_uri),
        source: Some(input.s3_uri),
    };
    let name = input.name.clone();
    let prompt = state::new_thing(ctx, &input.instance_id, "prompt", name, input.tags, body)?;
    let answer = identifiers(&prompt);
    let instance = state::open_mut(ctx, &input.instance_id)?;
    instance
        .prompts
        .add(prompt)
        .map_err(|_| errors::duplicate(KIND, &input.name))?;
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let prompt = find_visible(ctx, instance, &input.prompt_id)?;
    Ok(json!({ "Prompt": shown(ctx, prompt) }))
}

/// An address in a bucket of AWS's own that is signed for the caller, as the real one is.
pub(super) fn file(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let prompt = find_visible(ctx, instance, &input.prompt_id)?;
    let (region, id, account) = (ctx.region, &prompt.id, ctx.account);
    let url = format!(
        "https://{}.s3.{region}.amazonaws.com/{}/{id}.wav\
         ?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=900\
         &X-Amz-Credential={account}/20260101/{region}/s3/aws4_request",
        bucket(region),
        instance.id
    );
    Ok(json!({
        "PromptPresignedUrl": url,
        "LastModifiedTime": prompt.modified,
        "LastModifiedRegion": ctx.region,
    }))
}

/// The sound at an address that `GetPromptFile` gave, by its bucket and key.
pub(crate) fn sound(ctx: &Ctx<'_>, at: &str, key: &str) -> Option<Bytes> {
    if at != bucket(ctx.region) {
        return None;
    }
    let (instance, file) = key.split_once('/')?;
    let state = ctx.world.connect.get(ctx.account, ctx.region)?;
    let prompts = &state.instances.get(instance)?.prompts;
    let prompt = prompts.get(file.strip_suffix(".wav")?)?;
    Some(prompt.body.sound.clone())
}

/// What is at `s3://bucket/key`; nothing if nothing is there, which is no fault here.
fn taken(world: &World, uri: &str) -> Bytes {
    let place = uri
        .strip_prefix("s3://")
        .and_then(|place| place.split_once('/'));
    let read = place.map(|(bucket, key)| s3::read(world, bucket, key));
    read.and_then(Result::ok).unwrap_or_default()
}

/// The bucket in which AWS keeps the sounds of a Region.
fn bucket(region: &Region) -> String {
    format!("prod-{region}-prompts")
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let rows = ctx.rows(&input.page, &instance.prompts);
    reading::list(ctx, &input.page, rows, "PromptSummaryList", |prompt| {
        json!({
            "Id": prompt.id,
            "Arn": prompt.arn,
            "Name": prompt.name,
            "LastModifiedTime": prompt.modified,
            "LastModifiedRegion": ctx.region,
        })
    })
}

pub(super) fn search(ctx: &mut Ctx<'_>, query: Query) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    reading::search(
        ctx,
        &query.page,
        &instance.prompts,
        "Prompts",
        |prompt| query.fits(&prompt.tags, &|name| field(prompt, name)),
        |prompt| shown(ctx, prompt),
    )
}

/// What is left out stays as it is. The operation does not list `DuplicateResourceException`, so a
/// name that is taken is an invalid request, which is a choice.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<Value, AwsError> {
    let now = ctx.now;
    let source = input.s3_uri.as_deref();
    let sound = source.map(|source| taken(ctx.world, source));
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let id = find(instance, &input.prompt_id)?.id.clone();
    if let Some(name) = &input.name {
        instance.prompts.rename(&id, name).map_err(|_| {
            errors::invalid_request(&format!("A prompt has the name {name} already."))
        })?;
    }
    let prompt = instance
        .prompts
        .get_mut(&id)
        .ok_or_else(|| errors::not_found(KIND, &id))?;
    prompt.modified = now;
    if let Some(description) = input.description {
        prompt.body.description = Some(description);
    }
    if let Some(source) = input.s3_uri {
        prompt.body.source = Some(source);
        prompt.body.sound = sound.unwrap_or_default();
    }
    Ok(identifiers(prompt))
}

/// That a prompt goes although flows play it is a choice.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<(), AwsError> {
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if find(instance, &input.prompt_id)?.built_in {
        return Err(errors::invalid_request(
            "Built-in prompts cannot be deleted.",
        ));
    }
    instance.prompts.remove(&input.prompt_id);
    Ok(())
}

/// The prompt with this id or ARN.
fn find<'i>(instance: &'i Instance, id: &str) -> Result<&'i Thing<Prompt>, AwsError> {
    instance
        .prompts
        .get(id)
        .ok_or_else(|| errors::not_found(KIND, id))
}

fn find_visible<'i>(
    ctx: &Ctx<'_>,
    instance: &'i Instance,
    id: &str,
) -> Result<&'i Thing<Prompt>, AwsError> {
    let prompt = find(instance, id)?;
    let visible = ctx.visible(prompt.created).then_some(prompt);
    visible.ok_or_else(|| errors::not_found(KIND, id))
}

fn field<'t>(prompt: &'t Thing<Prompt>, name: &str) -> Option<&'t str> {
    match name {
        "name" => Some(&prompt.name),
        "description" => prompt.body.description.as_deref(),
        "resourceid" => Some(&prompt.id),
        _ => None,
    }
}

fn identifiers(prompt: &Thing<Prompt>) -> Value {
    json!({ "PromptId": prompt.id, "PromptARN": prompt.arn })
}

fn shown(ctx: &Ctx<'_>, prompt: &Thing<Prompt>) -> Value {
    json!({
        "PromptId": prompt.id,
        "PromptARN": prompt.arn,
        "Name": prompt.name,
        "Description": prompt.body.description,
        "Tags": prompt.tags,
        "LastModifiedTime": prompt.modified,
        "LastModifiedRegion": ctx.region,
    })
}

// === impl Prompt ===

impl Prompt {
    /// Whether its sound was taken from S3.
    pub(super) fn is_from_s3(&self) -> bool {
        self.source.is_some()
    }
}
