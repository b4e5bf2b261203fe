//! One spec for every stage: an overlay of a few lines says what is different there.

use std::{collections::BTreeSet, fs, path::Path};

use aws_sim::{Quotas, Settings};
use connect_provision::Report;
use connect_resources::KindId;
use system_tests::{Desk, stage};

const SAMPLE: &str = "full-contact-center";
const STAGES: [&str; 3] = ["dev", "stage", "prod"];
const LINES_MAX: usize = 20;

fn names(report: &Report, kind: KindId) -> BTreeSet<&str> {
    report.outputs.of_kind(kind).map(|(name, _)| name).collect()
}

#[tokio::test(start_paused = true)]
async fn one_base_and_short_overlays_give_every_stage() {
    let desk = Desk::new(Settings {
        quotas: Quotas::None,
        ..Settings::default()
    });
    let mut reports = Vec::new();
    for (job, name) in (1..).zip(STAGES) {
        let center = stage(SAMPLE, name);
        reports.push(desk.applied(job, &center).await);
    }
    for name in STAGES {
        let again = desk.plan(&stage(SAMPLE, name)).await.unwrap();
        assert!(again.is_empty(), "{name}: {again}");
    }
    let [dev, staging, prod] = reports.try_into().expect("one for each stage");
    for kind in [
        KindId::Queue,
        KindId::Flow,
        KindId::User,
        KindId::RoutingProfile,
    ] {
        assert_eq!(names(&dev, kind), names(&prod, kind));
        assert_eq!(names(&staging, kind), names(&prod, kind));
    }
    let numbers = [&dev, &staging, &prod].map(|report| names(report, KindId::PhoneNumber).len());
    assert_eq!(numbers, [1, 1, 2]);
    let buckets = [&dev, &staging, &prod].map(|report| names(report, KindId::Bucket));
    assert!(buckets[0].is_disjoint(&buckets[2]) && buckets[1].is_disjoint(&buckets[2]));
}

#[test]
fn no_overlay_is_longer_than_twenty_lines() {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/full-contact-center/stages");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let lengths: Vec<_> = files
        .map(|file| fs::read_to_string(file).unwrap().lines().count())
        .collect();
    assert_eq!(lengths.len(), STAGES.len());
    assert!(
        lengths.iter().all(|lines| *lines <= LINES_MAX),
        "{lengths:?}"
    );
}
