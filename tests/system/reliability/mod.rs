//! The reliability matrix: whole with an apply of a small centre, and a part of it with every job on
//! the full sample.
//!
//! All of it takes minutes in a release build, and a debug build is several times as slow: `cargo
//! xtask bench reliability` does that. Here each row takes every so-manieth boundary from a fixed one
//! on, so the suite sees the same ones each time, and says how many.

mod answers;
mod crashes;
mod likeness;
mod shares;
mod steps;
mod voyages;

use connect_model::spec::ContactCenter;
use system_tests::{
    example,
    reliability::{Row, Trial},
    spec,
};

/// One of each sort of things that a crash may harm.
fn small() -> ContactCenter {
    spec(include_str!("../specs/interrupted.yaml"))
}

/// What the matrix is about.
fn full() -> ContactCenter {
    example("full-contact-center")
}

/// Prints what was covered, and fails with what was found.
#[expect(
    clippy::print_stderr,
    reason = "how much was covered is part of the result"
)]
fn assert_clean(what: &str, trial: &Trial, row: &Row) {
    let told = format!("{what}, {}: {row}", trial.job().word());
    eprint!("{told}");
    assert!(row.boundaries > 0 && row.is_clean(), "{told}");
}
