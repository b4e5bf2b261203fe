//! Waiting music that is interrupted every few seconds.

use flow_language::Action;

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::script::{live, subject},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-interrupts-often",
    area: Area::Flows,
    severity: Severity::Info,
    title: "Waiting music is interrupted more often than every 20 seconds",
    why: "Whoever waits is told the same thing again and again, and each round runs the flow \
            on: its functions, its looks at the queue, and its log.",
    remedy: "Set the interruption of the Loop prompts block to 20 seconds or more.",
    references: &[],
    needs: &[Part::Flows, Part::Numbers],
    judge,
};

/// From how many seconds on it is seldom enough.
const SECONDS_MIN: u32 = 20;

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for script in live(world) {
        for action in script.of_type("MessageParticipantIteratively") {
            if let Some(seconds) = seconds(action).filter(|seconds| *seconds < SECONDS_MIN) {
                let evidence = format!("{} is interrupted every {seconds} s", script.block(action));
                marks.find(subject(script.flow), evidence);
            }
        }
    }
}

fn seconds(action: Action<'_>) -> Option<u32> {
    let seconds = action.parameters()?.get("InterruptFrequencySeconds")?;
    seconds.as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use flow_language::FlowType;
    use serde_json::json;

    use super::RULE;
    use crate::{
        rules::testing_b::{act, arn, flow, said, sound},
        world::World,
    };

    fn waiting(seconds: &str) -> World {
        let mut world = sound();
        let messages = json!({
            "Messages": [{"PromptId": arn("prompt", 401)}], "InterruptFrequencySeconds": seconds,
        });
        let music = act(
            "Music",
            "MessageParticipantIteratively",
            &messages,
            "End",
            &[],
        );
        world
            .flows
            .push(flow("Wait", 13, FlowType::CustomerQueue, &[music]));
        world
    }

    #[test]
    fn music_that_is_cut_every_few_seconds_is_found() {
        expect![[r#"
            info flow/Wait: `Music` is interrupted every 5 s
              do: Set the interruption of the Loop prompts block to 20 seconds or more.
        "#]]
        .assert_eq(&said(&RULE, &waiting("5")));
    }

    #[test]
    fn music_that_is_cut_seldom_is_let_be() {
        assert_eq!(said(&RULE, &waiting("20")), "");
    }
}
