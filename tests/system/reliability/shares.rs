//! Shares that are made and taken away by processes that die, or never hear an answer.
//!
//! The suite takes every so-manieth moment; `cargo xtask bench reliability` takes all.

use system_tests::reliability::{Bargain, Deed, Loss, Row};

/// Prints what was covered, and fails with what was found.
#[expect(
    clippy::print_stderr,
    reason = "how much was covered is part of the result"
)]
fn assert_clean(what: &str, deed: Deed, row: &Row) {
    let told = format!("{what}, {}: {row}", deed.word());
    eprint!("{told}");
    assert!(row.boundaries > 0 && row.is_clean(), "{told}");
}

#[tokio::test(start_paused = true)]
async fn a_share_that_dies_at_any_moment_leaves_no_twin_and_no_orphan() {
    for (deed, every) in [(Deed::Ensure, 5), (Deed::Remove, 5)] {
        let bargain = Bargain::of(deed).await;
        let row = bargain
            .deaths((1..=bargain.moments().len()).step_by(every))
            .await;
        assert_clean("death", deed, &row);
    }
}

#[tokio::test(start_paused = true)]
async fn no_answer_that_is_lost_or_late_makes_anything_of_a_share_twice() {
    for deed in Deed::ALL {
        let bargain = Bargain::of(deed).await;
        for loss in [Loss::Dropped, Loss::Late] {
            let row = bargain.lost_answers(loss, 0..bargain.calls()).await;
            assert_clean(loss.word(), deed, &row);
        }
    }
}
