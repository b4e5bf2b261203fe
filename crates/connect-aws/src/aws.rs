//! One value that implements every port: the clients of one session, and the way to call them.

use aws_types::SdkConfig;
use connect_model::Target;

use crate::call::Caller;

/// The services, as one target under one session name sees them. Each port is implemented in the
/// file of its kind.
#[derive(Debug)]
pub(crate) struct Aws {
    pub(crate) target: Target,
    #[cfg(feature = "sts")]
    pub(crate) sts: aws_sdk_sts::Client,
    #[cfg(feature = "budgets")]
    pub(crate) budgets: aws_sdk_budgets::Client,
    #[cfg(feature = "cloudtrail")]
    pub(crate) cloudtrail: aws_sdk_cloudtrail::Client,
    #[cfg(feature = "connect")]
    pub(crate) connect: aws_sdk_connect::Client,
    #[cfg(feature = "connect")]
    pub(crate) tokens: crate::token::Tokens,
    #[cfg(feature = "costexplorer")]
    pub(crate) cost_explorer: aws_sdk_costexplorer::Client,
    #[cfg(feature = "dynamodb")]
    pub(crate) dynamodb: aws_sdk_dynamodb::Client,
    #[cfg(feature = "firehose")]
    pub(crate) firehose: aws_sdk_firehose::Client,
    #[cfg(feature = "iam")]
    pub(crate) iam: aws_sdk_iam::Client,
    #[cfg(feature = "kinesis")]
    pub(crate) kinesis: aws_sdk_kinesis::Client,
    #[cfg(feature = "lambda")]
    pub(crate) lambda: aws_sdk_lambda::Client,
    #[cfg(feature = "lexv2")]
    pub(crate) lex: aws_sdk_lexmodelsv2::Client,
    #[cfg(feature = "logs")]
    pub(crate) logs: aws_sdk_cloudwatchlogs::Client,
    #[cfg(feature = "s3")]
    pub(crate) s3: aws_sdk_s3::Client,
    /// For addresses in S3 that are signed already.
    #[cfg(feature = "s3")]
    pub(crate) addresses: aws_sdk_s3::Client,
    #[cfg(feature = "secretsmanager")]
    pub(crate) secrets: aws_sdk_secretsmanager::Client,
    #[cfg(feature = "servicequotas")]
    pub(crate) service_quotas: aws_sdk_servicequotas::Client,
    #[cfg(feature = "sqs")]
    pub(crate) sqs: aws_sdk_sqs::Client,
    #[cfg(feature = "tagging")]
    pub(crate) tagging: aws_sdk_resourcegroupstagging::Client,
    #[cfg(feature = "athena")]
    pub(crate) athena: aws_sdk_athena::Client,
    #[cfg(feature = "events")]
    pub(crate) event_bridge: aws_sdk_eventbridge::Client,
    #[cfg(feature = "glue")]
    pub(crate) glue: aws_sdk_glue::Client,
    #[cfg(feature = "kms")]
    pub(crate) kms: aws_sdk_kms::Client,
    #[cfg(feature = "lakeformation")]
    pub(crate) lakeformation: aws_sdk_lakeformation::Client,
    #[cfg(feature = "ram")]
    pub(crate) ram: aws_sdk_ram::Client,
    #[cfg(feature = "scheduler")]
    pub(crate) scheduler: aws_sdk_scheduler::Client,
    /// For clients in other Regions, and by other roles.
    #[cfg(any(feature = "connect", feature = "lexv2", feature = "sts"))]
    pub(crate) sdk: SdkConfig,
    pub(crate) caller: Caller,
}

// === impl Aws ===

impl Aws {
    pub(crate) fn new(target: &Target, name: &str, caller: Caller, sdk: &SdkConfig) -> Self {
        Self {
            target: target.clone(),
            #[cfg(feature = "sts")]
            sts: aws_sdk_sts::Client::new(sdk),
            #[cfg(feature = "cloudtrail")]
            cloudtrail: aws_sdk_cloudtrail::Client::new(sdk),
            #[cfg(feature = "connect")]
            connect: aws_sdk_connect::Client::new(sdk),
            #[cfg(feature = "connect")]
            tokens: crate::token::Tokens::new(name, &caller.clock),
            #[cfg(feature = "dynamodb")]
            dynamodb: aws_sdk_dynamodb::Client::new(sdk),
            #[cfg(feature = "firehose")]
            firehose: aws_sdk_firehose::Client::new(sdk),
            #[cfg(feature = "iam")]
            iam: aws_sdk_iam::Client::new(sdk),
            #[cfg(feature = "kinesis")]
            kinesis: aws_sdk_kinesis::Client::new(sdk),
            #[cfg(feature = "lambda")]
            lambda: aws_sdk_lambda::Client::new(sdk),
            #[cfg(feature = "lexv2")]
            lex: aws_sdk_lexmodelsv2::Client::new(sdk),
            #[cfg(feature = "logs")]
            logs: aws_sdk_cloudwatchlogs::Client::new(sdk),
            #[cfg(feature = "s3")]
            s3: aws_sdk_s3::Client::from_conf(s3_config(target, sdk)),
            #[cfg(feature = "s3")]
            addresses: aws_sdk_s3::Client::from_conf(bare_s3_config(sdk)),
            #[cfg(feature = "secretsmanager")]
            secrets: aws_sdk_secretsmanager::Client::new(sdk),
            #[cfg(feature = "servicequotas")]
            service_quotas: aws_sdk_servicequotas::Client::new(sdk),
            #[cfg(feature = "sqs")]
            sqs: aws_sdk_sqs::Client::new(sdk),
            #[cfg(feature = "tagging")]
            tagging: aws_sdk_resourcegroupstagging::Client::new(sdk),
            #[cfg(feature = "athena")]
            athena: aws_sdk_athena::Client::new(sdk),
            #[cfg(feature = "events")]
            event_bridge: aws_sdk_eventbridge::Client::new(sdk),
            #[cfg(feature = "glue")]
            glue: aws_sdk_glue::Client::new(sdk),
            #[cfg(feature = "kms")]
            kms: aws_sdk_kms::Client::new(sdk),
            #[cfg(feature = "lakeformation")]
            lakeformation: aws_sdk_lakeformation::Client::new(sdk),
            #[cfg(feature = "ram")]
            ram: aws_sdk_ram::Client::new(sdk),
            #[cfg(feature = "scheduler")]
            scheduler: aws_sdk_scheduler::Client::new(sdk),
            #[cfg(feature = "budgets")]
            budgets: aws_sdk_budgets::Client::new(&worldwide(sdk)),
            #[cfg(feature = "costexplorer")]
            cost_explorer: aws_sdk_costexplorer::Client::new(&worldwide(sdk)),
            #[cfg(any(feature = "connect", feature = "lexv2", feature = "sts"))]
            sdk: sdk.clone(),
            caller,
        }
    }
}

/// What is about money has one home for every Region.
#[cfg(any(feature = "budgets", feature = "costexplorer"))]
fn worldwide(sdk: &SdkConfig) -> SdkConfig {
    let home = aws_types::region::Region::from_static("us-east-1");
    sdk.to_builder().region(home).build()
}

/// An endpoint of one's own has seldom a name for every bucket, so there the bucket stands in the path.
#[cfg(feature = "s3")]
fn s3_config(target: &Target, sdk: &SdkConfig) -> aws_sdk_s3::config::Config {
    aws_sdk_s3::config::Builder::from(sdk)
        .force_path_style(target.endpoint.is_some())
        .build()
}

/// Without credentials: nothing is signed.
#[cfg(feature = "s3")]
fn bare_s3_config(sdk: &SdkConfig) -> aws_sdk_s3::config::Config {
    let mut config = aws_sdk_s3::config::Builder::new();
    config.set_behavior_version(sdk.behavior_version());
    config.set_region(sdk.region().cloned());
    config.set_http_client(sdk.http_client());
    config.set_time_source(sdk.time_source());
    config.set_sleep_impl(sdk.sleep_impl());
    config.set_retry_config(sdk.retry_config().cloned());
    config.set_timeout_config(sdk.timeout_config().cloned());
    config.force_path_style(true).allow_no_auth().build()
}
