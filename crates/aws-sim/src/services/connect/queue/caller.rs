//! How a queue presents itself to those whom it calls.

use serde::{Deserialize, Serialize};

use crate::{
    context::Ctx,
    error::AwsError,
    services::connect::{errors, referred, state::Instance},
};

/// `OutboundCallerConfig`, with ids in place of ARNs once it is checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(in crate::services::connect) struct Caller {
    outbound_caller_id_name: Option<String>,
    outbound_caller_id_number_id: Option<String>,
    outbound_flow_id: Option<String>,
}

// === impl Caller ===

impl Caller {
    /// The same, if all that it names is in the instance. An empty text is refused, as others
    /// observed. That the flow has to be an outbound whisper is a choice.
    pub(super) fn checked(self, ctx: &Ctx<'_>, instance: &Instance) -> Result<Self, AwsError> {
        let refused = |member: &str| {
            errors::invalid_parameter(&format!("OutboundCallerConfig.{member} is empty."))
        };
        let number = self.outbound_caller_id_number_id;
        if number.as_deref() == Some("") {
            return Err(refused("OutboundCallerIdNumberId"));
        }
        let flow = self.outbound_flow_id;
        if flow.as_deref() == Some("") {
            return Err(refused("OutboundFlowId"));
        }
        let number = number.map(|id| referred::phone_number(ctx, instance, &id));
        let flow = flow.map(|id| referred::flow(instance, &id, &["OUTBOUND_WHISPER"]));
        Ok(Self {
            outbound_caller_id_name: self.outbound_caller_id_name,
            outbound_caller_id_number_id: number.transpose()?,
            outbound_flow_id: flow.transpose()?,
        })
    }

    /// The id of the number that is shown.
    pub(in crate::services::connect) fn number(&self) -> Option<&str> {
        self.outbound_caller_id_number_id.as_deref()
    }

    /// The same, if it says anything.
    pub(super) fn shown(&self) -> Option<&Self> {
        Some(self).filter(|caller| **caller != Self::default())
    }

    /// The id of the whisper flow.
    pub(in crate::services::connect) fn flow(&self) -> Option<&str> {
        self.outbound_flow_id.as_deref()
    }
}
