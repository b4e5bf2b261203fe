//! What Amazon Connect tells beside its kinds of things.

use std::collections::BTreeMap;

use async_trait::async_trait;
use aws_sdk_connect::types;
use aws_smithy_types::DateTime;
use connect_governance::{port::CenterSight, world::DataShare};
use connect_model::{Fault, InstanceId};

use crate::{aws::Aws, connect::LIST_PAGE};

/// The largest pages.
const ATTRIBUTE_PAGE: i32 = 7;
const METRIC_PAGE: i32 = 100;
const ONLINE: &str = "SUM_ONLINE_TIME_AGENT";
const HANDLED: &str = "CONTACTS_HANDLED";

#[async_trait]
impl CenterSight for Aws {
    async fn attributes(&self, instance: &InstanceId) -> Result<BTreeMap<String, bool>, Fault> {
        let request = self.connect.list_instance_attributes();
        let request = request
            .instance_id(instance.as_str())
            .max_results(ATTRIBUTE_PAGE);
        let listed = self.pages(
            "ListInstanceAttributes",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.attributes, page.next_token),
        );
        let attribute = |it: types::Attribute| {
            let kind = it.attribute_type?.as_str().to_owned();
            Some((kind, it.value.as_deref() == Some("true")))
        };
        Ok(listed.await?.into_iter().filter_map(attribute).collect())
    }

    async fn data_shares(&self, instance: &InstanceId) -> Result<Vec<DataShare>, Fault> {
        let request = self.connect.list_analytics_data_associations();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListAnalyticsDataAssociations",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.results, page.next_token),
        );
        let share = |it: types::AnalyticsDataAssociationResult| {
            Some(DataShare {
                data_set: it.data_set_id?,
                account: it.target_account_id?,
            })
        };
        Ok(listed.await?.into_iter().filter_map(share).collect())
    }

    async fn sign_ins(
        &self,
        instance: &str,
        routing_profiles: &[String],
        from_s: i64,
        until_s: i64,
    ) -> Result<BTreeMap<String, (u64, u64)>, Fault> {
        let of_profiles = types::FilterV2::builder()
            .filter_key("ROUTING_PROFILE")
            .set_filter_values(Some(routing_profiles.to_vec()));
        let metric = |name: &str| types::MetricV2::builder().name(name).build();
        let request = self.connect.get_metric_data_v2();
        let request = request
            .resource_arn(instance)
            .start_time(DateTime::from_secs(from_s))
            .end_time(DateTime::from_secs(until_s))
            .filters(of_profiles.build())
            .groupings("AGENT")
            .metrics(metric(ONLINE))
            .metrics(metric(HANDLED))
            .max_results(METRIC_PAGE);
        let listed = self.pages(
            "GetMetricDataV2",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.metric_results, page.next_token),
        );
        Ok(listed.await?.into_iter().filter_map(signed_in).collect())
    }
}

/// The id of the user, seconds, contacts.
fn signed_in(told: types::MetricResultV2) -> Option<(String, (u64, u64))> {
    let agent = told.dimensions?.remove("AGENT")?;
    let values = told.collections.unwrap_or_default();
    let value = |name: &str| {
        let of_name = values.iter().find(|it| {
            let metric = it.metric.as_ref();
            metric.and_then(|metric| metric.name.as_deref()) == Some(name)
        });
        of_name.and_then(|it| it.value).map_or(0, whole)
    };
    Some((agent, (value(ONLINE), value(HANDLED))))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count; the cast stops at the ends"
)]
fn whole(value: f64) -> u64 {
    value as u64
}
