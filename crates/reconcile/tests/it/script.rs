//! A journal that answers one thing by script: what no store can be made to say at will.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use mockall::mock;
use reconcile::{
    Ended, Intent, Journal, JournalError, Note, Outcome, Plan, Step, StepId, StepReport, Verdict,
    run,
};

use crate::world::{Trouble, World, context, id, plan, step};

mock! {
    Scripted {}

    #[async_trait]
    impl Journal for Scripted {
        async fn recall(&self) -> Result<BTreeMap<StepId, Intent>, JournalError>;
        async fn intend(&self, step: &StepId, intent: &Intent) -> Result<(), JournalError>;
        async fn conclude(&self, step: &StepId, outcome: &Outcome) -> Result<(), JournalError>;
        async fn note(&self, note: &Note);
        async fn left_out(&self) -> Result<BTreeSet<StepId>, JournalError>;
    }
}

const CHAIN: &[(&str, &[&str])] = &[("first", &[]), ("second", &["first"])];

/// A journal that takes everything and leaves nothing out; a script for one of its answers comes
/// before this.
fn otherwise_well(mut journal: MockScripted) -> MockScripted {
    journal.expect_recall().returning(|| Ok(BTreeMap::new()));
    journal.expect_intend().returning(|_, _| Ok(()));
    journal.expect_conclude().returning(|_, _| Ok(()));
    journal.expect_note().return_const(());
    journal.expect_left_out().returning(|| Ok(BTreeSet::new()));
    journal
}

#[tokio::test(start_paused = true)]
async fn without_a_memory_nothing_is_started() {
    let mut journal = MockScripted::new();
    let broken = || Err(JournalError::Unavailable("the disk is gone".into()));
    journal.expect_recall().returning(broken);
    let world = World::new();
    let ran = run(&context(), &plan(CHAIN), &otherwise_well(journal), &world).await;
    assert!(matches!(ran, Err(JournalError::Unavailable(_))), "{ran:?}");
    assert_eq!(*world.calls.lock().unwrap(), 0);
}

#[tokio::test(start_paused = true)]
async fn what_could_not_be_intended_is_not_called() {
    let mut journal = MockScripted::new();
    let lost = |_: &StepId, _: &Intent| Err(JournalError::Lost);
    journal
        .expect_intend()
        .withf(|step, _| *step == id("second"))
        .returning(lost);
    let world = World::new();
    let ran = run(&context(), &plan(CHAIN), &otherwise_well(journal), &world).await;
    assert!(matches!(ran, Err(JournalError::Lost)), "{ran:?}");
    assert_eq!(*world.order.lock().unwrap(), ["first"]);
}

#[tokio::test(start_paused = true)]
async fn who_lost_the_work_at_a_conclusion_starts_nothing_more() {
    let mut journal = MockScripted::new();
    journal
        .expect_conclude()
        .returning(|_, _| Err(JournalError::Lost));
    let world = World::new();
    let ran = run(&context(), &plan(CHAIN), &otherwise_well(journal), &world).await;
    assert!(matches!(ran, Err(JournalError::Lost)), "{ran:?}");
    assert_eq!(*world.order.lock().unwrap(), ["first"]);
}

#[tokio::test(start_paused = true)]
async fn what_a_person_leaves_out_is_not_tried_nor_what_needs_it() {
    let mut journal = MockScripted::new();
    let decided = || Ok([id("left"), id("unknown")].into());
    journal.expect_left_out().returning(decided);
    let world = World::new();
    let fork: &[(&str, &[&str])] = &[
        ("top", &[]),
        ("left", &["top"]),
        ("right", &["top"]),
        ("bottom", &["left", "right"]),
    ];
    let report = run(&context(), &plan(fork), &otherwise_well(journal), &world)
        .await
        .unwrap();
    assert_eq!(report.ended, Ended::Done);
    assert_eq!(*world.order.lock().unwrap(), ["top", "right"]);
    let skipped = StepReport::Skipped(id("left"));
    let skipped = report.steps.iter().filter(|(_, how)| *how == skipped);
    assert_eq!(skipped.count(), 2, "left and bottom");
}

fn of_kind(kind: &str, name: &str, needs: &[&Step<String>]) -> Step<String> {
    Step {
        id: StepId::new(kind, name, "create"),
        needs: needs.iter().map(|step| step.id.clone()).collect(),
        ..step(name, &[])
    }
}

#[tokio::test(start_paused = true)]
async fn the_journal_is_told_which_kinds_are_still_open() {
    let queue = of_kind("queue", "queue", &[]);
    let user = of_kind("user", "user", &[&queue]);
    let flow = of_kind("flow", "flow", &[&user]);
    let lost = of_kind("user", "lost", &[&flow]);
    let plan = Plan::new(vec![queue, user, flow, lost]).unwrap();
    let world = World::new().with_trouble("flow", &[Trouble::Refuse(Verdict::Final)]);
    let told = Arc::new(Mutex::new(Vec::new()));
    let mut journal = MockScripted::new();
    let heard = Arc::clone(&told);
    journal.expect_note().returning(move |note| {
        if let Note::Open { kinds } = note {
            let kinds: Vec<_> = kinds.iter().map(String::as_str).collect();
            heard.lock().unwrap().push(kinds.join(" "));
        }
    });
    let report = run(&context(), &plan, &otherwise_well(journal), &world)
        .await
        .unwrap();
    assert_eq!(report.ended, Ended::Failed);
    assert_eq!(*told.lock().unwrap(), ["flow queue user", "flow user", ""]);
}
