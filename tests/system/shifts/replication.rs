//! What becomes of a replication, but for deaths.

use std::time::Duration;

use aws_sim::{Action, Rule, Settings};
use connect_model::Alias;
use connect_resiliency::Replicate;
use reconcile::{Ended, MemoryJournal};
use system_tests::Desk;

use super::{FRANKFURT, LONDON, Sides, center, findings, order, region, rules};

#[tokio::test(start_paused = true)]
async fn an_instance_is_replicated_once_and_waited_for_until_both_are_in_step() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &center("SAML")).await;
    let sides = Sides::of(&desk).await;
    let (started, journal) = (desk.clock.now(), MemoryJournal::default());
    let done = sides.replicate(&desk, 2, &order(), &journal).await.unwrap();
    let took = desk.clock.now().duration_since(started).unwrap();
    assert!(
        took >= Duration::from_secs(150),
        "in step after the copy: {took:?}"
    );
    assert_eq!((done.run.ended, done.changes()), (Ended::Done, 1));
    let replica = done.replica.unwrap();
    assert_eq!(replica.alias.as_deref(), Some("pair-eu-central-1"));
    assert_eq!(replica.status, "INSTANCE_REPLICATION_COMPLETE");
    assert_eq!(replica.id, done.source.id);
    assert_eq!(replica.arn, done.source.arn.replace(LONDON, FRANKFURT));
    assert!(done.unfollowed.is_empty());

    desk.reset_calls();
    let journal = MemoryJournal::default();
    let again = sides.replicate(&desk, 3, &order(), &journal).await.unwrap();
    assert!(again.run.steps.is_empty());
    assert_eq!(again.replica.unwrap(), replica);
    assert!(!desk.calls().contains_key("connect.ReplicateInstance"));
}

#[tokio::test(start_paused = true)]
async fn all_that_stands_in_the_way_of_a_replica_is_said_before_any_write() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &center("CONNECT_MANAGED")).await;
    let sides = Sides::of(&desk).await;
    desk.reset_calls();
    let refused = async |order: &Replicate| {
        let journal = MemoryJournal::default();
        let refused = sides.replicate(&desk, 2, order, &journal).await;
        findings(refused.unwrap_err())
    };
    let wrong = Replicate {
        to: region("us-east-1"),
        instance: Alias::new("pair").unwrap(),
        replica_alias: None,
    };
    let found = refused(&wrong).await;
    let rules: Vec<_> = found.iter().map(|(rule, _)| rule.as_str()).collect();
    assert_eq!(rules, ["unsupported-pair", "identity-not-saml"]);
    assert!(found[0].1.contains(FRANKFURT), "{found:?}");
    let misspelt = Replicate {
        instance: Alias::new("pear").unwrap(),
        ..order()
    };
    let found = refused(&misspelt).await;
    assert_eq!(found[0].0, "unknown-instance");
    assert_eq!(found[0].1, "did you mean \"pair\"?");
    let names = desk.calls();
    assert!(
        names.keys().all(|name| !name.contains("Replicate")),
        "{names:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn findings_that_stay_fail_the_job_after_a_while_and_a_retry_goes_on() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &center("SAML")).await;
    let sides = Sides::of(&desk).await;
    desk.faults(vec![Rule {
        operation: Some("ListReplicationFindings".to_owned()),
        action: Action::Stuck("REPLICATION_ERROR: the name is taken".to_owned()),
        ..Rule::default()
    }]);
    let journal = MemoryJournal::default();
    let done = sides.replicate(&desk, 2, &order(), &journal).await.unwrap();
    let (step, setback) = done.run.setbacks().next().unwrap();
    assert_eq!(step.as_str(), "replica/eu-central-1/in-step");
    assert_eq!(setback.reason, "REPLICATION_LAGS");
    assert!(setback.message.contains("the name is taken"), "{setback}");
    assert_eq!(
        done.replica.unwrap().status,
        "INSTANCE_REPLICATION_COMPLETE"
    );
    desk.faults(Vec::new());
    let again = sides.replicate(&desk, 2, &order(), &journal).await.unwrap();
    assert_eq!(again.run.ended, Ended::Done);
}

#[tokio::test(start_paused = true)]
async fn a_replication_that_fails_says_why_and_stands_in_the_way_of_another() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &center("SAML")).await;
    let sides = Sides::of(&desk).await;
    desk.faults(vec![Rule {
        operation: Some("ReplicateInstance".to_owned()),
        action: Action::Stuck("INSTANCE_REPLICATION_FAILED: no capacity".to_owned()),
        ..Rule::default()
    }]);
    let journal = MemoryJournal::default();
    let done = sides.replicate(&desk, 2, &order(), &journal).await.unwrap();
    let (_, setback) = done.run.setbacks().next().unwrap();
    assert_eq!(setback.reason, "REPLICATION_FAILED");
    assert!(setback.message.contains("no capacity"), "{setback}");
    let journal = MemoryJournal::default();
    let again = sides.replicate(&desk, 3, &order(), &journal).await;
    assert_eq!(rules(again.unwrap_err()), ["replication-failed"]);
}
