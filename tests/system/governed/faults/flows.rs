//! Flows.

use connect_resources::KindId;
use serde_json::Value;

use super::{Wrong, all_are_found, declared, done};
use crate::governed::{
    estate::Estate,
    sound::{run_test, test_case},
    wire::connect,
};

/// The block of a flow that says that nobody is there, up to where it goes.
const CLOSED: &str = r#""Closed", "Type": "MessageParticipant", "Parameters": {"Text": "Nobody can take your call now."}, "Transitions": {"NextAction": "End", "Errors": [{"NextAction": "End", "ErrorType": "NoMatchingError"}], "Conditions": []}}"#;
const RECORD: &str = r#""RecordingBehavior": {"RecordedParticipants": ["Agent", "Customer"]}"#;
const ASK: &str = r#""Type": "ConnectParticipantWithLexBot", "Parameters": {"Text": "What is it about?", "LexV2Bot": {"AliasArn": "arn:aws:lex:eu-west-2:111111111111:bot-alias/Q7ZK2MXW4B/TSTALIASID"}}"#;
const TAG: &str = r#""Type": "TagContact", "Parameters": {"Tags": {"BusinessUnit": "orders"}}"#;
const ENCRYPTED: &str = r#", "InputEncryption": {"EncryptionKeyId": "7f3c8f6e-2d5a-4c1b-9a51-6a0f0b7d9e11", "Key": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"}"#;

#[rustfmt::skip] // A table.
pub(super) const WRONGS: &[Wrong] = &[
    declared("analytics-everywhere", &[
        ("  required_tags:", "  bundled_plan: false\n  required_tags:"),
        (RECORD, r#""RecordingBehavior": {"RecordedParticipants": ["Agent", "Customer"]}, "AnalyticsBehavior": {"Enabled": "True", "AnalyticsLanguage": "en-GB"}"#),
    ]),
    declared("contact-tags-missing", &[
        (TAG, r#""Type": "UpdateContactAttributes", "Parameters": {"Attributes": {"unit": "orders"}}"#),
    ]),
    done("flow-bot-unassociated", |estate| Box::pin(no_bot(estate))),
    declared("flow-broken", &[(r#""Text": "Please hold the line."}"#, r#""Text": "Please hold the line."}, {"SSML": "<speak>Thank you"}"#)]),
    done("flow-dangling", |estate| Box::pin(no_prompt(estate))),
    declared("flow-dials-unchecked", &[
        (CLOSED, r#""Closed", "Type": "TransferParticipantToThirdParty", "Parameters": {"ThirdPartyPhoneNumber": "$.StoredCustomerInput", "ThirdPartyConnectionTimeLimitSeconds": "30", "ContinueFlowExecution": "False"}, "Transitions": {"NextAction": "End", "Errors": [{"NextAction": "End", "ErrorType": "NoMatchingError"}, {"NextAction": "End", "ErrorType": "CallFailed"}, {"NextAction": "End", "ErrorType": "ConnectionTimeLimitExceeded"}], "Conditions": []}}"#),
    ]),
    declared("flow-endless", &[
        (CLOSED, r#""Closed", "Type": "MessageParticipant", "Parameters": {"Text": "Please try again."}, "Transitions": {"NextAction": "Announce", "Errors": [{"NextAction": "Announce", "ErrorType": "NoMatchingError"}], "Conditions": []}}"#),
    ]),
    declared("flow-input-unencrypted", &[(ENCRYPTED, "")]),
    declared("flow-interrupts-often", &[(r#""InterruptFrequencySeconds": "60""#, r#""InterruptFrequencySeconds": "10""#)]),
    declared("flow-keeps-secrets", &[
        (ENCRYPTED, ""),
        (TAG, r#""Type": "UpdateContactAttributes", "Parameters": {"Attributes": {"cardNumber": "$.StoredCustomerInput"}}"#),
    ]),
    done("flow-lambda-unassociated", |estate| Box::pin(no_function(estate))),
    declared("flow-logging-off", &[(r#""FlowLoggingBehavior": "Enabled""#, r#""FlowLoggingBehavior": "Disabled""#)]),
    declared("flow-queue-unchecked", &[
        (r#""NextAction": "Choose", "Condition""#, r#""NextAction": "Closed", "Condition""#),
        (r#""NextAction": "Open?""#, r#""NextAction": "Choose""#),
    ]),
    declared("flow-recording-unannounced", &[
        (r#""NextAction": "Announce""#, r#""NextAction": "Record""#),
        (r#""Transitions": {"NextAction": "Type""#, r#""Transitions": {"NextAction": "Open?""#),
    ]),
    declared("flow-retired", &[
        ("lex_bots:\n", "lex_bots:\n  - { name: Old, region: eu-west-2 }\n"),
        (ASK, r#""Type": "ConnectParticipantWithLexBot", "Parameters": {"Text": "What is it about?", "LexBot": {"Name": "ref://lex-v1/Old", "Region": "eu-west-2", "Alias": "live"}}"#),
    ]),
    done("flow-test-failed", |estate| Box::pin(failed_test(estate))),
    done("flow-untested", |estate| Box::pin(no_test(estate))),
    declared("flow-unused", &[
        ("contact_flows:\n", "contact_flows:\n  - { name: Spare, type: CONTACT_FLOW, file: inbound.json }\n"),
    ]),
    declared("flow-without-recording", &[(RECORD, r#""RecordingBehavior": {"RecordedParticipants": []}"#)]),
];

const BOT: &str = "arn:aws:lex:eu-west-2:111111111111:bot-alias/Q7ZK2MXW4B/TSTALIASID";
const FUNCTION: &str = "arn:aws:lambda:eu-west-2:111111111111:function:lookup";

async fn no_bot(estate: &Estate) {
    let body = serde_json::json!({ "LexV2Bot": { "AliasArn": BOT } });
    connect(&estate.desk, "POST", &estate.path("instance", "/bot"), body).await;
}

async fn no_function(estate: &Estate) {
    let path = format!("/lambda-function?functionArn={FUNCTION}");
    connect(
        &estate.desk,
        "DELETE",
        &estate.path("instance", &path),
        Value::Null,
    )
    .await;
}

/// What it enters is gone.
async fn failed_test(estate: &Estate) {
    let flow = estate.id(KindId::Flow, "Inbound");
    let path = estate.path("contact-flows", &format!("/{flow}"));
    connect(&estate.desk, "DELETE", &path, Value::Null).await;
    run_test(estate).await;
}

async fn no_test(estate: &Estate) {
    let case = test_case(estate).await;
    let path = estate.path("test-cases", &format!("/{case}"));
    connect(&estate.desk, "DELETE", &path, Value::Null).await;
}

async fn no_prompt(estate: &Estate) {
    let id = estate.id(KindId::Prompt, "Chime");
    let path = estate.path("prompts", &format!("/{id}"));
    connect(&estate.desk, "DELETE", &path, Value::Null).await;
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_with_flows_is_found() {
    all_are_found(WRONGS).await;
}
