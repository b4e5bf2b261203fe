//! The simulator as the HTTP client of the AWS SDK for Rust.
//!
//! Real signing, serialisation, retries and parsing; no socket, no thread.

use aws_smithy_runtime_api::{
    client::{
        http::{
            HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings,
            SharedHttpConnector,
        },
        orchestrator::{HttpRequest, HttpResponse},
        result::ConnectorError,
        runtime_components::RuntimeComponents,
    },
    shared::IntoShared,
};
use aws_smithy_types::{body::SdkBody, byte_stream::ByteStream};
use bytes::Bytes;
use http::Request;

use crate::simulator::Simulator;

/// An HTTP client whose every request a [`Simulator`] answers.
#[derive(Debug, Clone)]
pub struct SimHttpClient {
    simulator: Simulator,
}

// === impl SimHttpClient ===

impl SimHttpClient {
    pub(crate) fn new(simulator: Simulator) -> Self {
        Self { simulator }
    }
}

impl HttpClient for SimHttpClient {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        self.clone().into_shared()
    }
}

impl HttpConnector for SimHttpClient {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let simulator = self.simulator.clone();
        HttpConnectorFuture::new(async move { exchange(&simulator, request).await })
    }
}

async fn exchange(
    simulator: &Simulator,
    request: HttpRequest,
) -> Result<HttpResponse, ConnectorError> {
    let request = buffered(request).await?;
    let response = simulator
        .handle(request)
        .await
        .map_err(|dropped| ConnectorError::io(Box::new(dropped)))?;
    let response = response.map(SdkBody::from);
    HttpResponse::try_from(response).map_err(|error| ConnectorError::user(Box::new(error)))
}

async fn buffered(request: HttpRequest) -> Result<Request<Bytes>, ConnectorError> {
    let request = request
        .try_into_http1x()
        .map_err(|error| ConnectorError::user(Box::new(error)))?;
    let (head, body) = request.into_parts();
    let body = ByteStream::new(body)
        .collect()
        .await
        .map_err(|error| ConnectorError::user(Box::new(error)))?;
    Ok(Request::from_parts(head, body.into_bytes()))
}
