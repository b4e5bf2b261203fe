//! An instance in one Region alone.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::thing::instance,
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "region-single",
    area: Area::Resilience,
    severity: Severity::Info,
    title: "The instance has no replica in another Region",
    why: "When the Region fails, no call is taken until it is back: numbers and users of an \
            instance without a replica cannot move.",
    remedy: "Run `connectctl replicate --instance ALIAS --to REGION`, and lead numbers to the \
            traffic group; or accept it with an exception.",
    references: &[],
    needs: &[Part::Instance, Part::Regions],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    if world.instance.replica.is_some() {
        return;
    }
    let place = world
        .region
        .as_ref()
        .map(|region| format!("is in {region} alone"));
    let evidence = place.unwrap_or_else(|| "has no replica".to_owned());
    marks
        .find(instance(world), evidence)
        .remedy(RULE.remedy.replace("ALIAS", &world.instance.alias));
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{said, sound};

    #[test]
    fn an_instance_without_a_replica_is_found() {
        let mut world = sound();
        world.instance.replica = None;
        expect![[r#"
            info instance/acme: is in eu-west-2 alone
              do: Run `connectctl replicate --instance acme --to REGION`, and lead numbers to the traffic group; or accept it with an exception.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn an_instance_with_a_replica_is_let_be() {
        assert_eq!(said(&RULE, &sound()), "");
    }
}
