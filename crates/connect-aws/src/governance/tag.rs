//! Tags across services, looked at.

use std::collections::BTreeMap;

use async_trait::async_trait;
use aws_sdk_resourcegroupstagging::types;
use connect_governance::port::TagSight;
use connect_model::Fault;

use crate::{aws::Aws, call::Operation};

const RESOURCES: Operation = Operation {
    service: "tagging",
    name: "GetResources",
};
/// The largest page.
const PAGE: i32 = 100;
const NUMBERS: &str = "connect:phone-number";

#[async_trait]
impl TagSight for Aws {
    async fn of_numbers(&self) -> Result<BTreeMap<String, BTreeMap<String, String>>, Fault> {
        let request = self.tagging.get_resources();
        let request = request
            .resource_type_filters(NUMBERS)
            .resources_per_page(PAGE);
        let listed = self.caller.pages(
            RESOURCES,
            |token| request.clone().set_pagination_token(token).send(),
            |page| (page.resource_tag_mapping_list, page.pagination_token),
        );
        let tagged = |it: types::ResourceTagMapping| {
            let tags = it.tags.unwrap_or_default().into_iter();
            Some((
                it.resource_arn?,
                tags.map(|tag| (tag.key, tag.value)).collect(),
            ))
        };
        Ok(listed.await?.into_iter().filter_map(tagged).collect())
    }
}
