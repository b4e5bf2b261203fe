//! A journal that dies before or after each of its writes, and the run that follows.

use std::sync::Mutex;

use proptest::prelude::*;
use reconcile::{Ended, MemoryJournal, Plan, run};

use crate::world::{DyingJournal, World, context, plan};

const CHAIN: &[(&str, &[&str])] = &[("a", &[]), ("b", &["a"]), ("c", &["a"]), ("d", &["b", "c"])];
/// Two writes a step.
const WRITES: usize = 8;

/// Runs with a journal that dies at write `n`, then again with one that lives. Returns how often
/// each effect happened, and whether the first run really died.
async fn crash_and_resume(
    plan: &Plan<String>,
    n: usize,
    after: bool,
    intents: bool,
) -> (World, bool) {
    let (world, inner) = (World::new(), MemoryJournal::default());
    let journal = |dies_at| DyingJournal {
        inner: &inner,
        writes: Mutex::new(0),
        dies_at,
        after,
        records_intents: intents,
    };
    let died = run(&context(), plan, &journal(n), &world).await.is_err();
    let report = run(&context(), plan, &journal(usize::MAX), &world)
        .await
        .unwrap();
    assert_eq!(report.ended, Ended::Done);
    (world, died)
}

fn twins(world: &World) -> usize {
    world
        .effects
        .lock()
        .unwrap()
        .values()
        .filter(|times| **times != 1)
        .count()
}

#[tokio::test(start_paused = true)]
async fn a_crash_at_any_write_doubles_nothing_and_loses_nothing() {
    let plan = plan(CHAIN);
    let mut died = 0;
    for n in 1..=WRITES {
        for after in [false, true] {
            let (world, crashed) = crash_and_resume(&plan, n, after, true).await;
            assert_eq!(twins(&world), 0, "write {n}, after: {after}");
            assert_eq!(
                world.effects.lock().unwrap().len(),
                4,
                "write {n}, after: {after}"
            );
            died += usize::from(crashed);
        }
    }
    assert_eq!(died, 2 * WRITES, "every boundary was hit");
}

#[tokio::test(start_paused = true)]
async fn without_the_intent_record_there_are_twins() {
    let plan = plan(CHAIN);
    let mut twinned = 0;
    for n in 1..=WRITES {
        for after in [false, true] {
            let (world, _) = crash_and_resume(&plan, n, after, false).await;
            twinned += twins(&world);
        }
    }
    assert!(twinned > 0, "the check cannot see a missing intent");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn two_crashes_anywhere_double_nothing(first in 1usize..=WRITES, second in 1usize..=WRITES, after: bool) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let (world, inner, plan) = (World::new(), MemoryJournal::default(), plan(CHAIN));
            for dies_at in [first, second, usize::MAX] {
                let journal = DyingJournal { inner: &inner, writes: Mutex::new(0), dies_at, after, records_intents: true };
                let _ = run(&context(), &plan, &journal, &world).await;
            }
            assert_eq!(twins(&world), 0);
            assert_eq!(world.effects.lock().unwrap().len(), 4);
        });
    }
}
