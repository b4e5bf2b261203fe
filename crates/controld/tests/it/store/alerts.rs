//! What is not as it should be, and what somebody is to be told.

use std::{collections::BTreeSet, time::SystemTime};

use connect_model::TargetName;
use controld::{
    jobs::{Alarm, AlertKey, AlertKind, Event, Looked, Notice, Sighting, Timetable, Watch},
    store::{Lease, Record, Store},
};
use serde_json::json;

use crate::samples::{at, claim_writing, fresh, id, writing};

const SUBJECT: &str = "targets/local/shares/contacts";

fn alarm(kind: AlertKind, thing: &str, rule: &str) -> Alarm {
    Alarm {
        key: AlertKey {
            kind,
            thing: thing.into(),
            rule: rule.into(),
        },
        evidence: "it was seen".into(),
        cause: "somebody did it".into(),
        remedy: "mend it".into(),
        age: None,
    }
}

fn broken(thing: &str, rule: &str) -> Alarm {
    alarm(AlertKind::LinkBroken, thing, rule)
}

fn chain(alarms: Vec<Alarm>, sound: &[&str]) -> Sighting {
    Sighting {
        subject: SUBJECT.into(),
        job: Some(id(100)),
        alarms,
        looked: Looked::Chain(sound.iter().map(ToString::to_string).collect()),
    }
}

fn watch(bus: Option<&str>, exports: &[&str]) -> Timetable {
    let watch = Watch {
        target: TargetName::new("local").unwrap(),
        share: "contacts".into(),
        exports: exports.iter().map(ToString::to_string).collect(),
        event_bus: bus.map(ToOwned::to_owned),
    };
    Timetable {
        subject: SUBJECT.into(),
        schedules: Vec::new(),
        watch: Some(watch),
    }
}

/// A job at work, which may write.
async fn lease(store: &impl Store) -> Lease {
    store
        .submit(writing(100, &["a"]), fresh(100))
        .await
        .unwrap();
    store.claim(claim_writing(0)).await.unwrap().unwrap().lease
}

async fn record(store: &impl Store, lease: Lease, record: Record, at: SystemTime) {
    store.record(lease, vec![record], at).await.unwrap();
}

/// Somebody looks after the share from now on.
async fn look_after(store: &impl Store, lease: Lease, table: Timetable, at: SystemTime) {
    record(store, lease, Record::Scheduled(Box::new(table)), at).await;
}

async fn sight(store: &impl Store, lease: Lease, sighting: Sighting, at: SystemTime) {
    record(store, lease, Record::Sighted(Box::new(sighting)), at).await;
}

async fn standing(store: &impl Store) -> Vec<String> {
    let alerts = store.alerts(SUBJECT).await.unwrap().into_iter();
    let key = |it: controld::jobs::Alert| format!("{} {}", it.alarm.key.rule, it.alarm.key.thing);
    alerts.map(key).collect()
}

/// What there is to tell, in short words.
async fn to_tell(store: &impl Store, now: SystemTime) -> Vec<String> {
    let notices = store.notices(now, 99).await.unwrap();
    let words = |it: &Notice| format!("{} {}", it.detail_type, it.detail["link"]["rule"]);
    notices.iter().map(words).collect()
}

pub(crate) async fn an_alert_is_raised_once_and_told_again_when_it_is_over(store: &impl Store) {
    let lease = lease(store).await;
    let table = watch(Some("ops"), &[]);
    record(store, lease, Record::Scheduled(Box::new(table)), at(0)).await;
    let pending = || broken("users", "select-missing");
    sight(store, lease, chain(vec![pending()], &["bucket"]), at(10)).await;
    sight(store, lease, chain(vec![pending()], &["bucket"]), at(20)).await;
    assert_eq!(standing(store).await, ["select-missing users"]);
    let told = store.notices(at(20), 99).await.unwrap();
    assert_eq!(told.len(), 1, "{told:?}");
    let notice = &told[0];
    assert_eq!(
        (notice.event_bus.as_str(), notice.at_s),
        ("ops", 1_800_000_010)
    );
    let mut detail = notice.detail.clone();
    assert_eq!(detail["id"].take(), json!(notice.id.to_string()));
    let wanted = json!({
        "id": null, "share": "contacts", "target": "local", "alert": "link-broken", "state": "raised",
        "since": "2027-01-15T08:00:10Z", "at": "2027-01-15T08:00:10Z", "evidence": "it was seen",
        "cause": "somebody did it", "remedy": "mend it", "job": format!("jobs/{}", id(100)),
        "link": { "rule": "select-missing", "subject": "users" },
    });
    assert_eq!(detail, wanted);
    assert!(store.alerts(SUBJECT).await.unwrap()[0].is_pending);

    // It stays until it is told, and is tried again no sooner than it should be.
    store.notice_untold(notice.id, at(60)).await.unwrap();
    assert_eq!(store.next_notice().await.unwrap(), Some(at(60)));
    assert_eq!(to_tell(store, at(59)).await, [] as [&str; 0]);
    let again = store.notices(at(60), 99).await.unwrap();
    assert_eq!((again[0].id, again[0].tries), (notice.id, 1));
    store.notice_told(notice.id).await.unwrap();
    assert!(!store.alerts(SUBJECT).await.unwrap()[0].is_pending);

    sight(store, lease, chain(Vec::new(), &["users"]), at(100)).await;
    assert_eq!(standing(store).await, [] as [&str; 0]);
    assert_eq!(
        to_tell(store, at(100)).await,
        ["Share Link Recovered \"select-missing\""]
    );
    let over = &store.notices(at(100), 99).await.unwrap()[0];
    assert_eq!(
        (&over.detail["state"], &over.detail["since"]),
        (&json!("recovered"), &json!("2027-01-15T08:00:10Z"))
    );
    assert_ne!(over.id, notice.id);
    // The next time it is another one.
    sight(store, lease, chain(vec![pending()], &[]), at(200)).await;
    let next = store.notices(at(200), 99).await.unwrap();
    assert!(next.iter().all(|it| it.id != notice.id));
    assert_eq!(
        store.alert_tally().await.unwrap(),
        [(AlertKind::LinkBroken, 1)]
    );
}

pub(crate) async fn what_was_not_looked_at_is_not_over(store: &impl Store) {
    let lease = lease(store).await;
    look_after(store, lease, watch(None, &[]), at(0)).await;
    let stale = || alarm(AlertKind::DataStale, "contact_record", "rows-stale");
    let both = vec![broken("users", "select-missing"), stale()];
    sight(store, lease, chain(both, &[]), at(10)).await;
    // A link before them is broken, so nobody came to them.
    let first = broken("share of uk", "invitation-expired");
    sight(store, lease, chain(vec![first], &[]), at(20)).await;
    let wanted = [
        "rows-stale contact_record",
        "select-missing users",
        "invitation-expired share of uk",
    ];
    assert_eq!(standing(store).await, wanted);
    // One of them was seen to be so, and of another there is another trouble.
    let other = broken("share of uk", "invitation-missing");
    let seen = chain(vec![other], &["contact_record"]);
    sight(store, lease, seen, at(30)).await;
    let wanted = ["select-missing users", "invitation-missing share of uk"];
    assert_eq!(standing(store).await, wanted);
    // Stale rows are no break of the chain.
    sight(store, lease, chain(vec![stale()], &[]), at(60)).await;
    assert_eq!(standing(store).await, ["rows-stale contact_record"]);
    let nobody = to_tell(store, at(60)).await;
    assert_eq!(nobody, [] as [&str; 0], "nobody is to be told");
    let told = store.events(id(100), 0, 99).await.unwrap();
    let is_over = |it: &&Event| format!("{:?}", it.what).contains("over: ");
    assert_eq!(told.iter().filter(is_over).count(), 4);
}

pub(crate) async fn exports_and_looks_that_fail_end_nothing_but_their_own(store: &impl Store) {
    let lease = lease(store).await;
    look_after(store, lease, watch(None, &["e"]), at(0)).await;
    let link = || broken("users", "select-missing");
    sight(store, lease, chain(vec![link()], &[]), at(10)).await;
    let blind = alarm(
        AlertKind::VerificationFailed,
        "share",
        "verification-failed",
    );
    let blind = Sighting {
        looked: Looked::Nowhere,
        ..chain(vec![blind], &[])
    };
    sight(store, lease, blind, at(20)).await;
    let failed = |alarms| Sighting {
        looked: Looked::Export("e".into()),
        ..chain(alarms, &[])
    };
    let export = alarm(AlertKind::ExportFailed, "e", "export-failed");
    sight(store, lease, failed(vec![export.clone()]), at(30)).await;
    assert_eq!(standing(store).await.len(), 3);
    sight(store, lease, chain(vec![link()], &[]), at(40)).await;
    assert_eq!(
        standing(store).await,
        ["select-missing users", "export-failed e"]
    );
    sight(store, lease, failed(Vec::new()), at(50)).await;
    assert_eq!(standing(store).await, ["select-missing users"]);
    // An export that is declared no more runs no more.
    sight(store, lease, failed(vec![export]), at(60)).await;
    look_after(store, lease, watch(None, &[]), at(70)).await;
    assert_eq!(standing(store).await, ["select-missing users"]);
}

pub(crate) async fn a_share_that_nobody_looks_after_has_no_alerts(store: &impl Store) {
    let lease = lease(store).await;
    let sighting = || chain(vec![broken("users", "select-missing")], &[]);
    sight(store, lease, sighting(), at(10)).await;
    assert_eq!(standing(store).await, [] as [&str; 0]);
    record(
        store,
        lease,
        Record::Scheduled(Box::new(watch(Some("ops"), &[]))),
        at(20),
    )
    .await;
    sight(store, lease, sighting(), at(30)).await;
    assert_eq!(standing(store).await.len(), 1);
    let gone = Timetable {
        watch: None,
        ..watch(None, &[])
    };
    record(store, lease, Record::Scheduled(Box::new(gone)), at(40)).await;
    assert_eq!(standing(store).await, [] as [&str; 0]);
    assert_eq!(
        to_tell(store, at(40)).await.len(),
        1,
        "what happened is told"
    );
    store.sweep(at(1_000), 99).await.unwrap();
    assert_eq!(store.next_notice().await.unwrap(), None);
    record(
        store,
        lease,
        Record::Scheduled(Box::new(watch(Some("ops"), &[]))),
        at(50),
    )
    .await;
    sight(store, lease, sighting(), at(60)).await;
    let here = BTreeSet::from([TargetName::new("local").unwrap()]);
    store.unschedule(&here).await.unwrap();
    assert_eq!(standing(store).await, [] as [&str; 0]);
    assert_eq!(store.next_notice().await.unwrap(), None);
}
