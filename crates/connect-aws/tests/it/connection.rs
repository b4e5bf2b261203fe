//! Real sockets: where a request can have arrived, and where not.

use std::{fs, net::Ipv4Addr, sync::Arc};

use aws_sim::{Settings, Simulator};
use connect_aws::{HttpError, Session, SessionConfig, http_client};
use connect_model::{FaultClass, Target};
use reconcile::WallClock;
use tokio::{io::AsyncReadExt, net::TcpListener};

use crate::desk::{config, target};

async fn over_http(place: &str) -> Session {
    let target = Target {
        endpoint: Some(format!("http://{place}")),
        ..target()
    };
    let http_client = http_client(&target).unwrap();
    Session::open(SessionConfig {
        target,
        clock: Arc::new(WallClock),
        ..config(http_client)
    })
    .await
}

/// A listener on a free port, and its address.
async fn listener() -> (TcpListener, String) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let place = listener.local_addr().unwrap().to_string();
    (listener, place)
}

#[tokio::test]
async fn the_simulator_answers_over_http() {
    let (listener, place) = listener().await;
    let simulator = Simulator::builder().settings(Settings::default()).build();
    let served = simulator.serve(listener, std::future::pending());
    let session = over_http(&place).await;
    tokio::select! {
        _ = served => panic!("the simulator must go on"),
        verified = session.verify_account() => verified.unwrap(),
    }
}

/// Nobody listens on the port, and no connection leads to the broadcast address.
#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    let (listener, closed) = listener().await;
    drop(listener);
    for place in [closed.as_str(), "255.255.255.255:80"] {
        let session = over_http(place).await;
        let fault = session.verify_account().await.unwrap_err();
        let found = (fault.class, &*fault.code);
        assert_eq!(found, (FaultClass::NotSent, "NotConnected"), "{fault}");
    }
}

#[tokio::test]
async fn a_line_that_is_cut_after_the_request_leaves_the_outcome_unknown() {
    let (listener, place) = listener().await;
    let session = over_http(&place).await;
    let cut = async {
        let (mut line, _) = listener.accept().await.unwrap();
        line.read_u8().await.unwrap();
    };
    let (verified, ()) = tokio::join!(session.verify_account(), cut);
    let fault = verified.unwrap_err();
    let found = (fault.class, &*fault.code);
    assert_eq!(
        found,
        (FaultClass::Unavailable, "ConnectionLost"),
        "{fault}"
    );
}

#[test]
fn certificates_that_cannot_be_used_are_found_before_the_first_call() {
    let folder = tempfile::tempdir().unwrap();
    let with = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        Target {
            ca_file: Some(path.display().to_string()),
            ..target()
        }
    };
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for (name, text) in [
        ("empty.pem", ""),
        ("text.pem", "hello"),
        ("broken.pem", broken),
    ] {
        let error = http_client(&with(name, text)).unwrap_err();
        assert!(matches!(error, HttpError::Certificates { .. }), "{name}");
        assert!(error.to_string().ends_with(name), "{error}");
    }
    let missing = Target {
        ca_file: Some("/nowhere/ca.pem".to_owned()),
        ..target()
    };
    assert!(http_client(&missing).is_err());
    assert!(http_client(&target()).is_ok());
}
