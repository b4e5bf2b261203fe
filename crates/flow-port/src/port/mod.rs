//! What a port of flows needs of AWS beside what kinds of things call.

mod audio;
mod directory;
mod log;
mod trail;
mod version;

use std::{fmt, sync::Arc};

pub use self::{
    audio::AudioPort,
    directory::DirectoryPort,
    log::{LogPage, LogPort, LogSearch},
    trail::{TrailPort, Writer},
    version::{AliasRecord, Subject, VersionPort, VersionRecord},
};

/// The calls.
#[derive(Clone)]
pub struct Calls {
    /// Things that flows name and no centre declares.
    pub directory: Arc<dyn DirectoryPort>,
    /// Versions and aliases.
    pub versions: Arc<dyn VersionPort>,
    /// Recordings.
    pub audio: Arc<dyn AudioPort>,
    /// Who changed what.
    pub trail: Arc<dyn TrailPort>,
    /// What flows logged.
    pub logs: Arc<dyn LogPort>,
}

// === impl Calls ===

impl Calls {
    /// All out of one implementation of all of them.
    pub fn of<P>(all: &Arc<P>) -> Self
    where
        P: DirectoryPort + VersionPort + AudioPort + TrailPort + LogPort + 'static,
    {
        Self {
            directory: Arc::clone(all) as Arc<dyn DirectoryPort>,
            versions: Arc::clone(all) as Arc<dyn VersionPort>,
            audio: Arc::clone(all) as Arc<dyn AudioPort>,
            trail: Arc::clone(all) as Arc<dyn TrailPort>,
            logs: Arc::clone(all) as Arc<dyn LogPort>,
        }
    }
}

impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Calls")
    }
}
