//! IAM: roles, users and policies, and who may do what.
//!
//! Names are unique whatever their case, and are looked up as they are. What is given to a new
//! principal holds at once; only reads lag.

mod access;
mod access_key;
mod accessed;
mod account;
mod attachment;
mod authorize;
mod boundary;
mod catalogue;
mod errors;
mod group;
mod held;
mod inline_policy;
mod instance_profile;
mod last_accessed;
mod login_profile;
mod naming;
mod oidc_provider;
mod other_credential;
mod page;
mod password_policy;
mod policy;
mod policy_version;
mod role;
mod saml_provider;
mod service_linked_role;
mod simulation;
mod state;
mod tag;
mod user;

pub(crate) use self::{
    access::{Context, Document, Principal, Purpose, Verdict, evaluate},
    accessed::note,
    authorize::{OnBehalf, authorize, lets_in, tags_of},
    service_linked_role::{make as link, withdraw},
    state::State,
};
use super::Operations;

#[rustfmt::skip] // One line an operation.
pub(super) fn operations() -> Operations {
    let table = Operations::default()
        .on("CreateRole", role::create)
        .on("GetRole", role::get)
        .on("ListRoles", role::list)
        .on("UpdateRole", role::update)
        .on("UpdateRoleDescription", role::describe)
        .on("UpdateAssumeRolePolicy", role::trust)
        .on("DeleteRole", role::delete)
        .on("CreateServiceLinkedRole", service_linked_role::create)
        .on("DeleteServiceLinkedRole", service_linked_role::delete)
        .on("GetServiceLinkedRoleDeletionStatus", service_linked_role::deletion)
        .on("CreateUser", user::create)
        .on("GetUser", user::get)
        .on("ListUsers", user::list)
        .on("UpdateUser", user::update)
        .on("DeleteUser", user::delete)
        .on("CreateGroup", group::create)
        .on("GetGroup", group::get)
        .on("ListGroups", group::list)
        .on("ListGroupsForUser", group::of_user)
        .on("UpdateGroup", group::update)
        .on("DeleteGroup", group::delete)
        .on("AddUserToGroup", group::add)
        .on("RemoveUserFromGroup", group::remove)
        .on("CreateAccessKey", access_key::create)
        .on("ListAccessKeys", access_key::list)
        .on("UpdateAccessKey", access_key::update)
        .on("DeleteAccessKey", access_key::delete)
        .on("GetAccessKeyLastUsed", access_key::last_used);
    let table = policies(table)
        .on("ListSSHPublicKeys", other_credential::ssh_keys)
        .on("ListSigningCertificates", other_credential::certificates)
        .on("ListMFADevices", other_credential::devices)
        .on("ListServiceSpecificCredentials", other_credential::of_services)
        .on("ListVirtualMFADevices", other_credential::virtual_devices)
        .on("CreateLoginProfile", login_profile::create)
        .on("GetLoginProfile", login_profile::get)
        .on("UpdateLoginProfile", login_profile::update)
        .on("DeleteLoginProfile", login_profile::delete);
    account(providers(table))
}

/// Instance profiles and providers of identities.
#[rustfmt::skip] // One line an operation.
fn providers(table: Operations) -> Operations {
    table
        .on("CreateInstanceProfile", instance_profile::create)
        .on("GetInstanceProfile", instance_profile::get)
        .on("ListInstanceProfiles", instance_profile::list)
        .on("ListInstanceProfilesForRole", instance_profile::of_role)
        .on("AddRoleToInstanceProfile", instance_profile::add)
        .on("RemoveRoleFromInstanceProfile", instance_profile::remove)
        .on("DeleteInstanceProfile", instance_profile::delete)
        .on("CreateSAMLProvider", saml_provider::create)
        .on("GetSAMLProvider", saml_provider::get)
        .on("ListSAMLProviders", saml_provider::list)
        .on("UpdateSAMLProvider", saml_provider::update)
        .on("DeleteSAMLProvider", saml_provider::delete)
        .on("CreateOpenIDConnectProvider", oidc_provider::create)
        .on("GetOpenIDConnectProvider", oidc_provider::get)
        .on("ListOpenIDConnectProviders", oidc_provider::list)
        .on("AddClientIDToOpenIDConnectProvider", oidc_provider::add_client)
        .on("RemoveClientIDFromOpenIDConnectProvider", oidc_provider::remove_client)
        .on("UpdateOpenIDConnectProviderThumbprint", oidc_provider::thumbprints)
        .on("DeleteOpenIDConnectProvider", oidc_provider::delete)
}

/// The account as a whole.
#[rustfmt::skip] // One line an operation.
fn account(table: Operations) -> Operations {
    table
        .on("CreateAccountAlias", account::create_alias)
        .on("DeleteAccountAlias", account::delete_alias)
        .on("ListAccountAliases", account::list_aliases)
        .on("UpdateAccountPasswordPolicy", password_policy::update)
        .on("GetAccountPasswordPolicy", password_policy::get)
        .on("DeleteAccountPasswordPolicy", password_policy::delete)
        .on("GetAccountSummary", account::summary)
        .on("GetAccountAuthorizationDetails", account::details)
        .on("GenerateServiceLastAccessedDetails", last_accessed::generate)
        .on("GetServiceLastAccessedDetails", last_accessed::get)
        .on("SimulatePrincipalPolicy", simulation::of_principal)
        .on("SimulateCustomPolicy", simulation::of_texts)
        .on("GetContextKeysForPrincipalPolicy", simulation::keys_of_principal)
        .on("GetContextKeysForCustomPolicy", simulation::keys_of_texts)
}

/// What is done to policies, and to whatever holds them.
#[rustfmt::skip] // One line an operation.
fn policies(mut table: Operations) -> Operations {
    table = table
        .on("CreatePolicy", policy::create)
        .on("GetPolicy", policy::get)
        .on("ListPolicies", policy::list)
        .on("DeletePolicy", policy::delete)
        .on("ListEntitiesForPolicy", attachment::holders)
        .on("CreatePolicyVersion", policy_version::create)
        .on("GetPolicyVersion", policy_version::get)
        .on("ListPolicyVersions", policy_version::list)
        .on("SetDefaultPolicyVersion", policy_version::set_default)
        .on("DeletePolicyVersion", policy_version::delete)
        .on("PutRolePermissionsBoundary", boundary::put)
        .on("PutUserPermissionsBoundary", boundary::put)
        .on("DeleteRolePermissionsBoundary", boundary::delete)
        .on("DeleteUserPermissionsBoundary", boundary::delete);
    for [put, get, list, delete] in [
        ["PutRolePolicy", "GetRolePolicy", "ListRolePolicies", "DeleteRolePolicy"],
        ["PutUserPolicy", "GetUserPolicy", "ListUserPolicies", "DeleteUserPolicy"],
        ["PutGroupPolicy", "GetGroupPolicy", "ListGroupPolicies", "DeleteGroupPolicy"],
    ] {
        table = table
            .on(put, inline_policy::put)
            .on(get, inline_policy::get)
            .on(list, inline_policy::list)
            .on(delete, inline_policy::delete);
    }
    for [attach, list, detach] in [
        ["AttachRolePolicy", "ListAttachedRolePolicies", "DetachRolePolicy"],
        ["AttachUserPolicy", "ListAttachedUserPolicies", "DetachUserPolicy"],
        ["AttachGroupPolicy", "ListAttachedGroupPolicies", "DetachGroupPolicy"],
    ] {
        table = table
            .on(attach, attachment::attach)
            .on(list, attachment::list)
            .on(detach, attachment::detach);
    }
    for [tag, untag, list] in [
        ["TagRole", "UntagRole", "ListRoleTags"],
        ["TagUser", "UntagUser", "ListUserTags"],
        ["TagPolicy", "UntagPolicy", "ListPolicyTags"],
        ["TagInstanceProfile", "UntagInstanceProfile", "ListInstanceProfileTags"],
        ["TagSAMLProvider", "UntagSAMLProvider", "ListSAMLProviderTags"],
        ["TagOpenIDConnectProvider", "UntagOpenIDConnectProvider", "ListOpenIDConnectProviderTags"],
    ] {
        table = table.on(tag, tag::tag).on(untag, tag::untag).on(list, tag::list);
    }
    table
}
