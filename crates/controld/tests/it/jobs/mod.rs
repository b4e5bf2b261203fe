//! Jobs from their submission to their rest.

mod crash;
mod interruption;
mod model;
mod submission;
mod watch;
