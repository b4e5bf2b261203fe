//! What actions refer to has to be in the instance.
//!
//! Kinds of things that are not simulated, as views and data tables, are not looked for. Values
//! that are known only when a contact is there begin with `$` and are passed over.

use serde_json::Value;

use super::qualified;
use crate::{context::Ctx, services::connect::state::Instance};

/// A kind of things that actions refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Flow,
    Hours,
    Module,
    Queue,
    User,
}

/// Type of action, path to the value below its parameters, and what the value is. `*` stands for
/// every member or item.
const REFERENCES: &[(&str, &str, Target)] = &[
    ("CheckHoursOfOperation", "HoursOfOperationId", Target::Hours),
    ("CheckMetricData", "AgentId", Target::User),
    ("CheckMetricData", "QueueId", Target::Queue),
    ("CreateCallbackContact", "AgentId", Target::User),
    ("CreateCallbackContact", "ContactFlowId", Target::Flow),
    ("CreateCallbackContact", "QueueId", Target::Queue),
    ("CreateTask", "ContactFlowId", Target::Flow),
    ("DequeueContactAndTransferToQueue", "AgentId", Target::User),
    ("DequeueContactAndTransferToQueue", "QueueId", Target::Queue),
    ("GetMetricData", "AgentId", Target::User),
    ("GetMetricData", "QueueId", Target::Queue),
    ("InvokeFlowModule", "FlowModuleId", Target::Module),
    ("StartOutboundChatContact", "ContactFlowArn", Target::Flow),
    ("TransferToFlow", "ContactFlowId", Target::Flow),
    ("UpdateContactEventHooks", "EventHooks.*", Target::Flow),
    ("UpdateContactTargetQueue", "AgentId", Target::User),
    ("UpdateContactTargetQueue", "QueueId", Target::Queue),
];

/// Finds references of the action at index `at` that lead nowhere.
pub(super) fn check(
    ctx: &Ctx<'_>,
    instance: &Instance,
    at: usize,
    action: &Value,
    found: &mut Vec<String>,
) {
    let of_type = |(action_type, ..): &&(&str, &str, Target)| action["Type"] == *action_type;
    for (_, path, target) in REFERENCES.iter().filter(of_type) {
        for (path, value) in values(path, &action["Parameters"]) {
            let exists = value
                .as_str()
                .is_some_and(|value| value.starts_with('$') || target.has(ctx, instance, value));
            if !exists {
                found.push(format!(
                    "Invalid Action property value. Path: Actions[{at}].Parameters.{path}"
                ));
            }
        }
    }
}

/// The values at `path` below `value`, each with its own path.
fn values<'v>(path: &str, value: &'v Value) -> Vec<(String, &'v Value)> {
    let (step, rest) = path.split_once('.').unwrap_or((path, ""));
    let inner: Vec<(String, &Value)> = match (step, value) {
        ("*", Value::Array(items)) => {
            let numbered = items.iter().enumerate();
            numbered.map(|(at, item)| (at.to_string(), item)).collect()
        }
        ("*", Value::Object(members)) => members
            .iter()
            .map(|(name, member)| (name.clone(), member))
            .collect(),
        _ => value
            .get(step)
            .map(|member| (step.to_owned(), member))
            .into_iter()
            .collect(),
    };
    if rest.is_empty() {
        return inner;
    }
    let deeper = inner.into_iter().flat_map(|(step, value)| {
        values(rest, value)
            .into_iter()
            .map(move |(rest, value)| (format!("{step}.{rest}"), value))
    });
    deeper.collect()
}

// === impl Target ===

impl Target {
    /// Whether the instance has the thing with this id or ARN. An ARN of another instance is that
    /// of nothing.
    fn has(self, _: &Ctx<'_>, instance: &Instance, value: &str) -> bool {
        let at_home = |path: &str| {
            let home = format!("{}/{path}/", instance.arn);
            !value.starts_with("arn:") || value.starts_with(&home)
        };
        match self {
            Self::Flow => {
                at_home("contact-flow") && instance.flows.get(qualified(value).0).is_some()
            }
            Self::Hours => at_home("operating-hours") && instance.hours.get(value).is_some(),
            // Modules have no versions and no aliases here, so that only their latest can be meant.
            Self::Module => {
                let (id, qualifier) = qualified(value);
                at_home("flow-module")
                    && qualifier.is_none_or(|qualifier| qualifier == "$LATEST")
                    && instance.flow_modules.get(id).is_some()
            }
            Self::Queue => at_home("queue") && instance.queues.get(value).is_some(),
            Self::User => at_home("agent") && instance.users.get(value).is_some(),
        }
    }
}
