//! Waiting for what AWS does in its own time.

use std::{future::Future, time::Duration};

use reconcile::{Cancel, Clock, Setback, Verdict, pause};

use crate::Trouble;

/// Waits between looks: short at first, for things that are quick.
const WAITS_S: &[u64] = &[1, 2, 4, 8, 15];
/// Waits before looks for what may be there and is not shown yet, in seconds. How long AWS takes to show
/// it is not documented.
const LOOKS_S: [u64; 5] = [0, 1, 2, 4, 8];
/// How long to wait in all for what AWS makes or removes. Peers give up after 5 minutes
/// (facts/connect-api.md, 4.1); instances have been seen to take longer.
pub const SETTLING: Duration = Duration::from_mins(15);

/// Looks until `look` says that it is so, for `total` at most. A fault of a look ends the wait. The
/// trouble of one that is not ready in time, or cut short, names `what` was waited for.
pub async fn until<F>(
    clock: &dyn Clock,
    cancel: &Cancel,
    what: &str,
    total: Duration,
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
        if waited >= total.as_secs() {
            return Err(too_long(what, waited));
        }
    }
    Ok(())
}

/// Looks for what an earlier try may have made, where AWS has no word against a second one: reads lag
/// behind writes, so what is not shown is looked for again before it counts as absent.
pub async fn look_patiently<T, F>(
    clock: &dyn Clock,
    cancel: &Cancel,
    mut look: impl FnMut() -> F,
) -> Result<Option<T>, Trouble>
where
    F: Future<Output = Result<Option<T>, Trouble>>,
{
    for wait in LOOKS_S.map(Duration::from_secs) {
        if !pause(clock, cancel, wait).await {
            let message = "the step was cut short before it was known what is there";
            return Err(Setback::new(Verdict::Unknown, "CANCELLED", message).into());
        }
        let found = look().await?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

fn cut_short(what: &str) -> Trouble {
    let message = format!("the wait for {what} was cut short; AWS goes on with it");
    Setback::new(Verdict::Again, "CANCELLED", message).into()
}

fn too_long(what: &str, waited: u64) -> Trouble {
    let message = format!("{what} is not ready after {waited} s; apply again later");
    Setback::new(Verdict::Final, "NOT_READY_IN_TIME", message).into()
}
