//! A contact attribute that holds a secret.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::script::{faults, subject, told},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-keeps-secrets",
    area: Area::Flows,
    severity: Severity::Medium,
    title: "A contact attribute holds a secret",
    why: "Attributes are kept with the record of the contact, for years, and many people and \
            exports read them.",
    remedy: "Encrypt the input, or hand it to a function and keep only whether it was right.",
    references: &[],
    needs: &[Part::Flows],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for (flow, found) in faults(world, &|finding| finding.code == "sensitive-attribute") {
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
    fn an_attribute_that_takes_a_secret_from_the_caller_is_found() {
        let mut world = sound();
        for (value, is_found) in [("$.StoredCustomerInput", true), ("$.External.mask", false)] {
            let attributes = json!({"Attributes": {"cardNumber": value}});
            let keep = act("Keep", "UpdateContactAttributes", &attributes, "End", &[]);
            world.flows[0].document = Some(document(&[keep]));
            let said = said(&RULE, &world);
            assert_eq!(!said.is_empty(), is_found, "{value}");
            if is_found {
                expect![[r#"
                    medium flow/Main: `Keep`: the attribute `cardNumber` holds a secret (card number)
                      do: Encrypt the input, or hand it to a function and keep only whether it was right.
                "#]].assert_eq(&said);
            }
        }
    }
}
