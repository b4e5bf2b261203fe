//! Ready questions, for people who want an answer before they know the tables.
//!
//! Each keeps a window of time, so that no more is read than it takes; counts each record once, however
//! often it was delivered; and reads what the columns are documented to be (facts/analytics-share.md, 2.1).

use connect_model::{
    Date, Finding,
    share::{AnalyticsShare, DataSets},
};

/// A ready question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Report {
    /// How many contacts each queue had on each day.
    ContactsPerQueue,
    /// How many of those that waited were answered within 20 seconds, by day.
    ServiceLevel,
    /// How many of those that waited gave up, by day.
    AbandonRate,
    /// For which part of the time that they were on agents had a contact, by day.
    AgentOccupancy,
    /// The contacts that waited longest.
    LongestWaits,
    /// How contacts left each flow.
    FlowDropOff,
    /// How customers felt, by day.
    Sentiment,
}

/// The days that a report is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first.
    pub from: Date,
    /// The one after the last.
    pub to: Date,
}

/// How long a wait still counts as short, in milliseconds.
const SERVICE_MS: u32 = 20_000;
/// How many of the longest waits are told.
const LONGEST: u32 = 50;

// === impl Report ===

impl Report {
    /// Every one.
    pub const ALL: &[Self] = &[
        Self::ContactsPerQueue,
        Self::ServiceLevel,
        Self::AbandonRate,
        Self::AgentOccupancy,
        Self::LongestWaits,
        Self::FlowDropOff,
        Self::Sentiment,
    ];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ContactsPerQueue => "contacts-per-queue",
            Self::ServiceLevel => "service-level",
            Self::AbandonRate => "abandon-rate",
            Self::AgentOccupancy => "agent-occupancy",
            Self::LongestWaits => "longest-waits",
            Self::FlowDropOff => "flow-drop-off",
            Self::Sentiment => "sentiment",
        }
    }

    /// What it tells, in a sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::ContactsPerQueue => "contacts of each queue on each day",
            Self::ServiceLevel => {
                "percent of queued contacts that were answered within 20 seconds, by day"
            }
            Self::AbandonRate => "percent of queued contacts that gave up, by day",
            Self::AgentOccupancy => "percent of their time on that agents had a contact, by day",
            Self::LongestWaits => "the fifty contacts that waited longest",
            Self::FlowDropOff => "how contacts left each flow",
            Self::Sentiment => "how customers felt, from -5 to 5, by day",
        }
    }

    /// The data set that it reads.
    pub fn data_set(self) -> &'static str {
        match self {
            Self::ContactsPerQueue | Self::LongestWaits => "contact_record",
            Self::ServiceLevel | Self::AbandonRate => "contact_statistic_record",
            Self::AgentOccupancy => "agent_statistic_record",
            Self::FlowDropOff => "contact_flow_events",
            Self::Sentiment => "contact_lens_conversational_analytics",
        }
    }

    /// The column by which its window is kept.
    fn time(self) -> &'static str {
        match self {
            Self::ContactsPerQueue | Self::LongestWaits => "initiation_timestamp",
            Self::ServiceLevel | Self::AbandonRate | Self::Sentiment => "disconnect_timestamp",
            Self::AgentOccupancy => "interval_start_time",
            Self::FlowDropOff => "start_timestamp",
        }
    }
}

impl std::str::FromStr for Report {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let known = Self::ALL.iter().copied().find(|it| it.as_str() == word);
        known.ok_or_else(|| {
            let words: Vec<&str> = Self::ALL.iter().map(|it| it.as_str()).collect();
            format!("expected one of {}", words.join(", "))
        })
    }
}

/// The SQL of a report. A finding, where the data set that it reads is not shared.
pub fn report_sql(
    report: Report,
    share: &AnalyticsShare,
    window: &Window,
) -> Result<String, Finding> {
    if let DataSets::Named(named) = &share.data_sets
        && !named.contains(report.data_set())
    {
        let (word, data_set) = (report.as_str(), report.data_set());
        let message = format!("the report {word} reads {data_set}, which is not shared");
        let remedy = format!("add {data_set} to data_sets, and ensure the share");
        return Err(Finding::of_the_world(
            "data-set-not-shared",
            message,
            remedy,
        ));
    }
    let rows = newest(report, share, window);
    Ok(match report {
        Report::ContactsPerQueue => format!(
            "{rows} SELECT CAST(date(initiation_timestamp) AS varchar) AS day, coalesce(queue_name, '(no queue)') AS queue, count(*) AS contacts \
             FROM newest GROUP BY 1, 2 ORDER BY 1, 2"
        ),
        Report::ServiceLevel => format!(
            "{rows} SELECT CAST(date(disconnect_timestamp) AS varchar) AS day, sum(is_queued) AS queued, \
             round(100.0 * sum(CASE WHEN is_queued_and_handled = 1 AND queue_answer_time_ms <= {SERVICE_MS} THEN 1 ELSE 0 END) / nullif(sum(is_queued), 0), 1) AS service_level \
             FROM newest GROUP BY 1 ORDER BY 1"
        ),
        Report::AbandonRate => format!(
            "{rows} SELECT CAST(date(disconnect_timestamp) AS varchar) AS day, sum(is_queued) AS queued, \
             round(100.0 * sum(is_abandoned) / nullif(sum(is_queued), 0), 1) AS abandon_rate \
             FROM newest GROUP BY 1 ORDER BY 1"
        ),
        Report::AgentOccupancy => format!(
            "{rows} SELECT CAST(date(interval_start_time) AS varchar) AS day, count(DISTINCT user_id) AS agents, \
             round(100.0 * sum(agent_on_contact_time) / nullif(sum(agent_on_contact_time) + sum(agent_idle_time), 0), 1) AS occupancy \
             FROM newest GROUP BY 1 ORDER BY 1"
        ),
        Report::LongestWaits => format!(
            "{rows} SELECT contact_id, coalesce(queue_name, '(no queue)') AS queue, channel, CAST(initiation_timestamp AS varchar) AS began, round(queue_duration_ms / 1000.0, 1) AS waited_s \
             FROM newest WHERE queue_duration_ms IS NOT NULL ORDER BY queue_duration_ms DESC, contact_id LIMIT {LONGEST}"
        ),
        Report::FlowDropOff => format!(
            "{rows} SELECT flow_resource_id AS flow, coalesce(flow_outcome, '(none)') AS outcome, count(*) AS contacts \
             FROM newest GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2"
        ),
        Report::Sentiment => format!(
            "{rows} SELECT CAST(date(disconnect_timestamp) AS varchar) AS day, count(*) AS contacts, \
             round(avg(sentiment_overall_score_customer), 2) AS customer, round(avg(sentiment_overall_score_agent), 2) AS agent \
             FROM newest GROUP BY 1 ORDER BY 1"
        ),
    })
}

/// The newest of each record in the window.
fn newest(report: Report, share: &AnalyticsShare, window: &Window) -> String {
    let (data_set, time) = (report.data_set(), report.time());
    let key = crate::tables::key(data_set).unwrap_or_default().join(", ");
    let (link, Window { from, to }) = (share.link(data_set), window);
    format!(
        "WITH newest AS (SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY data_lake_last_processed_timestamp DESC) AS place \
         FROM \"{link}\" WHERE {time} >= TIMESTAMP '{from} 00:00:00' AND {time} < TIMESTAMP '{to} 00:00:00') WHERE place = 1)"
    )
}
