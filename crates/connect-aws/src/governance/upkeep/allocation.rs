//! Tags by which cost is allocated.

use async_trait::async_trait;
use aws_sdk_costexplorer::types;
use connect_governance::port::upkeep::{AllocationPort, AllocationTag, Unactivated};
use connect_model::Fault;

use super::cost::too_often;
use crate::{aws::Aws, call::Operation, fault};

const LIST: Operation = operation("ListCostAllocationTags");
const UPDATE: Operation = operation("UpdateCostAllocationTagsStatus");
/// The largest page of keys, how many may be asked for by name, and how many a call activates.
const PAGE: i32 = 100;
const ASKED: usize = 100;
const ACTIVATED: usize = 20;

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "ce",
        name,
    }
}

#[async_trait]
impl AllocationPort for Aws {
    async fn tags(&self, keys: &[String]) -> Result<Vec<AllocationTag>, Fault> {
        let mut tags = Vec::new();
        for asked in keys.chunks(ASKED) {
            let request = self.cost_explorer.list_cost_allocation_tags();
            let request = request.set_tag_keys(Some(asked.to_vec())).max_results(PAGE);
            let listed = self.caller.pages(
                LIST,
                |token| request.clone().set_next_token(token).send(),
                |page| (page.cost_allocation_tags, page.next_token),
            );
            let tag = |it: types::CostAllocationTag| AllocationTag {
                is_active: it.status == types::CostAllocationTagStatus::Active,
                key: it.tag_key,
            };
            let listed = listed.await.map_err(too_often)?;
            tags.extend(listed.into_iter().map(tag));
        }
        Ok(tags)
    }

    async fn activate(&self, keys: &[String]) -> Result<Vec<Unactivated>, Fault> {
        let mut refused = Vec::new();
        for some in keys.chunks(ACTIVATED) {
            let entries: Result<Vec<_>, Fault> = some.iter().map(active).collect();
            let request = self.cost_explorer.update_cost_allocation_tags_status();
            let request = request.set_cost_allocation_tags_status(Some(entries?));
            let answer = self.caller.send(UPDATE, request.send()).await;
            let errors = answer.map_err(too_often)?.errors.unwrap_or_default();
            refused.extend(errors.into_iter().filter_map(untaken));
        }
        Ok(refused)
    }
}

fn active(key: &String) -> Result<types::CostAllocationTagStatusEntry, Fault> {
    let entry = types::CostAllocationTagStatusEntry::builder()
        .tag_key(key)
        .status(types::CostAllocationTagStatus::Active);
    fault::built(UPDATE, entry.build())
}

fn untaken(error: types::UpdateCostAllocationTagsStatusError) -> Option<Unactivated> {
    let code = error.code.unwrap_or_default();
    let message = error.message.unwrap_or_default();
    Some(Unactivated {
        key: error.tag_key?,
        reason: format!("{code}: {message}"),
    })
}
