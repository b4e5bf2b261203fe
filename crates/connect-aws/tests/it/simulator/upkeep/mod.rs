//! Governance kept as declared: made once, left alone, mended, and taken up again after a crash.

mod budgets;
mod cost;
mod crash;
mod storage;
mod tags;

use std::collections::BTreeSet;

use connect_aws::Session;
use connect_governance::{
    Draft, Ensured, Error, UpkeepPart, draft, ensure, port::upkeep::UpkeepCalls,
};
use connect_model::{
    Finding,
    governance::{Governance, load_governance},
    spec::Sources,
};
use connect_resources::instance::InstanceStatus;
use reconcile::{Ended, Journal, MemoryJournal};

use super::{World, arrival::cx};
use crate::desk::session;

const TOPIC: &str = "arn:aws:sns:eu-west-2:111111111111:alarms";
const BUCKET: &str = "recordings-of-uk";

const FULL: &str = r#"
instance: uk
keys:
  - name: recordings
    description: Recordings and transcripts
    readers: ["arn:aws:iam::111111111111:role/analyst"]
storage:
  - { data: CALL_RECORDINGS, bucket: recordings-of-uk, key: recordings, expire_days: 365 }
  - { data: CHAT_TRANSCRIPTS, bucket: recordings-of-uk, prefix: chats, key: recordings }
  - { data: SCHEDULED_REPORTS, bucket: reports-of-uk, expire_days: 30 }
tags: { Team: support, CostCenter: "42" }
allocation: [BusinessUnit, "aws:connect:instanceId"]
budgets:
  - name: contact-centre
    amount: "1200"
    alerts:
      - { actual: 80, email: [ops@example.com] }
      - { forecast: 100, email: [ops@example.com, cfo@example.com] }
"#;

/// Governance out of YAML.
fn governance(text: &str) -> Governance {
    let sources = Sources {
        specs: vec!["governance.yaml".to_owned()],
        files: [("governance.yaml".to_owned(), text.as_bytes().to_vec())].into(),
        ..Sources::default()
    };
    load_governance(&sources).unwrap()
}

fn parts(parts: &[UpkeepPart]) -> BTreeSet<UpkeepPart> {
    parts.iter().copied().collect()
}

/// Calls of a session of its own, as after a restart.
async fn calls(world: &World) -> UpkeepCalls {
    let session: Session = session(world.simulator.http_client()).await;
    session.upkeep_calls()
}

async fn drafted(world: &World, text: &str, parts: &BTreeSet<UpkeepPart>) -> Draft {
    let calls = calls(world).await;
    draft(&cx(), &calls, &governance(text), parts)
        .await
        .unwrap()
}

/// The ids of the steps that would be done.
async fn open(world: &World, text: &str, parts: &BTreeSet<UpkeepPart>) -> Vec<String> {
    let draft = drafted(world, text, parts).await;
    let steps = draft.plan.steps().iter();
    steps.map(|step| step.id.to_string()).collect()
}

async fn refused(world: &World, text: &str) -> Vec<Finding> {
    let calls = calls(world).await;
    match draft(&cx(), &calls, &governance(text), &BTreeSet::new()).await {
        Err(Error::Findings(findings)) => findings,
        other => panic!("{other:?} is no list of findings"),
    }
}

async fn ensured_by(
    world: &World,
    text: &str,
    parts: &BTreeSet<UpkeepPart>,
    journal: &dyn Journal,
) -> Ensured {
    let calls = calls(world).await;
    let done = ensure(&cx(), &calls, &governance(text), parts, journal).await;
    let done = done.unwrap();
    assert_eq!(done.run.ended, Ended::Done, "{:#?}", done.run);
    done
}

async fn ensured(world: &World, text: &str, parts: &BTreeSet<UpkeepPart>) -> Ensured {
    ensured_by(world, text, parts, &MemoryJournal::default()).await
}

/// A world whose instance is there.
async fn world() -> World {
    let world = World::new().await;
    let record = world.ports.instance.describe(&world.instance).await;
    assert_eq!(record.unwrap().status, InstanceStatus::Active);
    world
}

#[tokio::test(start_paused = true)]
async fn everything_is_made_once_and_a_second_time_nothing_is_done() {
    let (world, all) = (world().await, BTreeSet::new());
    let draft = drafted(&world, FULL, &all).await;
    assert_eq!(world.ports.bucket().unwrap().list().await.unwrap(), []);
    let first = ensured(&world, FULL, &all).await;
    assert_eq!(first.changes(), draft.plan.steps().len());
    assert!(first.notes.is_empty(), "{:#?}", first.notes);
    let names: Vec<&str> = first.arns.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "bucket/recordings-of-uk",
            "bucket/reports-of-uk",
            "budget/contact-centre",
            "key/recordings"
        ]
    );
    let second = ensured(&world, FULL, &all).await;
    assert_eq!((second.changes(), second.run.steps.len()), (0, 0));
    assert_eq!(second.arns, first.arns);
    assert!(second.notes.is_empty(), "{:#?}", second.notes);
}

#[tokio::test(start_paused = true)]
async fn an_instance_that_is_not_there_is_told_before_anything_is_made() {
    let world = world().await;
    let text = FULL.replace("instance: uk", "instance: ku");
    let calls = calls(&world).await;
    // Budgets are of the account, and one for an instance that is not there is of no use.
    for parts in [BTreeSet::new(), parts(&[UpkeepPart::Budgets])] {
        let told = draft(&cx(), &calls, &governance(&text), &parts).await;
        let Err(Error::Findings(found)) = told else {
            panic!("{told:?}");
        };
        assert_eq!(
            found[0].to_string(),
            "there is no instance with the alias ku [unknown-instance]\n  remedy: only uk is known"
        );
    }
}
