//! What surrounds a command line: streams, folder, network, interrupt, ids.

use std::{
    env,
    io::{self, IsTerminal as _, Read, Write},
    path::PathBuf,
    pin::Pin,
    time::Duration,
};

use tonic::transport::{Channel, Endpoint};
use uuid::Uuid;

/// Makes the channel to a daemon. It may connect when it is first used.
pub type Dial = dyn Fn(Endpoint) -> Channel;

/// The surroundings of one command line.
pub struct World {
    /// Takes the answers.
    pub stdout: Stream,
    /// Takes progress, hints and errors.
    pub stderr: Stream,
    /// Gives the spec where `-f -` asks for it.
    pub stdin: Box<dyn Read + Send>,
    /// The folder from which relative paths start; absolute.
    pub folder: PathBuf,
    /// The way to the daemon.
    pub dial: Box<Dial>,
    /// Ends when the person presses Ctrl-C.
    pub interrupt: Pin<Box<dyn Future<Output = ()>>>,
    /// Makes the id of a request that was given none.
    pub new_id: fn() -> Uuid,
}

/// Somewhere to write to.
pub struct Stream {
    /// Takes the text.
    pub writer: Box<dyn Write>,
    /// Whether a person looks on, so that lines may be drawn over.
    pub terminal: bool,
    /// Whether the text may be coloured.
    pub colour: bool,
}

impl World {
    /// The surroundings of the process.
    pub fn of_this_process() -> Self {
        Self {
            stdout: Stream::new(io::stdout(), io::stdout().is_terminal()),
            stderr: Stream::new(io::stderr(), io::stderr().is_terminal()),
            stdin: Box::new(io::stdin()),
            folder: env::current_dir().unwrap_or_else(|_| PathBuf::from("/")),
            dial: Box::new(|endpoint| {
                endpoint
                    .connect_timeout(Duration::from_secs(5))
                    .tcp_keepalive(Some(Duration::from_secs(30)))
                    .connect_lazy()
            }),
            interrupt: Box::pin(interrupt()),
            new_id,
        }
    }
}

impl Stream {
    /// A stream of the process. `TERM=dumb` makes a terminal a plain stream, `NO_COLOR` takes the
    /// colours only.
    fn new(writer: impl Write + 'static, is_terminal: bool) -> Self {
        let terminal = is_terminal && env::var_os("TERM").is_none_or(|term| term != "dumb");
        let no_colour = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self {
            writer: Box::new(writer),
            terminal,
            colour: terminal && !no_colour,
        }
    }
}

async fn interrupt() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Without a handler the system ends the process by itself.
        std::future::pending::<()>().await;
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one source of request ids of this program"
)]
fn new_id() -> Uuid {
    Uuid::new_v4()
}
