//! What the transport says: deadlines, sizes, load, health, reflection.

use std::{str::FromStr, time::Duration};

use control_api::{SERVICES, v1 as pb};
use controld::rpc::Limits;
use http::uri::PathAndQuery;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tonic::{Code, Request, Status, client::Grpc, codegen::Bytes};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tonic_types::StatusExt;

use super::{Rig, apply, fuzz::RawCodec, reason_of};

#[tokio::test]
async fn a_deadline_that_passes_says_so() {
    let rig = Rig::new().await;
    rig.world.hold("x");
    let job = rig.start("x").await;
    // tonic's own channel has a timer of its own that may be faster than the daemon's answer.
    let socket = tokio::net::TcpStream::connect(rig.daemon.grpc_address())
        .await
        .unwrap();
    let handshake =
        hyper::client::conn::http2::handshake(TokioExecutor::new(), TokioIo::new(socket));
    let (sender, connection) = handshake.await.unwrap();
    let _connection = controld::task::start(connection);
    let origin = format!("http://{}", rig.daemon.grpc_address())
        .parse()
        .unwrap();
    let bare = tower::service_fn(move |request| sender.clone().send_request(request));
    let mut jobs = pb::job_service_client::JobServiceClient::with_origin(bare, origin);
    let mut wait = Request::new(pb::WaitJobRequest {
        name: job.name.clone(),
        timeout: None,
    });
    wait.set_timeout(Duration::from_millis(50));
    let late = jobs.wait_job(wait).await.unwrap_err();
    assert_eq!(
        (late.code(), reason_of(&late).as_str()),
        (Code::DeadlineExceeded, "DEADLINE_EXCEEDED")
    );
    let mut watch = Request::new(pb::WatchJobRequest {
        name: job.name.clone(),
        after: 0,
    });
    watch.set_timeout(Duration::from_millis(50));
    // It may pass before the answer begins.
    let late = match jobs.watch_job(watch).await {
        Ok(events) => refused(events.into_inner()).await,
        Err(late) => late,
    };
    assert_eq!(reason_of(&late), "DEADLINE_EXCEEDED");
    rig.world.let_go("x");
    assert_eq!(
        rig.rest(&job.name).await.state(),
        pb::job::State::Succeeded,
        "the job went on"
    );
}

/// What ends a stream of events.
async fn refused(mut events: tonic::Streaming<pb::JobEvent>) -> Status {
    loop {
        match events.message().await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("the job is not at rest"),
            Err(status) => break status,
        }
    }
}

#[tokio::test]
async fn what_the_transport_refuses_has_a_reason_too() {
    let rig = Rig::new().await;
    let mut large = apply("x");
    large.reason = "x".repeat(5 << 20);
    let refused = rig.centers().apply_contact_center(large).await.unwrap_err();
    assert_eq!(reason_of(&refused), "MESSAGE_TOO_LARGE");
    for unknown in [
        "/trunkline.v1.JobService/PaintJob",
        "/trunkline.v9.JobService/GetJob",
    ] {
        let refused = raw(&rig, unknown, Bytes::new()).await.unwrap_err();
        assert_eq!(reason_of(&refused), "METHOD_UNKNOWN");
        assert!(refused.message().contains(unknown));
    }
    let garbage = Bytes::from_static(&[0x0a, 0xff, 0xff, 0xff]);
    let refused = raw(&rig, "/trunkline.v1.JobService/GetJob", garbage)
        .await
        .unwrap_err();
    assert_eq!(
        (refused.code(), reason_of(&refused).as_str()),
        (Code::InvalidArgument, "MESSAGE_MALFORMED")
    );
}

/// Sends bytes as a message.
pub(super) async fn raw(rig: &Rig, path: &str, message: Bytes) -> Result<(), Status> {
    let mut client = Grpc::new(rig.channel.clone());
    client.ready().await.unwrap();
    let path = PathAndQuery::from_str(path).unwrap();
    client
        .unary(Request::new(message), path, RawCodec)
        .await
        .map(|_| ())
}

#[tokio::test]
async fn under_load_calls_are_turned_away_and_health_is_answered() {
    let limits = Limits {
        calls_max: 0,
        watches_max: 0,
    };
    let rig = Rig::limited(limits).await;
    let shed = rig
        .centers()
        .apply_contact_center(apply("x"))
        .await
        .unwrap_err();
    assert_eq!(reason_of(&shed), "OVERLOADED");
    let again = shed.get_error_details().retry_info().unwrap().retry_delay;
    assert!(again.is_some_and(|after| after > Duration::ZERO));
    let name = format!("jobs/{}", super::uuid());
    let full = rig
        .jobs()
        .watch_job(pb::WatchJobRequest { name, after: 0 })
        .await
        .unwrap_err();
    assert_eq!(reason_of(&full), "OVERLOADED");
    let mut health = HealthClient::new(rig.channel.clone());
    for service in SERVICES.iter().chain(&[""]) {
        let request = HealthCheckRequest {
            service: (*service).into(),
        };
        let status = health.check(request).await.unwrap().into_inner().status();
        assert_eq!(status.as_str_name(), "SERVING", "{service}");
    }
}

#[tokio::test]
async fn reflection_tells_of_every_service() {
    use tonic_reflection::pb::v1::{
        ServerReflectionRequest, server_reflection_client::ServerReflectionClient,
        server_reflection_request::MessageRequest, server_reflection_response::MessageResponse,
    };
    let rig = Rig::new().await;
    let mut reflection = ServerReflectionClient::new(rig.channel.clone());
    let request = ServerReflectionRequest {
        host: String::new(),
        message_request: Some(MessageRequest::ListServices(String::new())),
    };
    let requests = futures::stream::iter([request]);
    let mut answers = reflection
        .server_reflection_info(requests)
        .await
        .unwrap()
        .into_inner();
    let answer = answers.message().await.unwrap().unwrap().message_response;
    let Some(MessageResponse::ListServicesResponse(list)) = answer else {
        panic!("{answer:?}");
    };
    let names: Vec<_> = list
        .service
        .into_iter()
        .map(|service| service.name)
        .collect();
    assert!(
        SERVICES
            .iter()
            .all(|service| names.iter().any(|name| name == service)),
        "{names:?}"
    );
}

#[tokio::test]
async fn health_is_answered_over_http_too() {
    let rig = Rig::new().await;
    let get = async |path: &str| -> String {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let mut socket = tokio::net::TcpStream::connect(rig.daemon.http_address())
            .await
            .unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        socket.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).await.unwrap();
        answer
    };
    assert!(get("/healthz").await.starts_with("HTTP/1.1 200"));
    assert!(get("/readyz").await.ends_with("ready\n"));
    assert!(get("/elsewhere").await.starts_with("HTTP/1.1 404"));
}
