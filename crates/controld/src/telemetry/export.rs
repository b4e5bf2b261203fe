//! Out of the door: log lines, the metrics page, and OTLP to a collector.

use anyhow::Context as _;
use opentelemetry::{KeyValue, global, trace::TracerProvider as _};
use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
use opentelemetry_otlp::{
    LogExporter, MetricExporter, SpanExporter, WithExportConfig, WithTonicConfig,
    tonic_types::transport::ClientTlsConfig,
};
use opentelemetry_sdk::{
    Resource,
    logs::SdkLoggerProvider,
    metrics::SdkMeterProvider,
    trace::{SdkTracerProvider, Tracer},
};
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::{
    Layer, Registry, filter::filter_fn, layer::SubscriberExt as _, registry::LookupSpan,
    util::SubscriberInitExt as _,
};

use super::{log, page::MetricsPage};
use crate::config::TelemetryConfig;

/// The crates whose spans and lines are told to others: not the libraries, among them those that tell it.
pub const HOUSE: [&str; 10] = [
    "analytics_share",
    "aws_sim",
    "connect_agents",
    "connect_aws",
    "connect_provision",
    "connect_resiliency",
    "connect_resources",
    "controld",
    "flow_port",
    "reconcile",
];

/// What tells of this process. Ends with [`stop`](Telemetry::stop).
#[derive(Debug)]
pub struct Telemetry {
    page: MetricsPage,
    meters: SdkMeterProvider,
    tracers: Option<SdkTracerProvider>,
    loggers: Option<SdkLoggerProvider>,
}

// === impl Telemetry ===

impl Telemetry {
    /// Installs what the configuration asks for, for the whole process: before the first instrument is
    /// used, and inside a runtime. A subscriber that is there already keeps the spans and lines.
    pub fn start(config: &TelemetryConfig) -> anyhow::Result<Self> {
        let resource = resource(&config.service_name);
        let endpoint = config.otlp_endpoint.as_deref();
        let (page, reader) = MetricsPage::new()?;
        let mut meters = SdkMeterProvider::builder().with_resource(resource.clone());
        meters = meters.with_reader(reader);
        if let Some(endpoint) = endpoint {
            let exporter = to(endpoint, MetricExporter::builder().with_tonic());
            meters = meters.with_periodic_exporter(exporter.build().context(OTLP)?);
        }
        let meters = meters.build();
        global::set_meter_provider(meters.clone());
        let tracers = endpoint.map(|it| tracers(it, &resource)).transpose()?;
        let loggers = endpoint.map(|it| loggers(it, &resource)).transpose()?;
        let spans = tracers.as_ref().map(|it| spans(it.tracer("controld")));
        let lines = loggers.as_ref().map(|it| {
            let is_line = |of: &Metadata<'_>| of.is_event() && is_told(of);
            OpenTelemetryTracingBridge::new(it).with_filter(filter_fn(is_line))
        });
        let subscriber = Registry::default().with(log::layer(config.log_format));
        // A process that has a subscriber keeps it.
        let _ = subscriber.with(spans).with(lines).try_init();
        Ok(Self {
            page,
            meters,
            tracers,
            loggers,
        })
    }

    /// The metrics as a page.
    pub fn page(&self) -> MetricsPage {
        self.page.clone()
    }

    /// Sends what is left. What cannot be sent is lost, and no reason not to stop.
    pub fn stop(self) {
        if let Some(tracers) = self.tracers {
            let _ = tracers.shutdown();
        }
        if let Some(loggers) = self.loggers {
            let _ = loggers.shutdown();
        }
        let _ = self.meters.shutdown();
    }
}

/// Makes spans of the house spans of OpenTelemetry.
pub fn spans<S>(tracer: Tracer) -> impl Layer<S>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let is_span = |of: &Metadata<'_>| of.is_span() && is_told(of);
    let layer = tracing_opentelemetry::layer().with_tracer(tracer);
    // Where in the code a span begins is nothing that callers can use.
    let layer = layer.with_location(false).with_threads(false);
    layer
        .with_tracked_inactivity(false)
        .with_filter(filter_fn(is_span))
}

const OTLP: &str = "telemetry cannot be sent by OTLP";

fn tracers(endpoint: &str, resource: &Resource) -> anyhow::Result<SdkTracerProvider> {
    let exporter = to(endpoint, SpanExporter::builder().with_tonic());
    let exporter = exporter.build().context(OTLP)?;
    let provider = SdkTracerProvider::builder().with_resource(resource.clone());
    let provider = provider.with_batch_exporter(exporter).build();
    global::set_tracer_provider(provider.clone());
    Ok(provider)
}

fn loggers(endpoint: &str, resource: &Resource) -> anyhow::Result<SdkLoggerProvider> {
    let exporter = to(endpoint, LogExporter::builder().with_tonic());
    let exporter = exporter.build().context(OTLP)?;
    let provider = SdkLoggerProvider::builder().with_resource(resource.clone());
    Ok(provider.with_batch_exporter(exporter).build())
}

/// Sends to `endpoint`, with TLS by the roots that the machine trusts.
fn to<B: WithExportConfig + WithTonicConfig>(endpoint: &str, exporter: B) -> B {
    let exporter = exporter.with_endpoint(endpoint);
    if !endpoint.starts_with("https:") {
        return exporter;
    }
    exporter.with_tls_config(ClientTlsConfig::new().with_enabled_roots())
}

fn resource(service_name: &str) -> Resource {
    Resource::builder()
        .with_service_name(service_name.to_owned())
        .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .build()
}

/// Calls of AWS are spans of a lower level than log lines are told at.
fn is_told(of: &Metadata<'_>) -> bool {
    let level = if of.is_span() {
        Level::DEBUG
    } else {
        Level::INFO
    };
    let krate = of.target().split("::").next();
    *of.level() <= level && krate.is_some_and(|it| HOUSE.contains(&it))
}
