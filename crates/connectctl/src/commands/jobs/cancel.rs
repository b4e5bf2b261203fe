//! `jobs cancel`: ask a job to stop.

use control_api::{
    json,
    v1::{self as pb, job::State},
};

use crate::{
    args::CancelArgs,
    render::{self, Page, Tone},
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(args: CancelArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let request = pb::CancelJobRequest {
        name: args.job.into_string(),
        request_id: session.request_id(),
        validate_only: false,
        reason: args.reason,
    };
    let job = session.daemon.cancel(request).await?;
    let page = match job.state() {
        State::Cancelled => Page::of(Tone::Good, &format!("{} is cancelled.", job.name)),
        State::Cancelling => Page::of(
            Tone::Plain,
            &format!("{} stops after the steps it is at.", job.name),
        ),
        _ => {
            let mut page = Page::of(Tone::Caution, &format!("{} was at rest already.", job.name));
            page.append(render::header(&job));
            page
        }
    };
    session.output.answer(&page, || json::to_full_value(&job))?;
    Ok(Exit::Done)
}
