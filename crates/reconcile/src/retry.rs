//! When a repeat may help, and how long to wait before it. The only place that repeats a call.

use std::{future::Future, time::Duration};

use crate::{Cancel, Clock, Setback, Verdict};

/// How often and how slowly to repeat.
#[derive(Clone, Copy, Debug)]
pub struct RetryPolicy {
    /// Wait before the first repeat; doubled for each further one.
    pub wait_first: Duration,
    /// Longest wait.
    pub wait_max: Duration,
    /// Most tries while the trouble is other than the rate.
    pub tries_max: u32,
    /// Most tries while the other side refuses for its rate. Large: such a refusal says only "later".
    pub throttled_tries_max: u32,
}

// === impl RetryPolicy ===

impl Default for RetryPolicy {
    /// 0.5 s doubling up to 8 s: eight tries bear about 40 s of trouble, and the lag of reads.
    fn default() -> Self {
        Self {
            wait_first: Duration::from_millis(500),
            wait_max: Duration::from_secs(8),
            tries_max: 8,
            throttled_tries_max: 100,
        }
    }
}

impl RetryPolicy {
    /// How long to wait after try number `attempt` (from 1) ended with `verdict`, or `None` to give
    /// up. `salt` spreads the waits of different callers; equal salts give equal waits.
    pub fn wait(&self, verdict: Verdict, attempt: u32, salt: &str) -> Option<Duration> {
        let tries_max = match verdict {
            Verdict::Throttled => self.throttled_tries_max,
            Verdict::Again | Verdict::Unknown | Verdict::Redraw => self.tries_max,
            Verdict::Final | Verdict::Attention => return None,
        };
        (attempt < tries_max).then(|| self.backoff(attempt, salt))
    }

    fn backoff(&self, attempt: u32, salt: &str) -> Duration {
        let doubled = self.wait_first.saturating_mul(1 << (attempt - 1).min(16));
        let full = doubled.min(self.wait_max);
        full / 2 + full.mul_f64(spread(salt, attempt)) / 2
    }
}

/// Calls `call` until it succeeds, cannot succeed, or `cancel` is asked for. For reads and for
/// whatever is safe to repeat as it stands.
pub async fn persist<T, E, F>(
    clock: &dyn Clock,
    policy: RetryPolicy,
    cancel: &Cancel,
    salt: &str,
    judge: impl Fn(&E) -> Verdict,
    mut call: impl FnMut() -> F,
) -> Result<T, E>
where
    F: Future<Output = Result<T, E>>,
{
    let mut attempt = 1;
    loop {
        let error = match call().await {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let Some(wait) = policy.wait(judge(&error), attempt, salt) else {
            return Err(error);
        };
        if !pause(clock, cancel, wait).await {
            return Err(error);
        }
        attempt += 1;
    }
}

/// Waits; false when the wait was cut short by a request to stop.
pub async fn pause(clock: &dyn Clock, cancel: &Cancel, wait: Duration) -> bool {
    tokio::select! {
        biased;
        () = cancel.asked() => false,
        () = clock.sleep(wait) => true,
    }
}

/// A number in [0, 1) that depends on the arguments alone, so that runs can be repeated exactly.
fn spread(salt: &str, attempt: u32) -> f64 {
    let fnv = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    let hash = salt
        .bytes()
        .chain(attempt.to_le_bytes())
        .fold(2_166_136_261, fnv);
    f64::from(hash % 1_000) / 1_000.0
}

/// Verdicts of trouble that is stored.
impl From<&Setback> for Verdict {
    fn from(setback: &Setback) -> Self {
        setback.verdict
    }
}
