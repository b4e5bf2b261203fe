//! A loop that contacts do not leave, or only by failures.

use flow_language::lint;

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::script::{faults, subject, told},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-endless",
    area: Area::Flows,
    severity: Severity::High,
    title: "A flow has a loop without a way out",
    why: "A contact that goes round and round is charged by the minute, and reaches nobody.",
    remedy: "Add a Loop block with a count, a condition or an end; `connectctl flow check` \
            shows where.",
    references: &[],
    needs: &[Part::Flows],
    judge,
};

/// Loops that contacts never leave while all works.
const ENDLESS: &[&str] = &["endless-loop", "loop-left-by-errors", "flow-ring"];

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let is_loop = |finding: &lint::Finding| {
        let asks_again = finding.code == "retry-without-limit";
        ENDLESS.contains(&finding.code) || (asks_again && finding.severity > lint::Severity::Note)
    };
    for (flow, found) in faults(world, &is_loop) {
        let is_endless = found.iter().any(|finding| ENDLESS.contains(&finding.code));
        let mark = marks.find(subject(flow), told(&found));
        if !is_endless {
            // Who hangs up or answers leaves it.
            mark.severity(Severity::Medium);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::json;

    use super::RULE;
    use crate::rules::testing_b::{act, document, said, sound};

    #[test]
    fn a_loop_that_nothing_leads_out_of_is_found() {
        let mut world = sound();
        let there = act("There", "UpdateContactAttributes", &json!({}), "Back", &[]);
        let back = act("Back", "UpdateContactData", &json!({}), "There", &[]);
        world.flows[0].document = Some(document(&[there, back]));
        expect![[r#"
            high flow/Main: `There`: nothing leads out of this loop of 2 blocks
              do: Add a Loop block with a count, a condition or an end; `connectctl flow check` shows where.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_question_that_is_asked_without_limit_weighs_less() {
        let mut world = sound();
        let mut ask = act(
            "Ask",
            "GetParticipantInput",
            &json!({"Text": "Press 1.", "StoreInput": "False", "InputTimeLimitSeconds": "5"}),
            "End",
            &["NoMatchingError", "NoMatchingCondition"],
        );
        world.flows[0].document = Some(document(&[ask.clone()]));
        assert_eq!(said(&RULE, &world), "");
        let again = json!({"NextAction": "Ask", "ErrorType": "InputTimeLimitExceeded"});
        let errors = ask["Transitions"]["Errors"].as_array_mut();
        errors.unwrap().push(again);
        world.flows[0].document = Some(document(&[ask]));
        expect![[r#"
            medium flow/Main: `Ask`: after InputTimeLimitExceeded this is asked again, without limit
              do: Add a Loop block with a count, a condition or an end; `connectctl flow check` shows where.
        "#]].assert_eq(&said(&RULE, &world));
    }
}
