//! `plan`: what has to be done.

use control_api::v1::{self as pb, job};

use super::start::start;
use crate::{
    args::{Format, PlanArgs},
    render::Tone,
    session::Session,
    spec::SpecFiles,
    status::{Exit, Failure},
    upload,
};

pub(super) async fn run(args: PlanArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let files = SpecFiles::gather(&args.spec, session).await?;
    let request = pb::PlanContactCenterRequest {
        target: session.target().await?,
        spec: Some(upload::spec(&session.daemon, &files).await?),
        options: Some(args.options.message()),
        request_id: session.request_id(),
        reason: args.start.reason.clone(),
        labels: args.start.labels.iter().cloned().collect(),
        validate_only: false,
    };
    let ended = start(session, &args.start, Some(&files), async |validate_only| {
        session
            .daemon
            .plan(pb::PlanContactCenterRequest {
                validate_only,
                ..request.clone()
            })
            .await
    })
    .await?;
    let Some(job::Result::Plan(plan)) = ended.job.and_then(|job| job.result) else {
        return Ok(ended.exit);
    };
    let something_to_do = !plan.steps.is_empty();
    if something_to_do && session.output.format() == Format::Text && !session.output.is_quiet() {
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
