//! Recordings of prompts.

use async_trait::async_trait;
use aws_sdk_s3::primitives::ByteStreamError;
use connect_model::{Fault, FaultClass, InstanceId, PromptId};
use flow_port::AudioPort;

use crate::{aws::Aws, call::Operation, connect::described, fault};

const FILE: &str = "GetPromptFile";

const DOWNLOAD: Operation = Operation {
    service: "s3",
    name: "GetObject",
};

/// Headers that the client adds and the address knows nothing of: S3 refuses what is not signed.
const ADDED: &[&str] = &["x-amz-checksum-mode", "x-amz-user-agent"];

#[async_trait]
impl AudioPort for Aws {
    async fn audio(&self, instance: &InstanceId, prompt: &PromptId) -> Result<Vec<u8>, Fault> {
        let request = self.connect.get_prompt_file();
        let request = request
            .instance_id(instance.as_str())
            .prompt_id(prompt.as_str());
        let answer = self.call(FILE, request.send()).await?;
        let address = described(FILE, answer.prompt_presigned_url)?;
        self.download(address).await
    }
}

impl Aws {
    /// What an address with a signature in it leads to.
    async fn download(&self, address: String) -> Result<Vec<u8>, Fault> {
        let request = self.addresses.get_object();
        let request = request.bucket("address").key("address");
        let request = request.customize().mutate_request(move |request| {
            let _unreadable = request.set_uri(address.as_str());
            for header in ADDED {
                request.headers_mut().remove(*header);
            }
        });
        let answer = self.caller.send(DOWNLOAD, request.send()).await?;
        let read = answer.body.collect().await;
        let broken = |cause: ByteStreamError| {
            fault::fault(
                DOWNLOAD,
                FaultClass::Unavailable,
                "BodyBroken",
                cause.to_string(),
            )
        };
        Ok(read.map_err(broken)?.to_vec())
    }
}
