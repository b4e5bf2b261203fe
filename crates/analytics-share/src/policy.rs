//! What the query role may do, which is to ask questions of the share and nothing else
//! (facts/analytics-share.md, 5).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{SOURCE_DATABASE, site::Deal};

/// The inline policy of ours on the query role.
pub(crate) const POLICY_NAME: &str = "trunkline-share";
/// Below this, queries leave their results.
pub(crate) const RESULTS_PREFIX: &str = "results/";
/// Below this, exports write.
pub(crate) const EXPORTS_PREFIX: &str = "exports/";

const VERSION: &str = "2012-10-17";

/// What the permissions name that is known only when the share is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Grounds {
    /// The catalogs of the service that the data sets are in.
    pub(crate) catalogs: BTreeSet<String>,
    /// The key of results.
    pub(crate) kms_key: Option<String>,
}

/// What the role may do.
pub(crate) fn permissions(deal: Deal<'_>, grounds: &Grounds) -> String {
    let mut statements = vec![run(deal), catalog(deal, grounds), lake()];
    if deal.has_bucket() {
        statements.extend(bucket(deal));
    }
    if let Some(key) = &grounds.kms_key {
        statements.push(allow(
            "ResultKey",
            &["kms:Decrypt", "kms:GenerateDataKey"],
            &json!(key),
        ));
    }
    document(&statements)
}

/// Whether two documents say the same.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let read = |text: &str| serde_json::from_str::<Value>(text).ok();
    read(one).is_some_and(|one| Some(one) == read(other))
}

fn run(deal: Deal<'_>) -> Value {
    let workgroup = format!("workgroup/{}", deal.share.workgroup());
    let actions = [
        "athena:StartQueryExecution",
        "athena:StopQueryExecution",
        "athena:GetQueryExecution",
        "athena:GetQueryResults",
        "athena:GetQueryRuntimeStatistics",
        "athena:GetWorkGroup",
    ];
    allow(
        "Run",
        &actions,
        &json!(deal.consumer().arn("athena", &workgroup)),
    )
}

/// The catalog of its own, and those that the tables are in.
fn catalog(deal: Deal<'_>, grounds: &Grounds) -> Value {
    let (consumer, database) = (deal.consumer(), deal.share.database());
    let own = |resource: String| consumer.arn("glue", &resource);
    let mut resources = vec![
        own("catalog".to_owned()),
        own(format!("database/{database}")),
        own(format!("table/{database}/*")),
    ];
    let (partition, region) = (consumer.region.partition(), consumer.region);
    for catalog in &grounds.catalogs {
        let there = format!("arn:{partition}:glue:{region}:{catalog}");
        resources.push(format!("{there}:catalog"));
        resources.push(format!("{there}:database/{SOURCE_DATABASE}"));
        resources.push(format!("{there}:table/{SOURCE_DATABASE}/*"));
    }
    let actions = [
        "glue:GetDatabase",
        "glue:GetTable",
        "glue:GetTables",
        "glue:GetPartitions",
    ];
    allow("Catalog", &actions, &json!(resources))
}

/// It has no type of resource. Without it no grant of Lake Formation is of use.
fn lake() -> Value {
    allow(
        "LakeCredentials",
        &["lakeformation:GetDataAccess"],
        &json!("*"),
    )
}

fn bucket(deal: Deal<'_>) -> [Value; 2] {
    let bucket = format!(
        "arn:{}:s3:::{}",
        deal.consumer().region.partition(),
        deal.bucket()
    );
    let whole = [
        "s3:GetBucketLocation",
        "s3:ListBucket",
        "s3:ListBucketMultipartUploads",
    ];
    let objects = [
        "s3:GetObject",
        "s3:PutObject",
        "s3:AbortMultipartUpload",
        "s3:ListMultipartUploadParts",
    ];
    let below = |prefix: &str| format!("{bucket}/{prefix}*");
    let written = json!([below(RESULTS_PREFIX), below(EXPORTS_PREFIX)]);
    [
        allow("ResultBucket", &whole, &json!(bucket)),
        allow("ResultObjects", &objects, &written),
    ]
}

fn allow(sid: &str, actions: &[&str], resource: &Value) -> Value {
    json!({ "Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resource })
}

/// A policy of these statements.
pub(crate) fn document(statements: &[Value]) -> String {
    json!({ "Version": VERSION, "Statement": statements }).to_string()
}
