//! Keeps calls within what AWS allows: one token bucket for each operation in each Region of each
//! account, shared by all sessions of the process.
//!
//! A lane is `account/region/service:Operation`. It starts from the documented rate, with one call
//! of the burst kept back; it is slowed down by every refusal and recovers with the calls that are
//! taken.

mod bucket;
mod gate;
mod rates;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use async_trait::async_trait;
use reconcile::{Clock, Lane, Pace, Urgency};

pub use self::rates::{Rate, Rates};
use self::{
    bucket::Bucket,
    gate::{Gate, Turn},
};

/// The buckets of all lanes.
///
/// Waiters of the same urgency are served in the order in which they came. Interactive work goes
/// before bulk, but of ten calls in a row one is for bulk that waits, so that it cannot wait for
/// ever. A waiter that is dropped has paid nothing.
#[derive(Debug)]
pub struct Buckets {
    clock: Arc<dyn Clock>,
    rates: Rates,
    gates: Mutex<BTreeMap<Lane, Arc<Gate>>>,
}

// === impl Buckets ===

impl Buckets {
    /// Full buckets.
    pub fn new(clock: Arc<dyn Clock>, rates: Rates) -> Arc<Self> {
        Arc::new(Self {
            clock,
            rates,
            gates: Mutex::default(),
        })
    }

    fn gate(&self, lane: &Lane) -> Arc<Gate> {
        let mut gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(gate) = gates.get(lane) {
            return Arc::clone(gate);
        }
        let rate = self.rates.of(lane).against_jitter();
        let gate = Arc::new(Gate::new(Bucket::full(rate, self.now_us())));
        gates.insert(lane.clone(), Arc::clone(&gate));
        gate
    }

    fn now_us(&self) -> u64 {
        let since_1970 = self.clock.now().duration_since(SystemTime::UNIX_EPOCH);
        since_1970.map_or(0, |length| {
            u64::try_from(length.as_micros()).unwrap_or(u64::MAX)
        })
    }
}

#[async_trait]
impl Pace for Buckets {
    async fn admit(&self, lane: &Lane, urgency: Urgency) {
        let gate = self.gate(lane);
        let ticket = gate.queue_up(urgency);
        loop {
            match ticket.step_up(self.now_us()) {
                Turn::Go => return,
                Turn::In(length) => tokio::select! {
                    biased;
                    () = ticket.called() => {}
                    () = self.clock.sleep(length) => {}
                },
                Turn::Behind => ticket.called().await,
            }
        }
    }

    fn refused(&self, lane: &Lane) {
        self.gate(lane).refused(self.now_us());
    }

    fn accepted(&self, lane: &Lane) {
        self.gate(lane).accepted();
    }
}
