//! How often and after what time a question is asked again.

use std::time::Duration;

/// What is left of the patience with one question.
#[derive(Clone, Debug)]
pub(crate) struct Patience {
    repeats_left: u32,
    wait: Duration,
}

const WAIT_FIRST: Duration = Duration::from_millis(500);
const WAIT_MAX: Duration = Duration::from_secs(10);
/// The daemon may ask for more than we would wait by ourselves, but not for any length of time.
const WAIT_ASKED_MAX: Duration = Duration::from_mins(1);

impl Patience {
    /// With a call: about eight seconds, as long as a restart of the daemon takes at most.
    pub(crate) fn with_a_call() -> Self {
        Self {
            repeats_left: 4,
            wait: WAIT_FIRST,
        }
    }

    /// With a job that is followed: about two minutes, for it outlives the daemon.
    pub(crate) fn with_a_watch() -> Self {
        Self {
            repeats_left: 16,
            wait: WAIT_FIRST,
        }
    }

    /// How long to wait before the next try, at least as long as the daemon asked for. `None` when
    /// it is enough.
    pub(crate) fn wait(&mut self, asked: Option<Duration>) -> Option<Duration> {
        self.repeats_left = self.repeats_left.checked_sub(1)?;
        let wait = asked.unwrap_or_default().min(WAIT_ASKED_MAX).max(self.wait);
        self.wait = (self.wait * 2).min(WAIT_MAX);
        Some(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_obey_the_daemon_and_end() {
        let mut patience = Patience::with_a_call();
        let waits: Vec<_> = [None, Some(3), Some(3600), None, None]
            .map(|asked| {
                patience
                    .wait(asked.map(Duration::from_secs))
                    .map(|wait| wait.as_millis())
            })
            .into();
        assert_eq!(
            waits,
            [Some(500), Some(3_000), Some(60_000), Some(4_000), None]
        );
        let mut patience = Patience::with_a_watch();
        let whole: Duration = std::iter::from_fn(|| patience.wait(None)).sum();
        assert!((120..150).contains(&whole.as_secs()), "{whole:?}");
    }
}
