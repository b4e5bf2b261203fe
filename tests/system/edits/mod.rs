//! One edit for each member that AWS can change: what the spec says before and after, and the one step
//! that the plan must have.

mod admin;
mod flows;
mod instance;
mod supporting;

/// An edit of `specs/updates.yaml`.
pub(crate) struct Edit {
    /// The kind and the member, as the kind's facts name them.
    pub(crate) member: &'static str,
    /// The step that must be the whole plan.
    pub(crate) step: &'static str,
    /// Texts to replace, all of their occurrences.
    pub(crate) replace: &'static [(&'static str, &'static str)],
}

const fn edit(
    member: &'static str,
    step: &'static str,
    replace: &'static [(&'static str, &'static str)],
) -> Edit {
    Edit {
        member,
        step,
        replace,
    }
}

/// Every edit.
pub(crate) fn edits() -> impl Iterator<Item = &'static Edit> {
    [
        instance::EDITS,
        admin::EDITS,
        flows::EDITS,
        supporting::EDITS,
    ]
    .into_iter()
    .flatten()
}

/// Members that have a test of their own: moving a number needs a second instance or a group.
pub(crate) const ELSEWHERE: &[&str] = &[
    "phone-number.instance",
    "phone-number.traffic_distribution_group",
    "traffic-distribution-group.users",
    "traffic-distribution-group.tags",
    // One tag of the instance is on the group too, so no edit is the group's alone.
    "log-group.tags",
    "saml-provider.metadata",
    "saml-provider.tags",
    "federation-role.provider",
    "federation-role.instance",
    "federation-role.session_hours",
    "federation-role.tags",
    // One change of these is also one of the alias, so it is two steps: see `cloud.rs`.
    "service-role.service",
    "service-role.may",
    "service-role.tags",
    "function-layer.archive",
    "function-layer.runtimes",
    "function.archive",
    "function.architecture",
    "function.description",
    "function.handler",
    "function.memory_mb",
    "function.runtime",
    "function.timeout_seconds",
    "function.environment",
    "function.layers",
    "function.role",
    "function.tags",
    "function-alias.release",
    "function-alias.caller",
    "bot.archive",
    "bot.child_directed",
    "bot.idle_session_seconds",
    "bot.role",
    "bot.tags",
    "bot-alias.release",
    "bot-alias.tags",
];
