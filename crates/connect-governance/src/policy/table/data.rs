//! Streams and tables of DynamoDB.

use super::{
    Entry, Service, entry, own,
    target::{DELIVERY, EVERYTHING, STREAM, Target, target},
};

const TABLE: Target = target("Table", "dynamodb:{region}:{account}:table/{table}");
const INDEX: Target = target("Index", "dynamodb:{region}:{account}:table/{table}/index/*");

const DYNAMODB: &[Entry] = &[
    entry(&["Query", "Scan"], &[own(&[TABLE, INDEX])]),
    entry(
        &[
            "BatchGetItem",
            "BatchWriteItem",
            "DeleteItem",
            "DescribeTable",
            "GetItem",
            "PutItem",
            "UpdateItem",
        ],
        &[own(&[TABLE])],
    ),
];

const KINESIS: &[Entry] = &[
    entry(&["ListStreams"], &[own(&[EVERYTHING])]),
    entry(
        &[
            "DescribeStream",
            "DescribeStreamSummary",
            "ListTagsForStream",
        ],
        &[own(&[STREAM])],
    ),
];

const FIREHOSE: &[Entry] = &[
    entry(&["ListDeliveryStreams"], &[own(&[EVERYTHING])]),
    entry(&["DescribeDeliveryStream"], &[own(&[DELIVERY])]),
];

pub(super) const SERVICES: &[Service] = &[
    Service {
        names: &["dynamodb"],
        prefix: "dynamodb",
        entries: &[DYNAMODB],
        free: &[],
    },
    Service {
        names: &["kinesis"],
        prefix: "kinesis",
        entries: &[KINESIS],
        free: &[],
    },
    Service {
        names: &["firehose"],
        prefix: "firehose",
        entries: &[FIREHOSE],
        free: &[],
    },
];
