//! `plan`: what has to be done.

use control_api::v1::{self as pb, job};

use super::start::start;
use crate::{
    args::{Format, PlanArgs},
    render::{self, Tone},
    session::Session,
    spec::SpecFiles,
    status::{Exit, Failure},
    upload,
};

pub(super) async fn run(args: PlanArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let files = SpecFiles::gather(&args.spec, session).await?;
    let request = pb::CreatePlanRequest {
        target: session.target().await?,
        spec: Some(upload::spec(&session.daemon, &files).await?),
        options: Some(args.options.message()),
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
        lifetime: lifetime(&args),
    };
    let ask = async |validate_only| {
        let request = pb::CreatePlanRequest {
            validate_only,
            ..request.clone()
        };
        if args.save {
            session.daemon.create_plan(request).await
        } else {
            session.daemon.plan(unsaved(request)).await
        }
    };
    let ended = start(session, &args.start, Some(&files), ask).await?;
    let Some(job::Result::Plan(plan)) = ended.job.and_then(|job| job.result) else {
        return Ok(ended.exit);
    };
    let something_to_do = !plan.steps.is_empty();
    let is_told = session.output.format() == Format::Text && !session.output.is_quiet();
    if is_told && args.save {
        let plan = session.daemon.saved_plan(&plan.name).await?;
        session
            .output
            .tell(Tone::Faint, &render::how_to_apply(&plan));
    } else if is_told && something_to_do {
        let hint = format!(
            "To do exactly this and no more, apply it with --plan {}{}",
            plan.digest,
            args.options.as_typed()
        );
        session.output.tell(Tone::Faint, &hint);
    }
    match (ended.exit, something_to_do && args.detailed_exitcode) {
        (Exit::Done, true) => Ok(Exit::SomethingToDo),
        (exit, _) => Ok(exit),
    }
}

fn lifetime(args: &PlanArgs) -> Option<prost_types::Duration> {
    let expires = args.expires?;
    Some(
        expires
            .try_into()
            .expect("the command line takes a year at most"),
    )
}

/// The same, for a plan that is only looked at.
fn unsaved(request: pb::CreatePlanRequest) -> pb::PlanContactCenterRequest {
    pb::PlanContactCenterRequest {
        target: request.target,
        request_id: request.request_id,
        validate_only: request.validate_only,
        reason: request.reason,
        labels: request.labels,
        spec: request.spec,
        options: request.options,
    }
}
