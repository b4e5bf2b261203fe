//! What principals used of what they may, as IAM reports it.

use std::time::Duration;

use serde_json::json;

use crate::{
    desk::{Desk, PRODUCER, unthrottled},
    enforcement::{enforced, put},
    iam::{allow, role, statement, trust, user},
    wire::{Answer, Wire},
};

/// A report about `arn`, once it is done.
async fn report(wire: &Wire<'_>, arn: &str, granularity: &str) -> Answer {
    let fields = [("Arn", arn), ("Granularity", granularity)];
    let job = wire
        .query("iam", "GenerateServiceLastAccessedDetails", &fields)
        .await
        .good()
        .element("JobId");
    let fields = [("JobId", job.as_str())];
    let early = wire.query("iam", "GetServiceLastAccessedDetails", &fields);
    let early = early.await.good();
    assert_eq!(early.element("JobStatus"), "IN_PROGRESS");
    assert!(!early.body.contains("<ServiceNamespace>"), "{}", early.body);
    tokio::time::sleep(Duration::from_secs(5)).await;
    let done = wire.query("iam", "GetServiceLastAccessedDetails", &fields);
    let done = done.await.good();
    assert_eq!(done.element("JobStatus"), "COMPLETED");
    done
}

/// The part of a report that is about one service.
fn about(report: &Answer, namespace: &str) -> Option<String> {
    let mark = format!("<ServiceNamespace>{namespace}</ServiceNamespace>");
    let parts = report.body.split("<ServiceName>").skip(1);
    let found = parts.into_iter().find(|part| part.contains(&mark));
    found.map(str::to_owned)
}

const INSTANCES: (&str, &str, &str) = ("connect", "GET", "/instance");

async fn ask(who: &Wire<'_>) -> Answer {
    let (service, method, path) = INSTANCES;
    who.rest(service, method, path, "").await
}

#[tokio::test(start_paused = true)]
async fn a_service_is_told_with_the_last_attempt_or_without_one() {
    let desk = Desk::new(unthrottled());
    let root = Wire::new(&desk, PRODUCER);
    let ann = Wire::new(&desk, &user(&root, "ann").await);
    let document = statement(&json!({
        "Effect": "Allow", "Action": ["connect:*", "kms:List*", "own:Thing"], "Resource": "*",
    }));
    put(&root, &document).await;
    let arn = format!("arn:aws:iam::{PRODUCER}:user/ann");
    let before = report(&root, &arn, "SERVICE_LEVEL").await;
    let connect = about(&before, "connect").expect("connect is open");
    assert!(!connect.contains("LastAuthenticated>"), "{connect}");
    assert!(
        connect.contains("<TotalAuthenticatedEntities>0<"),
        "{connect}"
    );
    assert_eq!(about(&before, "s3"), None);
    assert!(about(&before, "own").is_some());

    ask(&ann).await.good();
    let after = report(&root, &arn, "SERVICE_LEVEL").await;
    let connect = about(&after, "connect").expect("connect is open");
    assert!(connect.contains("<LastAuthenticated>2026-"), "{connect}");
    assert!(connect.contains(&format!("Entity>{arn}<")), "{connect}");
    assert!(connect.contains("Region>eu-west-2<"), "{connect}");
    assert!(!connect.contains("<ActionName>"), "{connect}");
    let kms = about(&after, "kms").expect("kms is open");
    assert!(!kms.contains("LastAuthenticated>"), "{kms}");
}

#[tokio::test(start_paused = true)]
async fn actions_are_told_of_services_that_were_used() {
    let desk = Desk::new(unthrottled());
    let root = Wire::new(&desk, PRODUCER);
    let ann = Wire::new(&desk, &user(&root, "ann").await);
    let document = statement(&json!({
        "Effect": "Allow", "Action": ["connect:List*", "kms:*"], "Resource": "*",
    }));
    put(&root, &document).await;
    ask(&ann).await.good();
    let arn = format!("arn:aws:iam::{PRODUCER}:user/ann");
    let told = report(&root, &arn, "ACTION_LEVEL").await;
    let connect = about(&told, "connect").expect("connect is open");
    let (_, used) = connect
        .split_once("<ActionName>ListInstances</ActionName>")
        .expect("the action that was used");
    assert!(used.starts_with("<LastAccessedEntity>"), "{used}");
    let (_, unused) = connect
        .split_once("<ActionName>ListQueues</ActionName>")
        .expect("an action that was not");
    assert!(unused.starts_with("</member>"), "{unused}");
    assert!(!connect.contains("DescribeInstance<"), "{connect}");
    let kms = about(&told, "kms").expect("kms is open");
    assert!(!kms.contains("<ActionName>"), "{kms}");
}

#[tokio::test(start_paused = true)]
async fn sessions_count_for_their_role_and_refused_attempts_too() {
    let desk = enforced();
    let root = Wire::new(&desk, PRODUCER);
    role(&root, "ops", &trust(PRODUCER)).await.good();
    let fields = [
        ("RoleName", "ops"),
        ("PolicyName", "p"),
        ("PolicyDocument", &*allow("kms:*")),
    ];
    root.query("iam", "PutRolePolicy", &fields).await.good();
    let policy = [
        ("PolicyName", "wide"),
        ("PolicyDocument", &*allow("connect:*")),
    ];
    let policy = root.query("iam", "CreatePolicy", &policy).await.good();
    let policy = policy.element("Arn");
    let fields = [("RoleName", "ops"), ("PolicyArn", policy.as_str())];
    root.query("iam", "AttachRolePolicy", &fields).await.good();
    let arn = format!("arn:aws:iam::{PRODUCER}:role/ops");
    let ann = Wire::new(&desk, &user(&root, "ann").await);
    put(&root, &allow("sts:AssumeRole")).await;
    let fields = [("RoleArn", arn.as_str()), ("RoleSessionName", "test")];
    let issued = ann.query("sts", "AssumeRole", &fields).await.good();
    let session = Wire::new(&desk, &issued.element("AccessKeyId"));
    // The list of instances needs more than the policy has.
    ask(&session).await.refused("ds:DescribeDirectories");
    let told = report(&root, &arn, "SERVICE_LEVEL").await;
    let connect = about(&told, "connect").expect("connect is open");
    assert!(connect.contains(&format!("Entity>{arn}<")), "{connect}");
    let of_policy = report(&root, &policy, "SERVICE_LEVEL").await;
    assert_eq!(about(&of_policy, "kms"), None);
    let connect = about(&of_policy, "connect").expect("connect is open");
    assert!(
        connect.contains("<TotalAuthenticatedEntities>1<"),
        "{connect}"
    );
    let fields = [("RoleName", "ops")];
    let shown = root.query("iam", "GetRole", &fields).await.good();
    assert!(shown.body.contains("<LastUsedDate>2026-"), "{}", shown.body);
}

#[tokio::test(start_paused = true)]
async fn a_denial_of_all_closes_a_service_and_all_but_some_opens_the_rest() {
    let desk = Desk::new(unthrottled());
    let root = Wire::new(&desk, PRODUCER);
    user(&root, "ann").await;
    let document = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "NotAction": ["iam:*", "kms:Decrypt"], "Resource": "*" },
        { "Effect": "Deny", "Action": "s3:*", "Resource": "*" },
        { "Effect": "Deny", "Action": "sns:*", "Resource": "arn:aws:sns:*:*:t" },
    ]});
    put(&root, &document.to_string()).await;
    let arn = format!("arn:aws:iam::{PRODUCER}:user/ann");
    let told = report(&root, &arn, "SERVICE_LEVEL").await;
    for (namespace, open) in [
        ("connect", true),
        ("iam", false),
        ("kms", true),
        ("s3", false),
        ("sns", true),
    ] {
        assert_eq!(about(&told, namespace).is_some(), open, "{namespace}");
    }
}

#[tokio::test(start_paused = true)]
async fn who_asked_for_a_report_alone_gets_it() {
    let desk = Desk::new(unthrottled());
    let root = Wire::new(&desk, PRODUCER);
    let ann = Wire::new(&desk, &user(&root, "ann").await);
    let arn = format!("arn:aws:iam::{PRODUCER}:user/ann");
    let fields = [("Arn", arn.as_str())];
    let made = root.query("iam", "GenerateServiceLastAccessedDetails", &fields);
    let job = made.await.good().element("JobId");
    let fields = [("JobId", job.as_str())];
    let other = ann.query("iam", "GetServiceLastAccessedDetails", &fields);
    other.await.refused("NoSuchEntity");
    let none = format!("{arn}x");
    for (arn, code) in [
        (none.as_str(), "NoSuchEntity"),
        ("arn:aws:s3:::bucket/key", "InvalidInput"),
    ] {
        let fields = [("Arn", arn)];
        let refused = root.query("iam", "GenerateServiceLastAccessedDetails", &fields);
        refused.await.refused(code);
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_tells_when_it_was_used_last() {
    let desk = Desk::new(unthrottled());
    let root = Wire::new(&desk, PRODUCER);
    let key = user(&root, "ann").await;
    let fields = [("AccessKeyId", key.as_str())];
    let never = root
        .query("iam", "GetAccessKeyLastUsed", &fields)
        .await
        .good();
    assert_eq!(never.element("ServiceName"), "N/A");
    assert!(!never.body.contains("LastUsedDate"), "{}", never.body);
    ask(&Wire::new(&desk, &key)).await.good();
    let used = root
        .query("iam", "GetAccessKeyLastUsed", &fields)
        .await
        .good();
    assert_eq!(used.element("ServiceName"), "connect");
    assert!(used.element("LastUsedDate").starts_with("2026-"));
}
