//! Statements and verdicts.

use serde_json::{Value, json};

use super::*;

const ROLE: &str = "arn:aws:iam::111111111111:role/ops";
const SESSION: &str = "arn:aws:sts::111111111111:assumed-role/ops/job";
const QUEUE: &str = "arn:aws:connect:eu-west-2:111111111111:instance/i/queue/q";

const OPS: Principal<'_> = Principal::Aws {
    account: "111111111111",
    arn: SESSION,
    role: Some(ROLE),
};

/// What a policy of this one statement says about `DescribeQueue`.
fn check(statement: Value, principal: Principal<'_>, expected: Verdict) {
    let document = json!({ "Version": "2012-10-17", "Statement": statement.clone() }).to_string();
    let context = Context::default()
        .with("aws:RequestedRegion", "eu-west-2")
        .with("aws:PrincipalTag/team", "i");
    let verdict = evaluate(
        &document,
        principal,
        "connect:DescribeQueue",
        QUEUE,
        &context,
    );
    assert_eq!(verdict, expected, "{statement}");
}

#[test]
fn an_identity_policy_is_about_actions_resources_and_conditions() {
    let allow = |action: Value, resource: Value| json!({ "Effect": "Allow", "Action": action, "Resource": resource });
    for (statement, expected) in [
        (allow(json!("*"), json!("*")), Verdict::Allowed),
        (
            allow(json!("connect:describequeue"), json!("*")),
            Verdict::Allowed,
        ),
        (
            allow(
                json!(["connect:List*", "connect:Describe*"]),
                json!([QUEUE]),
            ),
            Verdict::Allowed,
        ),
        (
            allow(json!("connect:Describe*"), json!("arn:aws:connect:*")),
            Verdict::Allowed,
        ),
        (
            allow(
                json!("connect:*"),
                json!("*:instance/${aws:PrincipalTag/team}/*"),
            ),
            Verdict::Allowed,
        ),
        (
            allow(json!("connect:*"), json!("*:instance/${aws:username}/*")),
            Verdict::Silent,
        ),
        (
            allow(json!("connect:DescribeQueues"), json!("*")),
            Verdict::Silent,
        ),
        (
            allow(
                json!("connect:*"),
                json!("arn:aws:connect:*:*:instance/I/*"),
            ),
            Verdict::Silent,
        ),
        (
            json!({ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" }),
            Verdict::Allowed,
        ),
        (
            json!({ "Effect": "Allow", "NotAction": "connect:*", "Resource": "*" }),
            Verdict::Silent,
        ),
        (
            json!({ "Effect": "Allow", "Action": "*", "NotResource": QUEUE }),
            Verdict::Silent,
        ),
        (
            json!({ "Effect": "Deny", "Action": "connect:*", "Resource": "*" }),
            Verdict::Denied,
        ),
    ] {
        check(statement, OPS, expected);
    }
    for (region, expected) in [("eu-west-2", Verdict::Allowed), ("us-*", Verdict::Silent)] {
        let condition = json!({ "StringLike": { "aws:requestedregion": region } });
        let statement =
            json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition });
        check(statement, OPS, expected);
    }
}

#[test]
fn a_resource_policy_names_principals_themselves_or_through_their_account() {
    let other = Principal::Aws {
        account: "222222222222",
        arn: "arn:aws:iam::222222222222:user/ann",
        role: None,
    };
    let service = Principal::Service("connect.amazonaws.com");
    let root = "arn:aws:iam::111111111111:root";
    for (named, principal, expected) in [
        (json!("*"), other, Verdict::Allowed),
        (json!({ "AWS": "*" }), OPS, Verdict::Allowed),
        (json!({ "AWS": [ROLE] }), OPS, Verdict::Allowed),
        (json!({ "AWS": SESSION }), OPS, Verdict::Allowed),
        (json!({ "AWS": root }), OPS, Verdict::Delegated),
        (
            json!({ "AWS": ["111111111111", ROLE] }),
            OPS,
            Verdict::Allowed,
        ),
        (json!({ "AWS": "111111111111" }), other, Verdict::Silent),
        (json!({ "AWS": ROLE }), other, Verdict::Silent),
        (
            json!({ "Service": "connect.amazonaws.com" }),
            service,
            Verdict::Allowed,
        ),
        (
            json!({ "Service": "lambda.amazonaws.com" }),
            service,
            Verdict::Silent,
        ),
        (
            json!({ "Service": "connect.amazonaws.com" }),
            OPS,
            Verdict::Silent,
        ),
    ] {
        let statement =
            json!({ "Effect": "Allow", "Principal": named, "Action": "*", "Resource": "*" });
        check(statement, principal, expected);
    }
    let statement = json!({ "Effect": "Deny", "NotPrincipal": { "AWS": ROLE }, "Action": "*", "Resource": "*" });
    check(statement.clone(), OPS, Verdict::Silent);
    check(statement, other, Verdict::Denied);
}

#[test]
fn a_denial_wins_and_a_text_that_is_no_policy_says_nothing() {
    let allow = json!({ "Effect": "Allow", "Action": "*", "Resource": "*" });
    let deny = json!({ "Effect": "Deny", "Action": "connect:D*", "Resource": QUEUE });
    check(json!([allow, deny]), OPS, Verdict::Denied);
    let nothing = evaluate(
        "{",
        OPS,
        "connect:DescribeQueue",
        QUEUE,
        &Context::default(),
    );
    assert_eq!(nothing, Verdict::Silent);
}

/// What is added to a statement that allows `sts:AssumeRole`, what the document is for, and what is
/// wrong with it.
const FAULTS: &[(&str, Purpose, &str)] = &[
    ("{}", Purpose::Identity, "must contain resources"),
    (
        r#"{"Resource": "queue"}"#,
        Purpose::Identity,
        "must be in ARN",
    ),
    (
        r#"{"Resource": "*", "Principal": "*"}"#,
        Purpose::Identity,
        "not specify a principal",
    ),
    (
        r#"{"Resource": "*", "Effect": "allow"}"#,
        Purpose::Identity,
        "Invalid effect",
    ),
    (
        r#"{"Resource": "*", "Action": "Get"}"#,
        Purpose::Identity,
        "prefaced by a vendor",
    ),
    (
        r#"{"Resource": "*", "Action": []}"#,
        Purpose::Identity,
        "Syntax errors",
    ),
    (
        r#"{"Resource": "*", "NotAction": "a:b"}"#,
        Purpose::Identity,
        "Syntax errors",
    ),
    (
        r#"{"Resource": "*", "Owner": "me"}"#,
        Purpose::Identity,
        "Syntax errors",
    ),
    (r#"{"Resource": "*"}"#, Purpose::Resource, "field Principal"),
    ("{}", Purpose::Trust, "field Principal"),
    (
        r#"{"Resource": "*", "Principal": "*"}"#,
        Purpose::Trust,
        "prohibited field Resource",
    ),
    (
        r#"{"Principal": {"AWS": "ann"}}"#,
        Purpose::Trust,
        r#""AWS":"ann""#,
    ),
    (
        r#"{"Principal": "*", "Action": "s3:Get*"}"#,
        Purpose::Trust,
        "STS",
    ),
];

#[test]
fn what_is_wrong_with_a_document_depends_on_its_purpose() {
    let document = |more: &str| {
        let mut statement = json!({ "Effect": "Allow", "Action": "sts:AssumeRole" });
        let more: Value = serde_json::from_str(more).unwrap();
        for (name, value) in more.as_object().unwrap() {
            statement[name] = value.clone();
        }
        json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string()
    };
    for (more, purpose, fault) in FAULTS {
        let found = Document::checked(&document(more), *purpose).unwrap_err();
        assert!(found.contains(fault), "{more}: {found}");
    }
    assert!(Document::checked(&document(r#"{"Principal": "*"}"#), Purpose::Trust).is_ok());
    assert!(Document::checked(&document(r#"{"Resource": "*"}"#), Purpose::Identity).is_ok());
}

#[test]
fn a_document_is_an_object_with_a_known_version_and_unlike_statements() {
    let twice = r#"{"Statement": [
        {"Sid": "a", "Effect": "Allow", "Action": "*", "Resource": "*"},
        {"Sid": "a", "Effect": "Deny", "Action": "*", "Resource": "*"}
    ]}"#;
    for (text, fault) in [
        ("{", "invalid Json"),
        (r#""text""#, "Syntax errors"),
        (r#"{"Version": "2012-10-17"}"#, "Syntax errors"),
        (
            r#"{"Version": "2020-01-01", "Statement": []}"#,
            "Syntax errors",
        ),
        (twice, "must be unique"),
    ] {
        let found = Document::checked(text, Purpose::Identity).unwrap_err();
        assert!(found.contains(fault), "{text}: {found}");
    }
}
