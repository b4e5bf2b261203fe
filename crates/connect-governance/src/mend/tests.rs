//! Mends, planned and carried out.

mod desk;

use std::time::SystemTime;

use connect_model::FaultClass;
use expect_test::expect;
use reconcile::{
    Cancel, Ended, Haste, MemoryJournal, RetryPolicy, Standing, StepId, StepReport, TokioClock,
    Urgency,
};
use uuid::Uuid;

use self::desk::Desk;
use super::*;
use crate::{Area, Finding, Severity, Subject};

const KEY: &str = "arn:aws:kms:eu-west-2:111111111111:key/k";
const TRAIL: &str = "arn:aws:cloudtrail:eu-west-2:111111111111:trail/all";

fn cx() -> RunContext {
    RunContext {
        key: Uuid::nil(),
        clock: Arc::new(TokioClock::starting_at(SystemTime::UNIX_EPOCH)),
        cancel: Cancel::default(),
        width: 4,
        retry: RetryPolicy::default(),
        haste: Haste::new(Urgency::Interactive),
    }
}

fn findings(mends: impl IntoIterator<Item = Mend>) -> Vec<Finding> {
    let finding = |mend| Finding {
        rule: "rule".to_owned(),
        severity: Severity::High,
        area: Area::Data,
        subject: Subject::new("thing", "one"),
        evidence: "seen".to_owned(),
        remedy: "Mend it.".to_owned(),
        mend: Some(mend),
    };
    mends.into_iter().map(finding).collect()
}

fn lifecycle(prefix: &str, days: [Option<u32>; 3]) -> Mend {
    let [expires_days, old_versions_days, uploads_days] = days;
    Mend::AddLifecycle {
        bucket: "calls".to_owned(),
        prefix: prefix.to_owned(),
        expires_days,
        old_versions_days,
        uploads_days,
    }
}

/// One of each.
fn every_mend() -> Vec<Mend> {
    let (bucket, key, trail) = ("calls".to_owned(), KEY.to_owned(), TRAIL.to_owned());
    vec![
        Mend::SetAttribute {
            attribute: "CONTACTFLOW_LOGS".to_owned(),
            value: true,
        },
        Mend::KeepLogs {
            group: "/aws/connect/uk".to_owned(),
            days: 100,
        },
        Mend::RotateKey { key: key.clone() },
        Mend::EnableKey { key: key.clone() },
        Mend::KeepKey { key },
        Mend::BlockPublicAccess {
            bucket: bucket.clone(),
        },
        Mend::DemandTls { bucket },
        lifecycle("calls/", [Some(365), None, Some(7)]),
        Mend::StartTrail {
            trail: trail.clone(),
        },
        Mend::ValidateTrail { trail },
        Mend::RemoveOrigin {
            origin: "https://old.example.com".to_owned(),
        },
        Mend::ActivateTags {
            keys: vec!["Owner".to_owned()],
        },
    ]
}

async fn mended(desk: &Arc<Desk>, mends: Vec<Mend>) -> RunReport {
    let (plan, journal) = (plan(&findings(mends)), MemoryJournal::default());
    let (calls, instance) = (Calls::of(desk), InstanceId::new("i-1"));
    let report = carry_out(&cx(), &calls, &instance, &plan, &journal).await;
    report.unwrap()
}

#[test]
fn every_mend_is_a_step_that_says_what_it_does() {
    let plan = plan(&findings(every_mend()));
    let told = plan.steps().iter();
    let told = told.map(|step| format!("{} {} ({})\n", step.stage, step.id, step.action));
    let told = told.collect::<Vec<_>>().concat();
    expect![[r"
        0 mend/keep-key/arn:aws:kms:eu-west-2:111111111111:key%2Fk (take the deletion of the key arn:aws:kms:eu-west-2:111111111111:key/k back and switch it on)
        0 mend/set-attribute/CONTACTFLOW_LOGS (switch the attribute CONTACTFLOW_LOGS on)
        0 mend/keep-logs/%2Faws%2Fconnect%2Fuk (have the log group /aws/connect/uk keep lines for 90 days)
        0 mend/block-public-access/calls (block public access to the bucket calls)
        0 mend/start-trail/arn:aws:cloudtrail:eu-west-2:111111111111:trail%2Fall (have the trail arn:aws:cloudtrail:eu-west-2:111111111111:trail/all record)
        0 mend/activate-tags/cost-allocation (have cost allocated by Owner)
        1 mend/enable-key/arn:aws:kms:eu-west-2:111111111111:key%2Fk (switch the key arn:aws:kms:eu-west-2:111111111111:key/k on)
        1 mend/demand-tls/calls (have the bucket calls refuse what comes without TLS)
        1 mend/validate-trail/arn:aws:cloudtrail:eu-west-2:111111111111:trail%2Fall (have the trail arn:aws:cloudtrail:eu-west-2:111111111111:trail/all make its files provable)
        1 mend/remove-origin/https:%2F%2Fold.example.com (take https://old.example.com off the approved origins)
        2 mend/rotate-key/arn:aws:kms:eu-west-2:111111111111:key%2Fk (have the key arn:aws:kms:eu-west-2:111111111111:key/k rotated every year)
        2 mend/add-lifecycle/calls:calls%2F (have calls/ in the bucket calls go: objects after 365 days, uploads that were never completed after 7 days)
    "]].assert_eq(&told);
}

#[test]
fn the_kind_of_a_mend_is_its_word_in_json() {
    for mend in every_mend() {
        let json = serde_json::to_value(&mend).unwrap();
        assert_eq!(json["do"], mend.kind());
    }
}

#[test]
fn what_only_a_person_can_mend_is_no_step() {
    let mut findings = findings(every_mend());
    for finding in &mut findings {
        finding.mend = None;
    }
    assert!(plan(&findings).is_empty());
}

#[test]
fn mends_of_one_thing_become_one_step_that_keeps_longest() {
    let keep = |days| Mend::KeepLogs {
        group: "g".to_owned(),
        days,
    };
    let activate = |keys: &[&str]| Mend::ActivateTags {
        keys: keys.iter().map(|it| (*it).to_owned()).collect(),
    };
    let plan = plan(&findings([
        lifecycle("calls/", [Some(365), None, None]),
        keep(30),
        lifecycle("calls/", [Some(90), None, Some(7)]),
        lifecycle("chats/", [None, Some(30), None]),
        keep(90),
        activate(&["Owner"]),
        activate(&["Stage", "Owner"]),
    ]));
    let mends: Vec<Mend> = plan.steps().iter().map(|it| it.action.clone()).collect();
    let mut expected = vec![
        lifecycle("calls/", [Some(365), None, Some(7)]),
        keep(90),
        lifecycle("chats/", [None, Some(30), None]),
        activate(&["Owner", "Stage"]),
    ];
    let mut there = mends.clone();
    there.sort();
    expected.sort();
    assert_eq!(there, expected);
    let of_bucket = plan
        .steps()
        .iter()
        .filter(|it| it.action.resource() == "calls");
    let stages: Vec<u16> = of_bucket.map(|it| it.stage).collect();
    assert_eq!(stages, [0, 1]);
}

#[test]
fn logs_are_kept_no_longer_than_was_asked_for() {
    for (asked, kept) in [
        (0, 1),
        (1, 1),
        (2, 1),
        (100, 90),
        (731, 731),
        (9_999, 3_653),
    ] {
        let keep = |days| Mend::KeepLogs {
            group: "g".to_owned(),
            days,
        };
        assert_eq!(plan(&findings([keep(asked)])).steps()[0].action, keep(kept));
    }
}

#[tokio::test(start_paused = true)]
async fn every_mend_asks_for_what_it_is_about_and_may_be_made_again() {
    let desk = Arc::new(Desk::default());
    let report = mended(&desk, every_mend()).await;
    assert_eq!(report.ended, Ended::Done, "{report:#?}");
    let mut first = desk.asked();
    first.sort();
    expect![[r#"
        activate ["Owner"]
        attribute i-1 ContactFlowLogs true
        enable arn:aws:kms:eu-west-2:111111111111:key/k
        keep arn:aws:kms:eu-west-2:111111111111:key/k
        lifecycle calls "calls/" [Some(365), None, Some(7)]
        logs /aws/connect/uk 90
        origin i-1 https://old.example.com
        policy calls
        rotate arn:aws:kms:eu-west-2:111111111111:key/k
        set calls Policy
        set calls PublicAccessBlocked(true)
        start arn:aws:cloudtrail:eu-west-2:111111111111:trail/all
        validate arn:aws:cloudtrail:eu-west-2:111111111111:trail/all"#]]
    .assert_eq(&first.join("\n"));
    let again = mended(&desk, every_mend()).await;
    assert_eq!(again.ended, Ended::Done);
    let second = desk.asked();
    assert!(!second.iter().any(|it| it == "set calls Policy"));
    assert_eq!(second.len(), first.len() - 1);
}

#[tokio::test(start_paused = true)]
async fn a_key_that_cannot_be_kept_is_neither_switched_on_nor_rotated() {
    let desk = Arc::new(Desk::default());
    desk.refuse("keep", &[FaultClass::Denied]);
    let report = mended(&desk, every_mend()).await;
    assert_eq!(report.ended, Ended::Failed);
    let keep = StepId::new("mend", "keep-key", KEY);
    let of = |kind: &str| {
        let id = StepId::new("mend", kind, KEY);
        let found = report.steps.iter().find(|(step, _)| *step == id);
        found.unwrap().1.clone()
    };
    assert!(matches!(of("keep-key"), StepReport::Failed(_)));
    assert_eq!(of("enable-key"), StepReport::Skipped(keep.clone()));
    assert_eq!(of("rotate-key"), StepReport::Skipped(keep));
    let done = |(_, report): &&(StepId, StepReport)| matches!(report, StepReport::Done(_));
    assert_eq!(
        report.steps.iter().filter(done).count(),
        every_mend().len() - 3
    );
}

#[tokio::test(start_paused = true)]
async fn what_may_pass_is_tried_again_and_what_cannot_is_not() {
    let desk = Arc::new(Desk::default());
    let bucket = "calls".to_owned();
    let mends = || {
        vec![Mend::BlockPublicAccess {
            bucket: bucket.clone(),
        }]
    };
    desk.refuse("set", &[FaultClass::Unavailable, FaultClass::Throttled]);
    assert_eq!(mended(&desk, mends()).await.ended, Ended::Done);
    assert_eq!(desk.asked().len(), 3);
    desk.refuse("set", &[FaultClass::Denied]);
    assert_eq!(mended(&desk, mends()).await.ended, Ended::Failed);
    assert_eq!(desk.asked().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_attribute_that_nobody_knows_fails_without_a_call() {
    let desk = Arc::new(Desk::default());
    let unknown = Mend::SetAttribute {
        attribute: "NEVER_HEARD_OF".to_owned(),
        value: true,
    };
    let report = mended(&desk, vec![unknown]).await;
    let failed = |(_, report): &(StepId, StepReport)| match report {
        StepReport::Failed(setback) => setback.reason.clone(),
        other => format!("{other:?}"),
    };
    let reasons: Vec<String> = report.steps.iter().map(failed).collect();
    assert_eq!(reasons, ["ATTRIBUTE_UNKNOWN"]);
    assert!(desk.asked().is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_is_meant_is_in_the_journal() {
    let desk = Arc::new(Desk::default());
    let (plan, journal) = (plan(&findings(every_mend())), MemoryJournal::default());
    let (calls, instance) = (Calls::of(&desk), InstanceId::new("i-1"));
    let report = carry_out(&cx(), &calls, &instance, &plan, &journal).await;
    let recalled = journal.recall().await.unwrap();
    assert_eq!(recalled.len(), report.unwrap().steps.len());
    assert!(recalled.values().all(|it| it.standing == Standing::Done));
}
