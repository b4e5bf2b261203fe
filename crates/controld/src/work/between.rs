//! Work between Regions that came to no end.

use connect_provision::Error;
use reconcile::Cancel;

use super::ground::stopped;
use crate::{
    jobs::{JobError, Stopped},
    reason,
};

/// What the error of the work between Regions means for the job.
pub(super) fn stopped_between(error: connect_resiliency::Error, cancel: &Cancel) -> Stopped {
    match error {
        connect_resiliency::Error::Journal(cause) => Stopped::from(cause),
        connect_resiliency::Error::Observe(fault) => stopped(Error::Observe(fault), cancel),
        connect_resiliency::Error::Findings(findings) => {
            let message = "what there is does not allow it; nothing was written";
            Stopped::failed(JobError {
                findings,
                ..JobError::new(reason::PRECONDITIONS_UNMET, message)
            })
        }
    }
}
