//! Bytes on a socket that are no HTTP, or stop being it.

use std::net::SocketAddr;

use aws_sim::Simulator;
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};

const CONNECTIONS: u64 = 500;
const STARTS: &[&str] = &[
    "",
    "GET ",
    "GET / HTTP/1.1\r\n",
    "GET / HTTP/9.9\r\n\r\n",
    "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999999999999\r\n\r\n",
    "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n12345",
    "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    "PUT /a HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 3\r\n\r\n",
];

/// Writes the bytes, stops writing, and reads until the other side has nothing more to say.
async fn say(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The other side may hang up in the middle; that is its right.
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn garbage_on_a_socket_does_not_keep_the_next_caller_out() {
    let simulator = Simulator::builder().build();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = simulator.serve(listener, async { drop(stopped.await) });
    let talk = async {
        for seed in 0..CONNECTIONS {
            let mut random = StdRng::seed_from_u64(seed);
            let start = STARTS[random.random_range(0..STARTS.len())];
            let mut bytes = start.as_bytes().to_vec();
            bytes.extend((0..random.random_range(0..300)).map(|_| random.random::<u8>()));
            say(address, &bytes).await;
        }
        let calls = "GET /_sim/calls HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
        let answer = say(address, calls.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        stop.send(()).unwrap();
    };
    let (served, ()) = tokio::join!(serving, talk);
    served.unwrap();
}
