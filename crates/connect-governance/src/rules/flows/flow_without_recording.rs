//! A place for recordings, and no flow that records.

use flow_language::FlowType;

use crate::{
    Area, Marks, Rule, Settings, Severity,
    rules::{
        script::{Script, live, records},
        tally::count,
        thing::instance,
    },
    world::{Destination, FlowKind, Part, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "flow-without-recording",
    area: Area::Flows,
    severity: Severity::Medium,
    title: "Recordings have a place, and no flow switches recording on",
    why: "A place for recordings says that calls are to be kept. Only a flow switches that \
            on, so that none are kept, and nobody learns it before one is asked for.",
    remedy: "Put a Set recording and analytics behavior block into the flows that answer, or \
            take the place for recordings away.",
    references: &[],
    needs: &[Part::Flows, Part::Numbers, Part::Storage],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    let mut kept = world.storage.iter();
    let Some(kept) = kept.find(|storage| storage.sort == "CALL_RECORDINGS") else {
        return;
    };
    let scripts = live(world);
    let is_inbound =
        |script: &&Script<'_>| script.flow.kind == FlowKind::Flow(FlowType::ContactFlow);
    let inbound = scripts.iter().filter(is_inbound).count();
    let is_recorded = scripts
        .iter()
        .any(|script| script.document.actions().any(records));
    if inbound > 0 && !is_recorded && !is_unread(world) {
        let flows = count(inbound, "published inbound flow", "published inbound flows");
        let place = place(&kept.destination);
        let evidence =
            format!("recordings go to {place}, and no flow switches recording on, of {flows}");
        marks.find(instance(world), evidence);
    }
}

/// Whether a number leads to a flow whose content is not known, as that of AWS's own may not be.
fn is_unread(world: &World) -> bool {
    let unread = world.flows.iter().filter(|flow| flow.document.is_none());
    let mut names = unread.map(|flow| &flow.name);
    names.any(|name| {
        world
            .numbers
            .iter()
            .any(|it| it.flow.as_ref() == Some(name))
    })
}

fn place(destination: &Destination) -> String {
    match destination {
        Destination::Bucket { bucket, prefix, .. } => format!("s3://{bucket}/{prefix}"),
        Destination::Video { prefix, .. } => prefix.clone(),
        Destination::Stream(arn) | Destination::DeliveryStream(arn) => arn.clone(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use serde_json::json;

    use super::RULE;
    use crate::rules::testing_b::{document, main_actions, module, said, sound};

    #[test]
    fn a_place_for_recordings_that_no_flow_fills_is_found() {
        let mut world = sound();
        let mut actions = main_actions();
        actions[2]["Parameters"] = json!({"RecordingBehavior": {"RecordedParticipants": []}});
        world.flows[0].document = Some(document(&actions));
        expect![[r#"
            medium instance/acme: recordings go to s3://acme-recordings/calls, and no flow switches recording on, of 1 published inbound flow
              do: Put a Set recording and analytics behavior block into the flows that answer, or take the place for recordings away.
        "#]].assert_eq(&said(&RULE, &world));
        world.storage.clear();
        assert_eq!(said(&RULE, &world), "", "nothing is to be kept");
    }

    #[test]
    fn a_flow_that_was_not_read_may_record() {
        let mut world = sound();
        let mut actions = main_actions();
        actions.remove(2);
        world.flows[0].document = Some(document(&actions));
        world.flows[1].document = None;
        world.numbers[0].flow = Some("Default customer hold".to_owned());
        assert_eq!(said(&RULE, &world), "");
    }

    #[test]
    fn a_module_may_record_for_all() {
        let mut world = sound();
        let mut actions = main_actions();
        let record = actions.remove(2);
        world.flows[0].document = Some(document(&actions));
        world.flows.push(module("Record", 14, &[record]));
        assert_eq!(said(&RULE, &world), "");
    }
}
