//! What a port of flows needs of AWS beside what kinds of things call.

mod audio;
mod directory;
mod log;
mod trail;
mod version;

use std::{fmt, sync::Arc};

use connect_resources::{NotBuiltIn, Service};

pub use self::{
    audio::AudioPort,
    directory::{BotPort, DirectoryPort},
    log::{LogPage, LogPort, LogSearch},
    trail::{TrailPort, Writer},
    version::{AliasRecord, Subject, VersionPort, VersionRecord},
};

/// The calls. What Amazon Connect answers is always there. A port of another service is there if the
/// program is built with it; the method of its name says what is missing otherwise.
#[derive(Clone)]
pub struct Calls {
    /// Things that flows name and no centre declares.
    pub directory: Arc<dyn DirectoryPort>,
    /// Versions and aliases.
    pub versions: Arc<dyn VersionPort>,
    /// Bots, if Lex is built in.
    pub bots: Option<Arc<dyn BotPort>>,
    /// Recordings, if S3 is built in.
    pub audio: Option<Arc<dyn AudioPort>>,
    /// Who changed what, if `CloudTrail` is built in. It is a help, and nothing fails without it.
    pub trail: Option<Arc<dyn TrailPort>>,
    /// What flows logged, if `CloudWatch` Logs is built in.
    pub logs: Option<Arc<dyn LogPort>>,
}

// === impl Calls ===

impl Calls {
    /// The calls to Amazon Connect out of one implementation of all of them, and no others.
    pub fn of<P>(all: &Arc<P>) -> Self
    where
        P: DirectoryPort + VersionPort + 'static,
    {
        Self {
            directory: Arc::clone(all) as Arc<dyn DirectoryPort>,
            versions: Arc::clone(all) as Arc<dyn VersionPort>,
            bots: None,
            audio: None,
            trail: None,
            logs: None,
        }
    }

    /// Bots.
    pub fn bots(&self) -> Result<&dyn BotPort, NotBuiltIn> {
        let lack = || NotBuiltIn::of([Service::Lex]);
        self.bots.as_deref().ok_or_else(lack)
    }

    /// Recordings.
    pub fn audio(&self) -> Result<&dyn AudioPort, NotBuiltIn> {
        let lack = || NotBuiltIn::of([Service::S3]);
        self.audio.as_deref().ok_or_else(lack)
    }

    /// What flows logged.
    pub fn logs(&self) -> Result<&dyn LogPort, NotBuiltIn> {
        let lack = || NotBuiltIn::of([Service::Logs]);
        self.logs.as_deref().ok_or_else(lack)
    }
}

impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Calls")
    }
}
