//! `jobs get`: one job with its result.

use control_api::json;

use crate::{
    args::JobName,
    render,
    session::Session,
    status::{Exit, Failure},
};

pub(super) async fn run(job: JobName, session: &Session<'_>) -> Result<Exit, Failure> {
    let job = session.daemon.job(&job.into_string()).await?;
    let mut page = render::header(&job);
    page.append(render::outcome(&job));
    session.output.answer(&page, || json::to_full_value(&job))?;
    Ok(Exit::Done)
}
