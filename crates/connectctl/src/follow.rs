//! Watching a job to its end, across broken connections and restarts of the daemon.

use control_api::v1::{self as pb, job::State};
use tokio::time::sleep;

use crate::{
    daemon::Daemon, patience::Patience, progress::Watcher, refusal::Refusal, render::time,
    status::Failure,
};

/// Tells the watcher every event of a job after a number, once and in order, until the job is at
/// rest; answers the job as it then is.
///
/// A stream that breaks is taken up again after the last event that was seen.
pub(crate) async fn follow(
    daemon: &Daemon<'_>,
    job: &str,
    after: i64,
    watcher: &mut dyn Watcher,
) -> Result<pb::Job, Failure> {
    let mut seen = after;
    let mut patience = Patience::with_a_watch();
    loop {
        let seen_before = seen;
        let broken = match watch(daemon, job, &mut seen, watcher).await {
            Ok(()) => {
                let job = daemon.job(job).await?;
                if is_at_rest(&job) {
                    return Ok(job);
                }
                None
            }
            Err(Failure::Refused(refusal)) if refusal.breaks_off() => Some(refusal),
            Err(failure) => return Err(failure),
        };
        if seen > seen_before {
            patience = Patience::with_a_watch();
        }
        rest(job, broken, &mut patience, watcher).await?;
    }
}

/// Whether a job has come to rest.
pub(crate) fn is_at_rest(job: &pb::Job) -> bool {
    match job.state() {
        State::Succeeded | State::Failed | State::Cancelled | State::NeedsAttention => true,
        State::Unspecified | State::Queued | State::Running | State::Cancelling => false,
    }
}

/// Tells events until the stream ends.
async fn watch(
    daemon: &Daemon<'_>,
    job: &str,
    seen: &mut i64,
    watcher: &mut dyn Watcher,
) -> Result<(), Failure> {
    let mut events = daemon.watch(job, *seen).await?;
    loop {
        let event = events
            .message()
            .await
            .map_err(|status| Failure::Refused(Box::new(Refusal::from(status))))?;
        let Some(event) = event else {
            return Ok(());
        };
        if event.number > *seen {
            *seen = event.number;
            watcher.event(&event)?;
        }
    }
}

/// Waits before the stream is taken up again, or gives up.
async fn rest(
    job: &str,
    broken: Option<Box<Refusal>>,
    patience: &mut Patience,
    watcher: &mut dyn Watcher,
) -> Result<(), Failure> {
    let asked = broken.as_ref().and_then(|refusal| refusal.retry_after);
    let why = match broken {
        Some(refusal) => refusal.headline(),
        None => "the daemon ended the stream".to_owned(),
    };
    let Some(wait) = patience.wait(asked) else {
        return Err(Failure::LostSight {
            job: job.to_owned(),
            cause: why,
        });
    };
    watcher.trouble(&format!(
        "lost sight of {job}: {why}; looking again in {}",
        time::span(wait)
    ));
    sleep(wait).await;
    Ok(())
}
