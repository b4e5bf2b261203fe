//! Sessions against the simulator: accounts, roles, credentials, the meter.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use aws_sim::{Action, Rule, Simulator};
use connect_aws::{CallEnded, CallWatch, Login, Session, SessionConfig};
use connect_model::{AccountId, Arn, FaultClass, Target};

use crate::desk::{ACCOUNT, config, session, simulator, target};

const ROLE: &str = "arn:aws:iam::222222222222:role/trunkline";

/// A session for the consumer's account, by way of a role from ours.
async fn with_role(simulator: &Simulator) -> Session {
    let target = Target {
        account: AccountId::new("222222222222").unwrap(),
        role_arn: Some(Arn::parse(ROLE).unwrap()),
        external_id: Some("partner-7".to_owned()),
        ..target()
    };
    let config = SessionConfig {
        target,
        name: "jobs/42".to_owned(),
        ..config(simulator.http_client())
    };
    Session::open(config).await
}

#[tokio::test(start_paused = true)]
async fn the_account_of_the_credentials_is_that_of_the_target() {
    let simulator = simulator();
    session(simulator.http_client())
        .await
        .verify_account()
        .await
        .unwrap();

    let wrong = SessionConfig {
        login: Login::simulated(&AccountId::new("222222222222").unwrap()),
        ..config(simulator.http_client())
    };
    let fault = Session::open(wrong)
        .await
        .verify_account()
        .await
        .unwrap_err();
    assert_eq!(
        (fault.class, &*fault.code),
        (FaultClass::Denied, "AccountMismatch")
    );
    let message = "the credentials of target prod-london are for account 222222222222, not for \
                   111111111111; correct its role, its profile or its account";
    assert_eq!(fault.message, message);
}

#[tokio::test(start_paused = true)]
async fn a_role_is_assumed_once_for_all_services_under_the_name_of_the_session() {
    let simulator = simulator();
    let session = with_role(&simulator).await;
    session.verify_account().await.unwrap();
    let ports = session.ports();
    ports.instance.list().await.unwrap();
    ports.secret().unwrap().list("trunkline/").await.unwrap();
    let tallies = session.meter().tallies();
    assert_eq!(tallies.of("sts.AssumeRole").calls, 1);
    assert_eq!(tallies.calls(), 4);
    let log = simulator.log();
    let accounts: Vec<_> = log.iter().map(|entry| entry.account.to_string()).collect();
    assert_eq!(
        accounts,
        [ACCOUNT, "222222222222", "222222222222", "222222222222"]
    );
    let state = simulator.state().to_string();
    assert!(state.contains("assumed-role/trunkline/jobs-42"), "{state}");
}

#[tokio::test(start_paused = true)]
async fn a_role_is_assumed_again_when_its_credentials_run_out() {
    let simulator = simulator();
    let session = with_role(&simulator).await;
    for (hours, assumed) in [(0, 1), (0, 1), (2, 2)] {
        tokio::time::sleep(Duration::from_hours(hours)).await;
        session.ports().instance.list().await.unwrap();
        assert_eq!(
            session.meter().tallies().of("sts.AssumeRole").calls,
            assumed
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_role_that_may_not_be_assumed_is_the_fault_of_the_call_that_needs_it() {
    for (code, status, class) in [
        ("AccessDenied", 403, FaultClass::Denied),
        ("Throttling", 400, FaultClass::Throttled),
        ("InternalFailure", 500, FaultClass::NotSent),
    ] {
        let simulator = simulator();
        simulator.faults(vec![Rule {
            operation: Some("AssumeRole".to_owned()),
            action: Action::Error {
                code: code.to_owned(),
                status: Some(status),
                message: "Because.".to_owned(),
            },
            ..Rule::default()
        }]);
        let session = with_role(&simulator).await;
        let fault = session.ports().instance.list().await.unwrap_err();
        assert_eq!(fault.class, class, "{code}");
        assert_eq!(fault.to_string(), format!("AssumeRole: {code}: Because."));
        assert_eq!(fault.service, "sts");
        assert_eq!(
            simulator.calls().len(),
            1,
            "nothing but AssumeRole was sent"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_profile_that_is_not_there_is_denied_without_a_call() {
    let simulator = simulator();
    let config = SessionConfig {
        target: Target {
            aws_profile: Some("no-such-profile-anywhere".to_owned()),
            ..target()
        },
        login: Login::Ambient,
        ..config(simulator.http_client())
    };
    let session = Session::open(config).await;
    let fault = session.verify_account().await.unwrap_err();
    assert_eq!(
        (fault.class, &*fault.code),
        (FaultClass::Denied, "NoCredentials")
    );
    assert!(simulator.calls().is_empty());
}

#[derive(Debug, Default)]
struct Heard(Mutex<Vec<CallEnded>>);

impl CallWatch for Heard {
    fn ended(&self, call: &CallEnded) {
        self.0.lock().unwrap().push(*call);
    }
}

#[tokio::test(start_paused = true)]
async fn the_watch_hears_of_every_call_with_its_times() {
    let simulator = simulator();
    simulator.faults(vec![Rule {
        operation: Some("ListInstances".to_owned()),
        action: Action::DelayMs(250),
        ..Rule::default()
    }]);
    let heard = Arc::new(Heard::default());
    let clock = crate::desk::clock();
    let rates = connect_aws::Rates::uniform(connect_aws::Rate::per_second(1, 1));
    let session = Session::open(SessionConfig {
        pace: connect_aws::Buckets::new(Arc::clone(&clock), rates),
        clock,
        watch: Some(Arc::clone(&heard) as _),
        ..config(simulator.http_client())
    })
    .await;
    session.ports().instance.list().await.unwrap();
    session.ports().instance.list().await.unwrap();
    let call = |waited_ms| CallEnded {
        service: "connect",
        operation: "ListInstances",
        fault: None,
        took: Duration::from_millis(250),
        waited: Duration::from_millis(waited_ms),
    };
    assert_eq!(*heard.0.lock().unwrap(), [call(0), call(750)]);
    let tally = session.meter().tallies().of("connect.ListInstances");
    assert_eq!(
        (tally.took, tally.waited),
        (Duration::from_millis(500), Duration::from_millis(750))
    );
}

#[tokio::test(start_paused = true)]
async fn a_session_prints_no_secret() {
    let config = SessionConfig {
        login: Login::Static {
            access_key_id: "111111111111".to_owned(),
            secret_access_key: connect_model::Secret::new("very-secret"),
        },
        ..config(simulator().http_client())
    };
    let told = format!("{config:?}");
    assert!(!told.contains("very-secret"), "{told}");
    let told = format!("{:?}", Session::open(config).await);
    assert!(!told.contains("very-secret"), "{told}");
}
