//! Queues, quick connects and routing profiles.

use super::super::{queue, quick_connect, routing_profile};
use crate::services::Operations;

pub(super) fn routing(all: Operations) -> Operations {
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
