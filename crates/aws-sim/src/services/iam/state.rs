//! The principals and policies of one account.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;

use super::{
    access_key::AccessKey,
    catalogue, errors,
    group::Group,
    held::{Held, Whose},
    instance_profile::InstanceProfile,
    last_accessed::Report,
    oidc_provider::OidcProvider,
    password_policy::PasswordPolicy,
    policy::Policy,
    role::Role,
    saml_provider::SamlProvider,
    user::User,
};
use crate::{
    arn::Arn,
    error::AwsError,
    world::{Settles, Tags, World},
};

/// IAM in one account. It is the same in all Regions.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    /// By name, as users, groups and profiles.
    pub(super) roles: BTreeMap<String, Role>,
    pub(super) users: BTreeMap<String, User>,
    pub(super) groups: BTreeMap<String, Group>,
    pub(super) instance_profiles: BTreeMap<String, InstanceProfile>,
    /// By ARN, as providers.
    pub(super) policies: BTreeMap<String, Policy>,
    pub(super) saml_providers: BTreeMap<String, SamlProvider>,
    pub(super) oidc_providers: BTreeMap<String, OidcProvider>,
    /// By access key id. Those that were deleted stay, so that their credentials stay worthless.
    pub(super) access_keys: BTreeMap<String, AccessKey>,
    pub(super) alias: Option<String>,
    pub(super) password_policy: Option<PasswordPolicy>,
    /// What deletions of service-linked roles are known by.
    pub(super) deletion_tasks: Vec<String>,
    /// Reports of what was last used, by the id of the job.
    pub(super) reports: BTreeMap<String, Report>,
}

impl Settles for State {}

// === impl State ===

impl State {
    pub(super) fn role(&self, name: &str) -> Result<&Role, AwsError> {
        let role = self.roles.get(name);
        role.ok_or_else(|| errors::no_such("role", name))
    }

    pub(super) fn role_mut(&mut self, name: &str) -> Result<&mut Role, AwsError> {
        let role = self.roles.get_mut(name);
        role.ok_or_else(|| errors::no_such("role", name))
    }

    pub(super) fn user(&self, name: &str) -> Result<&User, AwsError> {
        let user = self.users.get(name);
        user.ok_or_else(|| errors::no_such("user", name))
    }

    pub(super) fn user_mut(&mut self, name: &str) -> Result<&mut User, AwsError> {
        let user = self.users.get_mut(name);
        user.ok_or_else(|| errors::no_such("user", name))
    }

    pub(super) fn group(&self, name: &str) -> Result<&Group, AwsError> {
        let group = self.groups.get(name);
        group.ok_or_else(|| errors::no_such("group", name))
    }

    pub(super) fn group_mut(&mut self, name: &str) -> Result<&mut Group, AwsError> {
        let group = self.groups.get_mut(name);
        group.ok_or_else(|| errors::no_such("group", name))
    }

    /// The managed policy with this ARN, of the account or of AWS.
    pub(super) fn policy(&self, arn: &str) -> Result<Cow<'_, Policy>, AwsError> {
        let own = self.policies.get(arn).map(Cow::Borrowed);
        own.or_else(|| catalogue::policy(arn).map(Cow::Owned))
            .ok_or_else(|| errors::no_policy(arn))
    }

    /// The managed policy of the account, to be changed.
    pub(super) fn policy_mut(&mut self, arn: &str) -> Result<&mut Policy, AwsError> {
        self.policies
            .get_mut(arn)
            .ok_or_else(|| errors::no_policy(arn))
    }

    /// The policies that a principal or group holds.
    pub(super) fn held(&self, whose: &Whose) -> Result<&Held, AwsError> {
        Ok(match whose {
            Whose::Role(name) => &self.role(name)?.held,
            Whose::User(name) => &self.user(name)?.held,
            Whose::Group(name) => &self.group(name)?.held,
        })
    }

    /// The same, to be changed. Roles of services are theirs to change.
    pub(super) fn held_mut(&mut self, whose: &Whose) -> Result<&mut Held, AwsError> {
        Ok(match whose {
            Whose::Role(name) => &mut self.role_mut(name)?.open()?.held,
            Whose::User(name) => &mut self.user_mut(name)?.held,
            Whose::Group(name) => &mut self.group_mut(name)?.held,
        })
    }

    /// All that hold policies.
    pub(super) fn holders(&self) -> impl Iterator<Item = &Held> {
        let roles = self.roles.values().map(|role| &role.held);
        let users = self.users.values().map(|user| &user.held);
        let groups = self.groups.values().map(|group| &group.held);
        roles.chain(users).chain(groups)
    }
}

/// What the evaluation of policies asks for.
impl State {
    /// The trust policy of the role with this ARN.
    pub(crate) fn trust(&self, arn: &str) -> Option<&str> {
        let role = self.roles.values().find(|role| role.naming.arn == arn);
        role.map(|role| role.trust.as_str())
    }

    /// The id of the role with this ARN, and the most seconds that its sessions may last.
    pub(crate) fn role_identity(&self, arn: &str) -> Option<(&str, u64)> {
        let role = self.roles.values().find(|role| role.naming.arn == arn);
        role.map(|role| (role.naming.id.as_str(), role.session_max))
    }

    /// The text of the managed policy with this ARN.
    pub(crate) fn policy_text(&self, arn: &str) -> Option<String> {
        let policy = self.policy(arn).ok()?;
        Some(policy.text().to_owned())
    }

    /// The ARN of the thing of this kind, as ARNs call it, and name.
    pub(super) fn named(&self, kind: &str, name: &str) -> Option<String> {
        let arn = match kind {
            "role" => &self.roles.get(name)?.naming.arn,
            "user" => &self.users.get(name)?.naming.arn,
            "group" => &self.groups.get(name)?.naming.arn,
            "instance-profile" => &self.instance_profiles.get(name)?.naming.arn,
            _ => return None,
        };
        Some(arn.clone())
    }

    /// The tags of the role, user, policy or provider with this ARN.
    pub(super) fn tags<'w>(world: &'w World, arn: &str) -> Option<&'w Tags> {
        let state = world.iam.get(&Arn::parse(arn)?.owner()?)?;
        let roles = state
            .roles
            .values()
            .map(|role| (&role.naming.arn, &role.tags));
        let users = state
            .users
            .values()
            .map(|user| (&user.naming.arn, &user.tags));
        let policies = state
            .policies
            .iter()
            .map(|(arn, policy)| (arn, &policy.tags));
        let saml = state
            .saml_providers
            .iter()
            .map(|(arn, provider)| (arn, &provider.tags));
        let oidc = state
            .oidc_providers
            .iter()
            .map(|(arn, provider)| (arn, &provider.tags));
        let mut all = roles.chain(users).chain(policies).chain(saml).chain(oidc);
        all.find(|(own, _)| *own == arn).map(|(_, tags)| tags)
    }
}
