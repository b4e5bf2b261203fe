//! What each type of action does.

use crate::walk::{
    data, outcome::Outcome, routing, state::State, talk, trail::EndKind, visit::Visit,
};

/// Does what an action does. For types whose outcome nothing decides, the plain way on is assumed.
pub(super) fn act(visit: Visit<'_>, state: &mut State<'_>) -> Outcome {
    match visit.action.action_type() {
        "MessageParticipant" => talk::message(visit, state),
        "MessageParticipantIteratively" => talk::messages(visit, state),
        "GetParticipantInput" => talk::input(visit, state),
        "ConnectParticipantWithLexBot" => talk::bot(visit, state),
        "ShowView" => talk::view(visit, state),
        "DisconnectParticipant" => Outcome::end(EndKind::Disconnected, "", "disconnects"),
        "EndFlowExecution" => Outcome::end(EndKind::FlowEnded, "", "ends the flow"),
        "EndFlowModuleExecution" => data::give_back(visit, state),
        "InvokeFlowModule" => data::module(visit, state),
        "TransferToFlow" => routing::flow(visit, state),
        "InvokeLambdaFunction" => data::lambda(visit, state),
        "UpdateContactAttributes" => data::attributes(visit, state),
        "UpdateFlowAttributes" => data::flow_attributes(visit, state),
        "UpdateContactData" => data::contact_data(visit, state),
        "UpdateContactEventHooks" => data::event_hooks(visit, state),
        "UpdateContactCallbackNumber" => data::callback_number(visit, state),
        "UpdateContactRecordingBehavior" | "UpdateContactRecordingAndAnalyticsBehavior" => {
            data::recording(visit, state)
        }
        "UpdateFlowLoggingBehavior" => data::logging(visit, state),
        "Compare" => data::compare(visit, state),
        "Loop" => data::loops(visit, state),
        "DistributeByPercentage" => routing::percentage(state),
        "Wait" => routing::wait(visit, state),
        "CheckHoursOfOperation" => routing::hours(visit, state),
        "CheckMetricData" => routing::metric(visit, state),
        "GetMetricData" => routing::metrics(visit, state),
        "CheckOutboundCallStatus" => routing::call_status(state),
        "UpdateContactTargetQueue" => routing::target(visit, state),
        "TransferContactToQueue" => routing::queue(state),
        "DequeueContactAndTransferToQueue" => routing::requeue(visit, state),
        "TransferParticipantToThirdParty" => routing::number(visit, state),
        "TransferContactToAgent" => routing::agent(state),
        "GetCustomerProfile" | "GetCustomerProfileObject" => {
            profile("customer profile", state.contact.customer.is_empty())
        }
        "GetCase" => profile("case", state.contact.case.is_empty()),
        other => plain(other),
    }
}

fn profile(thing: &str, unknown: bool) -> Outcome {
    Outcome::next(format!("finds the {thing}")).assumed_if(unknown)
}

/// Types which only set something that no later block of the walk can see, and cannot come to
/// anything else, are not assumed.
fn plain(action_type: &str) -> Outcome {
    let what = match action_type {
        "UpdateContactTextToSpeechVoice" => "sets the voice",
        "UpdateContactRoutingBehavior" => "sets the routing behaviour",
        "UpdateContactRoutingCriteria" => "sets the routing criteria",
        "UpdateContactMediaStreamingBehavior" => "sets media streaming",
        "UpdateContactMediaProcessing" => "sets media processing",
        "UpdatePreviousContactParticipantState" => "sets the state of the other participant",
        "TagContact" => "tags the contact",
        "UntagContact" => "removes tags from the contact",
        "CreateTask" => return Outcome::next("creates a task").assumed(),
        "CreateCase" => return Outcome::next("creates a case").assumed(),
        "UpdateCase" => return Outcome::next("updates the case").assumed(),
        "CreateCallbackContact" => return Outcome::next("queues a callback").assumed(),
        _ => return Outcome::next("succeeds").assumed(),
    };
    Outcome::next(what)
}
