//! Bots and locales out of archives, and into them.
//!
//! The archive of a bot is read when its import starts: one that cannot be read, or was never uploaded,
//! lets the import fail. Locales of the archive take the place of those of the draft, and with
//! `Overwrite` the others go. An imported locale is an empty one. The addresses for downloads are of
//! the form that AWS gives, and lead to no file.

use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    Bot, DRAFT, archive::Archive, bot, errors, failure, id, locale::Locale, members, status, text,
    upload, version,
};
use crate::{context::Ctx, error::AwsError, faults::Stuck, time::Time, world::Settling};

#[derive(Debug, Serialize)]
pub(super) struct Import {
    /// Nothing while only the upload was prepared.
    started: Option<Started>,
    /// What was uploaded.
    #[serde(skip)]
    pub(super) archive: Option<Bytes>,
}

#[derive(Debug, Serialize)]
struct Started {
    specification: Value,
    strategy: String,
    resource: String,
    name: String,
    created: Time,
    settling: Settling,
}

#[derive(Debug, Serialize)]
pub(super) struct Export {
    specification: Value,
    format: String,
    created: Time,
    settling: Settling,
}

#[derive(Debug, Deserialize)]
pub(super) struct UploadUrl {}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StartImport {
    import_id: String,
    resource_specification: Value,
    merge_strategy: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OfImport {
    import_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StartExport {
    resource_specification: Value,
    file_format: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OfExport {
    export_id: String,
}

/// A choice: the service says no time.
const TRANSFER: Duration = Duration::from_secs(5);

pub(super) fn upload_url(ctx: &mut Ctx<'_>, _: UploadUrl) -> Result<Value, AwsError> {
    let id = id(ctx);
    let url = upload::address(ctx, &id);
    let state = ctx.world.lex.at(ctx.account, ctx.region);
    state.imports.insert(
        id.clone(),
        Import {
            started: None,
            archive: None,
        },
    );
    Ok(json!({ "importId": id, "uploadUrl": url }))
}

/// The bot or locale is there when the import starts, and finished when it ends.
pub(super) fn import(ctx: &mut Ctx<'_>, input: StartImport) -> Result<Value, AwsError> {
    let new = id(ctx);
    let state = ctx.world.lex.at(ctx.account, ctx.region);
    let archive = match state.imports.get(&input.import_id) {
        None => return Err(errors::missing(ctx, &format!("import {}", input.import_id))),
        Some(Import {
            started: Some(_), ..
        }) => return Err(errors::exists("Import", &input.import_id)),
        Some(Import { archive, .. }) => archive.clone(),
    };
    let mut stuck = ctx.stuck(&["Failed"]);
    let specification = input.resource_specification.clone();
    let overwrite = input.merge_strategy != "FailOnConflict";
    let (resource, name) = if let Some(told) = specification.get("botImportSpecification") {
        match archive.as_ref().map(Archive::read) {
            Some(Ok(archive)) if stuck.is_none() => {
                bring_bot(ctx, new, told, archive, &input.merge_strategy)?
            }
            read => {
                let reason = match read {
                    Some(Err(reason)) => reason,
                    _ => "The import file could not be found.".to_owned(),
                };
                let state = "Failed".to_owned();
                stuck.get_or_insert(Stuck { state, reason });
                (String::new(), text(told, "botName").to_owned())
            }
        }
    } else if let Some(told) = specification.get("botLocaleImportSpecification") {
        bring_locale(ctx, told, overwrite)?
    } else {
        return Err(AwsError::new(
            "ValidationException",
            "Imports other than of bots and locales are not simulated.",
        ));
    };
    let settling = Settling::until(ctx.done_after(TRANSFER), stuck);
    let answer = json!({
        "importId": input.import_id,
        "resourceSpecification": specification,
        "mergeStrategy": input.merge_strategy,
        "importStatus": "InProgress",
        "creationDateTime": ctx.now,
    });
    let started = Some(Started {
        specification,
        strategy: input.merge_strategy,
        resource,
        name,
        created: ctx.now,
        settling,
    });
    let state = ctx.world.lex.at(ctx.account, ctx.region);
    let import = Import {
        started,
        archive: None,
    };
    state.imports.insert(input.import_id, import);
    Ok(answer)
}

pub(super) fn describe_import(ctx: &mut Ctx<'_>, input: OfImport) -> Result<Value, AwsError> {
    let state = ctx.world.lex.get(ctx.account, ctx.region);
    let import = state.and_then(|state| state.imports.get(&input.import_id));
    let missing = || errors::missing(ctx, &format!("import {}", input.import_id));
    let started = import.and_then(|import| import.started.as_ref());
    let started = started.ok_or_else(missing)?;
    Ok(json!({
        "importId": input.import_id,
        "resourceSpecification": started.specification,
        "importedResourceId": Some(&started.resource).filter(|id| !id.is_empty()),
        "importedResourceName": started.name,
        "mergeStrategy": started.strategy,
        "importStatus": status(&started.settling, ctx.now, "InProgress", "Completed"),
        "failureReasons": failure(&started.settling, ctx.now),
        "creationDateTime": started.created,
        "lastUpdatedDateTime": started.created,
    }))
}

pub(super) fn export(ctx: &mut Ctx<'_>, input: StartExport) -> Result<Value, AwsError> {
    let specification = input.resource_specification;
    let of = |member: &str| specification.get(member).cloned();
    if let Some(told) = of("botExportSpecification") {
        version(ctx, &told)?;
    } else if let Some(told) = of("botLocaleExportSpecification") {
        super::locale::locale(ctx, &told)?;
    } else {
        return Err(AwsError::new(
            "ValidationException",
            "Exports other than of bots and locales are not simulated.",
        ));
    }
    let id = id(ctx);
    let export = Export {
        specification,
        format: input.file_format,
        created: ctx.now,
        settling: Settling::until(ctx.done_after(TRANSFER), ctx.stuck(&["Failed"])),
    };
    let answer = json!({
        "exportId": id,
        "resourceSpecification": export.specification,
        "fileFormat": export.format,
        "exportStatus": "InProgress",
        "creationDateTime": ctx.now,
    });
    let state = ctx.world.lex.at(ctx.account, ctx.region);
    state.exports.insert(id, export);
    Ok(answer)
}

pub(super) fn describe_export(ctx: &mut Ctx<'_>, input: OfExport) -> Result<Value, AwsError> {
    let state = ctx.world.lex.get(ctx.account, ctx.region);
    let export = state.and_then(|state| state.exports.get(&input.export_id));
    let missing = || errors::missing(ctx, &format!("export {}", input.export_id));
    let export = export.ok_or_else(missing)?;
    let done = export.settling.is_done(ctx.now);
    Ok(json!({
        "exportId": input.export_id,
        "resourceSpecification": export.specification,
        "fileFormat": export.format,
        "exportStatus": status(&export.settling, ctx.now, "InProgress", "Completed"),
        "failureReasons": failure(&export.settling, ctx.now),
        "downloadUrl": done.then(|| address(ctx, "exports", &input.export_id)),
        "creationDateTime": export.created,
        "lastUpdatedDateTime": export.created,
    }))
}

/// Id and name of the bot: that which has the name, or a new one.
fn bring_bot(
    ctx: &mut Ctx<'_>,
    new: String,
    told: &Value,
    archive: Archive,
    strategy: &str,
) -> Result<(String, String), AwsError> {
    let name = text(told, "botName").to_owned();
    let state = ctx.world.lex.at(ctx.account, ctx.region);
    let there = state.bots.iter().find(|(_, bot)| bot.name() == name);
    let there = there.filter(|_| strategy != "FailOnConflict");
    let id = if let Some((id, _)) = there {
        id.clone()
    } else {
        let bot = Bot::new(ctx, members(told.clone()));
        bot::add(ctx, new.clone(), bot)?;
        new
    };
    let mut locales = Vec::new();
    for (locale, files) in archive.locales {
        locales.push((locale, Locale::imported(ctx, files)));
    }
    let importing = Settling::until(ctx.done_after(TRANSFER), None);
    let bot = bot(ctx, &id)?;
    bot.importing = importing;
    if let Some(draft) = bot.versions.get_mut(DRAFT) {
        if strategy == "Overwrite" {
            draft.locales.clear();
        }
        draft.locales.extend(locales);
    }
    Ok((id, name))
}

/// Id and name of the locale, both the same.
fn bring_locale(
    ctx: &mut Ctx<'_>,
    told: &Value,
    overwrite: bool,
) -> Result<(String, String), AwsError> {
    let id = text(told, "localeId").to_owned();
    let locale = Locale::new(ctx, members(told.clone()));
    let version = version(ctx, told)?;
    if version.locales.contains_key(&id) && !overwrite {
        return Err(errors::exists("Bot locale", &id));
    }
    version.locales.entry(id.clone()).or_insert(locale);
    Ok((id.clone(), id))
}

fn address(ctx: &Ctx<'_>, kind: &str, id: &str) -> String {
    let region = ctx.region;
    format!("https://lexv2-{kind}-{region}.s3.{region}.amazonaws.com/{id}")
}
