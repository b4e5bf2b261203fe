//! A flow that asks a bot which is not associated.

use flow_language::{RefKind, RefValue};

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::script::{live, subject},
    world::{Association, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-bot-unassociated",
    area: Area::Flows,
    severity: Severity::High,
    title: "A flow asks a bot that is not associated with the instance",
    why: "Associating the alias of a bot is what lets the instance ask it. Without that the \
            block takes its error branch.",
    remedy: "Associate the alias of the bot: list it under `lex_bots` of the contact centre, \
            and run `connectctl apply`.",
    references: &[],
    needs: &[Part::Flows, Part::Associations],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for script in live(world) {
        let aliases = script.references(RefKind::Lex).into_iter();
        let old = script.references(RefKind::LexV1).into_iter();
        for (block, value) in aliases.chain(old) {
            let RefValue::Static(text) = value else {
                continue;
            };
            if !text.contains('$') && !is_associated(world, &text) {
                let evidence = format!("{block} asks the bot {text}, which is not associated");
                marks.find(subject(script.flow), evidence);
            }
        }
    }
}

fn is_associated(world: &World, text: &str) -> bool {
    world
        .associations
        .iter()
        .any(|association| match association {
            Association::Bot(name) | Association::BotV1(name) => name == text,
            Association::Function(_) => false,
        })
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{document, main_actions, said, sound};

    #[test]
    fn a_bot_that_is_not_associated_is_found() {
        let mut world = sound();
        world.associations.remove(1);
        expect![[r#"
            high flow/Main: `Ask` asks the bot arn:aws:lex:eu-west-2:111122223333:bot-alias/ABCDEFGHIJ/TSTALIASID, which is not associated
              do: Associate the alias of the bot: list it under `lex_bots` of the contact centre, and run `connectctl apply`.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_bot_that_only_the_contact_names_is_let_be() {
        let mut world = sound();
        world.associations.remove(1);
        let mut actions = main_actions();
        actions[5]["Parameters"]["LexV2Bot"]["AliasArn"] = "$.Attributes.bot".into();
        world.flows[0].document = Some(document(&actions));
        assert_eq!(said(&RULE, &world), "");
    }
}
