//! Flows that lead to each other without the contact being asked.

use crate::lint::{
    bundle::Several,
    finding::Severity,
    report::Report,
    rule::{Check, Rule},
};

pub(super) const RULE: Rule = Rule {
    code: "flow-ring",
    title: "Flows that lead to each other without the contact being asked",
    severity: Severity::Warning,
    explanation: "A contact that comes into the ring goes from flow to flow for ever, and no flow \
                  of it waits, asks or connects the contact.",
    remedy: "lead out of the ring, or ask the contact in one of the flows",
    check: Check::Bundle(check),
};

/// A menu that leads to a flow and back is no such ring: there the contact decides.
fn check<'a>(several: &Several<'a>, report: &mut Report<'a>) {
    let mut state = vec![State::New; several.items.len()];
    for root in 0..several.items.len() {
        let mut way = vec![(root, 0)];
        if is_left(several, root) || state[root] != State::New {
            continue;
        }
        state[root] = State::Open;
        while let Some((at, next)) = way.pop() {
            let Some((action, to)) = several.calls[at].get(next).copied() else {
                state[at] = State::Done;
                continue;
            };
            way.push((at, next + 1));
            if is_left(several, to) {
                continue;
            }
            match state[to] {
                State::New => {
                    state[to] = State::Open;
                    way.push((to, 0));
                }
                State::Open => {
                    report.within(&several.items[at]);
                    let message = format!(
                        "this leads back to `{}`, and the contact is not asked",
                        several.items[to].name
                    );
                    report.action(action, message);
                }
                State::Done => {}
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// Whether the contact has a say in a flow, or something else may happen in it.
fn is_left(several: &Several<'_>, at: usize) -> bool {
    several.items[at].document.actions().any(|action| {
        !matches!(
            action.action_type(),
            "TransferToFlow"
                | "InvokeFlowModule"
                | "MessageParticipant"
                | "UpdateContactAttributes"
                | "UpdateFlowAttributes"
                | "UpdateFlowLoggingBehavior"
                | "UpdateContactTargetQueue"
                | "UpdateContactEventHooks"
                | "UpdateContactTextToSpeechVoice"
                | "DisconnectParticipant"
                | "EndFlowModuleExecution"
                | "UpdateContactRecordingBehavior"
                | "UpdateContactData"
        )
    })
}
