//! `flow release`: a bundle to several instances.

use std::{
    fs,
    path::{Path, PathBuf},
};

use control_api::v1 as pb;
use serde::Deserialize;

use crate::{
    args::{FlowReleaseArgs, StopName},
    bundle::{Mapping, mapping_at, sent},
    commands::start::start,
    session::{Session, target_name},
    status::{Exit, Failure, Wanted},
};

/// What the name of a bundle begins with.
const BUNDLES: &str = "bundles/";

/// Where to release, as a file says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Way {
    version: bool,
    alias: String,
    only: Vec<String>,
    without: Vec<String>,
    stops: Vec<Stop>,
}

/// One stop.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stop {
    target: String,
    instance: String,
    #[serde(default)]
    mapping: Option<StopMapping>,
    #[serde(default)]
    overwrite: Vec<String>,
    #[serde(default)]
    replicated_to: String,
}

/// What is called otherwise at a stop: in a file of its own, or here.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum StopMapping {
    File(String),
    Here(Mapping),
}

pub(super) async fn run(args: FlowReleaseArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let (way, stops) = way(&args, session)?;
    let bundle = bundle(&args, session).await?;
    let either = |given: &[String], said: Vec<String>| {
        if given.is_empty() {
            said
        } else {
            given.to_vec()
        }
    };
    let request = pb::ReleaseFlowsRequest {
        bundle: Some(bundle),
        only: either(&args.selection.only, way.only),
        without: either(&args.selection.without, way.without),
        stops,
        version: args.version || way.version,
        version_alias: args.alias.clone().unwrap_or(way.alias),
        look: args.look,
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, None, async |validate_only| {
        let request = pb::ReleaseFlowsRequest {
            validate_only,
            ..request.clone()
        };
        session.daemon.release_flows(request).await
    })
    .await?;
    Ok(ended.exit)
}

/// The bundle: its files, or its name.
async fn bundle(args: &FlowReleaseArgs, session: &Session<'_>) -> Result<pb::FlowBundle, Failure> {
    let name = match args.paths.as_slice() {
        [name] if name.starts_with(BUNDLES) && !session.folder.join(name).exists() => name.clone(),
        files => return sent(files, args.r#type.clone(), session).await,
    };
    if !args.r#type.is_empty() {
        return Err(Failure::usage(
            format!("{name} has the types of its flows"),
            "Leave --type out; it is for files that do not say theirs.",
        ));
    }
    Ok(pb::FlowBundle {
        name,
        ..pb::FlowBundle::default()
    })
}

/// Where to release, with the stops ready to be sent.
fn way(args: &FlowReleaseArgs, session: &Session<'_>) -> Result<(Way, Vec<pb::FlowStop>), Failure> {
    let (mut way, folder) = match &args.stops {
        Some(typed) => said(typed, session)?,
        None => (Way::of(&args.stop), session.folder.clone()),
    };
    let kept = kept(&way.stops, args)?;
    let stops = way.stops.drain(kept);
    let stops: Result<_, _> = stops.map(|stop| stop.into_pb(args, &folder)).collect();
    Ok((way, stops?))
}

/// What a file of stops says, and the folder that it is in.
fn said(typed: &str, session: &Session<'_>) -> Result<(Way, PathBuf), Failure> {
    let path = session.folder.join(typed);
    let text = fs::read_to_string(&path)
        .map_err(|error| Failure::files(Wanted::Flows, vec![format!("{typed}: {error}")]))?;
    let way = serde_saphyr::from_str(&text).map_err(|error| Failure::Unreadable {
        file: typed.to_owned(),
        cause: error.to_string(),
    })?;
    let folder = path.parent().unwrap_or(&session.folder);
    Ok((way, folder.to_owned()))
}

/// The stops from `--from` to `--until`.
fn kept(stops: &[Stop], args: &FlowReleaseArgs) -> Result<std::ops::Range<usize>, Failure> {
    let find = |option: &str, wanted: &str, last: bool| {
        let mut found = (0..stops.len()).filter(|n| stops[*n].is(wanted));
        let found = if last {
            found.next_back()
        } else {
            found.next()
        };
        found.ok_or_else(|| {
            let names: Vec<_> = stops.iter().map(Stop::name).collect();
            Failure::usage(
                format!("no stop is {wanted}, as {option} says"),
                &format!("The stops are {}.", names.join(", ")),
            )
        })
    };
    let from = match &args.from {
        Some(wanted) => find("--from", wanted, false)?,
        None => 0,
    };
    let until = match &args.until {
        Some(wanted) => find("--until", wanted, true)? + 1,
        None => stops.len(),
    };
    if from >= until && !stops.is_empty() {
        return Err(Failure::usage(
            "no stop is left between --from and --until".to_owned(),
            "Name a stop for --until that does not come before that of --from.",
        ));
    }
    Ok(from..until)
}

/// A target without `targets/`, which may stand before it.
fn bare(target: &str) -> &str {
    target.strip_prefix("targets/").unwrap_or(target)
}

// === impl Way ===

impl Way {
    /// Through the stops of the command line.
    fn of(stops: &[StopName]) -> Self {
        Self {
            stops: stops.iter().map(Stop::named).collect(),
            ..Self::default()
        }
    }
}

// === impl Stop ===

impl Stop {
    fn named(name: &StopName) -> Self {
        Self {
            target: name.target.clone(),
            instance: name.alias.clone(),
            mapping: name.mapping.clone().map(StopMapping::File),
            overwrite: Vec::new(),
            replicated_to: String::new(),
        }
    }

    fn target(&self) -> &str {
        bare(&self.target)
    }

    fn name(&self) -> String {
        format!("{}/{}", self.target(), self.instance)
    }

    fn is(&self, wanted: &str) -> bool {
        let wanted = bare(wanted);
        self.target() == wanted || self.name() == wanted
    }

    fn into_pb(self, args: &FlowReleaseArgs, folder: &Path) -> Result<pb::FlowStop, Failure> {
        let mapping = match self.mapping {
            Some(StopMapping::File(typed)) => Some(mapping_at(&typed, folder)?),
            Some(StopMapping::Here(mapping)) => Some(mapping.into_pb()),
            None => None,
        };
        let mut overwrite = args.overwrite.clone().into_pb();
        overwrite.names.extend(self.overwrite);
        Ok(pb::FlowStop {
            target: target_name(&self.target),
            alias: self.instance,
            mapping,
            overwrite: Some(overwrite),
            replicated_to: self.replicated_to,
        })
    }
}
