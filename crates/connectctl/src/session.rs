//! One command at work: the daemon, the output, and what the command line says for all commands.

use std::{
    cell::RefCell,
    io::{self, Read},
    path::PathBuf,
};

use control_api::v1 as pb;
use uuid::Uuid;

use crate::{
    args::Globals,
    daemon::Daemon,
    output::Output,
    status::{Failure, Whereabouts},
    world::Dial,
};

/// What a command works with.
pub(crate) struct Session<'a> {
    pub daemon: Daemon<'a>,
    pub output: &'a Output,
    /// From here relative paths start.
    pub folder: PathBuf,
    /// The target that the command line or the environment names: `targets/NAME`.
    pub target_given: Option<String>,
    request_id: String,
    stdin: RefCell<Option<Box<dyn Read + Send>>>,
    whereabouts: RefCell<Whereabouts>,
}

impl<'a> Session<'a> {
    pub(crate) fn new(
        globals: &Globals,
        request_id: Uuid,
        output: &'a Output,
        dial: &Dial,
        folder: PathBuf,
        stdin: Box<dyn Read + Send>,
    ) -> Result<Self, Failure> {
        let target = globals.target.as_deref().filter(|name| !name.is_empty());
        Ok(Self {
            daemon: Daemon::new(&globals.endpoint, dial, output)?,
            output,
            folder,
            target_given: target.map(target_name),
            request_id: request_id.to_string(),
            stdin: RefCell::new(Some(stdin)),
            whereabouts: RefCell::default(),
        })
    }

    /// Where to work: the given target, else the only one of the daemon, else `local`.
    pub(crate) async fn target(&self) -> Result<String, Failure> {
        if let Some(target) = &self.target_given {
            return Ok(target.clone());
        }
        let page = self
            .daemon
            .list_targets(pb::ListTargetsRequest::default())
            .await?;
        let names: Vec<_> = page.targets.into_iter().map(|target| target.name).collect();
        match names.as_slice() {
            [only] if page.next_page_token.is_empty() => Ok(only.clone()),
            _ => Ok(target_name("local")),
        }
    }

    /// The id of the one request of this command line that changes something. From here on an
    /// interrupted person wants to know it.
    pub(crate) fn request_id(&self) -> String {
        let request_id = self.request_id.clone();
        self.whereabouts.replace(Whereabouts::Asking {
            request_id: request_id.clone(),
        });
        request_id
    }

    /// From here on the command follows a job.
    pub(crate) fn follows(&self, job: &str) {
        self.whereabouts.replace(Whereabouts::Following {
            job: job.to_owned(),
        });
    }

    /// The request only checks, so an interruption leaves nothing behind.
    pub(crate) fn starts_nothing(&self) {
        self.whereabouts.replace(Whereabouts::Nowhere);
    }

    /// Why the command ends now.
    pub(crate) fn interrupted(&self) -> Failure {
        Failure::Interrupted(self.whereabouts.borrow().clone())
    }

    /// Everything of standard input up to a limit, read aside so that Ctrl-C is still heard.
    pub(crate) async fn read_stdin(&self, bytes_max: u64) -> io::Result<Vec<u8>> {
        let Some(stdin) = self.stdin.borrow_mut().take() else {
            return Ok(Vec::new());
        };
        let read = move || {
            let mut bytes = Vec::new();
            stdin.take(bytes_max).read_to_end(&mut bytes).map(|_| bytes)
        };
        tokio::task::spawn_blocking(read)
            .await
            .map_err(io::Error::other)?
    }
}

/// `targets/NAME`, from that or from the name alone.
pub(crate) fn target_name(name: &str) -> String {
    format!("targets/{}", name.strip_prefix("targets/").unwrap_or(name))
}
