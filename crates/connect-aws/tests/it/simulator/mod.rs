//! The ports over the simulator: what is written comes back as it was.

mod agent_table;
mod arrival;
mod calls;
mod cloud;
mod content;
mod instance;
mod organisation;
mod outside;
mod people;
mod remedy;
mod routing;
mod share;
mod share_parts;
mod upkeep;

use std::time::Duration;

use aws_sim::Simulator;
use connect_aws::Session;
use connect_model::{InstanceId, QueueId};
use connect_resources::{
    Ports,
    instance::{InstanceDraft, InstanceStatus},
};

use crate::desk::{session, simulator, tags};

struct World {
    simulator: Simulator,
    session: Session,
    ports: Ports,
    instance: InstanceId,
    arn: String,
}

// === impl World ===

impl World {
    /// A simulator with an instance that is ready.
    async fn new() -> Self {
        let simulator = simulator();
        let session = session(simulator.http_client()).await;
        let ports = session.ports();
        let made = ports.instance.create(&draft()).await.unwrap();
        let instance = InstanceId::new(&made.id);
        while ports.instance.describe(&instance).await.unwrap().status != InstanceStatus::Active {
            tokio::time::sleep(Duration::from_secs(10)).await;
        }
        Self {
            simulator,
            session,
            ports,
            instance,
            arn: made.arn,
        }
    }

    /// The id of a built-in queue.
    async fn basic_queue(&self) -> QueueId {
        let listed = self.ports.queue.list(&self.instance).await.unwrap();
        let is_basic = |named: &&connect_resources::Named| named.name == "BasicQueue";
        QueueId::new(&listed.iter().find(is_basic).unwrap().known.id)
    }

    /// The counts of ours are those of the simulator.
    fn counts_agree(&self) {
        let theirs = self.simulator.calls();
        let tallies = self.session.meter().tallies();
        let ours: Vec<_> = tallies
            .iter()
            .map(|(name, t)| (name.to_owned(), t.calls))
            .collect();
        let theirs: Vec<_> = theirs
            .into_iter()
            .map(|(name, c)| (name, c.calls))
            .collect();
        assert_eq!(ours, theirs);
    }
}

fn draft() -> InstanceDraft {
    InstanceDraft {
        alias: "uk".to_owned(),
        identity_management: "CONNECT_MANAGED".to_owned(),
        directory_id: None,
        inbound_calls: true,
        outbound_calls: false,
        tags: tags(&[("Environment", "production")]),
        token: "token-1".to_owned(),
    }
}
