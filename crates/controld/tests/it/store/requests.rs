//! Requests, jobs and documents come in and are found again.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use controld::{
    jobs::{Digest, Job, Kind, State},
    store::{JobQuery, NewDocument, Store, Submitted},
};
use futures::future::join_all;

use super::StoreExt;
use crate::samples::{at, fresh, id, reading, request, writing};

pub(super) async fn a_request_makes_one_job_however_often_it_comes(store: &impl Store) {
    let job = writing(1, &["a", "b"]);
    let Submitted::Fresh(made) = store.submit(job.clone(), fresh(1)).await.unwrap() else {
        panic!("the first is fresh");
    };
    assert_eq!((made.id, made.state, made.runs), (id(1), State::Queued, 0));
    assert_eq!(made.brief, job.brief);
    assert_eq!((made.times.created, made.times.ended), (at(0), None));
    for n in 2..5 {
        let again = store.submit(writing(n, &["a"]), fresh(1)).await.unwrap();
        let Submitted::Known(known) = again else {
            panic!("the request is known");
        };
        assert_eq!(*known, *made);
    }
    assert_eq!(store.job(id(1)).await.unwrap(), Some(*made));
    assert_eq!(store.jobs_all().await.len(), 1);
    assert_eq!(store.told(id(1)).await, ["queued"]);
}

pub(super) async fn of_many_at_once_exactly_one_is_fresh(store: &impl Store) {
    for round in 0..20 {
        let calls = (0..64).map(|n| store.submit(writing(1000 * round + n + 1, &[]), fresh(round)));
        let mut names = BTreeSet::new();
        let mut fresh_ones = 0;
        for answer in join_all(calls).await {
            let job: Job = match answer.unwrap() {
                Submitted::Fresh(job) => {
                    fresh_ones += 1;
                    *job
                }
                Submitted::Known(job) => *job,
                other => panic!("the bodies are equal: {other:?}"),
            };
            names.insert(job.id);
        }
        assert_eq!((fresh_ones, names.len()), (1, 1), "round {round}");
    }
    assert_eq!(store.jobs_all().await.len(), 20);
}

pub(super) async fn another_body_under_a_known_name_is_refused(store: &impl Store) {
    store
        .submit(reading(1), request("A", 7, "x"))
        .await
        .unwrap();
    let other = store
        .submit(reading(2), request("A", 7, "y"))
        .await
        .unwrap();
    assert!(matches!(other, Submitted::Reused(job) if job == id(1)));
    let elsewhere = store
        .submit(reading(3), request("B", 7, "y"))
        .await
        .unwrap();
    assert!(
        matches!(elsewhere, Submitted::Fresh(_)),
        "each method has names of its own"
    );
    assert_eq!(store.jobs_all().await.len(), 2);
}

pub(super) async fn jobs_are_listed_by_what_is_asked_newest_first(store: &impl Store) {
    for n in 1..=4 {
        let mut job = if n % 2 == 0 {
            reading(n)
        } else {
            writing(n, &["k"])
        };
        let stage = if n == 4 { "prod" } else { "test" };
        job.brief.labels.insert("stage.of/it".into(), stage.into());
        store.submit(job, fresh(n)).await.unwrap();
    }
    let list = async |query: JobQuery| -> Vec<u128> {
        let jobs = store.jobs(JobQuery { limit: 9, ..query }).await.unwrap();
        jobs.iter().map(|job| job.id.0.as_u128()).collect()
    };
    assert_eq!(list(JobQuery::default()).await, [4, 3, 2, 1]);
    let kinds = BTreeSet::from([Kind::ApplyCenter]);
    assert_eq!(
        list(JobQuery {
            kinds,
            ..JobQuery::default()
        })
        .await,
        [3, 1]
    );
    let states = BTreeSet::from([State::Running, State::Failed]);
    assert_eq!(
        list(JobQuery {
            states,
            ..JobQuery::default()
        })
        .await,
        [0; 0]
    );
    let labels = BTreeMap::from([
        ("stage.of/it".into(), "test".into()),
        ("team".into(), "voice".into()),
    ]);
    assert_eq!(
        list(JobQuery {
            labels,
            ..JobQuery::default()
        })
        .await,
        [3, 2, 1]
    );
    let subject = Some("targets/local/centers/other".into());
    assert_eq!(
        list(JobQuery {
            subject,
            ..JobQuery::default()
        })
        .await,
        [0; 0]
    );
    let second = store.job(id(2)).await.unwrap().unwrap();
    let before = Some(second.serial);
    assert_eq!(
        list(JobQuery {
            before,
            ..JobQuery::default()
        })
        .await,
        [1]
    );
    let blocked = store.job(id(3)).await.unwrap().unwrap().blocked_by;
    assert_eq!(blocked.len(), 1);
    assert_eq!((blocked[0].lock.as_str(), blocked[0].job), ("k", id(1)));
}

pub(super) async fn documents_stay_as_long_as_a_job_uses_them(store: &impl Store) {
    let lonely = NewDocument {
        digest: Digest::of(b"x"),
        content: b"x".to_vec(),
    };
    let first = store.put(lonely.clone(), at(0)).await.unwrap();
    let again = store.put(lonely.clone(), at(5)).await.unwrap();
    assert_eq!((first.size, again.created, again.used), (1, at(0), at(5)));
    let job = writing(1, &[]);
    let used = job.documents[0].digest;
    store.submit(job.clone(), fresh(1)).await.unwrap();
    assert_eq!(
        store.content(used).await.unwrap(),
        Some(job.documents[0].content.clone())
    );
    store.sweep(at(5), 10).await.unwrap();
    assert!(
        store.document(lonely.digest).await.unwrap().is_some(),
        "used at that very time"
    );
    store
        .sweep(at(5) + Duration::from_secs(1), 10)
        .await
        .unwrap();
    assert_eq!(store.document(lonely.digest).await.unwrap(), None);
    assert_eq!(store.content(lonely.digest).await.unwrap(), None);
    assert_eq!(store.document(used).await.unwrap().unwrap().used, at(0));
    let mut unknown = writing(2, &[]);
    unknown.documents.clear();
    let controld::jobs::Order::ApplyCenter { spec, .. } = &mut unknown.brief.order else {
        panic!("it applies");
    };
    spec.specs[0].content = Digest::of(b"nobody has this");
    store.submit(unknown, fresh(2)).await.unwrap_err();
    assert_eq!(store.job(id(2)).await.unwrap(), None);
}
