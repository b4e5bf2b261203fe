//! Schedules of EventBridge Scheduler.

use analytics_share::port::{KeptSchedule, SchedulePort, ScheduleRecord};
use async_trait::async_trait;
use aws_sdk_scheduler::types;
use connect_model::{Fault, FaultClass};

use crate::{aws::Aws, call::Operation, fault};

const CREATE: Operation = operation("CreateSchedule");
const DELETE: Operation = operation("DeleteSchedule");
const GET: Operation = operation("GetSchedule");
const LIST: Operation = operation("ListSchedules");
const UPDATE: Operation = operation("UpdateSchedule");
/// The group that every account has. A list that names none is of all groups.
const GROUP: &str = "default";
/// The largest page of schedules.
const PAGE: i32 = 100;
/// How often a call is repeated where nobody says so (documented).
const RETRIES: u32 = 185;

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "scheduler",
        name,
    }
}

#[async_trait]
impl SchedulePort for Aws {
    async fn schedule(&self, name: &str) -> Result<Option<KeptSchedule>, Fault> {
        let request = self.scheduler.get_schedule().group_name(GROUP).name(name);
        let told = match self.caller.send(GET, request.send()).await {
            Err(fault) if fault.class == FaultClass::NotFound => return Ok(None),
            answer => answer?,
        };
        let Some(target) = told.target else {
            return Err(fault::unreadable(GET, "it lacks the target"));
        };
        let retries = target.retry_policy.and_then(|it| it.maximum_retry_attempts);
        let record = ScheduleRecord {
            name: name.to_owned(),
            description: told.description.unwrap_or_default(),
            expression: told.schedule_expression.unwrap_or_default(),
            time_zone: told.schedule_expression_timezone,
            call: target.arn,
            role_arn: target.role_arn,
            input: target.input.unwrap_or_default(),
            retries: retries.and_then(|it| it.try_into().ok()).unwrap_or(RETRIES),
            is_enabled: told.state != Some(types::ScheduleState::Disabled),
        };
        let since = told.last_modification_date.or(told.creation_date);
        let since = since.and_then(|it| it.try_into().ok());
        Ok(Some(KeptSchedule { record, since }))
    }

    async fn schedules(&self, prefix: &str) -> Result<Vec<String>, Fault> {
        let request = self.scheduler.list_schedules();
        let request = request
            .group_name(GROUP)
            .name_prefix(prefix)
            .max_results(PAGE);
        let listed = self.caller.pages(
            LIST,
            |token| request.clone().set_next_token(token).send(),
            |page| (Some(page.schedules), page.next_token),
        );
        Ok(listed.await?.into_iter().filter_map(|it| it.name).collect())
    }

    async fn create(&self, draft: &ScheduleRecord, token: &str) -> Result<(), Fault> {
        let request = self.scheduler.create_schedule();
        let request = request
            .group_name(GROUP)
            .name(&draft.name)
            .description(&draft.description)
            .schedule_expression(&draft.expression)
            .set_schedule_expression_timezone(draft.time_zone.clone())
            .flexible_time_window(exact(CREATE)?)
            .state(state(draft))
            .target(target(CREATE, draft)?)
            .client_token(token);
        match self.caller.send(CREATE, request.send()).await {
            Ok(_) => Ok(()),
            Err(fault) => Err(duplicate(fault)),
        }
    }

    async fn update(&self, draft: &ScheduleRecord) -> Result<(), Fault> {
        let request = self.scheduler.update_schedule();
        let request = request
            .group_name(GROUP)
            .name(&draft.name)
            .description(&draft.description)
            .schedule_expression(&draft.expression)
            .set_schedule_expression_timezone(draft.time_zone.clone())
            .flexible_time_window(exact(UPDATE)?)
            .state(state(draft))
            .target(target(UPDATE, draft)?)
            .client_token(self.tokens.next());
        self.caller.send(UPDATE, request.send()).await?;
        Ok(())
    }

    /// Each request has a token of its own: one that were made of the name would let the deletion of a
    /// later schedule of this name pass for a repeat.
    async fn delete(&self, name: &str) -> Result<(), Fault> {
        let request = self.scheduler.delete_schedule();
        let request = request
            .group_name(GROUP)
            .name(name)
            .client_token(self.tokens.next());
        match self.caller.send(DELETE, request.send()).await {
            Err(fault) if fault.class != FaultClass::NotFound => Err(fault),
            _ => Ok(()),
        }
    }
}

/// Of a schedule that is made, a conflict is one of names (documented for no other case).
fn duplicate(mut fault: Fault) -> Fault {
    if fault.code == "ConflictException" {
        fault.class = FaultClass::Duplicate;
    }
    fault
}

fn exact(operation: Operation) -> Result<types::FlexibleTimeWindow, Fault> {
    let window = types::FlexibleTimeWindow::builder();
    let window = window.mode(types::FlexibleTimeWindowMode::Off);
    fault::built(operation, window.build())
}

fn state(draft: &ScheduleRecord) -> types::ScheduleState {
    if draft.is_enabled {
        types::ScheduleState::Enabled
    } else {
        types::ScheduleState::Disabled
    }
}

fn target(operation: Operation, draft: &ScheduleRecord) -> Result<types::Target, Fault> {
    let retries = i32::try_from(draft.retries).unwrap_or(i32::MAX);
    let policy = types::RetryPolicy::builder().maximum_retry_attempts(retries);
    let target = types::Target::builder()
        .arn(&draft.call)
        .role_arn(&draft.role_arn)
        .input(&draft.input)
        .retry_policy(policy.build());
    fault::built(operation, target.build())
}
