//! Events for those who want to know how a share is.

use std::time::SystemTime;

use async_trait::async_trait;
use connect_model::Fault;

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusEvent {
    /// The bus, by name or ARN.
    pub bus: String,
    /// Who sends it.
    pub source: String,
    /// What kind of event it is.
    pub detail_type: String,
    /// What it says, as JSON text.
    pub detail: String,
    /// When it happened.
    pub at: SystemTime,
}

/// The calls.
#[async_trait]
pub trait EventPort: Send + Sync {
    /// `PutEvents` with one event. One that the bus does not take is a fault. A repeat is another event:
    /// whoever listens has to know it by what it says.
    async fn put_event(&self, event: &BusEvent) -> Result<(), Fault>;

    /// `DescribeEventBus`: whether there is a bus of this name or ARN.
    async fn has_bus(&self, bus: &str) -> Result<bool, Fault>;
}
