//! Connections without a network, which can be refused and cut.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    task::{Context, Poll},
};

use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite, DuplexStream, ReadBuf, duplex},
    sync::mpsc,
};
use tonic::transport::{Channel, Endpoint};
use tower::service_fn;

/// The network between a command line and the daemon.
#[derive(Clone)]
pub(crate) struct Network {
    server: mpsc::UnboundedSender<io::Result<DuplexStream>>,
    /// Connections that are going to be refused.
    refusals: Arc<AtomicUsize>,
    /// Set by the daemon to cut the connection that is open.
    cut: Arc<AtomicBool>,
}

/// The end of a connection that the command line holds.
struct Wire {
    stream: DuplexStream,
    cut: Arc<AtomicBool>,
}

impl Network {
    pub(crate) fn new() -> (Self, mpsc::UnboundedReceiver<io::Result<DuplexStream>>) {
        let (server, incoming) = mpsc::unbounded_channel();
        let network = Self {
            server,
            refusals: Arc::default(),
            cut: Arc::default(),
        };
        (network, incoming)
    }

    /// Refuses the next connections.
    pub(crate) fn refuse(&self, connections: usize) {
        self.refusals.store(connections, SeqCst);
    }

    /// Cuts the open connection as soon as anything moves on it.
    pub(crate) fn cut(&self) {
        self.cut.store(true, SeqCst);
    }

    /// A channel that connects when it is first used.
    pub(crate) fn dial(&self, endpoint: &Endpoint) -> Channel {
        let network = self.clone();
        endpoint.connect_with_connector_lazy(service_fn(move |_| {
            let connected = network.connect();
            async move { connected.map(TokioIo::new) }
        }))
    }

    fn connect(&self) -> io::Result<Wire> {
        let refused = self
            .refusals
            .try_update(SeqCst, SeqCst, |left| left.checked_sub(1));
        if refused.is_ok() {
            return Err(io::Error::new(
                io::ErrorKind::ConnectionRefused,
                "Connection refused",
            ));
        }
        self.cut.store(false, SeqCst);
        let (stream, server) = duplex(64 << 10);
        self.server.send(Ok(server)).map_err(io::Error::other)?;
        Ok(Wire {
            stream,
            cut: self.cut.clone(),
        })
    }
}

impl Wire {
    fn check(&self) -> io::Result<()> {
        if self.cut.load(SeqCst) {
            return Err(io::Error::new(
                io::ErrorKind::ConnectionReset,
                "Connection reset",
            ));
        }
        Ok(())
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.stream).poll_read(cx, buffer);
        self.check()?;
        polled
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
