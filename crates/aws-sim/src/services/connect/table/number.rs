//! Phone numbers, replicas and bots.

use super::super::{lambda, lex, phone_number, replica, traffic};
use crate::services::Operations;

pub(super) fn numbers(all: Operations) -> Operations {
    all
        // phone number
        .on("SearchAvailablePhoneNumbers", phone_number::claim::search)
        .once("ClaimPhoneNumber", phone_number::claim::claim)
        .once("ImportPhoneNumber", phone_number::import::import)
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

pub(super) fn resilience(all: Operations) -> Operations {
    all
        // replication
        .once("ReplicateInstance", replica::replicate)
        .on("ListReplicationFindings", replica::lag::list)
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

pub(super) fn bots(all: Operations) -> Operations {
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
