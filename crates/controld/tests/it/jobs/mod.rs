//! Jobs from their submission to their rest.

mod crash;
mod dying;
mod guard;
mod interruption;
mod model;
mod submission;
mod watch;
