//! The full sample as it comes up: what an assessment finds.

use std::{collections::BTreeMap, fs, path::PathBuf};

use aws_sim::Settings;
use connect_governance::{AssessOptions, Baseline, report, rules};
use connect_model::{
    governance::{Governance, load_governance},
    spec::{ContactCenter, Sources},
};
use connect_provision::{DriftOptions, PlanOptions, Prune};
use expect_test::expect_file;
use system_tests::{Desk, example};

use super::estate::Estate;

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("system/golden")
        .join(name)
}

/// What the sample is given to be governed.
fn governance() -> Governance {
    let name = "full-contact-center.yaml";
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../examples/governance");
    let text = fs::read(folder.join(name)).unwrap();
    let sources = Sources {
        specs: vec![name.to_owned()],
        files: BTreeMap::from([(name.to_owned(), text)]),
        variables: BTreeMap::new(),
    };
    load_governance(&sources).unwrap()
}

/// What governance made is neither changed nor taken for something that the centre no longer declares.
async fn is_as_declared(desk: &Desk, center: &ContactCenter) {
    let options = PlanOptions {
        prune: Some(Prune::default()),
        ..PlanOptions::default()
    };
    let plan = desk.plan_with(center, &options).await.unwrap();
    assert!(plan.is_empty(), "{plan}");
    let drift = desk.drift(center, DriftOptions::default()).await;
    assert!(drift.is_empty(), "{drift}");
}

#[tokio::test(start_paused = true)]
async fn the_full_sample_is_found_as_it_was_before_and_after_governance() {
    let desk = Desk::new(Settings {
        strict: true,
        ..Settings::default()
    });
    desk.make_stream("harbour-home-contacts").await;
    let center = example("full-contact-center");
    let estate = Estate::of(desk, &center).await;
    let found = estate.assessed(&AssessOptions::default()).await;
    expect_file![golden("governance.full.txt")].assert_eq(&report::text(&found, rules()));
    let governance = governance();
    estate.ensured(2, &governance).await;
    let options = AssessOptions {
        settings: governance.assess,
        exceptions: governance.exceptions,
        baseline: Some(Baseline::of(&found)),
        ..AssessOptions::default()
    };
    let kept = estate.assessed(&options).await;
    expect_file![golden("governance.kept.txt")].assert_eq(&report::text(&kept, rules()));
    is_as_declared(&estate.desk, &center).await;
    let mut mends = found.findings.iter().filter(|it| it.finding.mend.is_some());
    assert!(
        mends.next().is_none(),
        "a sample has nothing that is mended by pressing a button"
    );
}
