//! What a fresh instance holds (facts/connect-api.md, 4.2). These names count as known.

use crate::spec::{FlowType, Kind};

/// The hours that are always open.
pub const BASIC_HOURS: &str = "Basic Hours";
/// The queue of a fresh instance.
pub const BASIC_QUEUE: &str = "BasicQueue";
/// The routing profile of a fresh instance.
pub const BASIC_ROUTING_PROFILE: &str = "Basic Routing Profile";
/// The security profile that may do everything.
pub const ADMIN: &str = "Admin";
/// The flow that transfers to a queue where nothing else is said.
pub const DEFAULT_QUEUE_TRANSFER: &str = "Default queue transfer";
/// The flow that transfers to an agent where nothing else is said.
pub const DEFAULT_AGENT_TRANSFER: &str = "Default agent transfer";

/// The statuses of a fresh instance, which AWS does not disable.
const AGENT_STATUSES: &[&str] = &["Available", "Offline"];

const SECURITY_PROFILES: &[&str] = &[ADMIN, "Agent", "CallCenterManager", "QualityAnalyst"];

/// The defaults first, then the samples. The spelling of some samples is not verified.
const FLOWS: &[(&str, FlowType)] = &[
    ("Default agent hold", FlowType::AgentHold),
    (DEFAULT_AGENT_TRANSFER, FlowType::AgentTransfer),
    ("Default agent whisper", FlowType::AgentWhisper),
    ("Default customer hold", FlowType::CustomerHold),
    ("Default customer queue", FlowType::CustomerQueue),
    ("Default customer whisper", FlowType::CustomerWhisper),
    ("Default outbound", FlowType::OutboundWhisper),
    (DEFAULT_QUEUE_TRANSFER, FlowType::QueueTransfer),
    (
        "Sample inbound flow (first contact experience)",
        FlowType::ContactFlow,
    ),
    ("Sample AB test", FlowType::ContactFlow),
    ("Sample customer queue priority", FlowType::ContactFlow),
    ("Sample disconnect flow", FlowType::ContactFlow),
    ("Sample queue configurations flow", FlowType::ContactFlow),
    ("Sample queue customer", FlowType::ContactFlow),
    ("Sample queued callback", FlowType::ContactFlow),
    (
        "Sample interruptible queue flow with callback",
        FlowType::CustomerQueue,
    ),
    ("Sample Lambda integration", FlowType::ContactFlow),
    ("Sample recording behavior", FlowType::ContactFlow),
    ("Sample note for screenpop", FlowType::ContactFlow),
    ("Sample secure input with agent", FlowType::ContactFlow),
    ("Sample secure input with no agent", FlowType::ContactFlow),
];

/// AWS does not list them; these are some that others name.
const PROMPTS: &[&str] = &[
    "Beep.wav",
    "CustomerHold.wav",
    "CustomerQueue.wav",
    "Music_Jazz_MyTimetoFly_Inst.wav",
    "Music_Pop_ThisAndThatIsLife_Inst.wav",
    "Music_Pop_ThrowingStones_Inst.wav",
    "Music_Rock_EverywhereTheSunShines_Inst.wav",
];

/// The built-in names of a kind.
pub fn names(kind: Kind) -> Vec<&'static str> {
    match kind {
        Kind::HoursOfOperation => vec![BASIC_HOURS],
        Kind::Queue => vec![BASIC_QUEUE],
        Kind::RoutingProfile => vec![BASIC_ROUTING_PROFILE],
        Kind::SecurityProfile => SECURITY_PROFILES.to_vec(),
        Kind::AgentStatus => AGENT_STATUSES.to_vec(),
        Kind::ContactFlow => FLOWS.iter().map(|(name, _)| *name).collect(),
        Kind::Prompt => PROMPTS.to_vec(),
        _ => Vec::new(),
    }
}

/// Whether a fresh instance holds a thing of this kind and name.
pub fn is_builtin(kind: Kind, name: &str) -> bool {
    names(kind).contains(&name)
}

/// The type of a built-in flow.
pub fn flow_type(name: &str) -> Option<FlowType> {
    FLOWS
        .iter()
        .find(|(flow, _)| *flow == name)
        .map(|(_, of)| *of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_ins_are_known_by_kind() {
        assert!(is_builtin(Kind::Queue, "BasicQueue"));
        assert!(!is_builtin(Kind::HoursOfOperation, "BasicQueue"));
        assert_eq!(
            flow_type("Default outbound"),
            Some(FlowType::OutboundWhisper)
        );
        assert_eq!(flow_type("MainFlow"), None);
        assert_eq!(names(Kind::ContactFlow).len(), 21);
    }
}
