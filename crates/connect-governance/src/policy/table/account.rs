//! What belongs to an account: budgets, cost, quotas, tags.

use super::{
    Entry, Service, entry, everywhere, own, right,
    target::{EVERYTHING, Target, target},
};

const BUDGET: Target = target("Budget", "budgets::{account}:budget/{budget}");

/// There are two actions on budgets, whatever the operation is called.
const BUDGETS: &[Entry] = &[
    entry(
        &[
            "DescribeBudget",
            "DescribeBudgets",
            "DescribeNotificationsForBudget",
            "DescribeSubscribersForNotification",
        ],
        &[right(&["budgets:ViewBudget"], &[BUDGET])],
    ),
    entry(
        &["CreateBudget"],
        &[right(
            &["budgets:ModifyBudget", "budgets:TagResource"],
            &[BUDGET],
        )],
    ),
    entry(
        &[
            "CreateNotification",
            "CreateSubscriber",
            "DeleteBudget",
            "DeleteNotification",
            "DeleteSubscriber",
            "UpdateBudget",
            "UpdateNotification",
            "UpdateSubscriber",
        ],
        &[right(&["budgets:ModifyBudget"], &[BUDGET])],
    ),
    entry(
        &["ListTagsForResource", "TagResource", "UntagResource"],
        &[own(&[BUDGET])],
    ),
];

const COST: &[Entry] = &[entry(
    &[
        "GetCostAndUsage",
        "GetCostCategories",
        "GetCostForecast",
        "GetAnomalyMonitors",
        "GetDimensionValues",
        "GetTags",
        "GetUsageForecast",
        "ListCostAllocationTagBackfillHistory",
        "ListCostAllocationTags",
        "StartCostAllocationTagBackfill",
        "UpdateCostAllocationTagsStatus",
    ],
    &[own(&[EVERYTHING])],
)];

const QUOTAS: &[Entry] = &[entry(
    &[
        "GetAWSDefaultServiceQuota",
        "GetServiceQuota",
        "ListAWSDefaultServiceQuotas",
        "ListServiceQuotas",
    ],
    &[own(&[EVERYTHING])],
)];

const TAGGING: &[Entry] = &[
    entry(&["GetResources"], &[everywhere(&["tag:GetResources"])]),
    entry(&["GetTagKeys"], &[everywhere(&["tag:GetTagKeys"])]),
    entry(&["GetTagValues"], &[everywhere(&["tag:GetTagValues"])]),
    entry(&["TagResources"], &[everywhere(&["tag:TagResources"])]),
    entry(&["UntagResources"], &[everywhere(&["tag:UntagResources"])]),
];

pub(super) const SERVICES: &[Service] = &[
    Service {
        names: &["budgets"],
        prefix: "budgets",
        entries: &[BUDGETS],
        free: &[],
    },
    Service {
        names: &["ce"],
        prefix: "ce",
        entries: &[COST],
        free: &[],
    },
    Service {
        names: &["servicequotas"],
        prefix: "servicequotas",
        entries: &[QUOTAS],
        free: &[],
    },
    // It signs with another name than its actions have.
    Service {
        names: &["tagging", "tag"],
        prefix: "tag",
        entries: &[TAGGING],
        free: &[],
    },
];
