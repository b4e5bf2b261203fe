//! What Amazon Connect tells beside its kinds of things.

use std::collections::BTreeMap;

use async_trait::async_trait;
use connect_model::{Fault, InstanceId};

use crate::world::{DataShare, TestCase, TestRun};

/// The calls.
#[async_trait]
pub trait CenterSight: Send + Sync {
    /// `ListInstanceAttributes`: all of them, in the words of the API.
    async fn attributes(&self, instance: &InstanceId) -> Result<BTreeMap<String, bool>, Fault>;

    /// `ListAnalyticsDataAssociations`.
    async fn data_shares(&self, instance: &InstanceId) -> Result<Vec<DataShare>, Fault>;

    /// `SearchTestCases`: by their ids, without their runs.
    async fn test_cases(&self, instance: &InstanceId) -> Result<BTreeMap<String, TestCase>, Fault>;

    /// `ListTestCaseExecutions`: of each test case, by its id, the last run that has passed or failed.
    async fn test_runs(&self, instance: &InstanceId) -> Result<BTreeMap<String, TestRun>, Fault>;

    /// `GetMetricDataV2` by agent, of the users with these routing profiles (100 at most): how long each was
    /// signed in, in seconds, and how many contacts each handled, by the id of the user. Times are in
    /// seconds since 1970, 35 days apart at most. Who was not there at all may be left out.
    async fn sign_ins(
        &self,
        instance: &str,
        routing_profiles: &[String],
        from_s: i64,
        until_s: i64,
    ) -> Result<BTreeMap<String, (u64, u64)>, Fault>;
}
