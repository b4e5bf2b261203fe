//! Contact records that leave Connect nowhere.

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::subject,
    world::{Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "contact-records-not-streamed",
    area: Area::Data,
    severity: Severity::Info,
    title: "Contact records are not streamed",
    why: "Connect keeps them for two years and answers for one at a time: what comes \
          later, and what other programs need, comes from the stream.",
    remedy: "Where they are wanted, declare CONTACT_TRACE_RECORDS in the contact centre \
             and run `connectctl apply`, or AssociateInstanceStorageConfig.",
    references: &[],
    needs: &[Part::Instance, Part::Storage],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    if !world
        .storage
        .iter()
        .any(|it| it.sort == "CONTACT_TRACE_RECORDS")
    {
        let evidence = "no stream is configured for CONTACT_TRACE_RECORDS";
        marks.find(subject::instance(world), evidence);
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing::{breaks, holds},
        world::{Destination, World},
    };

    #[test]
    fn records_that_are_not_streamed_are_told() {
        let change = |world: &mut World| {
            world
                .storage
                .retain(|it| it.sort != "CONTACT_TRACE_RECORDS");
        };
        breaks(
            &RULE,
            change,
            &expect![[r"
            info instance/north
            seen: no stream is configured for CONTACT_TRACE_RECORDS
            remedy: Where they are wanted, declare CONTACT_TRACE_RECORDS in the contact centre and run `connectctl apply`, or AssociateInstanceStorageConfig.
        "]],
        );
    }

    #[test]
    fn a_delivery_stream_does_as_well() {
        holds(&RULE, |world| {
            let records = world
                .storage
                .iter_mut()
                .find(|it| it.sort == "CONTACT_TRACE_RECORDS")
                .unwrap();
            records.destination =
                Destination::DeliveryStream("arn:aws:firehose:::deliverystream/d".to_owned());
        });
    }
}
