//! Operations and what is allowed for them.

use std::{collections::BTreeSet, fs};

use connect_model::{AccountId, InstanceId, Region};

use super::{
    scope::is_whole,
    table::{SERVICES, target::Target},
    *,
};

const CALLED: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/conformance/product-operations.txt"
);

fn scope() -> Scope {
    let account = AccountId::new("111111111111").unwrap();
    Scope::new(account, Region::new("eu-west-2").unwrap())
}

fn operations(names: &[&str]) -> Operations {
    let parsed = names.iter().map(|name| Operation::parse(name).unwrap());
    parsed.collect()
}

/// The statements of one document, an action and a resource a line, without the common start of ARNs.
fn lines(names: &[&str], scope: &Scope) -> Vec<String> {
    let policies = policy_for(&operations(names), scope);
    let mut lines = BTreeSet::new();
    for statement in policies.documents.iter().flat_map(|it| &it.statements) {
        for action in &statement.actions {
            for resource in &statement.resources {
                let short = resource.trim_start_matches("arn:aws:");
                let when = serde_json::to_string(&statement.conditions).unwrap();
                let when = if when == "{}" {
                    String::new()
                } else {
                    format!(" {when}")
                };
                lines.insert(format!("{action} {short}{when}"));
            }
        }
    }
    lines.into_iter().collect()
}

#[test]
fn every_operation_that_the_product_calls_is_known() {
    let called = fs::read_to_string(CALLED).unwrap();
    let unknown: Vec<_> = called
        .lines()
        .filter(|line| !is_known(&Operation::parse(line).unwrap()))
        .collect();
    assert_eq!(unknown, Vec::<&str>::new());
}

#[test]
fn no_operation_stands_in_two_entries_and_every_pattern_is_whole() {
    for service in SERVICES.iter().copied().flatten() {
        let mut seen = BTreeSet::new();
        for entry in service.entries.iter().copied().flatten() {
            for operation in entry.operations {
                assert!(seen.insert(*operation), "{}:{operation}", service.prefix);
            }
            for right in entry.rights {
                for Target { arn, .. } in right.targets {
                    assert!(is_whole(arn), "{arn}");
                }
                if let Actions::Like(other) = right.actions {
                    assert!(service.entry(other).is_some(), "{other}");
                }
            }
        }
    }
}

#[test]
fn things_of_connect_have_the_arns_that_they_have_and_not_those_of_the_api() {
    let scope = scope().of_instance(InstanceId::new("i"));
    let there = "connect:eu-west-2:111111111111";
    for (operation, path) in [
        ("DescribeUser", "instance/i/agent/*"),
        ("DescribeUserHierarchyGroup", "instance/i/agent-group/*"),
        ("DescribeAgentStatus", "instance/i/agent-state/*"),
        ("DescribeQuickConnect", "instance/i/transfer-destination/*"),
        ("DescribeHoursOfOperation", "instance/i/operating-hours/*"),
        ("DescribeContactFlowModule", "instance/i/flow-module/*"),
        ("DescribePhoneNumber", "phone-number/*"),
        ("ListPhoneNumbers", "instance/i/phone-number/*"),
        (
            "DescribeTrafficDistributionGroup",
            "traffic-distribution-group/*",
        ),
    ] {
        let lines = lines(&[&format!("connect:{operation}")], &scope);
        assert_eq!(lines, [format!("connect:{operation} {there}:{path}")]);
    }
}

#[test]
fn what_a_call_needs_elsewhere_comes_with_it_where_there_is_such_a_thing() {
    let names = ["connect:AssociateInstanceStorageConfig"];
    let mut scope = scope()
        .of_instance(InstanceId::new("i"))
        .only(Slot::Bucket, ["calls"])
        .only(Slot::Stream, [""; 0])
        .only(Slot::Delivery, [""; 0])
        .only(Slot::Key, ["k"]);
    scope.storage_types = BTreeSet::from(["CALL_RECORDINGS".to_owned()]);
    let role = "iam::111111111111:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_*";
    let via = r#""StringEquals":{"kms:ViaService":["connect.eu-west-2.amazonaws.com"]}"#;
    let expected = [
        r#"connect:AssociateInstanceStorageConfig connect:eu-west-2:111111111111:instance/i {"StringEquals":{"connect:StorageResourceType":["CALL_RECORDINGS"]}}"#.to_owned(),
        "ds:DescribeDirectories *".to_owned(),
        format!("iam:AttachRolePolicy {role}"),
        format!(r#"iam:CreateServiceLinkedRole {role} {{"StringEquals":{{"iam:AWSServiceName":["connect.amazonaws.com"]}}}}"#),
        format!("iam:PutRolePolicy {role}"),
        format!(r#"kms:CreateGrant kms:eu-west-2:111111111111:key/k {{"Bool":{{"kms:GrantIsForAWSResource":["true"]}},{via}}}"#),
        format!("kms:DescribeKey kms:eu-west-2:111111111111:key/k {{{via}}}"),
        "s3:GetBucketAcl s3:::calls".to_owned(),
        "s3:GetBucketLocation s3:::calls".to_owned(),
    ];
    assert_eq!(lines(&names, &scope), expected);
}

#[test]
fn names_of_actions_and_resources_are_those_of_the_reference() {
    let scope = scope();
    for (operation, expected) in [
        ("s3:ListObjectsV2", "s3:ListBucket s3:::*"),
        ("s3:HeadBucket", "s3:ListBucket s3:::*"),
        ("s3:HeadObject", "s3:GetObject s3:::*/*"),
        ("s3:ListBuckets", "s3:ListAllMyBuckets *"),
        (
            "s3:GetBucketLifecycleConfiguration",
            "s3:GetLifecycleConfiguration s3:::*",
        ),
        (
            "budgets:DescribeBudgets",
            "budgets:ViewBudget budgets::111111111111:budget/*",
        ),
        (
            "budgets:UpdateBudget",
            "budgets:ModifyBudget budgets::111111111111:budget/*",
        ),
        ("ce:GetCostAndUsage", "ce:GetCostAndUsage *"),
        ("tagging:GetResources", "tag:GetResources *"),
        (
            "lakeformation:ListPermissions",
            "lakeformation:ListPermissions *",
        ),
    ] {
        assert_eq!(lines(&[operation], &scope), [expected], "{operation}");
    }
    assert!(lines(&["sts:GetCallerIdentity"], &scope).is_empty());
}

#[test]
fn who_makes_a_thing_may_tag_it_and_nothing_else() {
    let scope = scope().of_instance(InstanceId::new("i"));
    let there = "connect:eu-west-2:111111111111:instance/i";
    let lines = lines(
        &["connect:CreatePrompt", "connect:CreateUserHierarchyGroup"],
        &scope,
    );
    let tags = lines
        .iter()
        .filter(|it| it.starts_with("connect:TagResource"));
    let expected = [
        format!("connect:TagResource {there}/agent-group/*"),
        format!("connect:TagResource {there}/prompt/*"),
    ];
    assert_eq!(
        tags.collect::<Vec<_>>(),
        expected.iter().collect::<Vec<_>>()
    );
}

#[test]
fn an_operation_that_nobody_knows_is_marked() {
    let names = operations(&[
        "connect:ListQueues",
        "connect:UpdateUserConfig",
        "connect:DoWhatIsNewer",
        "elsewhere:Do",
    ]);
    let policies = policy_for(&names, &scope());
    let unverified: Vec<_> = policies
        .unverified
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        unverified,
        [
            "connect:DoWhatIsNewer",
            "connect:UpdateUserConfig",
            "elsewhere:Do"
        ]
    );
    let mut on_everything = policies.documents[0].statements.iter();
    let on_everything = on_everything.find(|it| it.resources.contains("*")).unwrap();
    let actions: Vec<_> = on_everything.actions.iter().map(String::as_str).collect();
    assert_eq!(actions, ["connect:DoWhatIsNewer", "elsewhere:Do"]);
}

#[test]
fn everything_that_the_product_calls_fits_one_role_under_sids_of_their_own() {
    let called = fs::read_to_string(CALLED).unwrap();
    let all = called.lines().map(|line| Operation::parse(line).unwrap());
    let policies = policy_for(&all.collect(), &scope());
    assert!(policies.documents.len() > 1 && policies.fit_one_role());
    let mut sids = BTreeSet::new();
    for document in &policies.documents {
        assert!(document.size() <= SIZE_MAX);
        for statement in &document.statements {
            let sid = &statement.sid;
            assert!(sid.bytes().all(|it| it.is_ascii_alphanumeric()), "{sid}");
            assert!(sids.insert(sid), "{sid}");
        }
    }
}

#[test]
fn the_order_of_operations_does_not_matter() {
    let one = policy_for(
        &operations(&["connect:ListQueues", "s3:GetObject"]),
        &scope(),
    );
    let other = policy_for(
        &operations(&["s3:GetObject", "connect.ListQueues"]),
        &scope(),
    );
    assert_eq!(one, other);
}

#[test]
fn an_operation_that_is_nearly_a_known_one_is_guessed() {
    let guess = |text: &str| meant(&Operation::parse(text).unwrap());
    let expected = "did you mean \"ListQueues\"?".to_owned();
    assert_eq!(guess("connect:ListQueus"), Some(expected));
    for text in [
        "connect:ListQueues",
        "connect:SearchTestCases",
        "connect:Frobnicate",
    ] {
        assert_eq!(guess(text), None, "{text}");
    }
    assert_eq!(guess("nothing:ListQueues"), None);
}
