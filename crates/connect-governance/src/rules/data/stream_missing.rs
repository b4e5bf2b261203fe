//! Streams that are named and are not there.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{subject, words::listed},
    world::{Destination, Part, Storage, StreamKind, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "stream-missing",
    area: Area::Data,
    severity: Severity::High,
    title: "Data goes to a stream that is not there",
    why: "Contact records and events are lost without a word. What was not streamed \
          cannot be had again.",
    remedy: "Make the stream again with CreateStream, or name another with \
             UpdateInstanceStorageConfig.",
    references: &[],
    needs: &[Part::Storage, Part::Streams],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for stream in world.streams.iter().filter(|stream| !stream.exists) {
        let goes_there = |it: &&Storage| match &it.destination {
            Destination::Stream(arn) | Destination::DeliveryStream(arn) => *arn == stream.arn,
            Destination::Bucket { .. } | Destination::Video { .. } => false,
        };
        let sorts = world.storage.iter().filter(goes_there).map(|it| &it.sort);
        let evidence = format!(
            "there is no such stream, and it is to take {}",
            listed(sorts)
        );
        let mark = marks.find(subject::stream(stream), evidence);
        if stream.kind == StreamKind::Delivery {
            mark.remedy("Make it again with CreateDeliveryStream, or name another with UpdateInstanceStorageConfig.");
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
    fn a_stream_that_is_not_there_is_found() {
        breaks(
            &RULE,
            |world| world.streams[0].exists = false,
            &expect![[r"
                high stream/contacts
                seen: there is no such stream, and it is to take CONTACT_TRACE_RECORDS
                remedy: Make the stream again with CreateStream, or name another with UpdateInstanceStorageConfig.
            "]],
        );
        let delivery = |world: &mut World| {
            world.streams[0].exists = false;
            world.streams[0].kind = StreamKind::Delivery;
        };
        breaks(
            &RULE,
            delivery,
            &expect![[r"
            high stream/contacts
            seen: there is no such stream, and it is to take CONTACT_TRACE_RECORDS
            remedy: Make it again with CreateDeliveryStream, or name another with UpdateInstanceStorageConfig.
        "]],
        );
    }

    #[test]
    fn a_stream_that_is_there_is_fine_encrypted_or_not() {
        holds(&RULE, |world| world.streams[0].is_encrypted = false);
    }
}
