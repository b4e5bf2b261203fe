//! Flows between instances: exported, deployed, put back.

mod back;
mod contact_log;
mod deploy;
mod export;
mod moorings;
mod release;
mod roll_back;
mod stops;

use connect_model::{Finding, Place};
use flow_language::{
    RefValue, Reference, SoftReference,
    bundle::{self, Bundle, Loose, Read},
    legacy::Gap,
};
use flow_port::{Calls, Site, Told};
use reconcile::Cancel;

pub(super) use self::{
    back::RollBackRelease, contact_log::ReadContactLog, deploy::DeployFlows, export::ExportFlows,
    release::ReleaseFlows, roll_back::RollBackFlows,
};
use super::ground::{Footing, stopped};
use crate::{
    jobs::{
        BundleFiles, FileRef, Files, FlowReference, FlowReferences, JobError, Rejected, Stopped,
    },
    reason,
};

/// What a flow port calls beside the kinds of things, for the place of a footing.
fn site<'f>(footing: &'f Footing, calls: &'f Calls) -> Site<'f> {
    Site {
        scope: &footing.scope,
        ports: &footing.ports,
        calls,
    }
}

/// Reads the bundle of an order.
fn bundle_of(order: &BundleFiles, files: &Files) -> Result<Bundle, Rejected> {
    let mut contents = bundle::Files::new();
    for file in &order.files {
        let content = content(file, files).map_err(|missing| Rejected::Findings(vec![missing]))?;
        contents.insert(file.path.clone(), content.to_vec());
    }
    let loose = Loose {
        flow_type: order.default_type,
    };
    let read = Bundle::read(&contents, loose);
    let mut findings = troubles(&read);
    let gaps = read.gaps.iter().filter(|(_, gap)| gap.is_final());
    findings.extend(gaps.map(|(file, gap)| unconverted(file, gap)));
    if findings.is_empty() {
        Ok(read.bundle)
    } else {
        Err(Rejected::Findings(findings))
    }
}

/// What keeps files from being a bundle.
pub(crate) fn troubles(read: &Read) -> Vec<Finding> {
    let mut findings: Vec<_> = read.troubles.iter().map(finding).collect();
    if findings.is_empty() && read.bundle.is_empty() {
        findings.push(nothing());
    }
    findings
}

fn content<'f>(file: &FileRef, files: &'f Files) -> Result<&'f [u8], Finding> {
    files.get(file.content).ok_or_else(|| Finding {
        rule: "file-missing".into(),
        place: place(&file.path),
        message: format!("the content of {} is not there", file.path),
        remedy: "send the file with the request, or upload it again".into(),
    })
}

fn finding(trouble: &bundle::Trouble) -> Finding {
    Finding {
        rule: trouble.rule.to_owned(),
        place: place(&trouble.file),
        message: trouble.message.clone(),
        remedy: trouble.remedy.clone(),
    }
}

/// What an old export of the console says and the service would not take.
fn unconverted(file: &str, gap: &Gap) -> Finding {
    Finding {
        rule: "old-export".into(),
        place: place(file),
        message: gap.message.clone(),
        remedy: gap.remedy.clone(),
    }
}

fn nothing() -> Finding {
    Finding {
        rule: "bundle-empty".into(),
        place: Place::default(),
        message: "there is no flow, module or prompt in the bundle".into(),
        remedy: "send files that hold flows, or a bundle.json and what it names".into(),
    }
}

fn place(file: &str) -> Place {
    Place {
        file: file.to_owned(),
        ..Place::default()
    }
}

/// The references of each flow and module, as they are kept.
fn references(told: &[Told]) -> Vec<FlowReferences> {
    let all = |list: &[Reference]| list.iter().map(reference).collect();
    told.iter()
        .map(|told| FlowReferences {
            thing: told.thing.clone(),
            rewritten: all(&told.rewritten),
            unresolved: all(&told.unresolved),
            dynamic: all(&told.dynamic),
            soft: told.soft.iter().map(soft).collect(),
        })
        .collect()
}

fn reference(reference: &Reference) -> FlowReference {
    FlowReference {
        action: reference.action.clone(),
        path: reference.path.clone(),
        kind: reference.kind.to_string(),
        value: text(&reference.value),
    }
}

fn soft(reference: &SoftReference) -> FlowReference {
    FlowReference {
        action: reference.action.clone(),
        path: reference.path.clone(),
        kind: reference
            .kind
            .map(|kind| kind.to_string())
            .unwrap_or_default(),
        value: text(&reference.value),
    }
}

fn text(value: &RefValue) -> String {
    match value {
        RefValue::Static(text)
        | RefValue::Dynamic(text)
        | RefValue::Foreign(text)
        | RefValue::Malformed { text, .. } => text.clone(),
        RefValue::Named(name) => name.to_string(),
        RefValue::Empty => String::new(),
    }
}

/// What the error of the capability means for the job.
fn stopped_port(error: flow_port::Error, cancel: &Cancel) -> Stopped {
    match error {
        flow_port::Error::Journal(cause) => Stopped::from(cause),
        flow_port::Error::Observe(fault) => {
            stopped(connect_provision::Error::Observe(fault), cancel)
        }
        flow_port::Error::Findings(findings) => {
            let message = "what there is does not allow it; nothing was written";
            Stopped::failed(JobError {
                findings,
                ..JobError::new(reason::PRECONDITIONS_UNMET, message)
            })
        }
    }
}
