//! Condition keys of Connect, each for the actions that the service authorization reference lists.

use serde_json::Value;

use super::{Asking, Need};
use crate::{
    services::{connect, iam::Context},
    world::World,
};

/// Actions with an instance in their input and without `connect:InstanceId`.
const WITHOUT_INSTANCE: &[&str] = &[
    "CreateTaskTemplate",
    "ListAgentStatuses",
    "ListContactFlowModules",
    "ListPhoneNumbers",
    "ListPhoneNumbersV2",
    "ListQueues",
    "ListQuickConnects",
    "ListTaskTemplates",
    "SearchAvailablePhoneNumbers",
];

/// Actions on things that exist, for which the tags of the things do not count.
const WITHOUT_TAGS: &[&str] = &[
    "AssociateUserProficiencies",
    "CreateAgentStatus",
    "CreateContactFlow",
    "CreateContactFlowModule",
    "CreateEvaluationForm",
    "CreateHoursOfOperation",
    "CreatePrompt",
    "CreateQueue",
    "CreateQuickConnect",
    "CreateRoutingProfile",
    "CreateRule",
    "CreateSecurityProfile",
    "CreateUser",
    "CreateUserHierarchyGroup",
    "CreateView",
    "CreateVocabulary",
    "DescribeAuthenticationProfile",
    "DisassociateUserProficiencies",
    "ListUserProficiencies",
    "TagResource",
    "UntagResource",
    "UpdateAuthenticationProfile",
    "UpdateRule",
    "UpdateUserProficiencies",
];

/// Actions for which the tags of the instance itself count.
const INSTANCE_TAGS: &[&str] = &[
    "AssociateSecurityProfiles",
    "AssociateTrafficDistributionGroupUser",
    "DeleteInstance",
    "DescribeInstance",
    "DisassociateSecurityProfiles",
    "DisassociateTrafficDistributionGroupUser",
    "ListEntitySecurityProfiles",
    "ListSecurityProfileFlowModules",
    "SearchResourceTags",
    "UpdatePhoneNumber",
];

/// Members of the input that are condition keys, and the actions that have them.
const MEMBERS: &[(&str, &str, &[&str])] = &[
    (
        "AttributeType",
        "connect:AttributeType",
        &["DescribeInstanceAttribute", "UpdateInstanceAttribute"],
    ),
    (
        "ResourceType",
        "connect:StorageResourceType",
        &[
            "AssociateInstanceStorageConfig",
            "DescribeInstanceStorageConfig",
            "DisassociateInstanceStorageConfig",
            "UpdateInstanceStorageConfig",
        ],
    ),
    ("Type", "connect:FlowType", &["CreateContactFlow"]),
];

/// Actions that know the type of the flow that they are about.
const FLOWS: &[&str] = &[
    "CreateContactFlowVersion",
    "DeleteContactFlow",
    "DeleteContactFlowVersion",
    "DescribeContactFlow",
    "ListContactFlowVersions",
    "UpdateContactFlowContent",
    "UpdateContactFlowMetadata",
    "UpdateContactFlowName",
];

/// What the input says of it.
pub(super) fn of(asking: &Asking<'_>, mut context: Context) -> Context {
    let operation = asking.operation;
    for (member, key, operations) in MEMBERS {
        if operations.contains(&operation)
            && let Some(value) = asking.text(member)
        {
            context = context.with(key, value);
        }
    }
    let target = asking.text("TargetArn");
    let target = target.filter(|arn| arn.contains(":instance/"));
    if let Some(instance) = asking.text("InstanceId").or(target)
        && !WITHOUT_INSTANCE.contains(&operation)
    {
        // The id, not the ARN (resource-level policy examples of the administrator guide).
        let id = instance.rsplit('/').next().unwrap_or(instance);
        context = context.with("connect:InstanceId", id);
    }
    if operation.starts_with("Search") {
        let mut tags = Vec::new();
        conditions(asking.input.get("SearchFilter"), &mut tags);
        tags.sort_unstable();
        for pairs in tags.chunk_by(|one, other| one.0 == other.0) {
            let values = pairs.iter().map(|(_, value)| (*value).to_owned());
            let key = format!("connect:SearchTag/{}", pairs[0].0);
            context.put(&key, values.collect());
        }
    }
    context
}

/// What the thing says that an action is about.
pub(super) fn about(world: &World, need: &Need, context: Context) -> Context {
    let action = need.action.strip_prefix("connect:").unwrap_or_default();
    let flow = FLOWS.contains(&action).then_some(&need.resource);
    match flow.and_then(|flow| connect::flow_type(world, flow)) {
        Some(kind) => context.with("connect:FlowType", kind),
        None => context,
    }
}

/// Whether the tags of the thing count for the action.
pub(super) fn counts_tags(action: &str, resource: &str) -> bool {
    let is_instance = resource
        .split_once(":instance/")
        .is_some_and(|(_, path)| !path.contains('/'));
    if is_instance {
        INSTANCE_TAGS.contains(&action)
    } else {
        !WITHOUT_TAGS.contains(&action)
    }
}

/// Keys and values of all tag conditions in a search filter.
fn conditions<'v>(filter: Option<&'v Value>, found: &mut Vec<(&'v str, &'v str)>) {
    match filter {
        Some(Value::Object(members)) => {
            let text = |name: &str| members.get(name).and_then(Value::as_str);
            if let Some(key) = text("TagKey") {
                found.push((key, text("TagValue").unwrap_or_default()));
            }
            members
                .values()
                .for_each(|member| conditions(Some(member), found));
        }
        Some(Value::Array(values)) => values
            .iter()
            .for_each(|value| conditions(Some(value), found)),
        _ => {}
    }
}
