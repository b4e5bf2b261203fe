//! The services that are known, each from its embedded table.
//!
//! A request is led to its service by the head of the table. The rest of a table, which may be
//! hundreds of kilobytes, is read when the service is first called.

use std::sync::{LazyLock, OnceLock};

use super::{Model, Protocol, read};

/// What leads a request to its service.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    pub(crate) service: &'static str,
    pub(crate) protocol: Protocol,
    /// The name in the credential scope.
    pub(crate) signing: &'static str,
    /// The first label of the service's host name.
    pub(crate) host: &'static str,
    /// The version of the API, by which query requests name the service.
    pub(crate) version: &'static str,
    /// The part of `X-Amz-Target` before the last dot.
    pub(crate) target: Option<&'static str>,
    pub(crate) namespace: Option<&'static str>,
}

/// The heads of all services.
pub(crate) static HEADS: LazyLock<Vec<Head>> =
    LazyLock::new(|| TABLES.iter().map(|table| read::head(table.text)).collect());

/// The model of `service`.
pub(crate) fn model(service: &str) -> Option<&'static Model> {
    let at = HEADS.iter().position(|head| head.service == service)?;
    let table = &TABLES[at];
    Some(table.model.get_or_init(|| read::read(table.text)))
}

struct Table {
    text: &'static str,
    model: OnceLock<Model>,
}

static TABLES: [Table; 25] = [
    Table::new(include_str!("../../model/athena.model")),
    Table::new(include_str!("../../model/budgets.model")),
    Table::new(include_str!("../../model/ce.model")),
    Table::new(include_str!("../../model/cloudtrail.model")),
    Table::new(include_str!("../../model/connect.model")),
    Table::new(include_str!("../../model/dynamodb.model")),
    Table::new(include_str!("../../model/events.model")),
    Table::new(include_str!("../../model/firehose.model")),
    Table::new(include_str!("../../model/glue.model")),
    Table::new(include_str!("../../model/iam.model")),
    Table::new(include_str!("../../model/kinesis.model")),
    Table::new(include_str!("../../model/kms.model")),
    Table::new(include_str!("../../model/lakeformation.model")),
    Table::new(include_str!("../../model/lambda.model")),
    Table::new(include_str!("../../model/lexv2-models.model")),
    Table::new(include_str!("../../model/logs.model")),
    Table::new(include_str!("../../model/ram.model")),
    Table::new(include_str!("../../model/resourcegroupstaggingapi.model")),
    Table::new(include_str!("../../model/s3.model")),
    Table::new(include_str!("../../model/scheduler.model")),
    Table::new(include_str!("../../model/secretsmanager.model")),
    Table::new(include_str!("../../model/service-quotas.model")),
    Table::new(include_str!("../../model/sns.model")),
    Table::new(include_str!("../../model/sqs.model")),
    Table::new(include_str!("../../model/sts.model")),
];

// === impl Table ===

impl Table {
    const fn new(text: &'static str) -> Self {
        Self {
            text,
            model: OnceLock::new(),
        }
    }
}
