//! Requests for more. They stay pending.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{missing, page, quota};
use crate::{context::Ctx, error::AwsError, paging::PageRequest, time::Time};

#[derive(Debug, Serialize)]
pub(super) struct Request {
    code: String,
    name: String,
    desired: f64,
    created: Time,
    requester: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Increase {
    service_code: String,
    quota_code: String,
    desired_value: f64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Get {
    request_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    service_code: Option<String>,
    quota_code: Option<String>,
    status: Option<String>,
    #[serde(flatten)]
    page: PageRequest,
}

const STATUS: &str = "PENDING";

pub(super) fn increase(ctx: &mut Ctx<'_>, input: Increase) -> Result<Value, AwsError> {
    let quota = quota::coded(&input.service_code, &input.quota_code)?;
    let current = quota.value(ctx.settings);
    if input.desired_value <= current {
        return Err(AwsError::new(
            "IllegalArgumentException",
            format!("The desired value must be greater than the current value {current}."),
        ));
    }
    let request = Request {
        code: input.quota_code,
        name: quota.title(),
        desired: input.desired_value,
        created: ctx.now,
        requester: ctx.caller.arn.clone(),
    };
    let id = ctx.ids.uuid().replace('-', "");
    let state = ctx.world.service_quotas.at(ctx.account, ctx.region);
    if state
        .requests
        .values()
        .any(|other| other.code == request.code)
    {
        return Err(AwsError::new(
            "ResourceAlreadyExistsException",
            "Only one open service quota increase request is allowed per quota.",
        ));
    }
    let shown = request.shown(&id);
    state.requests.insert(id, request);
    Ok(json!({ "RequestedQuota": shown }))
}

pub(super) fn get(ctx: &mut Ctx<'_>, input: Get) -> Result<Value, AwsError> {
    let state = ctx.world.service_quotas.get(ctx.account, ctx.region);
    let request = state.and_then(|state| state.requests.get(&input.request_id));
    let request = request.ok_or_else(missing)?;
    Ok(json!({ "RequestedQuota": request.shown(&input.request_id) }))
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let service = input.service_code.as_deref().unwrap_or(quota::SERVICE);
    let status = input.status.as_deref().unwrap_or(STATUS);
    let any = service == quota::SERVICE && status == STATUS;
    let state = ctx.world.service_quotas.get(ctx.account, ctx.region);
    let requests = state.into_iter().flat_map(|state| &state.requests);
    let code = input.quota_code.as_ref();
    let asked =
        requests.filter(|(_, request)| any && code.is_none_or(|code| *code == request.code));
    let rows = asked.map(|(id, request)| (id.clone(), request.shown(id)));
    let page = page(ctx, &input.page, rows)?;
    Ok(json!({ "RequestedQuotas": page.items, "NextToken": page.next_token }))
}

// === impl Request ===

impl Request {
    fn shown(&self, id: &str) -> Value {
        json!({
            "Id": id,
            "ServiceCode": quota::SERVICE,
            "ServiceName": quota::SERVICE_NAME,
            "QuotaCode": self.code,
            "QuotaName": self.name,
            "DesiredValue": self.desired,
            "Status": STATUS,
            "Created": self.created,
            "LastUpdated": self.created,
            "Requester": self.requester,
            "GlobalQuota": false,
            "Unit": "None",
            "QuotaRequestedAtLevel": "ACCOUNT",
        })
    }
}
