//! What predefined attributes need of Amazon Connect.

use async_trait::async_trait;
use connect_model::{Fault, InstanceId};

use crate::{Named, census::Record};

/// The calls. Contract: lists are whole (all pages); a taken name is a fault of class `Duplicate`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListPredefinedAttributes`. The name is the id too.
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault>;

    /// `SearchPredefinedAttributes`.
    async fn search(&self, instance: &InstanceId) -> Result<Vec<AttributeRecord>, Fault>;

    /// `DescribePredefinedAttribute`.
    async fn describe(&self, instance: &InstanceId, name: &str) -> Result<AttributeRecord, Fault>;

    /// `CreatePredefinedAttribute`.
    async fn create(
        &self,
        instance: &InstanceId,
        name: &str,
        draft: &AttributeDraft,
    ) -> Result<(), Fault>;

    /// `UpdatePredefinedAttribute`: a list that is given is replaced as a whole, and what is absent
    /// stays as it is.
    async fn update(
        &self,
        instance: &InstanceId,
        name: &str,
        draft: &AttributeDraft,
    ) -> Result<(), Fault>;

    /// `DeletePredefinedAttribute`. One that users are proficient in is a fault of class `InUse`.
    async fn delete(&self, instance: &InstanceId, name: &str) -> Result<(), Fault>;
}

/// What is sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AttributeDraft {
    /// The values.
    pub values: Option<Vec<String>>,
    /// What it is for.
    pub purposes: Option<Vec<String>>,
    /// Whether contacts take these values alone.
    pub value_validation: Option<bool>,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributeRecord {
    /// The name.
    pub name: String,
    /// The values.
    pub values: Vec<String>,
    /// What it is for.
    pub purposes: Vec<String>,
    /// Whether contacts take these values alone.
    pub value_validation: bool,
    /// Whether AWS keeps it, so that nobody else can remove it.
    pub read_only: bool,
    /// When it was changed last, in milliseconds since 1970.
    pub modified_ms: Option<i64>,
}

impl Record for AttributeRecord {
    fn id(&self) -> &str {
        &self.name
    }

    fn modified_ms(&self) -> Option<i64> {
        self.modified_ms
    }
}
