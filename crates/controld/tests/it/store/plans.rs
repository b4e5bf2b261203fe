//! Plans that are kept.

use std::{collections::BTreeSet, time::Duration};

use connect_model::{Alias, TargetName};
use controld::{
    jobs::{
        JobError, JobResult, NewPlan, Plan, PlanAsk, PlanForbidden, PlanId, PlanState, SavedPlan,
        State,
    },
    reason,
    store::{Claim, Lease, PlanPetition, PlanPetitioned, PlanQuery, Record, Store, Submitted},
};

use crate::samples::{applying, at, claim_writing, fresh, id, planning, request};

/// Lets the nth job make a plan at `seconds`.
async fn made(store: &impl Store, n: u128, seconds: u64) -> PlanId {
    store.submit(planning(n), fresh(n)).await.unwrap();
    let claim = Claim {
        reading: true,
        ..claim_writing(seconds)
    };
    let claimed = store.claim(claim).await.unwrap().unwrap();
    let result = JobResult::Plan(Plan {
        center: "targets/local/centers/support".into(),
        digest: "sha256:1".into(),
        text: "a plan".into(),
        ..Plan::default()
    });
    let plan = NewPlan::of(&claimed.job, &result, at(seconds)).unwrap();
    let ended = Record::Ended {
        state: State::Succeeded,
        error: None,
        result: Some(Box::new(result)),
    };
    let records = vec![Record::PlanMade(Box::new(plan)), ended];
    store
        .record(claimed.lease, records, at(seconds))
        .await
        .unwrap();
    PlanId::of(id(n))
}

async fn get(store: &impl Store, plan: PlanId) -> SavedPlan {
    store.plan(plan).await.unwrap().unwrap()
}

fn query() -> PlanQuery {
    PlanQuery {
        before: None,
        limit: 10,
        states: BTreeSet::new(),
        target: None,
        alias: None,
        now: at(10),
    }
}

async fn list(store: &impl Store, query: PlanQuery) -> Vec<u128> {
    let found = store.plans(query).await.unwrap();
    assert!(found.iter().all(|plan| plan.plan.is_none()));
    found.iter().map(|plan| plan.id.0.as_u128()).collect()
}

fn ask(plan: PlanId, ask: PlanAsk) -> PlanPetition {
    PlanPetition {
        plan,
        ask,
        by: "grace".into(),
        reason: "because".into(),
        at: at(20),
    }
}

fn approve(by_another: bool) -> PlanAsk {
    PlanAsk::Approve {
        change_reference: "CHG-1".into(),
        by_another,
    }
}

/// Submits and claims a job that applies a plan.
async fn at_work(store: &impl Store, n: u128, plan: u128) -> Lease {
    let submitted = store
        .submit(applying(n, plan, &[]), fresh(n))
        .await
        .unwrap();
    assert!(matches!(submitted, Submitted::Fresh(_)), "{submitted:?}");
    store.claim(claim_writing(30)).await.unwrap().unwrap().lease
}

pub(super) async fn a_plan_is_kept_with_the_end_of_its_job_and_is_read_as_it_was(
    store: &impl Store,
) {
    let plan = get(store, made(store, 1, 5).await).await;
    assert_eq!((plan.created, plan.expires), (at(5), at(5 + 3600)));
    assert_eq!(plan.state(at(10)), PlanState::Open);
    assert_eq!(plan.state(at(5 + 3600)), PlanState::Expired);
    assert_eq!(plan.center(), "targets/local/centers/support");
    assert_eq!(
        (plan.brief.created_by.as_str(), plan.brief.digest.as_str()),
        ("tester", "sha256:1")
    );
    assert_eq!(plan.plan.unwrap().text, "a plan");
    assert_eq!(store.plan(PlanId::of(id(9))).await.unwrap(), None);
}

pub(super) async fn plans_are_listed_by_what_is_asked_newest_first(store: &impl Store) {
    for n in 1..=3 {
        made(store, n, 5 + u64::try_from(n).unwrap()).await;
    }
    let asked = ask(PlanId::of(id(2)), PlanAsk::Expire);
    store.petition_plan(asked, fresh(1)).await.unwrap();
    let asked = ask(PlanId::of(id(3)), approve(false));
    store.petition_plan(asked, fresh(2)).await.unwrap();
    let now = at(30);
    assert_eq!(list(store, PlanQuery { now, ..query() }).await, [3, 2, 1]);
    for (state, found) in [
        (PlanState::Open, 1),
        (PlanState::Expired, 2),
        (PlanState::Approved, 3),
    ] {
        let states = BTreeSet::from([state]);
        let wanted = PlanQuery {
            states,
            now,
            ..query()
        };
        assert_eq!(list(store, wanted).await, [found], "{state:?}");
    }
    let states = BTreeSet::from([PlanState::Open, PlanState::Approved]);
    let later = PlanQuery {
        states,
        now: at(9999),
        ..query()
    };
    assert_eq!(list(store, later).await, [0; 0]);
    let before = Some(get(store, PlanId::of(id(2))).await.serial);
    assert_eq!(list(store, PlanQuery { before, ..query() }).await, [1]);
    let alias = Some(Alias::new("other").unwrap());
    assert_eq!(list(store, PlanQuery { alias, ..query() }).await, [0; 0]);
    let target = Some(TargetName::new("local").unwrap());
    assert_eq!(
        list(
            store,
            PlanQuery {
                target,
                limit: 2,
                ..query()
            }
        )
        .await,
        [3, 2]
    );
}

pub(super) async fn an_approval_is_asked_once_and_a_refused_one_leaves_its_name_free(
    store: &impl Store,
) {
    let plan = made(store, 1, 5).await;
    let own = PlanPetition {
        by: "tester".into(),
        ..ask(plan, approve(true))
    };
    let key = request("ApprovePlan", 1, "body");
    let refused = store.petition_plan(own, key).await.unwrap();
    let creator = PlanForbidden::ByCreator("tester".into());
    assert!(matches!(refused, PlanPetitioned::Forbidden(why) if why == creator));
    let approved = store
        .petition_plan(ask(plan, approve(true)), key)
        .await
        .unwrap();
    let PlanPetitioned::Done(approved) = approved else {
        panic!("{approved:?}");
    };
    assert_eq!(approved.state(at(20)), PlanState::Approved);
    let decision = approved.fate.approval.unwrap();
    assert_eq!((decision.by.as_str(), decision.at), ("grace", at(20)));
    assert_eq!(
        (decision.reason.as_str(), decision.change_reference.as_str()),
        ("because", "CHG-1")
    );
    let again = store
        .petition_plan(ask(plan, approve(true)), key)
        .await
        .unwrap();
    assert!(matches!(again, PlanPetitioned::Known(_)), "{again:?}");
    let other = request("ApprovePlan", 1, "another body");
    let other_body = store
        .petition_plan(ask(plan, approve(true)), other)
        .await
        .unwrap();
    assert!(matches!(other_body, PlanPetitioned::Reused(owner) if owner == plan));
    let twice = store
        .petition_plan(ask(plan, approve(true)), fresh(2))
        .await
        .unwrap();
    let approved = PlanForbidden::ByState(PlanState::Approved);
    assert!(matches!(twice, PlanPetitioned::Forbidden(why) if why == approved));
    let missing = ask(PlanId::of(id(9)), PlanAsk::Expire);
    let missing = store.petition_plan(missing, fresh(3)).await.unwrap();
    assert!(matches!(missing, PlanPetitioned::Missing));
}

pub(super) async fn a_plan_is_applied_while_it_lives_and_by_one_job(store: &impl Store) {
    let plan = made(store, 1, 5).await;
    let mut guarded = applying(2, 1, &[]);
    guarded.approved_only = true;
    let refused = store.submit(guarded, fresh(2)).await.unwrap();
    assert!(matches!(
        refused,
        Submitted::PlanForbids(_, PlanForbidden::NotApproved)
    ));
    let lease = at_work(store, 2, 1).await;
    for _ in 0..2 {
        store.take_plan(lease, plan, at(40)).await.unwrap().unwrap();
    }
    let taken = get(store, plan).await;
    assert_eq!(taken.state(at(99_999)), PlanState::Applied);
    assert_eq!(taken.fate.taking.unwrap().job, lease.job);
    let submitted = store.submit(applying(3, 1, &[]), fresh(3)).await.unwrap();
    let applied = PlanForbidden::ByState(PlanState::Applied);
    assert!(matches!(submitted, Submitted::PlanForbids(_, why) if why == applied));
    let known = store.submit(applying(2, 1, &[]), fresh(2)).await.unwrap();
    assert!(matches!(known, Submitted::Known(_)), "the request is known");
    let missing = store.submit(applying(4, 9, &[]), fresh(4)).await.unwrap();
    assert!(matches!(missing, Submitted::PlanMissing(_)));
    let late = Lease {
        fence: lease.fence + 1,
        ..lease
    };
    store.take_plan(late, plan, at(40)).await.unwrap_err();
}

pub(super) async fn a_stale_plan_says_why_and_stays_so(store: &impl Store) {
    let plan = made(store, 1, 5).await;
    let (first, second) = (at_work(store, 2, 1).await, at_work(store, 3, 1).await);
    let why = JobError::new(reason::PLAN_STALE, "it moved");
    store
        .outdate_plan(first, plan, why.clone(), at(40))
        .await
        .unwrap();
    let stale = get(store, plan).await;
    assert_eq!(
        (stale.state(at(40)), stale.fate.stale.as_ref()),
        (PlanState::Stale, Some(&why))
    );
    let refused = store.take_plan(second, plan, at(41)).await.unwrap();
    assert_eq!(refused, Err(PlanForbidden::ByState(PlanState::Stale)));
    store
        .outdate_plan(second, plan, JobError::new("OTHER", "no"), at(42))
        .await
        .unwrap();
    assert_eq!(get(store, plan).await, stale, "the first judged it");
}

pub(super) async fn a_plan_keeps_its_documents_and_goes_after_its_job(store: &impl Store) {
    let plan = made(store, 1, 5).await;
    let digest = planning(1).documents[0].digest;
    store.sweep(at(3000), 10).await.unwrap();
    assert_eq!(store.job(id(1)).await.unwrap(), None);
    assert!(store.content(digest).await.unwrap().is_some());
    let lease = at_work(store, 2, 1).await;
    store.take_plan(lease, plan, at(40)).await.unwrap().unwrap();
    let later = at(5 + 3600) + Duration::from_secs(1);
    store.sweep(later, 10).await.unwrap();
    get(store, plan).await;
    let ended = Record::Ended {
        state: State::Succeeded,
        error: None,
        result: None,
    };
    store.record(lease, vec![ended], at(50)).await.unwrap();
    store.sweep(later, 10).await.unwrap();
    assert_eq!(store.plan(plan).await.unwrap(), None);
    assert_eq!(store.content(digest).await.unwrap(), None);
}
