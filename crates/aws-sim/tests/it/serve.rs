//! On a socket, and the control paths.

use std::time::Duration;

use aws_sim::{Action, ManualClock, Rule, Simulator};
use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};

use crate::desk::EPOCH;

async fn control(simulator: &Simulator, method: &str, path: &str, body: &str) -> (u16, Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .body(Bytes::from(body.to_owned()));
    let answer = simulator
        .handle(request.expect("a request"))
        .await
        .expect("an answer");
    (
        answer.status().as_u16(),
        serde_json::from_slice(answer.body()).expect("JSON"),
    )
}

/// All that the server writes in answer to one request.
async fn exchange(address: std::net::SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream
        .write_all(request.as_bytes())
        .await
        .expect("the request is sent");
    let mut answer = String::new();
    stream
        .read_to_string(&mut answer)
        .await
        .expect("the answer ends");
    answer
}

#[tokio::test]
async fn a_socket_answers_like_the_core_and_a_dropped_call_cuts_it() {
    let simulator = Simulator::builder().build();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let served = simulator.clone();
    let serving = async move { served.serve(listener, async { drop(stopped.await) }).await };
    let talk = async {
        let list = "GET /instance HTTP/1.1\r\nhost: connect.localhost\r\nconnection: close\r\n\
                    authorization: Credential=111111111111/20260101/eu-west-2/connect/aws4_request\r\n\r\n";
        let answer = exchange(address, list).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        assert!(
            answer.ends_with(r#"{"InstanceSummaryList":[]}"#),
            "{answer}"
        );
        simulator.faults(vec![Rule {
            action: Action::Drop,
            ..Rule::default()
        }]);
        assert_eq!(exchange(address, list).await, "");
        stop.send(()).expect("the server listens");
    };
    let (ended, ()) = tokio::join!(serving, talk);
    ended.unwrap();
    let calls = simulator.calls()["connect.ListInstances"];
    assert_eq!((calls.calls, calls.failed), (2, 1));
}

#[tokio::test]
async fn a_control_path_says_what_is_simulated() {
    let simulator = Simulator::builder().build();
    let (_, all) = control(&simulator, "GET", "/_sim/operations", "").await;
    let sts = all["sts"].as_array().expect("a list");
    assert!(sts.contains(&json!("AssumeRole")), "{all}");
    assert_eq!(all.as_object().expect("services").len(), 25);
}

#[tokio::test]
async fn control_paths_count_dump_reset_and_move_a_manual_clock() {
    let simulator = Simulator::builder()
        .clock(ManualClock::starting_at(EPOCH))
        .build();
    let request = Request::builder()
        .uri("http://connect.eu-west-2.amazonaws.com/instance")
        .body(Bytes::new())
        .unwrap();
    simulator.handle(request).await.unwrap();
    let (_, calls) = control(&simulator, "GET", "/_sim/calls", "").await;
    assert_eq!(
        calls,
        json!({ "connect.ListInstances": { "calls": 1, "throttled": 0, "failed": 0 } })
    );
    let (_, log) = control(&simulator, "GET", "/_sim/log", "").await;
    assert_eq!(log[0]["outcome"], "ok");

    let (_, operations) = control(&simulator, "GET", "/_sim/operations", "").await;
    let simulated = |service: &str, name: &str| {
        let names = operations[service].as_array().expect("a list");
        names.contains(&json!(name))
    };
    assert!(simulated("connect", "ListInstances"));
    assert!(!simulated("connect", "DescribeContact"));

    let (status, moved) =
        control(&simulator, "POST", "/_sim/clock", r#"{"advance_ms": 1500}"#).await;
    assert_eq!((status, &moved["now"]), (200, &json!(1_790_000_001.5)));
    assert_eq!(simulator.now().since(EPOCH), Duration::from_millis(1_500));
    let wall = Simulator::builder().build();
    assert_eq!(
        control(&wall, "POST", "/_sim/clock", r#"{"advance_ms": 1}"#)
            .await
            .0,
        409
    );

    let script = r#"{"rules": [{"operation": "ListInstances", "nth": 2, "when": "after",
        "action": {"error": {"code": "InternalServiceException", "status": 500}}},
        {"action": "drop"}, {"action": {"delay_ms": 5}}, {"action": {"stuck": "FAILED: why"}}]}"#;
    assert_eq!(
        control(&simulator, "POST", "/_sim/faults", script).await.0,
        200
    );
    assert_eq!(
        control(&simulator, "POST", "/_sim/faults", r#"{"rule": []}"#)
            .await
            .0,
        400
    );
    assert_eq!(
        control(&simulator, "POST", "/_sim/reset?what=world", "")
            .await
            .0,
        400
    );
    assert_eq!(
        control(&simulator, "POST", "/_sim/reset?what=calls", "")
            .await
            .0,
        200
    );
    assert_eq!(
        control(&simulator, "GET", "/_sim/calls", "").await.1,
        json!({})
    );
    assert_eq!(control(&simulator, "POST", "/_sim/reset", "").await.0, 200);
    assert_eq!(
        control(&simulator, "GET", "/_sim/state", "").await.1["world"]["connect"],
        json!({})
    );
    assert_eq!(control(&simulator, "GET", "/_sim/nothing", "").await.0, 404);
}
