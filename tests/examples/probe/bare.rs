//! The least that a call through the SDK can cost: a connector that has its answer ready.

use aws_sdk_connect::config::http::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::{
    http::{
        HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
    },
    runtime_components::RuntimeComponents,
};
use http::Response;

/// Answers every request with the same body.
#[derive(Clone, Debug)]
pub(crate) struct Bare(pub(crate) String);

impl HttpClient for Bare {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Bare {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let response = Response::builder()
            .header("content-type", "application/json")
            .header("x-amzn-requestid", "00000000-0000-4000-8000-000000000000")
            .body(self.0.clone().into())
            .unwrap();
        HttpConnectorFuture::ready(Ok(HttpResponse::try_from(response).unwrap()))
    }
}
