//! What changed from one bundle to another.

use control_api::v1 as pb;
use flow_language::{
    bundle::ItemDifference,
    diff::{ActionDifference, Block, BranchDifference, Change},
};
use serde_json::Value;

use super::{finding::position, item, picture::pictures};
use crate::review::Differs;

/// What changed.
pub fn differs(differs: &Differs) -> pb::DiffFlowsResponse {
    let difference = &differs.difference;
    pb::DiffFlowsResponse {
        added: difference.added.iter().map(item).collect(),
        removed: difference.removed.iter().map(item).collect(),
        changed: difference.changed.iter().map(changed).collect(),
        added_prompts: difference.prompts.added.clone(),
        removed_prompts: difference.prompts.removed.clone(),
        changed_prompts: difference.prompts.changed.clone(),
        text: differs.text.clone(),
        pictures: pictures(&differs.pictures),
    }
}

fn changed(difference: &ItemDifference) -> pb::FlowDifference {
    let content = &difference.content;
    let beside = content.start.iter().chain(&content.settings);
    let beside = beside.chain(&content.envelope).chain(&content.metadata);
    pb::FlowDifference {
        flow: Some(item(&difference.item)),
        resource: difference.resource.iter().map(change).collect(),
        content: beside.map(change).collect(),
        added: content.added.iter().map(block).collect(),
        removed: content.removed.iter().map(block).collect(),
        changed: content.changed.iter().map(block_change).collect(),
    }
}

fn change(change: &Change) -> pb::FlowChange {
    let json = |value: &Option<Value>| value.as_ref().map(Value::to_string).unwrap_or_default();
    pb::FlowChange {
        path: change.path.clone(),
        old_json: json(&change.old),
        new_json: json(&change.new),
        old_name: change.old_name.clone().unwrap_or_default(),
        new_name: change.new_name.clone().unwrap_or_default(),
    }
}

fn block(block: &Block) -> pb::FlowBlock {
    pb::FlowBlock {
        identifier: block.identifier.clone(),
        label: block.label.clone(),
        r#type: block.action_type.clone(),
    }
}

fn block_change(action: &ActionDifference) -> pb::FlowBlockChange {
    let moved = action.moved.as_ref();
    pb::FlowBlockChange {
        block: Some(block(&action.block)),
        renamed_from: action.renamed.clone().unwrap_or_default(),
        parameters: action.parameters.iter().map(change).collect(),
        branches: action.branches.iter().map(branch).collect(),
        reordered: action.reordered,
        moved_from: moved.and_then(|moved| moved.old).map(position),
        moved_to: moved.and_then(|moved| moved.new).map(position),
        notes: action.notes.iter().map(change).collect(),
    }
}

fn branch(branch: &BranchDifference) -> pb::FlowBranchChange {
    pb::FlowBranchChange {
        label: branch.label.clone(),
        old: branch.old.clone().unwrap_or_default(),
        new: branch.new.clone().unwrap_or_default(),
    }
}
