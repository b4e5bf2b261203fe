//! Who may do what.

use connect_resources::KindId;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Wrong, all_are_found, declared, done};
use crate::governed::{
    estate::Estate,
    sound::{off_duty, on_duty},
    wire::{connect, days, query},
};

/// Somebody who came later than the others.
const CAROL: (&str, &str) = (
    "users:\n",
    "users:\n  - { username: carol, first_name: Carol, last_name: Dale, routing_profile: Advisers, \
     security_profiles: [Adviser] }\n",
);
const PERMISSIONS: &str = "permissions: [BasicAgentAccess, OutboundCallAccess]";

#[rustfmt::skip] // A table.
pub(super) const WRONGS: &[Wrong] = &[
    declared("administrators-many", &[
        ("security_profiles: [Adviser] }", "security_profiles: [Adviser, Admin] }"),
        ("  required_tags:", "  administrators_max: 1\n  required_tags:"),
    ]),
    declared("identity-local-passwords", &[
        ("identity_management: SAML", "identity_management: CONNECT_MANAGED"),
        ("first_name: Ada,", "first_name: Ada, email: ada@example.com,"),
        ("first_name: Bob,", "first_name: Bob, email: bob@example.com,"),
    ]),
    done("origin-insecure", |estate| Box::pin(origin(estate))),
    declared("outbound-open", &[
        ("    outbound_caller: { name: Orders, number: main_line, flow: Whisper }\n", ""),
        (", outbound_caller: { name: Returns, number: main_line }", ""),
        ("  partner: { name: Partner, type: PHONE_NUMBER, phone_number: \"+441632960123\" }\n", ""),
    ]),
    declared("outbound-wider-than-needed", &[
        ("    outbound_caller: { name: Orders, number: main_line, flow: Whisper }\n", ""),
    ]),
    done("role-open", |estate| Box::pin(role(estate, "*", "connect:DescribeQueue"))),
    done("role-rights-unused", |estate| Box::pin(unused(estate))),
    done("role-wildcard", |estate| Box::pin(role(estate, OWN, "connect:*"))),
    declared("security-profile-self-raising", &[
        (PERMISSIONS, "permissions: [BasicAgentAccess, OutboundCallAccess, Users.View, Users.Edit, \
                       SecurityProfiles.View, SecurityProfiles.Edit]"),
    ]),
    declared("security-profile-unredacted", &[
        (PERMISSIONS, "permissions: [BasicAgentAccess, OutboundCallAccess, DownloadCallRecordings]"),
    ]),
    declared("security-profile-unused", &[
        ("security_profiles:\n", "security_profiles:\n  - { name: Spare, permissions: [BasicAgentAccess] }\n"),
    ]),
    done("security-profile-wide", |estate| Box::pin(wide(estate))),
    Wrong { rule: "user-idle", swaps: &[CAROL], done: Some(|estate| Box::pin(idle(estate))) },
    Wrong { rule: "user-never-signed-in", swaps: &[CAROL], done: Some(|_| Box::pin(days(31))) },
];

const OWN: &str = "arn:aws:iam::111111111111:root";

async fn origin(estate: &Estate) {
    let origin = json!({ "Origin": "http://localhost:8080" });
    let path = estate.path("instance", "/approved-origin");
    connect(&estate.desk, "PUT", &path, origin).await;
}

/// A role that this principal may take, and that may do this.
async fn role(estate: &Estate, principal: &str, action: &str) {
    let principal = json!({ "AWS": principal });
    let trust = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole" },
    ] });
    let rights = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Action": action, "Resource": "*" },
    ] });
    let (trust, rights) = (trust.to_string(), rights.to_string());
    let made = [
        ("RoleName", "reporting"),
        ("AssumeRolePolicyDocument", trust.as_str()),
    ];
    query(&estate.desk, "iam", "CreateRole", &made).await;
    let put = [
        ("RoleName", "reporting"),
        ("PolicyName", "rights"),
        ("PolicyDocument", rights.as_str()),
    ];
    query(&estate.desk, "iam", "PutRolePolicy", &put).await;
}

/// A role for half a year in which nobody takes it.
async fn unused(estate: &Estate) {
    role(estate, OWN, "connect:DescribeQueue").await;
    days(180).await;
}

/// A profile gets all that Admin has.
async fn wide(estate: &Estate) {
    let desk = &estate.desk;
    let listed = connect(
        desk,
        "GET",
        &estate.path("security-profiles-summary", ""),
        Value::Null,
    )
    .await;
    let mut profiles = listed["SecurityProfileSummaryList"]
        .as_array()
        .unwrap()
        .iter();
    let admin = profiles.find(|it| it["Name"] == "Admin").unwrap()["Id"]
        .as_str()
        .unwrap();
    let path = format!("/{admin}?maxResults=1000");
    let path = estate.path("security-profiles-permissions", &path);
    let all = connect(desk, "GET", &path, Value::Null).await;
    let adviser = estate.id(KindId::SecurityProfile, "Adviser");
    let path = estate.path("security-profiles", &format!("/{adviser}"));
    connect(
        desk,
        "POST",
        &path,
        json!({ "Permissions": all["Permissions"] }),
    )
    .await;
}

/// Somebody is there for a moment, and nobody calls.
async fn idle(estate: &Estate) {
    let carol = estate.id(KindId::User, "carol");
    // At night, when nobody calls.
    tokio::time::advance(Duration::from_hours(8)).await;
    on_duty(estate, carol).await;
    tokio::time::advance(Duration::from_hours(1)).await;
    off_duty(estate, carol).await;
}

#[tokio::test(start_paused = true)]
async fn what_is_wrong_with_access_is_found() {
    all_are_found(WRONGS).await;
}
