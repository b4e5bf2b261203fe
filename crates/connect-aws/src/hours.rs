//! Hours of operation.

use async_trait::async_trait;
use aws_sdk_connect::types;
use connect_model::{Fault, HoursId, InstanceId, Tags};
use connect_resources::{
    Known, Named,
    hours::{HoursDraft, HoursRecord, Opening, OverrideDraft, OverrideRecord, Port, Time},
};

use crate::{
    aws::Aws,
    connect::{LIST_PAGE, SEARCH_PAGE, described, made, millis, named, tag_map, tags, whole},
};

#[async_trait]
impl Port for Aws {
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault> {
        let request = self.connect.list_hours_of_operations();
        let request = request
            .instance_id(instance.as_str())
            .max_results(LIST_PAGE);
        let listed = self.pages(
            "ListHoursOfOperations",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.hours_of_operation_summary_list, page.next_token),
        );
        let entry = |entry: types::HoursOfOperationSummary| {
            named(entry.name, entry.id, entry.arn, entry.last_modified_time)
        };
        Ok(listed.await?.into_iter().filter_map(entry).collect())
    }

    async fn search(&self, instance: &InstanceId) -> Result<Vec<HoursRecord>, Fault> {
        let request = self.connect.search_hours_of_operations();
        let request = request
            .instance_id(instance.as_str())
            .max_results(SEARCH_PAGE);
        let found = self.pages(
            "SearchHoursOfOperations",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.hours_of_operations, page.next_token),
        );
        Ok(found.await?.into_iter().filter_map(record).collect())
    }

    async fn describe(&self, instance: &InstanceId, id: &HoursId) -> Result<HoursRecord, Fault> {
        let request = self.connect.describe_hours_of_operation();
        let request = request
            .instance_id(instance.as_str())
            .hours_of_operation_id(id.as_str());
        let answer = self
            .call("DescribeHoursOfOperation", request.send())
            .await?;
        let record = answer.hours_of_operation.and_then(record);
        described("DescribeHoursOfOperation", record)
    }

    async fn create(
        &self,
        instance: &InstanceId,
        draft: &HoursDraft,
        tags: &Tags,
    ) -> Result<Known, Fault> {
        let request = self.connect.create_hours_of_operation();
        let request = request
            .instance_id(instance.as_str())
            .name(&draft.name)
            .set_description(draft.description.clone())
            .time_zone(&draft.time_zone)
            .set_config(Some(config(&draft.config)))
            .set_tags(tag_map(tags));
        let answer = self.call("CreateHoursOfOperation", request.send()).await?;
        made(
            "CreateHoursOfOperation",
            answer.hours_of_operation_id,
            answer.hours_of_operation_arn,
        )
    }

    async fn update(
        &self,
        instance: &InstanceId,
        id: &HoursId,
        draft: &HoursDraft,
    ) -> Result<(), Fault> {
        let request = self.connect.update_hours_of_operation();
        let request = request
            .instance_id(instance.as_str())
            .hours_of_operation_id(id.as_str())
            .name(&draft.name)
            .set_description(draft.description.clone())
            .time_zone(&draft.time_zone)
            .set_config(Some(config(&draft.config)));
        self.call("UpdateHoursOfOperation", request.send()).await?;
        Ok(())
    }

    async fn delete(&self, instance: &InstanceId, id: &HoursId) -> Result<(), Fault> {
        let request = self.connect.delete_hours_of_operation();
        let request = request
            .instance_id(instance.as_str())
            .hours_of_operation_id(id.as_str());
        self.call("DeleteHoursOfOperation", request.send()).await?;
        Ok(())
    }

    async fn overrides(
        &self,
        instance: &InstanceId,
        id: &HoursId,
    ) -> Result<Vec<OverrideRecord>, Fault> {
        self.list_overrides(instance, id).await
    }

    async fn create_override(
        &self,
        instance: &InstanceId,
        id: &HoursId,
        draft: &OverrideDraft,
    ) -> Result<(), Fault> {
        self.make_override(instance, id, draft).await
    }

    async fn update_override(
        &self,
        instance: &InstanceId,
        id: &HoursId,
        override_id: &str,
        draft: &OverrideDraft,
    ) -> Result<(), Fault> {
        self.change_override(instance, id, override_id, draft).await
    }

    async fn delete_override(
        &self,
        instance: &InstanceId,
        id: &HoursId,
        override_id: &str,
    ) -> Result<(), Fault> {
        self.remove_override(instance, id, override_id).await
    }
}

fn record(hours: types::HoursOfOperation) -> Option<HoursRecord> {
    let config = hours.config.unwrap_or_default();
    Some(HoursRecord {
        id: HoursId::new(hours.hours_of_operation_id?),
        name: hours.name?,
        description: hours.description,
        time_zone: hours.time_zone?,
        config: config.into_iter().map(opening).collect::<Option<_>>()?,
        tags: tags(hours.tags),
        modified_ms: millis(hours.last_modified_time),
    })
}

fn opening(config: types::HoursOfOperationConfig) -> Option<Opening> {
    let time = |slice: types::HoursOfOperationTimeSlice| Time {
        hours: slice.hours,
        minutes: slice.minutes,
    };
    Some(Opening {
        day: config.day.as_str().to_owned(),
        start: config.start_time.map(time)?,
        end: config.end_time.map(time)?,
    })
}

fn config(openings: &[Opening]) -> Vec<types::HoursOfOperationConfig> {
    let slice = |time: Time| {
        let slice = types::HoursOfOperationTimeSlice::builder();
        whole(slice.hours(time.hours).minutes(time.minutes).build())
    };
    let config = |opening: &Opening| {
        let config = types::HoursOfOperationConfig::builder()
            .day(opening.day.as_str().into())
            .start_time(slice(opening.start))
            .end_time(slice(opening.end));
        whole(config.build())
    };
    openings.iter().map(config).collect()
}
