//! A block without the error branches that its type has.

use crate::{
    action::Action,
    lint::{
        finding::Severity,
        report::Report,
        rule::{Check, Rule},
        scope::{Scope, errors, is_true, value},
    },
};

pub(super) const RULE: Rule = Rule {
    code: "missing-error-branch",
    title: "A block without the error branches that its type has",
    severity: Severity::Warning,
    explanation: "The documentation of the action type lists these errors, and the exports of the \
                  designer that were looked at have a branch for each. A flow without them may be \
                  refused; where it is not, the contact is lost when the error occurs.",
    remedy: "add the branch, and lead it to a message and an end that suit a failure",
    check: Check::Flow(check),
};

fn check(scope: &Scope<'_>, report: &mut Report<'_>) {
    for action in scope.actions() {
        let has = errors(action);
        let lacks: Vec<&str> = needed(action)
            .filter(|error| !has.contains(error))
            .collect();
        if !lacks.is_empty() {
            let message = format!("there is no branch for {}", lacks.join(" and "));
            report.below(action, "/Transitions", message);
        }
    }
}

/// What the documentation lists and the exports of the census agree on. `MessageParticipant` and a
/// few others have a documented error, yet half of the exports lack it: those are left alone.
fn needed(action: Action<'_>) -> impl Iterator<Item = &'static str> {
    let action_type = action.action_type();
    let always = NEEDED.iter().find(|(name, _)| *name == action_type);
    let stores = is_true(action, "/StoreInput");
    let more: &[&str] = match action_type {
        "GetParticipantInput" if !stores => &["NoMatchingCondition", "InputTimeLimitExceeded"],
        "GetParticipantInput" if has(action, "/InputValidation/PhoneNumberValidation") => {
            &["InvalidPhoneNumber"]
        }
        _ => &[],
    };
    always
        .map_or(&[] as &[&str], |(_, errors)| errors)
        .iter()
        .chain(more)
        .copied()
}

fn has(action: Action<'_>, pointer: &str) -> bool {
    value(action, pointer).is_some()
}

const NO_MATCH: &[&str] = &["NoMatchingError"];
const NO_MATCH_AT_ALL: &[&str] = &["NoMatchingError", "NoMatchingCondition"];

const NEEDED: &[(&str, &[&str])] = &[
    ("CheckHoursOfOperation", NO_MATCH),
    ("CheckMetricData", NO_MATCH_AT_ALL),
    ("Compare", &["NoMatchingCondition"]),
    ("ConnectParticipantWithLexBot", NO_MATCH_AT_ALL),
    ("CreateCallbackContact", NO_MATCH),
    ("CreateCase", NO_MATCH),
    ("CreateCustomerProfile", NO_MATCH),
    ("CreateTask", NO_MATCH),
    ("CreateWisdomSession", NO_MATCH),
    (
        "DequeueContactAndTransferToQueue",
        &["NoMatchingError", "QueueAtCapacity"],
    ),
    ("DistributeByPercentage", &["NoMatchingCondition"]),
    (
        "GetCase",
        &["NoMatchingError", "MultipleFound", "NoneFound"],
    ),
    (
        "GetCustomerProfile",
        &["NoMatchingError", "MultipleFoundError", "NoneFoundError"],
    ),
    ("GetMetricData", NO_MATCH),
    ("GetParticipantInput", NO_MATCH),
    ("InvokeFlowModule", NO_MATCH),
    ("InvokeLambdaFunction", NO_MATCH),
    (
        "ShowView",
        &[
            "NoMatchingError",
            "NoMatchingCondition",
            "TimeLimitExceeded",
        ],
    ),
    (
        "TransferContactToQueue",
        &["NoMatchingError", "QueueAtCapacity"],
    ),
    ("TransferParticipantToThirdParty", NO_MATCH),
    ("TransferToFlow", NO_MATCH),
    ("UpdateContactAttributes", NO_MATCH),
    (
        "UpdateContactCallbackNumber",
        &["InvalidCallbackNumber", "CallbackNumberNotDialable"],
    ),
    ("UpdateContactData", NO_MATCH),
    ("UpdateContactEventHooks", NO_MATCH),
    ("UpdateContactTargetQueue", NO_MATCH),
    ("UpdateFlowAttributes", NO_MATCH),
    ("UpdatePreviousContactParticipantState", NO_MATCH),
    ("Wait", NO_MATCH),
];
