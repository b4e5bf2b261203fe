//! Amazon Connect.
//!
//! One file a kind of thing; what all kinds share is in `state`, `errors` and `search`.

mod agent_status;
pub(crate) mod analytics;
mod approved_origin;
mod attribute;
mod builtins;
mod errors;
mod flow;
mod flow_content;
mod flow_link;
mod flow_module;
mod hierarchy;
mod hours;
mod instance;
mod integration;
mod lambda;
mod lex;
mod phone_number;
mod predefined_attribute;
mod prompt;
mod queue;
mod quick_connect;
mod reading;
mod referred;
mod replica;
mod routing_profile;
mod search;
mod security_key;
mod security_profile;
mod state;
mod storage_config;
mod tag;
mod traffic;
mod user;
mod uses;
mod view;

use super::Operations;
pub(crate) use replica::mirror::mirror;
pub(crate) use state::State;

/// Every simulated operation, by kind.
pub(super) fn operations() -> Operations {
    let all = Operations::default();
    [
        instances,
        routing,
        flows,
        numbers,
        resilience,
        bots,
        people,
        organisation,
    ]
    .into_iter()
    .fold(all, |all, kinds| kinds(all))
}

fn instances(all: Operations) -> Operations {
    all
        // instance
        .once("CreateInstance", instance::create)
        .on("DescribeInstance", instance::describe)
        .on("ListInstances", instance::list)
        .once("DeleteInstance", instance::delete)
        // instance attribute
        .on("DescribeInstanceAttribute", attribute::describe)
        .on("ListInstanceAttributes", attribute::list)
        .once("UpdateInstanceAttribute", attribute::update)
        // hours of operation
        .on("CreateHoursOfOperation", hours::create)
        .on("AssociateHoursOfOperations", hours::parents::associate)
        .on(
            "DisassociateHoursOfOperations",
            hours::parents::disassociate,
        )
        .on("DescribeHoursOfOperation", hours::describe)
        .on("GetEffectiveHoursOfOperations", hours::effective::get)
        .on("ListChildHoursOfOperations", hours::parents::list_children)
        .on("ListHoursOfOperations", hours::list)
        .on("SearchHoursOfOperations", hours::search)
        .on("UpdateHoursOfOperation", hours::update)
        .on("DeleteHoursOfOperation", hours::delete)
        // hours of operation override
        .on("CreateHoursOfOperationOverride", hours::overrides::create)
        .on(
            "DescribeHoursOfOperationOverride",
            hours::overrides::describe,
        )
        .on("ListHoursOfOperationOverrides", hours::overrides::list)
        .on(
            "SearchHoursOfOperationOverrides",
            hours::overrides::search::search,
        )
        .on("UpdateHoursOfOperationOverride", hours::overrides::update)
        .on("DeleteHoursOfOperationOverride", hours::overrides::delete)
        // instance storage config
        .once("AssociateInstanceStorageConfig", storage_config::associate)
        .once(
            "DisassociateInstanceStorageConfig",
            storage_config::disassociate,
        )
        .on("DescribeInstanceStorageConfig", storage_config::describe)
        .on("ListInstanceStorageConfigs", storage_config::list)
        .once("UpdateInstanceStorageConfig", storage_config::update)
        // integration association
        .on("CreateIntegrationAssociation", integration::create)
        .on("ListIntegrationAssociations", integration::list)
        .on("DeleteIntegrationAssociation", integration::delete)
        // approved origin
        .once("AssociateApprovedOrigin", approved_origin::associate)
        .once("DisassociateApprovedOrigin", approved_origin::disassociate)
        .on("ListApprovedOrigins", approved_origin::list)
        // security key
        .once("AssociateSecurityKey", security_key::associate)
        .once("DisassociateSecurityKey", security_key::disassociate)
        .on("ListSecurityKeys", security_key::list)
        // analytics data set
        .on("ListAnalyticsDataLakeDataSets", analytics::list_data_sets)
        .on("AssociateAnalyticsDataSet", analytics::associate)
        .on("BatchAssociateAnalyticsDataSet", analytics::associate_many)
        .on("DisassociateAnalyticsDataSet", analytics::disassociate)
        .on(
            "BatchDisassociateAnalyticsDataSet",
            analytics::disassociate_many,
        )
        .on("ListAnalyticsDataAssociations", analytics::list)
        // tag
        .on("ListTagsForResource", tag::list)
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
}

fn routing(all: Operations) -> Operations {
    all
        // queue
        .on("CreateQueue", queue::create)
        .on("DescribeQueue", queue::describe)
        .on("ListQueues", queue::list)
        .on("SearchQueues", queue::search)
        .on("UpdateQueueHoursOfOperation", queue::update::hours)
        .on("UpdateQueueMaxContacts", queue::update::max_contacts)
        .on("UpdateQueueName", queue::update::name)
        .on(
            "UpdateQueueOutboundCallerConfig",
            queue::update::outbound_caller,
        )
        .on(
            "UpdateQueueOutboundEmailConfig",
            queue::update::outbound_email,
        )
        .on("UpdateQueueStatus", queue::update::status)
        .on("DeleteQueue", queue::delete)
        // queue quick connect
        .on("AssociateQueueQuickConnects", queue::link::associate)
        .on("DisassociateQueueQuickConnects", queue::link::disassociate)
        .on("ListQueueQuickConnects", queue::link::list)
        // quick connect
        .on("CreateQuickConnect", quick_connect::create)
        .on("DescribeQuickConnect", quick_connect::describe)
        .on("ListQuickConnects", quick_connect::list)
        .on("SearchQuickConnects", quick_connect::search)
        .on("UpdateQuickConnectConfig", quick_connect::update_config)
        .on("UpdateQuickConnectName", quick_connect::update_name)
        .on("DeleteQuickConnect", quick_connect::delete)
        // routing profile
        .on("CreateRoutingProfile", routing_profile::create)
        .on(
            "AssociateRoutingProfileQueues",
            routing_profile::pair::associate,
        )
        .on(
            "DisassociateRoutingProfileQueues",
            routing_profile::pair::disassociate,
        )
        .on("DescribeRoutingProfile", routing_profile::describe)
        .on(
            "ListRoutingProfileManualAssignmentQueues",
            routing_profile::pair::list_manual,
        )
        .on("ListRoutingProfileQueues", routing_profile::pair::list)
        .on("ListRoutingProfiles", routing_profile::list)
        .on("SearchRoutingProfiles", routing_profile::search)
        .on(
            "UpdateRoutingProfileAgentAvailabilityTimer",
            routing_profile::update::agent_availability_timer,
        )
        .on(
            "UpdateRoutingProfileConcurrency",
            routing_profile::update::concurrency,
        )
        .on(
            "UpdateRoutingProfileDefaultOutboundQueue",
            routing_profile::update::default_outbound_queue,
        )
        .on("UpdateRoutingProfileName", routing_profile::update::name)
        .on("UpdateRoutingProfileQueues", routing_profile::pair::update)
        .on("DeleteRoutingProfile", routing_profile::delete)
}

fn flows(all: Operations) -> Operations {
    all
        // contact flow
        .on("CreateContactFlow", flow::create)
        .on("DescribeContactFlow", flow::describe)
        .on("ListContactFlows", flow::list)
        .on("SearchContactFlows", flow::search::search)
        .on("UpdateContactFlowContent", flow::update::content)
        .on("UpdateContactFlowMetadata", flow::update::metadata)
        .on("UpdateContactFlowName", flow::update::name)
        .on("DeleteContactFlow", flow::delete)
        // contact flow module
        .once("CreateContactFlowModule", flow_module::create)
        .on("DescribeContactFlowModule", flow_module::describe)
        .on("ListContactFlowModules", flow_module::list)
        .on("SearchContactFlowModules", flow_module::search)
        .on(
            "UpdateContactFlowModuleContent",
            flow_module::update::content,
        )
        .on(
            "UpdateContactFlowModuleMetadata",
            flow_module::update::metadata,
        )
        .on("DeleteContactFlowModule", flow_module::delete)
        // contact flow module version
        .on(
            "CreateContactFlowModuleVersion",
            flow_module::version::create,
        )
        .on("ListContactFlowModuleVersions", flow_module::version::list)
        .on(
            "DeleteContactFlowModuleVersion",
            flow_module::version::delete,
        )
        // contact flow module alias
        .on("CreateContactFlowModuleAlias", flow_module::alias::create)
        .on(
            "DescribeContactFlowModuleAlias",
            flow_module::alias::describe,
        )
        .on("ListContactFlowModuleAliases", flow_module::alias::list)
        .on("UpdateContactFlowModuleAlias", flow_module::alias::update)
        .on("DeleteContactFlowModuleAlias", flow_module::alias::delete)
        // contact flow version
        .on("CreateContactFlowVersion", flow::version::create)
        .on("ListContactFlowVersions", flow::version::list)
        .on("DeleteContactFlowVersion", flow::version::delete)
        // contact flow alias
        .on("CreateContactFlowAlias", flow::alias::create)
        .on("DescribeContactFlowAlias", flow::alias::describe)
        .on("ListContactFlowAliases", flow::alias::list)
        .on("UpdateContactFlowAlias", flow::alias::update)
        .on("DeleteContactFlowAlias", flow::alias::delete)
        // prompt
        .on("CreatePrompt", prompt::create)
        .on("DescribePrompt", prompt::describe)
        .on("GetPromptFile", prompt::file)
        .on("ListPrompts", prompt::list)
        .on("SearchPrompts", prompt::search)
        .on("UpdatePrompt", prompt::update)
        .on("DeletePrompt", prompt::delete)
        // view
        .once("CreateView", view::create)
        .on("DescribeView", view::describe)
        .on("ListViews", view::list)
        .on("SearchViews", view::search)
        .on("UpdateViewContent", view::update_content)
        .on("UpdateViewMetadata", view::update_metadata)
        .on("DeleteView", view::delete)
        .on("CreateViewVersion", view::version::create)
        .on("ListViewVersions", view::version::list)
        .on("DeleteViewVersion", view::version::delete)
        // flow association
        .on("AssociateFlow", flow_link::associate)
        .on("DisassociateFlow", flow_link::disassociate)
        .on("GetFlowAssociation", flow_link::get)
        .on("ListFlowAssociations", flow_link::list)
        .on("BatchGetFlowAssociation", flow_link::batch)
}

fn numbers(all: Operations) -> Operations {
    all
        // phone number
        .on("SearchAvailablePhoneNumbers", phone_number::claim::search)
        .once("ClaimPhoneNumber", phone_number::claim::claim)
        .on("DescribePhoneNumber", phone_number::describe)
        .on("ListPhoneNumbers", phone_number::listing::v1)
        .on("ListPhoneNumbersV2", phone_number::listing::v2)
        .once("UpdatePhoneNumber", phone_number::change::r#move)
        .once("UpdatePhoneNumberMetadata", phone_number::change::metadata)
        .once("ReleasePhoneNumber", phone_number::change::release)
        // the flow of a phone number
        .on(
            "AssociatePhoneNumberContactFlow",
            phone_number::link::attach,
        )
        .on(
            "DisassociatePhoneNumberContactFlow",
            phone_number::link::detach,
        )
}

fn resilience(all: Operations) -> Operations {
    all
        // replication
        .once("ReplicateInstance", replica::replicate)
        .on("ListReplicationFindings", replica::list_findings)
        .on("GetCrossRegionRouting", replica::routing)
        .on("UpdateCrossRegionRouting", replica::route)
        // traffic distribution group
        .once("CreateTrafficDistributionGroup", traffic::create)
        .on("DescribeTrafficDistributionGroup", traffic::describe)
        .on("ListTrafficDistributionGroups", traffic::list)
        .on("DeleteTrafficDistributionGroup", traffic::delete)
        .on("GetTrafficDistribution", traffic::distribution::get)
        .on("UpdateTrafficDistribution", traffic::distribution::update)
        .on(
            "AssociateTrafficDistributionGroupUser",
            traffic::user::associate,
        )
        .on(
            "DisassociateTrafficDistributionGroupUser",
            traffic::user::disassociate,
        )
        .on("ListTrafficDistributionGroupUsers", traffic::user::list)
}

fn bots(all: Operations) -> Operations {
    all
        // Lambda function
        .once("AssociateLambdaFunction", lambda::associate)
        .once("DisassociateLambdaFunction", lambda::disassociate)
        .on("ListLambdaFunctions", lambda::list)
        // Lex bot
        .once("AssociateBot", lex::associate)
        .once("DisassociateBot", lex::disassociate)
        .on("ListBots", lex::list)
        .once("AssociateLexBot", lex::associate_v1)
        .once("DisassociateLexBot", lex::disassociate_v1)
        .on("ListLexBots", lex::list_v1)
}

fn people(all: Operations) -> Operations {
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
        // user proficiency
        .on("AssociateUserProficiencies", user::proficiency::associate)
        .on(
            "DisassociateUserProficiencies",
            user::proficiency::disassociate,
        )
        .on("ListUserProficiencies", user::proficiency::list)
        .on("UpdateUserProficiencies", user::proficiency::update)
}

fn organisation(all: Operations) -> Operations {
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
