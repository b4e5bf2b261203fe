//! The query role may do what it takes to ask questions, and not one thing more.
//!
//! Every operation of every service that is modelled is put to the rules by which policies are enforced
//! here (`SimulatePrincipalPolicy`), on each thing that the policy of the role names and on things of
//! others.

use std::collections::BTreeSet;

use serde_json::Value;
use system_tests::lakeside::{CONSUMER, Lakeside, share_of};

use super::settings;

/// What the role is for (facts/analytics-share.md, 5), and the count of rows that an export tells.
const LISTED: [&str; 20] = [
    "athena:GetQueryExecution",
    "athena:GetQueryResults",
    "athena:GetQueryRuntimeStatistics",
    "athena:GetWorkGroup",
    "athena:StartQueryExecution",
    "athena:StopQueryExecution",
    "glue:GetDatabase",
    "glue:GetPartitions",
    "glue:GetTable",
    "glue:GetTables",
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "lakeformation:GetDataAccess",
    "s3:AbortMultipartUpload",
    "s3:GetBucketLocation",
    "s3:GetObject",
    "s3:ListBucket",
    "s3:ListBucketMultipartUploads",
    "s3:ListMultipartUploadParts",
    "s3:PutObject",
];
/// Things of others, or of the same account and not of the share.
const FOREIGN: [&str; 6] = [
    "arn:aws:athena:eu-west-2:222222222222:workgroup/primary",
    "arn:aws:glue:eu-west-2:222222222222:table/other/users",
    "arn:aws:kms:eu-west-2:222222222222:key/12345678-1234-1234-1234-123456789012",
    "arn:aws:s3:::other-bucket",
    "arn:aws:s3:::contact-analytics-222222222222-eu-west-2/other/object",
    "arn:aws:iam::222222222222:role/contact-analytics-query",
];
/// Operations of S3 whose actions have other names, beside those of which they are the names.
const OF_S3: [&str; 7] = [
    "s3:AbortMultipartUpload",
    "s3:GetBucketLocation",
    "s3:GetObject",
    "s3:ListBucket",
    "s3:ListBucketMultipartUploads",
    "s3:ListMultipartUploadParts",
    "s3:PutObject",
];

/// Every operation that the simulator has a model of, as an action.
fn actions() -> BTreeSet<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/aws-sim/model");
    let mut actions: BTreeSet<String> = OF_S3.iter().map(ToString::to_string).collect();
    actions.insert("lakeformation:GetDataAccess".to_owned());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "model") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let signing = text.lines().find_map(|line| line.strip_prefix("signing "));
        let service = signing.unwrap().trim();
        let names = text
            .lines()
            .filter_map(|line| line.strip_prefix("operation "));
        let names = names.map(|line| line.split(' ').next().unwrap());
        actions.extend(names.map(|name| format!("{service}:{name}")));
    }
    actions
}

/// The resources that the statements of the policy name.
fn resources(policy: &str) -> BTreeSet<String> {
    let policy: Value = serde_json::from_str(policy).unwrap();
    let statements = policy["Statement"].as_array().unwrap();
    let named = statements.iter().flat_map(|it| match &it["Resource"] {
        Value::String(one) => vec![one.clone()],
        many => serde_json::from_value(many.clone()).unwrap(),
    });
    // Something that the pattern is for.
    let named = named.filter(|it| it != "*");
    named.map(|it| it.replace('*', "thing")).collect()
}

#[tokio::test(start_paused = true)]
async fn the_query_role_may_do_what_is_listed_and_not_one_thing_more() {
    let lakeside = Lakeside::by_role(settings()).await;
    let share = share_of(&["users"], "results: { create_kms_key: true }\n");
    lakeside.ensured(1, &share).await;
    let calls = lakeside.consumer_calls().await;
    let role = calls
        .roles
        .describe("contact-analytics-query", "trunkline-share");
    let policy = role.await.unwrap().permissions.unwrap();
    let actions: Vec<String> = actions().into_iter().collect();
    assert!(actions.len() > 900, "{}", actions.len());
    let mut allowed = BTreeSet::new();
    for resource in resources(&policy).iter().map(String::as_str).chain(["*"]) {
        allowed.extend(
            lakeside
                .allowed("contact-analytics-query", &actions, resource)
                .await,
        );
    }
    let listed: BTreeSet<String> = LISTED.iter().map(ToString::to_string).collect();
    assert_eq!(allowed, listed);
    for resource in FOREIGN {
        let mut there = lakeside
            .allowed("contact-analytics-query", &actions, resource)
            .await;
        // What has no type of resource is allowed on everything.
        there.remove("lakeformation:GetDataAccess");
        assert_eq!(there, BTreeSet::new(), "on {resource} of {CONSUMER}");
    }
}
