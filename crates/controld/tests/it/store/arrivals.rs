//! Files that arrived where a watch looks.

use std::collections::BTreeSet;

use connect_agents::{
    ImportOptions,
    arrival::{ObjectVersion, WatchSpec},
};
use connect_model::{Alias, BucketName, TargetName};
use controld::{
    jobs::{AgentWatch, ArrivalEnd, ArrivalFate, ArrivalState, State},
    store::{ArrivalQuery, Arrived, Arriving, JobQuery, Record, Store},
};

use crate::samples::{at, claim_writing, fresh, writing};

fn watch(name: &str) -> AgentWatch {
    AgentWatch {
        name: name.into(),
        target: TargetName::new("local").unwrap(),
        alias: Alias::new("people").unwrap(),
        spec: WatchSpec::new(BucketName::new("people-inbox").unwrap(), "in/"),
        options: ImportOptions::default(),
        poll_s: 60,
    }
}

fn object(key: &str, version: Option<&str>, modified_ms: i64) -> ObjectVersion {
    ObjectVersion {
        bucket: "people-inbox".into(),
        key: key.into(),
        version_id: version.map(ToOwned::to_owned),
        etag: "abc".into(),
        size_bytes: 7,
        modified_ms,
    }
}

async fn arrive(
    store: &impl Store,
    watch: AgentWatch,
    object: ObjectVersion,
    job: u128,
) -> Arrived {
    let arriving = Arriving {
        watch,
        object,
        job: Ok(Box::new((writing(job, &[]), fresh(job)))),
        at: at(job.try_into().unwrap()),
    };
    store.arrive(arriving).await.unwrap()
}

async fn states(store: &impl Store, query: ArrivalQuery) -> Vec<(String, ArrivalState)> {
    let query = ArrivalQuery { limit: 10, ..query };
    let found = store.arrivals(query).await.unwrap().into_iter();
    found.map(|it| (it.object.key, it.state)).collect()
}

pub(super) async fn a_version_arrives_once_for_each_watch(store: &impl Store) {
    let one = object("in/a.csv", Some("v1"), 1);
    let first = arrive(store, watch("hr"), one.clone(), 1).await;
    assert!(matches!(first, Arrived::Started(_)), "{first:?}");
    let again = arrive(store, watch("hr"), one.clone(), 2).await;
    assert!(matches!(again, Arrived::Met), "{again:?}");
    let other = arrive(store, watch("other"), one.clone(), 3).await;
    assert!(matches!(other, Arrived::Started(_)), "{other:?}");
    let newer = object("in/a.csv", Some("v2"), 2);
    let plain = object("in/b.csv", None, 1);
    let later = object("in/b.csv", None, 2);
    arrive(store, watch("hr"), plain.clone(), 4).await;
    let all = vec![one, newer.clone(), plain, later.clone()];
    let unmet = store.unmet("hr", all).await.unwrap();
    assert_eq!(unmet, [newer, later]);
    let all = JobQuery {
        limit: 10,
        ..JobQuery::default()
    };
    let jobs = store.jobs(all).await.unwrap();
    assert_eq!(jobs.len(), 3, "a version that was met starts nothing");
}

pub(super) async fn the_end_of_a_job_is_the_end_of_what_arrived(store: &impl Store) {
    let one = object("in/a.csv", Some("v1"), 1);
    arrive(store, watch("hr"), one.clone(), 1).await;
    let refused = Arriving {
        watch: watch("hr"),
        object: object("in/b.csv", Some("v1"), 1),
        job: Err("the target is guarded".into()),
        at: at(2),
    };
    let refused = store.arrive(refused).await.unwrap();
    assert!(matches!(refused, Arrived::Refused), "{refused:?}");
    let found = store
        .arrivals(ArrivalQuery {
            limit: 10,
            ..ArrivalQuery::default()
        })
        .await
        .unwrap();
    assert_eq!(found[0].fate.why, "the target is guarded");
    assert_eq!(found[1].job_state, Some(State::Queued));
    assert_eq!((found[1].state, found[1].ended), (ArrivalState::Open, None));
    let claimed = store.claim(claim_writing(3)).await.unwrap().unwrap();
    let end = ArrivalEnd {
        watch: "hr".into(),
        object: one.id(),
        state: ArrivalState::Imported,
        fate: ArrivalFate {
            place: Some("s3://people-inbox/in/results/a.csv".into()),
            why: String::new(),
        },
    };
    let records = vec![
        Record::Arrived(Box::new(end.clone())),
        Record::Ended {
            state: State::Succeeded,
            error: None,
            result: None,
        },
    ];
    store.record(claimed.lease, records, at(4)).await.unwrap();
    let only = |state| ArrivalQuery {
        states: BTreeSet::from([state]),
        ..ArrivalQuery::default()
    };
    let imported = states(store, only(ArrivalState::Imported)).await;
    assert_eq!(imported, [("in/a.csv".to_owned(), ArrivalState::Imported)]);
    let failed = states(store, only(ArrivalState::Failed)).await;
    assert_eq!(failed, [("in/b.csv".to_owned(), ArrivalState::Failed)]);
    let before = ArrivalQuery {
        before: Some(found[0].serial),
        ..ArrivalQuery::default()
    };
    assert_eq!(states(store, before).await.len(), 1);
    let simulated = BTreeSet::from([TargetName::new("local").unwrap()]);
    store.unschedule(&simulated).await.unwrap();
    assert_eq!(states(store, ArrivalQuery::default()).await, []);
}
