//! A flow that dials a number which nobody has checked.

use std::collections::BTreeMap;

use flow_language::Action;
use serde_json::Value;

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        script::{Script, live, subject},
        tally::is_e164,
    },
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-dials-unchecked",
    area: Area::Flows,
    severity: Severity::Medium,
    title: "A flow dials a number that is not written in it as E.164",
    why: "A number that comes from outside can be one that costs a fortune a minute: that is \
            how toll fraud works. A number that is not E.164 reaches nobody.",
    remedy: "Write the number into the flow as `+` and up to 15 digits, or have it checked \
            against a list before the transfer.",
    references: &[],
    needs: &[Part::Flows],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let scripts = live(world);
    let set = attributes(&scripts);
    for script in &scripts {
        for action in script.of_type("TransferParticipantToThirdParty") {
            let number = parameter(action, "ThirdPartyPhoneNumber").and_then(Value::as_str);
            let number = number.unwrap_or_default();
            let block = script.block(action);
            if is_typed(number) {
                let evidence = format!("{block} dials what the caller said or typed (`{number}`)");
                marks
                    .find(subject(script.flow), evidence)
                    .severity(Severity::High);
            } else if number.starts_with('$') && !is_checked(number, &set) {
                let evidence = format!("{block} dials what `{number}` holds");
                marks.find(subject(script.flow), evidence);
            } else if !number.starts_with('$') && !number.starts_with("ref://") && !is_e164(number)
            {
                let evidence = format!("{block} dials `{number}`, which is not E.164");
                marks.find(subject(script.flow), evidence);
            }
        }
    }
}

fn is_typed(path: &str) -> bool {
    path.starts_with("$.StoredCustomerInput") || path.starts_with("$.Lex.")
}

/// Whether every flow that sets the attribute sets it to a number.
fn is_checked(path: &str, set: &BTreeMap<String, Vec<String>>) -> bool {
    let name = path.strip_prefix("$.Attributes.");
    let values = name.and_then(|name| set.get(name));
    values.is_some_and(|values| values.iter().all(|value| is_e164(value)))
}

/// What flows set attributes to.
fn attributes(scripts: &[Script<'_>]) -> BTreeMap<String, Vec<String>> {
    let mut set: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for script in scripts {
        for action in script.of_type("UpdateContactAttributes") {
            let attributes = parameter(action, "Attributes").and_then(Value::as_object);
            for (name, value) in attributes.into_iter().flatten() {
                let value = value.as_str().unwrap_or_default().to_owned();
                set.entry(name.clone()).or_default().push(value);
            }
        }
    }
    set
}

fn parameter<'a>(action: Action<'a>, name: &str) -> Option<&'a Value> {
    action.parameters()?.get(name)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::json;

    use super::RULE;
    use crate::{
        rules::testing_b::{act, document, said, sound},
        world::World,
    };

    fn dialling(number: &str, attribute: Option<&str>) -> World {
        let mut world = sound();
        let attributes =
            json!({"Attributes": {"branch": attribute.unwrap_or("$.External.branch")}});
        let set = act("Set", "UpdateContactAttributes", &attributes, "Dial", &[]);
        let dial = json!({"ThirdPartyPhoneNumber": number});
        let dial = act("Dial", "TransferParticipantToThirdParty", &dial, "End", &[]);
        world.flows[0].document = Some(document(&[set, dial]));
        world
    }

    #[test]
    fn numbers_from_outside_and_malformed_ones_are_found() {
        let typed = dialling("$.StoredCustomerInput", None);
        expect![[r#"
            high flow/Main: `Dial` dials what the caller said or typed (`$.StoredCustomerInput`)
              do: Write the number into the flow as `+` and up to 15 digits, or have it checked against a list before the transfer.
        "#]].assert_eq(&said(&RULE, &typed));
        let held = dialling("$.Attributes.branch", None);
        expect![[r#"
            medium flow/Main: `Dial` dials what `$.Attributes.branch` holds
              do: Write the number into the flow as `+` and up to 15 digits, or have it checked against a list before the transfer.
        "#]].assert_eq(&said(&RULE, &held));
        let local = dialling("02071234567", None);
        expect![[r#"
            medium flow/Main: `Dial` dials `02071234567`, which is not E.164
              do: Write the number into the flow as `+` and up to 15 digits, or have it checked against a list before the transfer.
        "#]].assert_eq(&said(&RULE, &local));
    }

    #[test]
    fn numbers_that_flows_write_themselves_are_let_be() {
        let written = dialling("+442071234567", None);
        assert_eq!(said(&RULE, &written), "");
        let set = dialling("$.Attributes.branch", Some("+442071234567"));
        assert_eq!(said(&RULE, &set), "");
    }
}
