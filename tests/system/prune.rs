//! What is ours and no longer declared, and what becomes ours.

use std::collections::BTreeSet;

use aws_sim::Settings;
use connect_model::{HoursId, InstanceId, Tags};
use connect_provision::{DestroyOptions, PlanOptions, Prune, Verb};
use connect_resources::{
    Layer, Ports,
    hours::{HoursDraft, Opening, Time},
    queue::QueueDraft,
};
use reconcile::{Ended, Step};
use system_tests::{Desk, spec};

const WHOLE: &str = "
instance: { alias: prune }
hours_of_operation:
  - name: Days
    time_zone: Europe/London
    config: [{ day: MONDAY, start: '09:00', end: '17:00' }]
  - name: Nights
    time_zone: Europe/London
    config: [{ day: MONDAY, start: '20:00', end: '23:00' }]
queues:
  - { name: Sales, hours: Days }
  - { name: Late, hours: Nights }
routing_profiles:
  - name: Agents
    default_outbound_queue: Sales
    media_concurrencies: [{ channel: VOICE, concurrency: 1 }]
    queue_configs: [{ channel: VOICE, queue: Sales }]
phone_numbers:
  main: { country: GB, type: DID, flow: Bye }
contact_flows:
  - name: Bye
    type: CONTACT_FLOW
    content: '{\"Version\": \"2019-10-30\", \"StartAction\": \"a\", \"Actions\": [{\"Identifier\": \"a\", \"Type\": \"DisconnectParticipant\", \"Parameters\": {}, \"Transitions\": {}}]}'
";

const LEFT: &str = "
instance: { alias: prune }
hours_of_operation:
  - name: Days
    time_zone: Europe/London
    config: [{ day: MONDAY, start: '09:00', end: '17:00' }]
queues:
  - { name: Sales, hours: Days }
";

fn pruning(release_numbers: bool) -> PlanOptions {
    PlanOptions {
        prune: Some(Prune {
            release_numbers,
            ..Prune::default()
        }),
        ..PlanOptions::default()
    }
}

fn removed(steps: &[Step<connect_provision::Action>]) -> Vec<String> {
    let removals = steps.iter().filter(|step| step.action.verb == Verb::Remove);
    removals.map(|step| step.action.key.to_string()).collect()
}

async fn instance(ports: &Ports) -> InstanceId {
    let listed = ports.instance.list().await.unwrap();
    InstanceId::new(&listed[0].known.id)
}

/// Hours without a tag of ours.
async fn make_hours(desk: &Desk, name: &str) {
    let ports = desk.ports().await;
    let time = |hours| Time { hours, minutes: 0 };
    let opening = Opening {
        day: "SUNDAY".to_owned(),
        start: time(9),
        end: time(17),
    };
    let draft = HoursDraft {
        name: name.to_owned(),
        description: None,
        time_zone: "Europe/London".to_owned(),
        config: vec![opening],
    };
    let (instance, tags) = (instance(&ports).await, Tags::new());
    let made = ports.hours.create(&instance, &draft, &tags).await;
    made.unwrap();
}

/// A queue without a tag of ours.
async fn make_queue(desk: &Desk, name: &str, hours: &str) {
    let ports = desk.ports().await;
    let instance = instance(&ports).await;
    let listed = ports.hours.list(&instance).await.unwrap();
    let hours = listed.iter().find(|named| named.name == hours).unwrap();
    let draft = QueueDraft {
        name: name.to_owned(),
        hours: HoursId::new(&hours.known.id),
        description: None,
        max_contacts: None,
        caller: None,
        quick_connects: Vec::new(),
    };
    let tags = Tags::new();
    let made = ports.queue.create(&instance, &draft, &tags).await;
    made.unwrap();
}

#[tokio::test(start_paused = true)]
async fn what_is_no_longer_declared_goes_and_its_numbers_stay_unless_released() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(WHOLE)).await;
    assert!(desk.plan(&spec(LEFT)).await.unwrap().is_empty());
    let report = desk.applied_with(2, &spec(LEFT), pruning(false)).await;
    assert_eq!(
        removed(report.blueprint.steps.steps()),
        [
            "routing profile Agents",
            "queue Late",
            "hours of operation Nights",
            "flow Bye",
        ]
    );
    let kept: Vec<_> = report
        .blueprint
        .kept
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(kept, ["phone number main"]);
    let report = desk.applied_with(3, &spec(LEFT), pruning(true)).await;
    assert_eq!(
        removed(report.blueprint.steps.steps()),
        ["phone number main"]
    );
    let again = desk.plan_with(&spec(LEFT), &pruning(true)).await.unwrap();
    assert!(again.is_empty(), "{again}");
}

#[tokio::test(start_paused = true)]
async fn pruning_never_leaves_its_layer() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(WHOLE)).await;
    let options = PlanOptions {
        layers: BTreeSet::from([Layer::Admin]),
        ..pruning(true)
    };
    let report = desk.applied_with(2, &spec(LEFT), options).await;
    assert_eq!(
        removed(report.blueprint.steps.steps()),
        [
            "routing profile Agents",
            "queue Late",
            "hours of operation Nights",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_thing_of_somebody_else_is_pruned_only_once_it_was_taken_over() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(LEFT)).await;
    make_hours(&desk, "Foreign").await;
    let with_foreign = LEFT.replace(
        "queues:",
        "  - name: Foreign
    time_zone: Europe/London
    config: [{ day: SUNDAY, start: '09:00', end: '17:00' }]
queues:",
    );
    let plan = desk.plan_with(&spec(LEFT), &pruning(true)).await.unwrap();
    assert!(plan.is_empty(), "{plan}");
    let plan = desk.plan(&spec(&with_foreign)).await.unwrap();
    assert!(plan.is_empty(), "{plan}");
    assert_eq!(plan.foreign.len(), 1);
    let taking = PlanOptions {
        take_ownership: true,
        ..PlanOptions::default()
    };
    let report = desk
        .applied_with(2, &spec(&with_foreign), taking.clone())
        .await;
    assert_eq!(report.blueprint.steps.steps().len(), 1);
    let again = desk.plan_with(&spec(&with_foreign), &taking).await.unwrap();
    assert!(again.is_empty() && again.foreign.is_empty(), "{again}");
    let report = desk.applied_with(3, &spec(LEFT), pruning(false)).await;
    assert_eq!(
        removed(report.blueprint.steps.steps()),
        ["hours of operation Foreign"]
    );
}

#[tokio::test(start_paused = true)]
async fn what_others_still_use_stays_and_keeps_nothing_else_from_going() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(WHOLE)).await;
    make_queue(&desk, "Foreign", "Nights").await;
    let keep = DestroyOptions {
        keep_instance: true,
        ..DestroyOptions::default()
    };
    let report = desk.destroy(&spec(WHOLE), keep).await.unwrap();
    assert_eq!(report.run.ended, Ended::Failed);
    let failed: Vec<_> = report.run.setbacks().map(|(id, _)| id.as_str()).collect();
    assert_eq!(failed, ["hours/Nights/delete"]);
    assert_eq!(report.run.tally()["failed"], 1);
    assert!(!report.run.tally().contains_key("skipped"));
}
