//! A flow that invokes a function which is not associated.

use flow_language::{RefKind, RefValue};

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::script::{function, live, subject},
    world::{Association, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-lambda-unassociated",
    area: Area::Flows,
    severity: Severity::High,
    title: "A flow invokes a function that is not associated with the instance",
    why: "Associating a function is what lets the instance invoke it. Without that the block \
            takes its error branch, unless somebody has let the instance in by hand.",
    remedy: "Associate the function: list it under `lambda_functions` of the contact centre, \
            and run `connectctl apply`.",
    references: &[],
    needs: &[Part::Flows, Part::Associations],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let associations = world.associations.iter();
    let associated: Vec<String> = associations
        .filter_map(|association| match association {
            Association::Function(arn) => function(world, arn),
            _ => None,
        })
        .collect();
    for script in live(world) {
        for (block, value) in script.references(RefKind::Lambda) {
            let RefValue::Static(text) = value else {
                continue;
            };
            if let Some(arn) = function(world, &text).filter(|arn| !associated.contains(arn)) {
                let evidence = format!("{block} invokes {arn}, which is not associated");
                marks.find(subject(script.flow), evidence);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{FUNCTION, document, main_actions, said, sound};

    #[test]
    fn a_function_that_is_not_associated_is_found() {
        let mut world = sound();
        world.associations.remove(0);
        expect![[r#"
            high flow/Main: `Look up` invokes arn:aws:lambda:eu-west-2:111122223333:function:lookup, which is not associated
              do: Associate the function: list it under `lambda_functions` of the contact centre, and run `connectctl apply`.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn an_alias_of_an_associated_function_in_its_own_region_is_let_be() {
        let mut world = sound();
        let mut actions = main_actions();
        let live = FUNCTION.replace("eu-west-2", "$.AwsRegion") + ":live";
        actions[4]["Parameters"]["LambdaFunctionARN"] = live.into();
        world.flows[0].document = Some(document(&actions));
        assert_eq!(said(&RULE, &world), "");
    }
}
