//! Orders about flows, and what comes of them.

use std::collections::BTreeMap;

use connect_model::Alias;
use control_api::v1 as pb;
use flow_language::{FlowType, RefKind};
use flow_port::{Deploy, ExportOptions, Mapping, Overwrite, Selection};
use tonic::Request;

use super::{
    center::{demand, open},
    document, field,
    job::count,
    reader::Reader,
    readings, report,
    spec::{self, Contents},
};
use crate::{
    jobs::{
        BundleFiles, Demand, Digest, FileRef, FlowReference, FlowReferences, FlowsDeployed,
        FlowsExported, FlowsRolledBack, Order,
    },
    refusal::Refusal,
};

/// Most files of one bundle.
const FILES_MAX: usize = 20_000;

/// To export.
pub fn export(request: Request<pb::ExportFlowsRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let alias = reader.required("alias", &body.alias, field::alias);
    let mapping = mapping(&mut reader, "mapping", body.mapping);
    let made = alias.zip(mapping).map(|(alias, mapping)| {
        let options = ExportOptions {
            mapping,
            selection: Selection {
                only: body.only.into_iter().collect(),
                without: body.without.into_iter().collect(),
            },
            built_in: body.built_in,
            audio: body.audio,
        };
        (Order::ExportFlows { alias, options }, Contents::new())
    });
    demand(
        reader,
        caller,
        "ExportFlows",
        body.validate_only,
        header,
        made,
    )
}

/// To deploy.
pub fn deploy(request: Request<pb::DeployFlowsRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let alias = reader.required("alias", &body.alias, field::alias);
    let bundle = bundle(&mut reader, "bundle", body.bundle);
    let mapping = mapping(&mut reader, "mapping", body.mapping);
    let deploy = mapping.map(|mapping| Deploy {
        mapping,
        selection: Selection {
            only: body.only.into_iter().collect(),
            without: body.without.into_iter().collect(),
        },
        overwrite: overwrite(body.overwrite),
        version: body.version,
        alias: Some(body.version_alias).filter(|alias| !alias.is_empty()),
    });
    let made = made(alias, bundle, deploy, body.look);
    demand(
        reader,
        caller,
        "DeployFlows",
        body.validate_only,
        header,
        made,
    )
}

fn made(
    alias: Option<Alias>,
    bundle: Option<(BundleFiles, Contents)>,
    deploy: Option<Deploy>,
    look: bool,
) -> Option<(Order, Contents)> {
    let (bundle, contents) = bundle?;
    let order = Order::DeployFlows {
        alias: alias?,
        bundle,
        deploy: deploy?,
        look,
    };
    Some((order, contents))
}

/// To put back.
pub fn roll_back(request: Request<pb::RollBackFlowsRequest>) -> Result<Demand, Refusal> {
    let (caller, body) = open(request);
    let mut reader = Reader::new();
    let header = reader.header(&body.target, &body.request_id, body.reason, body.labels);
    let alias = reader.required("alias", &body.alias, field::alias);
    let before = reader.required("before", &body.before, document::digest);
    let made = alias.zip(before).map(|(alias, content)| {
        let before = FileRef {
            path: "before.json".to_owned(),
            content,
        };
        let overwrite = overwrite(body.overwrite);
        let order = Order::RollBackFlows {
            alias,
            before,
            overwrite,
        };
        (order, Contents::new())
    });
    demand(
        reader,
        caller,
        "RollBackFlows",
        body.validate_only,
        header,
        made,
    )
}

/// What was exported, as callers see it.
pub(super) fn exported(exported: &FlowsExported) -> pb::ExportFlowsResult {
    pb::ExportFlowsResult {
        bundle: named(&exported.bundle),
        files: exported.files.iter().map(readings::file).collect(),
        references: exported.references.iter().map(references).collect(),
        reads: count(exported.reads),
    }
}

/// What was deployed, as callers see it.
pub(super) fn deployed(deployed: &FlowsDeployed) -> pb::DeployFlowsResult {
    pb::DeployFlowsResult {
        bundle: named(&deployed.bundle),
        references: deployed.references.iter().map(references).collect(),
        outcomes: deployed.outcomes.iter().map(report::outcome).collect(),
        changes: count(deployed.changes),
        before: before(deployed.before),
        steps: deployed.steps.clone(),
    }
}

/// What was put back, as callers see it.
pub(super) fn rolled_back(rolled_back: &FlowsRolledBack) -> pb::RollBackFlowsResult {
    pb::RollBackFlowsResult {
        outcomes: rolled_back.outcomes.iter().map(report::outcome).collect(),
        changes: count(rolled_back.changes),
        notes: rolled_back.notes.clone(),
    }
}

/// The document of what was there before.
pub(super) fn before(before: Option<Digest>) -> String {
    before.map_or_else(String::new, |before| format!("documents/{before}"))
}

pub(super) fn named(digest: &str) -> String {
    format!("bundles/{digest}")
}

pub(super) fn references(references: &FlowReferences) -> pb::FlowReferences {
    let all = |list: &[FlowReference]| list.iter().map(reference).collect();
    pb::FlowReferences {
        thing: references.thing.clone(),
        rewritten: all(&references.rewritten),
        unresolved: all(&references.unresolved),
        dynamic: all(&references.dynamic),
        soft: all(&references.soft),
    }
}

fn reference(reference: &FlowReference) -> pb::FlowReference {
    pb::FlowReference {
        action: reference.action.clone(),
        path: reference.path.clone(),
        kind: reference.kind.clone(),
        value: reference.value.clone(),
    }
}

pub(super) fn bundle(
    reader: &mut Reader,
    field: &str,
    bundle: Option<pb::FlowBundle>,
) -> Option<(BundleFiles, Contents)> {
    let Some(bundle) = bundle else {
        reader.wrong(field, "is required");
        return None;
    };
    let read = |text: &str| text.parse::<FlowType>().map_err(|wrong| wrong.to_string());
    let default_type =
        reader.optional(&format!("{field}.default_type"), &bundle.default_type, read);
    let named = reader.optional(&format!("{field}.name"), &bundle.name, bundle_name)?;
    if named.is_some() && !bundle.files.is_empty() {
        reader.wrong(field, "takes files or a name, not both");
        return None;
    }
    if named.is_some() && !bundle.default_type.is_empty() {
        let why = "a bundle that is named has the types of its flows";
        reader.wrong(format!("{field}.default_type"), why);
        return None;
    }
    let (files, contents) = match named {
        Some(_) => (Vec::new(), Contents::new()),
        None => spec::kept(reader, &format!("{field}.files"), bundle.files, FILES_MAX)?,
    };
    let bundle = BundleFiles {
        named,
        files,
        default_type: default_type?,
    };
    Some((bundle, contents))
}

/// `bundles/sha256:HEX`.
fn bundle_name(text: &str) -> Result<Digest, String> {
    let expected = "expected bundles/sha256:HEX";
    let digest = text.strip_prefix("bundles/").ok_or(expected)?;
    Digest::parse(digest).map_err(|wrong| format!("{expected}: {wrong}"))
}

pub(super) fn overwrite(overwrite: Option<pb::FlowOverwrite>) -> Overwrite {
    match overwrite {
        Some(overwrite) if overwrite.everything => Overwrite::Everything,
        Some(overwrite) if !overwrite.names.is_empty() => {
            Overwrite::Named(overwrite.names.into_iter().collect())
        }
        _ => Overwrite::Nothing,
    }
}

pub(super) fn mapping(
    reader: &mut Reader,
    field: &str,
    mapping: Option<pb::FlowMapping>,
) -> Option<Mapping> {
    let mapping = mapping.unwrap_or_default();
    let names = by_kind(reader, &format!("{field}.names"), mapping.names);
    let prefixes = by_kind(reader, &format!("{field}.prefixes"), mapping.prefixes);
    let values = by_kind(reader, &format!("{field}.values"), mapping.values);
    Some(Mapping {
        names: names?,
        prefixes: prefixes?,
        values: values?,
        variables: mapping.variables.into_iter().collect(),
    })
}

fn by_kind(
    reader: &mut Reader,
    field: &str,
    maps: impl IntoIterator<Item = (String, pb::NameMap)>,
) -> Option<BTreeMap<RefKind, BTreeMap<String, String>>> {
    let mut all = Some(BTreeMap::new());
    for (kind, names) in maps {
        let read = kind.parse::<RefKind>().map_err(|wrong| wrong.to_string());
        let kind = reader.take(&format!("{field}[{kind}]"), read);
        all = all.zip(kind).map(|(mut all, kind)| {
            all.insert(kind, names.entries.into_iter().collect());
            all
        });
    }
    all
}
