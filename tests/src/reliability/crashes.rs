//! R1 and R2: a process that dies, and is started again.

use std::collections::BTreeMap;

use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};

use super::{
    guillotine::Guillotine,
    row::Row,
    trial::{Finding, Trial},
};

/// What came of deaths, and how many moments the run after each has.
#[derive(Debug, Default)]
pub struct Deaths {
    /// What came of them.
    pub row: Row,
    /// By the moment of the death, from 1.
    pub after: BTreeMap<usize, usize>,
}

/// Dies at each of these moments, from 1, and runs the same job again to its end.
pub async fn deaths(trial: &Trial, moments: impl IntoIterator<Item = usize>) -> Deaths {
    let mut deaths = Deaths::default();
    for n in moments {
        let (first, second) = (Guillotine::falling_at(n), Guillotine::counting());
        let world = trial.world().await;
        world.run(&first).await;
        let last = world.run(&second).await.expect("it does not fall");
        let found = world.judge(last).await;
        deaths.after.insert(n, second.moments());
        let place = format!("moment {n}, {}", told(&first));
        deaths.row.count(place, first.has_fallen(), 2, found);
    }
    deaths
}

/// Dies at two moments, drawn from the seed among all that come one after the other, and runs the
/// same job again to its end. `after` says how many moments follow a first death.
pub async fn double_deaths(
    trial: &Trial,
    after: &BTreeMap<usize, usize>,
    pairs: usize,
    seed: u64,
) -> Row {
    let mut row = Row::default();
    let mut source = StdRng::seed_from_u64(seed);
    let firsts: Vec<_> = after.keys().copied().collect();
    for _ in 0..pairs {
        let n = firsts[source.random_range(0..firsts.len())];
        let m = source.random_range(1..=after[&n]);
        let (first, second) = (Guillotine::falling_at(n), Guillotine::falling_at(m));
        let world = trial.world().await;
        world.run(&first).await;
        world.run(&second).await;
        let found = world.judge(world.run_on().await).await;
        let place = format!("moment {n}, {}; then {m}, {}", told(&first), told(&second));
        row.count(place, first.has_fallen() && second.has_fallen(), 3, found);
    }
    row
}

/// Dies at each of these moments in a process that writes no intents down, until that is seen. A
/// check that finds nothing here is blind.
pub async fn without_intents(
    trial: &Trial,
    moments: impl IntoIterator<Item = usize>,
) -> Option<Finding> {
    for n in moments {
        let mut world = trial.world().await;
        world.records_intents = false;
        world.run(&Guillotine::falling_at(n)).await;
        let found = world.judge(world.run_on().await).await;
        if found.is_some() {
            return found;
        }
    }
    None
}

fn told(guillotine: &Guillotine) -> String {
    format!("{:?}", guillotine.passed().last())
}
