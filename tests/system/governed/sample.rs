//! The full sample as it comes up: what an assessment finds.

use std::path::PathBuf;

use aws_sim::Settings;
use connect_governance::{AssessOptions, report, rules};
use expect_test::expect_file;
use system_tests::{Desk, example};

use super::estate::Estate;

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("system/golden")
        .join(name)
}

#[tokio::test(start_paused = true)]
async fn what_is_found_of_the_full_sample_is_what_was_found_before() {
    let desk = Desk::new(Settings {
        strict: true,
        ..Settings::default()
    });
    desk.make_stream("harbour-home-contacts").await;
    let estate = Estate::of(desk, &example("full-contact-center")).await;
    let found = estate.assessed(&AssessOptions::default()).await;
    expect_file![golden("governance.full.txt")].assert_eq(&report::text(&found, rules()));
    let mut mends = found.findings.iter().filter(|it| it.finding.mend.is_some());
    assert!(
        mends.next().is_none(),
        "a sample has nothing that is mended by pressing a button"
    );
}
