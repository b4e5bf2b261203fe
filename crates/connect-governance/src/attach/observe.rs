//! What there is of a role and its policies.

use connect_model::Fault;
use reconcile::RunContext;

use super::{Error, wanted::Wanted};
use crate::port::{AttachedPolicy, IdentityPort, PolicyRecord, PolicyVersion, RoleRecord};

/// What there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// The role.
    pub(super) role: Option<RoleRecord>,
    /// Each of the policies that are wanted, in their order.
    pub(super) policies: Vec<SeenPolicy>,
    /// All policies that the role has.
    pub(super) attached: Vec<AttachedPolicy>,
    /// Those of them that an earlier and longer attachment of the name left.
    pub(super) surplus: Vec<PolicyRecord>,
}

/// What there is of a policy that is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SeenPolicy {
    /// The policy.
    pub(super) record: Option<PolicyRecord>,
    /// Its versions, the oldest first, where another one has to be made.
    pub(super) versions: Vec<PolicyVersion>,
}

pub(super) async fn observe(
    cx: &RunContext,
    wanted: &Wanted,
    port: &dyn IdentityPort,
) -> Result<Seen, Error> {
    let mut seen = Seen {
        role: read(cx, || port.role(&wanted.role)).await?,
        ..Seen::default()
    };
    if seen.role.is_some() {
        seen.attached = read(cx, || port.attached(&wanted.role)).await?;
    }
    for policy in &wanted.policies {
        let mut there = SeenPolicy {
            record: read(cx, || port.policy(&policy.arn)).await?,
            versions: Vec::new(),
        };
        if let Some(record) = &there.record
            && !same(&record.document, &policy.document)
        {
            there.versions = read(cx, || port.versions(&policy.arn)).await?;
        }
        seen.policies.push(there);
    }
    let arns = wanted.arns();
    for other in &seen.attached {
        if wanted.names(&other.name) && !arns.contains(other.arn.as_str()) {
            let record = read(cx, || port.policy(&other.arn)).await?;
            let ours = record.filter(|record| wanted.is_ours(&record.tags));
            seen.surplus.extend(ours);
        }
    }
    Ok(seen)
}

/// Whether two documents say the same.
pub(super) fn same(one: &str, other: &str) -> bool {
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    read(one).is_some_and(|one| Some(one) == read(other))
}

async fn read<T, F>(cx: &RunContext, call: impl FnMut() -> F) -> Result<T, Fault>
where
    F: Future<Output = Result<T, Fault>>,
{
    connect_resources::read(cx, call).await
}
