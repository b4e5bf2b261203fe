//! Who changed what, out of CloudTrail's own record of ninety days.
//!
//! Whether real events of Connect name the flow as their resource is not documented; where they do not,
//! nothing is found.

use async_trait::async_trait;
use aws_sdk_cloudtrail::types;
use aws_smithy_types::date_time::Format;
use connect_model::Fault;
use flow_port::{TrailPort, Writer};

use crate::{aws::Aws, call::Operation};

const LOOKUP: Operation = Operation {
    service: "cloudtrail",
    name: "LookupEvents",
};

/// The calls that write a content, of flows and of modules.
const WRITES: &[&str] = &[
    "CreateContactFlow",
    "CreateContactFlowModule",
    "UpdateContactFlowContent",
    "UpdateContactFlowModuleContent",
];

#[async_trait]
impl TrailPort for Aws {
    async fn last_writer(&self, id: &str) -> Result<Option<Writer>, Fault> {
        let of_thing = types::LookupAttribute::builder()
            .attribute_key(types::LookupAttributeKey::ResourceName)
            .attribute_value(id)
            .build();
        let of_thing = of_thing.expect("every required member was set");
        let request = self.cloudtrail.lookup_events().lookup_attributes(of_thing);
        let answer = self.caller.send(LOOKUP, request.send()).await?;
        // The latest come first.
        let mut events = answer.events.unwrap_or_default().into_iter();
        let write = events.find(|event| {
            event
                .event_name
                .as_deref()
                .is_some_and(|name| WRITES.contains(&name))
        });
        Ok(write.and_then(writer))
    }
}

fn writer(event: types::Event) -> Option<Writer> {
    Some(Writer {
        name: event.username?,
        time: event.event_time?.fmt(Format::DateTime).ok()?,
        event: event.event_name?,
    })
}
