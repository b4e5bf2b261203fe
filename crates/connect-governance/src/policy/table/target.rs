//! What actions are about, outside of Connect.

/// Things of one sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::policy) struct Target {
    /// A word for the Sid of a statement.
    pub(in crate::policy) word: &'static str,
    /// Their ARNs behind `arn:PARTITION:`; `*` for all there is.
    pub(in crate::policy) arn: &'static str,
}

pub(in crate::policy) const fn target(word: &'static str, arn: &'static str) -> Target {
    Target { word, arn }
}

pub(super) const EVERYTHING: Target = target("Anywhere", "*");

/// The roles that Connect makes for its instances. The end of their names is known when they are.
pub(super) const LINKED_ROLE: Target = target(
    "LinkedRole",
    "iam::{account}:role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_*",
);
pub(super) const ROLE: Target = target("Role", "iam::{account}:role/{role}");
pub(super) const KEY: Target = target("Key", "kms:{region}:{account}:key/{key}");
pub(super) const FORMER_KEY: Target =
    target("FormerKey", "kms:{region}:{account}:key/{former-key}");

pub(super) const BUCKET: Target = target("Bucket", "s3:::{bucket}");
pub(super) const OBJECT: Target = target("Object", "s3:::{bucket}/*");

pub(super) const STREAM: Target = target("Stream", "kinesis:{region}:{account}:stream/{stream}");
pub(super) const DELIVERY: Target = target(
    "Delivery",
    "firehose:{region}:{account}:deliverystream/{delivery}",
);

pub(super) const FUNCTION: Target =
    target("Function", "lambda:{region}:{account}:function:{function}");
pub(super) const BOT_V1: Target = target("BotV1", "lex:{region}:{account}:bot:{bot-v1}:*");
pub(super) const BOT_ALIAS: Target =
    target("BotAlias", "lex:{region}:{account}:bot-alias/{bot-alias}");

/// Where the flows of an instance write.
pub(super) const CONNECT_LOG_GROUP: Target = target(
    "FlowLogs",
    "logs:{region}:{account}:log-group:/aws/connect/*",
);
/// The rules by which Connect tells of events are its own.
pub(super) const EVENT_RULE: Target = target("EventRule", "events:{region}:{account}:rule/*");
