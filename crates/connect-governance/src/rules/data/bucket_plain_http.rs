//! Buckets that talk without TLS.

use crate::{
    Area, Marks, Mend, Reference, Rule, Settings, Severity,
    rules::{subject, uses::of_bucket, words::listed},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "bucket-plain-http",
    area: Area::Data,
    severity: Severity::Medium,
    title: "A bucket takes and gives data without TLS",
    why: "Whoever stands on the way can read recordings, and can change them.",
    remedy: "`connectctl govern mend` adds a statement that denies it, by \
             aws:SecureTransport, with PutBucketPolicy.",
    references: &[Reference {
        source: "Security Hub",
        id: "S3.5",
    }],
    needs: &[Part::Storage, Part::Buckets],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for bucket in world
        .buckets
        .iter()
        .filter(|it| it.is_read() && !it.demands_tls)
    {
        let sorts = listed(of_bucket(world, &bucket.name));
        let mend = Mend::DemandTls {
            bucket: bucket.name.clone(),
        };
        let evidence = format!("its policy does not deny what comes without TLS; it keeps {sorts}");
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
    fn a_bucket_without_tls_is_found() {
        breaks(
            &RULE,
            |world| world.buckets[0].demands_tls = false,
            &expect![[r#"
                medium bucket/north-data
                seen: its policy does not deny what comes without TLS; it keeps CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS
                remedy: `connectctl govern mend` adds a statement that denies it, by aws:SecureTransport, with PutBucketPolicy.
                mend: {"do":"demand-tls","bucket":"north-data"}
            "#]],
        );
    }

    #[test]
    fn a_bucket_that_is_not_there_is_a_matter_of_another_rule() {
        holds(&RULE, |world| {
            world.buckets[0].demands_tls = false;
            world.buckets[0].exists = false;
        });
    }
}
