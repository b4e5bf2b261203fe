//! The names of metrics are the documented ones, and what happens is counted.

use std::{collections::BTreeSet, sync::OnceLock};

use opentelemetry_sdk::metrics::{
    InMemoryMetricExporter, PeriodicReader, SdkMeterProvider, data::ResourceMetrics,
};

use super::{Rig, apply};

static METRICS: OnceLock<(SdkMeterProvider, InMemoryMetricExporter)> = OnceLock::new();

/// Installs a provider for the whole test binary. Instruments are bound to the first that they meet,
/// so this comes before any store or daemon.
pub(crate) fn install() {
    METRICS.get_or_init(|| {
        let exporter = InMemoryMetricExporter::default();
        let reader = PeriodicReader::builder(exporter.clone()).build();
        let provider = SdkMeterProvider::builder().with_reader(reader).build();
        opentelemetry::global::set_meter_provider(provider.clone());
        (provider, exporter)
    });
}

fn names(exported: &[ResourceMetrics]) -> BTreeSet<String> {
    let scopes = exported.iter().flat_map(ResourceMetrics::scope_metrics);
    let metrics = scopes.flat_map(|scope| scope.metrics().map(|metric| metric.name().to_owned()));
    metrics.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_is_measured_under_the_documented_names() {
    let rig = Rig::new().await;
    let job = rig.start("x").await;
    rig.rest(&job.name).await;
    let mut request = apply("y");
    rig.centers()
        .apply_contact_center(request.clone())
        .await
        .unwrap();
    rig.centers()
        .apply_contact_center(request.clone())
        .await
        .unwrap();
    request.reason = "another".into();
    rig.centers()
        .apply_contact_center(request)
        .await
        .unwrap_err();
    let (provider, exporter) = METRICS.get().unwrap();
    provider.force_flush().unwrap();
    let names = names(&exporter.get_finished_metrics().unwrap());
    let expected = [
        "rpc.server.call.duration",
        "controld.job.transitions",
        "controld.job.duration",
        "controld.lease.acquired",
        "controld.step.attempts",
        "controld.idempotency.hits",
        "controld.idempotency.mismatches",
        "controld.store.commit.duration",
        "controld.store.batch.size",
        "controld.queue.depth",
        "controld.queue.oldest_age",
        "controld.needs_attention",
    ];
    for name in expected {
        assert!(names.contains(name), "{name} is not among {names:?}");
    }
}
