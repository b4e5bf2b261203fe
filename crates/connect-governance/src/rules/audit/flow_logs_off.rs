//! Flows that leave no log.

use crate::{
    Area, Marks, Mend, Reference, Rule, Settings, Severity,
    rules::subject,
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-logs-off",
    area: Area::Audit,
    severity: Severity::Medium,
    title: "Flows leave no log",
    why: "What a caller went through, and what went wrong on the way, can then be told \
          by nobody.",
    remedy: "`connectctl govern mend` switches CONTACTFLOW_LOGS on with \
             UpdateInstanceAttribute. A flow writes from where a block switches logging \
             on in it.",
    references: &[
        Reference {
            source: "Security Hub",
            id: "Connect.2",
        },
        Reference {
            source: "AWS Config",
            id: "connect-instance-logging-enabled",
        },
    ],
    needs: &[Part::Instance],
    judge,
};

const ATTRIBUTE: &str = "CONTACTFLOW_LOGS";

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    if !world.instance.is_on(ATTRIBUTE) {
        let mend = Mend::SetAttribute {
            attribute: ATTRIBUTE.to_owned(),
            value: true,
        };
        marks
            .find(subject::instance(world), format!("{ATTRIBUTE} is off"))
            .mend(mend);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::World,
    };

    #[test]
    fn logs_that_are_off_are_found() {
        let change = |world: &mut World| {
            world
                .instance
                .attributes
                .insert("CONTACTFLOW_LOGS".to_owned(), false);
        };
        breaks(
            &RULE,
            change,
            &expect![[r#"
            medium instance/north
            seen: CONTACTFLOW_LOGS is off
            remedy: `connectctl govern mend` switches CONTACTFLOW_LOGS on with UpdateInstanceAttribute. A flow writes from where a block switches logging on in it.
            mend: {"do":"set-attribute","attribute":"CONTACTFLOW_LOGS","value":true}
        "#]],
        );
    }

    #[test]
    fn logs_that_are_on_are_fine_even_before_the_first_line() {
        holds(&RULE, |world: &mut World| world.log_group = None);
    }
}
