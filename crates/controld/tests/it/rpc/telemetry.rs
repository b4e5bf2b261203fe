//! The names of metrics are the documented ones, and what happens is counted.

use std::{collections::BTreeSet, sync::OnceLock};

use control_api::v1 as pb;
use opentelemetry::trace::{SpanId, TracerProvider as _};
use opentelemetry_sdk::{
    metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider, data::ResourceMetrics},
    trace::{InMemorySpanExporter, SdkTracerProvider, SpanData},
};
use tracing_subscriber::{layer::SubscriberExt as _, util::SubscriberInitExt as _};

use super::{Rig, apply};

static METRICS: OnceLock<(SdkMeterProvider, InMemoryMetricExporter)> = OnceLock::new();
static SPANS: OnceLock<InMemorySpanExporter> = OnceLock::new();

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
    SPANS.get_or_init(|| {
        let exporter = InMemorySpanExporter::default();
        let provider = SdkTracerProvider::builder()
            .with_simple_exporter(exporter.clone())
            .build();
        let layer = controld::telemetry::spans(provider.tracer("controld"));
        tracing_subscriber::registry().with(layer).init();
        exporter
    });
}

/// The spans that a predicate takes, once there is one.
async fn spans(wanted: impl Fn(&SpanData) -> bool) -> Vec<SpanData> {
    loop {
        let mut spans = SPANS.get().unwrap().get_finished_spans().unwrap();
        spans.retain(&wanted);
        if !spans.is_empty() {
            return spans;
        }
        tokio::task::yield_now().await;
    }
}

fn attribute(span: &SpanData, key: &str) -> Option<String> {
    let found = span
        .attributes
        .iter()
        .find(|attribute| attribute.key.as_str() == key);
    found.map(|attribute| attribute.value.to_string())
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

#[tokio::test]
async fn a_call_is_part_of_its_trace_and_a_run_only_linked_to_it() {
    let rig = Rig::new().await;
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let mut request = tonic::Request::new(apply("x"));
    let parent = format!("00-{trace}-00f067aa0ba902b7-01");
    request
        .metadata_mut()
        .insert("traceparent", parent.parse().unwrap());
    let job = rig
        .centers()
        .apply_contact_center(request)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(rig.rest(&job.name).await.state(), pb::job::State::Succeeded);
    let calls = spans(|span| span.span_context.trace_id().to_string() == trace).await;
    assert_eq!(calls.len(), 1);
    assert_eq!(
        calls[0].name,
        "trunkline.v1.ContactCenterService/ApplyContactCenter"
    );
    assert_eq!(calls[0].parent_span_id.to_string(), "00f067aa0ba902b7");
    assert_eq!(
        attribute(&calls[0], "rpc.response.status_code").as_deref(),
        Some("OK")
    );
    let runs = spans(|span| attribute(span, "controld.job.id").as_deref() == Some(&job.uid)).await;
    assert_eq!((runs.len(), runs[0].parent_span_id), (1, SpanId::INVALID));
    assert_ne!(runs[0].span_context.trace_id().to_string(), trace);
    let link = &runs[0].links[0].span_context;
    assert_eq!(
        (link.trace_id().to_string().as_str(), link.span_id()),
        (trace, calls[0].span_context.span_id())
    );
    let tries = spans(|span| {
        let mut links = span.links.iter();
        span.name == "attempt" && links.any(|link| link.span_context == runs[0].span_context)
    });
    let tries = tries.await;
    assert_eq!((tries.len(), tries[0].parent_span_id), (1, SpanId::INVALID));
    assert_eq!(attribute(&tries[0], "work").as_deref(), Some(&*job.uid));
    assert_eq!(
        attribute(&runs[0], "controld.job.state").as_deref(),
        Some("succeeded")
    );
}
