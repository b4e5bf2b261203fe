//! Logs and trails.

use super::{
    Entry, Service, entry, own, right,
    target::{EVERYTHING, Target, target},
};

/// The name of a group, and with `*` behind it what is in it.
const LOG_GROUP: Target = target("LogGroup", "logs:{region}:{account}:log-group:{log-group}");
/// Lists are asked for on all groups, whatever they begin with.
const LOG_GROUPS: Target = target("LogGroups", "logs:{region}:{account}:log-group:*");
const TRAIL: Target = target("Trail", "cloudtrail:{region}:{account}:trail/{trail}");

const LOGS: &[Entry] = &[
    entry(
        &["CreateLogGroup"],
        &[
            own(&[LOG_GROUP]),
            right(&["logs:TagResource"], &[LOG_GROUP]),
        ],
    ),
    entry(
        &[
            "AssociateKmsKey",
            "DeleteLogGroup",
            "DeleteRetentionPolicy",
            "DescribeLogStreams",
            "FilterLogEvents",
            "GetLogEvents",
            "ListTagsForResource",
            "ListTagsLogGroup",
            "PutRetentionPolicy",
            "StartQuery",
            "TagResource",
            "UntagResource",
        ],
        &[own(&[LOG_GROUP])],
    ),
    entry(&["DescribeLogGroups"], &[own(&[LOG_GROUPS])]),
    entry(&["GetQueryResults", "StopQuery"], &[own(&[EVERYTHING])]),
];

const TRAILS: &[Entry] = &[
    entry(
        &["DescribeTrails", "ListTrails", "LookupEvents"],
        &[own(&[EVERYTHING])],
    ),
    entry(
        &[
            "GetEventSelectors",
            "GetInsightSelectors",
            "GetTrail",
            "GetTrailStatus",
            "ListTags",
            "StartLogging",
            "UpdateTrail",
        ],
        &[own(&[TRAIL])],
    ),
];

pub(super) const SERVICES: &[Service] = &[
    Service {
        names: &["logs"],
        prefix: "logs",
        entries: &[LOGS],
        free: &[],
    },
    Service {
        names: &["cloudtrail"],
        prefix: "cloudtrail",
        entries: &[TRAILS],
        free: &[],
    },
];
