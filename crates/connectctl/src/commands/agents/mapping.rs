//! How a file of agents is to be read: by a file, by flags, or both.

use std::{collections::BTreeMap, fs};

use control_api::v1::{self as pb, agent_mapping};
use serde::Deserialize;

use crate::{
    args::ReadingArgs,
    session::Session,
    status::{Failure, Wanted},
};

/// As its file says it. What the words mean is for the daemon to say.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Mapping {
    format: Option<Format>,
    delimiter: String,
    columns: BTreeMap<String, String>,
    ignore: Vec<String>,
    defaults: BTreeMap<String, String>,
    list_separator: String,
    empty: Empty,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Format {
    Csv,
    JsonLines,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Empty {
    #[default]
    Keep,
    Clear,
}

/// What a mapping file and flags say together; flags win. Nothing where neither says anything.
pub(super) fn mapping(
    args: &ReadingArgs,
    session: &Session<'_>,
) -> Result<Option<pb::AgentMapping>, Failure> {
    let file = args.mapping.as_deref();
    let mut mapping = file.map_or_else(|| Ok(Mapping::default()), |file| read(file, session))?;
    mapping.columns.extend(args.columns.iter().cloned());
    mapping.ignore.extend(args.ignore.iter().cloned());
    mapping.defaults.extend(args.defaults.iter().cloned());
    if let Some(delimiter) = &args.delimiter {
        mapping.delimiter.clone_from(delimiter);
    }
    let said = mapping.into_pb();
    Ok(Some(said).filter(|said| *said != pb::AgentMapping::default()))
}

fn read(typed: &str, session: &Session<'_>) -> Result<Mapping, Failure> {
    let text = fs::read_to_string(session.folder.join(typed))
        .map_err(|error| Failure::files(Wanted::Agents, vec![format!("{typed}: {error}")]))?;
    serde_saphyr::from_str(&text).map_err(|error| Failure::Unreadable {
        file: typed.to_owned(),
        cause: error.to_string(),
    })
}

impl Mapping {
    fn into_pb(self) -> pb::AgentMapping {
        let format = match self.format {
            None => agent_mapping::Format::Unspecified,
            Some(Format::Csv) => agent_mapping::Format::Csv,
            Some(Format::JsonLines) => agent_mapping::Format::JsonLines,
        };
        pb::AgentMapping {
            format: format.into(),
            delimiter: self.delimiter,
            columns: self.columns,
            ignore: self.ignore,
            defaults: self.defaults,
            list_separator: self.list_separator,
            empty_clears: self.empty == Empty::Clear,
        }
    }
}
