//! What lags behind between an instance and its replica.
//!
//! Everything that is mirrored is mirrored at once; what is said here of the first copy is a choice: until
//! it is done, and half a minute longer, the Region of the replica is behind by all that the instance
//! has. Nothing asks anybody to act but a scripted fault, `REPLICATION_ERROR: why`, which is found on the first
//! thing of the type that is asked for.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::replicated;
use crate::{
    context::Ctx,
    error::AwsError,
    faults::Stuck,
    paging::PageRequest,
    place::Region,
    services::connect::{
        errors,
        state::{self, Instance},
    },
    world::Thing,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct List {
    instance_id: String,
    resource_type: String,
    #[serde(flatten)]
    page: PageRequest,
}

/// How much longer than the replication AWS counts what is behind.
pub(super) const COUNTED: Duration = Duration::from_secs(30);

/// Types that can be asked for and have nothing here.
const EMPTY: &[&str] = &[
    "AGENT_GROUP_LEVEL",
    "DATA_TABLE_ATTRIBUTE",
    "DATA_TABLE_RECORD",
    "DATA_TABLE_VALUE",
    "FLOW_MODULE_ALIAS",
    "FLOW_MODULE_VERSION",
    "METRIC",
    "NOTIFICATION",
    "PHONE_NUMBER",
    "REPORT",
    "TASK_TEMPLATE",
    "TEST_CASE",
    "WORKSPACE",
];

/// How many things of a type there are, and the first of them.
struct Held {
    count: usize,
    first: Option<[String; 3]>,
}

pub(in crate::services::connect) fn list(
    ctx: &mut Ctx<'_>,
    input: List,
) -> Result<Value, AwsError> {
    let stuck = ctx.stuck(&["REPLICATION_ERROR"]);
    let instance = state::open(ctx, &input.instance_id)?;
    let replication = replicated(instance)?;
    let kind = input.resource_type.as_str();
    let held = held(instance, kind).ok_or_else(|| {
        errors::invalid_request(&format!("Resource type {kind} is not supported."))
    })?;
    let is_behind = ctx.now < replication.counted_until;
    let drifted = if is_behind { held.count } else { 0 };
    let counts = json!([{ "Region": replication.replica, "Count": drifted, "Timestamp": ctx.now }]);
    let status = |region: &Region| {
        let behind = is_behind && *region == replication.replica;
        let status = if behind { "IN_PROGRESS" } else { "COMPLETE" };
        json!({ "Region": region, "Status": status })
    };
    let statuses = [&replication.source, &replication.replica].map(status);
    let replica = replication.replica.clone();
    let first = stuck.zip(held.first);
    let rows = first.map(|(stuck, first)| finding(kind, &replica, stuck, first));
    let page = ctx.page(&input.page, rows)?;
    Ok(json!({
        "ReplicationFindingsList": page.items,
        "ApproximateDriftedResourceCounts": counts,
        "ResourceReplicationStatuses": statuses,
        "NextToken": page.next_token,
    }))
}

fn finding(
    kind: &str,
    region: &Region,
    stuck: Stuck,
    [id, arn, name]: [String; 3],
) -> (String, Value) {
    let finding = json!({
        "Id": id,
        "Arn": arn,
        "Name": name,
        "Region": region,
        "ResourceType": kind,
        "Operation": "CREATE",
        "ReferenceCode": stuck.state,
        "Message": stuck.reason,
    });
    (id, finding)
}

/// What there is of a type; nothing if AWS does not know the type.
fn held(instance: &Instance, kind: &str) -> Option<Held> {
    let held = match kind {
        "AGENT" => of(instance.users.iter()),
        "AGENT_GROUP" => of(instance.hierarchy_groups.iter()),
        "AGENT_STATE" => of(instance.agent_statuses.iter()),
        "ATTRIBUTE" => of(instance.predefined_attributes.iter()),
        "CONTACT_FLOW" => of(instance.flows.iter()),
        "DATA_TABLE" => of(instance.data_tables.iter()),
        "FLOW_MODULE" => of(instance.flow_modules.iter()),
        "OPERATING_HOURS" => of(instance.hours.iter()),
        "PROMPT" => of(instance.prompts.iter()),
        "QUEUE" => of(instance.queues.iter()),
        "ROUTING_PROFILE" => of(instance.routing_profiles.iter()),
        "SECURITY_PROFILE" => of(instance.security_profiles.iter()),
        "TRANSFER_DESTINATION" => of(instance.quick_connects.iter()),
        "VIEW" => of(instance.views.iter()),
        empty if EMPTY.contains(&empty) => Held {
            count: 0,
            first: None,
        },
        _ => return None,
    };
    Some(held)
}

fn of<'t, T: 't>(mut things: impl Iterator<Item = &'t Thing<T>>) -> Held {
    let first = things.next();
    Held {
        count: usize::from(first.is_some()) + things.count(),
        first: first.map(|thing| [&thing.id, &thing.arn, &thing.name].map(Clone::clone)),
    }
}
