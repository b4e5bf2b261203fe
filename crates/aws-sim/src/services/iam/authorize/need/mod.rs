//! Which actions on which resources a call needs.
//!
//! Mostly the action is called as the operation, and the resource is the one that the input names.
//! What is otherwise is in tables, a file for each family of services. Source: service
//! authorization reference. A resource that cannot be told is `*`, which only a statement about
//! everything allows.

mod connect;
mod connect_dependents;
mod data;
mod events;
mod generic;
mod identity;
mod role_passing;
mod s3;
mod stream;
mod tagging;

use serde_json::Value;

use crate::{call::Caller, world::World};

/// One action on one resource.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Need {
    pub(super) action: String,
    pub(super) resource: String,
    /// Condition keys that belong to this need alone.
    pub(super) context: Vec<(&'static str, String)>,
}

/// A call, as far as its needs depend on it.
pub(super) struct Asking<'a> {
    pub(super) world: &'a World,
    pub(super) caller: &'a Caller,
    pub(super) service: &'a str,
    pub(super) operation: &'a str,
    pub(super) input: &'a Value,
}

/// Everything that the call needs.
pub(super) fn of(asking: &Asking<'_>) -> Vec<Need> {
    let mut needs = match asking.service {
        "connect" => connect::needs(asking),
        "s3" => s3::needs(asking),
        "athena" => data::athena(asking),
        "dynamodb" => data::dynamodb(asking),
        "glue" => data::glue(asking),
        "budgets" => data::budgets(asking),
        "events" => events::needs(asking),
        "firehose" | "kinesis" => stream::needs(asking),
        "iam" => identity::iam(asking),
        "sts" => identity::sts(asking),
        "kms" => identity::kms(asking),
        _ => generic::needs(asking),
    };
    needs.extend(tagging::need(asking, needs.first()));
    needs.extend(role_passing::needs(asking));
    needs
}

// === impl Need ===

impl Need {
    fn new(action: impl Into<String>, resource: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            resource: resource.into(),
            context: Vec::new(),
        }
    }

    fn with(mut self, key: &'static str, value: &str) -> Self {
        self.context.push((key, value.to_owned()));
        self
    }
}

// === impl Asking ===

impl<'a> Asking<'a> {
    /// The text of a member of the input.
    pub(super) fn text(&self, member: &str) -> Option<&'a str> {
        self.input.get(member)?.as_str()
    }

    /// An ARN of the place that is called.
    fn arn(&self, service: &str, resource: &str) -> String {
        let (region, account) = (&self.caller.region, &self.caller.account);
        format!("arn:aws:{service}:{region}:{account}:{resource}")
    }
}

/// The needs of one action on many resources, or on everything if there are none.
fn on(action: &str, resources: Vec<String>) -> Vec<Need> {
    if resources.is_empty() {
        return vec![Need::new(action, "*")];
    }
    let needs = resources.into_iter();
    needs.map(|resource| Need::new(action, resource)).collect()
}

/// All texts under members called `name`, however deep.
fn texts<'v>(value: &'v Value, name: &str, found: &mut Vec<&'v str>) {
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                if member == name {
                    let listed = value.as_array().into_iter().flatten();
                    found.extend(listed.chain([value]).filter_map(Value::as_str));
                }
                texts(value, name, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| texts(value, name, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests;
