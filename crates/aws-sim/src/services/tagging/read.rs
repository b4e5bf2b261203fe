//! What has which tags.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    inventory::{Row, shown},
    resource,
};
use crate::{arn::Arn, context::Ctx, error::AwsError, paging::PageRequest, services::tag};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    pagination_token: Option<String>,
    #[serde(default)]
    tag_filters: Vec<Filter>,
    resources_per_page: Option<usize>,
    tags_per_page: Option<usize>,
    #[serde(default)]
    resource_type_filters: Vec<String>,
    #[serde(default)]
    include_compliance_details: bool,
    #[serde(default)]
    exclude_compliant_resources: bool,
    #[serde(rename = "ResourceARNList")]
    arns: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Filter {
    key: Option<String>,
    #[serde(default)]
    values: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Keys {
    pagination_token: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Values {
    pagination_token: Option<String>,
    key: String,
}

/// The resources of a page that nobody gives a size, and the most of one (API reference).
const PAGE: usize = 50;
const PAGE_MAX: usize = 100;
/// How many tags may be asked for in a page.
const TAGS: [usize; 2] = [100, 500];
const TYPES_MAX: usize = 100;
/// Keys and values come by so many.
const NAMES: usize = 100;

pub(super) fn resources(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    input.check()?;
    let compliant = input.include_compliance_details;
    let rows = shown(ctx.world, ctx.account, ctx.region);
    let none = input.exclude_compliant_resources;
    let asked = rows
        .into_iter()
        .filter(|row| !none && input.asks_for(row))
        .map(|row| (row.arn.to_string(), row));
    let (size, asked) = input.cut(ctx, asked.collect())?;
    let page = page(ctx, input.pagination_token, size, asked)?;
    let list = page.0.into_iter().map(|row| {
        json!({
            "ResourceARN": row.arn,
            "Tags": tag::shown(&row.tags),
            "ComplianceDetails": compliant.then(|| json!({ "ComplianceStatus": true })),
        })
    });
    let list: Vec<Value> = list.collect();
    Ok(json!({ "ResourceTagMappingList": list, "PaginationToken": page.1 }))
}

pub(super) fn keys(ctx: &mut Ctx<'_>, input: Keys) -> Result<Value, AwsError> {
    let rows = shown(ctx.world, ctx.account, ctx.region);
    let keys = rows.iter().flat_map(|row| row.tags.keys());
    let keys: BTreeSet<&String> = keys.collect();
    let rows = keys.into_iter().map(|key| (key.clone(), json!(key)));
    let rows = rows.collect();
    let (keys, token) = page(ctx, input.pagination_token, NAMES, rows)?;
    Ok(json!({ "TagKeys": keys, "PaginationToken": token }))
}

pub(super) fn values(ctx: &mut Ctx<'_>, input: Values) -> Result<Value, AwsError> {
    let rows = shown(ctx.world, ctx.account, ctx.region);
    let values = rows.iter().filter_map(|row| row.tags.get(&input.key));
    let values: BTreeSet<&String> = values.collect();
    let rows = values
        .into_iter()
        .map(|value| (value.clone(), json!(value)));
    let rows = rows.collect();
    let (values, token) = page(ctx, input.pagination_token, NAMES, rows)?;
    Ok(json!({ "TagValues": values, "PaginationToken": token }))
}

pub(super) fn invalid(message: &str) -> AwsError {
    AwsError::new("InvalidParameterException", message)
}

/// A page and the token of the next one, which is empty at the end. An empty token begins.
fn page<T>(
    ctx: &Ctx<'_>,
    token: Option<String>,
    size: usize,
    rows: Vec<(String, T)>,
) -> Result<(Vec<T>, String), AwsError> {
    let request = PageRequest {
        max_results: Some(size),
        next_token: token.filter(|token| !token.is_empty()),
    };
    let page = ctx.page(&request, rows).map_err(|error| {
        let code = if error.message.contains("expired") {
            "PaginationTokenExpiredException"
        } else {
            "InvalidParameterException"
        };
        AwsError::new(code, error.message)
    })?;
    Ok((page.items, page.next_token.unwrap_or_default()))
}

// === impl Get ===

impl Get {
    fn check(&self) -> Result<(), AwsError> {
        let filtered = !self.tag_filters.is_empty() || !self.resource_type_filters.is_empty();
        let token = self.pagination_token.as_deref().unwrap_or_default();
        let paged = self.resources_per_page.is_some() || self.tags_per_page.is_some();
        if self.arns.is_some() && (filtered || paged || !token.is_empty()) {
            return Err(invalid(
                "ResourceARNList cannot be given with filters or pages.",
            ));
        }
        if self.tag_filters.iter().any(|filter| filter.key.is_none()) {
            return Err(invalid("A tag filter needs its Key."));
        }
        if self.resource_type_filters.len() > TYPES_MAX {
            return Err(invalid("There can be at most 100 resource type filters."));
        }
        let mut types = self.resource_type_filters.iter();
        let malformed = |of: &&String| {
            let mut parts = of.split(':');
            of.matches(':').count() > 1 || parts.any(str::is_empty)
        };
        if let Some(of) = types.find(malformed) {
            return Err(invalid(&format!("{of} is no service[:resourceType].")));
        }
        let resources = self.resources_per_page;
        if resources.is_some_and(|size| !(1..=PAGE_MAX).contains(&size)) {
            return Err(invalid("ResourcesPerPage has to be between 1 and 100."));
        }
        let [least, most] = TAGS;
        if self
            .tags_per_page
            .is_some_and(|size| !(least..=most).contains(&size))
        {
            return Err(invalid("TagsPerPage has to be between 100 and 500."));
        }
        if self.exclude_compliant_resources && !self.include_compliance_details {
            return Err(invalid(
                "ExcludeCompliantResources needs IncludeComplianceDetails.",
            ));
        }
        Ok(())
    }

    fn asks_for(&self, row: &Row<'_>) -> bool {
        let types = &self.resource_type_filters;
        let arns = self.arns.as_ref();
        let of_type = |of: &String| {
            let Some(arn) = Arn::parse(&row.arn) else {
                return false;
            };
            match of.split_once(':') {
                Some((service, kind)) => service == arn.service && kind == resource::kind(&arn),
                None => *of == arn.service,
            }
        };
        arns.is_none_or(|arns| arns.iter().any(|arn| *arn == row.arn))
            && (types.is_empty() || types.iter().any(of_type))
            && self.tag_filters.iter().all(|filter| filter.fits(row))
    }

    /// The size of the page, and the rows. A page of so many tags ends before the resource whose tags
    /// would be too many; one without tags counts as one.
    fn cut<'w>(
        &self,
        ctx: &Ctx<'_>,
        rows: Vec<(String, Row<'w>)>,
    ) -> Result<(usize, Vec<(String, Row<'w>)>), AwsError> {
        if self.arns.is_some() {
            return Ok((PAGE_MAX, rows));
        }
        let size = self.resources_per_page.unwrap_or(PAGE);
        let Some(most) = self.tags_per_page else {
            return Ok((size, rows));
        };
        let token = self.pagination_token.as_deref();
        let seen = ctx
            .seen_or_refused(token.filter(|token| !token.is_empty()))
            .map_err(|error| invalid(&error.message))?;
        let rest = rows
            .iter()
            .filter(|(arn, _)| seen.as_ref().is_none_or(|seen| arn > seen));
        let mut tags = 0;
        let fits = rest.take_while(|(_, row)| {
            tags += row.tags.len().max(1);
            tags <= most
        });
        let count = fits.count().max(1);
        let asked = self.resources_per_page.unwrap_or(PAGE_MAX);
        Ok((count.min(asked), rows))
    }
}

// === impl Filter ===

impl Filter {
    fn fits(&self, row: &Row<'_>) -> bool {
        let value = self.key.as_ref().and_then(|key| row.tags.get(key));
        value.is_some_and(|value| self.values.is_empty() || self.values.contains(value))
    }
}
