//! From the files of an order to the contact centre that they declare.

use std::collections::BTreeMap;

use connect_model::{
    Finding, Place,
    spec::{ContactCenter, Sources, load},
};

use crate::{
    jobs::{Files, JobContext, JobError, Rejected, SpecFiles, Stopped},
    reason,
};

/// Loads a spec before it becomes part of a job.
pub(super) fn checked(spec: &SpecFiles, files: &Files) -> Result<ContactCenter, Rejected> {
    let sources = sources(spec, files).map_err(|missing| Rejected::Findings(vec![missing]))?;
    load(&sources).map_err(Rejected::Findings)
}

/// Loads the spec of a job. It was checked when the job was accepted, so a finding here means that a
/// newer version of the program has more rules.
pub(super) fn of_job(spec: &SpecFiles, job: &JobContext) -> Result<ContactCenter, Stopped> {
    checked(spec, job.files()).map_err(|rejected| {
        let findings = match rejected {
            Rejected::Findings(findings) => findings,
            Rejected::Violations(_) => Vec::new(),
        };
        let error = JobError::new(reason::SPEC_INVALID, "the spec is not valid");
        Stopped::failed(JobError { findings, ..error })
    })
}

fn sources(spec: &SpecFiles, files: &Files) -> Result<Sources, Finding> {
    let mut contents = BTreeMap::new();
    for file in spec.all() {
        let content = files.get(file.content).ok_or_else(|| missing(&file.path))?;
        contents.insert(file.path.clone(), content.to_vec());
    }
    Ok(Sources {
        specs: spec.specs.iter().map(|file| file.path.clone()).collect(),
        files: contents,
        variables: spec.variables.clone(),
    })
}

fn missing(path: &str) -> Finding {
    Finding {
        rule: "file-missing".into(),
        place: Place {
            file: path.to_owned(),
            ..Place::default()
        },
        message: format!("the content of {path} is not there"),
        remedy: "send the file with the request, or upload it again".into(),
    }
}
