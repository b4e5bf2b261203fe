//! Who may see and read what: Lake Formation (facts/analytics-share.md, 4).

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use connect_model::Fault;

/// What a permission is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resource {
    /// A database of a catalog; `None` is the caller's own.
    Database {
        /// The catalog.
        catalog: Option<String>,
        /// The name.
        name: String,
    },
    /// A table, or a link to one.
    Table {
        /// The catalog; `None` is the caller's own.
        catalog: Option<String>,
        /// The database.
        database: String,
        /// The name.
        name: String,
    },
}

/// What may be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission {
    /// To see that it is there, and its schema.
    Describe,
    /// To read rows.
    Select,
    /// To take it away.
    Drop,
    /// To make tables in it.
    CreateTable,
    /// Whatever is permitted at all; also what no other word here says.
    All,
}

/// What a principal may do with a thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// The ARN of the principal, or `IAM_ALLOWED_PRINCIPALS`.
    pub principal: String,
    /// The thing.
    pub resource: Resource,
    /// What.
    pub permissions: BTreeSet<Permission>,
}

/// One of a batch that was refused; AWS tells it with a success.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its place in the batch.
    pub index: usize,
    /// Why.
    pub fault: Fault,
}

/// The settings of the account's lake, as far as they matter here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LakeSettings {
    /// The ARNs of its administrators.
    pub administrators: Vec<String>,
    /// Whether new databases are open to everybody whom IAM lets in.
    pub opens_databases: bool,
    /// Whether new tables are.
    pub opens_tables: bool,
}

/// The most entries that one batch takes.
pub const BATCH: usize = 20;

/// The calls.
#[async_trait]
pub trait PermissionPort: Send + Sync {
    /// `GetDataLakeSettings`.
    async fn settings(&self) -> Result<LakeSettings, Fault>;

    /// `GetDataLakeSettings`, then `PutDataLakeSettings` with all that was there and this administrator, or
    /// without; nothing is put where nothing changes.
    async fn set_administrator(&self, arn: &str, is_one: bool) -> Result<(), Fault>;

    /// `ListPermissions` without a filter: every explicit grant that the caller may see. Only so it tells
    /// what is stored; with a principal and a resource it tells what comes of it.
    async fn grants(&self) -> Result<Vec<Grant>, Fault>;

    /// `BatchGrantPermissions`, at most [`BATCH`]; those that were refused. To grant again is no fault.
    async fn grant(&self, grants: &[Grant]) -> Result<Vec<Refused>, Fault>;

    /// `BatchRevokePermissions`, at most [`BATCH`]; those that were refused. AWS refuses what was never
    /// granted, with a fault of class `Invalid`.
    async fn revoke(&self, grants: &[Grant]) -> Result<Vec<Refused>, Fault>;

    /// `GetLFTag`: the values that a tag can have.
    async fn tag_values(&self, key: &str) -> Result<Option<BTreeSet<String>>, Fault>;

    /// `CreateLFTag`. A taken key is a fault of class `Duplicate`.
    async fn create_tag(&self, key: &str, value: &str) -> Result<(), Fault>;

    /// `UpdateLFTag` with one value more.
    async fn add_tag_value(&self, key: &str, value: &str) -> Result<(), Fault>;

    /// `SearchDatabasesByLFTags` and `SearchTablesByLFTags`: whether anything carries a tag, other than this
    /// database and its tables.
    async fn is_tag_used(&self, key: &str, beside: &str) -> Result<bool, Fault>;

    /// `DeleteLFTag`, which takes the tag from all that carries it. One that is gone already is no fault.
    async fn delete_tag(&self, key: &str) -> Result<(), Fault>;

    /// `GetResourceLFTags` of a database: its tags by key.
    async fn tags(&self, database: &str) -> Result<BTreeMap<String, String>, Fault>;

    /// `AddLFTagsToResource`, to a database.
    async fn tag(&self, database: &str, tags: &BTreeMap<String, String>) -> Result<(), Fault>;

    /// `RemoveLFTagsFromResource`, from a database.
    async fn untag(&self, database: &str, tags: &BTreeMap<String, String>) -> Result<(), Fault>;
}
