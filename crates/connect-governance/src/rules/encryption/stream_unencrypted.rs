//! Streams that are not encrypted.

use crate::{
    Area, Marks, Reference, Rule, Settings, Severity,
    rules::subject,
    world::{Part, StreamKind, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "stream-unencrypted",
    area: Area::Encryption,
    severity: Severity::Medium,
    title: "A stream is not encrypted",
    why: "Contact records and events of agents name callers and what they said, and lie \
          in it as they are.",
    remedy: "Let the key policy name the service role of the instance for \
             kms:GenerateDataKey first; then StartStreamEncryption.",
    references: &[Reference {
        source: "Security Hub",
        id: "Kinesis.1",
    }],
    needs: &[Part::Streams],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for stream in world
        .streams
        .iter()
        .filter(|it| it.exists && !it.is_encrypted)
    {
        let mark = marks.find(subject::stream(stream), "encryption at rest is off");
        if stream.kind == StreamKind::Delivery {
            mark.remedy("Switch it on with StartDeliveryStreamEncryption.");
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::{StreamKind, World},
    };

    #[test]
    fn streams_that_are_not_encrypted_are_found() {
        breaks(
            &RULE,
            |world| world.streams[0].is_encrypted = false,
            &expect![[r"
                medium stream/contacts
                seen: encryption at rest is off
                remedy: Let the key policy name the service role of the instance for kms:GenerateDataKey first; then StartStreamEncryption.
            "]],
        );
        let delivery = |world: &mut World| {
            world.streams[0].is_encrypted = false;
            world.streams[0].kind = StreamKind::Delivery;
        };
        breaks(
            &RULE,
            delivery,
            &expect![[r"
            medium stream/contacts
            seen: encryption at rest is off
            remedy: Switch it on with StartDeliveryStreamEncryption.
        "]],
        );
    }

    #[test]
    fn a_stream_that_is_gone_is_a_matter_of_another_rule() {
        holds(&RULE, |world| {
            world.streams[0].is_encrypted = false;
            world.streams[0].exists = false;
        });
    }
}
