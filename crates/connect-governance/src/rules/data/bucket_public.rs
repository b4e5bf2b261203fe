//! Buckets that are not kept from being public.

use crate::{
    Area, Marks, Mend, Reference, Rule, Settings, Severity,
    rules::{subject, uses::of_bucket, words::listed},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "bucket-public",
    area: Area::Data,
    severity: Severity::High,
    title: "Public access to a bucket is not blocked",
    why: "One wrong policy or one wrong list of rights away from recordings on the open \
          internet.",
    remedy: "`connectctl govern mend` switches all four blocks on with \
             PutPublicAccessBlock.",
    references: &[Reference {
        source: "Security Hub",
        id: "S3.8",
    }],
    needs: &[Part::Storage, Part::Buckets],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for bucket in world
        .buckets
        .iter()
        .filter(|it| it.is_read() && !it.blocks_public_access)
    {
        let sorts = listed(of_bucket(world, &bucket.name));
        let mend = Mend::BlockPublicAccess {
            bucket: bucket.name.clone(),
        };
        let evidence = format!("public access is not blocked in every way; it keeps {sorts}");
        marks
            .find(subject::bucket(world, bucket), evidence)
            .mend(mend);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::rules::testing::{breaks, holds};

    #[test]
    fn a_bucket_that_could_be_public_is_found() {
        breaks(
            &RULE,
            |world| world.buckets[0].blocks_public_access = false,
            &expect![[r#"
                high bucket/north-data
                seen: public access is not blocked in every way; it keeps CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS
                remedy: `connectctl govern mend` switches all four blocks on with PutPublicAccessBlock.
                mend: {"do":"block-public-access","bucket":"north-data"}
            "#]],
        );
    }

    #[test]
    fn a_bucket_that_is_not_there_is_a_matter_of_another_rule() {
        holds(&RULE, |world| {
            world.buckets[0].blocks_public_access = false;
            world.buckets[0].exists = false;
        });
    }
}
