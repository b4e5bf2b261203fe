//! What there is, as far as a share is about it.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Arn, InstanceId};
use connect_resources::service_role::ServiceRoleRecord;

use crate::port::{
    Association, DatabaseRecord, Grant, Invitation, KeptSchedule, KeyRecord, LakeSettings,
    TableRecord, WorkgroupRecord,
};

/// What there is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) instances: Vec<SeenInstance>,
    /// ARNs of shares that were accepted.
    pub(crate) accepted: BTreeSet<String>,
    /// Invitations to those that were not.
    pub(crate) invitations: Vec<Invitation>,
    /// The lake of the account and who asks; looked at only where something in it is to change.
    pub(crate) lake: Option<SeenLake>,
    pub(crate) catalog: SeenCatalog,
    /// Explicit grants that the caller may see.
    pub(crate) grants: Vec<Grant>,
    /// Values that tags of Lake Formation can have, by those that are declared and not set.
    pub(crate) tag_values: BTreeMap<String, BTreeSet<String>>,
    /// Tags of the database.
    pub(crate) tags: BTreeMap<String, String>,
    pub(crate) key: Option<KeyRecord>,
    pub(crate) bucket: Option<SeenBucket>,
    pub(crate) workgroup: Option<WorkgroupRecord>,
    pub(crate) role: Option<ServiceRoleRecord>,
    pub(crate) schedules: BTreeMap<String, KeptSchedule>,
    /// Whether the event bus is there; looked at where one is declared that not every account has.
    pub(crate) has_bus: Option<bool>,
}

/// An instance whose data is shared.
#[derive(Clone, Debug)]
pub(crate) struct SeenInstance {
    /// The place of its producer in the share.
    pub(crate) producer: usize,
    pub(crate) alias: String,
    pub(crate) id: InstanceId,
    /// Data sets that are shared with the consumer.
    pub(crate) associations: Vec<Association>,
    /// Those with other accounts.
    pub(crate) elsewhere: Vec<Association>,
    /// Data sets that it offers; looked at where one is missing.
    pub(crate) offered: Option<Vec<String>>,
}

/// The lake of the account, and who asks.
#[derive(Clone, Debug)]
pub(crate) struct SeenLake {
    pub(crate) settings: LakeSettings,
    pub(crate) principal: String,
}

/// The database and its tables.
#[derive(Clone, Debug, Default)]
pub(crate) enum SeenCatalog {
    /// It is not there.
    #[default]
    Absent,
    /// The caller may not see it, whether it is there or not.
    Hidden,
    /// A database that leads to another one, or what else one knows of a database.
    Database(DatabaseRecord),
    /// Its tables.
    Tables(Vec<TableRecord>),
    /// Tables that were asked for one by one, because one of them makes AWS refuse their list.
    Spoiled(Vec<TableRecord>),
}

/// The results bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SeenBucket {
    pub(crate) kms_key: Option<String>,
    pub(crate) is_blocked: bool,
    pub(crate) is_tls_only: bool,
    pub(crate) policy: Option<String>,
    pub(crate) expiry: Option<connect_resources::bucket::Expiry>,
}

/// The catalog that a share is of: the account in its ARN.
pub(crate) fn catalog_of(share_arn: &str) -> Option<String> {
    let arn = Arn::parse(share_arn).ok()?;
    Some(arn.account().to_owned())
}

// === impl Seen ===

impl Seen {
    /// Every share that an instance is in, by ARN.
    pub(crate) fn shares(&self) -> BTreeSet<String> {
        let all = self.instances.iter().flat_map(|it| &it.associations);
        all.map(|association| association.share_arn.clone())
            .collect()
    }

    /// The table of this name.
    pub(crate) fn table(&self, name: &str) -> Option<&TableRecord> {
        self.catalog
            .tables()
            .iter()
            .find(|table| table.name == name)
    }
}

// === impl SeenInstance ===

impl SeenInstance {
    /// The one share that its data sets are in.
    pub(crate) fn share_arn(&self) -> Option<&str> {
        self.associations.first().map(|it| it.share_arn.as_str())
    }

    pub(crate) fn has(&self, data_set: &str) -> bool {
        self.associations.iter().any(|it| it.data_set == data_set)
    }
}

// === impl SeenCatalog ===

impl SeenCatalog {
    pub(crate) fn tables(&self) -> &[TableRecord] {
        match self {
            Self::Tables(tables) | Self::Spoiled(tables) => tables,
            Self::Absent | Self::Hidden | Self::Database(_) => &[],
        }
    }

    pub(crate) fn is_absent(&self) -> bool {
        matches!(self, Self::Absent | Self::Hidden)
    }
}
