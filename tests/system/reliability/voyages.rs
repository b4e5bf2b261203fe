//! Deploys, releases and ways back that die at any moment, or never hear an answer.
//!
//! A first deploy dies at every moment; of the others the suite takes every so-manieth, from another one on
//! each.

use system_tests::reliability::{Errand, Loss, Route, Row, Voyage};

/// Prints what was covered, and fails with what was found.
#[expect(
    clippy::print_stderr,
    reason = "how much was covered is part of the result"
)]
fn assert_clean(what: &str, voyage: &Voyage, row: &Row) {
    let told = format!("{what}, {}: {row}", voyage.errand().word());
    eprint!("{told}");
    assert!(row.boundaries > 0 && row.is_clean(), "{told}");
}

#[tokio::test(start_paused = true)]
async fn a_deploy_that_dies_at_any_moment_loses_nothing_and_doubles_nothing() {
    let voyage = Voyage::of(Errand::Arrive, Route::Stops(1)).await;
    let row = voyage.deaths(1..=voyage.moments().len()).await;
    assert_clean("one stop", &voyage, &row);
}

#[tokio::test(start_paused = true)]
async fn a_second_edition_that_dies_at_any_moment_makes_no_version_twice() {
    let voyage = Voyage::of(Errand::Follow, Route::Stops(1)).await;
    let row = voyage.deaths((2..=voyage.moments().len()).step_by(5)).await;
    assert_clean("one stop", &voyage, &row);
}

#[tokio::test(start_paused = true)]
async fn a_way_back_that_dies_at_any_moment_is_gone_to_its_end() {
    let voyage = Voyage::of(Errand::Return, Route::Stops(1)).await;
    let row = voyage.deaths((1..=voyage.moments().len()).step_by(4)).await;
    assert_clean("one stop", &voyage, &row);
}

#[tokio::test(start_paused = true)]
async fn a_release_to_three_stops_that_dies_goes_on_where_it_was() {
    for (errand, every) in [
        (Errand::Arrive, 41),
        (Errand::Follow, 61),
        (Errand::Return, 31),
    ] {
        let voyage = Voyage::of(errand, Route::Stops(3)).await;
        let row = voyage
            .deaths((3..=voyage.moments().len()).step_by(every))
            .await;
        assert_clean("three stops", &voyage, &row);
    }
}

#[tokio::test(start_paused = true)]
async fn a_release_to_a_pair_that_dies_leaves_both_sides_alike() {
    for (errand, every) in [
        (Errand::Arrive, 13),
        (Errand::Follow, 23),
        (Errand::Return, 17),
    ] {
        let voyage = Voyage::of(errand, Route::Pair).await;
        let moments = (1..=voyage.moments().len()).step_by(every);
        assert_clean("a pair", &voyage, &voyage.deaths(moments).await);
        let calls = voyage.calls_for(Loss::Dropped).step_by(every);
        let row = voyage.lost_answers(Loss::Dropped, calls).await;
        assert_clean("a pair, answer dropped", &voyage, &row);
    }
}

#[tokio::test(start_paused = true)]
async fn no_answer_that_is_lost_makes_a_flow_or_a_version_twice() {
    for errand in Errand::ALL {
        let voyage = Voyage::of(errand, Route::Stops(1)).await;
        let all = voyage.calls_for(Loss::Dropped);
        let row = voyage.lost_answers(Loss::Dropped, all).await;
        assert_clean("answer dropped", &voyage, &row);
    }
}

#[tokio::test(start_paused = true)]
async fn no_answer_that_is_late_makes_a_flow_or_a_version_twice() {
    for errand in Errand::ALL {
        let voyage = Voyage::of(errand, Route::Stops(1)).await;
        for (first, loss) in Loss::ALL.into_iter().enumerate().skip(1) {
            let picked = voyage.calls_for(loss).skip(first).step_by(3);
            let row = voyage.lost_answers(loss, picked).await;
            assert_clean(loss.word(), &voyage, &row);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn without_the_intent_record_the_matrix_of_flows_sees_it() {
    let voyage = Voyage::of(Errand::Follow, Route::Stops(1)).await;
    let found = voyage.without_intents(1..=voyage.moments().len()).await;
    found.expect("the matrix cannot see a missing intent");
}
