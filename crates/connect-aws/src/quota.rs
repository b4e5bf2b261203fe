//! Quotas of Amazon Connect, as Service Quotas has them.

use async_trait::async_trait;
use aws_sdk_servicequotas::types::{AppliedLevelEnum, QuotaContextScope, ServiceQuota};
use connect_model::Fault;
use connect_resources::{Quota, QuotaPort};

use crate::{aws::Aws, call::Operation};

const LIST: Operation = Operation {
    service: "servicequotas",
    name: "ListServiceQuotas",
};
const PAGE: i32 = 100;

#[async_trait]
impl QuotaPort for Aws {
    async fn applied(&self) -> Result<Vec<Quota>, Fault> {
        let request = self.service_quotas.list_service_quotas();
        let request = request
            .service_code("connect")
            .quota_applied_at_level(AppliedLevelEnum::All)
            .max_results(PAGE);
        let listed = self.caller.pages(
            LIST,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.quotas, page.next_token),
        );
        Ok(listed.await?.into_iter().filter_map(quota).collect())
    }
}

/// One without a value says why it has none; then nothing is known of it.
fn quota(given: ServiceQuota) -> Option<Quota> {
    let context = given.quota_context;
    let is_single = |scope: &QuotaContextScope| *scope == QuotaContextScope::Resource;
    let single = context.filter(|context| context.context_scope.as_ref().is_some_and(is_single));
    Some(Quota {
        code: given.quota_code?,
        name: given.quota_name?,
        value: given.value?,
        is_adjustable: given.adjustable,
        instance: single
            .and_then(|context| context.context_id)
            .filter(|id| id != "*"),
    })
}
