//! Searching for flows, whose filters and conditions know more than those of other kinds.

use serde::Deserialize;
use serde_json::Value;

use super::{Flow, shown};
use crate::{
    context::Ctx,
    error::AwsError,
    paging::PageRequest,
    services::connect::{
        flow_content, reading,
        search::{Criteria, Filter, TagCondition},
        state,
    },
    world::Thing,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::services::connect) struct Query {
    instance_id: String,
    #[serde(flatten)]
    page: PageRequest,
    #[serde(default)]
    search_filter: FlowFilter,
    #[serde(default)]
    search_criteria: Criteria,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct FlowFilter {
    #[serde(flatten)]
    tags: Filter,
    flow_attribute_filter: Option<AttributeFilter>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct AttributeFilter {
    or_conditions: Vec<Conditions>,
    and_condition: Option<Conditions>,
    tag_condition: Option<TagCondition>,
    contact_flow_type_condition: Option<TypeCondition>,
}

/// Conditions that all have to hold.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Conditions {
    tag_conditions: Vec<TagCondition>,
    contact_flow_type_condition: Option<TypeCondition>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct TypeCondition {
    contact_flow_type: String,
}

/// Shows what is published, or of a flow that never was its draft.
pub(in crate::services::connect) fn search(
    ctx: &mut Ctx<'_>,
    query: Query,
) -> Result<Value, AwsError> {
    let instance = state::open(ctx, &query.instance_id)?;
    reading::search(
        ctx,
        &query.page,
        &instance.flows,
        "ContactFlows",
        |flow| query.fits(flow),
        |flow| {
            let content = &flow.body.content;
            let text = content.live().unwrap_or_else(|| content.draft());
            flow_content::found(ctx, shown(ctx, flow, text, content.status()))
        },
    )
}

fn field<'t>(flow: &'t Thing<Flow>, name: &str) -> Option<&'t str> {
    match name {
        "name" => Some(&flow.name),
        "description" => flow.body.description.as_deref(),
        "resourceid" => Some(&flow.id),
        "type" => Some(&flow.body.kind),
        "state" => Some(&flow.body.state),
        "status" => Some(flow.body.content.status()),
        _ => None,
    }
}

fn special(flow: &Flow, condition: &str, wanted: &Value) -> bool {
    match condition {
        "TypeCondition" => *wanted == *flow.kind,
        "StateCondition" => *wanted == *flow.state,
        "StatusCondition" => *wanted == *flow.content.status(),
        _ => true,
    }
}

// === impl Query ===

impl Query {
    fn fits(&self, flow: &Thing<Flow>) -> bool {
        let filter = &self.search_filter;
        filter.tags.passes(&flow.tags)
            && filter
                .flow_attribute_filter
                .as_ref()
                .is_none_or(|filter| filter.passes(flow))
            && self
                .search_criteria
                .fits(&|name| field(flow, name), &|condition, wanted| {
                    special(&flow.body, condition, wanted)
                })
    }
}

// === impl AttributeFilter ===

impl AttributeFilter {
    fn passes(&self, flow: &Thing<Flow>) -> bool {
        let any = &self.or_conditions;
        (any.is_empty() || any.iter().any(|all| all.hold(flow)))
            && self.and_condition.iter().all(|all| all.hold(flow))
            && self.tag_condition.iter().all(|tag| tag.fits(&flow.tags))
            && self
                .contact_flow_type_condition
                .iter()
                .all(|kind| kind.holds(flow))
    }
}

// === impl Conditions ===

impl Conditions {
    fn hold(&self, flow: &Thing<Flow>) -> bool {
        self.tag_conditions.iter().all(|tag| tag.fits(&flow.tags))
            && self
                .contact_flow_type_condition
                .iter()
                .all(|kind| kind.holds(flow))
    }
}

// === impl TypeCondition ===

impl TypeCondition {
    fn holds(&self, flow: &Thing<Flow>) -> bool {
        self.contact_flow_type == flow.body.kind
    }
}
