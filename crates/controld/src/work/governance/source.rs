//! What a policy is for, and the policies themselves.

use std::collections::BTreeSet;

use connect_governance::{
    Error,
    policy::{
        self, Operation, Operations, Policies, Scope, center_operations, center_scope, policy_for,
        recorded,
    },
};
use connect_model::{Alias, InstanceId, Target};
use connect_resources::read;

use super::{count, desk::Desk, reading_account, stopped_governance};
use crate::{
    jobs::{
        Accepted, CenterWork, Files, JobContext, Persona, PolicyDocument, PolicyMade, PolicySource,
        PolicyWish, Rejected, Stopped,
    },
    work::{
        ground::{of_fault, reading},
        spec,
    },
};

/// Policies, and what is to be said of them.
pub(super) struct Made {
    pub(super) policies: Policies,
    operations: Operations,
    notes: Vec<String>,
    permissions: BTreeSet<&'static str>,
}

/// Checks what a policy is for.
pub(super) fn accepted(
    wish: &PolicyWish,
    files: &Files,
    target: &Target,
) -> Result<Accepted, Rejected> {
    if let PolicySource::Center(declared) = &wish.source {
        spec::checked(declared, files)?;
    }
    Ok(match &wish.alias {
        Some(alias) => reading(target, alias),
        None => reading_account(target),
    })
}

/// Makes the policies. AWS is asked for nothing but the instance that they are limited to.
pub(super) async fn made(
    desk: &Desk<'_>,
    job: &JobContext,
    wish: &PolicyWish,
) -> Result<Made, Stopped> {
    let instance = match &wish.alias {
        Some(alias) => Some(instance(desk, alias).await?),
        None => None,
    };
    let (account, region) = (desk.target.account.clone(), desk.target.region.clone());
    let within = |scope: Scope| match &instance {
        Some(instance) => scope.of_instance(instance.clone()),
        None => scope,
    };
    let scope = within(Scope::new(account.clone(), region.clone()));
    Ok(match &wish.source {
        PolicySource::Operations(names) => {
            let read = names.iter().filter_map(|name| Operation::parse(name).ok());
            Made::of(read.collect(), &scope).with_doubts()
        }
        PolicySource::Job { operations, .. } => {
            Made::of(recorded(operations.iter().map(String::as_str)), &scope)
        }
        PolicySource::Center(declared) => {
            let center = spec::of_job(declared, job)?;
            let scope = within(center_scope(&center, account, region));
            Made::of(center_operations(&center, work_of(wish.work)), &scope)
        }
        PolicySource::Persona(persona) => Made::of_persona(*persona, &scope),
    })
}

/// The instance with that alias.
async fn instance(desk: &Desk<'_>, alias: &Alias) -> Result<InstanceId, Stopped> {
    let ports = desk.session.ports();
    let listed = read(&desk.cx, || ports.instance.list()).await;
    let listed = listed.map_err(|fault| Stopped::failed(of_fault(&fault)))?;
    let found = listed.iter().find(|it| *alias == it.name.as_str());
    let found = found.map(|it| InstanceId::new(&it.known.id));
    found.ok_or_else(|| {
        let names: Vec<_> = listed.iter().map(|it| it.name.as_str()).collect();
        stopped_governance(Error::no_instance(alias, &names), &desk.cx.cancel)
    })
}

/// What policies are called: whose work they are for, and where. Each has a number behind it.
pub(super) fn name(wish: &PolicyWish, role: Option<&str>) -> String {
    let what = match &wish.source {
        PolicySource::Operations(_) => "operations",
        PolicySource::Center(_) => "center",
        PolicySource::Job { .. } => "job",
        PolicySource::Persona(persona) => persona_of(*persona).as_str(),
    };
    let alias = wish.alias.as_ref().map(Alias::as_str);
    let parts: Vec<_> = role.into_iter().chain([what]).chain(alias).collect();
    parts.join("-")
}

fn work_of(work: CenterWork) -> policy::CenterWork {
    match work {
        CenterWork::Apply => policy::CenterWork::Apply,
        CenterWork::Create => policy::CenterWork::Create,
        CenterWork::Plan => policy::CenterWork::Plan,
    }
}

fn persona_of(persona: Persona) -> policy::Persona {
    match persona {
        Persona::Administrator => policy::Persona::Administrator,
        Persona::Supervisor => policy::Persona::Supervisor,
        Persona::Agent => policy::Persona::Agent,
    }
}

// === impl Made ===

impl Made {
    fn of(operations: Operations, scope: &Scope) -> Self {
        Self {
            policies: policy_for(&operations, scope),
            operations,
            notes: Vec::new(),
            permissions: BTreeSet::new(),
        }
    }

    /// Somebody typed the operations: one that nobody knows may be mistyped.
    fn with_doubts(mut self) -> Self {
        let doubt = |operation: &Operation| {
            let hint = policy::meant(operation)?;
            Some(format!("{operation} is not known: {hint}"))
        };
        let doubts = self.policies.unverified.iter().filter_map(doubt);
        self.notes.extend(doubts);
        self
    }

    fn of_persona(persona: Persona, scope: &Scope) -> Self {
        let persona = persona_of(persona);
        Self {
            policies: persona.policies(scope),
            operations: persona.operations(),
            notes: persona.notes().into_iter().map(ToOwned::to_owned).collect(),
            permissions: persona.permissions(),
        }
    }

    /// What is worth knowing about them.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = self.notes.clone();
        if !self.policies.fit_one_role() {
            let many = self.policies.documents.len();
            notes.push(format!(
                "{many} policies are more than a role takes, unless its account was given more"
            ));
        }
        notes
    }

    /// The same for who attaches them: rights inside an instance are in no policy.
    pub(super) fn notes_of_role(&self) -> Vec<String> {
        let mut notes = self.notes();
        if !self.permissions.is_empty() {
            let permissions: Vec<_> = self.permissions.iter().copied().collect();
            notes.push(format!(
                "inside the instance a security profile with these permissions is needed besides: {}",
                permissions.join(", ")
            ));
        }
        notes
    }

    /// As it is kept, its policies by names that begin so.
    pub(super) fn told(&self, name: &str) -> PolicyMade {
        let documents = self.policies.documents.iter().zip(1..);
        let document = |(document, n): (&policy::Document, u32)| PolicyDocument {
            name: format!("{name}-{n}"),
            document: document.to_string(),
            characters: count(document.size()),
        };
        let texts = |operations: &Operations| operations.iter().map(ToString::to_string).collect();
        let permissions = self.permissions.iter();
        PolicyMade {
            policies: documents.map(document).collect(),
            operations: texts(&self.operations),
            unverified: texts(&self.policies.unverified),
            notes: self.notes(),
            permissions: permissions.map(|it| (*it).to_owned()).collect(),
        }
    }
}
