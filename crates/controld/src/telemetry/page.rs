//! The metrics as a page that Prometheus reads.

use std::fmt;

use opentelemetry_prometheus::PrometheusExporter;
use prometheus::{Encoder as _, Registry, TextEncoder};

/// The metrics of this process, in the text format of Prometheus.
#[derive(Clone)]
pub struct MetricsPage(Registry);

// === impl MetricsPage ===

impl MetricsPage {
    /// The type of its content.
    pub const CONTENT_TYPE: &str = prometheus::TEXT_FORMAT;

    /// A page, and the reader that fills it.
    pub(super) fn new() -> anyhow::Result<(Self, PrometheusExporter)> {
        let registry = Registry::new();
        let exporter = opentelemetry_prometheus::exporter();
        let exporter = exporter
            .with_registry(registry.clone())
            .scope_info_enabled(false)
            .build()?;
        Ok((Self(registry), exporter))
    }

    /// The page as it is now.
    pub fn text(&self) -> anyhow::Result<Vec<u8>> {
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.0.gather(), &mut text)?;
        Ok(text)
    }
}

impl fmt::Debug for MetricsPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MetricsPage")
    }
}
