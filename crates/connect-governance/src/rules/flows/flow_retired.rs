//! A flow that uses what AWS has retired.

use flow_language::lint;

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::script::{faults, subject, told},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-retired",
    area: Area::Flows,
    severity: Severity::Medium,
    title: "A flow uses what AWS has retired",
    why: "Lex V1 ended in 2025 and Voice ID in 2026. Blocks that use them take their error \
            branch.",
    remedy: "Move the bot to Lex V2, or remove the block; `connectctl flow check` shows \
            where.",
    references: &[],
    needs: &[Part::Flows],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let is_retired = |finding: &lint::Finding| matches!(finding.code, "lex-v1" | "voice-id");
    for (flow, found) in faults(world, &is_retired) {
        marks.find(subject(flow), told(&found));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::json;

    use super::RULE;
    use crate::rules::testing_b::{act, document, said, sound};

    #[test]
    fn a_block_that_uses_voice_id_or_lex_v1_is_found() {
        let mut world = sound();
        let check = act(
            "Known",
            "CheckVoiceId",
            &json!({}),
            "Bot",
            &["NoMatchingError"],
        );
        let bot =
            json!({"Text": "Hi", "LexBot": {"Name": "Book", "Region": "eu-west-2", "Alias": "a"}});
        let bot = act(
            "Bot",
            "ConnectParticipantWithLexBot",
            &bot,
            "End",
            &["NoMatchingError"],
        );
        world.flows[0].document = Some(document(&[check, bot]));
        expect![[r#"
            medium flow/Main: `Known`: this block uses Voice ID, which is retired; `Bot`: this is a Lex V1 bot, and Lex V1 is retired
              do: Move the bot to Lex V2, or remove the block; `connectctl flow check` shows where.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn lex_v2_is_let_be() {
        assert_eq!(said(&RULE, &sound()), "");
    }
}
