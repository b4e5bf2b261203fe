//! R4: every step twice; and a step that fails for good, after which all is taken away.

use system_tests::reliability::{Job, Trial, failures, repeats, steps};

use super::{assert_clean, full, small};

#[tokio::test(start_paused = true)]
async fn steps_of_a_small_centre_that_are_carried_out_twice_change_nothing() {
    for job in Job::ALL {
        let trial = Trial::of(small(), job).await;
        let came = repeats(&trial, 1..=steps(&trial)).await;
        assert_clean("R4, twice", &trial, &came);
    }
}

#[tokio::test(start_paused = true)]
async fn steps_of_the_full_sample_that_are_carried_out_twice_change_nothing() {
    for (job, every) in [(Job::Apply, 19), (Job::Destroy, 5), (Job::Clear, 19)] {
        let trial = Trial::of(full(), job).await;
        let all = steps(&trial);
        // The last one means that all of them are.
        let came = repeats(&trial, (1..all).step_by(every).chain([all])).await;
        assert_clean("R4, twice", &trial, &came);
    }
}

#[tokio::test(start_paused = true)]
async fn what_failed_for_good_is_taken_away_whole() {
    for (center, every) in [(small(), [1, 1, 1]), (full(), [17, 7, 23])] {
        let slate = Trial::of(center.clone(), Job::Destroy).await;
        for (job, every) in Job::ALL.into_iter().zip(every) {
            let trial = Trial::of(center.clone(), job).await;
            let picked = trial.calls().skip(every / 2).step_by(every);
            let came = failures(&trial, slate.reference(), picked).await;
            assert_clean("R4, failed", &trial, &came);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_destroy_leaves_the_bucket_with_data_and_nothing_else_of_the_centre() {
    let slate = Trial::of(full(), Job::Destroy).await;
    let named: Vec<_> = slate.reference().naming("full-contact-center").collect();
    let kept = ".s3.buckets.full-contact-center-conversations.";
    assert!(!named.is_empty());
    assert!(
        named.iter().all(|path| path.starts_with(kept)),
        "{named:#?}"
    );
}
