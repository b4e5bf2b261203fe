//! Who may do what under `--iam enforce`.

use aws_sim::{Iam, Settings};
use serde_json::json;

use crate::{
    desk::{CONSUMER, Desk, PRODUCER, unthrottled},
    iam::{allow, role, statement, trust, user},
    wire::{Answer, Wire},
};

pub(crate) fn enforced() -> Desk {
    Desk::new(Settings {
        iam: Iam::Enforce,
        ..unthrottled()
    })
}

/// Gives the user ann an inline policy.
pub(crate) async fn put(root: &Wire<'_>, document: &str) {
    let fields = [
        ("UserName", "ann"),
        ("PolicyName", "p"),
        ("PolicyDocument", document),
    ];
    root.query("iam", "PutUserPolicy", &fields).await.good();
}

async fn instances(who: &Wire<'_>) -> Answer {
    who.rest("connect", "GET", "/instance", "").await
}

#[tokio::test(start_paused = true)]
async fn a_user_needs_a_policy_and_is_told_which_action_is_not_allowed() {
    let desk = enforced();
    let root = Wire::new(&desk, PRODUCER);
    let ann = Wire::new(&desk, &user(&root, "ann").await);
    let refused = instances(&ann).await;
    assert_eq!(refused.status, 403);
    let sentence = format!(
        "User: arn:aws:iam::{PRODUCER}:user/ann is not authorized to perform: \
         connect:ListInstances on resource: * because no identity-based policy allows the \
         connect:ListInstances action"
    );
    assert_eq!(refused.value()["Message"].as_str(), Some(&*sentence));

    put(&root, &allow("connect:*")).await;
    // The list of instances looks their directories up.
    instances(&ann).await.refused("ds:DescribeDirectories");
    put(
        &root,
        &statement(&json!({
            "Effect": "Allow", "Action": ["connect:List*", "ds:Describe*"], "Resource": "*",
        })),
    )
    .await;
    instances(&ann).await.good();
    instances(&root).await.good();
}

#[tokio::test(start_paused = true)]
async fn a_denial_wins_and_groups_and_boundaries_count() {
    let desk = enforced();
    let root = Wire::new(&desk, PRODUCER);
    let ann = Wire::new(&desk, &user(&root, "ann").await);
    let admin = "arn:aws:iam::aws:policy/AdministratorAccess";
    root.query("iam", "CreateGroup", &[("GroupName", "g")])
        .await
        .good();
    let fields = [("GroupName", "g"), ("PolicyArn", admin)];
    root.query("iam", "AttachGroupPolicy", &fields).await.good();
    let fields = [("GroupName", "g"), ("UserName", "ann")];
    root.query("iam", "AddUserToGroup", &fields).await.good();
    instances(&ann).await.good();

    let fields = [
        ("UserName", "ann"),
        (
            "PermissionsBoundary",
            "arn:aws:iam::aws:policy/AmazonS3FullAccess",
        ),
    ];
    root.query("iam", "PutUserPermissionsBoundary", &fields)
        .await
        .good();
    instances(&ann)
        .await
        .refused("because no permissions boundary allows");
    let fields = [("UserName", "ann")];
    root.query("iam", "DeleteUserPermissionsBoundary", &fields)
        .await
        .good();

    put(
        &root,
        &statement(&json!({
            "Effect": "Deny", "Action": "connect:*", "Resource": "*",
            "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-2" } },
        })),
    )
    .await;
    instances(&ann)
        .await
        .refused("with an explicit deny in an identity-based policy");
}

#[tokio::test(start_paused = true)]
async fn a_policy_can_be_about_one_instance() {
    let desk = enforced();
    let root = Wire::new(&desk, PRODUCER);
    let (mine, other) = (
        desk.instance(PRODUCER, "mine").await,
        desk.instance(PRODUCER, "other").await,
    );
    let ann = Wire::new(&desk, &user(&root, "ann").await);
    put(
        &root,
        &statement(&json!({
            "Effect": "Allow",
            "Action": "connect:ListUsers",
            "Resource": format!("arn:aws:connect:*:{PRODUCER}:instance/{mine}"),
        })),
    )
    .await;
    let users = async |id: &str| {
        ann.rest("connect", "GET", &format!("/users-summary/{id}"), "")
            .await
    };
    users(&mine).await.good();
    users(&other)
        .await
        .refused("is not authorized to perform: connect:ListUsers");

    put(
        &root,
        &statement(&json!({
            "Effect": "Allow", "Action": "connect:*", "Resource": "*",
            "Condition": { "StringEquals": { "connect:instanceId": other } },
        })),
    )
    .await;
    users(&mine).await.refused("AccessDenied");
    users(&other).await.good();
}

/// The access key of a session of `role`, or the refusal.
async fn assume(who: &Wire<'_>, role: &str, more: &[(&str, &str)]) -> Result<String, Answer> {
    let mut fields = vec![("RoleArn", role), ("RoleSessionName", "job")];
    fields.extend(more);
    let answer = who.query("sts", "AssumeRole", &fields).await;
    if answer.status == 200 {
        Ok(answer.element("AccessKeyId"))
    } else {
        Err(answer)
    }
}

#[tokio::test(start_paused = true)]
async fn a_role_of_another_account_needs_both_sides() {
    let desk = enforced();
    let (root, other) = (Wire::new(&desk, PRODUCER), Wire::new(&desk, CONSUMER));
    let arn = format!("arn:aws:iam::{CONSUMER}:role/ops");
    role(&other, "ops", &trust(PRODUCER)).await.good();
    let ann = Wire::new(&desk, &user(&root, "ann").await);
    assume(&ann, &arn, &[])
        .await
        .unwrap_err()
        .refused("sts:AssumeRole");
    put(&root, &allow("sts:AssumeRole")).await;
    let session = assume(&ann, &arn, &[]).await.unwrap();
    let session = Wire::new(&desk, &session);
    instances(&session).await.refused("AccessDenied");
    let admin = "arn:aws:iam::aws:policy/AdministratorAccess";
    let fields = [("RoleName", "ops"), ("PolicyArn", admin)];
    other.query("iam", "AttachRolePolicy", &fields).await.good();
    instances(&session).await.good();
    let policy = allow("s3:*");
    let limited = assume(&ann, &arn, &[("Policy", policy.as_str())])
        .await
        .unwrap();
    instances(&Wire::new(&desk, &limited))
        .await
        .refused("because no session policy allows");

    let missing = format!("arn:aws:iam::{CONSUMER}:role/missing");
    assume(&ann, &missing, &[])
        .await
        .unwrap_err()
        .refused("AccessDenied");
}

#[tokio::test(start_paused = true)]
async fn tags_of_the_session_are_tags_of_the_principal() {
    let desk = enforced();
    let root = Wire::new(&desk, PRODUCER);
    let arn = format!("arn:aws:iam::{PRODUCER}:role/ops");
    role(&root, "ops", &trust(PRODUCER)).await.good();
    let document = statement(&json!({
        "Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": { "StringEquals": { "aws:PrincipalTag/team": "london" } },
    }));
    let fields = [
        ("RoleName", "ops"),
        ("PolicyName", "p"),
        ("PolicyDocument", document.as_str()),
    ];
    root.query("iam", "PutRolePolicy", &fields).await.good();
    for (team, allowed) in [("london", true), ("paris", false)] {
        let tags = [("Tags.member.1.Key", "team"), ("Tags.member.1.Value", team)];
        let session = assume(&root, &arn, &tags).await.unwrap();
        let answer = instances(&Wire::new(&desk, &session)).await;
        assert_eq!(answer.status == 200, allowed, "{team}: {}", answer.body);
    }
}

#[tokio::test(start_paused = true)]
async fn a_key_is_used_by_whom_its_policy_or_a_grant_lets_in() {
    let desk = enforced();
    let root = Wire::new(&desk, PRODUCER);
    let ann = Wire::new(&desk, &user(&root, "ann").await);
    let kms = async |who: &Wire<'_>, operation: &str, body: serde_json::Value| {
        who.json("kms", &format!("TrentService.{operation}"), body)
            .await
    };
    let made = kms(&root, "CreateKey", json!({})).await.good().value();
    let id = made["KeyMetadata"]["KeyId"].as_str().unwrap();
    let data = json!({ "KeyId": id, "KeySpec": "AES_256", "EncryptionContext": { "a": "b" } });
    let generate = async || kms(&ann, "GenerateDataKey", data.clone()).await;
    generate()
        .await
        .refused("because no identity-based policy allows the kms:GenerateDataKey");
    put(&root, &allow("kms:GenerateDataKey")).await;
    generate().await.good();

    // The policy names ann for one action alone, and no longer delegates to the account.
    let arn = format!("arn:aws:iam::{PRODUCER}:user/ann");
    let policy = statement(&json!({
        "Effect": "Allow", "Principal": { "AWS": arn }, "Action": "kms:Decrypt", "Resource": "*",
    }));
    let body = json!({ "KeyId": id, "Policy": policy, "BypassPolicyLockoutSafetyCheck": true });
    let grant = json!({
        "KeyId": id, "GranteePrincipal": arn, "Operations": ["GenerateDataKey"],
        "Constraints": { "EncryptionContextSubset": { "a": "b" } },
    });
    let granted = kms(&root, "CreateGrant", grant).await.good().value();
    kms(&root, "PutKeyPolicy", body).await.good();
    let blob = generate().await.good().value();
    let open = json!({
        "CiphertextBlob": blob["CiphertextBlob"], "EncryptionContext": { "a": "b" },
    });
    kms(&ann, "Decrypt", open.clone()).await.good();
    kms(&root, "Decrypt", open)
        .await
        .refused("no resource-based policy allows");
    let other = json!({ "KeyId": id, "KeySpec": "AES_256", "EncryptionContext": { "a": "c" } });
    kms(&ann, "GenerateDataKey", other)
        .await
        .refused("AccessDenied");
    let retire = json!({ "GrantToken": granted["GrantToken"] });
    kms(&ann, "RetireGrant", retire.clone())
        .await
        .refused("kms:RetireGrant");
    kms(&root, "RetireGrant", retire).await.good();
    generate().await.refused("AccessDenied");
}

#[tokio::test(start_paused = true)]
async fn an_invitation_of_another_account_is_answered_by_leave_of_ones_own() {
    let desk = enforced();
    let root = Wire::new(&desk, PRODUCER);
    let ann = Wire::new(&desk, &user(&root, "ann").await);
    let share = json!({
        "name": "s", "principals": [PRODUCER],
        "resourceArns": [format!("arn:aws:glue:eu-west-2:{CONSUMER}:database/d")],
    });
    let inviting = Wire::new(&desk, CONSUMER);
    let create = "/createresourceshare";
    inviting
        .rest("ram", "POST", create, &share.to_string())
        .await
        .good();
    let invitations = root
        .rest("ram", "POST", "/getresourceshareinvitations", "{}")
        .await;
    let invitation = invitations.value()["resourceShareInvitations"][0].clone();
    let invitation = json!({
        "resourceShareInvitationArn": invitation["resourceShareInvitationArn"],
    });
    let accept = async || {
        let path = "/acceptresourceshareinvitation";
        ann.rest("ram", "POST", path, &invitation.to_string()).await
    };
    accept().await.refused("no identity-based policy allows");
    put(&root, &allow("ram:AcceptResourceShareInvitation")).await;
    accept().await.good();
}

#[tokio::test(start_paused = true)]
async fn a_query_needs_leave_for_what_athena_does_in_the_name_of_its_caller() {
    let desk = enforced();
    let root = Wire::new(&desk, PRODUCER);
    let ann = Wire::new(&desk, &user(&root, "ann").await);
    let group = json!({ "Name": "g", "Configuration": {
        "ResultConfiguration": { "OutputLocation": "s3://results/" },
    } });
    root.json("athena", "AmazonAthena.CreateWorkGroup", group)
        .await
        .good();
    let may = async |also: &[&str]| {
        let actions = ["athena:*"].iter().chain(also).collect::<Vec<_>>();
        let resources = [
            format!("arn:aws:athena:eu-west-2:{PRODUCER}:workgroup/g"),
            "arn:aws:s3:::results*".to_owned(),
        ];
        let allowed = json!({ "Effect": "Allow", "Action": actions, "Resource": resources });
        put(&root, &statement(&allowed)).await;
    };
    let start = async || {
        let asked = json!({ "QueryString": "SELECT 1", "WorkGroup": "g" });
        ann.json("athena", "AmazonAthena.StartQueryExecution", asked)
            .await
    };
    // A query is of the group in which it was started, whoever asks about it later.
    let end = async || {
        let asked = start().await.good().value();
        tokio::time::sleep(std::time::Duration::from_secs(5)).await;
        let seen = ann
            .json("athena", "AmazonAthena.GetQueryExecution", asked)
            .await;
        seen.good().value()["QueryExecution"]["Status"].clone()
    };
    may(&[]).await;
    start()
        .await
        .refused("Unable to verify/create output bucket results");
    may(&["s3:GetBucketLocation"]).await;
    let status = end().await;
    let why = status["StateChangeReason"].as_str().unwrap_or_default();
    assert!(why.contains("s3:PutObject"), "{status}");
    may(&["s3:GetBucketLocation", "s3:PutObject"]).await;
    assert_eq!(end().await["State"], "SUCCEEDED");
}
