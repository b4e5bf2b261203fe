//! Fault rules.

use std::time::Duration;

use aws_sdk_connect::types::DirectoryType;
use aws_sim::{Action, Rate, Rule, Settings, When};

use crate::desk::{CONSUMER, Desk, EPOCH, PRODUCER, refusal};

fn rule(operation: &str, when: When, action: Action) -> Rule {
    Rule {
        operation: Some(operation.to_owned()),
        when,
        action,
        ..Rule::default()
    }
}

fn error(status: Option<u16>) -> Action {
    Action::Error {
        code: "InternalServiceException".to_owned(),
        status,
        message: "scripted".to_owned(),
    }
}

async fn create(desk: &Desk) -> (String, u16) {
    let connect = desk.connect(PRODUCER);
    let asked = connect
        .create_instance()
        .identity_management_type(DirectoryType::ConnectManaged)
        .instance_alias("uk-center")
        .inbound_calls_enabled(true)
        .outbound_calls_enabled(true);
    refusal(asked.send().await)
}

async fn instances(desk: &Desk) -> usize {
    let listed = desk.connect(PRODUCER).list_instances().send().await;
    listed.expect("a list").instance_summary_list().len()
}

#[tokio::test(start_paused = true)]
async fn before_means_no_effect_and_after_means_the_effect_is_kept() {
    let desk = Desk::new(Settings::default());
    for (action, refused) in [
        (error(None), ("InternalServiceException".to_owned(), 500)),
        (
            error(Some(503)),
            ("InternalServiceException".to_owned(), 503),
        ),
        (Action::Throttle, ("ThrottlingException".to_owned(), 429)),
        (Action::Drop, (String::new(), 0)),
    ] {
        desk.simulator
            .faults(vec![rule("CreateInstance", When::Before, action.clone())]);
        assert_eq!(create(&desk).await, refused);
        assert_eq!(instances(&desk).await, 0, "{action:?}");

        desk.simulator
            .faults(vec![rule("CreateInstance", When::After, action.clone())]);
        assert_eq!(create(&desk).await, refused);
        assert_eq!(instances(&desk).await, 1, "{action:?}");
        let calls = desk.simulator.calls()["connect.CreateInstance"];
        assert_eq!(
            (calls.calls, calls.throttled + calls.failed),
            (2, 2),
            "{action:?}"
        );
        desk.simulator.reset();
    }
}

#[tokio::test(start_paused = true)]
async fn the_first_rule_that_fires_decides_and_every_rule_counts() {
    let desk = Desk::new(Settings {
        rate: Rate::None,
        ..Settings::default()
    });
    desk.simulator.faults(vec![
        Rule {
            account: Some(CONSUMER.to_owned()),
            action: Action::Pass,
            ..Rule::default()
        },
        Rule {
            nth: Some(2),
            ..rule("ListInstances", When::Before, Action::Throttle)
        },
        Rule {
            every: Some(2),
            ..rule("ListInstances", When::Before, error(None))
        },
    ]);
    let list = async |account: &str| match desk.connect(account).list_instances().send().await {
        Ok(_) => 200,
        refused => refusal(refused).1,
    };
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(list(PRODUCER).await);
    }
    assert_eq!(statuses, [200, 429, 200, 500]);
    assert_eq!((list(CONSUMER).await, list(CONSUMER).await), (200, 200));
}

#[tokio::test(start_paused = true)]
async fn a_delay_passes_in_virtual_time_and_latency_comes_with_every_call() {
    let desk = Desk::new(Settings {
        latency: Duration::from_millis(250),
        ..Settings::default()
    });
    let delay = Action::DelayMs(1_000);
    desk.simulator
        .faults(vec![rule("ListInstances", When::After, delay)]);
    desk.connect(PRODUCER)
        .list_instances()
        .send()
        .await
        .unwrap();
    assert_eq!(
        desk.simulator.now().since(EPOCH),
        Duration::from_millis(1_250)
    );
}

#[tokio::test(start_paused = true)]
async fn a_late_call_takes_effect_after_its_caller_gave_it_up() {
    let desk = Desk::new(Settings::default());
    let late = Rule {
        nth: Some(1),
        ..rule("CreateInstance", When::Before, Action::LateMs(2_000))
    };
    desk.simulator.faults(vec![late]);
    assert_eq!(create(&desk).await, (String::new(), 0));
    assert_eq!(instances(&desk).await, 0);
    tokio::time::sleep(Duration::from_millis(2_001)).await;
    assert_eq!(instances(&desk).await, 1);
}

#[tokio::test(start_paused = true)]
async fn chances_are_drawn_from_the_seed() {
    let outcomes = async |seed: u64| {
        let desk = Desk::new(Settings {
            rate: Rate::None,
            seed,
            ..Settings::default()
        });
        let half = rule("ListInstances", When::Before, error(None));
        desk.simulator.faults(vec![Rule {
            probability: Some(0.5),
            ..half
        }]);
        let connect = desk.connect(PRODUCER);
        let mut failed = Vec::new();
        for _ in 0..64 {
            failed.push(connect.list_instances().send().await.is_err());
        }
        failed
    };
    let (first, again, other) = (outcomes(1).await, outcomes(1).await, outcomes(2).await);
    assert_eq!(first, again);
    assert_ne!(first, other);
    let failed = first.iter().filter(|failed| **failed).count();
    assert!((16..48).contains(&failed), "{failed} of 64");
}
