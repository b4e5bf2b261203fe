//! A way to AWS that something stands on.

use std::{fmt, sync::Arc};

use aws_smithy_runtime_api::client::{
    http::{
        HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
    },
    orchestrator::{HttpRequest, HttpResponse},
    result::ConnectorError,
    runtime_components::RuntimeComponents,
};

/// What every call passes.
pub(crate) trait Toll: Clone + Send + Sync + 'static {
    /// Lets a call through to `onward`, or not.
    fn pass(
        self,
        request: HttpRequest,
        onward: SharedHttpConnector,
    ) -> impl Future<Output = Result<HttpResponse, ConnectorError>> + Send;
}

/// A way with a toll on it.
#[derive(Clone)]
pub(crate) struct TollWay<T> {
    onward: Arc<dyn HttpClient>,
    toll: T,
}

/// The same with the settings of a client.
#[derive(Clone)]
struct Lane<T> {
    onward: SharedHttpConnector,
    toll: T,
}

// === impl TollWay ===

impl<T> TollWay<T> {
    pub(crate) fn new(onward: impl HttpClient + 'static, toll: T) -> Self {
        Self {
            onward: Arc::new(onward),
            toll,
        }
    }
}

impl<T> fmt::Debug for TollWay<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TollWay")
    }
}

impl<T: Toll> HttpClient for TollWay<T> {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Lane {
            onward: self.onward.http_connector(settings, components),
            toll: self.toll.clone(),
        })
    }
}

// === impl Lane ===

impl<T> fmt::Debug for Lane<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lane")
    }
}

impl<T: Toll> HttpConnector for Lane<T> {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let Self { onward, toll } = self.clone();
        HttpConnectorFuture::new(async move { toll.pass(request, onward).await })
    }
}
