//! What Amazon Connect tells beside its kinds of things.

use std::collections::BTreeMap;

use async_trait::async_trait;
use aws_sdk_connect::types;
use aws_smithy_types::DateTime;
use connect_governance::{
    port::CenterSight,
    world::{DataShare, TestCase, TestRun},
};
use connect_model::{Fault, InstanceId};

use crate::{aws::Aws, connect::LIST_PAGE};

/// The largest pages.
const ATTRIBUTE_PAGE: i32 = 7;
const METRIC_PAGE: i32 = 100;
const ONLINE: &str = "SUM_ONLINE_TIME_AGENT";
/// The most that a page of test cases or their runs has.
const TEST_PAGE: i32 = 100;
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

    async fn test_cases(&self, instance: &InstanceId) -> Result<BTreeMap<String, TestCase>, Fault> {
        let request = self.connect.search_test_cases();
        let request = request
            .instance_id(instance.as_str())
            .max_results(TEST_PAGE);
        let found = self.pages(
            "SearchTestCases",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.test_cases, page.next_token),
        );
        Ok(found.await?.into_iter().filter_map(test_case).collect())
    }

    async fn test_runs(&self, instance: &InstanceId) -> Result<BTreeMap<String, TestRun>, Fault> {
        let request = self.connect.list_test_case_executions();
        let request = request
            .instance_id(instance.as_str())
            .max_results(TEST_PAGE);
        let listed = self.pages(
            "ListTestCaseExecutions",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.test_case_executions, page.next_token),
        );
        let mut last = BTreeMap::<String, TestRun>::new();
        for (case, run) in listed.await?.into_iter().filter_map(test_run) {
            let there = last.entry(case).or_insert(run);
            if there.started_s < run.started_s {
                *there = run;
            }
        }
        Ok(last)
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

/// The id, and the test case. One that enters a flow names it by its id or by its ARN.
fn test_case(told: types::TestCase) -> Option<(String, TestCase)> {
    let entry = told.entry_point;
    let (voice, chat) = entry.map_or((None, None), |it| {
        (
            it.voice_call_entry_point_parameters,
            it.chat_entry_point_parameters,
        )
    });
    let (flow, number) = voice.map_or((None, None), |it| (it.flow_id, it.destination_phone_number));
    let flow = flow.or_else(|| chat?.flow_id);
    let id = |flow: String| flow.rsplit('/').next().unwrap_or(&flow).to_owned();
    let case = TestCase {
        name: told.name?,
        arn: told.arn?,
        flow: flow.filter(|it| !it.is_empty()).map(id),
        number: number.filter(|it| !it.is_empty()),
        is_published: told.status == Some(types::TestCaseStatus::Published),
        last_run: None,
    };
    Some((told.id?, case))
}

/// The id of the test case, and a run of it that has ended by itself.
fn test_run(told: types::TestCaseExecution) -> Option<(String, TestRun)> {
    let has_passed = match told.test_case_execution_status? {
        types::TestCaseExecutionStatus::Passed => true,
        types::TestCaseExecutionStatus::Failed => false,
        _ => return None,
    };
    let run = TestRun {
        started_s: told.start_time?.secs(),
        has_passed,
    };
    Some((told.test_case_id?, run))
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
