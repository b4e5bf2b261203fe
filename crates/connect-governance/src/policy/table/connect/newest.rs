//! Operations that are newer than the reference. What they need is read off their likes.

use super::super::{Entry, Limit, newer, own};
use super::place::{FLOW, HOURS, INSTANCE, SECURITY_PROFILE, TRAFFIC_GROUP, USER};

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
    newer(&["UpdateUserConfig"], &[own(&[USER])]),
];
