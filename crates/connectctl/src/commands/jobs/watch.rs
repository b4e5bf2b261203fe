//! `jobs watch`: what happens to a job.

use control_api::v1 as pb;

use crate::{
    args::{Format, WatchArgs},
    commands::start::{beside, board},
    follow::follow,
    progress::{JsonLines, Lines, Watcher},
    render,
    session::Session,
    status::{Exit, Failure, of_job},
};

pub(super) async fn run(args: WatchArgs, session: &Session<'_>) -> Result<Exit, Failure> {
    let job = session.daemon.job(&args.job.into_string()).await?;
    session.follows(&job.name);
    let mut watcher = watcher(session, &job, args.after);
    let job = follow(&session.daemon, &job.name, args.after, &mut *watcher).await?;
    drop(watcher);
    if session.output.format() == Format::Text {
        session.output.page(&render::outcome(&job))?;
    }
    Ok(of_job(&job))
}

/// On a terminal bars; else the events are the answer.
fn watcher<'s>(session: &Session<'s>, job: &pb::Job, after: i64) -> Box<dyn Watcher + 's> {
    let output = session.output;
    match output.format() {
        Format::Json => Box::new(JsonLines::new(output)),
        Format::Text if output.draws() => beside(session, job, after),
        Format::Text => Box::new(Lines::as_answer(output, board(job, after))),
    }
}
