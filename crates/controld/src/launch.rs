//! A daemon with everything that its configuration asks for.

use std::sync::Arc;

use connect_model::TargetName;
use reconcile::{Clock, WallClock};

#[cfg(feature = "local")]
use crate::local::Local;
use crate::{
    config::Config,
    ids::RandomIds,
    serve::{Daemon, Parts, StartError},
    store::Postgres,
    telemetry::MetricsPage,
    work::{Ground, Way, herald, lookout, reader, rosters, works},
};

/// A daemon, and the simulated AWS beside it.
pub struct Launched {
    /// The daemon.
    pub daemon: Daemon,
    /// The simulated AWS, with `--local`.
    #[cfg(feature = "local")]
    pub local: Option<Local>,
}

/// Starts what `config` asks for, on the machine's clock.
#[cfg(feature = "local")]
pub async fn launch(
    config: &Config,
    page: Option<MetricsPage>,
    simulated: aws_sim::Settings,
) -> Result<Launched, StartError> {
    let local = match config.sim_listen {
        Some(address) => Some(Local::start(address, simulated).await?),
        None => None,
    };
    let ways = local.iter().flat_map(|local| {
        let way = |name: &TargetName| (name.clone(), Way::Simulated(local.http_client()));
        config.simulated.iter().map(way)
    });
    let daemon = start(config, page, ways).await?;
    Ok(Launched { daemon, local })
}

/// Starts what `config` asks for, on the machine's clock.
#[cfg(not(feature = "local"))]
pub async fn launch(config: &Config, page: Option<MetricsPage>) -> Result<Launched, StartError> {
    let daemon = start(config, page, std::iter::empty()).await?;
    Ok(Launched { daemon })
}

async fn start(
    config: &Config,
    page: Option<MetricsPage>,
    ways: impl Iterator<Item = (TargetName, Way)>,
) -> Result<Daemon, StartError> {
    let clock: Arc<dyn Clock> = Arc::new(WallClock);
    let ground = Ground::new(config.targets.clone(), ways, Arc::clone(&clock));
    let ground = Arc::new(
        ground
            .with_agent_files(config.agent_files.clone())
            .with_agent_table(config.agent_table.clone())
            .with_agent_database(database(config)?),
    );
    let parts = Parts {
        works: works(&ground),
        reader: reader(&ground),
        herald: herald(&ground),
        rosters: rosters(&ground),
        lookout: lookout(&ground),
        page,
        clock,
        ids: Arc::new(RandomIds),
    };
    Daemon::start(config, parts).await
}

/// The database of agent directories. Nothing is asked of it yet.
fn database(config: &Config) -> Result<Option<Arc<Postgres>>, StartError> {
    let database = config.agent_database.as_ref().map(Postgres::new);
    Ok(database.transpose()?.map(Arc::new))
}

// === impl Launched ===

impl Launched {
    /// What to tell whoever started it, one line each.
    pub fn banner(&self) -> Vec<String> {
        let (grpc, http) = (self.daemon.grpc_address(), self.daemon.http_address());
        let serving = format!("controld serving gRPC on {grpc}, health on http://{http}");
        #[cfg(feature = "local")]
        if let Some(local) = &self.local {
            let simulating = format!("controld simulating AWS on http://{}", local.address());
            return vec![serving, simulating];
        }
        vec![serving]
    }

    /// Stops the daemon in order, then the simulated AWS.
    pub async fn stop(self) {
        self.daemon.stop().await;
        #[cfg(feature = "local")]
        if let Some(local) = self.local {
            local.stop().await;
        }
    }
}
