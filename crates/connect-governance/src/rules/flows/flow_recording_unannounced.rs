//! Recording that the caller was not told of.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::script::{faults, subject, told},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-recording-unannounced",
    area: Area::Flows,
    severity: Severity::Medium,
    title: "Contacts are recorded or analysed before they are told",
    why: "Many places demand that people are told, and agree, before a call is recorded.",
    remedy: "Play a message about recording before the contact is put into a queue.",
    references: &[],
    needs: &[Part::Flows],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for (flow, found) in faults(world, &|finding| finding.code == "recording-without-notice") {
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
    fn recording_before_a_word_was_said_is_found() {
        let mut world = sound();
        let mut actions = main_actions();
        // Straight from the recording to the queue.
        actions[2]["Transitions"]["NextAction"] = json!("Queue");
        actions[7]["Transitions"]["NextAction"] = json!("Wait");
        world.flows[0].document = Some(document(&actions[2..]));
        expect![[r#"
            medium flow/Main: `Wait`: on some way here recording is on, and nothing was said to the contact
              do: Play a message about recording before the contact is put into a queue.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn recording_after_a_notice_is_let_be() {
        assert_eq!(said(&RULE, &sound()), "");
    }
}
