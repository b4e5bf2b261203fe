//! A flow that nothing leads to.

use flow_language::FlowType;

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::script::{Mentions, name, scripts, subject},
    world::{Flow, FlowKind, Part, QuickConnectTarget, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-unused",
    area: Area::Flows,
    severity: Severity::Low,
    title: "A flow or module is led to by nothing",
    why: "What nobody uses is kept up for nothing, counts against the quota, and is taken for \
            the real one.",
    remedy: "See whether a chat widget, a campaign or a call such as `StartChatContact` \
            starts it; else remove it.",
    references: &[],
    needs: &[
        Part::Flows,
        Part::Numbers,
        Part::QuickConnects,
        Part::Queues,
    ],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let mentions = Mentions::of(world, &scripts(world));
    let is_unused = |flow: &&Flow| {
        let is_told = name(flow).is_none_or(|name| mentions.is_open(name.kind()));
        !flow.is_builtin
            && !is_told
            && !is_started(world, flow)
            && !mentions.has(name(flow).as_ref(), &flow.arn)
    };
    for flow in world.flows.iter().filter(is_unused) {
        let evidence = match flow.kind {
            FlowKind::Module => "no flow invokes it",
            FlowKind::Flow(_) => "no number, quick connect, queue or other flow leads to it",
        };
        let mark = marks.find(subject(flow), evidence);
        if flow.kind == FlowKind::Module {
            mark.remedy("See whether anything outside of flows calls it; else remove it.");
        }
    }
}

/// Whether something else than a flow starts it, or may do so.
fn is_started(world: &World, flow: &Flow) -> bool {
    let name = &flow.name;
    let leads = |target: &QuickConnectTarget| match (target, flow.kind) {
        (QuickConnectTarget::Flow(to), _) => to == name,
        // These take contacts by a flow of this type, and which one is not told.
        (QuickConnectTarget::User { .. }, FlowKind::Flow(FlowType::AgentTransfer))
        | (QuickConnectTarget::Queue(_), FlowKind::Flow(FlowType::QueueTransfer)) => true,
        _ => false,
    };
    flow.kind == FlowKind::Flow(FlowType::Campaign)
        || world
            .numbers
            .iter()
            .any(|it| it.flow.as_ref() == Some(name))
        || world.quick_connects.iter().any(|it| leads(&it.target))
        || world
            .queues
            .iter()
            .any(|it| it.outbound_flow.as_ref() == Some(name))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use flow_language::FlowType;
    use serde_json::json;

    use super::RULE;
    use crate::rules::testing_b::{act, arn, document, flow, main_actions, module, said, sound};

    #[test]
    fn flows_and_modules_that_nothing_leads_to_are_found() {
        let mut world = sound();
        world
            .flows
            .push(flow("Old", 13, FlowType::ContactFlow, &[]));
        world.flows.push(module("Greet", 14, &[]));
        expect![[r#"
            low flow/Old: no number, quick connect, queue or other flow leads to it
              do: See whether a chat widget, a campaign or a call such as `StartChatContact` starts it; else remove it.
            low module/Greet: no flow invokes it
              do: See whether anything outside of flows calls it; else remove it.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn what_a_flow_queue_or_quick_connect_leads_to_is_let_be() {
        let mut world = sound();
        let greet = json!({"FlowModuleId": arn("flow-module", 14)});
        let mut actions = main_actions();
        actions.push(act("Greet", "InvokeFlowModule", &greet, "End", &[]));
        world.flows[0].document = Some(document(&actions));
        world.flows.push(module("Greet", 14, &[]));
        world
            .flows
            .push(flow("Ring", 15, FlowType::OutboundWhisper, &[]));
        world.queues[0].outbound_flow = Some("Ring".to_owned());
        world
            .flows
            .push(flow("To agent", 16, FlowType::AgentTransfer, &[]));
        assert_eq!(said(&RULE, &world), "");
    }

    #[test]
    fn a_flow_that_only_the_contact_names_may_be_any() {
        let mut world = sound();
        world
            .flows
            .push(flow("Old", 13, FlowType::ContactFlow, &[]));
        let mut actions = main_actions();
        let next = json!({"ContactFlowId": "$.Attributes.next"});
        actions.push(act("Next", "TransferToFlow", &next, "End", &[]));
        world.flows[0].document = Some(document(&actions));
        assert_eq!(said(&RULE, &world), "");
    }
}
