//! Custom vocabularies, and which of them a language has by default.
//!
//! A vocabulary takes a minute to become active and, as others report, an hour and a half to go.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    errors, reading,
    state::{self, Instance},
};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    time::Time,
    world::{Progress, Settling, Tags, Thing},
};

/// What a vocabulary has besides what all things have.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Vocabulary {
    language: String,
    content: String,
    creation: Settling,
    /// When a deletion that was asked for takes effect.
    gone_at: Option<Time>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    instance_id: String,
    vocabulary_name: String,
    language_code: String,
    content: String,
    #[serde(default)]
    tags: Tags,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    instance_id: String,
    vocabulary_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Search {
    instance_id: String,
    state: Option<String>,
    name_starts_with: Option<String>,
    language_code: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct AssociateDefault {
    instance_id: String,
    language_code: String,
    vocabulary_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ListDefaults {
    instance_id: String,
    language_code: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

const KIND: &str = "Vocabulary";

const CREATION: Duration = Duration::from_mins(1);
const DELETION: Duration = Duration::from_mins(90);

/// What is in the content is not looked at.
pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let name = input.vocabulary_name;
    if instance.vocabularies.named(&name).is_some() {
        return Err(taken(&name));
    }
    let limit = ctx.quota("vocabularies");
    if instance.vocabularies.own() >= limit {
        return Err(errors::quota_exceeded("vocabularies", limit));
    }
    let body = Vocabulary {
        language: input.language_code,
        content: input.content,
        creation: Settling::until(ctx.done_after(CREATION), ctx.stuck(&["CREATION_FAILED"])),
        gone_at: None,
    };
    let (id, path) = (&input.instance_id, "vocabulary");
    let made = state::new_thing(ctx, id, path, name.clone(), input.tags, body)?;
    let answer = identifiers(ctx, &made);
    let instance = state::open_mut(ctx, id)?;
    instance.vocabularies.add(made).map_err(|_| taken(&name))?;
    Ok(answer)
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let id = &input.vocabulary_id;
    let vocabulary = reading::seen(ctx, find(instance, id)?, KIND, id)?;
    let mut shown = summary(ctx, vocabulary);
    shown["Content"] = json!(vocabulary.body.content);
    shown["Tags"] = json!(vocabulary.tags);
    Ok(json!({ "Vocabulary": shown }))
}

pub(super) fn search(ctx: &mut Ctx<'_>, input: Search) -> Result<Value, AwsError> {
    let instance = open(ctx, &input.instance_id)?;
    let fits = |vocabulary: &Thing<Vocabulary>| {
        let (state, language) = (input.state.as_deref(), input.language_code.as_ref());
        let prefix = input.name_starts_with.as_deref().unwrap_or_default();
        ctx.searchable(vocabulary.created)
            && state.is_none_or(|state| vocabulary.body.state(ctx.now) == state)
            && language.is_none_or(|language| vocabulary.body.language == *language)
            && vocabulary.name.starts_with(prefix)
    };
    let rows = ctx
        .rows(&input.page, &instance.vocabularies)
        .filter(|(_, of)| fits(of));
    let page = ctx.page(&input.page, rows.map(|(key, of)| (key, summary(ctx, of))))?;
    Ok(json!({ "VocabularySummaryList": page.items, "NextToken": page.next_token }))
}

/// A vocabulary that a language has by default stays, and one that is not made yet.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let gone_at = ctx.done_after(DELETION);
    let instance = state::open(ctx, &input.instance_id)?;
    let vocabulary = find(instance, &input.vocabulary_id)?;
    if instance
        .default_vocabularies
        .values()
        .any(|id| *id == vocabulary.id)
    {
        return Err(errors::in_use(KIND, &vocabulary.arn, "its language"));
    }
    if !vocabulary.body.creation.is_over(ctx.now) {
        return Err(errors::invalid_request("The vocabulary is being created."));
    }
    let (id, now) = (vocabulary.id.clone(), ctx.now);
    let instance = state::open_mut(ctx, &input.instance_id)?;
    if let Some(vocabulary) = instance.vocabularies.get_mut(&id) {
        vocabulary.body.gone_at.get_or_insert(gone_at);
        vocabulary.modified = now;
    }
    let instance = state::open(ctx, &input.instance_id)?;
    Ok(identifiers(ctx, find(instance, &id)?))
}

/// Without a vocabulary the language has none any more. One has to be active and of that language.
pub(super) fn associate_default(
    ctx: &mut Ctx<'_>,
    input: AssociateDefault,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &input.instance_id)?;
    let vocabulary = input.vocabulary_id.as_deref();
    let vocabulary = vocabulary.map(|id| find(instance, id)).transpose()?;
    let fits = |of: &Thing<Vocabulary>| {
        of.body.state(ctx.now) == "ACTIVE" && of.body.language == input.language_code
    };
    if !vocabulary.is_none_or(fits) {
        return Err(errors::invalid_request(&format!(
            "The vocabulary is not active, or not for {}.",
            input.language_code
        )));
    }
    let id = vocabulary.map(|vocabulary| vocabulary.id.clone());
    let instance = state::open_mut(ctx, &input.instance_id)?;
    let defaults = &mut instance.default_vocabularies;
    match id {
        Some(id) => defaults.insert(input.language_code, id),
        None => defaults.remove(&input.language_code),
    };
    Ok(json!({}))
}

pub(super) fn list_defaults(ctx: &mut Ctx<'_>, input: ListDefaults) -> Result<Value, AwsError> {
    let instance = open(ctx, &input.instance_id)?;
    let wanted = input.language_code.as_ref();
    let defaults = instance.default_vocabularies.iter();
    let defaults = defaults.filter(|(language, _)| wanted.is_none_or(|of| of == *language));
    let rows = defaults.filter_map(|(language, id)| {
        let shown = json!({
            "InstanceId": instance.id,
            "LanguageCode": language,
            "VocabularyId": id,
            "VocabularyName": instance.vocabularies.get(id)?.name,
        });
        Some((language.clone(), shown))
    });
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({ "DefaultVocabularyList": page.items, "NextToken": page.next_token }))
}

/// Takes away what was to be gone by `now`.
pub(super) fn settle(instance: &mut Instance, now: Time) {
    let all = instance.vocabularies.iter();
    let gone = all.filter(|of| of.body.gone_at.is_some_and(|at| at <= now));
    for id in gone.map(|of| of.id.clone()).collect::<Vec<_>>() {
        instance.vocabularies.remove(&id);
    }
}

/// The lists do not list that there is no such instance.
fn open<'w>(ctx: &'w Ctx<'_>, id: &str) -> Result<&'w Instance, AwsError> {
    state::open(ctx, id).map_err(|error| errors::invalid_request(&error.message))
}

fn find<'i>(instance: &'i Instance, id: &str) -> Result<&'i Thing<Vocabulary>, AwsError> {
    let vocabulary = instance.vocabularies.get(id);
    vocabulary.ok_or_else(|| errors::not_found(KIND, id))
}

fn taken(name: &str) -> AwsError {
    let message = format!("{KIND} already exists: {name}");
    AwsError::new("ResourceConflictException", message)
}

fn identifiers(ctx: &Ctx<'_>, vocabulary: &Thing<Vocabulary>) -> Value {
    json!({
        "VocabularyArn": vocabulary.arn,
        "VocabularyId": vocabulary.id,
        "State": vocabulary.body.state(ctx.now),
    })
}

fn summary(ctx: &Ctx<'_>, vocabulary: &Thing<Vocabulary>) -> Value {
    let reason = match vocabulary.body.creation.at(ctx.now) {
        Progress::Stuck(stuck) => Some(&stuck.reason),
        _ => None,
    };
    json!({
        "Name": vocabulary.name,
        "Id": vocabulary.id,
        "Arn": vocabulary.arn,
        "LanguageCode": vocabulary.body.language,
        "State": vocabulary.body.state(ctx.now),
        "LastModifiedTime": vocabulary.modified,
        "FailureReason": reason,
    })
}

// === impl Vocabulary ===

impl Vocabulary {
    fn state(&self, now: Time) -> &str {
        match self.creation.at(now) {
            _ if self.gone_at.is_some() => "DELETE_IN_PROGRESS",
            Progress::UnderWay => "CREATION_IN_PROGRESS",
            Progress::Done => "ACTIVE",
            Progress::Stuck(stuck) => &stuck.state,
        }
    }
}
