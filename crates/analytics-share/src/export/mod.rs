//! A data set written to files: by a schedule that AWS keeps, or by a run of ours.

mod run;
mod unload;

pub use self::run::{ExportRun, ExportTold, run_export};
pub(crate) use self::unload::{is_of, place, unload};
