//! Outbound calls that nothing of the instance makes.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{subject, words::counted},
    world::{Flow, Part, QuickConnectTarget, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "outbound-open",
    area: Area::Access,
    severity: Severity::Medium,
    title: "Outbound calls are on, and nothing of the instance makes any",
    why: "What is not needed is open to toll fraud alone.",
    remedy: "Unless programs call out with StartOutboundVoiceContact, switch it off with \
             UpdateInstanceAttribute OUTBOUND_CALLS, or with `outbound_calls: false` and \
             `connectctl apply`.",
    references: &[],
    needs: &[
        Part::Instance,
        Part::Queues,
        Part::Flows,
        Part::QuickConnects,
    ],
    judge,
};

/// What calls a number.
const CALLS: [&str; 3] = [
    "CompleteOutboundCall",
    "CreateCallbackContact",
    "TransferParticipantToThirdParty",
];

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let queue_calls = world
        .queues
        .iter()
        .any(|queue| queue.caller_number.is_some());
    let offer_calls = world
        .quick_connects
        .iter()
        .any(|it| matches!(it.target, QuickConnectTarget::Number(_)));
    let flow_calls = world.flows.iter().any(calls);
    if world.instance.is_on("OUTBOUND_CALLS") && !queue_calls && !offer_calls && !flow_calls {
        let evidence = format!(
            "OUTBOUND_CALLS is on; of {} none shows a number, and of {} and {} none calls one",
            counted(world.queues.len(), "queue"),
            counted(world.flows.len(), "flow"),
            counted(world.quick_connects.len(), "quick connect"),
        );
        marks.find(subject::instance(world), evidence);
    }
}

fn calls(flow: &Flow) -> bool {
    let mut actions = flow
        .document
        .iter()
        .flat_map(flow_language::Document::actions);
    actions.any(|action| CALLS.contains(&action.action_type()))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, flow_of, holds},
        world::{QuickConnect, QuickConnectTarget, World},
    };

    fn silence(world: &mut World) {
        world.queues[0].caller_number = None;
    }

    #[test]
    fn outbound_calls_that_nothing_makes_are_found() {
        let change = |world: &mut World| {
            silence(world);
            world.flows = vec![flow_of("Main", "DisconnectParticipant")];
        };
        breaks(
            &RULE,
            change,
            &expect![[r"
            medium instance/north
            seen: OUTBOUND_CALLS is on; of 1 queue none shows a number, and of 1 flow and 0 quick connects none calls one
            remedy: Unless programs call out with StartOutboundVoiceContact, switch it off with UpdateInstanceAttribute OUTBOUND_CALLS, or with `outbound_calls: false` and `connectctl apply`.
        "]],
        );
    }

    #[test]
    fn a_flow_that_calls_needs_them() {
        holds(&RULE, |world| {
            silence(world);
            world.flows = vec![flow_of("Main", "TransferParticipantToThirdParty")];
        });
    }

    #[test]
    fn a_quick_connect_to_a_number_needs_them() {
        holds(&RULE, |world| {
            silence(world);
            world.quick_connects = vec![QuickConnect {
                name: "Police".to_owned(),
                arn: String::new(),
                target: QuickConnectTarget::Number("+441632960001".to_owned()),
            }];
        });
    }

    #[test]
    fn what_is_off_is_not_open() {
        holds(&RULE, |world| {
            silence(world);
            world.instance.attributes.clear();
        });
    }
}
