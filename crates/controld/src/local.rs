//! The simulated AWS of `--local`: in this process for the daemon, on a socket for everybody else.

use std::net::SocketAddr;

use aws_sim::{Settings, Simulator};
use connect_aws::SharedHttpClient;
use reconcile::Cancel;
use tokio::net::TcpListener;

use crate::{
    serve::StartError,
    task::{self, Task},
};

/// A simulated AWS. It is gone with this.
#[derive(Debug)]
pub struct Local {
    simulator: Simulator,
    address: SocketAddr,
    stop: Cancel,
    task: Task<()>,
}

// === impl Local ===

impl Local {
    /// Simulates AWS and serves it at `address` too.
    pub async fn start(address: SocketAddr, settings: Settings) -> Result<Self, StartError> {
        let failed = |cause| StartError::Listen(address, cause);
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let simulator = Simulator::builder().settings(settings).build();
        let stop = Cancel::new();
        let (serving, stopped) = (simulator.clone(), stop.clone());
        let task = task::start(async move {
            if let Err(cause) = serving.serve(listener, stopped.asked()).await {
                tracing::error!(%cause, "the simulated AWS is not served any more");
            }
        });
        Ok(Self {
            simulator,
            address,
            stop,
            task,
        })
    }

    /// Where it is served.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The simulator itself.
    pub fn simulator(&self) -> &Simulator {
        &self.simulator
    }

    /// The way to it for an AWS SDK in this process: no socket in between.
    pub fn http_client(&self) -> SharedHttpClient {
        SharedHttpClient::new(self.simulator.http_client())
    }

    /// Answers the calls that are under way, and ends.
    pub async fn stop(self) {
        self.stop.ask();
        // A failure was logged where it happened.
        let _ = self.task.end().await;
    }
}
