//! Exports and drift as callers see them.

use control_api::v1 as pb;
use serde_json::Value;

use super::{
    job::count,
    report::{depth, finding, unsure},
};
use crate::jobs::{Deviation, DeviationKind, Drifted, Exported, ExportedFile, Unsaid};

pub(super) fn exported(exported: &Exported) -> pb::ExportResult {
    let entries = exported.entries.iter();
    pb::ExportResult {
        files: exported.files.iter().map(file).collect(),
        entries: entries
            .map(|(section, entries)| (section.clone(), count(*entries)))
            .collect(),
        unsaid: exported.unsaid.iter().map(unsaid).collect(),
        findings: exported.findings.iter().map(finding).collect(),
        reads: count(exported.reads),
    }
}

pub(super) fn drifted(drifted: &Drifted) -> pb::DriftResult {
    pb::DriftResult {
        center: drifted.center.clone(),
        depth: depth(drifted.depth).into(),
        deviations: drifted.deviations.iter().map(deviation).collect(),
        unchanged: count(drifted.unchanged),
        ignored: count(drifted.ignored),
        reads: count(drifted.reads),
        text: drifted.text.clone(),
        unsure: drifted.unsure.iter().map(unsure).collect(),
    }
}

pub(super) fn file(file: &ExportedFile) -> pb::ExportedFile {
    pb::ExportedFile {
        path: file.path.clone(),
        document: format!("documents/{}", file.content),
        size_bytes: i64::try_from(file.size_bytes).unwrap_or(i64::MAX),
    }
}

fn unsaid(unsaid: &Unsaid) -> pb::Unsaid {
    pb::Unsaid {
        thing: unsaid.thing.clone(),
        why: unsaid.why.clone(),
        remedy: unsaid.remedy.clone(),
    }
}

fn deviation(deviation: &Deviation) -> pb::Deviation {
    use pb::deviation::{Owner, What};
    let what = match deviation.what {
        DeviationKind::Field => What::Field,
        DeviationKind::Missing => What::Missing,
        DeviationKind::NotReady => What::NotReady,
        DeviationKind::Surplus => What::Surplus,
        DeviationKind::Undeclared => What::Undeclared,
    };
    let owner = match deviation.ours {
        Some(true) => Owner::Ours,
        Some(false) => Owner::Foreign,
        None => Owner::Unspecified,
    };
    let json = |value: &Option<Value>| value.as_ref().map(ToString::to_string).unwrap_or_default();
    pb::Deviation {
        kind: deviation.kind.clone(),
        name: deviation.name.clone(),
        what: what.into(),
        owner: owner.into(),
        field: deviation.field.clone(),
        declared_json: json(&deviation.declared),
        found_json: json(&deviation.found),
        message: deviation.message.clone(),
    }
}
