//! Overrides of hours of operation.

use aws_sdk_connect::types;
use connect_model::{Fault, FaultClass, HoursId, InstanceId};
use connect_resources::hours::{Opening, OverrideDraft, OverrideRecord, Recurrence, Time};

use crate::{
    aws::Aws,
    connect::{LINK_PAGE, whole},
};

impl Aws {
    pub(crate) async fn list_overrides(
        &self,
        instance: &InstanceId,
        hours: &HoursId,
    ) -> Result<Vec<OverrideRecord>, Fault> {
        let request = self.connect.list_hours_of_operation_overrides();
        let request = request
            .instance_id(instance.as_str())
            .hours_of_operation_id(hours.as_str())
            .max_results(LINK_PAGE);
        let listed = self.pages(
            "ListHoursOfOperationOverrides",
            |token| request.clone().set_next_token(token).send(),
            |page| (page.hours_of_operation_override_list, page.next_token),
        );
        Ok(listed.await?.into_iter().filter_map(record).collect())
    }

    pub(crate) async fn make_override(
        &self,
        instance: &InstanceId,
        hours: &HoursId,
        draft: &OverrideDraft,
    ) -> Result<(), Fault> {
        let request = self.connect.create_hours_of_operation_override();
        let request = request
            .instance_id(instance.as_str())
            .hours_of_operation_id(hours.as_str())
            .name(&draft.name)
            .set_description(draft.description.clone())
            .override_type(draft.r#type.as_str().into())
            .effective_from(&draft.effective_from)
            .effective_till(&draft.effective_till)
            .set_config(Some(config(&draft.config)))
            .set_recurrence_config(draft.recurrence.as_ref().map(recurrence));
        self.call("CreateHoursOfOperationOverride", request.send())
            .await?;
        Ok(())
    }

    pub(crate) async fn change_override(
        &self,
        instance: &InstanceId,
        hours: &HoursId,
        id: &str,
        draft: &OverrideDraft,
    ) -> Result<(), Fault> {
        let request = self.connect.update_hours_of_operation_override();
        let request = request
            .instance_id(instance.as_str())
            .hours_of_operation_id(hours.as_str())
            .hours_of_operation_override_id(id)
            .name(&draft.name)
            .set_description(draft.description.clone())
            .override_type(draft.r#type.as_str().into())
            .effective_from(&draft.effective_from)
            .effective_till(&draft.effective_till)
            .set_config(Some(config(&draft.config)))
            .set_recurrence_config(draft.recurrence.as_ref().map(recurrence));
        self.call("UpdateHoursOfOperationOverride", request.send())
            .await?;
        Ok(())
    }

    pub(crate) async fn remove_override(
        &self,
        instance: &InstanceId,
        hours: &HoursId,
        id: &str,
    ) -> Result<(), Fault> {
        let request = self.connect.delete_hours_of_operation_override();
        let request = request
            .instance_id(instance.as_str())
            .hours_of_operation_id(hours.as_str())
            .hours_of_operation_override_id(id);
        let answer = self
            .call("DeleteHoursOfOperationOverride", request.send())
            .await;
        match answer {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        }
    }
}

fn record(found: types::HoursOfOperationOverride) -> Option<OverrideRecord> {
    let config = found.config.unwrap_or_default();
    let standard = types::OverrideType::Standard;
    Some(OverrideRecord {
        id: found.hours_of_operation_override_id?,
        says: OverrideDraft {
            name: found.name?,
            description: found.description,
            r#type: found.override_type.unwrap_or(standard).as_str().to_owned(),
            effective_from: found.effective_from?,
            effective_till: found.effective_till?,
            config: config.into_iter().map(opening).collect::<Option<_>>()?,
            recurrence: found
                .recurrence_config
                .and_then(|config| config.recurrence_pattern)
                .map(recurs),
        },
    })
}

fn opening(config: types::HoursOfOperationOverrideConfig) -> Option<Opening> {
    let time = |slice: types::OverrideTimeSlice| Time {
        hours: slice.hours,
        minutes: slice.minutes,
    };
    Some(Opening {
        day: config.day?.as_str().to_owned(),
        start: config.start_time.map(time)?,
        end: config.end_time.map(time)?,
    })
}

fn recurs(pattern: types::RecurrencePattern) -> Recurrence {
    Recurrence {
        frequency: pattern.frequency.as_str().to_owned(),
        interval: pattern.interval,
        by_month: pattern.by_month.unwrap_or_default(),
        by_month_day: pattern.by_month_day.unwrap_or_default(),
        by_weekday_occurrence: pattern.by_weekday_occurrence.unwrap_or_default(),
    }
}

fn config(openings: &[Opening]) -> Vec<types::HoursOfOperationOverrideConfig> {
    let slice = |time: Time| {
        let slice = types::OverrideTimeSlice::builder();
        whole(slice.hours(time.hours).minutes(time.minutes).build())
    };
    let config = |opening: &Opening| {
        types::HoursOfOperationOverrideConfig::builder()
            .day(opening.day.as_str().into())
            .start_time(slice(opening.start))
            .end_time(slice(opening.end))
            .build()
    };
    openings.iter().map(config).collect()
}

/// Lists that say nothing are left out.
fn recurrence(says: &Recurrence) -> types::RecurrenceConfig {
    let some = |list: &[i32]| (!list.is_empty()).then(|| list.to_vec());
    let pattern = types::RecurrencePattern::builder()
        .frequency(says.frequency.as_str().into())
        .interval(says.interval)
        .set_by_month(some(&says.by_month))
        .set_by_month_day(some(&says.by_month_day))
        .set_by_weekday_occurrence(some(&says.by_weekday_occurrence));
    types::RecurrenceConfig::builder()
        .recurrence_pattern(whole(pattern.build()))
        .build()
}
