//! `jobs wait`: wait until a job has ended.

use std::time::Duration;

use control_api::{json, v1 as pb};
use tokio::time::timeout;

use crate::{
    args::WaitArgs,
    follow::is_at_rest,
    render,
    session::Session,
    status::{Exit, Failure, of_job},
};

/// How long one call waits: short enough for proxies that cut quiet calls.
const ROUND: Duration = Duration::from_mins(1);

pub(super) async fn run(args: WaitArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let name = args.job.into_string();
    session.follows(&name);
    let job = match args.timeout {
        None => at_rest(&name, ROUND, session).await?,
        Some(limit) => match timeout(limit, at_rest(&name, ROUND.min(limit), session)).await {
            Ok(ended) => ended?,
            Err(_) => return Err(Failure::StillAtWork { job: name }),
        },
    };
    let mut page = render::header(&job);
    page.append(render::outcome(&job));
    session.output.answer(&page, || json::to_full_value(&job))?;
    Ok(of_job(&job))
}

async fn at_rest(name: &str, round: Duration, session: &Session<'_>) -> Result<pb::Job, Failure> {
    loop {
        let job = session.daemon.wait(name, round).await?;
        if is_at_rest(&job) {
            return Ok(job);
        }
    }
}
