//! Trails that leave the use of keys out.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        audit::trails::{account, recording},
        words::listed,
    },
    world::{Part, Trail, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "trail-without-key-use",
    area: Area::Audit,
    severity: Severity::Medium,
    title: "No trail records the use of keys",
    why: "Who decrypted recordings and transcripts can then be told by nobody: to use a \
          key counts as reading.",
    remedy: "Have a trail record management events of the type All, and do not exclude \
             kms.amazonaws.com, with PutEventSelectors.",
    references: &[],
    needs: &[Part::Trails],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let trails = recording(world);
    if trails.is_empty() || trails.iter().any(|it| fault(it).is_none()) {
        return;
    }
    let of_trail = |it: &&Trail| fault(it).map(|fault| format!("trail {} {fault}", it.name));
    let faults: Vec<String> = trails.iter().filter_map(of_trail).collect();
    marks.find(account(world), listed(faults));
}

fn fault(trail: &Trail) -> Option<&'static str> {
    match (trail.leaves_out_kms, trail.records_reads) {
        (true, _) => Some("leaves out KMS"),
        (false, false) => Some("leaves out what only reads"),
        (false, true) => None,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::{Trail, World},
    };

    #[test]
    fn trails_that_leave_the_use_of_keys_out_are_found() {
        breaks(
            &RULE,
            |world: &mut World| world.trails[0].leaves_out_kms = true,
            &expect![[r#"
                medium account/111111111111
                seen: trail all leaves out KMS
                remedy: Have a trail record management events of the type All, and do not exclude kms.amazonaws.com, with PutEventSelectors.
            "#]],
        );
        breaks(
            &RULE,
            |world: &mut World| world.trails[0].records_reads = false,
            &expect![[r#"
                medium account/111111111111
                seen: trail all leaves out what only reads
                remedy: Have a trail record management events of the type All, and do not exclude kms.amazonaws.com, with PutEventSelectors.
            "#]],
        );
    }

    #[test]
    fn one_that_records_it_is_enough() {
        holds(&RULE, |world: &mut World| {
            let second = Trail {
                leaves_out_kms: true,
                ..world.trails[0].clone()
            };
            world.trails.push(second);
        });
    }
}
