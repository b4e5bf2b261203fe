//! Connect: nearly everything is inside of an instance.

use super::{Asking, Need, connect_dependents, texts};

/// Members that name things inside of the instance, and the path of the things in ARNs.
const MEMBERS: &[(&str, &str)] = &[
    ("AgentStatusId", "agent-state"),
    ("AuthenticationProfileId", "authentication-profile"),
    ("ContactFlowId", "contact-flow"),
    ("ContactFlowModuleId", "flow-module"),
    ("ContactId", "contact"),
    ("DataTableId", "data-table"),
    ("DefaultOutboundQueueId", "queue"),
    ("EmailAddressId", "email-address"),
    ("EvaluationFormId", "evaluation-form"),
    ("HierarchyGroupId", "agent-group"),
    ("HoursOfOperationId", "operating-hours"),
    ("IntegrationAssociationId", "integration-association"),
    ("OutboundFlowId", "contact-flow"),
    ("ParentGroupId", "agent-group"),
    ("PromptId", "prompt"),
    ("QueueId", "queue"),
    ("QuickConnectId", "transfer-destination"),
    ("QuickConnectIds", "transfer-destination"),
    ("RoutingProfileId", "routing-profile"),
    ("RuleId", "rule"),
    ("SecurityProfileId", "security-profile"),
    ("SecurityProfileIds", "security-profile"),
    ("TaskTemplateId", "task-template"),
    ("TestCaseId", "test-case"),
    ("UseCaseId", "use-case"),
    ("UserId", "agent"),
    ("ViewId", "view"),
    ("VocabularyId", "vocabulary"),
];

/// Operations on all things of a kind, those to come too.
const WILDCARDS: &[(&str, &str)] = &[
    ("CreateAgentStatus", "agent-state"),
    ("CreateContactFlow", "contact-flow"),
    ("CreateContactFlowModule", "flow-module"),
    ("CreateEvaluationForm", "evaluation-form"),
    ("CreateHoursOfOperation", "operating-hours"),
    ("CreatePrompt", "prompt"),
    ("CreateQueue", "queue"),
    ("CreateQuickConnect", "transfer-destination"),
    ("CreateRoutingProfile", "routing-profile"),
    ("CreateRule", "rule"),
    ("CreateSecurityProfile", "security-profile"),
    ("CreateTaskTemplate", "task-template"),
    ("CreateTestCase", "test-case"),
    ("CreateUser", "agent"),
    ("CreateUserHierarchyGroup", "agent-group"),
    ("CreateView", "view"),
    ("CreateVocabulary", "vocabulary"),
    ("CreateIntegrationAssociation", "integration-association"),
    ("ListAgentStatuses", "agent-state"),
    ("ListContactFlows", "contact-flow"),
    ("ListPhoneNumbers", "phone-number"),
    ("ListQueues", "queue"),
    ("ListQuickConnects", "transfer-destination"),
];

/// Operations that need the instance besides the things in it.
const INSTANCE_TOO: &[&str] = &[
    "AssociateSecurityProfiles",
    "AssociateTrafficDistributionGroupUser",
    "AssociateUserProficiencies",
    "ClaimPhoneNumber",
    "CreateIntegrationAssociation",
    "CreateParticipant",
    "CreateTrafficDistributionGroup",
    "CreateUseCase",
    "DeleteIntegrationAssociation",
    "DeleteUseCase",
    "DisassociateSecurityProfiles",
    "DisassociateTrafficDistributionGroupUser",
    "DisassociateUserProficiencies",
    "GetContactMetrics",
    "ListSecurityProfileFlowModules",
    "ListUserProficiencies",
    "MonitorContact",
    "PauseContact",
    "PutUserStatus",
    "ResumeContact",
    "TransferContact",
    "UpdatePhoneNumber",
    "UpdateUserProficiencies",
];

/// Operations on all numbers of the account.
const ALL_NUMBERS: &[&str] = &[
    "ClaimPhoneNumber",
    "ImportPhoneNumber",
    "ListPhoneNumbersV2",
    "SearchAvailablePhoneNumbers",
];

pub(super) fn needs(asking: &Asking<'_>) -> Vec<Need> {
    let action = format!("connect:{}", asking.operation);
    let resources = resources(asking);
    let made = resources.first().cloned();
    let mut needs = super::on(&action, resources);
    if tags_what_it_makes(asking) {
        let made = made.unwrap_or_else(|| asking.arn("connect", "instance/*"));
        needs.push(Need::new("connect:TagResource", made));
    }
    needs.extend(connect_dependents::needs(asking));
    needs
}

/// Whoever makes a thing with tags has to be allowed to tag it.
fn tags_what_it_makes(asking: &Asking<'_>) -> bool {
    let makes = ["Create", "ClaimPhoneNumber", "ImportPhoneNumber"];
    let tags = asking.input.get("Tags").and_then(|tags| tags.as_object());
    tags.is_some_and(|tags| !tags.is_empty())
        && makes.iter().any(|verb| asking.operation.starts_with(verb))
}

/// The ARN of the instance that the input names.
pub(super) fn instance(asking: &Asking<'_>) -> Option<String> {
    let id = asking.text("InstanceId").or_else(|| {
        asking
            .text("TargetArn")
            .filter(|arn| arn.contains(":instance/"))
    })?;
    Some(if id.starts_with("arn:") {
        id.to_owned()
    } else {
        asking.arn("connect", &format!("instance/{id}"))
    })
}

fn resources(asking: &Asking<'_>) -> Vec<String> {
    match asking.operation {
        "GetMetricDataV2" => return measured(asking),
        "GetFederationToken" => return federated(asking),
        _ => {}
    }
    if let Some(arn) = asking
        .text("resourceArn")
        .or_else(|| asking.text("ResourceArn"))
    {
        return vec![arn.to_owned()];
    }
    let mut resources = numbers(asking);
    resources.extend(groups(asking));
    let Some(instance) = instance(asking) else {
        return resources;
    };
    let row = WILDCARDS
        .iter()
        .find(|(operation, _)| *operation == asking.operation);
    resources.extend(row.map(|(_, path)| format!("{instance}/{path}/*")));
    // What a search looks for is no resource of its own; the instance is.
    if !asking.operation.starts_with("Search") {
        resources.extend(things(asking, &instance));
    }
    if resources.is_empty() || INSTANCE_TOO.contains(&asking.operation) {
        resources.push(instance);
    }
    resources
}

/// What metrics are asked of: the resources that filters name.
fn measured(asking: &Asking<'_>) -> Vec<String> {
    const KEYS: &[(&str, &str)] = &[
        ("AGENT", "agent"),
        ("QUEUE", "queue"),
        ("ROUTING_PROFILE", "routing-profile"),
    ];
    let instance = asking.text("ResourceArn").unwrap_or_default();
    let filters = asking
        .input
        .get("Filters")
        .and_then(|filters| filters.as_array());
    let named = filters.into_iter().flatten().flat_map(|filter| {
        let key = filter["FilterKey"].as_str().unwrap_or_default();
        let path = KEYS.iter().find(|(own, _)| *own == key);
        let values = filter["FilterValues"].as_array().into_iter().flatten();
        let values = values.filter_map(|value| value.as_str());
        values.filter_map(move |value| match path {
            Some(_) if value.starts_with("arn:") => Some(value.to_owned()),
            Some((_, path)) => Some(format!("{instance}/{path}/{value}")),
            None => None,
        })
    });
    named.collect()
}

/// The user that the caller is, as the policy of the administrator guide names it.
fn federated(asking: &Asking<'_>) -> Vec<String> {
    let session = asking.world.sts.session(&asking.caller.key);
    let id = session.map_or("", |session| session.user_id.as_str());
    let instance = instance(asking).into_iter();
    instance.map(|arn| format!("{arn}/user/{id}")).collect()
}

/// Traffic distribution groups, which are in no instance.
fn groups(asking: &Asking<'_>) -> Option<String> {
    let about = asking.operation.contains("TrafficDistribution");
    let id = ["TrafficDistributionGroupId", "Id"].iter();
    let id = id.filter(|_| about).find_map(|member| asking.text(member));
    match id {
        Some(arn) if arn.starts_with("arn:") => Some(arn.to_owned()),
        Some(id) => Some(asking.arn("connect", &format!("traffic-distribution-group/{id}"))),
        None if about => Some(asking.arn("connect", "traffic-distribution-group/*")),
        None => None,
    }
}

fn numbers(asking: &Asking<'_>) -> Vec<String> {
    let number = |id: &str| match id {
        arn if arn.starts_with("arn:") => arn.to_owned(),
        id => asking.arn("connect", &format!("phone-number/{id}")),
    };
    let mut resources = Vec::new();
    if ALL_NUMBERS.contains(&asking.operation) {
        resources.push(number("*"));
    }
    let mut ids = Vec::new();
    for member in ["PhoneNumberId", "OutboundCallerIdNumberId"] {
        texts(asking.input, member, &mut ids);
    }
    resources.extend(ids.into_iter().map(number));
    resources
}

/// What the input names inside of the instance.
fn things(asking: &Asking<'_>, instance: &str) -> Vec<String> {
    let mut things = Vec::new();
    for (member, path) in MEMBERS {
        let mut ids = Vec::new();
        texts(asking.input, member, &mut ids);
        things.extend(ids.into_iter().map(|id| match id {
            arn if arn.starts_with("arn:") => arn.to_owned(),
            // A version or alias is part of the flow.
            id => {
                let id = id.split(':').next().unwrap_or(id);
                format!("{instance}/{path}/{id}")
            }
        }));
    }
    things.sort();
    things.dedup();
    things
}
