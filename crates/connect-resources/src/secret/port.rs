//! What secrets need of AWS Secrets Manager.

use async_trait::async_trait;
use connect_model::{Fault, Secret, Tags};

use crate::{Known, Named};

/// The calls.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListSecrets`, those whose name begins with `prefix`.
    async fn list(&self, prefix: &str) -> Result<Vec<Named>, Fault>;

    /// `CreateSecret`, encrypted with a key of the account's own, by ARN, id or alias, where one is named.
    /// A taken name is a fault of class `Duplicate`; so is a repeat with the same
    /// token and another value.
    async fn create(
        &self,
        name: &str,
        value: &Secret,
        tags: &Tags,
        key: Option<&str>,
        token: &str,
    ) -> Result<Known, Fault>;

    /// `GetSecretValue`.
    async fn value(&self, name: &str) -> Result<Secret, Fault>;

    /// `DeleteSecret` without a recovery window, so that the name is free at once. One that is gone
    /// already is no fault.
    async fn delete(&self, name: &str) -> Result<(), Fault>;
}
