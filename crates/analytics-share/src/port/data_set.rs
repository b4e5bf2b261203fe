//! What is shared, told and changed in the account of the instance (facts/analytics-share.md, 3).

use async_trait::async_trait;
use connect_model::{AccountId, Fault, InstanceId};

/// A data set that an instance offers. Its id is the name of the table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DataSet {
    /// The id, such as `contact_record`.
    pub id: String,
    /// What people read.
    pub name: String,
}

/// A data set that is shared with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Association {
    /// The id of the data set.
    pub data_set: String,
    /// With whom.
    pub account: String,
    /// The ARN of the share in AWS RAM. Its account is the id of the catalog.
    pub share_arn: String,
    /// How AWS spells the state of the share, where it says so.
    pub status: Option<String>,
}

/// What came of associating many at once. Errors come without the data set that they are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Those that were associated.
    pub created: Vec<Association>,
    /// The code and message of each error.
    pub errors: Vec<(String, String)>,
}

/// The calls.
#[async_trait]
pub trait DataSetPort: Send + Sync {
    /// `ListAnalyticsDataLakeDataSets`.
    async fn data_sets(&self, instance: &InstanceId) -> Result<Vec<DataSet>, Fault>;

    /// `ListAnalyticsDataAssociations`, with every account.
    async fn associations(&self, instance: &InstanceId) -> Result<Vec<Association>, Fault>;

    /// `BatchAssociateAnalyticsDataSet`. What is associated already may be told as an error, so look
    /// afterwards.
    async fn associate_all(
        &self,
        instance: &InstanceId,
        data_sets: &[String],
        with: &AccountId,
    ) -> Result<Batch, Fault>;

    /// `AssociateAnalyticsDataSet`, which alone says what is wrong with one.
    async fn associate(
        &self,
        instance: &InstanceId,
        data_set: &str,
        with: &AccountId,
    ) -> Result<Association, Fault>;

    /// `BatchDisassociateAnalyticsDataSet`: the ids of those that are associated no longer. One that was
    /// not associated may be told as an error, so look afterwards.
    async fn disassociate_all(
        &self,
        instance: &InstanceId,
        data_sets: &[String],
        with: &AccountId,
    ) -> Result<Vec<String>, Fault>;
}
