//! One action of a flow, read only, and the action types that the service knows.

use serde_json::Value;

/// One action of a document.
///
/// Reading is tolerant: what is missing reads as empty, since `check` reports it.
#[derive(Clone, Copy, Debug)]
pub struct Action<'a> {
    /// Position in `Actions`. The service's problem texts name actions by it.
    pub index: usize,
    pub(crate) value: &'a Value,
}

/// The chapters in which AWS documents action types; the designer colours blocks by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionGroup {
    /// Changes or moves the contact.
    Contact,
    /// Decides where the flow goes on.
    FlowControl,
    /// Talks to something outside of the contact.
    Interaction,
    /// Talks to a participant of the contact.
    Participant,
}

/// One way out of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch<'a> {
    /// The `Identifier` that it leads to.
    pub next: &'a str,
    /// What it is taken for: nothing (the plain way on), an error type, or a condition's operand.
    pub label: Option<&'a str>,
    /// Which list of `Transitions` it stands in, and where: a JSON pointer below `Transitions`.
    pub place: BranchPlace,
}

/// Where a branch stands in `Transitions`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BranchPlace {
    /// `NextAction`.
    Next,
    /// The entry of `Conditions` with this index.
    Condition(usize),
    /// The entry of `Errors` with this index.
    Error(usize),
}

impl<'a> Action<'a> {
    /// The action's name within its flow; empty if it has none.
    pub fn identifier(self) -> &'a str {
        self.text("Identifier")
    }

    /// The action type, known or not; empty if there is none.
    pub fn action_type(self) -> &'a str {
        self.text("Type")
    }

    /// The parameters, if there are any.
    pub fn parameters(self) -> Option<&'a Value> {
        self.value.get("Parameters")
    }

    /// The group of the action type; none for a type that the service does not know.
    pub fn group(self) -> Option<ActionGroup> {
        group(self.action_type())
    }

    /// The ways out, in the order next, conditions, errors.
    pub fn branches(self) -> impl Iterator<Item = Branch<'a>> {
        let next = self.next_action().map(|next| Branch {
            next,
            label: None,
            place: BranchPlace::Next,
        });
        let conditions = self.list("Conditions").filter_map(|(index, entry)| {
            let label = entry
                .pointer("/Condition/Operands/0")
                .and_then(Value::as_str);
            let next = entry.get("NextAction")?.as_str()?;
            Some(Branch {
                next,
                label,
                place: BranchPlace::Condition(index),
            })
        });
        let errors = self.list("Errors").filter_map(|(index, entry)| {
            let label = entry.get("ErrorType").and_then(Value::as_str);
            let next = entry.get("NextAction")?.as_str()?;
            Some(Branch {
                next,
                label,
                place: BranchPlace::Error(index),
            })
        });
        next.into_iter().chain(conditions).chain(errors)
    }

    /// Where this action stands: a JSON pointer into the content.
    pub fn path(self) -> String {
        format!("/Actions/{}", self.index)
    }

    pub(crate) fn next_action(self) -> Option<&'a str> {
        self.transitions()?.get("NextAction")?.as_str()
    }

    pub(crate) fn transitions(self) -> Option<&'a Value> {
        self.value.get("Transitions")
    }

    /// `Conditions` and `Errors`, as far as they are there.
    pub(crate) fn transition_lists(self) -> impl Iterator<Item = (&'static str, &'a [Value])> {
        let list = move |name| Some((name, self.transitions()?.get(name)?.as_array()?.as_slice()));
        ["Conditions", "Errors"].into_iter().filter_map(list)
    }

    fn list(self, name: &str) -> impl Iterator<Item = (usize, &'a Value)> + use<'a> {
        let entries = self
            .transitions()
            .and_then(|transitions| transitions.get(name));
        entries
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .enumerate()
    }

    fn text(self, name: &str) -> &'a str {
        self.value
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }
}

impl BranchPlace {
    /// The place that a JSON pointer below `Transitions` means.
    pub fn at(pointer: &str) -> Option<Self> {
        if pointer == "/NextAction" {
            return Some(Self::Next);
        }
        let index = |text: &str| text.parse().ok();
        let condition = pointer.strip_prefix("/Conditions/").and_then(index);
        let error = pointer.strip_prefix("/Errors/").and_then(index);
        condition
            .map(Self::Condition)
            .or_else(|| error.map(Self::Error))
    }

    /// A JSON pointer below `Transitions`.
    pub fn pointer(self) -> String {
        match self {
            Self::Next => "/NextAction".to_owned(),
            Self::Condition(index) => format!("/Conditions/{index}"),
            Self::Error(index) => format!("/Errors/{index}"),
        }
    }
}

/// Ends the flow or module here, so nothing may follow.
pub(crate) fn is_terminal(action_type: &str) -> bool {
    matches!(
        action_type,
        "DisconnectParticipant" | "EndFlowExecution" | "EndFlowModuleExecution"
    )
}

/// May end without a `NextAction`: terminal, an endless loop of prompts, or a hand-over without
/// a way back.
pub(crate) fn may_end(action_type: &str) -> bool {
    is_terminal(action_type)
        || matches!(
            action_type,
            "MessageParticipantIteratively" | "TransferContactToAgent"
        )
}

/// Whether the service knows the action type.
pub(crate) fn is_known(action_type: &str) -> bool {
    group(action_type).is_some()
}

fn group(action_type: &str) -> Option<ActionGroup> {
    let found = TYPES.iter().find(|(_, types)| types.contains(&action_type));
    found.map(|(group, _)| *group)
}

/// The action types of the service, by group. Public files also hold names that it does not
/// take (`TransferToQueue`, `InvokeLexBot`, …): those have no group.
const TYPES: &[(ActionGroup, &[&str])] = &[
    (
        ActionGroup::Contact,
        &[
            "CompleteOutboundCall",
            "CreateCase",
            "CreatePersistentContactAssociation",
            "CreateTask",
            "CreateWisdomSession",
            "DequeueContactAndTransferToQueue",
            "EndFlowModuleExecution",
            "GetCase",
            "InvokeFlowModule",
            "LoadContactContent",
            "ResumeContact",
            "StartOutboundChatContact",
            "TagContact",
            "TransferContactToAgent",
            "TransferContactToQueue",
            "UntagContact",
            "UpdateCase",
            "UpdateContactAttributes",
            "UpdateContactCallbackNumber",
            "UpdateContactData",
            "UpdateContactEventHooks",
            "UpdateContactMediaProcessing",
            "UpdateContactMediaStreamingBehavior",
            "UpdateContactRecordingAndAnalyticsBehavior",
            "UpdateContactRecordingBehavior",
            "UpdateContactRoutingBehavior",
            "UpdateContactRoutingCriteria",
            "UpdateContactTargetQueue",
            "UpdateContactTextToSpeechVoice",
            "UpdatePreviousContactParticipantState",
        ],
    ),
    (
        ActionGroup::FlowControl,
        &[
            "CheckHoursOfOperation",
            "CheckMetricData",
            "CheckOutboundCallStatus",
            "CheckVoiceId",
            "Compare",
            "DistributeByPercentage",
            "EndFlowExecution",
            "GetMetricData",
            "Loop",
            "StartVoiceIdStream",
            "TransferToFlow",
            "UpdateFlowAttributes",
            "UpdateFlowLoggingBehavior",
            "Wait",
        ],
    ),
    (
        ActionGroup::Interaction,
        &[
            "AssociateContactToCustomerProfile",
            "CreateCallbackContact",
            "CreateCustomerProfile",
            "EvaluateDataTableValues",
            "GetCalculatedAttributesForCustomerProfile",
            "GetCustomerProfile",
            "GetCustomerProfileObject",
            "InvokeLambdaFunction",
            "ListDataTableValues",
            "UpdateCustomerProfile",
            "UpsertDataTableValues",
        ],
    ),
    (
        ActionGroup::Participant,
        &[
            "AuthenticateParticipant",
            "ConnectParticipantWithLexBot",
            "DisconnectParticipant",
            "GetParticipantInput",
            "MessageParticipant",
            "MessageParticipantIteratively",
            "ShowView",
            "TransferParticipantToThirdParty",
        ],
    ),
];
