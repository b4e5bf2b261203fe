//! Lists of Connect.

use super::{
    needed::LOOK_UP_DIRECTORY,
    place::{
        AGENT_STATUS, AI_AGENT, AWS_VIEW, CONTACT, DATA_TABLE, EVALUATION_FORM, FLOW, HOURS,
        INSTANCE, LEGACY_NUMBER, MODULE, NUMBER, QUEUE, QUICK_CONNECT, ROUTING_PROFILE,
        SECURITY_PROFILE, TRAFFIC_GROUP, USER, VIEW, VOCABULARY, WORKSPACE,
    },
};
use crate::policy::table::{Entry, Limit, entry, like, own, target::EVERYTHING};

pub(super) const ENTRIES: &[Entry] = &[
    entry(&["ListInstances"], &[own(&[EVERYTHING]), LOOK_UP_DIRECTORY]),
    entry(&["ListViewVersions"], &[own(&[AWS_VIEW, VIEW])]),
    entry(&["ListAssociatedContacts"], &[own(&[CONTACT])]),
    entry(&["ListContactReferences"], &[own(&[CONTACT])]),
    entry(
        &["ListRealtimeContactAnalysisSegmentsV2"],
        &[own(&[CONTACT])],
    ),
    entry(&["ListContactFlowVersions"], &[own(&[FLOW])]),
    entry(
        &[
            "ListContactFlowModuleAliases",
            "ListContactFlowModuleVersions",
        ],
        &[own(&[MODULE])],
    ),
    entry(&["ListDataTableAttributes"], &[own(&[DATA_TABLE])]),
    entry(
        &["ListDataTablePrimaryValues", "ListDataTableValues"],
        &[own(&[DATA_TABLE])],
    ),
    entry(&["ListEvaluationFormVersions"], &[own(&[EVALUATION_FORM])]),
    entry(
        &["ListHoursOfOperationOverrides"],
        &[own(&[HOURS, INSTANCE])],
    ),
    entry(
        &[
            "ListAnalyticsDataAssociations",
            "ListAnalyticsDataLakeDataSets",
            "ListApprovedOrigins",
            "ListAuthenticationProfiles",
            "ListBots",
            "ListDataTables",
            "ListDefaultVocabularies",
            "ListEvaluationForms",
            "ListFlowAssociations",
            "ListHoursOfOperations",
            "ListInstanceAttributes",
            "ListInstanceStorageConfigs",
            "ListLambdaFunctions",
            "ListLexBots",
            "ListPredefinedAttributes",
            "ListPrompts",
            "ListRoutingProfiles",
            "ListRules",
            "ListSecurityKeys",
            "ListSecurityProfiles",
            "ListUserHierarchyGroups",
            "ListUsers",
            "ListViews",
            "ListWorkspaces",
        ],
        &[own(&[INSTANCE])],
    ),
    entry(
        &["ListContactEvaluations", "SearchResourceTags"],
        &[own(&[INSTANCE])],
    ),
    entry(
        &["ListContactFlowModules", "ListTaskTemplates"],
        &[own(&[INSTANCE])],
    ),
    entry(
        &["ListIntegrationAssociations", "ListUseCases"],
        &[
            own(&[INSTANCE]),
            LOOK_UP_DIRECTORY,
            like("DescribeInstance"),
        ],
    ),
    entry(
        &["ListEntitySecurityProfiles"],
        &[own(&[INSTANCE, AI_AGENT])],
    ),
    entry(
        &["ListSecurityProfileFlowModules"],
        &[own(&[INSTANCE, SECURITY_PROFILE])],
    ),
    entry(&["ListUserProficiencies"], &[own(&[INSTANCE, USER])]),
    entry(
        &["ListQueueEmailAddresses", "ListQueueQuickConnects"],
        &[own(&[QUEUE])],
    ),
    entry(
        &[
            "ListRoutingProfileManualAssignmentQueues",
            "ListRoutingProfileQueues",
        ],
        &[own(&[ROUTING_PROFILE])],
    ),
    entry(
        &[
            "ListSecurityProfileApplications",
            "ListSecurityProfilePermissions",
        ],
        &[own(&[SECURITY_PROFILE])],
    ),
    entry(
        &[
            "GetTrafficDistribution",
            "ListTrafficDistributionGroupUsers",
        ],
        &[own(&[TRAFFIC_GROUP])],
    ),
    entry(&["ListTrafficDistributionGroups"], &[own(&[TRAFFIC_GROUP])]),
    entry(&["SearchVocabularies"], &[own(&[VOCABULARY])]),
    entry(&["ListAgentStatuses"], &[own(&[AGENT_STATUS])]),
    entry(&["ListContactFlows"], &[own(&[FLOW])]),
    entry(&["ListPhoneNumbers"], &[own(&[LEGACY_NUMBER])]),
    entry(
        &["BatchGetFlowAssociation"],
        &[own(&[NUMBER]).under(&[Limit::Instance])],
    ),
    entry(
        &["ListPhoneNumbersV2", "SearchAvailablePhoneNumbers"],
        &[own(&[NUMBER])],
    ),
    entry(&["ListQueues"], &[own(&[QUEUE])]),
    entry(&["ListQuickConnects"], &[own(&[QUICK_CONNECT])]),
    entry(
        &["ListWorkspaceMedia", "ListWorkspacePages"],
        &[own(&[WORKSPACE])],
    ),
];
