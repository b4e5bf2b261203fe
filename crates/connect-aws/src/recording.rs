//! Recordings on their way to prompts.

use async_trait::async_trait;
use connect_model::{Fault, Tags, spec::Payload};
use connect_resources::prompt::RecordingPort;

use crate::aws::Aws;

const WAV: &str = "audio/wav";

#[async_trait]
impl RecordingPort for Aws {
    async fn upload(&self, bucket: &str, key: &str, recording: &Payload) -> Result<(), Fault> {
        self.put_object(bucket, key, WAV, recording.bytes()).await
    }

    async fn make_bucket(&self, bucket: &str) -> Result<(), Fault> {
        match self.create_bucket(bucket, &Tags::new()).await {
            Err(fault) if fault.code != "BucketAlreadyOwnedByYou" => Err(fault),
            _ => Ok(()),
        }
    }
}
