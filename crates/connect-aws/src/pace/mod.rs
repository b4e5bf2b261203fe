//! Keeps calls within what AWS allows: one token bucket for each operation in each Region of each
//! account, shared by all sessions of the process.
//!
//! A lane is `account/region/service:Operation`. It starts from the rate that the account's quotas
//! [tell](Buckets::learn), else from the documented one, with one call of the burst kept back; it is
//! slowed down by every refusal and recovers with the calls that are taken.

mod bucket;
mod gate;
mod quota;
mod rates;

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::SystemTime,
};

use async_trait::async_trait;
use connect_model::{AccountId, Region};
use connect_resources::Quota;
use reconcile::{Clock, Lane, Pace, Urgency};

pub use self::rates::{Rate, Rates};
use self::{
    bucket::Bucket,
    gate::{Gate, Party, Turn},
};

/// The buckets of all lanes.
///
/// Waiters of the same urgency and [party](Buckets::party) are served in the order in which they
/// came, and parties in turn. Interactive work goes before bulk, but of ten calls in a row one is for
/// bulk that waits, so that it cannot wait for ever. A waiter that is dropped has paid nothing.
#[derive(Debug)]
pub struct Buckets {
    clock: Arc<dyn Clock>,
    rates: Rates,
    lanes: Mutex<Lanes>,
    parties: AtomicU64,
}

#[derive(Debug, Default)]
struct Lanes {
    gates: BTreeMap<Lane, Arc<Gate>>,
    /// Rates that an account's quotas tell.
    told: BTreeMap<Lane, Rate>,
}

/// A rate that an account's quotas tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// `service:Operation`.
    pub lane: String,
    /// Calls in a thousand seconds.
    pub per_1000_s: u32,
    /// The same as documented for every account.
    pub documented_per_1000_s: u32,
}

/// The buckets, as one of those who share them.
#[derive(Debug)]
struct Share {
    buckets: Arc<Buckets>,
    party: Party,
}

// === impl Buckets ===

impl Buckets {
    /// Full buckets.
    pub fn new(clock: Arc<dyn Clock>, rates: Rates) -> Arc<Self> {
        Arc::new(Self {
            clock,
            rates,
            lanes: Mutex::default(),
            parties: AtomicU64::new(1),
        })
    }

    /// The buckets for one more job. However many calls it has waiting, each other job that waits
    /// gets as many through as it does.
    pub fn party(self: &Arc<Self>) -> Arc<dyn Pace> {
        Arc::new(Share {
            buckets: Arc::clone(self),
            party: Party(self.parties.fetch_add(1, Ordering::Relaxed)),
        })
    }

    /// Takes the rates that the quotas of an account tell. Lanes that are in use go on with them.
    pub fn learn(&self, account: &AccountId, region: &Region, quotas: &[Quota]) {
        let now_us = self.now_us();
        let mut lanes = self.lanes();
        for quota in quotas {
            let Some(operation) = quota::limited(quota) else {
                continue;
            };
            let lane = Lane::new(format!("{account}/{region}/connect:{operation}"));
            let rate = quota::rate(quota.value, self.rates.of(&lane));
            if let Some(gate) = lanes.gates.get(&lane) {
                gate.restart(rate.against_jitter(), now_us);
            }
            lanes.told.insert(lane, rate);
        }
    }

    /// The rates of an account that its quotas tell and that are not as documented.
    pub fn told(&self, account: &AccountId, region: &Region) -> Vec<Told> {
        let place = format!("{account}/{region}/");
        let lanes = self.lanes();
        let told = lanes.told.iter().filter_map(|(lane, rate)| {
            let documented = self.rates.of(lane);
            Some(Told {
                lane: lane.as_str().strip_prefix(&place)?.to_owned(),
                per_1000_s: rate.per_1000_s,
                documented_per_1000_s: documented.per_1000_s,
            })
        });
        told.filter(|told| told.per_1000_s != told.documented_per_1000_s)
            .collect()
    }

    fn gate(&self, lane: &Lane) -> Arc<Gate> {
        let mut lanes = self.lanes();
        if let Some(gate) = lanes.gates.get(lane) {
            return Arc::clone(gate);
        }
        let told = lanes.told.get(lane).copied();
        let rate = told.unwrap_or_else(|| self.rates.of(lane));
        let bucket = Bucket::full(rate.against_jitter(), self.now_us());
        let gate = Arc::new(Gate::new(bucket));
        lanes.gates.insert(lane.clone(), Arc::clone(&gate));
        gate
    }

    async fn admit_of(&self, party: Party, lane: &Lane, urgency: Urgency) {
        let gate = self.gate(lane);
        let ticket = gate.queue_up(party, urgency);
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

    fn lanes(&self) -> MutexGuard<'_, Lanes> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now_us(&self) -> u64 {
        let since_1970 = self.clock.now().duration_since(SystemTime::UNIX_EPOCH);
        since_1970.map_or(0, |length| {
            u64::try_from(length.as_micros()).unwrap_or(u64::MAX)
        })
    }
}

/// All who have no share of their own are one party.
#[async_trait]
impl Pace for Buckets {
    async fn admit(&self, lane: &Lane, urgency: Urgency) {
        self.admit_of(Party(0), lane, urgency).await;
    }

    fn refused(&self, lane: &Lane) {
        self.gate(lane).refused(self.now_us());
    }

    fn accepted(&self, lane: &Lane) {
        self.gate(lane).accepted();
    }
}

#[async_trait]
impl Pace for Share {
    async fn admit(&self, lane: &Lane, urgency: Urgency) {
        self.buckets.admit_of(self.party, lane, urgency).await;
    }

    fn refused(&self, lane: &Lane) {
        self.buckets.refused(lane);
    }

    fn accepted(&self, lane: &Lane) {
        self.buckets.accepted(lane);
    }
}
