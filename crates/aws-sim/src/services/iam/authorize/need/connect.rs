//! Connect: nearly everything is inside of an instance.

use super::{Asking, Need, connect_dependents, texts};

/// Members that name things inside of the instance, and the path of the things in ARNs.
const MEMBERS: &[(&str, &str)] = &[
    ("AgentStatusId", "agent-state"),
    ("ContactFlowId", "contact-flow"),
    ("ContactFlowModuleId", "flow-module"),
    ("ContactId", "contact"),
    ("DefaultOutboundQueueId", "queue"),
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
    "AssociateUserProficiencies",
    "ClaimPhoneNumber",
    "CreateIntegrationAssociation",
    "CreateParticipant",
    "CreateUseCase",
    "DeleteIntegrationAssociation",
    "DeleteUseCase",
    "DisassociateUserProficiencies",
    "GetContactMetrics",
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
    let mut needs = super::on(&action, resources(asking));
    needs.extend(connect_dependents::needs(asking));
    needs
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
    if let Some(arn) = asking
        .text("resourceArn")
        .or_else(|| asking.text("ResourceArn"))
    {
        return vec![arn.to_owned()];
    }
    let mut resources = numbers(asking);
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
