//! The permissions that a security profile can have (facts/connect-api.md, 6.4).

use std::collections::BTreeSet;

/// Every known permission as the API spells it.
pub(crate) fn all() -> BTreeSet<String> {
    let names = |(area, actions): &(&str, &str)| -> Vec<String> {
        let name = |action| match action {
            "-" => (*area).to_owned(),
            action => format!("{area}.{action}"),
        };
        actions.split(' ').map(name).collect()
    };
    PERMISSIONS.iter().flat_map(names).collect()
}

/// Areas with their actions; `-` is the bare name of the area.
#[rustfmt::skip]
const PERMISSIONS: &[(&str, &str)] = &[
    ("AccessMetrics", "- AgentActivityAudit.Access Dashboards.Access"),
    ("AccessMetrics", "DashboardsWithMyData.View HistoricalMetrics.Access RealTimeMetrics.Access"),
    ("AgentGrouping", "Create Edit EnableAndDisable View"),
    ("AgentStates", "Create Edit EnableAndDisable View"),
    ("AgentTimeCard", "View"),
    ("Analytics", "PerformanceMetrics.Access"),
    ("AnalyticsConnectors", "Edit View"),
    ("Audio", "View"),
    ("AudioDeviceSettings", "Access"),
    ("AutomatedVoiceInteraction", "Recordings.Redacted.Access Recordings.Redacted.DownloadButton Recordings.Unredacted.Access"),
    ("AutomatedVoiceInteraction", "Recordings.Unredacted.DownloadButton Transcripts.Redacted.Access Transcripts.Unredacted.Access"),
    ("BasicAgentAccess", "-"),
    ("Bots", "Create Delete Edit View"),
    ("CallRecordings", "Redacted.Access Redacted.DownloadButton"),
    ("CallRecordings", "Unredacted.Access Unredacted.DownloadButton"),
    ("Campaigns", "Create Delete Edit Manage View"),
    ("Capacity", "Edit Publish View"),
    ("CaseComments", "Delete Edit"),
    ("CaseCustomRelatedItems", "Delete Edit"),
    ("CaseFields", "Create Edit View"),
    ("CaseHistory", "View"),
    ("CaseTemplates", "Create Edit View"),
    ("Cases", "Create Delete Edit View"),
    ("ChatTestMode", "-"),
    ("CoachingSessions", "Create Delete Edit View"),
    ("Cobrowse", "Access"),
    ("ConfigureContactAttributes", "View"),
    ("ContactAttributes", "View"),
    ("ContactFlowModules", "Create Delete Edit Execute Publish View"),
    ("ContactFlows", "Create Delete Edit Publish View"),
    ("ContactLensCustomVocabulary", "Edit View"),
    ("ContactLensPostContactSummary", "View"),
    ("ContactSearch", "View"),
    ("ContactSearchQuickViewWidget", "Create Delete Edit View"),
    ("ContactSearchSampleContacts", "View"),
    ("ContactSearchWithCharacteristics", "Access View"),
    ("ContactSearchWithKeywords", "Access View"),
    ("ContactTranscripts", "Redacted.Access Unredacted.Access Unredacted.DownloadButton"),
    ("Contacts", "Tag.Edit"),
    ("ContentManagement", "Create Delete Edit View"),
    ("ContentManagement.MessageTemplates", "Create Delete Edit View"),
    ("CustomMetrics", "Create Delete Edit Publish View"),
    ("CustomViews", "Access"),
    ("CustomerProfiles", "Create Edit View"),
    ("CustomerProfiles.CalculatedAttributes", "Create Delete Edit View"),
    ("CustomerProfiles.ProfileExplorer", "Create Delete Edit View"),
    ("CustomerProfiles.Segments", "Create Delete Export View"),
    ("DataTables", "Create Delete Edit EditExpressionValues ManageValues View"),
    ("DeleteCallRecordings", "-"),
    ("DownloadCallRecordings", "-"),
    ("EmailAddresses", "Create Edit Remove View"),
    ("Evaluation", "Create Delete Edit View"),
    ("EvaluationAssistant", "Access"),
    ("EvaluationCalibrationSessions", "Create Delete Edit View"),
    ("EvaluationForms", "Create Delete Edit View"),
    ("EvaluationReviewRequest", "Create Delete View"),
    ("EvaluationReviews", "Create View"),
    ("FileAttachments.Configurations", "Edit View"),
    ("ForecastScheduleInterval", "Edit View"),
    ("Forecasting", "Edit Publish View"),
    ("GraphTrends", "View"),
    ("HistoricalChanges", "View"),
    ("HoursOfOperation", "Create Delete Edit View"),
    ("InformationExtraction", "Results.View"),
    ("InformationExtraction.Definitions", "Create Delete Edit View"),
    ("ListenCallRecordings", "-"),
    ("ManagerBargeIn", "-"),
    ("ManagerListenIn", "-"),
    ("ManualAssignAnyContact", "Enable"),
    ("ManualAssignMyContacts", "Enable"),
    ("MetricsReports", "Create Delete Edit Publish Schedule Share View"),
    ("MyCaseComments", "Delete Edit"),
    ("MyCases", "Delete"),
    ("MyCoachingSessions", "Create Delete Edit View"),
    ("MyContacts", "View"),
    ("MyReceivedEvaluations", "View"),
    ("OutboundCallAccess", "-"),
    ("OutboundEmail", "Create"),
    ("PhoneNumbers", "Claim Edit Release View"),
    ("PredefinedAttributes", "Create Delete Edit View"),
    ("Prompts", "Create Delete Edit View"),
    ("QConnectAIAgents", "Create Delete Edit View"),
    ("QConnectAIPrompts", "Create Delete Edit View"),
    ("QConnectGuardrails", "Create Delete Edit View"),
    ("Queues", "Create Delete Edit EditExpressions EnableAndDisable Purge View"),
    ("RealtimeContactLens", "View"),
    ("RedactedData", "View"),
    ("ReportSchedules", "Create Delete Edit View"),
    ("ReportsAdmin", "Access Delete Publish Schedule View"),
    ("RequireEndContactConfirmation", "Enabled"),
    ("RestrictContactAccessByHierarchy", "View"),
    ("RestrictPhoneTypeSettings", "Access"),
    ("RestrictTaskCreation", "Access"),
    ("RoutingPolicies", "Create Delete Edit View"),
    ("Rules", "Create Delete Edit View"),
    ("RulesGenerativeAI", "Create Delete Edit View"),
    ("Scheduling", "Edit Publish View"),
    ("ScreenRecording", "Access Delete Download Redacted.Access Redacted.Download"),
    ("SecurityProfiles", "Create Delete Edit View"),
    ("SelfAssignContacts", "Access"),
    ("StaffCalendar", "Edit View"),
    ("StopContact", "Enabled"),
    ("TaskTemplates", "Create Delete Edit View"),
    ("TeamCalendar", "Edit View"),
    ("TestCases", "Create Delete Edit Execute Publish View"),
    ("ThemeDetection", "Create Delete View"),
    ("TimeOff", "Approve Edit View"),
    ("TimeOffBalance", "Edit View"),
    ("Transcript", "View"),
    ("TransferContact", "Enabled"),
    ("TransferDestinations", "Create Delete Edit View"),
    ("UnredactedData", "View"),
    ("UpdateContactSchedule", "Enabled"),
    ("Users", "Create Delete Edit EditPermission EnableAndDisable View"),
    ("VideoContact", "Access"),
    ("Views", "Create Edit Remove View"),
    ("VoiceId", "Access"),
    ("VoiceIdAttributesAndSearch", "View"),
    ("VoiceIdUpdateSpeakerId", "Access"),
    ("Wisdom", "View"),
    ("Workspaces", "Assign Create Delete Edit EditVisibility View"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined_of_area_and_action() {
        let all = all();
        for name in [
            "BasicAgentAccess",
            "AccessMetrics",
            "AccessMetrics.Dashboards.Access",
            "Users.EditPermission",
            "RedactedData.View",
            "CustomerProfiles.Segments.Export",
        ] {
            assert!(all.contains(name), "{name}");
        }
        assert!(!all.contains("Users"));
        assert!(all.len() > 250, "{}", all.len());
    }
}
