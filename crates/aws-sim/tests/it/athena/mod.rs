//! Athena on the wire.

mod counter;
mod query;
#[cfg(feature = "athena")]
mod shared;
#[cfg(feature = "athena")]
mod sql;
#[cfg(feature = "athena")]
mod unload;
mod work_group;
