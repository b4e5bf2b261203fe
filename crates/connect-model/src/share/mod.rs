//! The declaration of an analytics share: whose data, for whom, and how it is read there.

mod load;
mod names;
mod rules;

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value as Json, json};

pub use self::{
    load::{load_shares, share_schema},
    names::{
        CatalogName, DataSetId, EventBusName, LinkSuffix, ScheduleExpression, ShareName,
        WorkgroupName,
    },
    rules::share_rules,
};
use crate::{
    AccountId, Alias, Arn, BucketName, IamName, Region, Tags, TargetName, TimeZone,
    decode::{Decode, Definitions, Lenient, Reader},
    spec::{ApiVersion, Variables},
    tree::{Node, Path, Value},
};

choice! {
    /// What a file declares.
    pub(crate) enum ShareKind {
        /// An analytics share.
        AnalyticsShare = "AnalyticsShare",
    }
}

choice! {
    /// The files that an export writes.
    pub enum ExportFormat {
        /// Apache Parquet.
        Parquet = "PARQUET",
        /// Comma-separated values, compressed, without a header.
        Csv = "CSV",
    }
}

choice! {
    /// Who starts the runs of an export.
    pub enum Keeper {
        /// EventBridge Scheduler, straight to Athena; it needs nobody else.
        Aws = "aws",
        /// The daemon, which then has a job for each run, with its manifest and its log.
        Daemon = "daemon",
    }
}

record! {
    /// Analytics of one or more instances, shared with another account.
    pub(crate) struct ShareDocument {
        /// The version of this language; optional while there is one.
        api_version: Option<ApiVersion>,
        /// What the file declares.
        kind: Option<ShareKind>,
        /// Variables by name, with their defaults: `${var.NAME}` in any text stands for the value.
        variables: Option<Variables>,
        /// The name of the share. What it makes is called after it.
        name: Lenient<ShareName>,
        /// Whose data is shared, where that is in one Region.
        producers: Option<Vec<ProducerSpec>> [Limit::Items(1, 100)],
        /// The target that reads it, by its name in the daemon's configuration, where that is in one Region.
        consumer: Option<TargetName>,
        /// In the place of both: whose data is shared and who reads it, in each of several Regions.
        regions: Vec<RegionSpec> [Limit::Items(1, 30)] = Vec::new(),
        /// The data sets, or `all` that the instances offer.
        data_sets: Lenient<DataSets>,
        /// The database and the tables by which they are read.
        catalog: CatalogSpec = CatalogSpec::default(),
        /// Who may see and read them.
        lake_formation: LakeFormationSpec = LakeFormationSpec::default(),
        /// The ARNs of those who may read, beside the query role: roles, users, and groups of identity
        /// providers.
        principals: Vec<Arn> = Vec::new(),
        /// The role that reads.
        query_role: QueryRoleSpec = QueryRoleSpec::default(),
        /// The workgroup of Athena.
        workgroup: WorkgroupSpec = WorkgroupSpec::default(),
        /// Where results of queries go.
        results: ResultsSpec = ResultsSpec::default(),
        /// What is written to files, now and then or on a schedule.
        exports: Vec<ExportSpec> = Vec::new(),
        /// When the daemon looks at every link of it by itself; without it, on demand alone.
        verify: Option<VerifySpec>,
        /// How old rows may be before that counts as broken.
        freshness: FreshnessSpec = FreshnessSpec::default(),
        /// Who is told when something is not as it should be, and when that is over.
        alerts: Option<AlertsSpec>,
        /// Tags of all that is made and takes them.
        tags: Tags = Tags::new(),
    }
}

record! {
    /// An account and Region, and the instances there whose data is shared.
    pub struct ProducerSpec {
        /// The target, by its name in the daemon's configuration.
        target: TargetName,
        /// The instances, by alias.
        instances: Vec<Alias> [Limit::Items(1, 100)],
    }
}

record! {
    /// A share of one Region.
    pub struct RegionSpec {
        /// The Region. All targets that are named here are in it, since the lake of an instance can be read
        /// in its own Region alone.
        region: Region,
        /// Whose data is shared.
        producers: Vec<ProducerSpec> [Limit::Items(1, 100)],
        /// The target that reads it, by its name in the daemon's configuration.
        consumer: TargetName,
    }
}

record! {
    /// The database and the tables by which data sets are read.
    pub struct CatalogSpec {
        /// The database; by default the name of the share, with underscores.
        database: Option<CatalogName>,
        /// What is put behind the id of a data set to make the name of its table.
        link_suffix: LinkSuffix = LinkSuffix::new("").expect("it may be empty"),
        /// Whether the database leads to the whole lake in place of a table for each data set.
        whole_database: bool = false,
    }
}

record! {
    /// Who may see and read them.
    pub struct LakeFormationSpec {
        /// Whether administrator, tags and grants are kept as declared here. Without it they are somebody
        /// else's to make, and only checked.
        manage: bool = true,
        /// Tags of Lake Formation for the database, which its tables inherit.
        tags: Tags = Tags::new(),
    }
}

record! {
    /// The role that reads, with no right but what that takes.
    pub struct QueryRoleSpec {
        /// Whether it is made.
        create: bool = true,
        /// Its name; by default that of the share with `-query` behind it.
        name: Option<IamName>,
        /// The ARNs of those who may take it; by default whom the account lets.
        trusts: Vec<Arn> = Vec::new(),
    }
}

record! {
    /// The workgroup of Athena, which holds all its queries to these settings.
    pub struct WorkgroupSpec {
        /// Whether it is made.
        create: bool = true,
        /// Its name; by default that of the share.
        name: Option<WorkgroupName>,
        /// How much a query may read, in megabytes of a million bytes; AWS takes no fewer than ten.
        scan_limit_mb: u32 [Limit::Range(10, 100_000_000)] = 10_000,
        /// Whether its queries are counted in CloudWatch.
        metrics: bool = true,
    }
}

record! {
    /// Where results of queries go: a bucket without public access, and with TLS alone.
    pub struct ResultsSpec {
        /// Whether the bucket is made.
        create: bool = true,
        /// The bucket; by default the name of the share with the account and Region behind it.
        bucket: Option<BucketName>,
        /// The KMS key that encrypts results.
        kms_key: Option<Arn>,
        /// Whether a KMS key is made for them.
        create_kms_key: bool = false,
        /// After how many days results go. What exports wrote stays.
        retention_days: u32 [Limit::Range(1, 36_500)] = 14,
    }
}

record! {
    /// A data set that is written to files of the results bucket, below `exports/`.
    pub struct ExportSpec {
        /// The name.
        name: ShareName,
        /// The data set.
        data_set: DataSetId,
        /// The files.
        format: ExportFormat = ExportFormat::Parquet,
        /// When it runs by itself; without it, on demand alone.
        schedule: Option<ScheduleExpression>,
        /// The time zone of the schedule; by default UTC.
        time_zone: Option<TimeZone>,
        /// Who keeps the schedule.
        keeper: Keeper = Keeper::Aws,
        /// How many hours back a run reads, by the time at which records of the data set get old. More
        /// than lie between two runs, since records are delivered late and again.
        window_hours: u32 [Limit::Range(1, 18_250)] = 48,
    }
}

record! {
    /// When the daemon looks at every link of a share by itself, down to a row of each table.
    pub struct VerifySpec {
        /// When: `cron(0 6 * * ? *)` or `rate(6 hours)`.
        schedule: ScheduleExpression,
        /// The time zone of the schedule; by default UTC.
        time_zone: Option<TimeZone>,
    }
}

record! {
    /// How old the newest row of a data set may be, by the time at which its rows get old.
    #[derive(Default)]
    pub struct FreshnessSpec {
        /// How many hours, of every data set that has such a time; without it, no matter.
        max_age_hours: Option<u32> [Limit::Range(1, 18_250)],
        /// Data sets of which something else holds.
        data_sets: Vec<DataSetAge> = Vec::new(),
    }
}

record! {
    /// How old the newest row of one data set may be.
    pub struct DataSetAge {
        /// The data set.
        data_set: DataSetId,
        /// How many hours.
        max_age_hours: u32 [Limit::Range(1, 18_250)],
    }
}

record! {
    /// Who is told when something is not as it should be, and when that is over.
    pub struct AlertsSpec {
        /// The bus of EventBridge, in the account and Region that read, that gets an event for each.
        event_bus: EventBusName = EventBusName::new("default").expect("it is a name"),
    }
}

/// The data sets of a share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum DataSets {
    /// All that the instances offer.
    #[serde(serialize_with = "all")]
    All,
    /// These.
    Named(BTreeSet<DataSetId>),
}

/// An analytics share in one Region, checked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnalyticsShare {
    /// The name.
    pub name: ShareName,
    /// The Region, where the declaration is one of several Regions and so says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// Whose data is shared.
    pub producers: Vec<ProducerSpec>,
    /// Who reads it.
    pub consumer: TargetName,
    /// What.
    pub data_sets: DataSets,
    /// The database and its tables.
    pub catalog: CatalogSpec,
    /// Who may see and read them.
    pub lake_formation: LakeFormationSpec,
    /// Those who may read, beside the query role.
    pub principals: Vec<Arn>,
    /// The role that reads.
    pub query_role: QueryRoleSpec,
    /// The workgroup.
    pub workgroup: WorkgroupSpec,
    /// Where results go.
    pub results: ResultsSpec,
    /// What is written to files.
    pub exports: Vec<ExportSpec>,
    /// When the daemon looks at it by itself.
    pub verify: Option<VerifySpec>,
    /// How old rows may be.
    pub freshness: FreshnessSpec,
    /// Who is told.
    pub alerts: Option<AlertsSpec>,
    /// Tags.
    pub tags: Tags,
}

fn all<S: serde::Serializer>(to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(ALL)
}

/// The word for all data sets.
const ALL: &str = "all";

// === impl DataSets ===

impl Decode for DataSets {
    fn decode(node: &Node, at: &Path<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match &node.value {
            Value::List(_) => {
                let named = BTreeSet::decode(node, at, reader)?;
                if named.is_empty() {
                    let remedy = "name some, or write all";
                    reader.find("bad-length", node, at, "no data set is named", remedy);
                    return None;
                }
                Some(Self::Named(named))
            }
            _ if node.text() == Some(ALL) => Some(Self::All),
            _ => crate::decode::wrong_type("a list, or the word all", node, at, reader),
        }
    }

    fn schema(definitions: &mut Definitions) -> Json {
        let mut named = BTreeSet::<DataSetId>::schema(definitions);
        named["minItems"] = json!(1);
        json!({ "oneOf": [{ "enum": [ALL] }, named] })
    }
}

// === impl AnalyticsShare ===

impl AnalyticsShare {
    /// The database by which it is read.
    pub fn database(&self) -> String {
        let named = self.catalog.database.as_ref().map(ToString::to_string);
        named.unwrap_or_else(|| self.name.as_str().replace('-', "_"))
    }

    /// The table by which a data set is read.
    pub fn link(&self, data_set: &str) -> String {
        if self.catalog.whole_database {
            return data_set.to_owned();
        }
        format!("{data_set}{}", self.catalog.link_suffix)
    }

    /// The name of the query role. Roles are of all Regions, and each role that is made here may read in
    /// one of them alone, so that its name says in which.
    pub fn role(&self) -> String {
        let named = self.query_role.name.as_ref().map(ToString::to_string);
        let name = named.unwrap_or_else(|| format!("{}-query", self.name));
        match &self.region {
            Some(region) if self.query_role.create => format!("{name}-{region}"),
            _ => name,
        }
    }

    /// The name of the workgroup.
    pub fn workgroup(&self) -> String {
        let named = self.workgroup.name.as_ref().map(ToString::to_string);
        named.unwrap_or_else(|| self.name.to_string())
    }

    /// The results bucket, in the account and Region that read.
    pub fn bucket(&self, account: &AccountId, region: &Region) -> String {
        let named = self.results.bucket.as_ref().map(ToString::to_string);
        named.unwrap_or_else(|| format!("{}-{account}-{region}", self.name))
    }

    /// The alias of the key that is made for results.
    pub fn key_alias(&self) -> String {
        format!("alias/{}-results", self.name)
    }

    /// The schedule of an export.
    pub fn schedule(&self, export: &str) -> String {
        format!("{}-{export}", self.name)
    }

    /// How many hours old the newest row of a data set may be, where that is declared for it by itself.
    pub fn own_max_age_hours(&self, data_set: &str) -> Option<u32> {
        let mut own = self.freshness.data_sets.iter();
        let own = own.find(|it| it.data_set == data_set)?;
        Some(own.max_age_hours)
    }

    /// How many hours old the newest row of a data set may be, where that is declared.
    pub fn max_age_hours(&self, data_set: &str) -> Option<u32> {
        self.own_max_age_hours(data_set)
            .or(self.freshness.max_age_hours)
    }

    /// How many bytes a query may read.
    pub fn scan_limit_bytes(&self) -> u64 {
        u64::from(self.workgroup.scan_limit_mb) * 1_000_000
    }
}

// === impl CatalogSpec ===

impl Default for CatalogSpec {
    fn default() -> Self {
        Self {
            database: None,
            link_suffix: LinkSuffix::new("").expect("it may be empty"),
            whole_database: false,
        }
    }
}

// === impl LakeFormationSpec ===

impl Default for LakeFormationSpec {
    fn default() -> Self {
        Self {
            manage: true,
            tags: Tags::new(),
        }
    }
}

// === impl QueryRoleSpec ===

impl Default for QueryRoleSpec {
    fn default() -> Self {
        Self {
            create: true,
            name: None,
            trusts: Vec::new(),
        }
    }
}

// === impl WorkgroupSpec ===

impl Default for WorkgroupSpec {
    fn default() -> Self {
        Self {
            create: true,
            name: None,
            scan_limit_mb: 10_000,
            metrics: true,
        }
    }
}

// === impl ResultsSpec ===

impl Default for ResultsSpec {
    fn default() -> Self {
        Self {
            create: true,
            bucket: None,
            kms_key: None,
            create_kms_key: false,
            retention_days: 14,
        }
    }
}
