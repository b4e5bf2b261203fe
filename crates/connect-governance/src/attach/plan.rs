//! What has to be done for an attachment, or what stands in its way. Pure.

use connect_model::Finding;
use reconcile::{Plan, PlanError, StepId, Steps};

use super::{
    observe::{Seen, SeenPolicy, same},
    wanted::{Wanted, WantedPolicy},
};

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Makes the role.
    CreateRole,
    /// Says who may take it.
    TrustRole,
    /// Makes a policy, told by its place.
    CreatePolicy {
        /// The place.
        policy: usize,
    },
    /// Takes a version away that does not hold, so that there is room for another one.
    DropVersion {
        /// The place of the policy.
        policy: usize,
        /// The version.
        version: String,
    },
    /// Makes a version of a policy that holds from then on.
    CreateVersion {
        /// The place of the policy.
        policy: usize,
    },
    /// Gives a policy to the role.
    Attach {
        /// Its ARN.
        arn: String,
    },
    /// Takes a policy from the role that is needed no longer.
    Detach {
        /// Its ARN.
        arn: String,
    },
    /// Deletes a policy that is needed no longer.
    DeletePolicy {
        /// Its ARN.
        arn: String,
    },
}

/// How many versions a policy has at most.
const VERSIONS_MAX: usize = 5;
/// How many policies a role has at most, whatever its account was given.
const ATTACHED_MAX: usize = 20;

/// Steps that are being put together.
struct Draft<'d> {
    wanted: &'d Wanted,
    seen: &'d Seen,
    steps: Steps<Task>,
}

/// What stands in the way.
pub(super) fn findings(wanted: &Wanted, seen: &Seen) -> Vec<Finding> {
    let mut findings = Vec::new();
    if seen.role.is_none() && wanted.trust.is_none() {
        let message = format!(
            "the role {} is not there, and nobody may take it",
            wanted.role
        );
        let remedy = "name the ARNs of those who may take it";
        findings.push(Finding::of_the_world("role-without-trust", message, remedy));
    }
    for (policy, there) in wanted.policies.iter().zip(&seen.policies) {
        if let Some(record) = &there.record
            && !wanted.is_ours(&record.tags)
        {
            let message = format!("the policy {} belongs to somebody else", policy.name);
            let remedy = "give another name, or remove it";
            findings.push(Finding::of_the_world("policy-of-others", message, remedy));
        }
    }
    let arns = wanted.arns();
    let others = seen.attached.iter();
    let others = others.filter(|it| !arns.contains(it.arn.as_str()));
    let count = others.count() + arns.len() - seen.surplus.len();
    if count > ATTACHED_MAX {
        let message = format!("the role {} would have {count} policies", wanted.role);
        let remedy = format!("take some from it: no role has more than {ATTACHED_MAX}");
        findings.push(Finding::of_the_world("too-many-policies", message, remedy));
    }
    findings
}

/// The steps, none where all is so.
pub(super) fn plan(wanted: &Wanted, seen: &Seen) -> Result<Plan<Task>, PlanError> {
    let mut draft = Draft {
        wanted,
        seen,
        steps: Steps::new(),
    };
    let role = draft.role();
    let mut given = Vec::new();
    for (n, (policy, there)) in wanted.policies.iter().zip(&seen.policies).enumerate() {
        let made = draft.policy(n, policy, there);
        given.extend(draft.attach(policy, role.as_ref(), made.as_ref()));
        given.extend(made);
    }
    draft.tidy(&given);
    draft.steps.plan()
}

// === impl Draft ===

impl Draft<'_> {
    /// Whom the role of somebody else trusts is not changed.
    fn role(&mut self) -> Option<StepId> {
        let name = self.wanted.role.clone();
        let of = |aspect| ("role", name.as_str(), aspect);
        match (&self.seen.role, &self.wanted.trust) {
            (None, _) => Some(
                self.steps
                    .add(of("create"), "iam:CreateRole", [], Task::CreateRole),
            ),
            (Some(role), Some(trust))
                if self.wanted.is_ours(&role.tags) && !same(&role.trust, trust) =>
            {
                let lane = "iam:UpdateAssumeRolePolicy";
                self.steps.add(of("trust"), lane, [], Task::TrustRole);
                None
            }
            _ => None,
        }
    }

    fn policy(&mut self, n: usize, wanted: &WantedPolicy, there: &SeenPolicy) -> Option<StepId> {
        let of = |aspect| ("policy", wanted.name.as_str(), aspect);
        let Some(record) = &there.record else {
            let task = Task::CreatePolicy { policy: n };
            return Some(self.steps.add(of("create"), "iam:CreatePolicy", [], task));
        };
        if same(&record.document, &wanted.document) {
            return None;
        }
        let dropped = (there.versions.len() >= VERSIONS_MAX)
            .then(|| there.versions.iter().find(|it| !it.is_default))
            .flatten()
            .map(|oldest| {
                let task = Task::DropVersion {
                    policy: n,
                    version: oldest.id.clone(),
                };
                self.steps
                    .add(of("drop-version"), "iam:DeletePolicyVersion", [], task)
            });
        let task = Task::CreateVersion { policy: n };
        Some(
            self.steps
                .add(of("version"), "iam:CreatePolicyVersion", dropped, task),
        )
    }

    fn attach(
        &mut self,
        policy: &WantedPolicy,
        role: Option<&StepId>,
        made: Option<&StepId>,
    ) -> Option<StepId> {
        if self.seen.attached.iter().any(|it| it.arn == policy.arn) {
            return None;
        }
        let needs: Vec<StepId> = role.into_iter().chain(made).cloned().collect();
        let task = Task::Attach {
            arn: policy.arn.clone(),
        };
        let of = ("policy", policy.name.as_str(), "attach");
        Some(self.steps.add(of, "iam:AttachRolePolicy", needs, task))
    }

    /// What is needed no longer goes once all the others are there. One that somebody else has attached
    /// elsewhere stays where it is.
    fn tidy(&mut self, given: &[StepId]) {
        for record in &self.seen.surplus {
            let arn = record.arn.clone();
            let name = arn.rsplit('/').next().unwrap_or(&arn).to_owned();
            let detach = Task::Detach { arn: arn.clone() };
            let of = |aspect| ("policy", name.as_str(), aspect);
            let detached = self.steps.add(
                of("detach"),
                "iam:DetachRolePolicy",
                given.iter().cloned(),
                detach,
            );
            if record.attachments <= 1 {
                let task = Task::DeletePolicy { arn };
                self.steps
                    .add(of("delete"), "iam:DeletePolicy", [detached], task);
            }
        }
    }
}
