//! Which handler carries which operation out.

mod analysis;
mod flow;
mod number;
mod people;
mod routing;

use super::{
    analytics, approved_origin, attribute, hours, instance, integration, metrics, security_key,
    storage_config, tag,
};
use crate::services::Operations;

/// Every simulated operation, by kind.
pub(in crate::services) fn operations() -> Operations {
    let all = Operations::default();
    [
        instances,
        routing::routing,
        flow::flows,
        flow::content,
        number::numbers,
        number::resilience,
        number::bots,
        analysis::email,
        analysis::work,
        analysis::quality,
        people::people,
        people::organisation,
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
        // metric
        .on("GetMetricDataV2", metrics::get)
        // tag
        .on("SearchResourceTags", tag::search::search)
        .on("ListTagsForResource", tag::list)
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
}
