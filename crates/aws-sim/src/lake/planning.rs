//! Forecasts, schedules, campaigns and cases: tables that only refer to each other.
//!
//! What stands in a cell follows from the name of its column, so that `staffing_group_arn` means the
//! same group in every table that has it.

use super::{Extent, Grid, center::Center, contact::midnight, draws::Draws, value::Value};

/// How many rows a day has.
const ROWS: u64 = 4;

/// Adds the rows of a day.
pub(super) fn add(center: &Center, extent: Extent, table: &str, day: u64, grid: &mut Grid<'_>) {
    for n in 0..ROWS {
        let hours = i64::try_from(8 + 3 * n).unwrap_or(8);
        let at = midnight(day) + hours * 3_600_000;
        if at + 1_800_000 <= extent.now {
            grid.add(|column| cell(center, table, (day, n), at, column));
        }
    }
}

fn cell(center: &Center, table: &str, (day, n): (u64, u64), at: i64, column: &str) -> Value {
    let mut draws = center.draws(&[table, column], &[day, n]);
    let nth = usize::try_from(n).unwrap_or(0);
    let queue = &center.queues[nth % center.queues.len()];
    let agent = &center.agents[nth % center.agents.len()];
    match column {
        "instance_id" => (&center.instance_id).into(),
        "instance_arn" => (&center.instance_arn).into(),
        "aws_account_id" => (&center.account).into(),
        "data_lake_last_processed_timestamp" => Value::Moment(at + 1_800_000),
        "queue_id" | "assigned_queue" => (&queue.id).into(),
        "queue_arn" => center.arn("queue", &queue.id).into(),
        "agent_arn" | "supervisor_arn" | "performed_by_user_arn" => {
            center.arn("agent", &agent.id).into()
        }
        "assigned_user" | "last_updated_user" | "last_updated_by" => (&agent.id).into(),
        "channel" | "contact_channel" => "VOICE".into(),
        "contact_id" => related(center, (day, n), at),
        "interval" => "PT15M".into(),
        "timezone" => "Europe/London".into(),
        "event_type" => "CASE.UPDATED".into(),
        "related_item_type" => "contact".into(),
        "campaign_event_type" => "Delivered".into(),
        "status" | "timeoff_status" | "activity_status" => "ACTIVE".into(),
        "changed_field_ids" => Value::Texts(vec!["status".to_owned()]),
        "is_deleted" => false.into(),
        "custom_fields" => Value::Null,
        _ => by_ending(center, n, at, &mut draws, column),
    }
}

fn by_ending(center: &Center, n: u64, at: i64, draws: &mut Draws, column: &str) -> Value {
    let ending = column.rsplit('_').next().unwrap_or(column);
    match ending {
        "arn" => {
            let kind = column.trim_end_matches("_arn");
            let id = center.draws(&[kind], &[n]).uuid();
            center.arn(&kind.replace('_', "-"), &id).into()
        }
        "id" => draws.uuid().into(),
        "version" => 1.into(),
        "name" | "title" => format!("{}-{n}", column.trim_end_matches("_name")).into(),
        "timestamp" | "time" if column == "average_queue_answer_time" => 20.0.into(),
        "time" | "timestamp" | "override" if column.starts_with("average_handle") => 300.0.into(),
        "timestamp" | "time" => Value::Moment(if column.contains("end_") {
            at + 900_000
        } else {
            at
        }),
        "staffing" | "hours" | "change" => 8.0.into(),
        "volume" if column == "contact_volume" => draws.between(5, 60).into(),
        "override" => draws.between(5, 60).into(),
        _ if column.starts_with("is_") || ending == "status" => true.into(),
        _ => ending.into(),
    }
}

/// A contact that the lake has by then.
fn related(center: &Center, (day, n): (u64, u64), at: i64) -> Value {
    let contact = super::contact(center, day, n);
    let known = contact.processed() <= at + 1_800_000;
    Some(contact.id).filter(|_| known).into()
}
