//! What functions need of AWS Lambda.

use std::collections::BTreeMap;

use async_trait::async_trait;
use connect_model::{Fault, Tags, spec::Payload};

use crate::{Condition, Known, Named};

/// The calls. Contract: lists are whole; a taken name is a fault of class `Duplicate`; a change while
/// another one is under way, and a role that IAM does not know everywhere yet, are of class `NotReady`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListFunctions`.
    async fn list(&self) -> Result<Vec<Named>, Fault>;

    /// `ListTags`.
    async fn tags(&self, arn: &str) -> Result<Tags, Fault>;

    /// `GetFunction`: what is worked on, or the version that an alias is for.
    async fn describe(&self, name: &str, alias: Option<&str>) -> Result<FunctionRecord, Fault>;

    /// `GetFunctionConfiguration`: whether the function, or the last change of it, is ready.
    async fn condition(&self, name: &str) -> Result<Condition, Fault>;

    /// `CreateFunction`. It publishes no version.
    async fn create(&self, draft: &FunctionDraft, code: &Payload) -> Result<Known, Fault>;

    /// `UpdateFunctionCode`.
    async fn update_code(
        &self,
        name: &str,
        architecture: &str,
        code: &Payload,
    ) -> Result<(), Fault>;

    /// `UpdateFunctionConfiguration` with what changes; the rest stays as it is.
    async fn update(&self, name: &str, change: &FunctionChange) -> Result<(), Fault>;

    /// `DeleteFunction` with all its versions and aliases. One that is gone already is no fault.
    async fn delete(&self, name: &str) -> Result<(), Fault>;

    /// `GetLayerVersionByArn`.
    async fn layer(&self, arn: &str) -> Result<LayerVersion, Fault>;
}

/// What is sent to make one.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionDraft {
    /// The name.
    pub name: String,
    /// What it is for.
    pub architecture: String,
    /// Its settings, all of them.
    pub settings: FunctionChange,
    /// Tags.
    pub tags: Tags,
}

/// Settings that are sent; what is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FunctionChange {
    /// What people read about it.
    pub description: Option<String>,
    /// What runs it.
    pub runtime: Option<String>,
    /// Where it begins.
    pub handler: Option<String>,
    /// Its memory, in mebibytes.
    pub memory_mb: Option<u32>,
    /// How long a call may take, in seconds.
    pub timeout_seconds: Option<u32>,
    /// Its environment variables.
    pub environment: Option<BTreeMap<String, String>>,
    /// The ARNs of the versions of its layers.
    pub layers: Option<Vec<String>>,
    /// The ARN of its role.
    pub role: Option<String>,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct FunctionRecord {
    /// Its ARN, without a qualifier.
    pub arn: String,
    /// `sha256:` and the SHA-256 of its archive.
    pub archive: String,
    /// The processors that it was built for.
    pub architecture: String,
    /// What runs it.
    pub runtime: String,
    /// Where it begins.
    pub handler: String,
    /// What people read about it.
    pub description: String,
    /// Its memory, in mebibytes.
    pub memory_mb: u32,
    /// How long a call may take, in seconds.
    pub timeout_seconds: u32,
    /// Its environment variables.
    pub environment: BTreeMap<String, String>,
    /// The ARNs of the versions of its layers.
    pub layers: Vec<String>,
    /// The ARN of its role.
    pub role: String,
    /// Tags.
    pub tags: Tags,
    /// Whether it is ready.
    pub condition: Condition,
}

/// A version of a layer.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerVersion {
    /// Its ARN.
    pub arn: String,
    /// `sha256:` and the SHA-256 of its archive.
    pub archive: String,
    /// The runtimes that it is for.
    pub runtimes: Vec<String>,
    /// What is written about it.
    pub description: String,
}
