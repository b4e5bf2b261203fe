//! Trouble on the other side: full quotas, failed creations, lag, foreign things. Lost answers are in
//! `reliability`.

use std::{collections::BTreeMap, time::Duration};

use aws_sim::{Action, Quotas, Rule, Settings, When};
use connect_provision::{Error, Verb};
use reconcile::{Ended, Verdict};
use system_tests::{Desk, example, spec};

fn rule(operation: &str, when: When, action: Action) -> Rule {
    Rule {
        operation: Some(operation.to_owned()),
        nth: Some(1),
        when,
        action,
        ..Rule::default()
    }
}

#[tokio::test(start_paused = true)]
async fn a_full_quota_fails_its_step_with_one_call_and_the_rest_goes_on() {
    let quotas = Quotas::Custom(BTreeMap::from([("queues".to_owned(), 0)]));
    let desk = Desk::new(Settings {
        quotas,
        ..Settings::default()
    });
    let center = spec(
        "instance: { alias: full }\nqueues:\n  - { name: One, hours: Basic Hours }\nsecurity_profiles:\n  - { name: Reader, permissions: [BasicAgentAccess] }\n",
    );
    let report = desk.apply(1, &center).await.unwrap();
    assert_eq!(report.run.ended, Ended::Failed);
    let (step, setback) = report.run.setbacks().next().unwrap();
    assert_eq!(step.as_str(), "queue/One/create");
    assert_eq!(
        (setback.verdict, setback.reason.as_str()),
        (Verdict::Final, "LimitExceededException")
    );
    assert!(setback.message.contains("quota"), "{setback}");
    assert_eq!(desk.calls()["connect.CreateQueue"].calls, 1);
    assert_eq!(desk.calls()["connect.CreateSecurityProfile"].calls, 1);
}

#[tokio::test(start_paused = true)]
async fn a_failed_instance_fails_the_job_with_its_reason_and_the_next_apply_succeeds() {
    let desk = Desk::new(Settings::default());
    let center = example("basic-instance");
    let stuck = Action::Stuck("CREATION_FAILED: no capacity".to_owned());
    desk.faults(vec![rule("CreateInstance", When::Before, stuck)]);
    let report = desk.apply(1, &center).await.unwrap();
    assert_eq!(report.run.ended, Ended::Failed);
    let (_, setback) = report.run.setbacks().next().unwrap();
    assert!(setback.message.contains("no capacity"), "{setback}");
    let plan = desk.plan(&center).await.unwrap();
    assert_eq!(plan.steps.steps()[0].action.verb, Verb::Remove, "{plan}");
    desk.applied(2, &center).await;
    assert!(desk.plan(&center).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn reads_that_lag_behind_writes_are_borne() {
    let lag = Duration::from_millis(1_500);
    let desk = Desk::new(Settings {
        lag,
        search_lag: Duration::from_secs(5),
        ..Settings::default()
    });
    let center = example("full-contact-center");
    desk.applied(1, &center).await;
    desk.clock.sleep(Duration::from_secs(10)).await;
    let plan = desk.plan(&center).await.unwrap();
    assert!(plan.is_empty(), "{plan}");
}

#[tokio::test(start_paused = true)]
async fn throttling_at_half_of_the_calls_ends_well() {
    let desk = Desk::new(Settings::default());
    desk.faults(vec![Rule {
        probability: Some(0.5),
        action: Action::Throttle,
        ..Rule::default()
    }]);
    let center = example("full-contact-center");
    desk.applied(1, &center).await;
    desk.faults(Vec::new());
    assert!(desk.plan(&center).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn what_was_there_before_is_updated_but_never_tagged_as_ours() {
    let desk = Desk::new(Settings::default());
    let center = spec(
        "instance: { alias: there }\nqueues:\n  - { name: BasicQueue, hours: Basic Hours, max_contacts: 7 }\n",
    );
    desk.applied(1, &center).await;
    let plan = desk.plan(&center).await.unwrap();
    assert!(plan.is_empty(), "{plan}");
    assert_eq!(plan.foreign.len(), 1);
    assert_eq!(plan.foreign[0].name, "BasicQueue");
}

#[tokio::test(start_paused = true)]
async fn a_number_of_which_none_is_on_offer_is_told_at_plan_time_and_nothing_is_written() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec("instance: { alias: here }")).await;
    for alias in ["here", "elsewhere"] {
        let center = spec(&format!(
            "instance: {{ alias: {alias} }}\nphone_numbers:\n  pole: {{ country: AQ, type: DID }}\n  \
             office: {{ country: GB, type: DID }}\nqueues:\n  - {{ name: One, hours: Basic Hours }}\n"
        ));
        desk.reset_calls();
        let Err(Error::Findings(findings)) = desk.apply(2, &center).await else {
            panic!("{alias}: nothing was found");
        };
        let found: Vec<_> = findings.iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "spec.yaml:3:9 phone_numbers.pole: no DID number of AQ is on offer in this Region \
                 [number-not-on-offer]\n  remedy: declare another country, type or prefix, or ask AWS \
                 support"
            ]
        );
        let calls = desk.calls();
        let is_write = |name: &&String| {
            ["Create", "Claim", "Update"]
                .iter()
                .any(|verb| name.contains(verb))
        };
        assert_eq!(
            calls.keys().filter(is_write).count(),
            0,
            "{alias}: {calls:?}"
        );
        assert_eq!(
            calls["connect.SearchAvailablePhoneNumbers"].calls, 2,
            "{alias}"
        );
    }
}
