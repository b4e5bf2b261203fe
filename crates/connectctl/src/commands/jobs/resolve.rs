//! `jobs resolve`: decide about a step.

use control_api::{json, v1 as pb};

use crate::{
    args::ResolveArgs,
    commands::start::go_on,
    follow::is_at_rest,
    render,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: ResolveArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let request = pb::ResolveJobRequest {
        name: args.job.into_string(),
        request_id: session.request_id(),
        validate_only: false,
        reason: args.reason,
        step: args.step.unwrap_or_default(),
        resolution: pb::Resolution::from(args.decision).into(),
    };
    let job = session.daemon.resolve(request).await?;
    if is_at_rest(&job) {
        // Given up, or further steps wait for a decision.
        let mut page = render::header(&job);
        page.append(render::outcome(&job));
        session.output.answer(&page, || json::to_full_value(&job))?;
        return Ok(Exit::Done);
    }
    Ok(go_on(session, &job, job.last_event, args.detach)
        .await?
        .exit)
}
