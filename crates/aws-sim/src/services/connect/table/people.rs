//! Security profiles, users and how they are organised.

use super::super::{agent_status, hierarchy, predefined_attribute, security_profile, user};
use crate::services::Operations;

pub(super) fn people(all: Operations) -> Operations {
    all
        // security profile
        .on("CreateSecurityProfile", security_profile::create)
        .on("DescribeSecurityProfile", security_profile::describe)
        .on(
            "ListSecurityProfilePermissions",
            security_profile::permission::list,
        )
        .on("ListSecurityProfiles", security_profile::list)
        .on("SearchSecurityProfiles", security_profile::search)
        .on("UpdateSecurityProfile", security_profile::update)
        .on("DeleteSecurityProfile", security_profile::delete)
        .on(
            "ListSecurityProfileApplications",
            security_profile::allowed::applications,
        )
        .on(
            "ListSecurityProfileFlowModules",
            security_profile::allowed::flow_modules,
        )
        .on(
            "ListSecurityProfileAIAgents",
            security_profile::allowed::ai_agents,
        )
        .on(
            "AssociateSecurityProfiles",
            security_profile::entity::associate,
        )
        .on(
            "DisassociateSecurityProfiles",
            security_profile::entity::disassociate,
        )
        .on("ListEntitySecurityProfiles", security_profile::entity::list)
        // user
        .on("CreateUser", user::create)
        .on("DescribeUser", user::describe)
        .on("ListUsers", user::list)
        .on("SearchUsers", user::search::search)
        .on("UpdateUserConfig", user::update::config)
        .on("UpdateUserHierarchy", user::update::hierarchy)
        .on("UpdateUserIdentityInfo", user::update::identity_info)
        .on("UpdateUserPhoneConfig", user::update::phone_config)
        .on("UpdateUserRoutingProfile", user::update::routing_profile)
        .on(
            "UpdateUserSecurityProfiles",
            user::update::security_profiles,
        )
        .on("DeleteUser", user::delete)
        .on("PutUserStatus", user::presence::put)
        .on("GetFederationToken", user::presence::federate)
        // user proficiency
        .on("AssociateUserProficiencies", user::proficiency::associate)
        .on(
            "DisassociateUserProficiencies",
            user::proficiency::disassociate,
        )
        .on("ListUserProficiencies", user::proficiency::list)
        .on("UpdateUserProficiencies", user::proficiency::update)
}

pub(super) fn organisation(all: Operations) -> Operations {
    all
        // user hierarchy
        .on(
            "DescribeUserHierarchyStructure",
            hierarchy::structure::describe,
        )
        .on("UpdateUserHierarchyStructure", hierarchy::structure::update)
        .on("CreateUserHierarchyGroup", hierarchy::group::create)
        .on("DescribeUserHierarchyGroup", hierarchy::group::describe)
        .on("ListUserHierarchyGroups", hierarchy::group::list)
        .on("SearchUserHierarchyGroups", hierarchy::group::search)
        .on(
            "UpdateUserHierarchyGroupName",
            hierarchy::group::update_name,
        )
        .on("DeleteUserHierarchyGroup", hierarchy::group::delete)
        // agent status
        .on("CreateAgentStatus", agent_status::create)
        .on("DescribeAgentStatus", agent_status::describe)
        .on("ListAgentStatuses", agent_status::list)
        .on("SearchAgentStatuses", agent_status::search)
        .on("UpdateAgentStatus", agent_status::update)
        // predefined attribute
        .on("CreatePredefinedAttribute", predefined_attribute::create)
        .on(
            "DescribePredefinedAttribute",
            predefined_attribute::describe,
        )
        .on("ListPredefinedAttributes", predefined_attribute::list)
        .on("SearchPredefinedAttributes", predefined_attribute::search)
        .on("UpdatePredefinedAttribute", predefined_attribute::update)
        .on("DeletePredefinedAttribute", predefined_attribute::delete)
}
