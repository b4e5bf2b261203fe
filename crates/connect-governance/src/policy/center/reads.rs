//! What kinds are asked for, to see what there is of them.

use connect_resources::KindId;

use super::calls::Calls;

/// How what is declared of a kind is looked at: by a list and a search, and one by one where neither
/// shows enough or a search lags behind.
const READS: &[(KindId, Calls)] = &[
    (
        KindId::Instance,
        &[
            "connect:DescribeInstance",
            "connect:ListInstanceAttributes",
            "connect:ListInstances",
        ],
    ),
    (
        KindId::Hours,
        &[
            "connect:DescribeHoursOfOperation",
            "connect:ListHoursOfOperationOverrides",
            "connect:ListHoursOfOperations",
            "connect:SearchHoursOfOperations",
        ],
    ),
    (
        KindId::Queue,
        &[
            "connect:DescribeQueue",
            "connect:ListQueueQuickConnects",
            "connect:ListQueues",
            "connect:SearchQueues",
        ],
    ),
    (
        KindId::QuickConnect,
        &[
            "connect:DescribeQuickConnect",
            "connect:ListQuickConnects",
            "connect:SearchQuickConnects",
        ],
    ),
    (
        KindId::RoutingProfile,
        &[
            "connect:DescribeRoutingProfile",
            "connect:ListRoutingProfileQueues",
            "connect:ListRoutingProfiles",
            "connect:SearchRoutingProfiles",
        ],
    ),
    (
        KindId::SecurityProfile,
        &[
            "connect:DescribeSecurityProfile",
            "connect:ListSecurityProfilePermissions",
            "connect:ListSecurityProfiles",
            "connect:SearchSecurityProfiles",
        ],
    ),
    (
        KindId::HierarchyStructure,
        &["connect:DescribeUserHierarchyStructure"],
    ),
    (
        KindId::HierarchyGroup,
        &[
            "connect:DescribeUserHierarchyGroup",
            "connect:ListUserHierarchyGroups",
            "connect:SearchUserHierarchyGroups",
        ],
    ),
    (
        KindId::AgentStatus,
        &[
            "connect:DescribeAgentStatus",
            "connect:ListAgentStatuses",
            "connect:SearchAgentStatuses",
        ],
    ),
    (
        KindId::PredefinedAttribute,
        &[
            "connect:DescribePredefinedAttribute",
            "connect:ListPredefinedAttributes",
            "connect:SearchPredefinedAttributes",
        ],
    ),
    (
        KindId::User,
        &[
            "connect:DescribeUser",
            "connect:ListUserProficiencies",
            "connect:ListUsers",
            "connect:SearchUsers",
        ],
    ),
    (
        KindId::PhoneNumber,
        &[
            "connect:DescribePhoneNumber",
            "connect:ListFlowAssociations",
            "connect:ListPhoneNumbersV2",
            "connect:ListTrafficDistributionGroups",
            "connect:SearchAvailablePhoneNumbers",
        ],
    ),
    (
        KindId::Flow,
        &[
            "connect:DescribeContactFlow",
            "connect:ListContactFlows",
            "connect:SearchContactFlows",
        ],
    ),
    (
        KindId::Module,
        &[
            "connect:DescribeContactFlowModule",
            "connect:ListContactFlowModules",
            "connect:SearchContactFlowModules",
        ],
    ),
    (
        KindId::Prompt,
        &[
            "connect:DescribePrompt",
            "connect:ListPrompts",
            "connect:SearchPrompts",
        ],
    ),
    (KindId::Lambda, &["connect:ListLambdaFunctions"]),
    (KindId::Lex, &["connect:ListBots"]),
    (KindId::Storage, &["connect:ListInstanceStorageConfigs"]),
    (KindId::ApprovedOrigin, &["connect:ListApprovedOrigins"]),
    (KindId::SecurityKey, &["connect:ListSecurityKeys"]),
    (
        KindId::EmailAddress,
        &[
            "connect:DescribeEmailAddress",
            "connect:SearchEmailAddresses",
        ],
    ),
    (
        KindId::TrafficDistributionGroup,
        &[
            "connect:DescribeTrafficDistributionGroup",
            "connect:ListTrafficDistributionGroupUsers",
            "connect:ListTrafficDistributionGroups",
        ],
    ),
    (
        KindId::Replica,
        &["connect:DescribeInstance", "connect:ListInstances"],
    ),
    (
        KindId::Bucket,
        &[
            "s3:GetBucketEncryption",
            "s3:GetBucketLifecycleConfiguration",
            "s3:GetBucketPolicy",
            "s3:GetBucketTagging",
            "s3:GetBucketVersioning",
            "s3:GetPublicAccessBlock",
        ],
    ),
    (
        KindId::LogGroup,
        &["logs:DescribeLogGroups", "logs:ListTagsForResource"],
    ),
    (
        KindId::SamlProvider,
        &["iam:GetSAMLProvider", "iam:ListSAMLProviders"],
    ),
    (
        KindId::FederationRole,
        &["iam:GetRole", "iam:GetRolePolicy"],
    ),
    (KindId::ServiceRole, &["iam:GetRole", "iam:GetRolePolicy"]),
    (
        KindId::Function,
        &[
            "lambda:GetFunction",
            "lambda:GetLayerVersionByArn",
            "lambda:ListTags",
        ],
    ),
    (
        KindId::FunctionAlias,
        &["lambda:GetAlias", "lambda:GetFunction", "lambda:GetPolicy"],
    ),
    (
        KindId::FunctionLayer,
        &["lambda:GetLayerVersion", "lambda:ListLayerVersions"],
    ),
    (
        KindId::Bot,
        &["lex:DescribeBot", "lex:ListBots", "lex:ListTagsForResource"],
    ),
    (
        KindId::BotAlias,
        &[
            "lex:DescribeBotAlias",
            "lex:DescribeBotVersion",
            "lex:ListBotAliases",
            "lex:ListBotVersions",
            "lex:ListBots",
            "lex:ListTagsForResource",
        ],
    ),
];

/// What a look at things of a kind calls.
pub(super) fn of(kind: KindId) -> impl Iterator<Item = &'static str> {
    let rows = READS.iter().filter(move |(of, _)| *of == kind);
    rows.flat_map(|(_, calls)| calls.iter().copied())
}

#[cfg(test)]
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    READS.iter().flat_map(|(_, calls)| calls.iter().copied())
}
