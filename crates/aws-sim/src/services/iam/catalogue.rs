//! Managed policies of AWS: those that contact centres use.
//!
//! Names and ARNs are those of AWS. The documents are short forms: they allow what the policy is
//! for, without the many statements and conditions of the original.

use std::{collections::BTreeMap, sync::LazyLock};

use serde_json::{Value, json};

use super::{
    naming::{Naming, UPPER},
    policy::Policy,
    policy_version::Version,
};
use crate::{ids::Ids, time::Time, world::Tags};

/// Path, name, and statements: the actions, or behind `!` all but those, and behind `@` what they are
/// allowed on if that is not everything.
struct Entry(&'static str, &'static str, &'static [&'static str]);

const ROOT: &str = "/";
const SERVICE: &str = "/service-role/";
const LINKED: &str = "/aws-service-role/";
const JOB: &str = "/job-function/";

const READ: &[&str] = &["*:Batch* *:Describe* *:Get* *:List* *:Search*"];
const LOGS: &str = "logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents";

#[rustfmt::skip] // One line a policy, where it fits.
static ENTRIES: &[Entry] = &[
    Entry(ROOT, "AdministratorAccess", &["*"]),
    Entry(ROOT, "AmazonAPIGatewayAdministrator", &["apigateway:*"]),
    Entry(ROOT, "AmazonAPIGatewayInvokeFullAccess", &["execute-api:Invoke execute-api:ManageConnections"]),
    Entry(ROOT, "AmazonAppFlowFullAccess", &["appflow:*"]),
    Entry(ROOT, "AmazonAthenaFullAccess", &[
        "athena:* glue:BatchCreatePartition glue:BatchDeletePartition glue:BatchGetPartition glue:CreateDatabase glue:CreatePartition glue:CreateTable glue:DeleteDatabase glue:DeletePartition glue:DeleteTable glue:GetDatabase glue:GetDatabases glue:GetPartition glue:GetPartitions glue:GetTable glue:GetTables glue:UpdateDatabase glue:UpdateTable lakeformation:GetDataAccess s3:ListAllMyBuckets sns:ListTopics",
        "s3:AbortMultipartUpload s3:CreateBucket s3:GetBucketLocation s3:GetObject s3:ListBucket s3:ListBucketMultipartUploads s3:ListMultipartUploadParts s3:PutObject @ arn:aws:s3:::aws-athena-query-results-*",
    ]),
    Entry(ROOT, "AmazonBedrockFullAccess", &["bedrock:*"]),
    Entry(ROOT, "AmazonBedrockReadOnly", &["bedrock:Get* bedrock:List*"]),
    Entry(ROOT, "AmazonConnectReadOnlyAccess", &["connect:Describe* connect:GetContactAttributes connect:GetCurrentMetricData connect:GetCurrentUserData connect:GetMetricData* connect:GetTaskTemplate connect:List* connect:Search*"]),
    Entry(ROOT, "AmazonConnect_FullAccess", &[
        "connect:* ds:AuthorizeApplication ds:CheckAlias ds:CreateAlias ds:CreateDirectory ds:CreateIdentityPoolDirectory ds:DeleteDirectory ds:DescribeDirectories ds:UnauthorizeApplication firehose:DescribeDeliveryStream firehose:ListDeliveryStreams kinesis:DescribeStream kinesis:ListStreams kms:DescribeKey kms:ListAliases lambda:ListFunctions lex:DescribeBotAlias lex:GetBot* lex:ListBotAliases lex:ListBots logs:CreateLogGroup s3:GetBucketLocation s3:ListAllMyBuckets",
        "s3:CreateBucket s3:GetBucketAcl @ arn:aws:s3:::amazon-connect-*",
        "servicequotas:GetServiceQuota @ arn:aws:servicequotas:*:*:connect/*",
        "iam:AttachRolePolicy iam:CreateServiceLinkedRole iam:DeleteServiceLinkedRole iam:PutRolePolicy @ arn:aws:iam::*:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect*",
    ]),
    Entry(ROOT, "AmazonConnectVoiceIDFullAccess", &["voiceid:*"]),
    Entry(ROOT, "AmazonDynamoDBFullAccess", &["dynamodb:* dax:* application-autoscaling:Describe* cloudwatch:Get* cloudwatch:List* iam:ListRoles kms:DescribeKey kms:ListAliases lambda:List*"]),
    Entry(ROOT, "AmazonDynamoDBFullAccess_v2", &["dynamodb:*"]),
    Entry(ROOT, "AmazonDynamoDBReadOnlyAccess", &["dynamodb:BatchGetItem dynamodb:Describe* dynamodb:GetItem dynamodb:List* dynamodb:PartiQLSelect dynamodb:Query dynamodb:Scan kms:DescribeKey"]),
    Entry(ROOT, "AmazonEC2FullAccess", &["ec2:*"]),
    Entry(ROOT, "AmazonEC2ReadOnlyAccess", &["ec2:Describe*"]),
    Entry(ROOT, "AmazonEventBridgeFullAccess", &["events:* pipes:* scheduler:* schemas:*"]),
    Entry(ROOT, "AmazonEventBridgeReadOnlyAccess", &["events:Describe* events:List* events:TestEventPattern scheduler:Get* scheduler:List*"]),
    Entry(ROOT, "AmazonEventBridgeSchedulerFullAccess", &["scheduler:*"]),
    Entry(ROOT, "AmazonEventBridgeSchedulerReadOnlyAccess", &["scheduler:Get* scheduler:List*"]),
    Entry(ROOT, "AmazonKinesisFirehoseFullAccess", &["firehose:*"]),
    Entry(ROOT, "AmazonKinesisFirehoseReadOnlyAccess", &["firehose:Describe* firehose:List*"]),
    Entry(ROOT, "AmazonKinesisFullAccess", &["kinesis:*"]),
    Entry(ROOT, "AmazonKinesisReadOnlyAccess", &["kinesis:Describe* kinesis:Get* kinesis:List*"]),
    Entry(ROOT, "AmazonKinesisVideoStreamsFullAccess", &["kinesisvideo:*"]),
    Entry(ROOT, "AmazonKinesisVideoStreamsReadOnlyAccess", &["kinesisvideo:Describe* kinesisvideo:Get* kinesisvideo:List*"]),
    Entry(ROOT, "AmazonLexFullAccess", &["lex:* polly:DescribeVoices polly:SynthesizeSpeech kms:DescribeKey kms:ListAliases lambda:GetPolicy lambda:ListFunctions logs:DescribeLogGroups s3:GetBucketLocation"]),
    Entry(ROOT, "AmazonLexReadOnly", &["lex:Describe* lex:Get* lex:List* lex:Search*"]),
    Entry(ROOT, "AmazonLexRunBotsOnly", &["lex:DeleteSession lex:GetSession lex:PostContent lex:PostText lex:PutSession lex:Recognize* lex:StartConversation"]),
    Entry(ROOT, "AmazonPollyFullAccess", &["polly:*"]),
    Entry(ROOT, "AmazonPollyReadOnlyAccess", &["polly:DescribeVoices polly:Get* polly:List* polly:SynthesizeSpeech"]),
    Entry(ROOT, "AmazonS3FullAccess", &["s3:* s3-object-lambda:*"]),
    Entry(ROOT, "AmazonS3ReadOnlyAccess", &["s3:Describe* s3:Get* s3:List* s3-object-lambda:Get* s3-object-lambda:List*"]),
    Entry(ROOT, "AmazonSESFullAccess", &["ses:*"]),
    Entry(ROOT, "AmazonSESReadOnlyAccess", &["ses:Get* ses:List*"]),
    Entry(ROOT, "AmazonSNSFullAccess", &["sns:*"]),
    Entry(ROOT, "AmazonSNSReadOnlyAccess", &["sns:Get* sns:List*"]),
    Entry(ROOT, "AmazonSQSFullAccess", &["sqs:*"]),
    Entry(ROOT, "AmazonSQSReadOnlyAccess", &["sqs:Get* sqs:List*"]),
    Entry(ROOT, "AmazonSSMFullAccess", &["ssm:*"]),
    Entry(ROOT, "AmazonSSMManagedInstanceCore", &["ssm:Describe* ssm:Get* ssm:List* ssm:Put* ssm:Update* ssmmessages:*"]),
    Entry(ROOT, "AmazonSSMReadOnlyAccess", &["ssm:Describe* ssm:Get* ssm:List*"]),
    Entry(ROOT, "AmazonTranscribeFullAccess", &["transcribe:*"]),
    Entry(ROOT, "AmazonTranscribeReadOnlyAccess", &["transcribe:Get* transcribe:List*"]),
    Entry(ROOT, "AWSBudgetsReadOnlyAccess", &["aws-portal:ViewBilling budgets:Describe* budgets:ViewBudget"]),
    Entry(ROOT, "AWSCloudTrail_FullAccess", &["cloudtrail:*"]),
    Entry(ROOT, "AWSCloudTrail_ReadOnlyAccess", &["cloudtrail:Describe* cloudtrail:Get* cloudtrail:List* cloudtrail:LookupEvents"]),
    Entry(ROOT, "AWSGlueConsoleFullAccess", &["glue:* iam:GetRole iam:ListRoles s3:GetBucketAcl s3:GetBucketLocation s3:ListAllMyBuckets s3:ListBucket"]),
    Entry(ROOT, "AWSKeyManagementServicePowerUser", &["kms:CreateAlias kms:CreateKey kms:DeleteAlias kms:Describe* kms:GenerateRandom kms:Get* kms:List* kms:TagResource kms:UntagResource iam:ListGroups iam:ListRoles iam:ListUsers"]),
    Entry(ROOT, "AWSLakeFormationCrossAccountManager", &["glue:DeleteResourcePolicy glue:PutResourcePolicy ram:*"]),
    Entry(ROOT, "AWSLakeFormationDataAdmin", &["lakeformation:* cloudtrail:DescribeTrails cloudtrail:LookupEvents glue:* iam:GetRole iam:ListRoles iam:ListUsers s3:GetBucketAcl s3:GetBucketLocation s3:ListAllMyBuckets s3:ListBucket"]),
    Entry(ROOT, "AWSLambda_FullAccess", &["lambda:* iam:GetRole iam:ListRoles iam:PassRole kms:ListAliases logs:Describe* logs:FilterLogEvents"]),
    Entry(ROOT, "AWSLambda_ReadOnlyAccess", &["lambda:Get* lambda:List* iam:GetRole iam:ListRoles logs:Describe* logs:FilterLogEvents"]),
    Entry(ROOT, "AWSResourceAccessManagerFullAccess", &["ram:*"]),
    Entry(ROOT, "AWSResourceAccessManagerReadOnlyAccess", &["ram:Get* ram:List*"]),
    Entry(ROOT, "AWSStepFunctionsFullAccess", &["states:*"]),
    Entry(ROOT, "AWSStepFunctionsReadOnlyAccess", &["states:Describe* states:Get* states:List*"]),
    Entry(ROOT, "AWSXRayDaemonWriteAccess", &["xray:Get* xray:PutTelemetryRecords xray:PutTraceSegments"]),
    Entry(ROOT, "AWSXrayFullAccess", &["xray:*"]),
    Entry(ROOT, "AWSXrayReadOnlyAccess", &["xray:BatchGet* xray:Get* xray:List*"]),
    Entry(ROOT, "CloudWatchAgentServerPolicy", &["cloudwatch:PutMetricData logs:CreateLogGroup logs:CreateLogStream logs:DescribeLogGroups logs:DescribeLogStreams logs:PutLogEvents logs:PutRetentionPolicy"]),
    Entry(ROOT, "CloudWatchEventsFullAccess", &["events:*"]),
    Entry(ROOT, "CloudWatchEventsReadOnlyAccess", &["events:Describe* events:List*"]),
    Entry(ROOT, "CloudWatchFullAccess", &["cloudwatch:* logs:* sns:*"]),
    Entry(ROOT, "CloudWatchFullAccessV2", &["cloudwatch:* logs:* sns:*"]),
    Entry(ROOT, "CloudWatchLambdaInsightsExecutionRolePolicy", &["logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents"]),
    Entry(ROOT, "CloudWatchLogsFullAccess", &["logs:*"]),
    Entry(ROOT, "CloudWatchLogsReadOnlyAccess", &["logs:Describe* logs:FilterLogEvents logs:Get* logs:List* logs:StartQuery logs:StopQuery logs:TestMetricFilter"]),
    Entry(ROOT, "CloudWatchReadOnlyAccess", &["cloudwatch:Describe* cloudwatch:Get* cloudwatch:List* logs:Describe* logs:Get* logs:List*"]),
    Entry(ROOT, "ComprehendFullAccess", &["comprehend:*"]),
    Entry(ROOT, "ComprehendReadOnly", &["comprehend:Batch* comprehend:Detect* comprehend:Describe* comprehend:List*"]),
    Entry(ROOT, "IAMFullAccess", &["iam:*"]),
    Entry(ROOT, "IAMReadOnlyAccess", &["iam:GenerateCredentialReport iam:GenerateServiceLastAccessedDetails iam:Get* iam:List* iam:SimulateCustomPolicy iam:SimulatePrincipalPolicy"]),
    Entry(ROOT, "IAMUserChangePassword", &["iam:ChangePassword iam:GetAccountPasswordPolicy"]),
    Entry(ROOT, "PowerUserAccess", &["!account:* iam:* organizations:*", "account:GetAccountInformation account:GetPrimaryEmail account:ListRegions iam:CreateServiceLinkedRole iam:DeleteServiceLinkedRole iam:ListRoles organizations:DescribeOrganization"]),
    Entry(ROOT, "ReadOnlyAccess", READ),
    Entry(ROOT, "SecretsManagerReadWrite", &["secretsmanager:* kms:DescribeKey kms:ListAliases kms:ListKeys lambda:ListFunctions tag:GetResources"]),
    Entry(ROOT, "SecurityAudit", READ),
    Entry(ROOT, "ServiceQuotasFullAccess", &["servicequotas:*"]),
    Entry(ROOT, "ServiceQuotasReadOnlyAccess", &["servicequotas:Get* servicequotas:List*"]),
    Entry(ROOT, "TranslateFullAccess", &["translate:*"]),
    Entry(ROOT, "TranslateReadOnly", &["translate:Get* translate:List* translate:TranslateText"]),
    Entry(JOB, "Billing", &["aws-portal:* budgets:* ce:* cur:*"]),
    Entry(JOB, "DatabaseAdministrator", &["dynamodb:* rds:* redshift:*"]),
    Entry(JOB, "DataScientist", &["athena:* glue:* s3:* sagemaker:*"]),
    Entry(JOB, "NetworkAdministrator", &["ec2:* elasticloadbalancing:* route53:*"]),
    Entry(JOB, "SupportUser", &["support:* *:Describe*"]),
    Entry(JOB, "SystemAdministrator", &["cloudtrail:* cloudwatch:* config:* ec2:* iam:Get* iam:List*"]),
    Entry(JOB, "ViewOnlyAccess", &["*:Describe* *:List*"]),
    Entry(SERVICE, "AmazonAPIGatewayPushToCloudWatchLogs", &["logs:CreateLogGroup logs:CreateLogStream logs:DescribeLogGroups logs:DescribeLogStreams logs:FilterLogEvents logs:GetLogEvents logs:PutLogEvents"]),
    Entry(SERVICE, "AmazonECSTaskExecutionRolePolicy", &["ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:GetAuthorizationToken ecr:GetDownloadUrlForLayer logs:CreateLogStream logs:PutLogEvents"]),
    Entry(SERVICE, "AmazonSNSRole", &["logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents logs:PutMetricFilter logs:PutRetentionPolicy"]),
    Entry(SERVICE, "AWSGlueServiceRole", &["glue:* iam:GetRole s3:GetBucketAcl s3:GetBucketLocation s3:ListAllMyBuckets s3:ListBucket logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents"]),
    Entry(SERVICE, "AWSLambdaBasicExecutionRole", &[LOGS]),
    Entry(SERVICE, "AWSLambdaDynamoDBExecutionRole", &[LOGS, "dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams"]),
    Entry(SERVICE, "AWSLambdaKinesisExecutionRole", &[LOGS, "kinesis:DescribeStream* kinesis:GetRecords kinesis:GetShardIterator kinesis:ListShards kinesis:ListStreams kinesis:SubscribeToShard"]),
    Entry(SERVICE, "AWSLambdaRole", &["lambda:InvokeFunction"]),
    Entry(SERVICE, "AWSLambdaSQSQueueExecutionRole", &[LOGS, "sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage"]),
    Entry(SERVICE, "AWSLambdaVPCAccessExecutionRole", &[LOGS, "ec2:AssignPrivateIpAddresses ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeNetworkInterfaces ec2:UnassignPrivateIpAddresses"]),
    Entry(LINKED, "AmazonConnectServiceLinkedRolePolicy", &["connect:* iam:DeleteRole", LOGS]),
    Entry(LINKED, "LakeFormationDataAccessServiceRolePolicy", &["s3:ListAllMyBuckets"]),
];

/// Since when the policies are there. Each has a date of its own in AWS.
const SINCE: Time = Time::from_micros(1_500_000_000_000_000);
const LETTERS: usize = 17;

static POLICIES: LazyLock<BTreeMap<String, Policy>> = LazyLock::new(|| {
    let policies = ENTRIES.iter().map(Entry::policy);
    policies
        .map(|policy| (policy.naming.arn.clone(), policy))
        .collect()
});

/// The policy of AWS with this ARN.
pub(super) fn policy(arn: &str) -> Option<Policy> {
    POLICIES.get(arn).cloned()
}

/// All policies of AWS that are known here.
pub(super) fn all() -> impl Iterator<Item = Policy> {
    POLICIES.values().cloned()
}

// === impl Entry ===

impl Entry {
    fn policy(&self) -> Policy {
        let Self(path, name, statements) = self;
        let arn = format!("arn:aws:iam::aws:policy{path}{name}");
        let statements: Vec<_> = statements.iter().map(|text| statement(text)).collect();
        let document = json!({ "Version": "2012-10-17", "Statement": statements });
        let version = Version {
            document: document.to_string(),
            created: SINCE,
        };
        let letters = Ids::of(0, &["policy", &arn], 0).letters(UPPER, LETTERS);
        Policy {
            naming: Naming {
                name: (*name).to_owned(),
                path: (*path).to_owned(),
                id: format!("ANPA{letters}"),
                created: SINCE,
                arn,
            },
            description: None,
            tags: Tags::new(),
            updated: SINCE,
            versions: BTreeMap::from([(1, version)]),
            default: 1,
            last: 1,
        }
    }
}

fn statement(text: &str) -> Value {
    let (actions, resource) = text.split_once(" @ ").unwrap_or((text, "*"));
    let (member, actions) = match actions.strip_prefix('!') {
        Some(others) => ("NotAction", others),
        None => ("Action", actions),
    };
    let actions: Vec<_> = actions.split(' ').collect();
    json!({ "Effect": "Allow", member: actions, "Resource": resource })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::iam::access::{Document, Purpose};

    #[test]
    fn every_policy_of_aws_is_a_policy() {
        assert_eq!(POLICIES.len(), ENTRIES.len());
        for policy in all() {
            let checked = Document::checked(policy.text(), Purpose::Identity);
            assert!(checked.is_ok(), "{}: {checked:?}", policy.naming.arn);
        }
    }
}
