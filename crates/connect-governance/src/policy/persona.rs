//! What people who work with a contact centre need, in IAM and inside the instance.
//!
//! Two planes: IAM is for those who keep an instance and for signing in; daily work is done by rights of
//! a security profile, which IAM never sees.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Operation, Operations, Policies,
    document::{self, Conditions, Effect, Statement},
    operations_of, policy_for,
    scope::Scope,
};

/// Somebody who works with a contact centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Persona {
    /// Keeps the instance.
    Administrator,
    /// Leads agents.
    Supervisor,
    /// Handles contacts.
    Agent,
}

/// The user who signs in: a session is called as the user.
const USER: &str = "connect:{region}:{account}:instance/{instance}/user/${aws:userid}";

/// What takes an instance or its data away, gives the data to other accounts, or passes the security
/// profiles by. An administrator does it by a role for that, and never by the way.
const GUARDED: &[&str] = &[
    "AdminGetEmergencyAccessToken",
    "AssociateAnalyticsDataSet",
    "BatchAssociateAnalyticsDataSet",
    "CreateInstance",
    "DeleteInstance",
    "DisassociateInstanceStorageConfig",
    "ReplicateInstance",
];

/// What supervisors look at, and how they join a contact.
const SUPERVISED: &[&str] = &[
    "DescribeAgentStatus",
    "DescribeContact",
    "DescribeHoursOfOperation",
    "DescribeInstance",
    "DescribeQueue",
    "DescribeRoutingProfile",
    "DescribeUser",
    "DescribeUserHierarchyGroup",
    "DescribeUserHierarchyStructure",
    "GetContactAttributes",
    "GetCurrentMetricData",
    "GetCurrentUserData",
    "GetMetricData",
    "GetMetricDataV2",
    "ListAgentStatuses",
    "ListContactReferences",
    "ListHoursOfOperations",
    "ListQueues",
    "ListRealtimeContactAnalysisSegmentsV2",
    "ListRoutingProfileQueues",
    "ListRoutingProfiles",
    "ListUserHierarchyGroups",
    "ListUsers",
    "MonitorContact",
    "SearchContacts",
    "SearchQueues",
    "SearchUsers",
];

const AGENT: &[&str] = &[
    "AudioDeviceSettings.Access",
    "BasicAgentAccess",
    "MyContacts.View",
    "TransferContact.Enabled",
];

/// Beside those of an agent. Recordings and transcripts without what was made unreadable in them.
const SUPERVISOR: &[&str] = &[
    "AccessMetrics",
    "AccessMetrics.AgentActivityAudit.Access",
    "AccessMetrics.Dashboards.Access",
    "AccessMetrics.HistoricalMetrics.Access",
    "AccessMetrics.RealTimeMetrics.Access",
    "AgentStates.View",
    "CallRecordings.Redacted.Access",
    "ContactSearch.View",
    "ContactTranscripts.Redacted.Access",
    "Evaluation.Create",
    "Evaluation.Edit",
    "Evaluation.View",
    "HoursOfOperation.View",
    "ManagerBargeIn",
    "ManagerListenIn",
    "Queues.View",
    "RealtimeContactLens.View",
    "RoutingPolicies.View",
    "Users.View",
];

/// What makes up the instance, and no contact of a customer.
const ADMINISTRATOR: &[&str] = &[
    "AgentGrouping.Create",
    "AgentGrouping.Edit",
    "AgentGrouping.EnableAndDisable",
    "AgentGrouping.View",
    "AgentStates.Create",
    "AgentStates.Edit",
    "AgentStates.EnableAndDisable",
    "AgentStates.View",
    "ContactFlowModules.Create",
    "ContactFlowModules.Delete",
    "ContactFlowModules.Edit",
    "ContactFlowModules.Publish",
    "ContactFlowModules.View",
    "ContactFlows.Create",
    "ContactFlows.Delete",
    "ContactFlows.Edit",
    "ContactFlows.Publish",
    "ContactFlows.View",
    "EmailAddresses.Create",
    "EmailAddresses.Edit",
    "EmailAddresses.Remove",
    "EmailAddresses.View",
    "HistoricalChanges.View",
    "HoursOfOperation.Create",
    "HoursOfOperation.Delete",
    "HoursOfOperation.Edit",
    "HoursOfOperation.View",
    "PhoneNumbers.Claim",
    "PhoneNumbers.Edit",
    "PhoneNumbers.Release",
    "PhoneNumbers.View",
    "PredefinedAttributes.Create",
    "PredefinedAttributes.Delete",
    "PredefinedAttributes.Edit",
    "PredefinedAttributes.View",
    "Prompts.Create",
    "Prompts.Delete",
    "Prompts.Edit",
    "Prompts.View",
    "Queues.Create",
    "Queues.Delete",
    "Queues.Edit",
    "Queues.EnableAndDisable",
    "Queues.View",
    "RoutingPolicies.Create",
    "RoutingPolicies.Delete",
    "RoutingPolicies.Edit",
    "RoutingPolicies.View",
    "SecurityProfiles.Create",
    "SecurityProfiles.Delete",
    "SecurityProfiles.Edit",
    "SecurityProfiles.View",
    "TransferDestinations.Create",
    "TransferDestinations.Delete",
    "TransferDestinations.Edit",
    "TransferDestinations.View",
    "Users.Create",
    "Users.Delete",
    "Users.Edit",
    "Users.EditPermission",
    "Users.EnableAndDisable",
    "Users.View",
];

// === impl Persona ===

impl Persona {
    /// Every persona.
    pub const ALL: [Self; 3] = [Self::Administrator, Self::Supervisor, Self::Agent];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "Administrator",
            Self::Supervisor => "Supervisor",
            Self::Agent => "Agent",
        }
    }

    /// What it does by calls of Amazon Connect.
    pub fn operations(self) -> Operations {
        let of = |names: &[&str]| {
            let names = names.iter().map(|name| format!("connect:{name}"));
            names.filter_map(|it| Operation::parse(&it).ok()).collect()
        };
        match self {
            Self::Agent => Operations::new(),
            Self::Supervisor => of(SUPERVISED),
            Self::Administrator => {
                let names = operations_of("connect");
                of(&names.filter(|it| !GUARDED.contains(it)).collect::<Vec<_>>())
            }
        }
    }

    /// Its policies for IAM. Everybody signs in, as oneself; who keeps the instance is kept from what
    /// would take it away, whatever other policies say.
    pub fn policies(self, scope: &Scope) -> Policies {
        let mut policies = policy_for(&self.operations(), scope);
        let own = policies.documents.into_iter();
        let mut statements = vec![sign_in(scope)];
        if self == Self::Administrator {
            statements.push(guard());
        }
        statements.extend(own.flat_map(|it| it.statements));
        policies.documents = document::split(statements);
        policies
    }

    /// The permissions of a security profile for it, in the words of the API.
    pub fn permissions(self) -> BTreeSet<&'static str> {
        let lists: &[&[&str]] = match self {
            Self::Agent => &[AGENT],
            Self::Supervisor => &[AGENT, SUPERVISOR],
            Self::Administrator => &[ADMINISTRATOR],
        };
        lists.iter().copied().flatten().copied().collect()
    }

    /// What is worth knowing before it is used.
    pub fn notes(self) -> Vec<&'static str> {
        let signing_in =
            "federation alone signs people in by IAM; users of the instance itself need none";
        match self {
            Self::Agent => vec![signing_in],
            Self::Supervisor => vec![
                signing_in,
                "recordings and transcripts are shown as they were redacted",
            ],
            Self::Administrator => vec![
                signing_in,
                "what deletes the instance, gives its data away or opens it without a user is denied",
                "recordings and transcripts are for supervisors",
            ],
        }
    }
}

fn sign_in(scope: &Scope) -> Statement {
    Statement {
        sid: "SignIn".to_owned(),
        effect: Effect::Allow,
        actions: BTreeSet::from(["connect:GetFederationToken".to_owned()]),
        resources: scope.expand(USER),
        conditions: Conditions::new(),
    }
}

/// Whoever calls in the name of a service of AWS is not meant.
fn guard() -> Statement {
    let no = BTreeSet::from(["false".to_owned()]);
    let keys = BTreeMap::from([("aws:ViaAWSService".to_owned(), no)]);
    Statement {
        sid: "GuardRails".to_owned(),
        effect: Effect::Deny,
        actions: GUARDED.iter().map(|it| format!("connect:{it}")).collect(),
        resources: BTreeSet::from(["*".to_owned()]),
        conditions: Conditions::from([("Bool".to_owned(), keys)]),
    }
}

#[cfg(test)]
mod tests {
    use connect_model::{
        AccountId, InstanceId, Region,
        spec::{Sources, load},
    };

    use super::*;
    use crate::policy::{Document, SIZE_MAX};

    fn scope() -> Scope {
        let account = AccountId::new("111111111111").unwrap();
        let scope = Scope::new(account, Region::new("eu-west-2").unwrap());
        scope.of_instance(InstanceId::new("i"))
    }

    #[test]
    fn every_permission_is_one_that_a_security_profile_takes() {
        for persona in Persona::ALL {
            let permissions: Vec<_> = persona.permissions().into_iter().collect();
            let text = format!(
                "instance: {{ alias: presets }}\nsecurity_profiles:\n  - {{ name: {}, permissions: [{}] }}\n",
                persona.as_str(),
                permissions.join(", ")
            );
            let sources = Sources {
                specs: vec!["center.yaml".to_owned()],
                files: BTreeMap::from([("center.yaml".to_owned(), text.into_bytes())]),
                variables: BTreeMap::new(),
            };
            let center = load(&sources).unwrap_or_else(|findings| panic!("{findings:#?}"));
            assert_eq!(center.security_profiles.len(), 1);
        }
    }

    #[test]
    fn an_agent_signs_in_and_does_nothing_else() {
        let policies = Persona::Agent.policies(&scope());
        let expected = serde_json::json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Sid": "SignIn",
                "Effect": "Allow",
                "Action": ["connect:GetFederationToken"],
                "Resource":
                    "arn:aws:connect:eu-west-2:111111111111:instance/i/user/${aws:userid}",
            }],
        });
        let documents: Vec<_> = policies.documents.iter().map(Document::to_value).collect();
        assert_eq!(documents, [expected]);
    }

    #[test]
    fn a_supervisor_changes_nothing() {
        let actions = Persona::Supervisor.policies(&scope());
        for action in actions.actions() {
            let (_, name) = action.split_once(':').unwrap();
            let reads = ["Describe", "Get", "List", "Monitor", "Search"];
            assert!(reads.iter().any(|verb| name.starts_with(verb)), "{action}");
        }
        assert!(actions.actions().contains("connect:MonitorContact"));
    }

    #[test]
    fn an_administrator_is_let_do_all_but_what_is_denied() {
        let policies = Persona::Administrator.policies(&scope());
        assert!(policies.fit_one_role());
        let allowed = policies.actions();
        for guarded in GUARDED {
            assert!(
                !allowed.contains(format!("connect:{guarded}").as_str()),
                "{guarded}"
            );
        }
        for expected in ["connect:CreateQueue", "connect:UpdateUserSecurityProfiles"] {
            assert!(allowed.contains(expected), "{expected}");
        }
        assert!(allowed.iter().all(|action| !action.contains('*')));
        let statements = policies.documents.iter().flat_map(|it| &it.statements);
        let denied = statements.filter(|it| it.effect == Effect::Deny);
        assert_eq!(denied.count(), 1);
        assert!(policies.documents.iter().all(|it| it.size() <= SIZE_MAX));
    }
}
