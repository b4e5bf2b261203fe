//! Flows that run when something happens to the contact.

use crate::{
    flow_type::FlowType,
    legacy::{
        block::Block,
        gap::{GapPart, GapReason},
        value::scalar,
    },
    reference::kind::RefKind,
};

/// *Set whisper / hold / customer queue / disconnect flow*.
pub(super) fn set_hook(block: &mut Block<'_, '_>) {
    block.action_type("UpdateContactEventHooks");
    let hook = block.take("Type").and_then(|hook| scalar(hook.value()?));
    let flow = block.take("ContactFlowId");
    match (hook, flow) {
        (Some(hook), Some(flow)) => {
            let known = HOOKS.iter().find(|(name, _)| *name == hook);
            if known.is_none() {
                block.odd("Type", hook.as_str().into());
            }
            let of_type = known.map_or(FlowType::ContactFlow, |(_, of_type)| *of_type);
            block.refer_this(flow, &["EventHooks", &hook], RefKind::Flow, Some(of_type));
        }
        (None, _) => {
            let name = (GapPart::Parameter, "Type");
            block.gap(name, serde_json::Value::Null, GapReason::MissingParameter);
            if let Some(flow) = flow {
                block.keep(flow);
            }
        }
        (Some(_), None) => {}
    }
    let (next, error) = (block.lead("Success"), block.lead("Error"));
    block.next(next.as_ref());
    // Set flow blocks of old have no error. The designer leads today's to where the flow goes on.
    let error = if block.module.module_type() == "SetContactFlow" {
        error.or(next)
    } else {
        error
    };
    block.error("NoMatchingError", error.as_ref());
}

/// Events, and the type of the flow that runs for each.
const HOOKS: &[(&str, FlowType)] = &[
    ("AgentHold", FlowType::AgentHold),
    ("AgentWhisper", FlowType::AgentWhisper),
    ("CustomerHold", FlowType::CustomerHold),
    ("CustomerQueue", FlowType::CustomerQueue),
    ("CustomerRemaining", FlowType::ContactFlow),
    ("CustomerWhisper", FlowType::CustomerWhisper),
    ("DefaultAgentUI", FlowType::ContactFlow),
    ("DisconnectAgentUI", FlowType::ContactFlow),
    ("PauseContact", FlowType::ContactFlow),
    ("ResumeContact", FlowType::ContactFlow),
];
