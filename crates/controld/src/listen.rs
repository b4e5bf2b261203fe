//! Sockets: gRPC over HTTP/2, and health over HTTP/1.
//!
//! The connections are ours and not tonic's, because tonic's own server answers deadlines with the
//! wrong status before any layer of ours can.

use std::{
    convert::Infallible,
    future::Future,
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use http::{HeaderValue, Request, Response, StatusCode, header::CONTENT_TYPE};
use http_body_util::Full;
use hyper::{
    body::{Bytes, Incoming},
    server::conn::{http1, http2},
    service::service_fn,
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
    service::TowerToHyperService,
};
use reconcile::Cancel;
use tokio::net::{TcpListener, TcpStream};
use tonic::service::Routes;

use crate::{
    rpc::Front,
    task::{self, Crew, Task},
    telemetry::MetricsPage,
};

/// Most streams of one connection.
const STREAMS_MAX: u32 = 1024;
/// Most bytes of a call's headers.
const HEADER_BYTES_MAX: u32 = 16 << 10;
/// A connection without a sign of life for that long is asked for one, then closed.
const KEEP_ALIVE: Duration = Duration::from_mins(1);
/// After an accept that failed, as when there are no more file handles.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// A socket that is listened on.
#[derive(Debug)]
pub(crate) struct Listener {
    address: SocketAddr,
    stop: Cancel,
    task: Task<()>,
}

/// Whether the daemon takes work.
#[derive(Clone, Debug, Default)]
pub(crate) struct Readiness(Arc<AtomicBool>);

/// Serves the gRPC services at `address`.
pub(crate) async fn grpc(address: SocketAddr, front: Front<Routes>) -> io::Result<Listener> {
    let mut builder = http2::Builder::new(TokioExecutor::new());
    builder
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS_MAX)
        .max_header_list_size(HEADER_BYTES_MAX)
        .keep_alive_interval(KEEP_ALIVE);
    Listener::start(address, move |socket, watcher| {
        let service = TowerToHyperService::new(front.clone());
        let connection = builder.serve_connection(TokioIo::new(socket), service);
        log(watcher.watch(connection))
    })
    .await
}

/// Answers `/healthz`, `/readyz` and, with a page, `/metrics` at `address`.
pub(crate) async fn http(
    address: SocketAddr,
    readiness: Readiness,
    page: Option<MetricsPage>,
) -> io::Result<Listener> {
    Listener::start(address, move |socket, watcher| {
        let (readiness, page) = (readiness.clone(), page.clone());
        let service = service_fn(move |request| {
            let answer = answer(&request, &readiness, page.as_ref());
            std::future::ready(Ok::<_, Infallible>(answer))
        });
        let mut builder = http1::Builder::new();
        builder.timer(TokioTimer::new());
        let connection = builder.serve_connection(TokioIo::new(socket), service);
        log(watcher.watch(connection))
    })
    .await
}

// === impl Listener ===

impl Listener {
    async fn start<C, F>(address: SocketAddr, connect: C) -> io::Result<Self>
    where
        C: Fn(TcpStream, Watcher) -> F + Send + 'static,
        F: Future<Output = ()> + Send + 'static,
    {
        let socket = TcpListener::bind(address).await?;
        let stop = Cancel::new();
        Ok(Self {
            address: socket.local_addr()?,
            task: task::start(accept(socket, stop.clone(), connect)),
            stop,
        })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes no more connections, and returns when the calls under way are answered.
    pub(crate) async fn stop(self) {
        self.stop.ask();
        if let Err(cause) = self.task.end().await {
            tracing::error!(%cause, "a listener ended badly");
        }
    }
}

// === impl Readiness ===

impl Readiness {
    pub(crate) fn set(&self, ready: bool) {
        self.0.store(ready, Ordering::Release);
    }

    fn get(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

async fn accept<C, F>(socket: TcpListener, stop: Cancel, connect: C)
where
    C: Fn(TcpStream, Watcher) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    let graceful = GracefulShutdown::new();
    let mut connections = Crew::new();
    loop {
        tokio::select! {
            () = stop.asked() => break,
            () = connections.one_ended() => {}
            accepted = socket.accept() => match accepted {
                Ok((stream, _)) => {
                    // Small answers must not wait for more to send.
                    let _ = stream.set_nodelay(true);
                    connections.start(connect(stream, graceful.watcher()));
                }
                Err(cause) => {
                    tracing::warn!(%cause, "a connection was not accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            },
        }
    }
    drop(socket);
    graceful.shutdown().await;
}

/// A connection that breaks is the client's business.
async fn log<E: std::error::Error>(connection: impl Future<Output = Result<(), E>>) {
    if let Err(cause) = connection.await {
        tracing::debug!(%cause, "a connection broke");
    }
}

fn answer(
    request: &Request<Incoming>,
    readiness: &Readiness,
    page: Option<&MetricsPage>,
) -> Response<Full<Bytes>> {
    if let (Some(page), "/metrics") = (page, request.uri().path()) {
        return metrics(page);
    }
    let (status, text) = match request.uri().path() {
        "/healthz" => (StatusCode::OK, "ok\n"),
        "/readyz" if readiness.get() => (StatusCode::OK, "ready\n"),
        "/readyz" => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
        _ => (StatusCode::NOT_FOUND, "not found\n"),
    };
    let mut response = Response::new(Full::new(Bytes::from_static(text.as_bytes())));
    *response.status_mut() = status;
    response
}

fn metrics(page: &MetricsPage) -> Response<Full<Bytes>> {
    let (status, text) = match page.text() {
        Ok(text) => (StatusCode::OK, text),
        Err(cause) => (StatusCode::INTERNAL_SERVER_ERROR, cause.to_string().into()),
    };
    let mut response = Response::new(Full::new(text.into()));
    *response.status_mut() = status;
    let content_type = HeaderValue::from_static(MetricsPage::CONTENT_TYPE);
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}
