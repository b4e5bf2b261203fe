//! What all commands share that start a job: ask for it, follow it, tell what came of it.

use control_api::{
    json,
    v1::{self as pb, job::State},
};
use serde_json::Value;

use crate::{
    args::{Format, StartArgs},
    follow::follow,
    progress::{Bars, Board, Lines, Silence, Watcher},
    render::{self, Page, Tone, word},
    session::Session,
    spec::SpecFiles,
    status::{Exit, Failure, of_job, ways},
};

/// Starts a job and sees it through as `args` say.
///
/// `ask` sends the request, with `validate_only` as it is told.
pub(super) async fn start(
    session: &Session<'_>,
    args: &StartArgs,
    spec: Option<&SpecFiles>,
    ask: impl AsyncFn(bool) -> Result<pb::Job, Failure>,
) -> Result<Ended, Failure> {
    start_telling(session, args, spec, ask, outcome).await
}

/// The same for a command that has more to tell of a job at rest than the job itself.
pub(super) async fn start_telling(
    session: &Session<'_>,
    args: &StartArgs,
    spec: Option<&SpecFiles>,
    ask: impl AsyncFn(bool) -> Result<pb::Job, Failure>,
    tell: impl AsyncFn(&pb::Job) -> Result<(Page, Value), Failure>,
) -> Result<Ended, Failure> {
    if args.validate_only {
        session.starts_nothing();
        let job = findings_first(ask(true).await?, spec)?;
        let page = Page::of(Tone::Good, "The daemon would take this.");
        session.output.answer(&page, || json::to_full_value(&job))?;
        return Ok(Ended {
            exit: Exit::Done,
            job: None,
        });
    }
    let job = match ask(false).await {
        Err(Failure::Refused(refusal)) if refusal.reason == "SPEC_INVALID" => {
            // An error has room for a few findings only; a checked job has all of them.
            findings_first(ask(true).await?, spec)?;
            return Err(Failure::Refused(refusal));
        }
        asked => asked?,
    };
    if args.detach {
        leave(session, &job)
    } else {
        see_through(session, &job, 0, spec, tell).await
    }
}

/// How a command ended that started a job.
pub(super) struct Ended {
    /// The exit status that the job's end calls for.
    pub exit: Exit,
    /// The job, when it was followed to its end.
    pub job: Option<pb::Job>,
}

/// Goes on with a job that was started: follows its events after a number, or lets it go.
pub(super) async fn go_on(
    session: &Session<'_>,
    job: &pb::Job,
    after: i64,
    detach: bool,
) -> Result<Ended, Failure> {
    if detach {
        leave(session, job)
    } else {
        see_through(session, job, after, None, outcome).await
    }
}

/// Prints the name of a job that goes on by itself.
fn leave(session: &Session<'_>, job: &pb::Job) -> Result<Ended, Failure> {
    let page = Page::of(Tone::Plain, &job.name);
    session.output.answer(&page, || json::to_full_value(job))?;
    if session.output.format() == Format::Text && !session.output.is_quiet() {
        session.output.tell(Tone::Faint, &ways(&job.name));
    }
    Ok(Ended {
        exit: Exit::Done,
        job: None,
    })
}

/// Starts a job whose result is a means and not the answer, and follows it to its end. What came of it is
/// told only where that is no success, as the failure of the command.
pub(super) async fn fetch(
    session: &Session<'_>,
    ask: impl AsyncFnOnce() -> Result<pb::Job, Failure>,
) -> Result<pb::Job, Failure> {
    let job = ask().await?;
    session.follows(&job.name);
    let mut watcher = beside(session, &job, 0);
    let job = follow(&session.daemon, &job.name, 0, &mut *watcher).await?;
    drop(watcher);
    match job.state() {
        State::Succeeded => Ok(job),
        _ => Err(Failure::Job(Box::new(job))),
    }
}

/// Follows a job to its end and tells what came of it.
async fn see_through(
    session: &Session<'_>,
    job: &pb::Job,
    after: i64,
    spec: Option<&SpecFiles>,
    tell: impl AsyncFn(&pb::Job) -> Result<(Page, Value), Failure>,
) -> Result<Ended, Failure> {
    session.follows(&job.name);
    let mut watcher = beside(session, job, after);
    let mut job = follow(&session.daemon, &job.name, after, &mut *watcher).await?;
    drop(watcher);
    if let (Some(spec), Some(error)) = (spec, &mut job.error) {
        error.findings = spec.found(std::mem::take(&mut error.findings));
    }
    let (page, value) = tell(&job).await?;
    session.output.answer(&page, || value)?;
    Ok(Ended {
        exit: of_job(&job),
        job: Some(job),
    })
}

/// The job itself.
async fn outcome(job: &pb::Job) -> Result<(Page, Value), Failure> {
    Ok((render::outcome(job), json::to_full_value(job)))
}

/// Shows how a job goes, on standard error.
pub(super) fn beside<'s>(
    session: &Session<'s>,
    job: &pb::Job,
    after: i64,
) -> Box<dyn Watcher + 's> {
    let output = session.output;
    let board = board(job, after);
    if output.is_quiet() {
        return Box::new(Silence::new(output));
    }
    if output.draws() {
        return Box::new(Bars::new(output, board, &word::kind(job.kind)));
    }
    let lines = Lines::beside(output, board);
    if render::reads_only(job) {
        Box::new(lines.tersely())
    } else {
        Box::new(lines)
    }
}

/// A board for the events after a number. What was done before counts when the job is taken up
/// where it now stands; elsewhere it is not known.
pub(super) fn board(job: &pb::Job, after: i64) -> Board {
    match &job.progress {
        Some(progress) if after > 0 && after == job.last_event => Board::standing(progress),
        _ => Board::default(),
    }
}

fn findings_first(job: pb::Job, spec: Option<&SpecFiles>) -> Result<pb::Job, Failure> {
    let findings = job
        .error
        .as_ref()
        .map(|error| error.findings.clone())
        .unwrap_or_default();
    match (findings.is_empty(), spec) {
        (true, _) => Ok(job),
        (false, Some(spec)) => Err(Failure::Findings(spec.found(findings))),
        (false, None) => Err(Failure::Findings(findings)),
    }
}
