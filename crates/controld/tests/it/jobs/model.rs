//! The machine of jobs against a model that fits on a page, over random histories.

use std::collections::{BTreeMap, BTreeSet};

use controld::{
    jobs::{Ask, JobId, State},
    store::{
        Claim, Claimed, JobStore, Petition, Petitioned, Record, Sqlite, StoreError, Submitted,
    },
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::samples::{at, id, reading, request, writing};

/// Something that happens. Jobs are named by their number, modulo how many there are.
#[derive(Clone, Debug)]
enum Op {
    Submit { locks: Vec<u8>, reads: bool },
    SubmitAgain { job: usize },
    Claim { reads: bool },
    End { job: usize, state: State },
    Cancel { job: usize },
    Retry { job: usize },
    Abandon { job: usize },
    LeasesEnd,
}

/// What the store should hold.
#[derive(Clone, Debug)]
struct Model {
    jobs: Vec<ModelJob>,
    queue: usize,
}

#[derive(Clone, Debug)]
struct ModelJob {
    state: State,
    locks: BTreeSet<u8>,
    reads: bool,
    place: usize,
    runs: u32,
    leased: bool,
}

// === impl Model ===

impl Model {
    fn next_place(&mut self) -> usize {
        self.queue += 1;
        self.queue
    }

    /// The first that may run.
    fn claim(&mut self, reads: bool) -> Option<usize> {
        let mut order: Vec<_> = (0..self.jobs.len()).collect();
        order.sort_by_key(|n| self.jobs[*n].place);
        let n = order.into_iter().find(|n| self.may_run(*n, reads))?;
        let job = &mut self.jobs[n];
        if job.state == State::Queued {
            job.state = State::Running;
        }
        job.runs += 1;
        job.leased = true;
        Some(n)
    }

    fn may_run(&self, n: usize, reads: bool) -> bool {
        let job = &self.jobs[n];
        let blocks = |other: &ModelJob| {
            !other.state.is_at_rest()
                && other.place < job.place
                && !other.locks.is_disjoint(&job.locks)
        };
        job.reads == reads
            && match job.state {
                State::Queued => !self.jobs.iter().any(blocks),
                State::Running | State::Cancelling => !job.leased,
                _ => false,
            }
    }

    fn ask(&mut self, n: usize, ask: &Ask) -> bool {
        let place = self.next_place();
        let job = &mut self.jobs[n];
        let next = match (ask, job.state) {
            (Ask::Cancel, State::Queued) => State::Cancelled,
            (Ask::Cancel, State::Running) => State::Cancelling,
            (Ask::Cancel, state) => state,
            (Ask::Retry, State::Failed | State::Cancelled | State::NeedsAttention) => State::Queued,
            (Ask::Abandon, State::NeedsAttention) => State::Failed,
            _ => return false,
        };
        if next == State::Queued {
            job.place = place;
        }
        job.state = next;
        true
    }
}

/// The store, and what the callers of it know.
struct Real {
    store: Sqlite,
    leases: BTreeMap<usize, Claimed>,
    requests: u128,
}

// === impl Real ===

impl Real {
    fn request(&mut self) -> controld::store::RequestKey {
        self.requests += 1;
        request("Ask", self.requests, "ask")
    }

    async fn claim(&mut self, reads: bool) -> Option<usize> {
        let claim = Claim {
            worker: Uuid::from_u128(1),
            reading: reads,
            now: at(10),
            until: at(1000),
        };
        let claimed = self.store.claim(claim).await.unwrap()?;
        let n = number(claimed.job.id);
        self.leases.insert(n, claimed);
        Some(n)
    }

    async fn ask(&mut self, n: usize, ask: Ask) -> bool {
        let petition = Petition {
            job: id(n as u128 + 1),
            ask,
            by: String::new(),
            reason: String::new(),
            at: at(20),
        };
        let request = self.request();
        match self.store.petition(petition, request).await.unwrap() {
            Petitioned::Done(_) => true,
            Petitioned::Forbidden(_) => false,
            other => panic!("{other:?}"),
        }
    }

    /// Whether the end was taken.
    async fn end(&mut self, n: usize, state: State) -> bool {
        let Some(claimed) = self.leases.get(&n) else {
            return false;
        };
        let ended = Record::Ended {
            state,
            error: None,
            result: None,
        };
        match self.store.record(claimed.lease, vec![ended], at(30)).await {
            Ok(_) => true,
            Err(StoreError::Lost) => false,
            Err(other) => panic!("{other}"),
        }
    }
}

fn number(id: JobId) -> usize {
    usize::try_from(id.0.as_u128()).unwrap() - 1
}

fn op() -> impl Strategy<Value = Op> {
    let job = 0..8usize;
    let ending = prop::sample::select(vec![
        State::Succeeded,
        State::Failed,
        State::Cancelled,
        State::NeedsAttention,
    ]);
    prop_oneof![
        4 => (prop::collection::vec(0..3u8, 0..3), any::<bool>())
            .prop_map(|(locks, reads)| Op::Submit { locks, reads }),
        1 => job.clone().prop_map(|job| Op::SubmitAgain { job }),
        5 => any::<bool>().prop_map(|reads| Op::Claim { reads }),
        4 => (job.clone(), ending).prop_map(|(job, state)| Op::End { job, state }),
        2 => job.clone().prop_map(|job| Op::Cancel { job }),
        2 => job.clone().prop_map(|job| Op::Retry { job }),
        1 => job.prop_map(|job| Op::Abandon { job }),
        1 => Just(Op::LeasesEnd),
    ]
}

async fn step(real: &mut Real, model: &mut Model, op: Op) {
    let count = model.jobs.len();
    let named = |job: usize| (count > 0).then(|| job % count);
    match op {
        Op::Submit { locks, reads } => submit(real, model, &locks, reads).await,
        Op::SubmitAgain { job } => {
            let Some(n) = named(job) else { return };
            let again = writing(999, &["other"]);
            let known = real
                .store
                .submit(again, request("Submit", n as u128, "body"))
                .await;
            assert!(matches!(known, Ok(Submitted::Known(job)) if job.id == id(n as u128 + 1)));
        }
        Op::Claim { reads } => assert_eq!(real.claim(reads).await, model.claim(reads)),
        Op::End { job, state } => {
            let Some(n) = named(job) else { return };
            let job = &mut model.jobs[n];
            let works = matches!(job.state, State::Running | State::Cancelling);
            assert_eq!(real.end(n, state).await, works, "job {n}");
            if works {
                job.state = state;
            }
        }
        Op::Cancel { job } => ask(real, model, named(job), Ask::Cancel).await,
        Op::Retry { job } => ask(real, model, named(job), Ask::Retry).await,
        Op::Abandon { job } => ask(real, model, named(job), Ask::Abandon).await,
        Op::LeasesEnd => {
            real.store.take_over().await.unwrap();
            model.jobs.iter_mut().for_each(|job| job.leased = false);
        }
    }
}

async fn submit(real: &mut Real, model: &mut Model, locks: &[u8], reads: bool) {
    let n = model.jobs.len() as u128;
    let names: Vec<_> = locks.iter().map(ToString::to_string).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let job = if reads {
        reading(n + 1)
    } else {
        writing(n + 1, &names)
    };
    let submitted = real.store.submit(job, request("Submit", n, "body")).await;
    assert!(matches!(submitted, Ok(Submitted::Fresh(_))));
    let place = model.next_place();
    model.jobs.push(ModelJob {
        state: State::Queued,
        locks: locks.iter().copied().filter(|_| !reads).collect(),
        reads,
        place,
        runs: 0,
        leased: false,
    });
}

async fn ask(real: &mut Real, model: &mut Model, n: Option<usize>, asked: Ask) {
    let Some(n) = n else { return };
    assert_eq!(
        real.ask(n, asked.clone()).await,
        model.ask(n, &asked),
        "job {n}: {asked:?}"
    );
}

/// Every job in the store is as the model has it.
async fn compare(real: &Real, model: &Model) {
    for (n, expected) in model.jobs.iter().enumerate() {
        let job = real.store.job(id(n as u128 + 1)).await.unwrap().unwrap();
        assert_eq!(
            (job.state, job.runs),
            (expected.state, expected.runs),
            "job {n}"
        );
        let events = real.store.events(job.id, 0, 1000).await.unwrap();
        assert_eq!(events.len(), usize::try_from(job.last_event).unwrap());
        assert_eq!(job.times.ended.is_some(), job.state.is_at_rest());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_store_does_what_the_model_does(ops in prop::collection::vec(op(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (store, _folder) = crate::store::sqlite().await;
            let mut real = Real { store, leases: BTreeMap::new(), requests: 0 };
            let mut model = Model { jobs: Vec::new(), queue: 0 };
            for op in ops {
                step(&mut real, &mut model, op).await;
            }
            compare(&real, &model).await;
        });
    }
}
