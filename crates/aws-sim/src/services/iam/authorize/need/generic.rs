//! Services whose actions are called as their operations.

use serde_json::Value;

use super::{Asking, Need};
use crate::{
    call::Caller,
    services::{lambda, secretsmanager},
};

/// Services whose actions have another prefix than the service has a name.
const PREFIXES: &[(&str, &str)] = &[
    ("lexv2-models", "lex"),
    ("resourcegroupstaggingapi", "tag"),
    ("service-quotas", "servicequotas"),
];

/// Operations whose action has another name.
const ACTIONS: &[(&str, &str, &str)] = &[
    ("lambda", "GetLayerVersionByArn", "GetLayerVersion"),
    ("lambda", "Invoke", "InvokeFunction"),
    ("lambda", "InvokeWithResponseStream", "InvokeFunction"),
    ("sns", "PublishBatch", "Publish"),
    (
        "sqs",
        "ChangeMessageVisibilityBatch",
        "ChangeMessageVisibility",
    ),
    ("sqs", "DeleteMessageBatch", "DeleteMessage"),
    ("sqs", "SendMessageBatch", "SendMessage"),
];

/// A service, a member of its inputs, and the resource that it names. The first that is there
/// counts. `{}` is the value of the member; a value that is an ARN is the resource itself.
const RESOURCES: &[(&str, &str, &str)] = &[
    ("cloudtrail", "ResourceId", "{}"),
    ("cloudtrail", "TrailName", "trail/{}"),
    ("cloudtrail", "Name", "trail/{}"),
    ("dynamodb", "TableName", "table/{}"),
    ("dynamodb", "ResourceArn", "{}"),
    ("firehose", "DeliveryStreamName", "deliverystream/{}"),
    ("kinesis", "StreamARN", "{}"),
    ("kinesis", "StreamName", "stream/{}"),
    ("lambda", "Resource", "{}"),
    ("lambda", "ResourceArn", "{}"),
    ("lambda", "Arn", "{}"),
    ("lexv2-models", "resourceARN", "{}"),
    ("lexv2-models", "resourceArn", "{}"),
    ("lexv2-models", "botId", "bot/{}"),
    // One that is not there yet has no id.
    ("lexv2-models", "botName", "bot/*"),
    ("logs", "resourceArn", "{}"),
    ("logs", "logGroupName", "log-group:{}"),
    ("logs", "logGroupNamePrefix", "log-group:{}*"),
    ("ram", "resourceShareArn", "{}"),
    ("ram", "resourceShareInvitationArn", "{}"),
    ("scheduler", "ResourceArn", "{}"),
    ("secretsmanager", "SecretId", "secret:{}-??????"),
    ("secretsmanager", "Name", "secret:{}-??????"),
    ("service-quotas", "ResourceARN", "{}"),
    ("sns", "TopicArn", "{}"),
    ("sns", "ResourceArn", "{}"),
    ("sns", "Name", "{}"),
    ("sns", "SubscriptionArn", "{}"),
    ("sqs", "QueueName", "{}"),
];

pub(super) fn needs(asking: &Asking<'_>) -> Vec<Need> {
    let service = asking.service;
    let row = ACTIONS
        .iter()
        .find(|(of, operation, _)| *of == service && *operation == asking.operation);
    let action = row.map_or(asking.operation, |(.., action)| action);
    vec![Need::new(
        format!("{}:{action}", prefix(service)),
        resource(asking),
    )]
}

fn prefix(service: &str) -> &str {
    let row = PREFIXES.iter().find(|(of, _)| *of == service);
    row.map_or(service, |(_, prefix)| prefix)
}

fn resource(asking: &Asking<'_>) -> String {
    if let Some(resource) = special(asking) {
        return resource;
    }
    let mut rows = RESOURCES
        .iter()
        .filter(|(service, ..)| *service == asking.service);
    let found = rows.find_map(|(_, member, form)| Some((asking.text(member)?, form)));
    match found {
        None => "*".to_owned(),
        Some((arn, _)) if arn.starts_with("arn:") => arn.to_owned(),
        Some((name, form)) => asking.arn(prefix(asking.service), &form.replace("{}", name)),
    }
}

/// Resources with more than one part.
fn special(asking: &Asking<'_>) -> Option<String> {
    let service = asking.service;
    match service {
        "scheduler" => {
            let name = asking.text("Name")?;
            if asking.operation.ends_with("ScheduleGroup") {
                return Some(asking.arn(service, &format!("schedule-group/{name}")));
            }
            let group = asking.text("GroupName").unwrap_or("default");
            Some(asking.arn(service, &format!("schedule/{group}/{name}")))
        }
        "sqs" => {
            // https://sqs.eu-west-2.amazonaws.com/111111111111/queue
            let mut parts = asking.text("QueueUrl")?.rsplit('/');
            let (name, account) = (parts.next()?, parts.next()?);
            Some(format!(
                "arn:aws:sqs:{}:{account}:{name}",
                asking.caller.region
            ))
        }
        "secretsmanager" => {
            let id = asking.text("SecretId")?;
            let Caller {
                account, region, ..
            } = asking.caller;
            let found = secretsmanager::arn(asking.world, account, region, id);
            found.or_else(|| id.starts_with("arn:").then(|| id.to_owned()))
        }
        // What is imported may be a bot that is there, by its name.
        "lexv2-models" if asking.operation == "StartImport" => Some(asking.arn("lex", "bot/*")),
        "lambda" if asking.operation.ends_with("LayerVersion") => {
            let layer = format!("layer:{}", asking.text("LayerName")?);
            let version = asking.input.get("VersionNumber").and_then(Value::as_u64);
            let version = version.map(|it| format!(":{it}")).unwrap_or_default();
            Some(asking.arn(service, &format!("{layer}{version}")))
        }
        // A version or alias is a resource of its own.
        "lambda" => {
            let (name, qualifier) = (asking.text("FunctionName")?, asking.text("Qualifier"));
            let Caller {
                account, region, ..
            } = asking.caller;
            Some(lambda::arn(account, region, name, qualifier))
        }
        _ => None,
    }
}
