//! Types of resources, and how each service takes tags.

use serde_json::{Value, json};

use crate::{arn::Arn, services::tag, world::Tags};

/// How a service takes tags.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taking {
    /// The service as the simulator calls it.
    pub(super) service: &'static str,
    pub(super) tag: &'static str,
    pub(super) untag: &'static str,
    /// The member that names the resource.
    member: &'static str,
    /// The part of the ARN that stands there, behind this; all of it if there is none.
    behind: Option<&'static str>,
    tags: Form,
    /// The member with the tags, and that with the keys that go.
    members: (&'static str, &'static str),
}

/// The form that tags have in a request.
#[derive(Debug, Clone, Copy)]
enum Form {
    Map,
    Pairs,
    /// With members of their own.
    KmsPairs,
}

const fn taking(
    service: &'static str,
    [tag, untag]: [&'static str; 2],
    member: &'static str,
    tags: Form,
    members: (&'static str, &'static str),
) -> Taking {
    Taking {
        service,
        tag,
        untag,
        member,
        behind: None,
        tags,
        members,
    }
}

const USUAL: [&str; 2] = ["TagResource", "UntagResource"];
const PASCAL: (&str, &str) = ("Tags", "TagKeys");
const CAMEL: (&str, &str) = ("tags", "tagKeys");

#[rustfmt::skip] // One line a service.
const TAKINGS: &[Taking] = &[
    taking("cloudtrail", ["AddTags", "RemoveTags"], "ResourceId", Form::Pairs, ("TagsList", "TagsList")),
    taking("connect", USUAL, "resourceArn", Form::Map, CAMEL),
    taking("dynamodb", USUAL, "ResourceArn", Form::Pairs, PASCAL),
    Taking { behind: Some("deliverystream/"), ..taking("firehose", ["TagDeliveryStream", "UntagDeliveryStream"], "DeliveryStreamName", Form::Pairs, PASCAL) },
    taking("kinesis", ["AddTagsToStream", "RemoveTagsFromStream"], "StreamARN", Form::Map, PASCAL),
    taking("kms", USUAL, "KeyId", Form::KmsPairs, PASCAL),
    taking("lambda", USUAL, "Resource", Form::Map, PASCAL),
    taking("logs", USUAL, "resourceArn", Form::Map, CAMEL),
    taking("secretsmanager", USUAL, "SecretId", Form::Pairs, PASCAL),
    taking("sns", USUAL, "ResourceArn", Form::Pairs, PASCAL),
];

/// How the service of an ARN takes tags, if it does so in one call.
pub(super) fn of(arn: &Arn<'_>) -> Option<Taking> {
    let mut rows = TAKINGS.iter();
    rows.find(|row| row.service == arn.service).copied()
}

/// What the type of a resource is called in filters, behind its service.
pub(super) fn kind<'a>(arn: &Arn<'a>) -> &'a str {
    match arn.service {
        "s3" => "bucket",
        "sns" => "topic",
        "sqs" => "queue",
        // instance/ID, instance/ID/queue/ID, phone-number/ID
        "connect" => arn.resource.rsplit('/').nth(1).unwrap_or_default(),
        _ => arn.resource.split(['/', ':']).next().unwrap_or_default(),
    }
}

// === impl Taking ===

impl Taking {
    /// The input of the operation that adds `tags`.
    pub(super) fn adding(self, arn: &str, tags: &Tags) -> Value {
        let tags = match self.tags {
            Form::Map => json!(tags),
            Form::Pairs => json!(tag::shown(tags)),
            Form::KmsPairs => {
                let pairs = tags.iter();
                pairs
                    .map(|(key, value)| json!({ "TagKey": key, "TagValue": value }))
                    .collect()
            }
        };
        json!({ self.member: self.name(arn), self.members.0: tags })
    }

    /// The input of the operation that takes tags away.
    pub(super) fn taking_away(self, arn: &str, keys: &[String]) -> Value {
        let keys: Value = if self.members.0 == self.members.1 {
            keys.iter().map(|key| json!({ "Key": key })).collect()
        } else {
            json!(keys)
        };
        json!({ self.member: self.name(arn), self.members.1: keys })
    }

    fn name(self, arn: &str) -> &str {
        let named = self.behind.and_then(|behind| arn.split_once(behind));
        named.map_or(arn, |(_, name)| name)
    }
}
