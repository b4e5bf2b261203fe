//! The policies that count for a caller.

use super::super::{
    State,
    access::{Asked, Document, Verdict},
    held::{Held, Source},
};
use crate::{call::Caller, world::World};

/// What a caller may do on its own account's word.
#[derive(Debug, Default)]
pub(in crate::services::iam) struct Grounds {
    /// Root users may do everything.
    root: bool,
    pub(in crate::services::iam) identity: Vec<Source>,
    /// The most that the identity may do: nothing, if there is no document in it.
    pub(in crate::services::iam) boundary: Option<Vec<Document>>,
    /// The most that the session may do.
    session: Option<Vec<Document>>,
}

/// Why something is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::services::iam) enum Refused {
    /// A policy of the kind denies it.
    Denied(&'static str),
    /// No policy of the kind allows it.
    NotAllowed(&'static str),
}

pub(super) const IDENTITY: &str = "identity-based policy";
pub(super) const RESOURCE: &str = "resource-based policy";
pub(super) const BOUNDARY: &str = "permissions boundary";
pub(super) const SESSION: &str = "session policy";

// === impl Grounds ===

impl Grounds {
    /// The grounds of `caller`. A session whose role does not exist has none.
    pub(super) fn of(world: &World, caller: &Caller) -> Self {
        let nobody = State::default();
        let state = world.iam.get(&caller.account).unwrap_or(&nobody);
        if caller.is_root() {
            return Self {
                root: true,
                ..Self::default()
            };
        }
        let mut grounds = match (&caller.role, caller.user()) {
            (Some(role), _) => Self::of_role(state, role),
            (None, Some(user)) => Self::of_user(state, user),
            (None, None) => Self::default(),
        };
        let policies = world.sts.session(&caller.key);
        let policies = policies.map_or(&[][..], |session| session.policies.as_slice());
        if !policies.is_empty() {
            let documents = policies.iter();
            let documents = documents.filter_map(|text| Document::read(text).ok());
            grounds.session = Some(documents.collect());
        }
        grounds
    }

    /// The grounds of the role with this ARN.
    pub(in crate::services::iam) fn of_role(state: &State, arn: &str) -> Self {
        let role = state.roles.values().find(|role| role.naming.arn == arn);
        role.map(|role| Self::held(&role.held, state, "role"))
            .unwrap_or_default()
    }

    /// The grounds of a user, who may do what the groups may.
    pub(in crate::services::iam) fn of_user(state: &State, name: &str) -> Self {
        let Some(user) = state.users.get(name) else {
            return Self::default();
        };
        let mut grounds = Self::held(&user.held, state, "user");
        for group in state.groups_of(name) {
            grounds.identity.extend(group.held.sources(state, "group"));
        }
        grounds
    }

    /// The grounds of what holds these policies.
    pub(in crate::services::iam) fn held(held: &Held, state: &State, kind: &'static str) -> Self {
        Self {
            identity: held.sources(state, kind),
            boundary: held.limit(state),
            ..Self::default()
        }
    }

    /// Whether `asked` is allowed, given what the policy of the resource says.
    pub(in crate::services::iam) fn decide(
        &self,
        asked: Asked<'_>,
        resource: Resource,
    ) -> Result<(), Refused> {
        if resource.says == Some(Verdict::Denied) {
            return Err(Refused::Denied(RESOURCE));
        }
        let named = resource.says == Some(Verdict::Allowed);
        let let_in = named || resource.says == Some(Verdict::Delegated);
        if resource.must && !let_in {
            return Err(Refused::NotAllowed(RESOURCE));
        }
        self.limits(asked, resource.invites && !resource.foreign)?;
        match self.identity(asked) {
            Verdict::Denied => Err(Refused::Denied(IDENTITY)),
            Verdict::Allowed => Ok(()),
            _ if named && !resource.foreign => Ok(()),
            _ => Err(Refused::NotAllowed(IDENTITY)),
        }
    }

    fn identity(&self, asked: Asked<'_>) -> Verdict {
        if self.root {
            return Verdict::Allowed;
        }
        let verdicts = self
            .identity
            .iter()
            .map(|source| source.document.verdict(asked));
        verdicts.max().unwrap_or(Verdict::Silent)
    }

    /// Limits hold back what they do not name, unless the resource itself names the user or the
    /// session (IAM user guide, policy evaluation logic); what they deny, always.
    fn limits(&self, asked: Asked<'_>, invited: bool) -> Result<(), Refused> {
        for (documents, kind) in [(&self.boundary, BOUNDARY), (&self.session, SESSION)] {
            let Some(documents) = documents else { continue };
            match documents
                .iter()
                .map(|document| document.verdict(asked))
                .max()
            {
                Some(Verdict::Allowed) => {}
                Some(Verdict::Denied) => return Err(Refused::Denied(kind)),
                _ if invited => {}
                _ => return Err(Refused::NotAllowed(kind)),
            }
        }
        Ok(())
    }
}

/// What the resource's own policy says, and how much that counts.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::services::iam) struct Resource {
    pub(in crate::services::iam) says: Option<Verdict>,
    /// Whether it names the caller by its own ARN, that of a user or a session.
    pub(in crate::services::iam) invites: bool,
    /// Whether it has to let the caller in.
    pub(in crate::services::iam) must: bool,
    /// Whether it belongs to another account. Then the caller's own policies have to allow it too.
    pub(in crate::services::iam) foreign: bool,
}
