//! Recordings of prompts.

use async_trait::async_trait;
use connect_model::{Fault, InstanceId, PromptId};

/// The calls.
#[async_trait]
pub trait AudioPort: Send + Sync {
    /// The recording of a prompt, a WAV file: `GetPromptFile`, and what its address leads to.
    async fn audio(&self, instance: &InstanceId, prompt: &PromptId) -> Result<Vec<u8>, Fault>;
}
