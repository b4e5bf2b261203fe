//! What an import may do, as callers say it.

use std::collections::{BTreeMap, BTreeSet};

use connect_agents::{
    Field, ImportOptions, Leavers, Renames, SecretOptions, Share,
    read::{Empty, Format, Mapping},
};
use connect_model::{Name, SecurityProfileName, Tags, suggest};
use control_api::v1 as pb;

use super::directory;
use crate::wire::reader::Reader;

/// What is about files has no meaning for a single agent.
pub(super) fn of_files(reader: &mut Reader, options: &pb::AgentImportOptions) {
    let why = "is about files, and has no meaning for one agent";
    if options.mapping.is_some() {
        reader.wrong("options.mapping", why);
    }
    if options.leavers.is_some() {
        reader.wrong("options.leavers", why);
    }
    if options.leavers_percent_max != 0 {
        reader.wrong("options.leavers_percent_max", why);
    }
}

pub(super) fn options(
    reader: &mut Reader,
    options: pb::AgentImportOptions,
) -> Option<ImportOptions> {
    let mapping = mapping(reader, options.mapping.unwrap_or_default());
    let directory = directory(reader, "options.directory", &options.directory);
    let leavers = leavers(
        reader,
        "options.leavers",
        &options.leavers.unwrap_or_default(),
    );
    let leavers_max = share(reader, options.leavers_percent_max);
    let tags = tags(reader, "options.secret_tags", options.secret_tags);
    Some(ImportOptions {
        mapping: mapping?,
        directory: directory?,
        leavers: leavers?,
        leavers_max: leavers_max?,
        make_groups: options.make_groups,
        renames: if options.renames_make_new {
            Renames::MakeNew
        } else {
            Renames::Refuse
        },
        take_ownership: options.take_ownership,
        verify: options.verify,
        secrets: SecretOptions {
            kms_key: Some(options.kms_key).filter(|key| !key.is_empty()),
            tags: tags?,
        },
        digest: Some(options.digest).filter(|digest| !digest.is_empty()),
        ..ImportOptions::default()
    })
}

fn share(reader: &mut Reader, percent: i32) -> Option<Share> {
    let field = "options.leavers_percent_max";
    match u8::try_from(percent) {
        Ok(0) => Some(Share::default()),
        Ok(percent) if percent <= 100 => Some(Share(percent)),
        _ => {
            reader.wrong(field, "expected 1 to 100");
            None
        }
    }
}

fn tags(reader: &mut Reader, field: &str, given: BTreeMap<String, String>) -> Option<Tags> {
    let mut tags = Tags::default();
    let mut fine = true;
    for (key, value) in given {
        if let Err(wrong) = tags.insert(&key, &value) {
            reader.wrong(format!("{field}[{key:?}]"), wrong);
            fine = false;
        }
    }
    fine.then_some(tags)
}

/// What becomes of one who is to go: never nothing.
pub(super) fn leaver(reader: &mut Reader, mut said: pb::AgentLeavers) -> Option<Leavers> {
    use pb::agent_leavers::Action;
    match said.action() {
        Action::Unspecified => said.set_action(Action::Delete),
        Action::Keep => {
            reader.wrong("leavers.action", "expected ACTION_DELETE or ACTION_DISABLE");
            return None;
        }
        Action::Disable | Action::Delete => {}
    }
    leavers(reader, "leavers", &said)
}

fn leavers(reader: &mut Reader, field: &str, said: &pb::AgentLeavers) -> Option<Leavers> {
    use pb::agent_leavers::Action;
    let routing = |text: &str| Name::new(text).map_err(|wrong| wrong.to_string());
    let security = |text: &str| SecurityProfileName::new(text).map_err(|wrong| wrong.to_string());
    let routing_profile = reader.optional(
        &format!("{field}.routing_profile"),
        &said.routing_profile,
        routing,
    );
    let security_profile = reader.optional(
        &format!("{field}.security_profile"),
        &said.security_profile,
        security,
    );
    let (routing_profile, security_profile) = (routing_profile?, security_profile?);
    let is_named = routing_profile.is_some() || security_profile.is_some();
    match pb::agent_leavers::Action::try_from(said.action) {
        Ok(Action::Disable) if is_named => Some(Leavers::Disable {
            routing_profile,
            security_profile,
        }),
        Ok(Action::Disable) => {
            let why = "name a routing profile or a security profile with which nobody works";
            reader.wrong(field, why);
            None
        }
        Ok(_) if is_named => {
            reader.wrong(field, "profiles have a meaning with ACTION_DISABLE alone");
            None
        }
        Ok(Action::Unspecified | Action::Keep) => Some(Leavers::Keep),
        Ok(Action::Delete) => Some(Leavers::Delete),
        Err(_) => {
            reader.wrong(format!("{field}.action"), "is not known");
            None
        }
    }
}

fn mapping(reader: &mut Reader, said: pb::AgentMapping) -> Option<Mapping> {
    use pb::agent_mapping::Format as Said;
    let at = |member: &str| format!("options.mapping.{member}");
    let format = match Said::try_from(said.format) {
        Ok(Said::Unspecified) => Some(None),
        Ok(Said::Csv) => Some(Some(Format::Csv)),
        Ok(Said::JsonLines) => Some(Some(Format::JsonLines)),
        Err(_) => {
            reader.wrong(at("format"), "is not known");
            None
        }
    };
    let delimiter = reader.optional(&at("delimiter"), &said.delimiter, letter);
    let list_separator = reader.optional(&at("list_separator"), &said.list_separator, letter);
    let columns = fields(reader, &at("columns"), said.columns, |(header, field)| {
        (
            header.clone(),
            read_field(&field).map(|field| (header, field)),
        )
    });
    let defaults = fields(reader, &at("defaults"), said.defaults, |(field, value)| {
        let read = read_field(&field);
        (field, read.map(|field| (field, value)))
    });
    Some(Mapping {
        format: format?,
        delimiter: delimiter?,
        columns: columns?,
        ignore: said.ignore.into_iter().collect::<BTreeSet<_>>(),
        defaults: defaults?,
        list_separator: list_separator?,
        empty: if said.empty_clears {
            Empty::Clear
        } else {
            Empty::Keep
        },
    })
}

/// Entries of a map of which one side is a field.
fn fields<K: Ord, V>(
    reader: &mut Reader,
    field: &str,
    given: BTreeMap<String, String>,
    read: impl Fn((String, String)) -> (String, Result<(K, V), String>),
) -> Option<BTreeMap<K, V>> {
    let mut all = Some(BTreeMap::new());
    for entry in given {
        let (key, read) = read(entry);
        let read = reader.take(&format!("{field}[{key:?}]"), read);
        all = all.zip(read).map(|(mut all, (key, value))| {
            all.insert(key, value);
            all
        });
    }
    all
}

fn letter(text: &str) -> Result<char, &'static str> {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => Ok(letter),
        _ => Err("expected one character"),
    }
}

fn read_field(word: &str) -> Result<Field, String> {
    let known: Vec<&str> = Field::ALL.into_iter().map(Field::as_str).collect();
    Field::parse(word).ok_or_else(|| {
        let remedy = suggest(word, &known, "take one of those that docs/agents.md lists");
        format!("{word:?} is no field of agents; {remedy}")
    })
}
