//! One side of a comparison: files, or the flows of an instance.

use control_api::v1::{self as pb, job};
use flow_language::{
    Document,
    bundle::{Bundle, Files, ItemName, Loose, MANIFEST, Read},
    walk::FlowSet,
};
use uuid::Uuid;

use super::read::{ANY_TYPE, read, refuse_troubles};
use crate::{
    bundle::mapping,
    commands::start::fetch,
    render::{Tone, flows},
    session::Session,
    status::Failure,
};

/// What a side that is an instance begins with.
const INSTANCE: &str = "instance:";

/// The flows of one side.
pub(super) struct Side {
    pub bundle: Bundle,
    /// Whether it says descriptions, tags and the like, and not contents alone.
    pub is_whole: bool,
    /// Whether it stands as an alias has it.
    pub is_alias: bool,
    /// By ids, as far as its files say them.
    ids: Vec<(String, ItemName)>,
}

/// How sides are read.
#[derive(Clone, Copy, Default)]
pub(super) struct Reading<'a> {
    /// The type of flows that do not say theirs.
    pub flow_type: Option<&'a str>,
    /// For instances, what is called otherwise there.
    pub mapping: Option<&'a str>,
    /// For instances, the flows that are wanted; all, if none is named.
    pub only: &'a [String],
}

/// Which of the two sides, since each of them may ask for a job of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Old,
    New,
}

/// An instance as a side names it.
#[derive(Debug, PartialEq, Eq)]
struct Instance<'t> {
    target: Option<&'t str>,
    alias: &'t str,
    version: Option<&'t str>,
}

/// Reads a side.
pub(super) async fn side(
    typed: &str,
    which: Which,
    how: Reading<'_>,
    session: &Session<'_>,
) -> Result<Side, Failure> {
    match typed.strip_prefix(INSTANCE) {
        Some(text) => of_instance(&Instance::read(text)?, which, how, session).await,
        None => of_files(typed, how, session),
    }
}

fn of_files(typed: &str, how: Reading<'_>, session: &Session<'_>) -> Result<Side, Failure> {
    let flow_type = how.flow_type.unwrap_or(ANY_TYPE);
    let (read, files) = read(&[typed.to_owned()], Some(flow_type), session)?;
    Ok(Side {
        ids: ids(&read, &files),
        is_whole: files.contains_key(MANIFEST),
        is_alias: false,
        bundle: read.bundle,
    })
}

/// The ids that answers of the service carry.
fn ids(read: &Read, files: &Files) -> Vec<(String, ItemName)> {
    let id = |(name, file): (&ItemName, &String)| {
        let text = std::str::from_utf8(files.get(file)?).ok()?;
        let document = Document::parse(text).ok()?;
        let id = document.envelope()?.member("Id")?.as_str()?.to_owned();
        Some((id, name.clone()))
    };
    read.files.iter().filter_map(id).collect()
}

async fn of_instance(
    instance: &Instance<'_>,
    which: Which,
    how: Reading<'_>,
    session: &Session<'_>,
) -> Result<Side, Failure> {
    let target = match instance.target {
        Some(target) => format!("targets/{target}"),
        None => session.target().await?,
    };
    let request = pb::ExportFlowsRequest {
        target,
        alias: instance.alias.to_owned(),
        only: how.only.to_vec(),
        mapping: mapping(how.mapping, session)?,
        request_id: which.request_id(&session.request_id()),
        ..pb::ExportFlowsRequest::default()
    };
    let job = fetch(session, async || session.daemon.export_flows(request).await).await?;
    let mut files = Files::new();
    if let Some(job::Result::ExportFlows(export)) = job.result {
        for file in export.files {
            let content = session.daemon.download(&file.document).await?;
            files.insert(file.path, content);
        }
    }
    let read = Bundle::read(&files, Loose::default());
    refuse_troubles(&read)?;
    let bundle = match instance.version {
        Some(version) => as_of(version, read.bundle, session)?,
        None => read.bundle,
    };
    Ok(Side {
        bundle,
        is_whole: true,
        is_alias: instance.version.is_some(),
        ids: Vec::new(),
    })
}

fn as_of(version: &str, bundle: Bundle, session: &Session<'_>) -> Result<Bundle, Failure> {
    let (bundle, without) = bundle.as_of(version);
    if bundle.items.is_empty() {
        return Err(Failure::usage(
            format!("no flow of the instance has an alias {version:?}"),
            "Leave @NAME out, or name an alias that `connectctl flow deploy --alias` has made.",
        ));
    }
    if !without.is_empty() && !session.output.is_quiet() {
        let count = flows(without.len());
        let text = format!("{count} without an alias {version:?} left out");
        session.output.tell(Tone::Caution, &text);
    }
    Ok(bundle)
}

// === impl Side ===

impl Side {
    /// The flows for contacts to walk in, found by id too.
    pub(super) fn set(&self) -> FlowSet {
        let mut set = FlowSet::from(&self.bundle);
        for (id, name) in &self.ids {
            set.identify(id, name.clone());
        }
        set
    }
}

// === impl Which ===

impl Which {
    /// An id of its own for each side, the same ones when the command is repeated.
    fn request_id(self, id: &str) -> String {
        match (self, Uuid::parse_str(id)) {
            (Self::New, Ok(id)) => Uuid::from_u128(id.as_u128() ^ 1).to_string(),
            _ => id.to_owned(),
        }
    }
}

// === impl Instance ===

impl<'t> Instance<'t> {
    fn read(text: &'t str) -> Result<Self, Failure> {
        let (place, version) = match text.split_once('@') {
            Some((place, version)) => (place, Some(version)),
            None => (text, None),
        };
        let (target, alias) = match place.rsplit_once('/') {
            Some((target, alias)) => (Some(target), alias),
            None => (None, place),
        };
        let parts = [target, Some(alias), version];
        if parts.into_iter().flatten().any(str::is_empty) {
            return Err(Failure::usage(
                format!("{INSTANCE}{text} names no instance"),
                "Write instance:ALIAS, instance:TARGET/ALIAS or instance:ALIAS@NAME.",
            ));
        }
        Ok(Self {
            target: target.map(|target| target.strip_prefix("targets/").unwrap_or(target)),
            alias,
            version,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instance_is_named_with_its_target_and_an_alias_of_versions() {
        let read = |text| {
            let instance = Instance::read(text).unwrap();
            (instance.target, instance.alias, instance.version)
        };
        assert_eq!(read("uk"), (None, "uk", None));
        assert_eq!(read("prod/uk"), (Some("prod"), "uk", None));
        assert_eq!(
            read("targets/prod/uk@live"),
            (Some("prod"), "uk", Some("live"))
        );
        for wrong in ["", "/uk", "prod/", "uk@"] {
            assert!(Instance::read(wrong).is_err(), "{wrong}");
        }
    }
}
