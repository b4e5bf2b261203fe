//! Reads and searches of Connect.

use super::{
    needed::LOOK_UP_DIRECTORY,
    place::{
        AGENT_STATUS, AUTHENTICATION_PROFILE, AWS_VIEW, AWS_VIEW_VERSION, CONTACT, DATA_TABLE,
        EMAIL_ADDRESS, EVALUATION, EVALUATION_FORM, FILE, FLOW, GROUP, HOURS, INSTANCE,
        INTEGRATION, MODULE, NOTIFICATION, NUMBER, PROMPT, QUEUE, QUICK_CONNECT, ROUTING_PROFILE,
        RULE, SECURITY_PROFILE, TASK_TEMPLATE, TRAFFIC_GROUP, USE_CASE, USER, VIEW, VIEW_VERSION,
        VOCABULARY, WORKSPACE,
    },
};
use crate::policy::table::{Entry, Limit, entry, like, own};

pub(super) const ENTRIES: &[Entry] = &[
    entry(&["DescribeAgentStatus"], &[own(&[AGENT_STATUS])]),
    entry(
        &["ListTagsForResource"],
        &[own(&[
            AGENT_STATUS,
            EVALUATION,
            FLOW,
            MODULE,
            EVALUATION_FORM,
            GROUP,
            HOURS,
            INTEGRATION,
            NUMBER,
            PROMPT,
            QUEUE,
            QUICK_CONNECT,
            ROUTING_PROFILE,
            RULE,
            SECURITY_PROFILE,
            TRAFFIC_GROUP,
            USE_CASE,
            USER,
        ])],
    ),
    entry(
        &["BatchGetAttachedFileMetadata", "GetAttachedFile"],
        &[own(&[FILE])],
    ),
    entry(
        &["DescribeAuthenticationProfile"],
        &[own(&[AUTHENTICATION_PROFILE])],
    ),
    entry(
        &["DescribeView"],
        &[own(&[AWS_VIEW, VIEW, AWS_VIEW_VERSION, VIEW_VERSION])],
    ),
    entry(
        &["DescribeContact", "GetContactAttributes"],
        &[own(&[CONTACT])],
    ),
    entry(&["ListRealtimeContactAnalysisSegments"], &[own(&[CONTACT])]),
    entry(&["GetContactMetrics"], &[own(&[CONTACT, INSTANCE])]),
    entry(&["DescribeContactEvaluation"], &[own(&[EVALUATION])]),
    entry(&["DescribeContactFlow"], &[own(&[FLOW])]),
    entry(
        &[
            "DescribeContactFlowModule",
            "DescribeContactFlowModuleAlias",
        ],
        &[own(&[MODULE])],
    ),
    entry(
        &["BatchDescribeDataTableValue", "EvaluateDataTableValues"],
        &[own(&[DATA_TABLE])],
    ),
    entry(
        &["DescribeDataTable", "DescribeDataTableAttribute"],
        &[own(&[DATA_TABLE])],
    ),
    entry(&["DescribeEmailAddress"], &[own(&[EMAIL_ADDRESS])]),
    entry(&["DescribeEvaluationForm"], &[own(&[EVALUATION_FORM])]),
    entry(&["DescribeUserHierarchyGroup"], &[own(&[GROUP])]),
    entry(
        &["GetCurrentUserData", "GetMetricDataV2"],
        &[own(&[GROUP, QUEUE, ROUTING_PROFILE, USER])],
    ),
    entry(&["DescribeHoursOfOperation"], &[own(&[HOURS])]),
    entry(
        &[
            "DescribeHoursOfOperationOverride",
            "GetEffectiveHoursOfOperations",
        ],
        &[own(&[HOURS, INSTANCE])],
    ),
    entry(
        &["SearchHoursOfOperationOverrides"],
        &[
            own(&[HOURS, INSTANCE]),
            like("DescribeHoursOfOperation"),
            like("ListHoursOfOperationOverrides"),
        ],
    ),
    entry(
        &[
            "DescribeForecastingPlanningSchedulingIntegration",
            "DescribePredefinedAttribute",
            "DescribeUserHierarchyStructure",
            "GetFederationToken",
            "ListNotifications",
        ],
        &[own(&[INSTANCE])],
    ),
    entry(
        &["DescribeInstance"],
        &[own(&[INSTANCE]), LOOK_UP_DIRECTORY],
    ),
    entry(&["DescribeInstanceAttribute"], &[own(&[INSTANCE])]),
    entry(
        &["DescribeInstanceStorageConfig"],
        &[own(&[INSTANCE]).under(&[Limit::StorageType])],
    ),
    entry(
        &["SearchAgentStatuses"],
        &[own(&[INSTANCE]), like("DescribeAgentStatus")],
    ),
    entry(
        &["SearchContactEvaluations"],
        &[own(&[INSTANCE]), like("DescribeContactEvaluation")],
    ),
    entry(
        &["SearchContactFlowModules"],
        &[own(&[INSTANCE]), like("DescribeContactFlowModule")],
    ),
    entry(
        &["SearchContactFlows"],
        &[own(&[INSTANCE]), like("DescribeContactFlow")],
    ),
    entry(
        &["SearchContacts"],
        &[own(&[INSTANCE]), like("DescribeContact")],
    ),
    entry(
        &["SearchDataTables"],
        &[own(&[INSTANCE]), like("DescribeDataTable")],
    ),
    entry(
        &["SearchEmailAddresses"],
        &[own(&[INSTANCE]), like("DescribeEmailAddress")],
    ),
    entry(
        &["SearchEvaluationForms"],
        &[own(&[INSTANCE]), like("DescribeEvaluationForm")],
    ),
    entry(
        &["SearchHoursOfOperations"],
        &[own(&[INSTANCE]), like("DescribeHoursOfOperation")],
    ),
    entry(&["SearchNotifications"], &[own(&[INSTANCE])]),
    entry(
        &["SearchPredefinedAttributes"],
        &[own(&[INSTANCE]), like("DescribePredefinedAttribute")],
    ),
    entry(
        &["SearchPrompts"],
        &[own(&[INSTANCE]), like("DescribePrompt")],
    ),
    entry(
        &["SearchQueues"],
        &[own(&[INSTANCE]), like("DescribeQueue")],
    ),
    entry(
        &["SearchQuickConnects"],
        &[own(&[INSTANCE]), like("DescribeQuickConnect")],
    ),
    entry(
        &["SearchRoutingProfiles"],
        &[own(&[INSTANCE]), like("DescribeRoutingProfile")],
    ),
    entry(
        &["SearchSecurityProfiles"],
        &[own(&[INSTANCE]), like("DescribeSecurityProfile")],
    ),
    entry(
        &["SearchUserHierarchyGroups"],
        &[own(&[INSTANCE]), like("DescribeUserHierarchyGroup")],
    ),
    entry(
        &["SearchUsers"],
        &[
            own(&[INSTANCE]),
            like("DescribeUser"),
            like("ListUserProficiencies"),
        ],
    ),
    entry(&["SearchViews"], &[own(&[INSTANCE]), like("DescribeView")]),
    entry(
        &["SearchWorkspaces"],
        &[own(&[INSTANCE]), like("DescribeWorkspace")],
    ),
    entry(&["DescribeNotification"], &[own(&[NOTIFICATION])]),
    entry(&["DescribePhoneNumber"], &[own(&[NUMBER])]),
    entry(&["DescribePrompt", "GetPromptFile"], &[own(&[PROMPT])]),
    entry(&["DescribeQueue", "GetMetricData"], &[own(&[QUEUE])]),
    entry(&["GetCurrentMetricData"], &[own(&[QUEUE, ROUTING_PROFILE])]),
    entry(&["DescribeQuickConnect"], &[own(&[QUICK_CONNECT])]),
    entry(&["DescribeRoutingProfile"], &[own(&[ROUTING_PROFILE])]),
    entry(&["DescribeRule"], &[own(&[RULE])]),
    entry(&["DescribeSecurityProfile"], &[own(&[SECURITY_PROFILE])]),
    entry(&["GetTaskTemplate"], &[own(&[TASK_TEMPLATE])]),
    entry(
        &["DescribeTrafficDistributionGroup"],
        &[own(&[TRAFFIC_GROUP])],
    ),
    entry(&["DescribeUser", "ListUserNotifications"], &[own(&[USER])]),
    entry(&["DescribeVocabulary"], &[own(&[VOCABULARY])]),
    entry(
        &["GetFlowAssociation"],
        &[own(&[NUMBER]).under(&[Limit::Instance])],
    ),
    entry(
        &["DescribeWorkspace", "SearchWorkspaceAssociations"],
        &[own(&[WORKSPACE])],
    ),
];
