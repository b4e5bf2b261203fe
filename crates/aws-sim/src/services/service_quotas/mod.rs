//! Service Quotas: those of Connect that the simulator knows, with the values that it holds to.
//!
//! Titles and codes are those of AWS where they are published, else made of the names of
//! `src/quotas.rs`. A request for more stays pending: nobody decides, and the quota stays what it is.

mod quota;
mod request;

use std::collections::BTreeMap;

use serde::Serialize;

use super::Operations;
use crate::{
    context::Ctx,
    error::AwsError,
    paging::{Page, PageRequest},
    world::Settles,
};

/// What one account has in one Region.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    /// Requests for more, by id.
    requests: BTreeMap<String, request::Request>,
}

pub(super) fn operations() -> Operations {
    Operations::default()
        .on("ListServices", quota::services)
        .on("ListServiceQuotas", quota::list)
        .on("GetServiceQuota", quota::get)
        .on("ListAWSDefaultServiceQuotas", quota::list)
        .on("GetAWSDefaultServiceQuota", quota::get)
        .on("RequestServiceQuotaIncrease", request::increase)
        .on("GetRequestedServiceQuotaChange", request::get)
        .on("ListRequestedServiceQuotaChangeHistory", request::list)
        .on(
            "ListRequestedServiceQuotaChangeHistoryByQuota",
            request::list,
        )
}

impl Settles for State {}

fn page<T>(
    ctx: &Ctx<'_>,
    request: &PageRequest,
    rows: impl IntoIterator<Item = (String, T)>,
) -> Result<Page<T>, AwsError> {
    ctx.page(request, rows)
        .map_err(|error| AwsError::new("InvalidPaginationTokenException", error.message))
}

fn missing() -> AwsError {
    AwsError::new(
        "NoSuchResourceException",
        "The request failed because the specified quota does not exist.",
    )
}
