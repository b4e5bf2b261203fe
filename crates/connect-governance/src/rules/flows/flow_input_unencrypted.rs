//! What callers type, stored in the clear.

use flow_language::Action;
use serde_json::Value;

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        script::{faults, scripts, subject, told},
        tally::few,
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-input-unencrypted",
    area: Area::Flows,
    severity: Severity::Low,
    title: "What callers type is stored without encryption",
    why: "Stored input stands in the clear in the contact, where later flows, functions and \
            logs read it. Of card numbers and PINs that is a breach.",
    remedy: "Switch encryption on in the Store customer input block, with a security key of \
            the instance.",
    references: &[],
    needs: &[Part::Flows],
    judge,
};

/// Checks of flows that know a secret by what the block asks for.
const SECRETS: &[&str] = &["sensitive-input-unencrypted", "sensitive-input-logged"];

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let secrets = faults(world, &|finding| SECRETS.contains(&finding.code));
    for script in scripts(world) {
        let plain: Vec<String> = script
            .of_type("GetParticipantInput")
            .filter(|action| stores(*action) && !is_encrypted(*action))
            .map(|action| script.block(action))
            .collect();
        if plain.is_empty() || script.flow.is_builtin {
            continue;
        }
        let secret = secrets.iter().find(|(flow, _)| flow.arn == script.flow.arn);
        let mark = if let Some((flow, found)) = secret {
            let mark = marks.find(subject(flow), told(found));
            mark.severity(Severity::High)
        } else {
            let blocks = few(&plain, ", ");
            let verb = if plain.len() == 1 { "stores" } else { "store" };
            let evidence = format!("{blocks} {verb} what the caller types in the clear");
            marks.find(subject(script.flow), evidence)
        };
        if world.has(Part::Origins) && world.security_keys == 0 {
            mark.remedy(FIRST_A_KEY);
        }
    }
}

const FIRST_A_KEY: &str = "Upload a security key to the instance, which has none, and switch \
                           encryption on in the Store customer input block.";

fn stores(action: Action<'_>) -> bool {
    let stores = parameter(action, "StoreInput");
    stores.is_some_and(|value| {
        value.as_bool() == Some(true)
            || value
                .as_str()
                .is_some_and(|text| text.eq_ignore_ascii_case("true"))
    })
}

fn is_encrypted(action: Action<'_>) -> bool {
    parameter(action, "InputEncryption").is_some()
}

fn parameter<'a>(action: Action<'a>, name: &str) -> Option<&'a Value> {
    action.parameters()?.get(name)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::{Value, json};

    use super::RULE;
    use crate::{
        rules::testing_b::{act, document, said, sound},
        world::World,
    };

    fn asking(world: &mut World, text: &str, more: &[(&str, Value)]) {
        let mut parameters =
            json!({"Text": text, "StoreInput": "True", "InputTimeLimitSeconds": "5"});
        for (name, value) in more {
            parameters[name] = value.clone();
        }
        let ask = act(
            "Ask",
            "GetParticipantInput",
            &parameters,
            "End",
            &["NoMatchingError"],
        );
        world.flows[0].document = Some(document(&[ask]));
    }

    #[test]
    fn input_that_is_stored_in_the_clear_is_found_and_a_secret_weighs_more() {
        let mut world = sound();
        world.security_keys = 1;
        asking(&mut world, "Type the number of your order.", &[]);
        expect![[r#"
            low flow/Main: `Ask` stores what the caller types in the clear
              do: Switch encryption on in the Store customer input block, with a security key of the instance.
        "#]].assert_eq(&said(&RULE, &world));
        world.security_keys = 0;
        asking(&mut world, "Type your card number.", &[]);
        expect![[r#"
            high flow/Main: `Ask`: this asks for a secret (card number) and stores it in the clear
              do: Upload a security key to the instance, which has none, and switch encryption on in the Store customer input block.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn input_that_is_encrypted_or_not_stored_is_let_be() {
        let mut world = sound();
        let key = json!({"EncryptionKeyId": "k", "Key": "-----BEGIN CERTIFICATE-----"});
        asking(
            &mut world,
            "Type your card number.",
            &[("InputEncryption", key)],
        );
        assert_eq!(said(&RULE, &world), "");
        asking(&mut world, "Press 1.", &[("StoreInput", json!("False"))]);
        assert_eq!(said(&RULE, &world), "");
    }
}
