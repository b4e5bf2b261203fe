//! What aliases of functions need of AWS Lambda.

use async_trait::async_trait;
use connect_model::{AccountId, Fault};

use crate::Known;

/// The calls. Contract: a taken name is a fault of class `Duplicate`; a change of the function that is
/// under way is one of class `NotReady`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `GetAlias`: its ARN.
    async fn find(&self, function: &str, alias: &str) -> Result<Known, Fault>;

    /// `PublishVersion` of the code with this digest: the number of the version. What was published
    /// last and has not changed since is that version again.
    async fn publish(&self, function: &str, archive: &str) -> Result<String, Fault>;

    /// `CreateAlias`.
    async fn create(&self, function: &str, alias: &str, version: &str) -> Result<Known, Fault>;

    /// `UpdateAlias`.
    async fn point(&self, function: &str, alias: &str, version: &str) -> Result<(), Fault>;

    /// `DeleteAlias`, with its policy. One that is gone already is no fault.
    async fn delete(&self, function: &str, alias: &str) -> Result<(), Fault>;

    /// `GetPolicy`: what a statement lets Amazon Connect do, if it is there.
    async fn grant(
        &self,
        function: &str,
        alias: &str,
        statement: &str,
    ) -> Result<Option<Grant>, Fault>;

    /// `AddPermission`: Amazon Connect may call it. A taken statement is a fault of class `Duplicate`.
    async fn allow(
        &self,
        function: &str,
        alias: &str,
        statement: &str,
        grant: &Grant,
    ) -> Result<(), Fault>;

    /// `RemovePermission`. One that is gone already is no fault.
    async fn disallow(&self, function: &str, alias: &str, statement: &str) -> Result<(), Fault>;
}

/// For whom Amazon Connect may call a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The ARN of the instance.
    pub instance: String,
    /// Its account.
    pub account: AccountId,
}
