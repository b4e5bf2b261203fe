//! Orders about agents, and what comes of them.

mod arrivals;
mod list;
mod options;
mod row;
mod told;

pub use self::{
    arrivals::{ArrivalListing, arrivals, arrivals_page},
    list::{Listing, list, page},
};

use connect_agents::ImportOptions;
use connect_model::{BucketName, DirectoryName, Username};
use control_api::v1 as pb;
use tonic::Request;

use self::{
    options::{leaver, of_files, options},
    row::row,
};
use super::{
    center::{demand, open},
    field,
    reader::Reader,
    spec::{self, Contents},
};
use crate::{
    jobs::{AgentAsk, AgentFile, AgentsResult, Demand, Order},
    refusal::Refusal,
};

/// Longest path of a file that the daemon reads.
const PATH_CHARS_MAX: usize = 1024;

/// To bring a file.
pub fn import(request: Request<pb::ImportAgentsRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let alias = reader.required("alias", &body.alias, field::alias);
    let file = file(&mut reader, body.file);
    let options = options(&mut reader, body.options.unwrap_or_default());
    let made = alias.zip(file).zip(options);
    let made = made.map(|((alias, (file, contents)), options)| {
        let ask = AgentAsk::Import {
            file: Box::new(file),
            options: Box::new(options),
        };
        let look = body.look;
        (Order::Agents { alias, ask, look }, contents)
    });
    demand(
        reader,
        caller,
        "ImportAgents",
        body.validate_only,
        header,
        made,
    )
}

/// To make one so.
pub fn upsert(request: Request<pb::UpsertAgentRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let alias = reader.required("alias", &body.alias, field::alias);
    let row = row(&mut reader, body.agent);
    let options = body.options.unwrap_or_default();
    of_files(&mut reader, &options);
    let options = self::options::options(&mut reader, options);
    let made = alias.zip(row).zip(options);
    let made = made.map(|((alias, (row, contents)), options)| {
        let ask = AgentAsk::Upsert {
            row,
            options: Box::new(options),
        };
        let look = body.look;
        (Order::Agents { alias, ask, look }, contents)
    });
    demand(
        reader,
        caller,
        "UpsertAgent",
        body.validate_only,
        header,
        made,
    )
}

/// To remove one.
pub fn remove(request: Request<pb::RemoveAgentRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let alias = reader.required("alias", &body.alias, field::alias);
    let username = reader.required("username", &body.username, username);
    let directory = directory(&mut reader, "directory", &body.directory);
    let leavers = leaver(&mut reader, body.leavers.unwrap_or_default());
    let made = alias.zip(username).zip(directory).zip(leavers);
    let made = made.map(|(((alias, username), directory), leavers)| {
        let options = ImportOptions {
            directory,
            leavers,
            ..ImportOptions::default()
        };
        let ask = AgentAsk::Remove {
            username,
            options: Box::new(options),
        };
        let look = body.look;
        (Order::Agents { alias, ask, look }, Contents::new())
    });
    demand(
        reader,
        caller,
        "RemoveAgent",
        body.validate_only,
        header,
        made,
    )
}

/// What came of it, as callers see it.
pub(super) fn result(result: &AgentsResult) -> pb::job::Result {
    let told = told::told(result.told());
    match result {
        AgentsResult::Import(_) => pb::job::Result::ImportAgents(told),
        AgentsResult::Upsert(_) => pb::job::Result::UpsertAgent(told),
        AgentsResult::Remove(_) => pb::job::Result::RemoveAgent(told),
    }
}

fn username(text: &str) -> Result<Username, String> {
    Username::new(text).map_err(|wrong| wrong.to_string())
}

/// The directory that a field names; the usual one where it is empty.
fn directory(reader: &mut Reader, field: &str, text: &str) -> Option<DirectoryName> {
    let read = |text: &str| DirectoryName::new(text).map_err(|wrong| wrong.to_string());
    let named = reader.optional(field, text, read)?;
    Some(named.unwrap_or_else(|| ImportOptions::default().directory))
}

fn file(
    reader: &mut Reader,
    file: Option<pb::import_agents_request::File>,
) -> Option<(AgentFile, Contents)> {
    use pb::import_agents_request::File;
    match file {
        Some(File::Source(source)) => {
            let (file, contents) = spec::one(reader, "source", source)?;
            Some((AgentFile::Sent(file), contents))
        }
        Some(File::Path(path)) => {
            let path = reader.required("path", &path, local)?;
            Some((AgentFile::Local(path), Contents::new()))
        }
        Some(File::S3Uri(uri)) => {
            let file = reader.required("s3_uri", &uri, object)?;
            Some((file, Contents::new()))
        }
        None => {
            reader.wrong("file", "one of source, s3_uri and path is required");
            None
        }
    }
}

/// `s3://BUCKET/KEY`, and a version behind `?versionId=`.
fn object(uri: &str) -> Result<AgentFile, String> {
    let expected = "expected s3://BUCKET/KEY, or s3://BUCKET/KEY?versionId=VERSION";
    let rest = uri.strip_prefix("s3://").ok_or(expected)?;
    let (bucket, key) = rest.split_once('/').ok_or(expected)?;
    let bucket = BucketName::new(bucket).map_err(|wrong| format!("{expected}: {wrong}"))?;
    let (key, version) = match key.rsplit_once("?versionId=") {
        Some((key, version)) => (key, Some(version.to_owned())),
        None => (key, None),
    };
    if key.is_empty() || version.as_ref().is_some_and(String::is_empty) {
        return Err(expected.to_owned());
    }
    Ok(AgentFile::Object {
        bucket: bucket.to_string(),
        key: key.to_owned(),
        version,
    })
}

fn local(path: &str) -> Result<String, String> {
    if path.chars().count() > PATH_CHARS_MAX || path.chars().any(char::is_control) {
        return Err(format!(
            "expected at most {PATH_CHARS_MAX} characters, none of them a control character"
        ));
    }
    Ok(path.to_owned())
}
