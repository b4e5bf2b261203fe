//! The designer's metadata, where it repeats a reference.
//!
//! The service ignores it, but people see it: after a rewrite of the parameters alone the designer
//! would show the source's names and ids. Two generations of keys coexist, often in one flow: flat
//! ones of each block, and `parameters.<path>.displayName`. Nothing is added, only replaced.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    diff::label,
    document::Document,
    place::{rename_members, tokens},
    reference::{arn, kind::RefKind, slot::Slot, value::Reference},
    rewrite::Rewrite,
};

/// The flat key that repeats a parameter: a name, or an object of `id` and `text`.
pub(crate) const FLAT_KEYS: &[(&str, &str)] = &[
    ("QueueId", "queue"),
    ("AgentId", "queue"),
    ("ContactFlowId", "ContactFlow"),
    ("EventHooks/*", "contactFlow"),
    ("HoursOfOperationId", "Hours"),
    ("FlowModuleId", "contactFlowModuleName"),
    ("PromptId", "promptName"),
    ("CaseTemplateId", "templateName"),
    ("LexV2Bot/AliasArn", "lexV2BotAliasName"),
];

/// Objects of the metadata whose members are named by case fields.
const CASE_FIELD_OBJECTS: &[&str] = &[
    "/parameters/CaseRequestFields",
    "/requestFieldsOptions",
    "/responseFieldsOptions",
];

impl Document {
    /// What the designer calls the thing that a reference refers to. A hint: nothing keeps it up to date.
    pub fn noted_name(&self, reference: &Reference) -> Option<String> {
        let is_in = |path: &str| {
            let rest = reference.path.strip_prefix(path);
            rest.is_some_and(|rest| rest.starts_with('/'))
        };
        let action = self.actions().find(|action| is_in(&action.path()))?;
        label::reference_name(self, action, reference)
    }
}

/// Brings the metadata of the action in line with a rewritten reference.
pub(crate) fn repeat(content: &mut Value, rewrite: &Rewrite) {
    let Some(slot) = rewrite.slot else { return };
    if let Some(notes) = notes(content, rewrite.action) {
        repeat_flat(notes, slot, rewrite);
        repeat_parameter(notes, rewrite);
    }
}

/// Brings what the metadata names by case fields in line with them. There may be very many.
pub(crate) fn repeat_fields(content: &mut Value, rewrites: &[Rewrite]) {
    let is_field = |rewrite: &&Rewrite| {
        let slot = rewrite.slot;
        slot.is_some_and(|slot| slot.kind == RefKind::CaseField)
    };
    let mut fields: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for rewrite in rewrites.iter().filter(is_field) {
        let rename = (rewrite.old.clone(), rewrite.new.as_str());
        fields.entry(rewrite.action).or_default().push(rename);
    }
    for (action, renames) in fields {
        let Some(notes) = notes(content, action) else {
            continue;
        };
        for pointer in CASE_FIELD_OBJECTS {
            if let Some(Value::Object(members)) = notes.pointer_mut(pointer) {
                rename_members(members, &renames);
            }
        }
    }
}

fn notes(content: &mut Value, action: usize) -> Option<&mut Value> {
    let identifier = content.pointer(&format!("/Actions/{action}/Identifier"))?;
    let identifier = identifier.as_str()?.to_owned();
    content
        .pointer_mut("/Metadata/ActionMetadata")?
        .get_mut(&identifier)
}

fn repeat_flat(notes: &mut Value, slot: &Slot, rewrite: &Rewrite) {
    let Some(notes) = notes.as_object_mut() else {
        return;
    };
    let flat = FLAT_KEYS.iter().filter(|(path, _)| *path == slot.path);
    for (_, key) in flat {
        if let Some(note) = notes.get_mut(*key) {
            repeat_note(note, rewrite);
        }
    }
    repeat_bot(notes, rewrite);
    if slot.path == "Messages/[]/PromptId"
        && let Some(index) = below_parameters(rewrite).nth(1)
        && let Some(audio) = notes
            .get_mut("audio")
            .and_then(|audio| audio.pointer_mut(&format!("/{index}")))
    {
        repeat_note(audio, rewrite);
    }
}

/// `parameters` mirrors the parameters, with notes in place of values.
fn repeat_parameter(notes: &mut Value, rewrite: &Rewrite) {
    let mut path = vec!["parameters".to_owned()];
    path.extend(below_parameters(rewrite));
    let note = path.iter().try_fold(notes, |note, step| match note {
        Value::Object(members) => members.get_mut(step),
        Value::Array(items) => step
            .parse()
            .ok()
            .and_then(|index: usize| items.get_mut(index)),
        _ => None,
    });
    let Some(note) = note.and_then(Value::as_object_mut) else {
        return;
    };
    if let Some(name) = note.get_mut("displayName") {
        repeat_name(name, rewrite);
    }
    repeat_bot(note, rewrite);
}

fn below_parameters(rewrite: &Rewrite) -> impl Iterator<Item = String> {
    tokens(&rewrite.place.pointer).skip("Actions/n/Parameters".split('/').count())
}

fn repeat_bot(notes: &mut Map<String, Value>, rewrite: &Rewrite) {
    let bot = rewrite.names.as_ref().and_then(|names| names.bot.as_ref());
    if let (Some(bot), Some(Value::String(name))) = (bot, notes.get_mut("lexV2BotName"))
        && !name.is_empty()
    {
        name.clone_from(bot);
    }
}

/// A note is a name, an object of `id` and `text`, or for audio one with a `prompt` of that sort.
fn repeat_note(note: &mut Value, rewrite: &Rewrite) {
    let Value::Object(members) = note else {
        return repeat_name(note, rewrite);
    };
    for (key, member) in members {
        match key.as_str() {
            "id" => _ = repeat_id(member, rewrite),
            "text" => repeat_name(member, rewrite),
            "prompt" => repeat_note(member, rewrite),
            _ => {}
        }
    }
}

fn repeat_name(note: &mut Value, rewrite: &Rewrite) {
    if repeat_id(note, rewrite) {
        return;
    }
    let Value::String(text) = note else { return };
    let is_name = !text.is_empty() && !arn::is_arn(text) && !arn::is_uuid(text);
    if let (true, Some(names)) = (is_name, &rewrite.names) {
        text.clone_from(&names.display);
    }
}

/// Replaces a text that is the old reference, as it was written or in its other form.
fn repeat_id(note: &mut Value, rewrite: &Rewrite) -> bool {
    let Value::String(text) = note else {
        return false;
    };
    if *text == rewrite.old {
        text.clone_from(&rewrite.new);
        return true;
    }
    let (shown, old) = (arn::bare_id(text), arn::bare_id(&rewrite.old));
    if shown != old || !arn::is_uuid(old) {
        return false;
    }
    let new = if arn::is_arn(text) {
        &rewrite.new
    } else {
        arn::bare_id(&rewrite.new)
    };
    new.clone_into(text);
    true
}
