//! The comparison itself: it bears what AWS draws, and sees everything else.

use aws_sim::Settings;
use serde_json::{Value, json};
use system_tests::{Desk, reliability::Likeness};

use super::full;

async fn brought_up(seed: u64) -> Value {
    let desk = Desk::new(Settings {
        seed,
        ..Settings::default()
    });
    desk.applied(1, &full()).await;
    desk.state()
}

#[tokio::test(start_paused = true)]
async fn worlds_with_other_ids_and_numbers_are_alike() {
    let (one, other) = (brought_up(1).await, brought_up(2).await);
    let difference = Likeness::of(&one).difference(&Likeness::of(&other));
    assert!(difference.is_empty(), "{difference}");
}

#[tokio::test(start_paused = true)]
async fn a_twin_an_orphan_a_loss_and_a_wrong_reference_are_told_apart() {
    let state = brought_up(1).await;
    let reference = Likeness::of(&state);
    let with = |change: &dyn Fn(&mut Vec<Value>)| {
        let mut other = state.clone();
        let place = &mut other["world"]["connect"]["111111111111"]["eu-west-2"]["instances"];
        let instance = place.as_object_mut().unwrap().values_mut().next().unwrap();
        change(instance["queues"].as_array_mut().unwrap());
        reference.difference(&Likeness::of(&other))
    };
    let twin = with(&|queues| {
        let mut twin = queues[1].clone();
        twin["id"] = json!("00000000-0000-4000-8000-000000000001");
        queues.push(twin);
    });
    assert!(!twin.twice.is_empty() && twin.lost.is_empty(), "{twin}");
    let orphan = with(&|queues| {
        let mut orphan = queues[1].clone();
        orphan["id"] = json!("00000000-0000-4000-8000-000000000001");
        orphan["name"] = json!("Nobody's");
        queues.push(orphan);
    });
    assert!(
        !orphan.orphans.is_empty() && orphan.twice.is_empty(),
        "{orphan}"
    );
    let loss = with(&|queues| drop(queues.pop()));
    assert!(!loss.lost.is_empty() && loss.orphans.is_empty(), "{loss}");
    let astray = with(&|queues| queues[1]["hours"] = queues[0]["hours"].clone());
    assert_eq!(astray.unlike.len(), 1, "{astray}");
}
