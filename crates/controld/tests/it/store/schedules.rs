//! What the daemon starts by itself.

use std::{
    collections::BTreeSet,
    time::{Duration, SystemTime},
};

use connect_model::{TargetName, share::ScheduleExpression};
use controld::{
    jobs::{Job, Schedule, ScheduleBrief, State, Timetable},
    store::{Fired, Firing, Lease, NewJob, Record, Store},
};

use crate::samples::{at, claim_writing, fresh, id, request, writing};

const SUBJECT: &str = "targets/local/shares/contacts";
const HOUR: Duration = Duration::from_hours(1);

fn brief(word: &str, expression: &str) -> ScheduleBrief {
    ScheduleBrief {
        subject: SUBJECT.into(),
        word: word.into(),
        target: TargetName::new("local").unwrap(),
        order: writing(1, &[]).brief.order,
        expression: ScheduleExpression::new(expression).unwrap(),
        time_zone: None,
        declared_by: "tester".into(),
    }
}

/// A job at work, which may write.
async fn lease(store: &impl Store) -> Lease {
    store
        .submit(writing(100, &["a"]), fresh(100))
        .await
        .unwrap();
    let claimed = store.claim(claim_writing(0)).await.unwrap();
    claimed.unwrap().lease
}

async fn set(store: &impl Store, lease: Lease, schedules: Vec<ScheduleBrief>, at: SystemTime) {
    let table = Timetable {
        subject: SUBJECT.into(),
        schedules,
        watch: None,
    };
    let records = vec![Record::Scheduled(Box::new(table))];
    store.record(lease, records, at).await.unwrap();
}

/// What is due at `now`, as the nth job.
fn firing(schedule: &Schedule, now: SystemTime, n: u128) -> Firing {
    let job = NewJob {
        at: now,
        ..writing(n, &[])
    };
    Firing {
        schedule: schedule.name.clone(),
        was_due: schedule.due.unwrap(),
        occasion: schedule.occasion(now).unwrap(),
        job: Ok(Box::new((job, request("Schedule", n, "body")))),
        at: now,
    }
}

async fn only(store: &impl Store) -> Schedule {
    let mut all = store.schedules(SUBJECT).await.unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn started(fired: Fired) -> Job {
    match fired {
        Fired::Started(job) => *job,
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn a_timetable_takes_the_place_of_what_was_before(store: &impl Store) {
    let lease = lease(store).await;
    let both = vec![
        brief("exports/a", "rate(1 hour)"),
        brief("exports/b", "rate(2 hours)"),
    ];
    set(store, lease, both, at(0)).await;
    let all = store.schedules(SUBJECT).await.unwrap();
    let names: Vec<_> = all.iter().map(|it| it.brief.word.as_str()).collect();
    assert_eq!(names, ["exports/a", "exports/b"]);
    assert_eq!(all[0].due, Some(at(3_600)));
    assert_eq!(store.next_due().await.unwrap(), Some(at(3_600)));
    assert_eq!(
        store.schedules("targets/local/shares/other").await.unwrap(),
        []
    );

    // Times that stay the same go on counting; others begin anew.
    let other = vec![
        brief("exports/a", "rate(1 hour)"),
        brief("exports/b", "rate(3 hours)"),
    ];
    set(store, lease, other, at(600)).await;
    let all = store.schedules(SUBJECT).await.unwrap();
    assert_eq!(all[0].due, Some(at(3_600)));
    assert_eq!(all[1].due, Some(at(600) + 3 * HOUR));

    set(
        store,
        lease,
        vec![brief("exports/b", "cron(0 0 1 1 ? 2020)")],
        at(700),
    )
    .await;
    assert_eq!(only(store).await.due, None, "it is never due again");
    assert_eq!(store.next_due().await.unwrap(), None);
    set(store, lease, Vec::new(), at(800)).await;
    assert_eq!(store.schedules(SUBJECT).await.unwrap(), []);
}

pub(crate) async fn a_time_makes_one_job_whoever_comes_and_however_often(store: &impl Store) {
    let lease = lease(store).await;
    set(
        store,
        lease,
        vec![brief("exports/a", "rate(1 hour)")],
        at(0),
    )
    .await;
    assert_eq!(store.due(at(3_599), 9).await.unwrap(), []);
    let due = store.due(at(3_600), 9).await.unwrap();
    let firing = firing(&due[0], at(3_600), 1);
    let jobs = futures::future::join_all((0..8).map(|_| store.fire(firing.clone()))).await;
    let jobs: Vec<_> = jobs.into_iter().map(Result::unwrap).collect();
    let fresh = jobs.iter().filter(|it| matches!(it, Fired::Started(_)));
    assert_eq!(fresh.count(), 1, "{jobs:?}");
    let past = jobs.iter().filter(|it| matches!(it, Fired::Past));
    assert_eq!(past.count(), 7);
    let schedule = only(store).await;
    assert_eq!(schedule.due, Some(at(7_200)));
    let last = schedule.last.unwrap();
    assert_eq!(
        (last.due(), last.missed, last.job),
        (at(3_600), 0, Some(id(1)))
    );
    assert_eq!(last.left_out, None);
    assert_eq!(
        store.job(id(1)).await.unwrap().unwrap().state,
        State::Queued
    );
}

pub(crate) async fn of_times_that_were_missed_the_latest_makes_a_job(store: &impl Store) {
    let lease = lease(store).await;
    set(
        store,
        lease,
        vec![brief("exports/a", "rate(1 hour)")],
        at(0),
    )
    .await;
    let later = at(0) + 5 * HOUR + Duration::from_mins(20);
    let due = store.due(later, 9).await.unwrap();
    started(store.fire(firing(&due[0], later, 1)).await.unwrap());
    let schedule = only(store).await;
    assert_eq!(schedule.due, Some(at(0) + 6 * HOUR));
    let last = schedule.last.unwrap();
    assert_eq!((last.due(), last.missed), (at(0) + 5 * HOUR, 4));
}

pub(crate) async fn nothing_is_started_while_the_job_before_is_unfinished(store: &impl Store) {
    let lease = lease(store).await;
    set(
        store,
        lease,
        vec![brief("exports/a", "rate(1 hour)")],
        at(0),
    )
    .await;
    let first = only(store).await;
    let job = started(store.fire(firing(&first, at(3_600), 1)).await.unwrap());
    let second = only(store).await;
    let fired = store.fire(firing(&second, at(7_200), 2)).await.unwrap();
    assert!(
        matches!(fired, Fired::Overlapped(it) if it == job.id),
        "{fired:?}"
    );
    assert_eq!(store.job(id(2)).await.unwrap(), None);
    let last = only(store).await.last.unwrap();
    assert_eq!((last.due(), last.job), (at(7_200), Some(id(1))));
    assert_eq!(
        last.left_out.unwrap(),
        format!("jobs/{} was still going", id(1))
    );
    let told = store.events(id(1), 0, 99).await.unwrap();
    let note = format!("{:?}", told.last().unwrap().what);
    assert!(
        note.contains("is left out, since this one still goes"),
        "{note}"
    );

    // The lease of the first job is over, so that it is claimed before the other.
    store.claim(claim_writing(7_300)).await.unwrap().unwrap();
    let claimed = store.claim(claim_writing(7_300)).await.unwrap().unwrap();
    assert_eq!(claimed.lease.job, id(1));
    let ended = Record::Ended {
        state: State::Failed,
        error: None,
        result: None,
    };
    store
        .record(claimed.lease, vec![ended], at(7_400))
        .await
        .unwrap();
    let third = only(store).await;
    started(store.fire(firing(&third, at(10_800), 3)).await.unwrap());
}

pub(crate) async fn what_cannot_be_started_is_told_and_does_not_come_again(store: &impl Store) {
    let lease = lease(store).await;
    set(
        store,
        lease,
        vec![brief("exports/a", "rate(1 hour)")],
        at(0),
    )
    .await;
    let refused = Firing {
        job: Err("there is no target local".into()),
        ..firing(&only(store).await, at(3_600), 1)
    };
    assert!(matches!(store.fire(refused).await.unwrap(), Fired::Refused));
    let schedule = only(store).await;
    assert_eq!(schedule.due, Some(at(7_200)));
    let last = schedule.last.clone().unwrap();
    assert_eq!(last.left_out.as_deref(), Some("there is no target local"));
    assert_eq!(last.job, None);
    // Somebody who read it before it was changed comes too late.
    let stale = firing(&schedule, at(7_200), 1);
    set(
        store,
        lease,
        vec![brief("exports/a", "rate(5 hours)")],
        at(3_700),
    )
    .await;
    assert!(matches!(store.fire(stale).await.unwrap(), Fired::Past));
}

pub(crate) async fn documents_stay_as_long_as_a_schedule_needs_them(store: &impl Store) {
    let lease = lease(store).await;
    set(
        store,
        lease,
        vec![brief("exports/a", "rate(1 hour)")],
        at(0),
    )
    .await;
    let ended = Record::Ended {
        state: State::Succeeded,
        error: None,
        result: None,
    };
    store.record(lease, vec![ended], at(10)).await.unwrap();
    let digest = writing(1, &[]).documents[0].digest;
    store.sweep(at(1_000), 99).await.unwrap();
    assert_eq!(store.job(lease.job).await.unwrap(), None);
    assert!(store.content(digest).await.unwrap().is_some());
    let other = BTreeSet::from([TargetName::new("other").unwrap()]);
    store.unschedule(&other).await.unwrap();
    assert_eq!(store.schedules(SUBJECT).await.unwrap().len(), 1);
    let here = BTreeSet::from([TargetName::new("local").unwrap()]);
    store.unschedule(&here).await.unwrap();
    assert_eq!(store.schedules(SUBJECT).await.unwrap(), []);
    store.sweep(at(1_000), 99).await.unwrap();
    assert!(store.content(digest).await.unwrap().is_none());
}
