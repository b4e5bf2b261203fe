//! From the files of an order to the contact centre that they declare.

use connect_model::spec::{ContactCenter, load};

use crate::{
    jobs::{Files, JobContext, JobError, Rejected, SpecFiles, Stopped},
    reason,
};

/// Loads a spec before it becomes part of a job.
pub(super) fn checked(spec: &SpecFiles, files: &Files) -> Result<ContactCenter, Rejected> {
    let sources = spec
        .sources(files)
        .map_err(|missing| Rejected::Findings(vec![missing]))?;
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
