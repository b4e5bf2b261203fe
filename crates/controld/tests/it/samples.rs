//! Jobs, requests and times to test with.

use std::{
    collections::BTreeMap,
    time::{Duration, SystemTime},
};

use connect_model::{Alias, TargetName};
use controld::{
    jobs::{Brief, Digest, FileRef, JobId, LockKey, Order, PlanId, PlanOptions, SpecFiles, Trace},
    store::{Claim, NewDocument, NewJob, RequestKey},
};
use reconcile::StepId;
use uuid::Uuid;

/// A time so many seconds after the tests' epoch.
pub(crate) fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000 + seconds)
}

pub(crate) fn id(n: u128) -> JobId {
    JobId(Uuid::from_u128(n))
}

pub(crate) fn step(name: &str) -> StepId {
    StepId::new("queue", name, "create")
}

/// A job that only reads.
pub(crate) fn reading(n: u128) -> NewJob {
    let alias = Alias::new("support").unwrap();
    new_job(n, Order::DescribeCenter { alias }, &[])
}

/// A job that writes and wants these locks.
pub(crate) fn writing(n: u128, locks: &[&str]) -> NewJob {
    let content = b"instance: { alias: support }".to_vec();
    let digest = Digest::of(&content);
    let spec = SpecFiles {
        specs: vec![FileRef {
            path: "center.yaml".into(),
            content: digest,
        }],
        files: Vec::new(),
        variables: BTreeMap::new(),
    };
    let order = Order::ApplyCenter {
        spec,
        plan_digest: None,
        plan: None,
        options: PlanOptions::default(),
    };
    let mut job = new_job(n, order, locks);
    job.documents = vec![NewDocument { digest, content }];
    job
}

/// A job that makes a plan, to be kept for an hour.
pub(crate) fn planning(n: u128) -> NewJob {
    let writing = writing(n, &[]);
    let Order::ApplyCenter { spec, options, .. } = writing.brief.order else {
        panic!("it applies");
    };
    let order = Order::PlanCenter {
        spec,
        options,
        keep_s: Some(3600),
    };
    NewJob {
        documents: writing.documents,
        ..new_job(n, order, &[])
    }
}

/// A job that applies the plan of the nth job.
pub(crate) fn applying(n: u128, plan: u128, locks: &[&str]) -> NewJob {
    let mut job = writing(n, locks);
    if let Order::ApplyCenter { plan: applied, .. } = &mut job.brief.order {
        *applied = Some(PlanId::of(id(plan)));
    }
    job
}

fn new_job(n: u128, order: Order, locks: &[&str]) -> NewJob {
    NewJob {
        id: id(n),
        brief: Brief {
            order,
            target: TargetName::new("local").unwrap(),
            subject: "targets/local/centers/support".into(),
            locks: locks.iter().map(|key| LockKey::new(*key)).collect(),
            labels: BTreeMap::from([("team".into(), "voice".into())]),
            reason: "a test".into(),
            requested_by: "tester".into(),
            request_id: Uuid::from_u128(n),
            trace: Trace::default(),
        },
        documents: Vec::new(),
        approved_only: false,
        at: at(0),
    }
}

/// The nth request of `method`, whose body is `body`.
pub(crate) fn request(method: &'static str, n: u128, body: &str) -> RequestKey {
    RequestKey {
        method,
        id: Uuid::from_u128(n),
        hash: Digest::of(body.as_bytes()),
    }
}

/// A request of its own for every n.
pub(crate) fn fresh(n: u128) -> RequestKey {
    request("Submit", n, "body")
}

/// A wish for a writing job at `seconds`, with a lease of 30 s.
pub(crate) fn claim_writing(seconds: u64) -> Claim {
    Claim {
        worker: Uuid::from_u128(99),
        reading: false,
        now: at(seconds),
        until: at(seconds + 30),
    }
}
