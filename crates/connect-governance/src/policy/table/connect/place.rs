//! Things of Connect, by the paths that their ARNs have.
//!
//! Several are not called as in the API: a user is an agent, hours are operating hours, a quick connect is
//! a transfer destination, a group of the hierarchy is an agent group.

use super::super::target::{Target, target};

pub(super) const AGENT_STATUS: Target = target(
    "AgentStatus",
    "connect:{region}:{account}:instance/{instance}/agent-state/*",
);
pub(super) const AI_AGENT: Target = target("AiAgent", "wisdom:{region}:{account}:ai-agent/*/*");
/// An instance that is not there yet has an ARN that nobody knows.
pub(super) const ANY_INSTANCE: Target =
    target("AnyInstance", "connect:{region}:{account}:instance/*");
pub(super) const AUTHENTICATION_PROFILE: Target = target(
    "AuthenticationProfile",
    "connect:{region}:{account}:instance/{instance}/authentication-profile/*",
);
/// Views of the vendor are in an account called `aws`.
pub(super) const AWS_VIEW: Target = target("AwsView", "connect:{region}:aws:view/*");
pub(super) const AWS_VIEW_VERSION: Target =
    target("AwsViewVersion", "connect:{region}:aws:view/*:*");
pub(super) const CONTACT: Target = target(
    "Contact",
    "connect:{region}:{account}:instance/{instance}/contact/*",
);
pub(super) const DATA_TABLE: Target = target(
    "DataTable",
    "connect:{region}:{account}:instance/{instance}/data-table/*",
);
pub(super) const EMAIL_ADDRESS: Target = target(
    "EmailAddress",
    "connect:{region}:{account}:instance/{instance}/email-address/*",
);
pub(super) const EVALUATION: Target = target(
    "Evaluation",
    "connect:{region}:{account}:instance/{instance}/contact-evaluation/*",
);
pub(super) const EVALUATION_FORM: Target = target(
    "EvaluationForm",
    "connect:{region}:{account}:instance/{instance}/evaluation-form/*",
);
pub(super) const FILE: Target = target(
    "File",
    "connect:{region}:{account}:instance/{instance}/file/*",
);
pub(super) const FLOW: Target = target(
    "Flow",
    "connect:{region}:{account}:instance/{instance}/contact-flow/*",
);
pub(super) const GROUP: Target = target(
    "HierarchyGroup",
    "connect:{region}:{account}:instance/{instance}/agent-group/*",
);
pub(super) const HOURS: Target = target(
    "Hours",
    "connect:{region}:{account}:instance/{instance}/operating-hours/*",
);
pub(super) const INSTANCE: Target =
    target("Instance", "connect:{region}:{account}:instance/{instance}");
pub(super) const INTEGRATION: Target = target(
    "Integration",
    "connect:{region}:{account}:instance/{instance}/integration-association/*",
);
/// How numbers were called when they were in an instance.
pub(super) const LEGACY_NUMBER: Target = target(
    "NumberOfInstance",
    "connect:{region}:{account}:instance/{instance}/phone-number/*",
);
pub(super) const MODULE: Target = target(
    "Module",
    "connect:{region}:{account}:instance/{instance}/flow-module/*",
);
pub(super) const NOTIFICATION: Target = target(
    "Notification",
    "connect:{region}:{account}:instance/{instance}/notification/*",
);
/// Numbers are in no instance.
pub(super) const NUMBER: Target = target("Number", "connect:{region}:{account}:phone-number/*");
pub(super) const PROMPT: Target = target(
    "Prompt",
    "connect:{region}:{account}:instance/{instance}/prompt/*",
);
pub(super) const QUEUE: Target = target(
    "Queue",
    "connect:{region}:{account}:instance/{instance}/queue/*",
);
pub(super) const QUICK_CONNECT: Target = target(
    "QuickConnect",
    "connect:{region}:{account}:instance/{instance}/transfer-destination/*",
);
pub(super) const ROUTING_PROFILE: Target = target(
    "RoutingProfile",
    "connect:{region}:{account}:instance/{instance}/routing-profile/*",
);
pub(super) const RULE: Target = target(
    "Rule",
    "connect:{region}:{account}:instance/{instance}/rule/*",
);
pub(super) const SECURITY_PROFILE: Target = target(
    "SecurityProfile",
    "connect:{region}:{account}:instance/{instance}/security-profile/*",
);
pub(super) const TASK_TEMPLATE: Target = target(
    "TaskTemplate",
    "connect:{region}:{account}:instance/{instance}/task-template/*",
);
/// Nor are traffic distribution groups.
pub(super) const TRAFFIC_GROUP: Target = target(
    "TrafficGroup",
    "connect:{region}:{account}:traffic-distribution-group/*",
);
pub(super) const USER: Target = target(
    "User",
    "connect:{region}:{account}:instance/{instance}/agent/*",
);
pub(super) const USE_CASE: Target = target(
    "UseCase",
    "connect:{region}:{account}:instance/{instance}/use-case/*",
);
pub(super) const TEST_CASE: Target = target(
    "TestCase",
    "connect:{region}:{account}:instance/{instance}/test-case/*",
);
pub(super) const VIEW: Target = target(
    "View",
    "connect:{region}:{account}:instance/{instance}/view/*",
);
pub(super) const VIEW_VERSION: Target = target(
    "ViewVersion",
    "connect:{region}:{account}:instance/{instance}/view/*:*",
);
pub(super) const VOCABULARY: Target = target(
    "Vocabulary",
    "connect:{region}:{account}:instance/{instance}/vocabulary/*",
);
pub(super) const WORKSPACE: Target = target(
    "Workspace",
    "connect:{region}:{account}:instance/{instance}/workspace/*",
);
