//! R3: calls that change something, without an answer.

use system_tests::reliability::{Job, Loss, Trial, lost_answers};

use super::{assert_clean, full, small};

#[tokio::test(start_paused = true)]
async fn no_answer_that_is_lost_or_late_makes_a_twin_in_a_small_centre() {
    let trial = Trial::of(small(), Job::Apply).await;
    for loss in Loss::ALL {
        let came = lost_answers(&trial, loss, trial.calls()).await;
        assert_clean(loss.word(), &trial, &came);
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_answer_of_any_operation_makes_no_twin_in_the_full_sample() {
    let trial = Trial::of(full(), Job::Apply).await;
    let firsts = trial.calls().filter(|call| call.nth == Some(1));
    let came = lost_answers(&trial, Loss::Dropped, firsts).await;
    assert!(came.boundaries >= 30, "{came}");
    assert_clean(Loss::Dropped.word(), &trial, &came);
}

#[tokio::test(start_paused = true)]
async fn no_answer_that_is_late_makes_a_twin_in_the_full_sample() {
    for (job, every) in [(Job::Apply, 19), (Job::Destroy, 11), (Job::Clear, 23)] {
        let trial = Trial::of(full(), job).await;
        // Each fate begins with another call.
        for (first, loss) in Loss::ALL.into_iter().enumerate().skip(1) {
            let picked = trial.calls().skip(2 * first).step_by(every);
            let came = lost_answers(&trial, loss, picked).await;
            assert_clean(loss.word(), &trial, &came);
        }
    }
}
