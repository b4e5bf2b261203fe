//! A flow that writes no log.

use flow_language::Action;
use serde_json::Value;

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::script::{faults, live, subject},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-logging-off",
    area: Area::Flows,
    severity: Severity::Low,
    title: "A flow writes no log where the instance keeps one",
    why: "The instance has a log group for flows, and each flow says by itself whether it \
            writes there. Without it nobody can tell afterwards which way a contact took.",
    remedy: "Begin the flow with a Set logging behavior block that switches logging on.",
    references: &[],
    needs: &[Part::Flows, Part::Instance],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    if !world.instance.is_on("CONTACTFLOW_LOGS") {
        return;
    }
    let silent = faults(world, &|finding| finding.code == "logging-off");
    for script in live(world) {
        let is_silent = silent.iter().any(|(flow, _)| flow.arn == script.flow.arn);
        let (off, on): (Vec<_>, Vec<_>) = script
            .of_type("UpdateFlowLoggingBehavior")
            .partition(|action| !switches_on(*action));
        match off.first() {
            Some(off) if on.is_empty() => {
                let evidence = format!("{} switches logging off", script.block(*off));
                marks.find(subject(script.flow), evidence);
            }
            None if is_silent => {
                marks.find(subject(script.flow), "no block switches logging on");
            }
            _ => {}
        }
    }
}

fn switches_on(action: Action<'_>) -> bool {
    let behavior = action
        .parameters()
        .and_then(|all| all.get("FlowLoggingBehavior"));
    behavior.and_then(Value::as_str) == Some("Enabled")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use flow_language::FlowType;
    use serde_json::json;

    use super::RULE;
    use crate::rules::testing_b::{act, document, flow, main_actions, said, sound};

    #[test]
    fn a_flow_that_switches_its_log_off_or_never_on_is_found() {
        let mut world = sound();
        let mut actions = main_actions();
        actions[0]["Parameters"]["FlowLoggingBehavior"] = json!("Disabled");
        world.flows[0].document = Some(document(&actions));
        world
            .flows
            .push(flow("Desk", 13, FlowType::ContactFlow, &actions[1..]));
        expect![[r#"
            low flow/Main: `Log` switches logging off
              do: Begin the flow with a Set logging behavior block that switches logging on.
            low flow/Desk: no block switches logging on
              do: Begin the flow with a Set logging behavior block that switches logging on.
        "#]]
        .assert_eq(&said(&RULE, &world));
        world.instance.attributes.clear();
        assert_eq!(said(&RULE, &world), "", "the instance keeps no log");
    }

    #[test]
    fn a_flow_that_is_silent_about_a_secret_alone_is_let_be() {
        let mut world = sound();
        let mut actions = main_actions();
        let off = json!({"FlowLoggingBehavior": "Disabled"});
        actions.push(act("Off", "UpdateFlowLoggingBehavior", &off, "End", &[]));
        world.flows[0].document = Some(document(&actions));
        assert_eq!(said(&RULE, &world), "");
    }
}
