//! The security profiles of a new instance.
//!
//! Names are documented, descriptions and those permissions of the manager that stand here as
//! others observed them. What the agent and the analyst may do is a choice.

use super::{SecurityProfile, permission, restriction::Restrictions};

/// Name and body of each.
pub(in crate::services::connect) fn all() -> impl Iterator<Item = (&'static str, SecurityProfile)> {
    let admin = SecurityProfile {
        permissions: permission::all(),
        ..profile("An administrator can perform all actions available.", "")
    };
    let manager = "A call center manager (or call center admin) manages the day-to-day aspects of \
                   the call center.";
    [
        ("Admin", admin),
        (
            "Agent",
            profile("Access to the contact control panel.", AGENT),
        ),
        ("CallCenterManager", profile(manager, MANAGER)),
        (
            "QualityAnalyst",
            profile("Access to recordings and metrics.", ANALYST),
        ),
    ]
    .into_iter()
}

const AGENT: &str = "AudioDeviceSettings.Access BasicAgentAccess OutboundCallAccess";

const MANAGER: &str = "AccessMetrics AgentGrouping.View AgentStates.View AgentTimeCard.View \
    ContactAttributes.View ContactFlows.View ContactSearch.View DeleteCallRecordings \
    DownloadCallRecordings HoursOfOperation.Create HoursOfOperation.Edit HoursOfOperation.View \
    ListenCallRecordings ManagerListenIn MetricsReports.Create MetricsReports.Delete \
    MetricsReports.Edit MetricsReports.Publish MetricsReports.Schedule MetricsReports.View \
    PhoneNumbers.Claim PhoneNumbers.Edit PhoneNumbers.View Prompts.View Queues.Edit Queues.View \
    ReportSchedules.Create ReportSchedules.Delete ReportSchedules.Edit ReportSchedules.View \
    RoutingPolicies.View SecurityProfiles.View TransferDestinations.Create \
    TransferDestinations.Delete TransferDestinations.Edit TransferDestinations.View";

const ANALYST: &str = "AccessMetrics ContactSearch.View DownloadCallRecordings \
    ListenCallRecordings ManagerListenIn MetricsReports.View";

fn profile(description: &str, permissions: &str) -> SecurityProfile {
    let permissions = permissions.split_ascii_whitespace();
    SecurityProfile {
        description: Some(description.to_owned()),
        permissions: permissions.map(str::to_owned).collect(),
        restrictions: Restrictions::default(),
    }
}
