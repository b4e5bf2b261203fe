//! Uploads to an address that a service gave: no signature of ours, for the address has its own.

use aws_sdk_s3::{config::RequestChecksumCalculation, error::BoxError, primitives::ByteStream};
use aws_smithy_runtime_api::client::{
    interceptors::{Intercept, context::BeforeTransmitInterceptorContextMut},
    runtime_components::RuntimeComponents,
};
use aws_smithy_types::{body::SdkBody, config_bag::ConfigBag, timeout::TimeoutConfig};
use bytes::Bytes;
use connect_model::{Fault, spec::Payload};

use crate::{aws::Aws, call::Operation, function::UPLOAD_TIMEOUT};

const PUT_OBJECT: Operation = Operation {
    service: "s3",
    name: "PutObject",
};
/// S3 wants them in a request before it is signed; the address says both.
const NOWHERE: &str = "upload";

/// Sends a request to an address with nothing but its body.
#[derive(Debug)]
struct To(String);

impl Aws {
    /// Puts a file where the address says. The bytes are shared and not copied.
    pub(crate) async fn upload(&self, address: &str, file: &Payload) -> Result<(), Fault> {
        let timeouts = TimeoutConfig::builder().operation_attempt_timeout(UPLOAD_TIMEOUT);
        let config = aws_sdk_s3::config::Builder::new()
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .timeout_config(timeouts.build());
        let body = SdkBody::from(Bytes::from_owner(file.shared()));
        let request = self.s3.put_object();
        let request = request
            .bucket(NOWHERE)
            .key(NOWHERE)
            .body(ByteStream::new(body))
            .customize()
            .config_override(config)
            .interceptor(To(address.to_owned()));
        self.caller.send(PUT_OBJECT, request.send()).await?;
        Ok(())
    }
}

impl Intercept for To {
    fn name(&self) -> &'static str {
        "To"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        request.set_uri(self.0.as_str())?;
        let headers = request.headers_mut();
        let names: Vec<String> = headers.iter().map(|(name, _)| name.to_owned()).collect();
        for name in names.iter().filter(|name| *name != "content-length") {
            headers.remove(name.as_str());
        }
        Ok(())
    }
}
