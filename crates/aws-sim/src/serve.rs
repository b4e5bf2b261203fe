//! The simulator on a socket.

use std::io;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use crate::simulator::{Dropped, Simulator};

/// The largest body that is read, in bytes. Larger ones are no request of these services.
const BODY_BYTES_MAX: usize = 32 << 20;

impl Simulator {
    /// Serves HTTP on `listener` until `stop` is ready; calls under way are answered then.
    ///
    /// Fails only if the listener does.
    pub async fn serve(
        &self,
        listener: TcpListener,
        stop: impl Future<Output = ()>,
    ) -> io::Result<()> {
        let graceful = GracefulShutdown::new();
        let mut connections = JoinSet::new();
        let mut stop = std::pin::pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => break,
                accepted = listener.accept() => {
                    let (stream, _) = accepted?;
                    connections.spawn(self.clone().converse(stream, &graceful));
                }
                Some(_) = connections.join_next() => {}
            }
        }
        drop(listener);
        graceful.shutdown().await;
        Ok(())
    }

    /// Answers the requests of one connection. A dropped call ends it without an answer.
    fn converse(
        self,
        stream: TcpStream,
        graceful: &GracefulShutdown,
    ) -> impl Future<Output = ()> + Send + 'static {
        let service = service_fn(move |request| respond(self.clone(), request));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        async move {
            // The peer went away or was cut off: both are its own affair.
            drop(connection.await);
        }
    }
}

async fn respond(
    simulator: Simulator,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Dropped> {
    let (head, body) = request.into_parts();
    match Limited::new(body, BODY_BYTES_MAX).collect().await {
        Ok(body) => {
            let request = Request::from_parts(head, body.to_bytes());
            Ok(simulator.handle(request).await?.map(Full::new))
        }
        Err(_) => Ok(too_large()),
    }
}

fn too_large() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
    response
}
