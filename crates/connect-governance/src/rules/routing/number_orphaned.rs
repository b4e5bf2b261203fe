//! A number whose instance or traffic group is gone.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{routing::use_of_number::what, thing},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "number-orphaned",
    area: Area::Routing,
    severity: Severity::High,
    title: "A number leads to an instance or traffic group that is not there",
    why: "A number outlives the instance that it was claimed for: it is charged for every \
            day, and no call arrives.",
    remedy: "Move it to an instance with `UpdatePhoneNumber` while it is still yours, or \
            release it with `ReleasePhoneNumber`.",
    references: &[],
    needs: &[Part::Numbers],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for number in world.numbers.iter().filter(|number| !number.has_target) {
        let evidence = format!(
            "{}, charged by the day, and what it leads to is gone",
            what(number)
        );
        marks.find(thing::number(number), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing_b::{said, sound};

    #[test]
    fn a_number_whose_instance_is_gone_is_found() {
        let mut world = sound();
        world.numbers[0].has_target = false;
        expect![[r#"
            high number/+442071234567: a local number of GB, charged by the day, and what it leads to is gone
              do: Move it to an instance with `UpdatePhoneNumber` while it is still yours, or release it with `ReleasePhoneNumber`.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_number_of_the_instance_is_let_be() {
        assert_eq!(said(&RULE, &sound()), "");
    }
}
