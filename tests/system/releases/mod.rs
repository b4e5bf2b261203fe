//! One bundle on its way through develop, stage and main, and back; and to pairs of Regions.

mod jobs;
mod pairs;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use aws_sim::{Action, Rule, Settings};
use flow_port::{Deploy, Error, Fate, Overwrite, Selection};
use reconcile::{Cancel, Ended, MemoryJournal, StepReport};
use system_tests::{
    Berth, Fleet, Quay,
    freight::{calling, first_edition, harbour, lading, says, second_edition},
};

const DEV: (&str, &str) = ("111111111111", "eu-west-2");
const STAGE: (&str, &str) = ("222222222222", "us-east-1");
const MAIN: (&str, &str) = ("333333333333", "eu-central-1");

async fn berth(place: (&str, &str), alias: &str, queue: &str) -> Berth {
    let center = harbour(alias, queue, "CONNECT_MANAGED");
    Berth::at(place, Settings::default(), &center, lading(queue)).await
}

/// Three instances under other names in other accounts and Regions.
async fn fleet() -> Fleet {
    Fleet::of(vec![
        berth(DEV, "dev", "Sales").await,
        berth(STAGE, "stage", "Sales US").await,
        berth(MAIN, "main", "Vertrieb").await,
    ])
}

fn wrote(berth: &Berth) -> bool {
    !berth.desk.writes().is_empty()
}

fn findings(error: Error) -> Vec<String> {
    match error {
        Error::Findings(findings) => findings
            .iter()
            .map(|finding| format!("{}: {}", finding.rule, finding.message))
            .collect(),
        error => panic!("{error:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_release_goes_to_each_stop_and_a_second_one_finds_nothing_to_do() {
    let fleet = fleet().await;
    let bundle = first_edition();
    let released = fleet.released(2, &bundle).await;
    assert_eq!(released.bundle, bundle.digest());
    let names: Vec<_> = released.stops.iter().map(|stop| &stop.name).collect();
    assert_eq!(
        names,
        ["eu-west-2.dev", "us-east-1.stage", "eu-central-1.main"]
    );
    let step = &released.stops[1].run.steps[0].0;
    assert!(step.as_str().contains("@us-east-1.stage/"), "{step}");
    for stop in fleet.look(&bundle).await.unwrap() {
        assert_eq!(stop.steps, Vec::<String>::new(), "{}", stop.name);
    }
    for berth in &fleet.berths {
        berth.desk.reset_calls();
    }
    let again = fleet.released(3, &bundle).await;
    assert!(again.stops.iter().all(|stop| stop.before.is_none()));
    assert!(fleet.berths.iter().all(|berth| !wrote(berth)));
}

#[tokio::test(start_paused = true)]
async fn what_is_missing_on_the_last_stop_is_said_before_the_first_is_touched() {
    let mut fleet = fleet().await;
    fleet.berths[2].deploy = lading("Sales");
    for berth in &fleet.berths {
        berth.desk.reset_calls();
    }
    let journal = MemoryJournal::default();
    let refused = fleet.release(2, &first_edition(), &journal, None).await;
    let found = findings(refused.unwrap_err());
    assert_eq!(found.len(), 1, "{found:?}");
    let told = "missing-reference: eu-central-1.main: flow CONTACT_FLOW/One: `ref://queue/Sales`";
    assert!(found[0].starts_with(told), "{found:?}");
    assert!(fleet.berths.iter().all(|berth| !wrote(berth)));
}

#[tokio::test(start_paused = true)]
async fn a_release_ends_at_the_first_stop_that_fails_and_says_what_was_not_begun() {
    let fleet = fleet().await;
    fleet.berths[1].desk.faults(vec![Rule {
        operation: Some("CreateContactFlow".to_owned()),
        action: Action::Error {
            code: "AccessDeniedException".to_owned(),
            status: Some(403),
            message: "no leave for this".to_owned(),
        },
        ..Rule::default()
    }]);
    fleet.berths[2].desk.reset_calls();
    let journal = MemoryJournal::default();
    let released = fleet.release(2, &first_edition(), &journal, None).await;
    let released = released.unwrap();
    assert_eq!(released.ended(), Ended::Failed);
    let [dev, stage, main] = released.stops.as_slice() else {
        panic!("three stops")
    };
    assert!(matches!(dev.fate, Fate::Done));
    assert!(matches!(stage.fate, Fate::Failed), "{stage:?}");
    assert!(stage.before.is_some(), "what it began can be put back");
    assert!(matches!(main.fate, Fate::NotBegun));
    assert!(main.run.steps.is_empty() && main.before.is_none());
    assert!(!wrote(&fleet.berths[2]));

    // With the cause mended the same job goes on at the stop that failed.
    fleet.berths[1].desk.faults(Vec::new());
    fleet.berths[0].desk.reset_calls();
    let resumed = fleet.release(2, &first_edition(), &journal, None).await;
    let resumed = resumed.unwrap();
    assert_eq!(resumed.ended(), Ended::Done);
    assert!(!wrote(&fleet.berths[0]), "a stop that is behind is left");
    assert_eq!(resumed.stops[0].before, dev.before);
}

#[tokio::test(start_paused = true)]
async fn a_stop_that_was_edited_is_said_before_the_first_is_touched() {
    let fleet = fleet().await;
    fleet.released(2, &first_edition()).await;
    let quay = Quay::new(&fleet.berths[1].desk, "stage");
    quay.edit("Two", says("Mine").content.as_str(), false).await;
    for berth in &fleet.berths {
        berth.desk.reset_calls();
    }
    let journal = MemoryJournal::default();
    let refused = fleet.release(3, &second_edition(), &journal, None).await;
    let found = findings(refused.unwrap_err());
    assert_eq!(found.len(), 1, "{found:?}");
    let told = "flow-edited: us-east-1.stage: the flow CONTACT_FLOW/Two was changed";
    assert!(found[0].starts_with(told), "{found:?}");
    assert!(fleet.berths.iter().all(|berth| !wrote(berth)));
}

#[tokio::test(start_paused = true)]
async fn a_stop_that_is_edited_while_others_are_written_is_refused_alone() {
    let fleet = fleet().await;
    fleet.released(2, &first_edition()).await;
    let stage = &fleet.berths[1].desk;
    let edited = async {
        let quay = Quay::new(stage, "stage");
        quay.edit("Two", says("Mine").content.as_str(), false).await;
        stage.reset_calls();
    };
    let (bundle, journal) = (second_edition(), MemoryJournal::default());
    let released = fleet.interrupted(3, &bundle, &journal, edited);
    let released = Box::pin(released).await.unwrap();
    assert_eq!(released.ended(), Ended::Failed);
    let [dev, refused, main] = released.stops.as_slice() else {
        panic!("three stops")
    };
    assert!(matches!(dev.fate, Fate::Done), "{dev:#?}");
    let Fate::Refused(found) = &refused.fate else {
        panic!("{refused:#?}")
    };
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].rule, "flow-edited");
    assert!(refused.run.steps.is_empty() && refused.before.is_none());
    assert_eq!(stage.writes(), BTreeMap::new());
    assert!(matches!(main.fate, Fate::NotBegun), "{main:#?}");
}

#[tokio::test(start_paused = true)]
async fn a_release_is_taken_back_byte_by_byte_and_says_what_aws_has_no_way_back_for() {
    let fleet = fleet().await;
    fleet.released(2, &first_edition()).await;
    let before = fleet.holdings().await;
    let played = fleet.recordings().await;
    let released = fleet.released(3, &second_edition()).await;
    let changed = fleet.holdings().await;
    assert!(changed.iter().all(|held| held.contains_key("flow Added")));
    assert_ne!(fleet.recordings().await, played);

    let journal = MemoryJournal::default();
    let back = fleet.roll_back(4, &released, &journal, None).await.unwrap();
    assert_eq!(back.ended(), Ended::Done);
    let order: Vec<_> = back.stops.iter().map(|stop| stop.name.as_str()).collect();
    assert_eq!(
        order,
        ["eu-central-1.main", "us-east-1.stage", "eu-west-2.dev"]
    );
    for stop in &back.stops {
        assert_eq!(stop.notes.len(), 1, "{stop:?}");
        let told = "the flow CONTACT_FLOW/Late had never been published, and AWS takes no";
        assert!(stop.notes[0].starts_with(told), "{:?}", stop.notes);
    }
    for (was, is) in before.into_iter().zip(fleet.holdings().await) {
        let but_late = |held: &BTreeMap<_, _>| {
            let mut held: BTreeMap<String, _> = held.clone();
            held.remove("flow Late");
            held
        };
        assert_eq!(but_late(&was), but_late(&is));
        let (_, published, draft, tags) = &is["flow Late"];
        assert!(published.is_some(), "it stays in force");
        assert_eq!(draft, &was["flow Late"].2, "its draft is as it was");
        assert_eq!(tags, &was["flow Late"].3);
    }
    assert_eq!(fleet.recordings().await, played);

    let journal = MemoryJournal::default();
    fleet
        .berths
        .iter()
        .for_each(|berth| berth.desk.reset_calls());
    let again = fleet.roll_back(5, &released, &journal, None).await.unwrap();
    assert_eq!(again.ended(), Ended::Done);
    assert!(fleet.berths.iter().all(|berth| !wrote(berth)));
}

#[tokio::test(start_paused = true)]
async fn a_prompt_that_nobody_marked_gets_its_recording_back_and_loses_our_mark() {
    let fleet = Fleet::of(vec![berth(DEV, "dev", "Sales").await]);
    fleet.released(2, &first_edition()).await;
    let berth = &fleet.berths[0];
    berth.unmark_recordings().await;
    let played = fleet.recordings().await;
    let mut second = second_edition();
    for recording in second.prompts.values_mut() {
        recording.description = Some("Another chime".to_owned());
    }
    let released = fleet.released(3, &second).await;
    assert_ne!(fleet.recordings().await, played);
    let journal = MemoryJournal::default();
    let back = fleet.roll_back(4, &released, &journal, None).await.unwrap();
    assert_eq!(back.ended(), Ended::Done, "{back:#?}");
    assert_eq!(fleet.recordings().await, played);
}

#[tokio::test(start_paused = true)]
async fn aliases_lead_back_to_the_versions_that_they_stood_for() {
    let fleet = Fleet::of(vec![berth(DEV, "dev", "Sales").await]);
    fleet.released(2, &first_edition()).await;
    let before = fleet.berths[0].aliases().await;
    let released = fleet.released(3, &second_edition()).await;
    assert_ne!(fleet.berths[0].aliases().await, before);
    let journal = MemoryJournal::default();
    let back = fleet.roll_back(4, &released, &journal, None).await.unwrap();
    assert_eq!(back.ended(), Ended::Done);
    assert_eq!(fleet.berths[0].aliases().await, before);
}

#[tokio::test(start_paused = true)]
async fn an_edit_that_was_written_over_and_put_back_is_still_guarded() {
    let mut fleet = Fleet::of(vec![berth(DEV, "dev", "Sales").await]);
    fleet.released(2, &first_edition()).await;
    let quay = Quay::new(&fleet.berths[0].desk, "dev");
    quay.edit("Two", says("Mine").content.as_str(), false).await;
    fleet.berths[0].deploy.overwrite = Overwrite::Everything;
    let released = fleet.released(3, &second_edition()).await;
    let journal = MemoryJournal::default();
    fleet.roll_back(4, &released, &journal, None).await.unwrap();
    fleet.berths[0].deploy.overwrite = Overwrite::Nothing;
    let found = findings(fleet.look(&second_edition()).await.unwrap_err());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("flow-edited"), "{found:?}");
}

#[tokio::test(start_paused = true)]
async fn a_part_of_a_bundle_needs_the_rest_in_the_target() {
    let mut fleet = Fleet::of(vec![berth(DEV, "dev", "Sales").await]);
    let select = |only: &[&str], without: &[&str]| {
        let names = |names: &[&str]| -> BTreeSet<String> {
            names.iter().map(ToString::to_string).collect()
        };
        Deploy {
            mapping: calling("Sales"),
            selection: Selection {
                only: names(only),
                without: names(without),
            },
            ..Deploy::default()
        }
    };
    fleet.berths[0].deploy = select(&["Two"], &[]);
    let found = findings(fleet.look(&first_edition()).await.unwrap_err());
    let rules: Vec<_> = found.iter().map(|it| it.split(':').next()).collect();
    assert_eq!(
        rules,
        [Some("missing-reference"), Some("missing-reference")]
    );
    fleet.berths[0].deploy = select(&[], &["Late"]);
    fleet.released(2, &first_edition()).await;
    let holdings = fleet.berths[0].holdings().await;
    assert!(!holdings.contains_key("flow Late"));
    fleet.berths[0].deploy = select(&["Two"], &[]);
    let stops = fleet.look(&second_edition()).await.unwrap();
    assert!(stops[0].steps.iter().all(|step| !step.contains("Greet")));
    assert!(stops[0].steps.iter().any(|step| step.contains("Two")));
    fleet.berths[0].deploy = select(&["Tow"], &[]);
    let found = findings(fleet.look(&first_edition()).await.unwrap_err());
    assert_eq!(
        found,
        ["unknown-item: eu-west-2.dev: the bundle has no flow or module Tow"]
    );
}

#[tokio::test(start_paused = true)]
async fn a_release_that_is_asked_to_stop_begins_no_further_stop() {
    let mut fleet = fleet().await;
    let (bundle, journal) = (first_edition(), MemoryJournal::default());
    let waving = fleet.waving(&journal, |step| step.kind() == "release");
    let released = fleet.release(2, &bundle, &waving, None).await.unwrap();
    assert_eq!(released.ended(), Ended::Cancelled);
    assert!(matches!(released.stops[0].fate, Fate::Done));
    assert!(matches!(released.stops[1].fate, Fate::NotBegun));
    let done = |report: &StepReport| matches!(report, StepReport::Done(_));
    assert!(released.stops[0].run.steps.iter().all(|(_, it)| done(it)));
    // Asked again at once: what is behind is told all the same.
    let at_once = fleet.release(2, &bundle, &journal, None).await.unwrap();
    assert!(matches!(at_once.stops[0].fate, Fate::Done));
    assert_eq!(at_once.stops[0].before, released.stops[0].before);
    fleet.cancel = Cancel::new();
    let resumed = fleet.release(2, &bundle, &journal, None).await.unwrap();
    assert_eq!(resumed.ended(), Ended::Done);
    for berth in &fleet.berths {
        let aliases = berth.aliases().await;
        assert_eq!(aliases["One"], [("live".to_owned(), 1)], "{}", berth.name);
    }
}

#[tokio::test(start_paused = true)]
async fn where_aws_makes_no_version_the_document_of_what_was_there_has_to_do() {
    let mut fleet = Fleet::of(vec![berth(DEV, "dev", "Sales").await]);
    fleet.berths[0].deploy = Deploy {
        mapping: calling("Sales"),
        ..Deploy::default()
    };
    fleet.released(2, &first_edition()).await;
    let before = fleet.holdings().await;
    fleet.berths[0].desk.faults(vec![Rule {
        operation: Some("CreateContactFlowVersion".to_owned()),
        action: Action::Error {
            code: "InvalidRequestException".to_owned(),
            status: Some(400),
            message: "Versions are for campaigns".to_owned(),
        },
        ..Rule::default()
    }]);
    let released = fleet.released(3, &second_edition()).await;
    let calls = fleet.berths[0].desk.calls();
    assert!(calls.contains_key("connect.CreateContactFlowVersion"));
    let journal = MemoryJournal::default();
    let back = fleet.roll_back(4, &released, &journal, None).await.unwrap();
    assert_eq!(back.ended(), Ended::Done);
    let after = fleet.holdings().await;
    assert_eq!(after[0]["flow Two"], before[0]["flow Two"]);
}

#[tokio::test(start_paused = true)]
async fn what_is_edited_between_two_runs_of_a_release_is_told_at_its_stop() {
    let mut fleet = Fleet::of(vec![
        berth(DEV, "dev", "Sales").await,
        berth(STAGE, "stage", "Sales US").await,
    ]);
    fleet.released(2, &first_edition()).await;
    let (bundle, journal) = (second_edition(), MemoryJournal::default());
    let waving = fleet.waving(&journal, |step| step.kind() == "release");
    fleet.release(3, &bundle, &waving, None).await.unwrap();
    let quay = system_tests::Quay::new(&fleet.berths[1].desk, "stage");
    quay.edit("Two", says("Mine").content.as_str(), false).await;

    fleet.cancel = Cancel::new();
    let resumed = fleet.release(3, &bundle, &journal, None).await.unwrap();
    assert_eq!(resumed.ended(), Ended::Failed);
    let [dev, stage] = resumed.stops.as_slice() else {
        panic!("two stops")
    };
    assert!(matches!(dev.fate, Fate::Done));
    assert!(dev.before.is_some(), "what was done can be put back");
    assert!(matches!(&stage.fate, Fate::Refused(found) if found[0].rule == "flow-edited"));
}

#[tokio::test(start_paused = true)]
async fn a_stop_that_is_half_put_back_is_never_told_as_not_begun() {
    let mut fleet = Fleet::of(vec![berth(DEV, "dev", "Sales").await]);
    fleet.released(2, &first_edition()).await;
    let released = fleet.released(3, &second_edition()).await;
    let journal = MemoryJournal::default();
    let waving = fleet.waving(&journal, |step| step.as_str().ends_with("/rollback"));
    let half = fleet.roll_back(4, &released, &waving, None).await.unwrap();
    assert!(matches!(half.stops[0].fate, Fate::Cancelled), "{half:#?}");

    // The request comes before the turn of the stop, and then while it is looked at.
    let at_once = fleet.roll_back(4, &released, &journal, None).await.unwrap();
    assert!(
        matches!(at_once.stops[0].fate, Fate::Cancelled),
        "{at_once:#?}"
    );
    fleet.cancel = Cancel::new();
    let desk = &fleet.berths[0].desk;
    desk.reset_calls();
    desk.faults(busy_after_one("ListInstances", DEV.1));
    let busy = async {
        let asked = || desk.calls().get("connect.ListInstances").map(|it| it.calls);
        while asked() < Some(2) {
            desk.clock.sleep(Duration::from_millis(10)).await;
        }
        fleet.cancel.ask();
    };
    let (back, ()) = tokio::join!(fleet.roll_back(4, &released, &journal, None), busy);
    let back = back.unwrap();
    assert!(matches!(back.stops[0].fate, Fate::Cancelled), "{back:#?}");

    desk.faults(Vec::new());
    fleet.cancel = Cancel::new();
    let back = fleet.roll_back(4, &released, &journal, None).await.unwrap();
    assert_eq!(back.ended(), Ended::Done);
}

/// One call of an operation goes through, and no other.
fn busy_after_one(operation: &str, region: &str) -> Vec<Rule> {
    let rule = |nth, action| Rule {
        operation: Some(operation.to_owned()),
        region: Some(region.to_owned()),
        nth,
        action,
        ..Rule::default()
    };
    vec![rule(Some(1), Action::Pass), rule(None, Action::Throttle)]
}

#[tokio::test(start_paused = true)]
async fn an_alias_that_somebody_removed_is_made_again_where_it_led() {
    let fleet = Fleet::of(vec![berth(DEV, "dev", "Sales").await]);
    fleet.released(2, &first_edition()).await;
    let before = fleet.berths[0].aliases().await;
    assert!(before.contains_key("Two"), "{before:?}");
    let released = fleet.released(3, &second_edition()).await;
    fleet.berths[0].remove_aliases("Two").await;
    let journal = MemoryJournal::default();
    let back = fleet.roll_back(4, &released, &journal, None).await.unwrap();
    assert_eq!(back.ended(), Ended::Done, "{back:#?}");
    assert_eq!(fleet.berths[0].aliases().await, before);
}
