//! What calls of Connect need in other services: Connect acts there with the caller's rights.
//!
//! Where the reference lists actions for one kind of storage or integration, they are needed for
//! that kind alone. `kms:Decrypt` for prompts is not asked, since only encrypted buckets need it.

use super::{Asking, Need, connect, texts};
use crate::services;

/// Operations that extend the instance's own role.
const EXTEND_THE_ROLE: &[&str] = &[
    "AssociateBot",
    "AssociateInstanceStorageConfig",
    "AssociateLexBot",
    "CreateInstance",
    "CreateIntegrationAssociation",
    "DisassociateBot",
    "DisassociateLexBot",
    "ReplicateInstance",
    "UpdateInstanceAttribute",
    "UpdateInstanceStorageConfig",
];

/// Operations that look the directory of the instance up.
const LOOK_THE_DIRECTORY_UP: &[&str] = &[
    "AssociateInstanceStorageConfig",
    "CreateInstance",
    "CreateIntegrationAssociation",
    "CreateUseCase",
    "DeleteInstance",
    "DeleteIntegrationAssociation",
    "DeleteUseCase",
    "DescribeInstance",
    "ListInstances",
    "ListIntegrationAssociations",
    "ListUseCases",
    "ReplicateInstance",
    "UpdateInstanceAttribute",
    "UpdateInstanceStorageConfig",
];

/// Operations that look the instance up.
const LOOK_THE_INSTANCE_UP: &[&str] = &[
    "CreateIntegrationAssociation",
    "CreateUseCase",
    "DeleteIntegrationAssociation",
    "DeleteUseCase",
    "ListIntegrationAssociations",
    "ListUseCases",
];

/// Searches, what they describe, and where that is in the instance.
const SEARCHES: &[(&str, &str, &str)] = &[
    ("SearchAgentStatuses", "DescribeAgentStatus", "agent-state"),
    (
        "SearchContactFlowModules",
        "DescribeContactFlowModule",
        "flow-module",
    ),
    ("SearchContactFlows", "DescribeContactFlow", "contact-flow"),
    (
        "SearchContactEvaluations",
        "DescribeContactEvaluation",
        "contact-evaluation",
    ),
    ("SearchContacts", "DescribeContact", "contact"),
    ("SearchDataTables", "DescribeDataTable", "data-table"),
    (
        "SearchEmailAddresses",
        "DescribeEmailAddress",
        "email-address",
    ),
    (
        "SearchEvaluationForms",
        "DescribeEvaluationForm",
        "evaluation-form",
    ),
    (
        "SearchHoursOfOperationOverrides",
        "DescribeHoursOfOperation",
        "operating-hours",
    ),
    (
        "SearchHoursOfOperationOverrides",
        "ListHoursOfOperationOverrides",
        "operating-hours",
    ),
    (
        "SearchHoursOfOperations",
        "DescribeHoursOfOperation",
        "operating-hours",
    ),
    (
        "SearchPredefinedAttributes",
        "DescribePredefinedAttribute",
        "",
    ),
    ("SearchPrompts", "DescribePrompt", "prompt"),
    ("SearchQueues", "DescribeQueue", "queue"),
    (
        "SearchQuickConnects",
        "DescribeQuickConnect",
        "transfer-destination",
    ),
    (
        "SearchRoutingProfiles",
        "DescribeRoutingProfile",
        "routing-profile",
    ),
    (
        "SearchSecurityProfiles",
        "DescribeSecurityProfile",
        "security-profile",
    ),
    (
        "SearchUserHierarchyGroups",
        "DescribeUserHierarchyGroup",
        "agent-group",
    ),
    ("SearchUsers", "DescribeUser", "agent"),
    ("SearchUsers", "ListUserProficiencies", "agent"),
    ("SearchViews", "DescribeView", "view"),
];

/// What an integration of each type needs, on everything.
const INTEGRATIONS: &[(&str, &[&str])] = &[
    (
        "APPLICATION",
        &[
            "app-integrations:CreateApplicationAssociation",
            "app-integrations:GetApplication",
        ],
    ),
    ("CASES_DOMAIN", &["cases:GetDomain"]),
    (
        "EVENT",
        &[
            "app-integrations:CreateEventIntegrationAssociation",
            "events:PutRule",
            "events:PutTargets",
        ],
    ),
    ("PINPOINT_APP", &["mobiletargeting:GetApp"]),
    ("VOICE_ID", &["voiceid:DescribeDomain"]),
    (
        "WISDOM_ASSISTANT",
        &["wisdom:GetAssistant", "wisdom:TagResource"],
    ),
    (
        "WISDOM_KNOWLEDGE_BASE",
        &["wisdom:GetKnowledgeBase", "wisdom:TagResource"],
    ),
];

const CREATE_A_DIRECTORY: &[&str] = &[
    "ds:AuthorizeApplication",
    "ds:CheckAlias",
    "ds:CreateAlias",
    "ds:CreateDirectory",
    "ds:CreateIdentityPoolDirectory",
    "ds:DeleteDirectory",
    "ds:UnauthorizeApplication",
];

pub(super) fn needs(asking: &Asking<'_>) -> Vec<Need> {
    let operation = asking.operation;
    let mut needs = general(asking);
    match operation {
        "CreateInstance" | "ReplicateInstance" => needs.extend(everywhere(CREATE_A_DIRECTORY)),
        "DeleteInstance" => {
            needs.extend(everywhere(&[
                "ds:DeleteDirectory",
                "ds:UnauthorizeApplication",
            ]));
        }
        "AssociateInstanceStorageConfig" => needs.extend(storage(asking)),
        "UpdateInstanceStorageConfig" => {
            needs.extend(storage(asking));
            needs.extend(give_back(asking));
        }
        "DisassociateInstanceStorageConfig" => needs.extend(give_back(asking)),
        "UpdateInstanceAttribute" if asking.text("AttributeType") == Some("CONTACTFLOW_LOGS") => {
            needs.extend(log_group(asking));
        }
        "AssociateLambdaFunction" => {
            needs.extend(on(asking, "FunctionArn", &["lambda:AddPermission"]));
        }
        "DisassociateLambdaFunction" => {
            needs.extend(on(asking, "FunctionArn", &["lambda:RemovePermission"]));
        }
        "AssociateBot" | "DisassociateBot" | "AssociateLexBot" => needs.extend(bot(asking)),
        "CreateIntegrationAssociation" => {
            let kind = asking.text("IntegrationType").unwrap_or_default();
            let row = INTEGRATIONS.iter().find(|(known, _)| *known == kind);
            needs.extend(row.into_iter().flat_map(|(_, actions)| everywhere(actions)));
        }
        "CreatePrompt" | "UpdatePrompt" => needs.extend(prompt(asking)),
        _ => {}
    }
    needs
}

/// What many operations need alike.
fn general(asking: &Asking<'_>) -> Vec<Need> {
    let operation = asking.operation;
    let instance = connect::instance(asking).unwrap_or_else(|| "*".to_owned());
    let mut needs = Vec::new();
    if LOOK_THE_DIRECTORY_UP.contains(&operation) {
        needs.extend(everywhere(&["ds:DescribeDirectories"]));
    }
    if LOOK_THE_INSTANCE_UP.contains(&operation) {
        needs.push(Need::new("connect:DescribeInstance", &instance));
    }
    if EXTEND_THE_ROLE.contains(&operation) {
        needs.extend(role(asking));
    }
    for (_, action, path) in SEARCHES.iter().filter(|(known, ..)| *known == operation) {
        let resource = match *path {
            "" => instance.clone(),
            path => format!("{instance}/{path}/*"),
        };
        needs.push(Need::new(format!("connect:{action}"), resource));
    }
    needs
}

/// Where the flows of the instance are going to write.
fn log_group(asking: &Asking<'_>) -> Option<Need> {
    let instance = connect::instance(asking)?;
    let alias = services::connect::alias_of(asking.world, &instance)?;
    let group = asking.arn("logs", &format!("log-group:/aws/connect/{alias}"));
    Some(Need::new("logs:CreateLogGroup", group))
}

fn everywhere(actions: &[&str]) -> Vec<Need> {
    let needs = actions.iter();
    needs.map(|action| Need::new(*action, "*")).collect()
}

/// Actions on what a member of the input names, if it does.
fn on(asking: &Asking<'_>, member: &str, actions: &[&str]) -> Vec<Need> {
    let mut arns = Vec::new();
    texts(asking.input, member, &mut arns);
    let needs = arns.iter();
    needs
        .flat_map(|arn| actions.iter().map(|action| Need::new(*action, *arn)))
        .collect()
}

/// The role that Connect extends. Its suffix is not known before it is made.
fn role(asking: &Asking<'_>) -> Vec<Need> {
    let role = format!(
        "arn:aws:iam::{}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_*",
        asking.caller.account
    );
    // The key belongs to the action that links alone.
    let link = Need::new("iam:CreateServiceLinkedRole", &role);
    vec![
        Need::new("iam:AttachRolePolicy", &role),
        link.with("iam:AWSServiceName", "connect.amazonaws.com"),
        Need::new("iam:PutRolePolicy", &role),
    ]
}

fn storage(asking: &Asking<'_>) -> Vec<Need> {
    let mut needs = Vec::new();
    let mut buckets = Vec::new();
    texts(asking.input, "BucketName", &mut buckets);
    for bucket in buckets {
        let arn = format!("arn:aws:s3:::{bucket}");
        needs.push(Need::new("s3:GetBucketAcl", &arn));
        needs.push(Need::new("s3:GetBucketLocation", &arn));
    }
    needs.extend(on(asking, "StreamArn", &["kinesis:DescribeStream"]));
    needs.extend(on(
        asking,
        "FirehoseArn",
        &["firehose:DescribeDeliveryStream"],
    ));
    let keys = on(asking, "KeyId", &["kms:DescribeKey", "kms:CreateGrant"]).into_iter();
    let via = format!("connect.{}.amazonaws.com", asking.caller.region);
    needs.extend(keys.map(|need| {
        need.with("kms:ViaService", &via)
            .with("kms:GrantIsForAWSResource", "true")
    }));
    needs
}

/// The grant that goes is given back with the caller's rights.
fn give_back(asking: &Asking<'_>) -> Option<Need> {
    let (instance, id) = (connect::instance(asking)?, asking.text("AssociationId")?);
    let key = services::connect::key_of(asking.world, &instance, id)?;
    let via = format!("connect.{}.amazonaws.com", asking.caller.region);
    Some(Need::new("kms:RetireGrant", key).with("kms:ViaService", &via))
}

/// A bot of V2 gets a policy for Connect; one of V1 is looked up.
fn bot(asking: &Asking<'_>) -> Vec<Need> {
    let mut policy = vec!["lex:UpdateResourcePolicy"];
    policy.push(match asking.operation {
        "DisassociateBot" => "lex:DeleteResourcePolicy",
        _ => "lex:CreateResourcePolicy",
    });
    if asking.operation != "DisassociateBot" {
        policy.push("lex:DescribeBotAlias");
    }
    let mut needs = on(asking, "AliasArn", &policy);
    if needs.is_empty() && asking.operation != "DisassociateBot" {
        let name = asking
            .input
            .pointer("/LexBot/Name")
            .and_then(|name| name.as_str());
        let bot = name.map(|name| asking.arn("lex", &format!("bot:{name}:*")));
        needs.extend(bot.map(|bot| Need::new("lex:GetBot", bot)));
    }
    needs
}

fn prompt(asking: &Asking<'_>) -> Vec<Need> {
    let uri = asking
        .text("S3Uri")
        .and_then(|uri| uri.strip_prefix("s3://"));
    let actions = ["s3:GetObject", "s3:GetObjectAcl"];
    let needs = uri.into_iter().flat_map(|object| {
        actions.map(|action| Need::new(action, format!("arn:aws:s3:::{object}")))
    });
    needs.collect()
}
