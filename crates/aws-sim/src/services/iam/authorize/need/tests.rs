//! Calls and what they need.

use serde_json::json;

use super::*;
use crate::{call::Caller, place::Region, protocol::scope::Scope};

/// What a call of the root user of 111111111111 in London needs, an action and a resource a line.
fn needs(service: &str, operation: &str, input: Value) -> Vec<String> {
    let world = World::default();
    let scope = Scope {
        key: "111111111111".to_owned(),
        region: Region::new("eu-west-2"),
        signing: service.to_owned(),
    };
    let caller = Caller::of(Some(scope), &world);
    let asking = Asking {
        world: &world,
        caller: &caller,
        service,
        operation,
        input: &input,
    };
    let needs = of(&asking).into_iter();
    needs
        .map(|need| format!("{} {}", need.action, need.resource))
        .collect()
}

/// The needs, with the common start of ARNs of Connect left out.
fn connect(operation: &str, input: Value) -> Vec<String> {
    let needs = needs("connect", operation, input).into_iter();
    needs
        .map(|need| need.replace("arn:aws:connect:eu-west-2:111111111111:", ""))
        .collect()
}

#[test]
fn calls_of_connect_are_about_what_they_name_in_the_instance() {
    for (operation, input, expected) in [
        (
            "DescribeQueue",
            json!({ "InstanceId": "i", "QueueId": "q" }),
            "instance/i/queue/q",
        ),
        (
            "UpdateUserHierarchyStructure",
            json!({ "InstanceId": "i" }),
            "instance/i",
        ),
        (
            "ListQueues",
            json!({ "InstanceId": "i" }),
            "instance/i/queue/*",
        ),
        ("ListUsers", json!({ "InstanceId": "i" }), "instance/i"),
        (
            "DescribeUser",
            json!({ "InstanceId": "i", "UserId": "u" }),
            "instance/i/agent/u",
        ),
        (
            "DescribePhoneNumber",
            json!({ "PhoneNumberId": "n" }),
            "phone-number/n",
        ),
        (
            "DescribeContactFlow",
            json!({ "InstanceId": "i", "ContactFlowId": "f:$SAVED" }),
            "instance/i/contact-flow/f",
        ),
        (
            "TagResource",
            json!({ "resourceArn": "arn:aws:x" }),
            "arn:aws:x",
        ),
    ] {
        assert_eq!(
            connect(operation, input),
            [format!("connect:{operation} {expected}")]
        );
    }
    let queue = json!({ "InstanceId": "i", "Name": "q", "HoursOfOperationId": "h" });
    assert_eq!(
        connect("CreateQueue", queue),
        [
            "connect:CreateQueue instance/i/queue/*",
            "connect:CreateQueue instance/i/operating-hours/h",
        ]
    );
    let number = json!({ "TargetArn": "arn:aws:connect:eu-west-2:111111111111:instance/i", "PhoneNumber": "+44" });
    assert_eq!(
        connect("ClaimPhoneNumber", number),
        [
            "connect:ClaimPhoneNumber phone-number/*",
            "connect:ClaimPhoneNumber instance/i"
        ]
    );
}

#[test]
fn calls_of_connect_need_actions_of_other_services_too() {
    assert_eq!(
        connect("ListInstances", json!({})),
        ["connect:ListInstances *", "ds:DescribeDirectories *"]
    );
    assert_eq!(
        connect("SearchQueues", json!({ "InstanceId": "i" })),
        [
            "connect:SearchQueues instance/i",
            "connect:DescribeQueue instance/i/queue/*"
        ]
    );
    let role = "arn:aws:iam::111111111111:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_*";
    let function = "arn:aws:lambda:eu-west-2:111111111111:function:f";
    assert_eq!(
        connect(
            "AssociateLambdaFunction",
            json!({ "InstanceId": "i", "FunctionArn": function })
        ),
        [
            "connect:AssociateLambdaFunction instance/i".to_owned(),
            format!("lambda:AddPermission {function}"),
        ]
    );
    let key = "arn:aws:kms:eu-west-2:111111111111:key/k";
    let config = json!({ "StorageType": "S3", "S3Config": {
        "BucketName": "b", "EncryptionConfig": { "EncryptionType": "KMS", "KeyId": key },
    }});
    let input =
        json!({ "InstanceId": "i", "ResourceType": "CALL_RECORDINGS", "StorageConfig": config });
    assert_eq!(
        connect("AssociateInstanceStorageConfig", input),
        [
            "connect:AssociateInstanceStorageConfig instance/i".to_owned(),
            "ds:DescribeDirectories *".to_owned(),
            format!("iam:AttachRolePolicy {role}"),
            format!("iam:CreateServiceLinkedRole {role}"),
            format!("iam:PutRolePolicy {role}"),
            "s3:GetBucketAcl arn:aws:s3:::b".to_owned(),
            "s3:GetBucketLocation arn:aws:s3:::b".to_owned(),
            format!("kms:DescribeKey {key}"),
            format!("kms:CreateGrant {key}"),
        ]
    );
}

/// A call of the root user of 111111111111 in London a line, and below it what it needs.
const CALLS: &str = r#"
s3 HeadObject {"Bucket": "b", "Key": "k/l"}
    s3:GetObject arn:aws:s3:::b/k/l
s3 ListObjectsV2 {"Bucket": "b"}
    s3:ListBucket arn:aws:s3:::b
s3 ListBuckets {}
    s3:ListAllMyBuckets *
s3 GetObject {"Bucket": "b", "Key": "k", "VersionId": "v"}
    s3:GetObjectVersion arn:aws:s3:::b/k
s3 CopyObject {"Bucket": "b", "Key": "k", "CopySource": "/c/l?versionId=1"}
    s3:GetObjectVersion arn:aws:s3:::c/l
    s3:PutObject arn:aws:s3:::b/k
s3 CopyObject {"Bucket": "b", "Key": "k", "CopySource": "c/l"}
    s3:GetObject arn:aws:s3:::c/l
    s3:PutObject arn:aws:s3:::b/k
s3 DeleteObject {"Bucket": "b", "Key": "k", "IfMatch": "\"e\""}
    s3:DeleteObject arn:aws:s3:::b/k
    s3:GetObject arn:aws:s3:::b/k
s3 DeleteObjects {"Bucket": "b", "Delete": {"Objects": [{"Key": "k"}, {"Key": "l"}]}}
    s3:DeleteObject arn:aws:s3:::b/k
    s3:DeleteObject arn:aws:s3:::b/l
dynamodb UpdateItem {"TableName": "t", "Key": {}}
    dynamodb:UpdateItem arn:aws:dynamodb:eu-west-2:111111111111:table/t
dynamodb Query {"TableName": "t", "IndexName": "i"}
    dynamodb:Query arn:aws:dynamodb:eu-west-2:111111111111:table/t/index/i
dynamodb BatchGetItem {"RequestItems": {"t": {"Keys": []}, "arn:aws:dynamodb:eu-west-2:222222222222:table/u": {"Keys": []}}}
    dynamodb:BatchGetItem arn:aws:dynamodb:eu-west-2:111111111111:table/t
    dynamodb:BatchGetItem arn:aws:dynamodb:eu-west-2:222222222222:table/u
glue GetTable {"DatabaseName": "d", "Name": "t"}
    glue:GetTable arn:aws:glue:eu-west-2:111111111111:catalog
    glue:GetTable arn:aws:glue:eu-west-2:111111111111:database/d
    glue:GetTable arn:aws:glue:eu-west-2:111111111111:table/d/t
budgets CreateBudget {"AccountId": "111111111111", "Budget": {"BudgetName": "b"}}
    budgets:ModifyBudget arn:aws:budgets::111111111111:budget/b
lambda Invoke {"FunctionName": "f"}
    lambda:InvokeFunction arn:aws:lambda:eu-west-2:111111111111:function:f
lambda CreateFunction {"FunctionName": "f", "Tags": {"k": "v"}}
    lambda:CreateFunction arn:aws:lambda:eu-west-2:111111111111:function:f
    lambda:TagResource arn:aws:lambda:eu-west-2:111111111111:function:f
lambda DeleteLayerVersion {"LayerName": "l", "VersionNumber": 2}
    lambda:DeleteLayerVersion arn:aws:lambda:eu-west-2:111111111111:layer:l:2
lexv2-models CreateBot {"botName": "b", "botTags": {"k": "v"}}
    lex:CreateBot arn:aws:lex:eu-west-2:111111111111:bot/*
    lex:TagResource arn:aws:lex:eu-west-2:111111111111:bot/*
logs CreateLogGroup {"logGroupName": "g", "tags": {"k": "v"}}
    logs:CreateLogGroup arn:aws:logs:eu-west-2:111111111111:log-group:g
    logs:TagResource arn:aws:logs:eu-west-2:111111111111:log-group:g
logs CreateLogGroup {"logGroupName": "g", "tags": {}}
    logs:CreateLogGroup arn:aws:logs:eu-west-2:111111111111:log-group:g
s3 CreateBucket {"Bucket": "b", "CreateBucketConfiguration": {"Tags": [{"Key": "k", "Value": "v"}]}}
    s3:CreateBucket arn:aws:s3:::b
    s3:TagResource arn:aws:s3:::b
secretsmanager CreateSecret {"Name": "s", "Tags": [{"Key": "k", "Value": "v"}]}
    secretsmanager:CreateSecret arn:aws:secretsmanager:eu-west-2:111111111111:secret:s-??????
    secretsmanager:TagResource arn:aws:secretsmanager:eu-west-2:111111111111:secret:s-??????
lambda CreateFunction {"FunctionName": "f", "Role": "arn:aws:iam::111111111111:role/r"}
    lambda:CreateFunction arn:aws:lambda:eu-west-2:111111111111:function:f
    iam:PassRole arn:aws:iam::111111111111:role/r
scheduler CreateSchedule {"Name": "s", "Target": {"RoleArn": "arn:aws:iam::111111111111:role/r"}}
    scheduler:CreateSchedule arn:aws:scheduler:eu-west-2:111111111111:schedule/default/s
    iam:PassRole arn:aws:iam::111111111111:role/r
sqs SendMessage {"QueueUrl": "https://sqs.eu-west-2.amazonaws.com/222222222222/q"}
    sqs:SendMessage arn:aws:sqs:eu-west-2:222222222222:q
events PutRule {"Name": "r"}
    events:PutRule arn:aws:events:eu-west-2:111111111111:rule/r
events PutTargets {"Rule": "r", "EventBusName": "b", "Targets": []}
    events:PutTargets arn:aws:events:eu-west-2:111111111111:rule/b/r
events DeleteEventBus {"Name": "b"}
    events:DeleteEventBus arn:aws:events:eu-west-2:111111111111:event-bus/b
events PutEvents {"Entries": [{"EventBusName": "arn:aws:events:eu-west-2:222222222222:event-bus/b"}, {}]}
    events:PutEvents arn:aws:events:eu-west-2:222222222222:event-bus/b
    events:PutEvents arn:aws:events:eu-west-2:111111111111:event-bus/default
athena StartQueryExecution {"QueryString": "select 1"}
    athena:StartQueryExecution arn:aws:athena:eu-west-2:111111111111:workgroup/primary
athena CreateWorkGroup {"Name": "g"}
    athena:CreateWorkGroup arn:aws:athena:eu-west-2:111111111111:workgroup/g
athena GetPreparedStatement {"WorkGroup": "g", "StatementName": "s"}
    athena:GetPreparedStatement arn:aws:athena:eu-west-2:111111111111:workgroup/g
lakeformation GrantPermissions {}
    lakeformation:GrantPermissions *
service-quotas ListServices {}
    servicequotas:ListServices *
iam GetRole {"RoleName": "r"}
    iam:GetRole arn:aws:iam::111111111111:role/r
iam AttachRolePolicy {"RoleName": "r", "PolicyArn": "p"}
    iam:AttachRolePolicy arn:aws:iam::111111111111:role/r
iam CreateServiceLinkedRole {"AWSServiceName": "ram.amazonaws.com"}
    iam:CreateServiceLinkedRole arn:aws:iam::111111111111:role/aws-service-role/ram.amazonaws.com/AWSServiceRoleForResourceAccessManager
iam PutUserPolicy {"UserName": "u", "PolicyName": "p"}
    iam:PutUserPolicy arn:aws:iam::111111111111:user/u
iam CreatePolicy {"PolicyName": "p", "Path": "/a/", "Tags": [{"Key": "k", "Value": "v"}]}
    iam:CreatePolicy arn:aws:iam::111111111111:policy/a/p
    iam:TagPolicy arn:aws:iam::111111111111:policy/a/p
sts AssumeRole {"RoleArn": "arn:aws:iam::222222222222:role/r", "SourceIdentity": "ann"}
    sts:AssumeRole arn:aws:iam::222222222222:role/r
    sts:SetSourceIdentity arn:aws:iam::222222222222:role/r
sts GetCallerIdentity {}
kms Encrypt {"KeyId": "alias/a"}
    kms:Encrypt arn:aws:kms:eu-west-2:111111111111:alias/a
"#;

#[test]
fn calls_of_other_services_need_what_the_reference_lists() {
    let mut found = String::from("\n");
    for call in CALLS.lines().filter(|line| line.contains('{')) {
        let mut parts = call.splitn(3, ' ');
        let (service, operation) = (parts.next().unwrap(), parts.next().unwrap());
        let input = serde_json::from_str(parts.next().unwrap()).unwrap();
        found.push_str(call);
        for need in needs(service, operation, input) {
            found.push_str("\n    ");
            found.push_str(&need);
        }
        found.push('\n');
    }
    assert_eq!(found, CALLS);
}

#[test]
fn a_new_instance_needs_its_directory_and_a_search_all_that_it_shows() {
    let needed = connect("CreateInstance", json!({}));
    for action in [
        "ds:CreateDirectory",
        "ds:DeleteDirectory",
        "ds:UnauthorizeApplication",
    ] {
        assert!(needed.contains(&format!("{action} *")), "{needed:?}");
    }
    assert_eq!(
        connect("SearchUsers", json!({ "InstanceId": "i" })),
        [
            "connect:SearchUsers instance/i",
            "connect:DescribeUser instance/i/agent/*",
            "connect:ListUserProficiencies instance/i/agent/*",
        ]
    );
}
