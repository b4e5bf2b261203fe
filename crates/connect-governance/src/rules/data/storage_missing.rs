//! Sorts of data that are not kept.

use crate::{
    Area, Marks, Rule, Settings, Severity, Subject,
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "storage-missing",
    area: Area::Data,
    severity: Severity::Medium,
    title: "A sort of data is kept nowhere",
    why: "Without a place for it Connect does not keep it at all, whatever flows say. It \
          cannot be had later.",
    remedy: "Declare it under `storage` and run `connectctl govern ensure`, or \
             AssociateInstanceStorageConfig.",
    references: &[],
    needs: &[Part::Storage],
    judge,
};

const SORTS: [(&str, Severity); 5] = [
    ("CALL_RECORDINGS", Severity::Medium),
    ("CHAT_TRANSCRIPTS", Severity::Medium),
    ("SCHEDULED_REPORTS", Severity::Low),
    ("ATTACHMENTS", Severity::Low),
    ("CONTACT_EVALUATIONS", Severity::Low),
];

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for (sort, severity) in SORTS {
        if !world.storage.iter().any(|it| it.sort == sort) {
            let subject = Subject::new("storage", sort);
            marks
                .find(subject, format!("no storage is configured for {sort}"))
                .severity(severity);
        }
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
    fn what_is_kept_nowhere_is_found() {
        let change = |world: &mut World| {
            world
                .storage
                .retain(|it| !["CHAT_TRANSCRIPTS", "ATTACHMENTS"].contains(&it.sort.as_str()));
        };
        breaks(
            &RULE,
            change,
            &expect![[r"
            medium storage/CHAT_TRANSCRIPTS
            seen: no storage is configured for CHAT_TRANSCRIPTS
            remedy: Declare it under `storage` and run `connectctl govern ensure`, or AssociateInstanceStorageConfig.
            low storage/ATTACHMENTS
            seen: no storage is configured for ATTACHMENTS
            remedy: Declare it under `storage` and run `connectctl govern ensure`, or AssociateInstanceStorageConfig.
        "]],
        );
    }

    #[test]
    fn what_few_need_is_not_missed() {
        holds(&RULE, |world| {
            world.storage.retain(|it| it.sort != "MEDIA_STREAMS");
        });
    }
}
