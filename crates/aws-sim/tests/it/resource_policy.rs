//! Policies of resources under `--iam enforce`: with those of the caller in the same account, and
//! beside them for callers of another.

use serde_json::{Value, json};

use crate::{
    desk::{CONSUMER, Desk, PRODUCER, refusal},
    enforcement::{enforced, put},
    iam::{allow, role, statement, trust, user},
    wire::{Answer, Wire},
};

/// Two accounts with a user ann each, and who calls as what.
struct Parties<'d> {
    root: Wire<'d>,
    ann: Wire<'d>,
    other_root: Wire<'d>,
    other_ann: Wire<'d>,
}

const OTHER_ANN: &str = "arn:aws:iam::222222222222:user/ann";
const ANN: &str = "arn:aws:iam::111111111111:user/ann";

// === impl Parties ===

impl<'d> Parties<'d> {
    async fn new(desk: &'d Desk) -> Self {
        let (root, other_root) = (Wire::new(desk, PRODUCER), Wire::new(desk, CONSUMER));
        let ann = Wire::new(desk, &user(&root, "ann").await);
        let other_ann = Wire::new(desk, &user(&other_root, "ann").await);
        Self {
            root,
            ann,
            other_root,
            other_ann,
        }
    }
}

/// A policy that lets `principal` do `action` on `resource`.
fn lets(principal: &str, action: &str, resource: &str) -> String {
    says("Allow", principal, action, resource)
}

fn says(effect: &str, principal: &str, action: &str, resource: &str) -> String {
    statement(&json!({
        "Effect": effect, "Principal": { "AWS": principal }, "Action": action, "Resource": resource,
    }))
}

async fn bucket(root: &Wire<'_>) {
    let place = "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
        <LocationConstraint>eu-west-2</LocationConstraint></CreateBucketConfiguration>";
    root.rest("s3", "PUT", "/media", place).await.good();
    root.rest("s3", "PUT", "/media/a", "good day").await.good();
}

async fn object(who: &Wire<'_>) -> Answer {
    who.rest("s3", "GET", "/media/a", "").await
}

async fn bucket_policy(root: &Wire<'_>, policy: &str) {
    let answer = root.rest("s3", "PUT", "/media?policy", policy).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}

#[tokio::test(start_paused = true)]
async fn in_one_account_the_policy_of_a_bucket_is_enough_for_whom_it_names() {
    let desk = enforced();
    let parties = Parties::new(&desk).await;
    bucket(&parties.root).await;
    object(&parties.ann)
        .await
        .refused("because no identity-based policy allows the s3:GetObject");
    let objects = "arn:aws:s3:::media/*";
    bucket_policy(&parties.root, &lets(ANN, "s3:GetObject", objects)).await;
    object(&parties.ann).await.good();
    // To name the account is to leave it to the account.
    bucket_policy(&parties.root, &lets(PRODUCER, "s3:GetObject", objects)).await;
    object(&parties.ann).await.refused("AccessDenied");
    put(&parties.root, &allow("s3:GetObject")).await;
    object(&parties.ann).await.good();
    bucket_policy(&parties.root, &says("Deny", ANN, "s3:*", objects)).await;
    object(&parties.ann)
        .await
        .refused("with an explicit deny in a resource-based policy");
    object(&parties.root).await.good();
}

#[tokio::test(start_paused = true)]
async fn callers_of_another_account_need_the_bucket_and_their_own_policies() {
    let desk = enforced();
    let parties = Parties::new(&desk).await;
    bucket(&parties.root).await;
    put(&parties.other_root, &allow("s3:*")).await;
    object(&parties.other_ann)
        .await
        .refused("because no resource-based policy allows");
    object(&parties.other_root).await.refused("AccessDenied");
    let objects = "arn:aws:s3:::media/*";
    bucket_policy(&parties.root, &lets(CONSUMER, "s3:GetObject", objects)).await;
    object(&parties.other_ann).await.good();
    object(&parties.other_root).await.good();
    put(&parties.other_root, &allow("sqs:*")).await;
    object(&parties.other_ann)
        .await
        .refused("because no identity-based policy allows");
    bucket_policy(&parties.root, &lets(OTHER_ANN, "s3:GetObject", objects)).await;
    object(&parties.other_ann).await.refused("AccessDenied");
    put(&parties.other_root, &allow("s3:*")).await;
    object(&parties.other_ann).await.good();
}

#[tokio::test(start_paused = true)]
async fn a_bucket_for_tls_alone_refuses_everybody_in_plain_but_lets_the_root_user_out() {
    let desk = enforced();
    let parties = Parties::new(&desk).await;
    bucket(&parties.root).await;
    put(&parties.root, &allow("s3:*")).await;
    let tls = statement(&json!({
        "Effect": "Deny", "Principal": "*", "Action": "s3:*",
        "Resource": ["arn:aws:s3:::media", "arn:aws:s3:::media/*"],
        "Condition": { "Bool": { "aws:SecureTransport": "false" } },
    }));
    bucket_policy(&parties.root, &tls).await;
    object(&parties.ann).await.good();
    for who in [&parties.ann, &parties.root] {
        who.plain("s3", "GET", "/media/a")
            .await
            .refused("with an explicit deny in a resource-based policy");
    }
    let policy = "/media?policy";
    parties
        .ann
        .plain("s3", "DELETE", policy)
        .await
        .refused("AccessDenied");
    let out = parties.root.plain("s3", "DELETE", policy).await;
    assert_eq!(out.status, 204, "{}", out.body);
}

#[tokio::test(start_paused = true)]
async fn a_boundary_holds_a_role_back_that_a_bucket_names_but_not_a_user() {
    let desk = enforced();
    let parties = Parties::new(&desk).await;
    let root = &parties.root;
    bucket(root).await;
    let boundary = "arn:aws:iam::aws:policy/AWSLambda_FullAccess";
    let limit = [("UserName", "ann"), ("PermissionsBoundary", boundary)];
    root.query("iam", "PutUserPermissionsBoundary", &limit)
        .await
        .good();
    role(root, "ops", &trust(PRODUCER)).await.good();
    let limit = [("RoleName", "ops"), ("PermissionsBoundary", boundary)];
    root.query("iam", "PutRolePermissionsBoundary", &limit)
        .await
        .good();
    let ops = format!("arn:aws:iam::{PRODUCER}:role/ops");
    let fields = [("RoleArn", ops.as_str()), ("RoleSessionName", "job")];
    let session = root.query("sts", "AssumeRole", &fields).await.good();
    let session = Wire::new(&desk, &session.element("AccessKeyId"));
    let objects = "arn:aws:s3:::media/*";
    bucket_policy(root, &lets(ANN, "s3:GetObject", objects)).await;
    object(&parties.ann).await.good();
    bucket_policy(root, &lets(&ops, "s3:GetObject", objects)).await;
    object(&session)
        .await
        .refused("because no permissions boundary allows");
    let job = format!("arn:aws:sts::{PRODUCER}:assumed-role/ops/job");
    bucket_policy(root, &lets(&job, "s3:GetObject", objects)).await;
    object(&session).await.good();
}

async fn invoke(who: &Wire<'_>, function: &str) -> Answer {
    let path = format!("/2015-03-31/functions/{function}/invocations");
    who.rest("lambda", "POST", &path, "{}").await
}

async fn function(root: &Wire<'_>) {
    role(root, "runs", &trust(PRODUCER)).await.good();
    let made = json!({
        "FunctionName": "f", "Runtime": "python3.13", "Handler": "f.h", "Publish": true,
        "Role": format!("arn:aws:iam::{PRODUCER}:role/runs"), "Code": { "ZipFile": "UEsFBg==" },
    });
    let path = "/2015-03-31/functions";
    let made = root.rest("lambda", "POST", path, &made.to_string()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    tokio::time::sleep(std::time::Duration::from_mins(1)).await;
}

async fn permit(root: &Wire<'_>, qualifier: &str, principal: &str) {
    let path = format!("/2015-03-31/functions/f/policy{qualifier}");
    let body = json!({
        "StatementId": "s", "Action": "lambda:InvokeFunction", "Principal": principal,
    });
    let made = root.rest("lambda", "POST", &path, &body.to_string()).await;
    assert_eq!(made.status, 201, "{}", made.body);
}

#[tokio::test(start_paused = true)]
async fn the_policy_of_a_function_opens_it_and_that_of_a_version_the_version_alone() {
    let desk = enforced();
    let parties = Parties::new(&desk).await;
    function(&parties.root).await;
    let arn = format!("arn:aws:lambda:eu-west-2:{PRODUCER}:function:f");
    put(&parties.other_root, &allow("lambda:InvokeFunction")).await;
    invoke(&parties.other_ann, &arn)
        .await
        .refused("because no resource-based policy allows the lambda:InvokeFunction");
    permit(&parties.root, "?Qualifier=1", CONSUMER).await;
    invoke(&parties.other_ann, &arn)
        .await
        .refused("AccessDenied");
    invoke(&parties.other_ann, &format!("{arn}:1")).await.good();

    invoke(&parties.ann, "f").await.refused("AccessDenied");
    permit(&parties.root, "", ANN).await;
    invoke(&parties.ann, "f").await.good();
    invoke(&parties.ann, "f:1").await.refused("AccessDenied");
}

async fn sqs(who: &Wire<'_>, operation: &str, body: Value) -> Answer {
    who.json("sqs", &format!("AmazonSQS.{operation}"), body)
        .await
}

#[tokio::test(start_paused = true)]
async fn the_policy_of_a_queue_opens_it_for_messages_but_not_for_its_owners_work() {
    let desk = enforced();
    let parties = Parties::new(&desk).await;
    let named = json!({ "QueueName": "q" });
    let url = sqs(&parties.root, "CreateQueue", named)
        .await
        .good()
        .value();
    let url = url["QueueUrl"].clone();
    let letter = json!({ "QueueUrl": url, "MessageBody": "hello" });
    put(&parties.other_root, &allow("sqs:*")).await;
    let foreign = sqs(&parties.other_ann, "SendMessage", letter.clone()).await;
    foreign.refused("because no resource-based policy allows the sqs:SendMessage");
    let arn = format!("arn:aws:sqs:eu-west-2:{PRODUCER}:q");
    let policy = lets("*", "sqs:*", &arn);
    let set = json!({ "QueueUrl": url, "Attributes": { "Policy": policy } });
    sqs(&parties.root, "SetQueueAttributes", set.clone())
        .await
        .good();
    for who in [&parties.ann, &parties.other_ann] {
        sqs(who, "SendMessage", letter.clone()).await.good();
    }
    sqs(&parties.other_ann, "SetQueueAttributes", set)
        .await
        .refused("AccessDenied");
}

#[tokio::test(start_paused = true)]
async fn the_policy_of_a_topic_lets_another_account_publish() {
    let desk = enforced();
    let parties = Parties::new(&desk).await;
    let root = &parties.root;
    root.query("sns", "CreateTopic", &[("Name", "t")])
        .await
        .good();
    let arn = format!("arn:aws:sns:eu-west-2:{PRODUCER}:t");
    let letter = [("TopicArn", arn.as_str()), ("Message", "hello")];
    put(&parties.other_root, &allow("sns:*")).await;
    let publish = async |who: &Wire<'_>| who.query("sns", "Publish", &letter).await;
    publish(&parties.other_ann)
        .await
        .refused("because no resource-based policy allows the sns:Publish");
    // The policy of a new topic is for services that act for its owner.
    publish(&parties.ann).await.refused("AuthorizationError");
    let policy = lets(CONSUMER, "sns:Publish", &arn);
    let set = [
        ("TopicArn", arn.as_str()),
        ("AttributeName", "Policy"),
        ("AttributeValue", policy.as_str()),
    ];
    root.query("sns", "SetTopicAttributes", &set).await.good();
    publish(&parties.other_ann).await.good();
}

#[tokio::test(start_paused = true)]
async fn the_policy_of_a_secret_lets_another_account_read_it_by_its_whole_arn() {
    let desk = enforced();
    let parties = Parties::new(&desk).await;
    let secrets = desk.secrets(PRODUCER);
    let made = secrets
        .create_secret()
        .name("s")
        .secret_string("pss")
        .send()
        .await
        .expect("a secret is made");
    let arn = made.arn().expect("a secret has an ARN");
    put(&parties.other_root, &allow("secretsmanager:*")).await;
    let key = user(&parties.other_root, "bob").await;
    let bob = desk.secrets(&key);
    let grant = allow("secretsmanager:*");
    let fields = [
        ("UserName", "bob"),
        ("PolicyName", "p"),
        ("PolicyDocument", grant.as_str()),
    ];
    parties
        .other_root
        .query("iam", "PutUserPolicy", &fields)
        .await
        .good();
    let read = async |id: &str| bob.get_secret_value().secret_id(id).send().await;
    assert_eq!(refusal(read(arn).await).0, "AccessDeniedException");

    let open = secrets.put_resource_policy().secret_id("s");
    let everybody = lets("*", "secretsmanager:*", "*");
    let refused = open
        .clone()
        .resource_policy(everybody)
        .block_public_policy(true);
    assert_eq!(refusal(refused.send().await).0, "PublicPolicyException");
    let refused = open.clone().resource_policy("{}").send().await;
    assert_eq!(refusal(refused).0, "MalformedPolicyDocumentException");
    let policy = lets(CONSUMER, "secretsmanager:GetSecretValue", "*");
    open.resource_policy(&policy)
        .send()
        .await
        .expect("a policy is put");
    let shown = secrets.get_resource_policy().secret_id("s").send().await;
    assert_eq!(shown.unwrap().resource_policy(), Some(policy.as_str()));
    let got = read(arn).await.expect("the policy lets bob in");
    assert_eq!(got.secret_string(), Some("pss"));
    assert_eq!(refusal(read("s").await).0, "ResourceNotFoundException");
    secrets
        .delete_resource_policy()
        .secret_id("s")
        .send()
        .await
        .expect("the policy goes");
    assert_eq!(refusal(read(arn).await).0, "AccessDeniedException");
}

#[tokio::test(start_paused = true)]
async fn the_policy_of_a_bus_lets_in_whoever_it_names() {
    let desk = enforced();
    let parties = Parties::new(&desk).await;
    let events = async |who: &Wire<'_>, operation: &str, body: Value| {
        let target = format!("AWSEvents.{operation}");
        who.json("events", &target, body).await
    };
    let made = events(&parties.root, "CreateEventBus", json!({ "Name": "b" })).await;
    let bus = made.good().value()["EventBusArn"].clone();
    let entry = json!({ "Source": "s", "DetailType": "d", "Detail": "{}", "EventBusName": bus });
    let event = json!({ "Entries": [entry] });
    let arn = bus.as_str().expect("an ARN");
    for (user, who) in [(ANN, &parties.ann), (OTHER_ANN, &parties.other_ann)] {
        put(&parties.other_root, &allow("events:PutEvents")).await;
        let refused = events(who, "PutEvents", event.clone()).await;
        refused.refused("policy allows the events:PutEvents action");
        let policy = lets(user, "events:PutEvents", arn);
        let set = json!({ "EventBusName": "b", "Policy": policy });
        events(&parties.root, "PutPermission", set).await.good();
        events(who, "PutEvents", event.clone()).await.good();
    }
}
