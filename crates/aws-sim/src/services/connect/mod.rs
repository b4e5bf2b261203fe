//! Amazon Connect.
//!
//! One file a kind of thing; what all kinds share is in `state`, `errors` and `search`.

mod attribute;
mod builtins;
mod errors;
mod hours;
mod instance;
mod search;
mod state;
mod tag;
mod uses;

use super::Operations;
pub(crate) use state::State;

/// Every simulated operation, by kind.
pub(super) fn operations() -> Operations {
    Operations::default()
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
        // tag
        .on("ListTagsForResource", tag::list)
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
}
