//! Buckets of another Region than the instance.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{subject, uses::of_bucket, words::listed},
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "bucket-other-region",
    area: Area::Data,
    severity: Severity::Medium,
    title: "Data goes to a bucket of another Region",
    why: "What callers said leaves the Region that it was promised to, and every copy of \
          it costs transfer.",
    remedy: "Name a bucket of the Region of the instance: `connectctl govern ensure`, or \
             UpdateInstanceStorageConfig. What is kept stays where it is.",
    references: &[],
    needs: &[Part::Instance, Part::Storage, Part::Buckets],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let Some(region) = world.region.as_ref().map(connect_model::Region::as_str) else {
        return;
    };
    for bucket in world
        .buckets
        .iter()
        .filter(|it| it.exists && it.is_elsewhere)
    {
        let (its, sorts) = (&bucket.region, listed(of_bucket(world, &bucket.name)));
        let evidence = format!(
            "it is in {its}, where the instance is in {region}, and nothing else was asked of it; it keeps {sorts}"
        );
        marks.find(subject::bucket(world, bucket), evidence);
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
    fn a_bucket_of_another_region_is_found() {
        let change = |world: &mut World| {
            "us-east-1".clone_into(&mut world.buckets[0].region);
            world.buckets[0].is_elsewhere = true;
        };
        breaks(
            &RULE,
            change,
            &expect![[r#"
                medium bucket/north-data
                seen: it is in us-east-1, where the instance is in eu-west-2, and nothing else was asked of it; it keeps CALL_RECORDINGS, CHAT_TRANSCRIPTS, SCHEDULED_REPORTS, ATTACHMENTS, CONTACT_EVALUATIONS
                remedy: Name a bucket of the Region of the instance: `connectctl govern ensure`, or UpdateInstanceStorageConfig. What is kept stays where it is.
            "#]],
        );
    }

    #[test]
    fn a_bucket_that_is_not_there_is_in_no_region() {
        holds(&RULE, |world| {
            world.buckets[0].exists = false;
            world.buckets[0].region.clear();
        });
    }
}
