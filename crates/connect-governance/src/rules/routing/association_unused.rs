//! A function or bot that no flow uses.

use flow_language::RefKind;

use crate::{
    Area, Marks, Rule, Settings, Severity, Subject,
    rules::script::{Mentions, scripts},
    world::{Association, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "association-unused",
    area: Area::Routing,
    severity: Severity::Low,
    title: "A function or bot that the instance may use is used by no flow",
    why: "An association lets the instance invoke the function or bot, for whoever may edit a \
            flow. A right that nobody uses is a right too many.",
    remedy: "Take it out of `lambda_functions` or `lex_bots` of the contact centre, and run \
            `connectctl apply`.",
    references: &[],
    needs: &[Part::Associations, Part::Flows],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let mentions = Mentions::of(world, &scripts(world));
    for association in &world.associations {
        let (kind, subject) = match association {
            Association::Function(arn) => {
                let name = arn.split(':').nth(6).unwrap_or(arn);
                (RefKind::Lambda, Subject::new("function", name).at(arn))
            }
            Association::Bot(arn) => {
                let alias = arn
                    .split_once("bot-alias/")
                    .map_or(arn.as_str(), |(_, it)| it);
                (RefKind::Lex, Subject::new("bot", alias).at(arn))
            }
            Association::BotV1(name) => (RefKind::LexV1, Subject::new("bot", name)),
        };
        if !mentions.is_open(kind) && !mentions.uses(world, association) {
            marks.find(subject, "associated, and no published flow uses it");
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing_b::{BOT, FUNCTION, document, main_actions, said, sound},
        world::Association,
    };

    #[test]
    fn functions_and_bots_that_no_flow_uses_are_found() {
        let mut world = sound();
        world
            .associations
            .push(Association::Function(FUNCTION.replace("lookup", "old")));
        world
            .associations
            .push(Association::Bot(BOT.replace("ABCDEFGHIJ", "OLDOLDOLDO")));
        world
            .associations
            .push(Association::BotV1("Book".to_owned()));
        expect![[r#"
            low function/old: associated, and no published flow uses it
              do: Take it out of `lambda_functions` or `lex_bots` of the contact centre, and run `connectctl apply`.
            low bot/OLDOLDOLDO/TSTALIASID: associated, and no published flow uses it
              do: Take it out of `lambda_functions` or `lex_bots` of the contact centre, and run `connectctl apply`.
            low bot/Book: associated, and no published flow uses it
              do: Take it out of `lambda_functions` or `lex_bots` of the contact centre, and run `connectctl apply`.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_function_that_only_the_contact_names_may_be_any() {
        let mut world = sound();
        world
            .associations
            .push(Association::Function(FUNCTION.replace("lookup", "old")));
        let mut actions = main_actions();
        actions[4]["Parameters"]["LambdaFunctionARN"] = "$.Attributes.function".into();
        world.flows[0].document = Some(document(&actions));
        assert_eq!(said(&RULE, &world), "");
    }
}
