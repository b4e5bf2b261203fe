//! Processes that die at any moment, and are started again.

use std::time::Duration;

use aws_sim::{Rate, Settings, Settle};
use connect_resiliency::Error;
use reconcile::{Ended, Journal, MemoryJournal};
use system_tests::{
    Desk,
    reliability::{Guillotine, MortalJournal},
};

use super::{LONDON, Sides, away, calls, center, of_instance, order, pair};

fn hurried() -> Settings {
    Settings {
        rate: Rate::None,
        settle: Settle::Fast,
        lag: Duration::from_secs(2),
        ..Settings::default()
    }
}

/// Runs one job that may die at a moment, then again to its end.
async fn mortal<T>(
    desk: &Desk,
    guillotine: Guillotine,
    work: impl AsyncFn(&Sides, &dyn Journal) -> Result<T, Error>,
) -> T {
    let inner = MemoryJournal::default();
    let journal = |guillotine| MortalJournal {
        inner: &inner,
        guillotine,
        records_intents: true,
    };
    let sides = Sides::dying(desk, &guillotine).await;
    // How the dying run ends says nothing: the process is gone.
    let dying = journal(guillotine.clone());
    let first = guillotine.until_death(work(&sides, &dying)).await;
    if let Some(first) = first {
        return first.unwrap_or_else(|error| panic!("{error:?}"));
    }
    let second = work(&Sides::of(desk).await, &journal(Guillotine::counting())).await;
    second.unwrap_or_else(|error| panic!("{error:?}"))
}

#[tokio::test(start_paused = true)]
async fn a_replication_that_dies_at_any_moment_is_ended_by_the_next_run() {
    let try_at = async |guillotine: Guillotine| {
        let desk = Desk::new(hurried());
        desk.applied(1, &center("SAML")).await;
        let work = async |sides: &Sides, journal: &dyn Journal| {
            sides.replicate(&desk, 2, &order(), journal).await
        };
        let done = mortal(&desk, guillotine, work).await;
        assert_eq!(
            done.run.ended,
            Ended::Done,
            "{:?}",
            done.run.setbacks().next()
        );
        let replica = done.replica.unwrap();
        assert_eq!(replica.status, "INSTANCE_REPLICATION_COMPLETE");
        let sides = Sides::of(&desk).await;
        assert_eq!(sides.far.instance.list().await.unwrap().len(), 1);
        let groups = sides.near.traffic_distribution_group.list(None).await;
        assert_eq!(groups.unwrap().len(), 1);
    };
    let counting = Guillotine::counting();
    try_at(counting.clone()).await;
    let moments = counting.moments();
    assert!(moments > 60, "{moments} moments");
    for n in 1..=moments {
        try_at(Guillotine::falling_at(n)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_shift_that_dies_at_any_moment_is_ended_by_the_next_run() {
    let try_at = async |guillotine: Guillotine| {
        let (desk, sides) = pair(hurried()).await;
        let order = away(of_instance("pair"), LONDON);
        let work = async |sides: &Sides, journal: &dyn Journal| {
            sides.shift(&desk, 4, &order, journal).await
        };
        let done = mortal(&desk, guillotine, work).await;
        assert_eq!(
            done.run.ended,
            Ended::Done,
            "{:?}",
            done.run.setbacks().next()
        );
        for group in sides.traffic(&desk).await {
            assert_eq!(calls(&group.distribution), [0, 100], "{}", group.name);
        }
    };
    let counting = Guillotine::counting();
    try_at(counting.clone()).await;
    let moments = counting.moments();
    assert!(moments > 20, "{moments} moments");
    for n in 1..=moments {
        try_at(Guillotine::falling_at(n)).await;
    }
}
