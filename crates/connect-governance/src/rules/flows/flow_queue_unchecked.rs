//! A transfer to a queue without a look at its hours or staff.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::script::{faults, subject, told},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-queue-unchecked",
    area: Area::Flows,
    severity: Severity::Info,
    title: "A flow puts contacts into a queue without a look at hours or staffing",
    why: "Out of hours, or with nobody signed in, the contact waits by the minute for nobody.",
    remedy: "Put a Check hours of operation and a Check staffing block before the transfer, \
            and offer a call back.",
    references: &[],
    needs: &[Part::Flows],
    judge,
};

/// The checks of flows that tell of it.
const CODES: &[&str] = &["queue-without-hours-check", "queue-without-staffing-check"];

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for (flow, found) in faults(world, &|finding| CODES.contains(&finding.code)) {
        marks.find(subject(flow), told(&found));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::json;

    use super::RULE;
    use crate::rules::testing_b::{document, main_actions, said, sound};

    #[test]
    fn a_transfer_without_a_look_at_hours_and_staff_is_found() {
        let mut world = sound();
        let mut actions = main_actions();
        actions[5]["Transitions"]["NextAction"] = json!("Queue");
        actions[7]["Transitions"]["NextAction"] = json!("Wait");
        world.flows[0].document = Some(document(&actions));
        expect![[r#"
            info flow/Main: `Wait`: on some way here the hours of operation are not checked; `Wait`: on some way here neither staffing nor the state of the queue is checked
              do: Put a Check hours of operation and a Check staffing block before the transfer, and offer a call back.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_transfer_after_both_is_let_be() {
        assert_eq!(said(&RULE, &sound()), "");
    }
}
