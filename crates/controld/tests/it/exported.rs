//! The manual lists every metric, and dashboards and alerts are built on these and no others.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::PathBuf};

use controld::telemetry::names::{ALL, MetricKind};
use expect_test::expect_file;

/// Names on the page, with the endings of the parts of a histogram.
fn page_names() -> BTreeSet<String> {
    let parts = ALL.iter().flat_map(|metric| {
        let name = metric.page_name();
        match metric.kind {
            MetricKind::Histogram(_) => ["bucket", "count", "sum"]
                .map(|it| format!("{name}_{it}"))
                .into(),
            MetricKind::Counter | MetricKind::Gauge => vec![name],
        }
    });
    parts.collect()
}

fn example(name: &str) -> String {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../examples/telemetry", name]
        .iter()
        .collect();
    fs::read_to_string(folder).unwrap()
}

/// What looks like a metric of ours in a text.
fn used(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let is_ours = |word: &&str| word.starts_with("controld_") || word.starts_with("rpc_server_");
    words.filter(is_ours).map(str::to_owned).collect()
}

#[test]
fn the_manual_lists_every_metric() {
    let mut page = "# Metrics\n\n\
        What `controld` counts and measures. A metric keeps its name, its unit and what it means; labels have few\n\
        values and never name a job, a thing or an ARN. The last column is its name on the page `/metrics`, where a\n\
        histogram has `_bucket`, `_count` and `_sum` behind it.\n\n\
        This page is generated: `UPDATE_EXPECT=1 cargo test -p controld the_manual`. How to collect them is in\n\
        [telemetry.md](telemetry.md).\n\n\
        | Metric | Kind | Unit | Labels | Meaning | On the page |\n|---|---|---|---|---|---|\n"
        .to_owned();
    for metric in ALL {
        let labels: Vec<_> = metric.labels.iter().map(|it| format!("`{it}`")).collect();
        let (labels, on_page) = (labels.join(", "), metric.page_name());
        let (name, kind) = (metric.name, metric.kind.word());
        let (unit, about) = (metric.unit, metric.about);
        writeln!(
            page,
            "| `{name}` | {kind} | {unit} | {labels} | {about} | `{on_page}` |"
        )
        .unwrap();
    }
    expect_file!["../../../../docs/metrics.md"].assert_eq(&page);
    let names: BTreeSet<_> = ALL.iter().map(|metric| metric.name).collect();
    assert_eq!(names.len(), ALL.len(), "each stands once");
}

#[test]
fn dashboard_and_alerts_use_exported_names_alone() {
    let known = page_names();
    for name in ["dashboard.json", "alerts.yaml"] {
        let used = used(&example(name));
        assert!(used.len() > 5, "{name} uses {used:?}");
        let strange: Vec<_> = used.difference(&known).collect();
        assert!(strange.is_empty(), "{name}: nobody exports {strange:?}");
    }
}

#[test]
fn a_name_that_nobody_exports_is_seen() {
    let used = used("sum(rate(controld_jobs_total[5m])) / controld_jobs");
    assert_eq!(
        used.difference(&page_names()).collect::<Vec<_>>(),
        ["controld_jobs_total"]
    );
}
