//! Operations that are newer than the reference. What they need is read off their likes.

use super::super::{Entry, Limit, newer, own};
use super::place::{FLOW, HOURS, INSTANCE, SECURITY_PROFILE, TEST_CASE, TRAFFIC_GROUP, USER};

pub(super) const ENTRIES: &[Entry] = &[
    newer(
        &[
            "CreateContactFlowAlias",
            "DeleteContactFlowAlias",
            "ListContactFlowAliases",
            "UpdateContactFlowAlias",
        ],
        &[own(&[FLOW])],
    ),
    newer(
        &[
            "AssociateHoursOfOperations",
            "DisassociateHoursOfOperations",
        ],
        &[own(&[HOURS, INSTANCE])],
    ),
    newer(
        &["ListReplicationFindings"],
        &[own(&[INSTANCE, TRAFFIC_GROUP]).under(&[Limit::Instance])],
    ),
    newer(
        &["ListSecurityProfileAIAgents"],
        &[own(&[SECURITY_PROFILE])],
    ),
    newer(
        &[
            "CreateTestCase",
            "DeleteTestCase",
            "DescribeTestCase",
            "GetTestCaseExecutionSummary",
            "ListTestCaseExecutionRecords",
            "StartTestCaseExecution",
            "StopTestCaseExecution",
            "UpdateTestCase",
        ],
        &[own(&[TEST_CASE])],
    ),
    newer(
        &["ListTestCaseExecutions", "ListTestCases", "SearchTestCases"],
        &[own(&[INSTANCE, TEST_CASE])],
    ),
    newer(&["UpdateUserConfig"], &[own(&[USER])]),
];
