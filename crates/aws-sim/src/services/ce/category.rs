//! Cost categories: names for parts of the bill. They are kept, and the bill is not split by them.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Kept, calendar, date, invalid, page};
use crate::{context::Ctx, error::AwsError, paging::PageRequest, services::tag::Tag, time::Time};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Create {
    name: String,
    effective_start: Option<String>,
    #[serde(default)]
    resource_tags: Vec<Tag>,
    /// Rules, default and charges to split.
    #[serde(flatten)]
    told: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    cost_category_arn: String,
    effective_start: Option<String>,
    /// Rules, default and charges to split.
    #[serde(flatten)]
    told: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Named {
    cost_category_arn: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    #[serde(flatten)]
    page: PageRequest,
}

pub(super) fn create(ctx: &mut Ctx<'_>, input: Create) -> Result<Value, AwsError> {
    let start = start(ctx, input.effective_start);
    let arn = format!(
        "arn:aws:ce::{}:costcategory/{}",
        ctx.account,
        ctx.ids.uuid()
    );
    let state = ctx.world.ce.at(ctx.account);
    let mut others = state.categories.values();
    if others.any(|category| category.told["Name"] == input.name) {
        return Err(invalid(format!(
            "A cost category with the name {} already exists.",
            input.name
        )));
    }
    let mut told = input.told;
    told.insert("Name".to_owned(), json!(input.name));
    told.insert("CostCategoryArn".to_owned(), json!(arn));
    told.insert("EffectiveStart".to_owned(), json!(start));
    let category = Kept {
        told,
        tags: input.resource_tags.into_iter().map(Tag::pair).collect(),
    };
    state.categories.insert(arn.clone(), category);
    Ok(json!({ "CostCategoryArn": arn, "EffectiveStart": start }))
}

pub(super) fn describe(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    let mut shown = json!(found(ctx, &input.cost_category_arn)?.told);
    shown["ProcessingStatus"] = applied();
    Ok(json!({ "CostCategory": shown }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let categories = ctx.world.ce.at(ctx.account).categories.iter();
    let rows = categories.map(|(arn, category)| {
        let told = &category.told;
        let shown = json!({
            "CostCategoryArn": told["CostCategoryArn"],
            "Name": told["Name"],
            "EffectiveStart": told["EffectiveStart"],
            "NumberOfRules": told["Rules"].as_array().map(Vec::len),
            "DefaultValue": told.get("DefaultValue"),
            "ProcessingStatus": applied(),
        });
        (arn.clone(), shown)
    });
    let rows: Vec<_> = rows.collect();
    let page = page(ctx, &input.page, rows)?;
    Ok(json!({ "CostCategoryReferences": page.items, "NextToken": page.next_token }))
}

/// What is left out is gone, but for the name.
pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<Value, AwsError> {
    let start = start(ctx, input.effective_start);
    let category = found(ctx, &input.cost_category_arn)?;
    let mut told = input.told;
    told.insert("Name".to_owned(), category.told["Name"].clone());
    told.insert("CostCategoryArn".to_owned(), json!(input.cost_category_arn));
    told.insert("EffectiveStart".to_owned(), json!(start));
    category.told = told;
    Ok(json!({ "CostCategoryArn": input.cost_category_arn, "EffectiveStart": start }))
}

pub(super) fn delete(ctx: &mut Ctx<'_>, input: Named) -> Result<Value, AwsError> {
    found(ctx, &input.cost_category_arn)?;
    let end = date(ctx.now);
    let state = ctx.world.ce.at(ctx.account);
    state.categories.remove(&input.cost_category_arn);
    Ok(json!({ "CostCategoryArn": input.cost_category_arn, "EffectiveEnd": end }))
}

/// The first day of the month, unless the caller says another.
fn start(ctx: &Ctx<'_>, given: Option<String>) -> String {
    let month = calendar::month(ctx.now.day()).start;
    given.unwrap_or_else(|| date(Time::from_micros(month * 86_400_000_000)))
}

fn applied() -> Value {
    json!([{ "Component": "COST_EXPLORER", "Status": "APPLIED" }])
}

fn found<'w>(ctx: &'w mut Ctx<'_>, arn: &str) -> Result<&'w mut Kept, AwsError> {
    let category = ctx.world.ce.at(ctx.account).categories.get_mut(arn);
    category.ok_or_else(|| {
        AwsError::new(
            "ResourceNotFoundException",
            format!("No cost category has the ARN {arn}."),
        )
    })
}
