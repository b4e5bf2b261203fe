//! Who works on what, and for how long.

use controld::{
    jobs::{JobId, LockKey, State},
    store::{Claim, Claimed, Lease, Record, Store, StoreError},
};

use super::StoreExt;
use crate::samples::{at, claim_writing, fresh, id, reading, step, writing};

async fn claim(store: &impl Store, seconds: u64) -> Option<Claimed> {
    store.claim(claim_writing(seconds)).await.unwrap()
}

async fn claimed_id(store: &impl Store) -> Option<JobId> {
    claim(store, 1).await.map(|claimed| claimed.job.id)
}

async fn end(store: &impl Store, claimed: &Claimed, seconds: u64) {
    let ended = Record::Ended {
        state: State::Succeeded,
        error: None,
        result: None,
    };
    store
        .record(claimed.lease, vec![ended], at(seconds))
        .await
        .unwrap();
}

pub(super) async fn a_lock_is_first_come_first_served_and_nobody_starves(store: &impl Store) {
    let wants: [(u128, &[&str]); 5] = [
        (1, &["a"]),
        (2, &["a", "b"]),
        (3, &["b"]),
        (4, &["c"]),
        (5, &["b", "c"]),
    ];
    for (n, locks) in wants {
        store.submit(writing(n, locks), fresh(n)).await.unwrap();
    }
    let first = claim(store, 1).await.unwrap();
    assert_eq!(first.job.id, id(1));
    let fourth = claim(store, 1).await.unwrap();
    assert_eq!(fourth.job.id, id(4), "2 waits for 1, and 3 for 2");
    assert_eq!(claimed_id(store).await, None);
    let blocked = store.job(id(3)).await.unwrap().unwrap().blocked_by;
    assert_eq!(blocked[0].job, id(2));
    assert_eq!(store.told(id(2)).await, ["queued", "blocked by 1"]);
    end(store, &fourth, 2).await;
    assert_eq!(claimed_id(store).await, None, "5 also waits for 2 and 3");
    end(store, &first, 2).await;
    let second = claim(store, 3).await.unwrap();
    assert_eq!(second.job.id, id(2));
    assert_eq!(claimed_id(store).await, None);
    end(store, &second, 4).await;
    let third = claim(store, 4).await.unwrap();
    assert_eq!(third.job.id, id(3));
    end(store, &third, 4).await;
    assert_eq!(claimed_id(store).await, Some(id(5)));
    assert_eq!(claimed_id(store).await, None);
}

pub(super) async fn readers_never_wait_and_writers_do_not_take_their_place(store: &impl Store) {
    store.submit(writing(1, &["a"]), fresh(1)).await.unwrap();
    store.submit(reading(2), fresh(2)).await.unwrap();
    let wish = Claim {
        reading: true,
        ..claim_writing(1)
    };
    let claimed = store.claim(wish).await.unwrap().unwrap();
    assert_eq!((claimed.job.id, claimed.job.state), (id(2), State::Running));
    assert_eq!(
        (claimed.job.runs, claimed.job.times.started),
        (1, Some(at(1)))
    );
    assert!(store.claim(wish).await.unwrap().is_none());
    assert_eq!(claimed_id(store).await, Some(id(1)));
}

pub(super) async fn a_lease_that_is_over_is_taken_with_a_higher_fence(store: &impl Store) {
    store.submit(writing(1, &["a"]), fresh(1)).await.unwrap();
    let first = claim(store, 0).await.unwrap();
    assert!(claim(store, 29).await.is_none(), "the lease holds for 30 s");
    assert_eq!(store.renew(vec![first.lease], at(60)).await.unwrap(), []);
    assert!(claim(store, 59).await.is_none(), "it was prolonged");
    let second = claim(store, 60).await.unwrap();
    assert_eq!(second.job.id, id(1));
    assert!(second.lease.fence > first.lease.fence);
    assert_eq!(second.job.times.started, Some(at(0)));
    let lost = store
        .renew(vec![first.lease, second.lease], at(99))
        .await
        .unwrap();
    assert_eq!(lost, [first.lease]);
    let told = Record::Told(controld::jobs::Happening::Note {
        text: "late".into(),
    });
    let late = store.record(first.lease, vec![told], at(61)).await;
    assert!(matches!(late, Err(StoreError::Lost)));
    assert_eq!(store.told(id(1)).await, ["queued", "running", "running"]);
    store
        .record(second.lease, vec![Record::Released], at(62))
        .await
        .unwrap();
    let third = claim(store, 62).await.unwrap();
    assert_eq!(third.job.runs, 3);
}

pub(super) async fn a_take_over_frees_every_job_and_names_it(store: &impl Store) {
    for n in 1..=3 {
        store.submit(writing(n, &[]), fresh(n)).await.unwrap();
    }
    let first = claim(store, 0).await.unwrap();
    let second = claim(store, 0).await.unwrap();
    end(store, &second, 1).await;
    let unfinished: Vec<_> = store.take_over().await.unwrap();
    assert_eq!(
        unfinished.iter().map(|job| job.id).collect::<Vec<_>>(),
        [id(1), id(3)]
    );
    let again = claim(store, 1).await.unwrap();
    assert_eq!(again.job.id, id(1));
    assert!(again.lease.fence > first.lease.fence);
}

pub(super) async fn what_is_old_and_at_rest_is_swept_with_all_that_belongs_to_it(
    store: &impl Store,
) {
    for n in 1..=3 {
        store.submit(writing(n, &[]), fresh(n)).await.unwrap();
    }
    for seconds in [10, 20] {
        let claimed = claim(store, 1).await.unwrap();
        let intent = reconcile::Intent::first(claimed.job.id.0, &step("x"));
        let intended = Record::Intended(step("x"), intent);
        store
            .record(claimed.lease, vec![intended], at(1))
            .await
            .unwrap();
        end(store, &claimed, seconds).await;
    }
    assert_eq!(store.sweep(at(10), 10).await.unwrap(), 0);
    assert_eq!(store.sweep(at(15), 10).await.unwrap(), 1);
    assert_eq!(store.job(id(1)).await.unwrap(), None);
    assert_eq!(store.events(id(1), 0, 9).await.unwrap(), []);
    assert_eq!(store.steps(id(1)).await.unwrap(), []);
    assert!(store.job(id(2)).await.unwrap().is_some());
    let again = store.submit(writing(9, &[]), fresh(1)).await.unwrap();
    assert!(
        matches!(again, controld::store::Submitted::Fresh(_)),
        "its request went with it"
    );
    assert_eq!(
        store.sweep(at(999), 10).await.unwrap(),
        1,
        "what is not at rest stays"
    );
}

async fn narrow(store: &impl Store, claimed: &Claimed, keys: &[&str]) {
    let keys = keys.iter().map(|key| LockKey::new(*key)).collect();
    let records = vec![Record::Narrowed(keys)];
    store.record(claimed.lease, records, at(1)).await.unwrap();
}

pub(super) async fn a_lock_that_is_let_go_of_lets_others_in_and_is_wanted_back(store: &impl Store) {
    let wants: [(u128, &[&str]); 3] = [(1, &["queue", "user"]), (2, &["queue"]), (3, &["user"])];
    for (n, locks) in wants {
        store.submit(writing(n, locks), fresh(n)).await.unwrap();
    }
    let import = claim(store, 1).await.unwrap();
    assert_eq!(claimed_id(store).await, None);
    narrow(store, &import, &["user"]).await;
    let small = claim(store, 2).await.unwrap();
    assert_eq!(small.job.id, id(2), "it overtakes");
    assert_eq!(claimed_id(store).await, None, "3 still waits");
    let told = store.told(id(1)).await;
    store.take_over().await.unwrap();
    assert_eq!(
        claim(store, 3).await.unwrap().job.id,
        id(2),
        "what has the lock goes on first"
    );
    assert_eq!(claimed_id(store).await, None, "1 wants both");
    let small = store.job(id(2)).await.unwrap().unwrap();
    assert_eq!(small.runs, 2);
    let lease = Lease {
        job: id(2),
        fence: 2,
    };
    let ended = Record::Ended {
        state: State::Succeeded,
        error: None,
        result: None,
    };
    store.record(lease, vec![ended], at(4)).await.unwrap();
    store
        .submit(writing(4, &["queue"]), fresh(4))
        .await
        .unwrap();
    let again = claim(store, 5).await.unwrap();
    assert_eq!((again.job.id, again.job.runs), (id(1), 2));
    assert_eq!(claimed_id(store).await, None, "it has all its locks again");
    assert!(store.told(id(1)).await.len() > told.len());
    narrow(store, &again, &[]).await;
    let mut both = [claimed_id(store).await, claimed_id(store).await];
    both.sort();
    assert_eq!(both, [Some(id(3)), Some(id(4))]);
}
