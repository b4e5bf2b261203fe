//! Icons: simple shapes in a box of 20 by 20 pixels, as SVG path data.

/// The lines of the icon of an action type.
pub(crate) fn path(action_type: &str) -> &'static str {
    let found = ICONS.iter().find(|(types, _)| types.contains(&action_type));
    found.map_or(GEAR, |(_, path)| path)
}

const GEAR: &str = "M10 6.5a3.5 3.5 0 1 0 .01 0M10 2.5v3M10 14.5v3M2.5 10h3M14.5 10h3";

const ICONS: &[(&[&str], &str)] = &[
    // A speech bubble.
    (
        &[
            "MessageParticipant",
            "MessageParticipantIteratively",
            "StartOutboundChatContact",
        ],
        "M3 4h14v9h-8l-4 4v-4h-2z",
    ),
    // A keypad.
    (
        &["GetParticipantInput", "ConnectParticipantWithLexBot"],
        "M4 4h2v2h-2zM9 4h2v2h-2zM14 4h2v2h-2zM4 9h2v2h-2zM9 9h2v2h-2zM14 9h2v2h-2zM9 14h2v2h-2z",
    ),
    // A cross.
    (
        &[
            "DisconnectParticipant",
            "EndFlowExecution",
            "EndFlowModuleExecution",
        ],
        "M5 5l10 10M15 5l-10 10",
    ),
    // A fork.
    (
        &[
            "Compare",
            "DistributeByPercentage",
            "CheckOutboundCallStatus",
        ],
        "M3 10h5l4 -5h5M8 10l4 5h5M14.5 2.5l2.5 2.5l-2.5 2.5M14.5 12.5l2.5 2.5l-2.5 2.5",
    ),
    // A clock.
    (
        &["CheckHoursOfOperation", "Wait"],
        "M10 3a7 7 0 1 0 .01 0M10 6v4l3 2",
    ),
    // A queue.
    (&["UpdateContactTargetQueue"], "M4 5h12M4 10h12M4 15h7"),
    // Bars.
    (&["GetMetricData"], "M4 16v-5M8 16v-9M12 16v-7M16 16v-12"),
    // Bars, and a hook.
    (
        &["CheckMetricData"],
        "M3 16v-4M7 16v-8M11 16v-3M11 7l2.5 2.5l4 -5",
    ),
    // An arrow up, and a queue.
    (
        &[
            "UpdateContactRoutingBehavior",
            "UpdateContactRoutingCriteria",
        ],
        "M5 16v-11M2 8l3 -3l3 3M11 5h6M11 10h6M11 15h4",
    ),
    // An arrow that leaves.
    (
        &[
            "TransferContactToQueue",
            "DequeueContactAndTransferToQueue",
            "TransferToFlow",
            "TransferContactToAgent",
            "TransferParticipantToThirdParty",
            "CreateCallbackContact",
        ],
        "M3 10h12M10.5 5l5 5l-5 5",
    ),
    // Two braces.
    (
        &["InvokeLambdaFunction", "InvokeFlowModule"],
        "M8 3c-3 0-2 4-2 5s-1 2-2 2c1 0 2 1 2 2s-1 5 2 5M12 3c3 0 2 4 2 5s1 2 2 2c-1 0-2 1-2 2s1 5-2 5",
    ),
    // A tag.
    (
        &[
            "UpdateContactAttributes",
            "UpdateFlowAttributes",
            "UpdateContactData",
            "TagContact",
            "UntagContact",
        ],
        "M3 4h7l7 7l-6 6l-8-8zM6 7h1v1h-1z",
    ),
    // A ring.
    (&["Loop"], "M15 6a6.5 6.5 0 1 0 1 6M16 3v4h-4"),
    // A person.
    (
        &[
            "GetCustomerProfile",
            "CreateCustomerProfile",
            "UpdateCustomerProfile",
            "AuthenticateParticipant",
        ],
        "M10 3a3 3 0 1 0 .01 0M4 17c0-8 12-8 12 0",
    ),
    // A window.
    (&["ShowView"], "M3 4h14v12h-14zM3 8h14"),
    // A microphone.
    (
        &[
            "UpdateContactTextToSpeechVoice",
            "UpdateContactRecordingBehavior",
            "UpdateContactRecordingAndAnalyticsBehavior",
        ],
        "M8 3h4v8h-4zM5 9c0 7 10 7 10 0M10 14v3",
    ),
];
