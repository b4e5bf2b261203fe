//! Somebody at a desk who types command lines.

use std::{
    cell::RefCell,
    fs,
    future::pending,
    io::{self, Cursor, Write},
    path::Path,
    pin::Pin,
    rc::Rc,
    time::Duration,
};

use connectctl::{Stream, World};
use control_api::v1::{
    analytics_share_service_server::AnalyticsShareServiceServer,
    contact_center_service_server::ContactCenterServiceServer,
    document_service_server::DocumentServiceServer, flow_service_server::FlowServiceServer,
    governance_service_server::GovernanceServiceServer, job_service_server::JobServiceServer,
    plan_service_server::PlanServiceServer, region_service_server::RegionServiceServer,
    target_service_server::TargetServiceServer,
};
use serde_json::Value;
use tempfile::TempDir;
use tokio::{
    io::DuplexStream,
    sync::mpsc::UnboundedReceiver,
    time::{Instant, sleep},
};
use tokio_stream::wrappers::UnboundedReceiverStream;
use tonic::transport::Server;
use uuid::Uuid;

use crate::{
    fake::{Fake, Script},
    pipe::Network,
    samples,
};

/// The id that a request gets when the command line names none.
pub(crate) const NEW_ID: Uuid = Uuid::from_u128(0x7e57);

/// A folder, a daemon, and what is typed next.
pub(crate) struct Desk {
    pub daemon: Fake,
    pub network: Network,
    pub folder: TempDir,
    pub stdin: RefCell<Vec<u8>>,
    interrupt: RefCell<Pin<Box<dyn Future<Output = ()>>>>,
    pub colour: bool,
    /// Serves the daemon while it is polled.
    serving: RefCell<Pin<Box<dyn Future<Output = Served>>>>,
}

type Incoming = UnboundedReceiver<io::Result<DuplexStream>>;
type Served = Result<(), tonic::transport::Error>;

/// What came of a command line.
#[derive(Debug)]
pub(crate) struct Said {
    pub exit: u8,
    /// How long it took, on the clock of the test.
    pub took: Duration,
    pub stdout: String,
    pub stderr: String,
}

#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Desk {
    /// A desk with a daemon that has the targets of `controld serve --local`.
    pub(crate) fn new() -> Self {
        let (network, incoming) = Network::new();
        let daemon = Fake::new(network.clone());
        daemon.script().targets = [samples::targets()].into();
        Self {
            network,
            folder: TempDir::new().unwrap(),
            stdin: RefCell::default(),
            interrupt: RefCell::new(Box::pin(pending())),
            colour: false,
            serving: RefCell::new(Box::pin(serve(daemon.clone(), incoming))),
            daemon,
        }
    }

    /// Tells the daemon what to answer.
    pub(crate) fn daemon(self, script: impl FnOnce(&mut Script)) -> Self {
        script(&mut self.daemon.script());
        self
    }

    /// Puts a file on the desk.
    pub(crate) fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Where a file of the desk is.
    pub(crate) fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    /// A desk with a copy of `examples/flows`, as `ferries`.
    pub(crate) fn with_flows() -> Self {
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/flows");
        let desk = Self::new();
        copy(&examples, &desk.path("ferries"));
        desk
    }

    /// Copies a folder of the desk.
    pub(crate) fn copied(self, from: &str, to: &str) -> Self {
        copy(&self.path(from), &self.path(to));
        self
    }

    /// Changes a file of the desk: each text stands there, and becomes another.
    pub(crate) fn edited(self, path: &str, changes: &[(&str, &str)]) -> Self {
        let mut text = fs::read_to_string(self.path(path)).unwrap();
        for (old, new) in changes {
            assert!(text.contains(old), "{path} has no {old}");
            text = text.replace(old, new);
        }
        self.file(path, text)
    }

    /// Reads a file of the desk.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// A desk with a small spec.
    pub(crate) fn with_spec() -> Self {
        Self::new().file("center.yaml", "instance: { alias: uk-prod }\n")
    }

    /// Presses Ctrl-C so long after the next command line was typed.
    pub(crate) fn is_interrupted_after(&self, time: Duration) {
        *self.interrupt.borrow_mut() = Box::pin(sleep(time));
    }

    /// Types a command line, cut at its blanks.
    pub(crate) async fn types(&self, line: &str) -> Said {
        let (stdout, stderr) = (Sink::default(), Sink::default());
        let network = self.network.clone();
        let world = World {
            stdout: stdout.stream(self.colour),
            stderr: stderr.stream(self.colour),
            stdin: Box::new(Cursor::new(self.stdin.take())),
            folder: self.folder.path().to_owned(),
            dial: Box::new(move |endpoint| network.dial(&endpoint)),
            interrupt: self.interrupt.replace(Box::pin(pending())),
            new_id: || NEW_ID,
        };
        let arguments = line.split_whitespace().map(Into::into);
        let running = connectctl::run(arguments, world);
        let started = now();
        let mut serving = self.serving.replace(Box::pin(pending()));
        let exit = tokio::select! {
            served = &mut serving => panic!("{served:?}"),
            exit = running => exit,
        };
        *self.serving.borrow_mut() = serving;
        Said {
            exit: exit.code(),
            took: now() - started,
            stdout: stdout.text(),
            stderr: stderr.text(),
        }
    }

    /// The requests that were sent, by method.
    pub(crate) fn asked(&self, method: &str) -> Vec<Value> {
        let script = self.daemon.script();
        let of_method = script.asked.iter().filter(|(asked, _)| *asked == method);
        of_method.map(|(_, request)| request.clone()).collect()
    }
}

impl Said {
    /// All of it, as golden texts have it.
    pub(crate) fn all(&self) -> String {
        let Self {
            exit,
            stdout,
            stderr,
            ..
        } = self;
        format!("{stderr}--- stdout\n{stdout}--- exit {exit}\n")
    }
}

impl Sink {
    fn stream(&self, colour: bool) -> Stream {
        Stream {
            writer: Box::new(self.clone()),
            terminal: false,
            colour,
        }
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.take()).unwrap()
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the clock of the test, which stands still"
)]
fn now() -> Instant {
    Instant::now()
}

async fn serve(daemon: Fake, incoming: Incoming) -> Served {
    Server::builder()
        .add_service(AnalyticsShareServiceServer::new(daemon.clone()))
        .add_service(GovernanceServiceServer::new(daemon.clone()))
        .add_service(ContactCenterServiceServer::new(daemon.clone()))
        .add_service(DocumentServiceServer::new(daemon.clone()))
        .add_service(FlowServiceServer::new(daemon.clone()))
        .add_service(JobServiceServer::new(daemon.clone()))
        .add_service(PlanServiceServer::new(daemon.clone()))
        .add_service(RegionServiceServer::new(daemon.clone()))
        .add_service(TargetServiceServer::new(daemon))
        .serve_with_incoming(UnboundedReceiverStream::new(incoming))
        .await
}
