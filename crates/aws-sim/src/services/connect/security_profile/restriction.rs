//! What security profiles restrict their permissions to, and what they permit besides.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    error::AwsError,
    services::connect::{hierarchy::group, state::Instance},
    world::Tags,
};

/// The members of a profile that are replaced by what is given and otherwise stay.
///
/// Applications, flow modules and AI agents are kept as they are given. They have lists of their own.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(in crate::services::connect) struct Restrictions {
    pub(super) allowed_access_control_tags: Option<Tags>,
    pub(super) tag_restricted_resources: Option<Vec<String>>,
    pub(super) hierarchy_restricted_resources: Option<Vec<String>>,
    /// The id of a hierarchy group.
    pub(super) allowed_access_control_hierarchy_group_id: Option<String>,
    pub(super) granular_access_control_configuration: Option<Value>,
    pub(super) applications: Option<Value>,
    pub(super) allowed_flow_modules: Option<Value>,
    #[serde(rename = "AllowedAIAgents")]
    pub(super) allowed_ai_agents: Option<Value>,
}

// === impl Restrictions ===

impl Restrictions {
    /// The same, if the group that they name is in the instance.
    pub(super) fn checked(mut self, instance: &Instance) -> Result<Self, AwsError> {
        if let Some(id) = &mut self.allowed_access_control_hierarchy_group_id {
            *id = group::find(instance, id)?.id.clone();
        }
        Ok(self)
    }

    /// The id of the group that they restrict to.
    pub(in crate::services::connect) fn group(&self) -> Option<&str> {
        self.allowed_access_control_hierarchy_group_id.as_deref()
    }

    /// Takes over what `given` has.
    pub(super) fn update(&mut self, given: Self) {
        let old = std::mem::take(self);
        *self = Self {
            allowed_access_control_tags: given
                .allowed_access_control_tags
                .or(old.allowed_access_control_tags),
            tag_restricted_resources: given
                .tag_restricted_resources
                .or(old.tag_restricted_resources),
            hierarchy_restricted_resources: given
                .hierarchy_restricted_resources
                .or(old.hierarchy_restricted_resources),
            allowed_access_control_hierarchy_group_id: given
                .allowed_access_control_hierarchy_group_id
                .or(old.allowed_access_control_hierarchy_group_id),
            granular_access_control_configuration: given
                .granular_access_control_configuration
                .or(old.granular_access_control_configuration),
            applications: given.applications.or(old.applications),
            allowed_flow_modules: given.allowed_flow_modules.or(old.allowed_flow_modules),
            allowed_ai_agents: given.allowed_ai_agents.or(old.allowed_ai_agents),
        };
    }
}
