//! A number that a flow answers which is gone.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{tally::is_id, thing},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "number-flow-gone",
    area: Area::Routing,
    severity: Severity::High,
    title: "The flow that answers a number is not there",
    why: "Who calls the number hears an error or nothing.",
    remedy: "Attach another flow under `phone_numbers`, and run `connectctl apply`.",
    references: &[],
    needs: &[Part::Numbers, Part::Flows],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for number in world.numbers.iter().filter(|number| number.has_target) {
        let Some(flow) = &number.flow else { continue };
        // A flow of a type that is not known here has a name, and is not among the flows.
        if is_id(flow) && !world.flows.iter().any(|it| it.name == *flow) {
            let evidence = format!("the flow {flow} answers, which is not there");
            marks.find(thing::number(number), evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{said, sound};

    #[test]
    fn a_number_whose_flow_is_gone_is_found() {
        let mut world = sound();
        world.numbers[0].flow = Some("00000000-0000-4000-8000-000000000019".to_owned());
        expect![[r#"
            high number/+442071234567: the flow 00000000-0000-4000-8000-000000000019 answers, which is not there
              do: Attach another flow under `phone_numbers`, and run `connectctl apply`.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_number_whose_flow_is_there_is_let_be() {
        let mut world = sound();
        assert_eq!(said(&RULE, &world), "");
        world.numbers[0].flow = Some("Of a new type".to_owned());
        assert_eq!(said(&RULE, &world), "");
    }
}
