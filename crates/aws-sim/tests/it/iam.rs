//! IAM: principals and their policies.

use aws_sim::Settings;
use serde_json::json;

use crate::{
    desk::{CONSUMER, Desk, PRODUCER},
    wire::{Answer, Wire},
};

/// A policy that allows `action` on everything.
pub(crate) fn allow(action: &str) -> String {
    statement(&json!({ "Effect": "Allow", "Action": action, "Resource": "*" }))
}

/// A policy of one statement.
pub(crate) fn statement(statement: &serde_json::Value) -> String {
    json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string()
}

/// A trust policy for a principal of AWS.
pub(crate) fn trust(principal: &str) -> String {
    statement(&json!({
        "Effect": "Allow",
        "Principal": { "AWS": principal },
        "Action": ["sts:AssumeRole", "sts:TagSession"],
    }))
}

/// A new role.
pub(crate) async fn role(wire: &Wire<'_>, name: &str, trust: &str) -> Answer {
    let fields = [("RoleName", name), ("AssumeRolePolicyDocument", trust)];
    wire.query("iam", "CreateRole", &fields).await
}

/// The access key of a new user.
pub(crate) async fn user(wire: &Wire<'_>, name: &str) -> String {
    wire.query("iam", "CreateUser", &[("UserName", name)])
        .await
        .good();
    let key = wire
        .query("iam", "CreateAccessKey", &[("UserName", name)])
        .await;
    key.good().element("AccessKeyId")
}

#[tokio::test(start_paused = true)]
async fn documents_come_back_percent_encoded() {
    let desk = Desk::new(Settings::default());
    let iam = Wire::new(&desk, PRODUCER);
    let made = role(&iam, "ops", &trust(CONSUMER)).await.good();
    let document = made.element("AssumeRolePolicyDocument");
    assert!(
        document.starts_with("%7B%22Version%22%3A%222012-10-17%22%2C%22"),
        "{document}"
    );
    assert!(!document.contains(['"', '{', ' ', '+', '/']), "{document}");
}

#[tokio::test(start_paused = true)]
async fn ends_of_lines_come_back_and_what_xml_cannot_hold_spoils_no_error() {
    let desk = Desk::new(Settings::default());
    let iam = Wire::new(&desk, PRODUCER);
    role(&iam, "r", &trust("*")).await.good();
    let describe = async |text: &str| {
        let fields = [("RoleName", "r"), ("Description", text)];
        iam.query("iam", "UpdateRoleDescription", &fields).await
    };
    let described = describe("a\r\nb").await.good();
    assert_eq!(described.element("Description"), "a&#xD;\nb");
    let refused = describe("a\u{7}b").await;
    assert_eq!(refused.status, 400);
    assert!(refused.body.contains("a\u{fffd}b"), "{}", refused.body);
}

#[tokio::test(start_paused = true)]
async fn names_are_taken_whatever_their_case_and_belong_to_one_account() {
    let desk = Desk::new(Settings::default());
    let (iam, other) = (Wire::new(&desk, PRODUCER), Wire::new(&desk, CONSUMER));
    role(&iam, "Ops", &trust(CONSUMER)).await.good();
    role(&iam, "oPS", &trust(CONSUMER))
        .await
        .refused("EntityAlreadyExists");
    role(&other, "oPS", &trust(CONSUMER)).await.good();
    iam.query("iam", "GetRole", &[("RoleName", "ops")])
        .await
        .refused("NoSuchEntity");
}

#[tokio::test(start_paused = true)]
async fn quotas_of_policies_and_versions_are_kept() {
    let desk = Desk::new(Settings::default());
    let iam = Wire::new(&desk, PRODUCER);
    role(&iam, "ops", &trust(CONSUMER)).await.good();
    let arn = format!("arn:aws:iam::{PRODUCER}:policy/p");
    let policy = allow("s3:Get*");
    let fields = [("PolicyName", "p"), ("PolicyDocument", policy.as_str())];
    iam.query("iam", "CreatePolicy", &fields).await.good();
    let version = [
        ("PolicyArn", arn.as_str()),
        ("PolicyDocument", policy.as_str()),
    ];
    for _ in 2..=5 {
        iam.query("iam", "CreatePolicyVersion", &version)
            .await
            .good();
    }
    iam.query("iam", "CreatePolicyVersion", &version)
        .await
        .refused("LimitExceeded");

    let long = allow(&format!("s3:{}", "a".repeat(6_144)));
    let fields = [("PolicyName", "q"), ("PolicyDocument", long.as_str())];
    iam.query("iam", "CreatePolicy", &fields)
        .await
        .refused("LimitExceeded");
    let inline = [
        ("RoleName", "ops"),
        ("PolicyName", "i"),
        ("PolicyDocument", long.as_str()),
    ];
    iam.query("iam", "PutRolePolicy", &inline).await.good();
    let second = [
        ("RoleName", "ops"),
        ("PolicyName", "j"),
        ("PolicyDocument", long.as_str()),
    ];
    iam.query("iam", "PutRolePolicy", &second)
        .await
        .refused("LimitExceeded");
}

#[tokio::test(start_paused = true)]
async fn an_access_key_is_its_user_until_it_is_put_out_of_use() {
    let desk = Desk::new(Settings::default());
    let iam = Wire::new(&desk, PRODUCER);
    let key = user(&iam, "ann").await;
    let ann = Wire::new(&desk, &key);
    let identity = ann.query("sts", "GetCallerIdentity", &[]).await.good();
    assert_eq!(
        identity.element("Arn"),
        format!("arn:aws:iam::{PRODUCER}:user/ann")
    );
    assert!(identity.element("UserId").starts_with("AIDA"));
    let itself = ann.query("iam", "GetUser", &[]).await.good();
    assert_eq!(itself.element("UserName"), "ann");

    let fields = [
        ("UserName", "ann"),
        ("AccessKeyId", key.as_str()),
        ("Status", "Inactive"),
    ];
    iam.query("iam", "UpdateAccessKey", &fields).await.good();
    ann.query("sts", "GetCallerIdentity", &[])
        .await
        .refused("InvalidClientTokenId");
    iam.query("iam", "DeleteAccessKey", &fields[..2])
        .await
        .good();
    ann.query("sts", "GetCallerIdentity", &[])
        .await
        .refused("InvalidClientTokenId");
    iam.query("iam", "DeleteUser", &[("UserName", "ann")])
        .await
        .good();
}
