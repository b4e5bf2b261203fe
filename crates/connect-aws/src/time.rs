//! Our clock as the AWS SDK wants it: the SDK signs, expires and waits by no other.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::{Duration, SystemTime},
};

use aws_smithy_async::{
    rt::sleep::{AsyncSleep, Sleep},
    time::TimeSource,
};
use reconcile::Clock;

/// A clock for the SDK.
#[derive(Clone, Debug)]
pub(crate) struct SdkClock(pub(crate) Arc<dyn Clock>);

/// A wait that may be shared between threads, as the SDK asks; it is polled through `&mut` alone,
/// so the lock is never contended.
struct Wait(Mutex<Pin<Box<dyn Future<Output = ()> + Send>>>);

// === impl SdkClock ===

impl TimeSource for SdkClock {
    fn now(&self) -> SystemTime {
        self.0.now()
    }
}

impl AsyncSleep for SdkClock {
    fn sleep(&self, length: Duration) -> Sleep {
        let clock = Arc::clone(&self.0);
        let wait = async move { clock.sleep(length).await };
        Sleep::new(Wait(Mutex::new(Box::pin(wait))))
    }
}

// === impl Wait ===

impl Future for Wait {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let wait = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        wait.as_mut().poll(cx)
    }
}
