//! A simulator in virtual time with clients of the real SDK, whose own retries are off.

use aws_credential_types::Credentials;
use aws_sdk_connect::{
    config::{BehaviorVersion, Region, StalledStreamProtectionConfig, retry::RetryConfig},
    error::{ProvideErrorMetadata, SdkError},
    types::DirectoryType,
};
use aws_sim::{Dropped, Rate, Settings, Simulator, Time, TokioClock};
use aws_smithy_async::rt::sleep::TokioSleep;
use bytes::Bytes;
use http::{Request, Response};
use serde_json::Value;

/// Nine in the morning of a day in 2026.
pub(crate) const EPOCH: Time = Time::from_micros(1_790_000_000_000_000);

pub(crate) const PRODUCER: &str = "111111111111";
pub(crate) const CONSUMER: &str = "222222222222";

pub(crate) struct Desk {
    pub(crate) simulator: Simulator,
}

/// The common part of the clients' configurations.
macro_rules! config {
    ($sdk:ident, $desk:expr, $credentials:expr) => {
        $sdk::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client($desk.simulator.http_client())
            .credentials_provider($credentials)
            .region(Region::new("eu-west-2"))
            .retry_config(RetryConfig::disabled())
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .sleep_impl(TokioSleep::new())
            .build()
    };
}

pub(crate) fn credentials(key: &str) -> Credentials {
    Credentials::new(key, "secret", None, None, "test")
}

/// Code and status of the error that a call ended in.
pub(crate) fn refusal<T: std::fmt::Debug, E>(
    result: Result<T, SdkError<E, aws_sdk_connect::config::http::HttpResponse>>,
) -> (String, u16)
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
{
    let error = result.expect_err("the call is refused");
    let status = error
        .raw_response()
        .map_or(0, |response| response.status().as_u16());
    let code = error
        .as_service_error()
        .and_then(ProvideErrorMetadata::code);
    (code.unwrap_or_default().to_owned(), status)
}

/// The default settings but for the throttle.
pub(crate) fn unthrottled() -> Settings {
    Settings {
        rate: Rate::None,
        ..Settings::default()
    }
}

// === impl Desk ===

impl Desk {
    pub(crate) fn new(settings: Settings) -> Self {
        let clock = TokioClock::starting_at(EPOCH);
        Self {
            simulator: Simulator::builder().settings(settings).clock(clock).build(),
        }
    }

    pub(crate) fn connect(&self, key: &str) -> aws_sdk_connect::Client {
        aws_sdk_connect::Client::from_conf(config!(aws_sdk_connect, self, credentials(key)))
    }

    pub(crate) fn secrets(&self, key: &str) -> aws_sdk_secretsmanager::Client {
        let config = config!(aws_sdk_secretsmanager, self, credentials(key));
        aws_sdk_secretsmanager::Client::from_conf(config)
    }

    pub(crate) fn sts(&self, credentials: Credentials) -> aws_sdk_sts::Client {
        aws_sdk_sts::Client::from_conf(config!(aws_sdk_sts, self, credentials))
    }

    /// The id of a new instance that is active.
    pub(crate) async fn instance(&self, key: &str, alias: &str) -> String {
        let created = self
            .connect(key)
            .create_instance()
            .identity_management_type(DirectoryType::ConnectManaged)
            .instance_alias(alias)
            .inbound_calls_enabled(true)
            .outbound_calls_enabled(true)
            .send()
            .await
            .expect("an instance is made");
        tokio::time::sleep(std::time::Duration::from_mins(1)).await;
        created.id.expect("an instance has an id")
    }

    /// A request as it is on the wire, signed for `service` by the producer.
    pub(crate) async fn raw(
        &self,
        service: &str,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Response<Bytes>, Dropped> {
        let credential = format!("Credential={PRODUCER}/20260101/eu-west-2/{service}/aws4_request");
        let mut request = Request::builder().method(method).uri(path).header(
            "authorization",
            format!("AWS4-HMAC-SHA256 {credential}, Signature=none"),
        );
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request
            .body(Bytes::from(body.to_owned()))
            .expect("a request is valid");
        self.simulator.handle(request).await
    }

    /// Status, error code and body of the answer to a Connect request.
    pub(crate) async fn connect_raw(
        &self,
        method: &str,
        path: &str,
        body: &str,
    ) -> (u16, String, Value) {
        let answer = self
            .raw("connect", method, path, &[], body)
            .await
            .expect("an answer");
        let code = answer.headers().get("x-amzn-errortype");
        let code = code
            .map_or("", |code| code.to_str().expect("a code is text"))
            .to_owned();
        let body = serde_json::from_slice(answer.body()).expect("the body is JSON");
        (answer.status().as_u16(), code, body)
    }
}
