//! What makes things of Connect, or ties them together.

use super::{
    needed::{
        CREATE_DIRECTORY, EXTEND_ROLE, GRANT_KEY, LINK_ROLE, LOOK_AT_BUCKET, LOOK_AT_DELIVERY,
        LOOK_AT_KEY, LOOK_AT_STREAM, LOOK_UP_DIRECTORY, READ_ENCRYPTED, READ_RECORDING,
    },
    place::{
        AGENT_STATUS, AI_AGENT, ANY_INSTANCE, AUTHENTICATION_PROFILE, AWS_VIEW, CONTACT,
        DATA_TABLE, EMAIL_ADDRESS, EVALUATION, EVALUATION_FORM, FLOW, GROUP, HOURS, INSTANCE,
        INTEGRATION, MODULE, NOTIFICATION, NUMBER, PROMPT, QUEUE, QUICK_CONNECT, ROUTING_PROFILE,
        RULE, SECURITY_PROFILE, TASK_TEMPLATE, TRAFFIC_GROUP, USE_CASE, USER, VIEW, VOCABULARY,
        WORKSPACE,
    },
};
use crate::policy::table::{
    Entry, Limit, entry, everywhere, like, own, right, tag,
    target::{BOT_ALIAS, BOT_V1, EVENT_RULE, EVERYTHING, FUNCTION},
};

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        &["CreateInstance"],
        &[
            own(&[EVERYTHING]),
            EXTEND_ROLE,
            LINK_ROLE,
            CREATE_DIRECTORY,
            tag(&[ANY_INSTANCE]),
        ],
    ),
    entry(
        &["CreateAgentStatus"],
        &[own(&[AGENT_STATUS]), tag(&[AGENT_STATUS])],
    ),
    entry(&["PutUserStatus"], &[own(&[AGENT_STATUS, INSTANCE, USER])]),
    entry(
        &["TagResource"],
        &[own(&[
            AGENT_STATUS,
            EVALUATION,
            FLOW,
            MODULE,
            VIEW,
            EMAIL_ADDRESS,
            EVALUATION_FORM,
            GROUP,
            HOURS,
            INSTANCE,
            INTEGRATION,
            NUMBER,
            PROMPT,
            QUEUE,
            QUICK_CONNECT,
            ROUTING_PROFILE,
            RULE,
            SECURITY_PROFILE,
            TASK_TEMPLATE,
            TRAFFIC_GROUP,
            USE_CASE,
            USER,
            VOCABULARY,
        ])],
    ),
    entry(
        &["CreateAuthenticationProfile", "UpdateAuthenticationProfile"],
        &[own(&[AUTHENTICATION_PROFILE])],
    ),
    entry(&["StartScreenSharing"], &[own(&[CONTACT, INSTANCE])]),
    entry(&["CreateContactFlow"], &[own(&[FLOW]), tag(&[FLOW])]),
    entry(
        &[
            "CreateContactFlowVersion",
            "DeleteContactFlow",
            "DeleteContactFlowVersion",
            "UpdateContactFlowContent",
            "UpdateContactFlowMetadata",
            "UpdateContactFlowName",
        ],
        &[own(&[FLOW])],
    ),
    entry(
        &["AssociatePhoneNumberContactFlow"],
        &[own(&[FLOW, NUMBER]).under(&[Limit::Instance])],
    ),
    entry(
        &["AssociateFlow"],
        &[own(&[FLOW, NUMBER]).under(&[Limit::Instance])],
    ),
    entry(
        &["CreateContactFlowModule"],
        &[own(&[MODULE]), tag(&[MODULE])],
    ),
    entry(
        &[
            "CreateContactFlowModuleAlias",
            "CreateContactFlowModuleVersion",
            "DeleteContactFlowModule",
            "DeleteContactFlowModuleAlias",
            "DeleteContactFlowModuleVersion",
            "UpdateContactFlowModuleAlias",
            "UpdateContactFlowModuleContent",
            "UpdateContactFlowModuleMetadata",
        ],
        &[own(&[MODULE])],
    ),
    entry(&["CreateView"], &[own(&[VIEW]), tag(&[VIEW])]),
    entry(
        &[
            "CreateViewVersion",
            "DeleteView",
            "UpdateViewContent",
            "UpdateViewMetadata",
        ],
        &[own(&[VIEW])],
    ),
    entry(
        &["BatchCreateDataTableValue", "BatchUpdateDataTableValue"],
        &[own(&[DATA_TABLE])],
    ),
    entry(
        &["BatchDeleteDataTableValue", "UpdateDataTablePrimaryValues"],
        &[own(&[DATA_TABLE])],
    ),
    entry(
        &[
            "CreateDataTable",
            "CreateDataTableAttribute",
            "DeleteDataTable",
            "DeleteDataTableAttribute",
            "UpdateDataTableAttribute",
            "UpdateDataTableMetadata",
        ],
        &[own(&[DATA_TABLE])],
    ),
    entry(
        &[
            "AssociateEmailAddressAlias",
            "DeleteEmailAddress",
            "DisassociateEmailAddressAlias",
            "UpdateEmailAddressMetadata",
        ],
        &[own(&[EMAIL_ADDRESS])],
    ),
    entry(
        &[
            "ActivateEvaluationForm",
            "CreateEvaluationForm",
            "DeactivateEvaluationForm",
            "UpdateEvaluationForm",
        ],
        &[own(&[EVALUATION_FORM])],
    ),
    entry(
        &["CreateUserHierarchyGroup"],
        &[own(&[GROUP]), tag(&[GROUP])],
    ),
    entry(&["CreateHoursOfOperation"], &[own(&[HOURS]), tag(&[HOURS])]),
    entry(
        &[
            "CreateHoursOfOperationOverride",
            "DeleteHoursOfOperationOverride",
            "UpdateHoursOfOperationOverride",
        ],
        &[own(&[HOURS, INSTANCE])],
    ),
    entry(
        &["CreateQueue"],
        &[
            own(&[HOURS, QUEUE, FLOW, NUMBER, QUICK_CONNECT]).under(&[Limit::Instance]),
            tag(&[QUEUE]),
        ],
    ),
    entry(
        &[
            "AssociateAnalyticsDataSet",
            "AssociateApprovedOrigin",
            "AssociateDefaultVocabulary",
            "AssociateSecurityKey",
            "BatchAssociateAnalyticsDataSet",
            "BatchDisassociateAnalyticsDataSet",
            "CreatePredefinedAttribute",
            "CreatePushNotificationRegistration",
            "DeletePredefinedAttribute",
            "DeletePushNotificationRegistration",
            "DisassociateAnalyticsDataSet",
            "DisassociateApprovedOrigin",
            "DisassociateSecurityKey",
            "SendOutboundEmail",
            "StartForecastingPlanningSchedulingIntegration",
            "StopForecastingPlanningSchedulingIntegration",
            "UpdateParticipantAuthentication",
            "UpdatePredefinedAttribute",
            "UpdateUserHierarchyStructure",
        ],
        &[own(&[INSTANCE])],
    ),
    entry(
        &["AssociateBot"],
        &[
            own(&[INSTANCE]),
            EXTEND_ROLE,
            LINK_ROLE,
            right(&["lex:GetBot"], &[BOT_V1]),
            right(
                &[
                    "lex:CreateResourcePolicy",
                    "lex:DescribeBotAlias",
                    "lex:UpdateResourcePolicy",
                ],
                &[BOT_ALIAS],
            ),
        ],
    ),
    entry(
        &["AssociateCustomerProfilesDomain"],
        &[
            own(&[INSTANCE]),
            EXTEND_ROLE,
            LINK_ROLE,
            everywhere(&["profile:GetDomain"]),
        ],
    ),
    entry(
        &["AssociateInstanceStorageConfig"],
        &[
            own(&[INSTANCE]).under(&[Limit::StorageType]),
            EXTEND_ROLE,
            LINK_ROLE,
            LOOK_UP_DIRECTORY,
            LOOK_AT_BUCKET,
            LOOK_AT_STREAM,
            LOOK_AT_DELIVERY,
            GRANT_KEY,
            LOOK_AT_KEY,
        ],
    ),
    entry(
        &["AssociateLambdaFunction"],
        &[
            own(&[INSTANCE]),
            right(&["lambda:AddPermission"], &[FUNCTION]),
        ],
    ),
    entry(
        &["AssociateLexBot"],
        &[
            own(&[INSTANCE]),
            EXTEND_ROLE,
            LINK_ROLE,
            right(&["lex:GetBot"], &[BOT_V1]),
        ],
    ),
    entry(
        &["CreateEmailAddress"],
        &[own(&[INSTANCE]), tag(&[EMAIL_ADDRESS])],
    ),
    entry(
        &["ReplicateInstance"],
        &[
            own(&[INSTANCE]),
            EXTEND_ROLE,
            LINK_ROLE,
            CREATE_DIRECTORY,
            tag(&[ANY_INSTANCE]),
        ],
    ),
    entry(
        &["CreateIntegrationAssociation"],
        &[
            own(&[INSTANCE, INTEGRATION]),
            EXTEND_ROLE,
            LINK_ROLE,
            LOOK_UP_DIRECTORY,
            everywhere(&[
                "app-integrations:CreateApplicationAssociation",
                "app-integrations:CreateEventIntegrationAssociation",
                "app-integrations:GetApplication",
                "app-integrations:GetDataIntegration",
                "app-integrations:ListDataIntegrationAssociations",
                "app-integrations:TagResource",
                "cases:GetDomain",
                "chime:AssociateVoiceConnectorConnect",
                "chime:DisassociateVoiceConnectorConnect",
                "chime:TagResource",
                "chime:UntagResource",
                "mobiletargeting:GetApp",
                "voiceid:DescribeDomain",
                "wisdom:GetAssistant",
                "wisdom:GetKnowledgeBase",
                "wisdom:TagResource",
            ]),
            like("DescribeInstance"),
            right(&["events:PutRule", "events:PutTargets"], &[EVENT_RULE]),
            tag(&[INTEGRATION]),
        ],
    ),
    entry(
        &["CreateUseCase"],
        &[
            own(&[INSTANCE, INTEGRATION, USE_CASE]),
            LOOK_UP_DIRECTORY,
            like("DescribeInstance"),
            tag(&[USE_CASE]),
        ],
    ),
    entry(
        &["AssociateSecurityProfiles", "DisassociateSecurityProfiles"],
        &[own(&[INSTANCE, SECURITY_PROFILE, AI_AGENT])],
    ),
    entry(
        &["CreateTrafficDistributionGroup"],
        &[
            own(&[INSTANCE, TRAFFIC_GROUP]).under(&[Limit::Instance]),
            tag(&[TRAFFIC_GROUP]),
        ],
    ),
    entry(
        &["AssociateTrafficDistributionGroupUser"],
        &[
            own(&[INSTANCE, TRAFFIC_GROUP, USER]).under(&[Limit::Instance]),
            like("DescribeUser"),
            like("SearchUsers"),
        ],
    ),
    entry(
        &["ClaimPhoneNumber"],
        &[
            own(&[INSTANCE, TRAFFIC_GROUP, NUMBER]).under(&[Limit::Instance]),
            tag(&[NUMBER]),
        ],
    ),
    entry(
        &["CreateNotification"],
        &[own(&[INSTANCE, USER]), tag(&[NOTIFICATION])],
    ),
    entry(
        &[
            "AssociateUserProficiencies",
            "DisassociateUserProficiencies",
            "UpdateUserProficiencies",
        ],
        &[own(&[INSTANCE, USER])],
    ),
    entry(
        &["ImportPhoneNumber"],
        &[
            own(&[INSTANCE, NUMBER]),
            everywhere(&[
                "sms-voice:DescribePhoneNumbers",
                "social-messaging:GetLinkedWhatsAppBusinessAccountPhoneNumber",
                "social-messaging:TagResource",
            ]),
            tag(&[NUMBER]),
        ],
    ),
    entry(
        &["CreatePrompt"],
        &[
            own(&[PROMPT]),
            READ_RECORDING,
            READ_ENCRYPTED,
            tag(&[PROMPT]),
        ],
    ),
    entry(
        &[
            "AssociateQueueQuickConnects",
            "DisassociateQueueQuickConnects",
        ],
        &[own(&[QUEUE, QUICK_CONNECT])],
    ),
    entry(
        &[
            "AssociateRoutingProfileQueues",
            "UpdateRoutingProfileDefaultOutboundQueue",
        ],
        &[own(&[QUEUE, ROUTING_PROFILE])],
    ),
    entry(
        &["CreateRoutingProfile"],
        &[own(&[QUEUE, ROUTING_PROFILE]), tag(&[ROUTING_PROFILE])],
    ),
    entry(
        &["CreateQuickConnect"],
        &[
            own(&[QUICK_CONNECT, FLOW, QUEUE, USER]),
            tag(&[QUICK_CONNECT]),
        ],
    ),
    entry(
        &["CreateUser"],
        &[
            own(&[ROUTING_PROFILE, SECURITY_PROFILE, USER, GROUP]),
            tag(&[USER]),
        ],
    ),
    entry(&["CreateRule", "UpdateRule"], &[own(&[RULE])]),
    entry(
        &["CreateSecurityProfile"],
        &[own(&[SECURITY_PROFILE]), tag(&[SECURITY_PROFILE])],
    ),
    entry(&["CreateTaskTemplate"], &[own(&[TASK_TEMPLATE])]),
    entry(
        &["CreateVocabulary"],
        &[own(&[VOCABULARY]), tag(&[VOCABULARY])],
    ),
    entry(
        &["CreateWorkspace"],
        &[own(&[WORKSPACE]), tag(&[WORKSPACE])],
    ),
    entry(
        &["CreateWorkspacePage", "UpdateWorkspacePage"],
        &[own(&[WORKSPACE, AWS_VIEW, VIEW])],
    ),
    entry(
        &["AssociateWorkspace"],
        &[own(&[WORKSPACE, ROUTING_PROFILE, USER])],
    ),
];
