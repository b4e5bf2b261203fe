//! Schedules that AWS keeps: EventBridge Scheduler starts the query of an export by itself.

use connect_model::share::ExportSpec;
use connect_resources::Trouble;
use reconcile::Attempt;
use serde_json::{Value, json};

use super::Hand;
use crate::{SHARE_TAG, export, port::ScheduleRecord, site::Deal};

/// The call that the schedule makes.
const CALL: &str = "arn:aws:scheduler:::aws-sdk:athena:startQueryExecution";
/// Put in by the scheduler: names the one time that it fires, whatever the repeats.
const FIRING: &str = "<aws.scheduler.execution-id>";
/// How often a start that failed is repeated. The token keeps it from running twice.
const RETRIES: u32 = 3;

/// The schedule of an export.
pub(crate) fn schedule(deal: Deal<'_>, spec: &ExportSpec) -> ScheduleRecord {
    let share = deal.share;
    let unload = export::unload(deal, spec, FIRING);
    let input = json!({
        "QueryString": unload,
        "WorkGroup": share.workgroup(),
        "QueryExecutionContext": { "Database": share.database() },
        "ClientRequestToken": FIRING,
    });
    ScheduleRecord {
        name: share.schedule(spec.name.as_str()),
        description: format!("{SHARE_TAG}={}", share.name),
        expression: spec
            .schedule
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        time_zone: Some(
            spec.time_zone
                .as_ref()
                .map_or("UTC", AsRef::as_ref)
                .to_owned(),
        ),
        call: CALL.to_owned(),
        role_arn: deal.role_arn().unwrap_or_default(),
        input: input.to_string(),
        retries: RETRIES,
        is_enabled: true,
    }
}

impl Hand<'_> {
    pub(super) async fn put_schedule(
        &self,
        export: &str,
        attempt: &Attempt<'_>,
    ) -> Result<Value, Trouble> {
        let mut exports = self.deal.share.exports.iter();
        let Some(spec) = exports.find(|it| it.name.as_str() == export) else {
            return Err(Trouble::stored(
                "EXPORT_UNKNOWN",
                format!("there is no export {export}"),
            ));
        };
        let wanted = schedule(self.deal, spec);
        let port = &self.calls().schedules;
        if self.seen.schedules.contains_key(&wanted.name) {
            port.update(&wanted).await?;
        } else {
            let token = attempt.token().await.to_string();
            match port.create(&wanted, &token).await {
                Err(fault) if super::is_duplicate(&fault) => port.update(&wanted).await?,
                answer => answer?,
            }
        }
        Ok(json!({ "schedule": wanted.name }))
    }
}
