//! Queues of messages, and topics.

use super::{
    Entry, Service, entry, own,
    target::{EVERYTHING, Target, target},
};

const QUEUE: Target = target("MessageQueue", "sqs:{region}:{account}:{message-queue}");
const TOPIC: Target = target("Topic", "sns:{region}:{account}:{topic}");

const SQS: &[Entry] = &[
    entry(
        &[
            "ChangeMessageVisibility",
            "DeleteMessage",
            "GetQueueAttributes",
            "GetQueueUrl",
            "ReceiveMessage",
            "SendMessage",
        ],
        &[own(&[QUEUE])],
    ),
    entry(&["ListQueues"], &[own(&[EVERYTHING])]),
];

const SNS: &[Entry] = &[
    entry(
        &[
            "GetTopicAttributes",
            "ListSubscriptionsByTopic",
            "ListTagsForResource",
            "Publish",
            "SetTopicAttributes",
            "Subscribe",
        ],
        &[own(&[TOPIC])],
    ),
    entry(&["CreateTopic", "TagResource"], &[own(&[TOPIC])]),
    entry(&["ListTopics"], &[own(&[EVERYTHING])]),
];

pub(super) const SERVICES: &[Service] = &[
    Service {
        names: &["sqs"],
        prefix: "sqs",
        entries: &[SQS],
        free: &[],
    },
    Service {
        names: &["sns"],
        prefix: "sns",
        entries: &[SNS],
        free: &[],
    },
];
