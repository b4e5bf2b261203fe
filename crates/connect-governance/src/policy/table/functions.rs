//! Functions, and the schedules and events that are about them.

use super::{
    Entry, Limit, Right, Service, entry, everywhere, own, right,
    target::{EVENT_RULE, EVERYTHING, FUNCTION, ROLE, Target, target},
};

const LAYER: Target = target("Layer", "lambda:{region}:{account}:layer:{layer}");
const LAYER_VERSION: Target = target("LayerVersion", "lambda:{region}:{account}:layer:{layer}:*");
const SCHEDULE: Target = target(
    "Schedule",
    "scheduler:{region}:{account}:schedule/{schedule}",
);
const BUS: Target = target("Bus", "events:{region}:{account}:event-bus/{bus}");
/// Aliases and versions of a function are asked for by themselves.
const QUALIFIED: Target = target("Version", "lambda:{region}:{account}:function:{function}:*");

const PASS_TO_LAMBDA: Right =
    right(&["iam:PassRole"], &[ROLE]).under(&[Limit::PassedTo("lambda.amazonaws.com")]);
const PASS_TO_SCHEDULER: Right =
    right(&["iam:PassRole"], &[ROLE]).under(&[Limit::PassedTo("scheduler.amazonaws.com")]);

const LAMBDA: &[Entry] = &[
    entry(
        &["CreateFunction"],
        &[
            own(&[FUNCTION]),
            right(&["lambda:TagResource"], &[FUNCTION]),
            PASS_TO_LAMBDA,
        ],
    ),
    entry(
        &["UpdateFunctionConfiguration"],
        &[own(&[FUNCTION]), PASS_TO_LAMBDA],
    ),
    entry(
        &[
            "CreateAlias",
            "DeleteAlias",
            "DeleteFunction",
            "ListTags",
            "ListVersionsByFunction",
            "PublishVersion",
            "TagResource",
            "UntagResource",
            "UpdateAlias",
            "UpdateFunctionCode",
        ],
        &[own(&[FUNCTION])],
    ),
    entry(
        &[
            "AddPermission",
            "GetAlias",
            "GetFunction",
            "GetFunctionConfiguration",
            "GetPolicy",
            "RemovePermission",
        ],
        &[own(&[FUNCTION, QUALIFIED])],
    ),
    entry(&["ListFunctions", "ListLayers"], &[own(&[EVERYTHING])]),
    entry(&["ListLayerVersions"], &[own(&[EVERYTHING])]),
    entry(&["PublishLayerVersion"], &[own(&[LAYER])]),
    entry(
        &["DeleteLayerVersion", "GetLayerVersion"],
        &[own(&[LAYER_VERSION])],
    ),
    // It has no action of its own.
    entry(
        &["GetLayerVersionByArn"],
        &[right(&["lambda:GetLayerVersion"], &[LAYER_VERSION])],
    ),
    entry(
        &["Invoke"],
        &[right(&["lambda:InvokeFunction"], &[FUNCTION, QUALIFIED])],
    ),
];

const SCHEDULER: &[Entry] = &[
    entry(
        &["CreateSchedule", "UpdateSchedule"],
        &[own(&[SCHEDULE]), PASS_TO_SCHEDULER],
    ),
    entry(&["DeleteSchedule", "GetSchedule"], &[own(&[SCHEDULE])]),
    entry(
        &["ListSchedules"],
        &[everywhere(&["scheduler:ListSchedules"])],
    ),
];

const EVENTS: &[Entry] = &[
    entry(&["DescribeEventBus", "PutEvents"], &[own(&[BUS])]),
    entry(&["ListEventBuses", "ListRules"], &[own(&[EVERYTHING])]),
    entry(
        &[
            "DeleteRule",
            "DescribeRule",
            "ListTargetsByRule",
            "PutRule",
            "PutTargets",
            "RemoveTargets",
        ],
        &[own(&[EVENT_RULE])],
    ),
];

pub(super) const SERVICES: &[Service] = &[
    Service {
        names: &["lambda"],
        prefix: "lambda",
        entries: &[LAMBDA],
        free: &[],
    },
    Service {
        names: &["scheduler"],
        prefix: "scheduler",
        entries: &[SCHEDULER],
        free: &[],
    },
    Service {
        names: &["events"],
        prefix: "events",
        entries: &[EVENTS],
        free: &[],
    },
];
