//! A published flow that cannot work as it is written.

use flow_language::lint;

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        script::{faults, subject, told},
        tally::count,
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-broken",
    area: Area::Flows,
    severity: Severity::High,
    title: "A flow has errors that the checks of flows find",
    why: "A block that cannot work takes its error branch, or ends the contact. Callers \
            notice it first.",
    remedy: "Export the flows with `connectctl flow export`, mend what `connectctl flow \
            check` tells of them, and deploy them.",
    references: &[],
    needs: &[Part::Flows],
    judge,
};

/// What rules of their own tell.
const TOLD_ELSEWHERE: &[&str] = &["endless-loop", "sensitive-input-logged"];

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let is_error = |finding: &lint::Finding| {
        finding.severity == lint::Severity::Error && !TOLD_ELSEWHERE.contains(&finding.code)
    };
    for (flow, found) in faults(world, &is_error) {
        let errors = count(found.len(), "error", "errors");
        marks.find(subject(flow), format!("{errors}: {}", told(&found)));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::json;

    use super::RULE;
    use crate::rules::testing_b::{act, document, main_actions, said, sound};

    #[test]
    fn a_flow_with_errors_is_found_and_the_first_are_told() {
        let mut world = sound();
        let mut actions = main_actions();
        actions[4]["Parameters"]["InvocationTimeLimitSeconds"] = json!("30");
        actions[5]["Parameters"]["PromptId"] = json!("");
        actions[1]["Transitions"]["NextAction"] = json!("Gone");
        world.flows[0].document = Some(document(&actions));
        expect![[r#"
            high flow/Main: 3 errors: `Notice`: this leads to `Gone`, which is not an action of the flow; `Ask`: no prompt is chosen; `Look up`: the time limit is `30`, not 1 to 8 seconds
              do: Export the flows with `connectctl flow export`, mend what `connectctl flow check` tells of them, and deploy them.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_flow_that_every_instance_has_is_let_be() {
        let mut world = sound();
        let hold = act(
            "Say",
            "MessageParticipant",
            &json!({}),
            "Gone",
            &["NoMatchingError"],
        );
        world.flows[1].document = Some(document(&[hold]));
        assert_eq!(said(&RULE, &world), "");
        world.flows[1].is_builtin = false;
        assert_ne!(said(&RULE, &world), "");
    }
}
