//! Data sets of the analytics data lake, and with whom they are shared.

use analytics_share::port::{Association, Batch, DataSet, DataSetPort};
use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{AccountId, Fault, InstanceId};

use crate::{
    aws::Aws,
    connect::{LIST_PAGE, operation},
    fault,
};

#[async_trait]
impl DataSetPort for Aws {
    async fn data_sets(&self, instance: &InstanceId) -> Result<Vec<DataSet>, Fault> {
        let request = self.connect.list_analytics_data_lake_data_sets();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListAnalyticsDataLakeDataSets",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.results, page.next_token),
        );
        let data_set = |told: types::AnalyticsDataSetsResult| {
            let id = told.data_set_id?;
            let name = told.data_set_name.unwrap_or_else(|| id.clone());
            Some(DataSet { id, name })
        };
        Ok(listed.await?.into_iter().filter_map(data_set).collect())
    }

    async fn associations(&self, instance: &InstanceId) -> Result<Vec<Association>, Fault> {
        let request = self.connect.list_analytics_data_associations();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListAnalyticsDataAssociations",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.results, page.next_token),
        );
        Ok(listed.await?.into_iter().filter_map(association).collect())
    }

    async fn associate_all(
        &self,
        instance: &InstanceId,
        data_sets: &[String],
        with: &AccountId,
    ) -> Result<Batch, Fault> {
        let request = self.connect.batch_associate_analytics_data_set();
        let request = request
            .instance_id(instance.as_str())
            .set_data_set_ids(Some(data_sets.to_vec()))
            .target_account_id(with.as_str());
        let answer = self.call("BatchAssociateAnalyticsDataSet", request.send());
        let answer = answer.await?;
        let created = answer.created.unwrap_or_default().into_iter();
        let error = |error: types::ErrorResult| {
            let (code, message) = (error.error_code, error.error_message);
            (code.unwrap_or_default(), message.unwrap_or_default())
        };
        Ok(Batch {
            created: created.filter_map(association).collect(),
            errors: answer
                .errors
                .unwrap_or_default()
                .into_iter()
                .map(error)
                .collect(),
        })
    }

    async fn associate(
        &self,
        instance: &InstanceId,
        data_set: &str,
        with: &AccountId,
    ) -> Result<Association, Fault> {
        const NAME: &str = "AssociateAnalyticsDataSet";
        let request = self.connect.associate_analytics_data_set();
        let request = request
            .instance_id(instance.as_str())
            .data_set_id(data_set)
            .target_account_id(with.as_str());
        let answer = self
            .call("AssociateAnalyticsDataSet", request.send())
            .await?;
        let share_arn = answer
            .resource_share_arn
            .ok_or_else(|| fault::unreadable(operation(NAME), "it lacks the ARN of the share"))?;
        Ok(Association {
            data_set: answer.data_set_id.unwrap_or_else(|| data_set.to_owned()),
            account: answer.target_account_id.unwrap_or_else(|| with.to_string()),
            share_arn,
            status: None,
        })
    }

    async fn disassociate_all(
        &self,
        instance: &InstanceId,
        data_sets: &[String],
        with: &AccountId,
    ) -> Result<Vec<String>, Fault> {
        let request = self.connect.batch_disassociate_analytics_data_set();
        let request = request
            .instance_id(instance.as_str())
            .set_data_set_ids(Some(data_sets.to_vec()))
            .target_account_id(with.as_str());
        let answer = self.call("BatchDisassociateAnalyticsDataSet", request.send());
        Ok(answer.await?.deleted.unwrap_or_default())
    }
}

/// One without the ARN of its share leads nowhere.
fn association(told: types::AnalyticsDataAssociationResult) -> Option<Association> {
    Some(Association {
        data_set: told.data_set_id?,
        account: told.target_account_id?,
        share_arn: told.resource_share_arn?,
        status: told.resource_share_status,
    })
}
