//! Order, repeats, giving up, cancel.

use reconcile::{Ended, MemoryJournal, Plan, StepReport, Urgency, Verdict, run};
use serde_json::json;

use crate::world::{Trouble, World, context, id, plan, staged, step};

const DIAMOND: &[(&str, &[&str])] = &[
    ("top", &[]),
    ("left", &["top"]),
    ("right", &["top"]),
    ("bottom", &["left", "right"]),
];

#[tokio::test(start_paused = true)]
async fn steps_run_once_each_after_what_they_need() {
    let world = World::new();
    let report = run(
        &context(),
        &plan(DIAMOND),
        &MemoryJournal::default(),
        &world,
    )
    .await
    .unwrap();
    assert_eq!(report.ended, Ended::Done);
    assert_eq!(*world.calls.lock().unwrap(), 4);
    let order = world.order.lock().unwrap().clone();
    assert_eq!((order[0].as_str(), order[3].as_str()), ("top", "bottom"));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_for_rate_or_for_now_is_repeated() {
    let trouble = [
        Trouble::Refuse(Verdict::Throttled),
        Trouble::Refuse(Verdict::Again),
    ];
    let world = World::new().with_trouble("left", &trouble);
    let report = run(
        &context(),
        &plan(DIAMOND),
        &MemoryJournal::default(),
        &world,
    )
    .await
    .unwrap();
    assert_eq!(report.ended, Ended::Done);
    assert_eq!(world.effects_of("left"), 1);
    assert_eq!(*world.calls.lock().unwrap(), 6);
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_leads_to_a_look_and_to_no_twin() {
    let world = World::new().with_trouble("left", &[Trouble::LoseAnswer]);
    let report = run(
        &context(),
        &plan(DIAMOND),
        &MemoryJournal::default(),
        &world,
    )
    .await
    .unwrap();
    assert_eq!(report.ended, Ended::Done);
    assert_eq!(world.effects_of("left"), 1);
    assert!(
        report
            .steps
            .contains(&(id("left"), StepReport::Done(json!("found"))))
    );
}

#[tokio::test(start_paused = true)]
async fn a_final_refusal_is_called_once_and_only_what_needs_it_is_skipped() {
    let world = World::new().with_trouble("left", &[Trouble::Refuse(Verdict::Final)]);
    let report = run(
        &context(),
        &plan(DIAMOND),
        &MemoryJournal::default(),
        &world,
    )
    .await
    .unwrap();
    assert_eq!(report.ended, Ended::Failed);
    assert_eq!(*world.calls.lock().unwrap(), 3);
    assert_eq!(world.effects_of("right"), 1);
    assert!(
        report
            .steps
            .contains(&(id("bottom"), StepReport::Skipped(id("left"))))
    );
    assert_eq!(report.setbacks().count(), 1);
}

#[tokio::test(start_paused = true)]
async fn trouble_without_end_is_given_up_after_the_policys_tries() {
    let world = World::new().with_trouble("top", &[Trouble::Refuse(Verdict::Again); 50]);
    let report = run(
        &context(),
        &plan(DIAMOND),
        &MemoryJournal::default(),
        &world,
    )
    .await
    .unwrap();
    assert_eq!(report.ended, Ended::Failed);
    assert_eq!(*world.calls.lock().unwrap(), 8);
    assert_eq!(report.tally()["skipped"], 3);
}

#[tokio::test(start_paused = true)]
async fn a_stage_starts_when_the_one_before_has_ended_whatever_became_of_it() {
    let world = World::new().with_trouble("users", &[Trouble::Refuse(Verdict::Final)]);
    let steps = vec![
        step("users", &[]),
        step("needs users", &["users"]),
        staged("queues", &[], 1),
        staged("hours", &[], 3),
    ];
    let plan = Plan::new(steps).unwrap();
    let report = run(&context(), &plan, &MemoryJournal::default(), &world)
        .await
        .unwrap();
    assert_eq!(report.ended, Ended::Failed);
    let tally = report.tally();
    assert_eq!(
        (tally["done"], tally["failed"], tally["skipped"]),
        (2, 1, 1)
    );
}

#[tokio::test(start_paused = true)]
async fn what_needs_a_person_says_so() {
    let world = World::new().with_trouble("left", &[Trouble::Refuse(Verdict::Attention)]);
    let report = run(
        &context(),
        &plan(DIAMOND),
        &MemoryJournal::default(),
        &world,
    )
    .await
    .unwrap();
    assert_eq!(report.ended, Ended::NeedsAttention);
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_run_starts_nothing_more_and_says_what_is_left() {
    let cx = context();
    let world = World::new().with_trouble("top", &[Trouble::Refuse(Verdict::Throttled); 20]);
    let cancel = cx.cancel.clone();
    let later = async {
        tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        cancel.ask();
    };
    let (plan, journal) = (
        plan(&[("top", &[]), ("other", &["top"])]),
        MemoryJournal::default(),
    );
    let (report, ()) = tokio::join!(run(&cx, &plan, &journal, &world), later);
    assert_eq!(report.unwrap().ended, Ended::Failed);
    assert!(*world.calls.lock().unwrap() < 10);

    let cx = context();
    cx.cancel.ask();
    let fresh = World::new();
    let report = run(&cx, &plan, &journal, &fresh).await.unwrap();
    assert_eq!(report.ended, Ended::Cancelled);
    assert_eq!(*fresh.calls.lock().unwrap(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_run_of_few_steps_goes_first_and_one_of_many_does_not() {
    for (steps, urgency) in [
        (Urgency::STEPS_MAX, Urgency::Interactive),
        (Urgency::STEPS_MAX + 1, Urgency::Bulk),
    ] {
        let steps = (0..steps).map(|n| step(&n.to_string(), &[])).collect();
        let (cx, plan) = (context(), Plan::new(steps).unwrap());
        let haste = cx.haste.clone();
        run(&cx, &plan, &MemoryJournal::default(), &World::new())
            .await
            .unwrap();
        assert_eq!(haste.urgency(), urgency);
    }
}
