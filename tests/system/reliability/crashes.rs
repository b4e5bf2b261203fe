//! R1 and R2: a process that dies before or after a write of its journal or a call, once or twice,
//! and is started again.

use system_tests::reliability::{Job, Moment, Trial, deaths, double_deaths, without_intents};

use super::{assert_clean, full, small};

const SEED: u64 = 7;

#[tokio::test(start_paused = true)]
async fn a_death_at_any_moment_of_a_small_apply_loses_nothing_and_doubles_nothing() {
    let trial = Trial::of(small(), Job::Apply).await;
    let came = deaths(&trial, 1..=trial.moments().len()).await;
    assert!(came.row.boundaries > 120, "{}", came.row);
    assert_clean("R1", &trial, &came.row);
    let pairs = double_deaths(&trial, &came.after, 20, SEED).await;
    assert_clean("R2", &trial, &pairs);
}

#[tokio::test(start_paused = true)]
async fn a_death_while_the_full_sample_comes_up_loses_nothing_and_doubles_nothing() {
    sampled(Job::Apply, 53).await;
}

#[tokio::test(start_paused = true)]
async fn a_death_while_the_full_sample_goes_leaves_nothing_behind() {
    sampled(Job::Destroy, 29).await;
}

#[tokio::test(start_paused = true)]
async fn a_death_while_the_full_sample_is_cleared_leaves_nothing_behind() {
    sampled(Job::Clear, 59).await;
}

/// Dies at every so-manieth moment, and at a few pairs of them.
async fn sampled(job: Job, every: usize) {
    let trial = Trial::of(full(), job).await;
    let moments = trial.moments().len();
    let came = deaths(&trial, (5..=moments).step_by(every)).await;
    assert_clean("R1", &trial, &came.row);
    let pairs = double_deaths(&trial, &came.after, 2, SEED).await;
    assert_clean("R2", &trial, &pairs);
}

#[tokio::test(start_paused = true)]
async fn every_write_of_the_journal_and_every_call_has_a_moment_before_and_after() {
    for job in Job::ALL {
        let trial = Trial::of(small(), job).await;
        let count = |wanted: Moment| trial.moments().iter().filter(|it| **it == wanted).count();
        for (before, after) in [
            (Moment::BeforeIntent, Moment::AfterIntent),
            (Moment::BeforeOutcome, Moment::AfterOutcome),
            (Moment::BeforeCall, Moment::AfterCall),
        ] {
            assert!(count(before) > 0, "{before:?} of {job:?}");
            assert_eq!(count(before), count(after), "{before:?} of {job:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn without_the_intent_record_the_matrix_sees_it() {
    let trial = Trial::of(small(), Job::Apply).await;
    let found = without_intents(&trial, 1..=trial.moments().len()).await;
    let finding = found.expect("the matrix cannot see a missing intent");
    assert!(!finding.difference.is_empty(), "{finding}");
}
