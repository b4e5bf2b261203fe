//! What hours of operation need of Amazon Connect.

use async_trait::async_trait;
use connect_model::{Fault, HoursId, InstanceId, Tags, spec};
use serde::{Deserialize, Serialize};

use crate::{Known, Named, census::Record};

/// The calls. Contract: lists are whole (all pages); a taken name is a fault of class `Duplicate`.
#[async_trait]
pub trait Port: Send + Sync {
    /// `ListHoursOfOperations`.
    async fn list(&self, instance: &InstanceId) -> Result<Vec<Named>, Fault>;

    /// `SearchHoursOfOperations`.
    async fn search(&self, instance: &InstanceId) -> Result<Vec<HoursRecord>, Fault>;

    /// `DescribeHoursOfOperation`.
    async fn describe(&self, instance: &InstanceId, id: &HoursId) -> Result<HoursRecord, Fault>;

    /// `CreateHoursOfOperation`.
    async fn create(
        &self,
        instance: &InstanceId,
        draft: &HoursDraft,
        tags: &Tags,
    ) -> Result<Known, Fault>;

    /// `UpdateHoursOfOperation`. An absent description stays as it is.
    async fn update(
        &self,
        instance: &InstanceId,
        id: &HoursId,
        draft: &HoursDraft,
    ) -> Result<(), Fault>;

    /// `DeleteHoursOfOperation`.
    async fn delete(&self, instance: &InstanceId, id: &HoursId) -> Result<(), Fault>;

    /// `ListHoursOfOperationOverrides`.
    async fn overrides(
        &self,
        instance: &InstanceId,
        id: &HoursId,
    ) -> Result<Vec<OverrideRecord>, Fault>;

    /// `CreateHoursOfOperationOverride`.
    async fn create_override(
        &self,
        instance: &InstanceId,
        id: &HoursId,
        draft: &OverrideDraft,
    ) -> Result<(), Fault>;

    /// `UpdateHoursOfOperationOverride`. An absent description or recurrence stays as it is.
    async fn update_override(
        &self,
        instance: &InstanceId,
        id: &HoursId,
        override_id: &str,
        draft: &OverrideDraft,
    ) -> Result<(), Fault>;

    /// `DeleteHoursOfOperationOverride`. One that is gone already is no fault.
    async fn delete_override(
        &self,
        instance: &InstanceId,
        id: &HoursId,
        override_id: &str,
    ) -> Result<(), Fault>;
}

/// What is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct HoursDraft {
    /// The name.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// The IANA name of the zone.
    pub time_zone: String,
    /// The open times.
    pub config: Vec<Opening>,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct HoursRecord {
    /// The id.
    pub id: HoursId,
    /// The name.
    pub name: String,
    /// The description.
    pub description: Option<String>,
    /// The IANA name of the zone.
    pub time_zone: String,
    /// The open times, in stored order.
    pub config: Vec<Opening>,
    /// Tags.
    pub tags: Tags,
    /// When it was changed last, in milliseconds since 1970.
    pub modified_ms: Option<i64>,
}

/// What holds on some dates instead, as it is declared and sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverrideDraft {
    /// The name, unique among those of the same hours.
    pub name: String,
    /// The description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// `STANDARD`, `OPEN` or `CLOSED`.
    pub r#type: String,
    /// The first day: `2026-12-25`.
    pub effective_from: String,
    /// The last day, included.
    pub effective_till: String,
    /// The times, in stored order.
    pub config: Vec<Opening>,
    /// When it comes again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<Recurrence>,
}

/// When an override comes again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recurrence {
    /// `WEEKLY`, `MONTHLY` or `YEARLY`.
    pub frequency: String,
    /// Every how many of them.
    pub interval: i32,
    /// Months, from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_month: Vec<i32>,
    /// Days of the month; -1 is its last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_month_day: Vec<i32>,
    /// The how-manieth of the weekday in the month; -1 is the last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_weekday_occurrence: Vec<i32>,
}

/// An override that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverrideRecord {
    /// The id.
    pub id: String,
    /// What it says.
    pub says: OverrideDraft,
}

/// One open time on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// `MONDAY` to `SUNDAY`.
    pub day: String,
    /// When it opens.
    pub start: Time,
    /// When it closes; 00:00 is the midnight at the end of the day.
    pub end: Time,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Time {
    /// 0 to 23.
    pub hours: i32,
    /// 0 to 59.
    pub minutes: i32,
}

impl Record for HoursRecord {
    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn modified_ms(&self) -> Option<i64> {
        self.modified_ms
    }
}

impl From<&spec::HoursEntry> for Opening {
    fn from(entry: &spec::HoursEntry) -> Self {
        let time = |at: spec::ClockTime| Time {
            hours: at.hours.into(),
            minutes: at.minutes.into(),
        };
        Self {
            day: entry.day.as_str().to_owned(),
            start: time(entry.start),
            end: time(entry.end),
        }
    }
}
