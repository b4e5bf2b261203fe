//! What Connect does with contacts.

use super::place::{
    CONTACT, EVALUATION, EVALUATION_FORM, FILE, FLOW, INSTANCE, NUMBER, QUEUE, QUICK_CONNECT,
    TASK_TEMPLATE, USER,
};
use crate::policy::table::{Entry, Limit, entry, everywhere, own, target::EVERYTHING};

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        &["SendChatIntegrationEvent", "SendIntegrationEvent"],
        &[own(&[EVERYTHING])],
    ),
    entry(&["CompleteAttachedFileUpload"], &[own(&[FILE])]),
    entry(
        &["DeleteAttachedFile"],
        &[own(&[FILE]), everywhere(&["cases:DeleteRelatedItem"])],
    ),
    entry(
        &["StartAttachedFileUpload"],
        &[own(&[FILE]), everywhere(&["cases:CreateRelatedItem"])],
    ),
    entry(
        &[
            "ResumeContactRecording",
            "StartContactRecording",
            "StopContactRecording",
            "SuspendContactRecording",
        ],
        &[own(&[CONTACT])],
    ),
    entry(&["StartOutboundVoiceContact"], &[own(&[CONTACT])]),
    entry(&["StopContact"], &[own(&[CONTACT])]),
    entry(&["TagContact"], &[own(&[CONTACT])]),
    entry(&["UntagContact"], &[own(&[CONTACT])]),
    entry(
        &[
            "UpdateContact",
            "UpdateContactAttributes",
            "UpdateContactRoutingData",
            "UpdateContactSchedule",
        ],
        &[own(&[CONTACT])],
    ),
    entry(
        &["StartContactEvaluation"],
        &[own(&[CONTACT, EVALUATION, EVALUATION_FORM])],
    ),
    entry(&["TransferContact"], &[own(&[CONTACT, FLOW, INSTANCE])]),
    entry(
        &[
            "CreateParticipant",
            "CreatePersistentContactAssociation",
            "UpdateParticipantRoleConfig",
        ],
        &[own(&[CONTACT, INSTANCE])],
    ),
    entry(
        &["StartContactMediaProcessing", "StopContactMediaProcessing"],
        &[own(&[CONTACT, INSTANCE])],
    ),
    entry(
        &["PauseContact", "ResumeContact"],
        &[own(&[CONTACT, INSTANCE, FLOW])],
    ),
    entry(
        &["AssociateContactWithUser"],
        &[own(&[CONTACT, INSTANCE, USER])],
    ),
    entry(&["MonitorContact"], &[own(&[CONTACT, INSTANCE, USER])]),
    entry(&["DeleteContactEvaluation"], &[own(&[EVALUATION])]),
    entry(
        &["SubmitContactEvaluation", "UpdateContactEvaluation"],
        &[own(&[EVALUATION])],
    ),
    entry(
        &["StartEmailContact", "StartOutboundEmailContact"],
        &[own(&[FLOW])],
    ),
    entry(&["StartWebRTCContact"], &[own(&[FLOW])]),
    entry(&["StartChatContact"], &[own(&[FLOW, CONTACT])]),
    entry(
        &["StartTaskContact"],
        &[own(&[FLOW, CONTACT, QUICK_CONNECT, TASK_TEMPLATE])],
    ),
    entry(
        &["StartOutboundChatContact"],
        &[
            own(&[FLOW, INSTANCE, CONTACT, NUMBER]).under(&[Limit::Instance]),
            everywhere(&["wisdom:GetMessageTemplate", "wisdom:RenderMessageTemplate"]),
        ],
    ),
    entry(
        &["StartContactStreaming", "StopContactStreaming"],
        &[own(&[INSTANCE])],
    ),
    entry(&["CreateContact"], &[own(&[INSTANCE, CONTACT, USER])]),
    entry(
        &["SendOutboundChatMessage"],
        &[
            own(&[INSTANCE, NUMBER]).under(&[Limit::Instance]),
            everywhere(&[
                "social-messaging:SendWhatsAppMessage",
                "wisdom:GetMessageTemplate",
                "wisdom:RenderMessageTemplate",
            ]),
        ],
    ),
    entry(&["BatchPutContact"], &[own(&[INSTANCE, QUEUE])]),
    entry(
        &[
            "AssociateQueueEmailAddresses",
            "DeleteQueue",
            "DisassociateQueueEmailAddresses",
            "UpdateQueueMaxContacts",
            "UpdateQueueName",
            "UpdateQueueOutboundEmailConfig",
            "UpdateQueueStatus",
        ],
        &[own(&[QUEUE])],
    ),
    entry(
        &[
            "DeleteUser",
            "DismissUserContact",
            "UpdateUserIdentityInfo",
            "UpdateUserNotificationStatus",
            "UpdateUserPhoneConfig",
        ],
        &[own(&[USER])],
    ),
];
