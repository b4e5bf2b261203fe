//! Events of EventBridge.

use analytics_share::port::{BusEvent, EventPort};
use async_trait::async_trait;
use aws_sdk_eventbridge::types;
use aws_smithy_types::DateTime;
use connect_model::{Fault, FaultClass};

use crate::{aws::Aws, call::Operation, fault};

const DESCRIBE: Operation = operation("DescribeEventBus");
const PUT: Operation = operation("PutEvents");

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "events",
        name,
    }
}

#[async_trait]
impl EventPort for Aws {
    /// The answer is 200 whatever becomes of the event; its entry says that.
    async fn put_event(&self, event: &BusEvent) -> Result<(), Fault> {
        let entry = types::PutEventsRequestEntry::builder()
            .event_bus_name(&event.bus)
            .source(&event.source)
            .detail_type(&event.detail_type)
            .detail(&event.detail)
            .time(DateTime::from(event.at));
        let request = self.event_bridge.put_events().entries(entry.build());
        let answer = self.caller.send(PUT, request.send()).await?;
        let entries = answer.entries.unwrap_or_default();
        let refused = entries.iter().find_map(|entry| {
            let message = entry.error_message.as_deref().unwrap_or_default();
            Some((entry.error_code.as_deref()?, message))
        });
        match refused {
            Some((code, message)) => Err(fault::told(PUT, code, message)),
            None => Ok(()),
        }
    }

    async fn has_bus(&self, bus: &str) -> Result<bool, Fault> {
        let request = self.event_bridge.describe_event_bus().name(bus);
        match self.caller.send(DESCRIBE, request.send()).await {
            Err(fault) if fault.class == FaultClass::NotFound => Ok(false),
            answer => answer.map(|_| true),
        }
    }
}
