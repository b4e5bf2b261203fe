//! What changes things of Connect, or takes them away.

use super::{
    needed::{
        DELETE_DIRECTORY, EXTEND_ROLE, GRANT_KEY, LINK_ROLE, LOOK_AT_BUCKET, LOOK_AT_DELIVERY,
        LOOK_AT_KEY, LOOK_AT_STREAM, LOOK_UP_DIRECTORY, READ_ENCRYPTED, READ_RECORDING,
        RETIRE_GRANT,
    },
    place::{
        AGENT_STATUS, EMAIL_ADDRESS, EVALUATION, EVALUATION_FORM, FLOW, GROUP, HOURS, INSTANCE,
        INTEGRATION, MODULE, NOTIFICATION, NUMBER, PROMPT, QUEUE, QUICK_CONNECT, ROUTING_PROFILE,
        RULE, SECURITY_PROFILE, TASK_TEMPLATE, TRAFFIC_GROUP, USE_CASE, USER, VIEW, VIEW_VERSION,
        VOCABULARY, WORKSPACE,
    },
};
use crate::policy::table::{
    Entry, Limit, entry, everywhere, like, own, right,
    target::{BOT_ALIAS, CONNECT_LOG_GROUP, EVENT_RULE, FUNCTION, LINKED_ROLE},
};

pub(super) const ENTRIES: &[Entry] = &[
    entry(&["UpdateAgentStatus"], &[own(&[AGENT_STATUS])]),
    entry(
        &["UntagResource"],
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
    entry(&["DeleteViewVersion"], &[own(&[VIEW_VERSION])]),
    entry(&["DeleteEvaluationForm"], &[own(&[EVALUATION_FORM])]),
    entry(
        &["DeleteUserHierarchyGroup", "UpdateUserHierarchyGroupName"],
        &[own(&[GROUP])],
    ),
    entry(
        &["DeleteHoursOfOperation", "UpdateHoursOfOperation"],
        &[own(&[HOURS])],
    ),
    entry(&["UpdateQueueHoursOfOperation"], &[own(&[HOURS, QUEUE])]),
    entry(
        &["AdminGetEmergencyAccessToken"],
        &[
            own(&[INSTANCE]),
            LOOK_UP_DIRECTORY,
            like("DescribeInstance"),
            like("ListInstances"),
        ],
    ),
    entry(
        &["UpdateInstanceStorageConfig"],
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
            RETIRE_GRANT,
        ],
    ),
    entry(&["DeleteInstance"], &[own(&[INSTANCE]), DELETE_DIRECTORY]),
    entry(
        &["DisassociateBot"],
        &[
            own(&[INSTANCE]),
            EXTEND_ROLE,
            LINK_ROLE,
            right(
                &["lex:DeleteResourcePolicy", "lex:UpdateResourcePolicy"],
                &[BOT_ALIAS],
            ),
        ],
    ),
    entry(
        &["DisassociateCustomerProfilesDomain"],
        &[
            own(&[INSTANCE]),
            right(&["iam:AttachRolePolicy"], &[LINKED_ROLE]),
            right(
                &[
                    "iam:DeleteRolePolicy",
                    "iam:DetachRolePolicy",
                    "iam:GetPolicy",
                    "iam:GetPolicyVersion",
                    "iam:GetRolePolicy",
                ],
                &[LINKED_ROLE],
            ),
        ],
    ),
    entry(
        &["DisassociateInstanceStorageConfig"],
        &[own(&[INSTANCE]).under(&[Limit::StorageType]), RETIRE_GRANT],
    ),
    entry(
        &["DisassociateLambdaFunction"],
        &[
            own(&[INSTANCE]),
            right(&["lambda:RemovePermission"], &[FUNCTION]),
        ],
    ),
    entry(
        &["DisassociateLexBot"],
        &[own(&[INSTANCE]), EXTEND_ROLE, LINK_ROLE],
    ),
    entry(
        &["UpdateInstanceAttribute"],
        &[
            own(&[INSTANCE]),
            EXTEND_ROLE,
            LINK_ROLE,
            LOOK_UP_DIRECTORY,
            right(&["logs:CreateLogGroup"], &[CONNECT_LOG_GROUP]),
        ],
    ),
    entry(
        &["DeleteIntegrationAssociation"],
        &[
            own(&[INSTANCE, INTEGRATION]),
            LOOK_UP_DIRECTORY,
            everywhere(&[
                "app-integrations:DeleteApplicationAssociation",
                "app-integrations:DeleteEventIntegrationAssociation",
                "app-integrations:UntagResource",
            ]),
            like("DescribeInstance"),
            right(
                &[
                    "events:DeleteRule",
                    "events:ListTargetsByRule",
                    "events:RemoveTargets",
                ],
                &[EVENT_RULE],
            ),
        ],
    ),
    entry(
        &["UpdatePhoneNumber"],
        &[own(&[INSTANCE, NUMBER, TRAFFIC_GROUP]).under(&[Limit::Instance])],
    ),
    entry(
        &["DisassociateTrafficDistributionGroupUser"],
        &[own(&[INSTANCE, TRAFFIC_GROUP, USER]).under(&[Limit::Instance])],
    ),
    entry(
        &["DeleteUseCase"],
        &[
            own(&[INSTANCE, USE_CASE]),
            LOOK_UP_DIRECTORY,
            like("DescribeInstance"),
        ],
    ),
    entry(
        &["DeleteNotification", "UpdateNotificationContent"],
        &[own(&[NOTIFICATION])],
    ),
    entry(
        &["DisassociatePhoneNumberContactFlow"],
        &[own(&[NUMBER]).under(&[Limit::Instance])],
    ),
    entry(
        &["ReleasePhoneNumber", "UpdatePhoneNumberMetadata"],
        &[own(&[NUMBER])],
    ),
    entry(&["DeletePrompt"], &[own(&[PROMPT])]),
    entry(
        &["UpdatePrompt"],
        &[own(&[PROMPT]), READ_RECORDING, READ_ENCRYPTED],
    ),
    entry(
        &["UpdateQueueOutboundCallerConfig"],
        &[own(&[QUEUE, FLOW, NUMBER]).under(&[Limit::Instance])],
    ),
    entry(
        &["DeleteQuickConnect", "UpdateQuickConnectName"],
        &[own(&[QUICK_CONNECT])],
    ),
    entry(
        &["UpdateQuickConnectConfig"],
        &[own(&[QUICK_CONNECT, FLOW, QUEUE, USER])],
    ),
    entry(
        &[
            "DeleteRoutingProfile",
            "UpdateRoutingProfileAgentAvailabilityTimer",
            "UpdateRoutingProfileConcurrency",
            "UpdateRoutingProfileName",
        ],
        &[own(&[ROUTING_PROFILE])],
    ),
    // The reference names profiles alone; the requests name queues too, as those do that it names both for.
    entry(
        &[
            "DisassociateRoutingProfileQueues",
            "UpdateRoutingProfileQueues",
        ],
        &[own(&[QUEUE, ROUTING_PROFILE])],
    ),
    entry(
        &["UpdateUserRoutingProfile"],
        &[own(&[ROUTING_PROFILE, USER])],
    ),
    entry(&["DeleteRule"], &[own(&[RULE])]),
    entry(
        &["DeleteSecurityProfile", "UpdateSecurityProfile"],
        &[own(&[SECURITY_PROFILE])],
    ),
    entry(
        &["UpdateUserSecurityProfiles"],
        &[own(&[SECURITY_PROFILE, USER])],
    ),
    entry(
        &["DeleteTaskTemplate", "UpdateTaskTemplate"],
        &[own(&[TASK_TEMPLATE])],
    ),
    entry(
        &[
            "DeleteTrafficDistributionGroup",
            "UpdateTrafficDistribution",
        ],
        &[own(&[TRAFFIC_GROUP])],
    ),
    entry(&["UpdateUserHierarchy"], &[own(&[USER, GROUP])]),
    entry(&["DeleteVocabulary"], &[own(&[VOCABULARY])]),
    entry(
        &["DisassociateFlow"],
        &[own(&[NUMBER]).under(&[Limit::Instance])],
    ),
    entry(
        &[
            "DeleteWorkspace",
            "DeleteWorkspaceMedia",
            "DeleteWorkspacePage",
            "DisassociateWorkspace",
            "ImportWorkspaceMedia",
            "UpdateWorkspaceMetadata",
            "UpdateWorkspaceTheme",
            "UpdateWorkspaceVisibility",
        ],
        &[own(&[WORKSPACE])],
    ),
];
