//! Waiting for what AWS does in its own time.

use std::{future::Future, time::Duration};

use connect_resources::Trouble;
use reconcile::{Cancel, Clock, Setback, Verdict, pause};

/// Waits between looks: short at first, for things that are quick.
const WAITS_S: &[u64] = &[1, 2, 4, 8, 15];
/// How long to wait in all. Peers give up after 5 minutes (facts/connect-api.md, 4.1); instances
/// have been seen to take longer.
const TOTAL_S_MAX: u64 = 900;

/// Looks until `look` says that it is so.
pub(crate) async fn until<F>(
    clock: &dyn Clock,
    cancel: &Cancel,
    what: &str,
    mut look: impl FnMut() -> F,
) -> Result<(), Trouble>
where
    F: Future<Output = Result<bool, Trouble>>,
{
    let mut waited = 0;
    for n in 0.. {
        let wait = WAITS_S[n.min(WAITS_S.len() - 1)];
        if !pause(clock, cancel, Duration::from_secs(wait)).await {
            return Err(cut_short(what));
        }
        waited += wait;
        if look().await? {
            return Ok(());
        }
        if waited >= TOTAL_S_MAX {
            return Err(too_long(what, waited));
        }
    }
    Ok(())
}

fn cut_short(what: &str) -> Trouble {
    let message = format!("the wait for {what} was cut short; AWS goes on with it");
    Setback::new(Verdict::Again, "CANCELLED", message).into()
}

fn too_long(what: &str, waited: u64) -> Trouble {
    let message = format!("{what} is not ready after {waited} s; apply again later");
    Setback::new(Verdict::Final, "NOT_READY_IN_TIME", message).into()
}
