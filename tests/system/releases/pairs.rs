//! An instance that AWS replicates: its flows are written on one side alone.

use aws_sim::{Action, Rule, Settings};
use connect_resources::Ports;
use flow_language::bundle::Bundle;
use flow_port::Fate;
use reconcile::{Ended, MemoryJournal};
use system_tests::{
    Berth, Fleet,
    freight::{first_edition, flow, harbour, lading, says, second_edition},
    pair::{ACCOUNT, FRANKFURT, LONDON, bring_function, paired, with_lookup},
};

use super::{busy_after_one, findings, wrote};

async fn pair() -> Fleet {
    Fleet::of(vec![paired(Settings::default()).await])
}

fn bundle() -> Bundle {
    with_lookup(first_edition())
}

async fn tied(ports: &Ports, berth: &Berth) -> Vec<String> {
    let instance = berth.instance().await;
    ports.lambda.list(&instance).await.unwrap()
}

#[tokio::test(start_paused = true)]
async fn nothing_of_a_flow_is_written_at_a_replica_and_its_functions_are_tied_there() {
    let fleet = pair().await;
    let berth = &fleet.berths[0];
    let far = berth.ports(Some(FRANKFURT)).await;
    let found = findings(fleet.look(&bundle()).await.unwrap_err());
    let expected = "replica-function: eu-west-2.pair: there is no function lookup in eu-central-1, \
                    and flows call it";
    assert_eq!(found, [expected]);

    bring_function(&far).await;
    berth.desk.reset_calls();
    let released = fleet.released(2, &bundle()).await;
    let arn = format!("arn:aws:lambda:{FRANKFURT}:{ACCOUNT}:function:lookup");
    assert_eq!(tied(&far, berth).await, [arn]);
    let steps = released.stops[0].run.steps.iter();
    let last: Vec<_> = steps.rev().take(3).map(|(id, _)| id.as_str()).collect();
    assert_eq!(
        last,
        [
            "replica/eu-central-1@eu-west-2.pair/compare",
            "lambda/arn:aws:lambda:eu-central-1:111111111111:function:lookup@eu-west-2.pair/replica",
            "replica/eu-central-1@eu-west-2.pair/in-step",
        ]
    );
    let instance = berth.instance().await;
    let mirrored = far.flow.list(&instance).await.unwrap();
    assert!(mirrored.iter().any(|named| named.name == "Look up"));

    berth.desk.reset_calls();
    fleet.released(3, &bundle()).await;
    assert!(!wrote(berth), "all is as it should be on both sides");
}

#[tokio::test(start_paused = true)]
async fn an_instance_without_a_replica_there_is_told_before_any_write() {
    let center = harbour("lone", "Sales", "SAML");
    let place = (ACCOUNT, LONDON);
    let berth = Berth::at(place, Settings::default(), &center, lading("Sales")).await;
    let fleet = Fleet::of(vec![berth.replicated_to(FRANKFURT)]);
    fleet.berths[0].desk.reset_calls();
    let journal = MemoryJournal::default();
    let refused = fleet.release(2, &first_edition(), &journal, None).await;
    let found = findings(refused.unwrap_err());
    let expected = "not-replicated: eu-west-2.lone: lone has no replica in eu-central-1";
    assert_eq!(found, [expected]);
    assert!(!wrote(&fleet.berths[0]));
}

#[tokio::test(start_paused = true)]
async fn findings_of_the_replication_are_waited_for_and_then_fail_the_stop() {
    let fleet = pair().await;
    let berth = &fleet.berths[0];
    berth.desk.faults(vec![Rule {
        operation: Some("ListReplicationFindings".to_owned()),
        action: Action::Stuck("REPLICATION_ERROR: the name is taken".to_owned()),
        ..Rule::default()
    }]);
    let journal = MemoryJournal::default();
    let released = fleet.release(2, &first_edition(), &journal, None).await;
    let released = released.unwrap();
    assert!(
        matches!(released.stops[0].fate, Fate::Failed),
        "{released:#?}"
    );
    let (step, setback) = released.stops[0].run.setbacks().next().unwrap();
    assert_eq!(step.as_str(), "replica/eu-central-1@eu-west-2.pair/in-step");
    assert_eq!(setback.reason, "REPLICATION_LAGS");
    assert!(setback.message.contains("the name is taken"), "{setback}");

    berth.desk.faults(Vec::new());
    let resumed = fleet.release(2, &first_edition(), &journal, None).await;
    assert_eq!(resumed.unwrap().ended(), Ended::Done);
}

#[tokio::test(start_paused = true)]
async fn a_release_to_a_pair_is_taken_back_on_both_sides() {
    let fleet = pair().await;
    fleet.released(2, &first_edition()).await;
    let released = fleet.released(3, &second_edition()).await;
    let journal = MemoryJournal::default();
    let back = fleet.roll_back(4, &released, &journal, None).await.unwrap();
    assert_eq!(back.ended(), Ended::Done, "{back:#?}");
    let berth = &fleet.berths[0];
    let (far, instance) = (berth.ports(Some(FRANKFURT)).await, berth.instance().await);
    let mirrored = far.flow.list(&instance).await.unwrap();
    assert!(mirrored.iter().all(|named| named.name != "Added"));
}

#[tokio::test(start_paused = true)]
async fn both_sides_of_a_pair_that_nobody_keeps_in_step_are_two_stops() {
    let center = |queue: &str| harbour("uk", queue, "CONNECT_MANAGED");
    let at = async |region: &str, queue: &str| {
        let place = (ACCOUNT, region);
        Berth::at(place, Settings::default(), &center(queue), lading(queue)).await
    };
    let fleet = Fleet::of(vec![
        at(LONDON, "Sales").await,
        at(FRANKFURT, "Vertrieb").await,
    ]);
    let released = fleet.released(2, &first_edition()).await;
    assert_eq!(released.stops.len(), 2);
    for (berth, queue) in fleet.berths.iter().zip(["Sales", "Vertrieb"]) {
        let held = berth.holdings().await;
        assert!(held.contains_key("module Greet"));
        let (ports, instance) = (berth.ports(None).await, berth.instance().await);
        let queues = ports.queue.list(&instance).await.unwrap();
        let own = queues.iter().find(|named| named.name == queue).unwrap();
        let (_, published, ..) = &held["flow One"];
        let published = published.as_deref().unwrap();
        assert!(published.contains(&own.known.id), "{queue}: {published}");
    }
}

fn missing(operation: &str, nth: u64) -> Rule {
    Rule {
        operation: Some(operation.to_owned()),
        region: Some(FRANKFURT.to_owned()),
        nth: Some(nth),
        action: Action::Error {
            code: "ResourceNotFoundException".to_owned(),
            status: Some(404),
            message: "it is not there".to_owned(),
        },
        ..Rule::default()
    }
}

/// Flows that are published and refer to nothing of the instance but a function.
fn plain(names: &[&str]) -> Bundle {
    let items = names.iter().map(|name| (flow(name), says(name)));
    Bundle {
        items: items.collect(),
        ..Bundle::default()
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_replica_loses_while_its_source_is_written_leaves_the_stop_half_done() {
    let fleet = pair().await;
    let berth = &fleet.berths[0];
    bring_function(&berth.ports(Some(FRANKFURT)).await).await;
    // It is there when all is looked at, and gone when it is to be tied.
    berth.desk.faults(vec![missing("GetFunction", 2)]);
    let journal = MemoryJournal::default();
    let released = fleet.release(2, &bundle(), &journal, None).await.unwrap();
    let stop = &released.stops[0];
    assert!(
        matches!(&stop.fate, Fate::HalfDone(found) if found[0].rule == "replica-function"),
        "{stop:#?}"
    );
    assert_eq!(released.ended(), Ended::Failed);
    assert!(stop.changes() > 0 && stop.before.is_some());
}

#[tokio::test(start_paused = true)]
async fn a_release_that_is_asked_to_stop_before_the_replica_is_cancelled_there() {
    let fleet = pair().await;
    let busy = busy_after_one("ListInstances", FRANKFURT);
    fleet.berths[0].desk.faults(busy);
    let journal = MemoryJournal::default();
    let waving = fleet.waving(&journal, |step| step.as_str().ends_with("/marks"));
    let released = fleet.release(2, &plain(&["Only"]), &waving, None).await;
    let stop = &released.unwrap().stops[0];
    assert!(matches!(stop.fate, Fate::Cancelled), "{stop:#?}");
    assert!(stop.changes() > 0 && stop.before.is_some());
}

#[tokio::test(start_paused = true)]
async fn a_comparison_asks_for_what_flows_refer_to_and_again_for_what_differs_alone() {
    let fleet = pair().await;
    let (bundle, desk) = (plain(&["A", "B", "C"]), &fleet.berths[0].desk);
    fleet.released(2, &bundle).await;
    desk.reset_calls();
    desk.faults(vec![missing("DescribeContactFlow", 2)]);
    fleet.released(3, &bundle).await;
    let calls = desk.calls();
    // Three flows on both sides, and one of them once more.
    assert_eq!(calls["connect.DescribeContactFlow"].calls, 8);
    // Twice for the release, and once for each side.
    assert_eq!(calls["connect.ListContactFlows"].calls, 4);
    let lists = calls.keys().filter(|call| call.contains(".List"));
    let lists: Vec<_> = lists.map(String::as_str).collect();
    assert_eq!(
        lists,
        [
            "connect.ListContactFlowAliases",
            "connect.ListContactFlows",
            "connect.ListInstances",
            "connect.ListReplicationFindings"
        ]
    );
}
