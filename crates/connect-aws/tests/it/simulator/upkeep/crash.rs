//! A program that dies around any call that writes, and one that goes on where it was.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use aws_smithy_runtime_api::client::{
    http::{
        HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
    },
    orchestrator::HttpRequest,
    runtime_components::RuntimeComponents,
};
use connect_governance::ensure;
use reconcile::{Journal, MemoryJournal};
use tokio::sync::Notify;

use super::{FULL, World, ensured_by, governance, open, world};
use crate::{desk::session, simulator::arrival::cx};

/// A way to the simulator that ends at one of the calls that write: before or after its effect.
#[derive(Clone, Debug)]
struct Brink {
    onward: SharedHttpConnector,
    left: Arc<AtomicUsize>,
    over: Arc<Notify>,
    is_after: bool,
}

#[derive(Debug)]
struct BrinkClient {
    onward: aws_sim::SimHttpClient,
    left: Arc<AtomicUsize>,
    over: Arc<Notify>,
    is_after: bool,
}

// === impl BrinkClient ===

impl HttpClient for BrinkClient {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Brink {
            onward: self.onward.http_connector(settings, components),
            left: Arc::clone(&self.left),
            over: Arc::clone(&self.over),
            is_after: self.is_after,
        })
    }
}

// === impl Brink ===

impl HttpConnector for Brink {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        if !writes(&request) || self.left.fetch_sub(1, Ordering::SeqCst) > 1 {
            return self.onward.call(request);
        }
        let Self {
            onward,
            over,
            is_after,
            ..
        } = self.clone();
        HttpConnectorFuture::new(async move {
            if is_after {
                let _ = onward.call(request).await;
            }
            over.notify_one();
            std::future::pending().await
        })
    }
}

/// Whether a call may change something: by the operation, or else by method and path.
fn writes(request: &HttpRequest) -> bool {
    const READS: [&str; 4] = ["Describe", "Get", "List", "Search"];
    if let Some(target) = request.headers().get("x-amz-target") {
        let operation = target.rsplit('.').next().unwrap_or(target);
        return !READS.iter().any(|read| operation.starts_with(read));
    }
    let is_search = request.uri().contains("/search-");
    !matches!(request.method(), "GET" | "HEAD") && !is_search
}

/// Dies at the `n`th call that writes, counted from 1; true if it came to that.
async fn dies_at(world: &World, journal: &dyn Journal, n: usize, is_after: bool) -> bool {
    let over = Arc::new(Notify::new());
    let client = BrinkClient {
        onward: world.simulator.http_client(),
        left: Arc::new(AtomicUsize::new(n)),
        over: Arc::clone(&over),
        is_after,
    };
    let (cx, calls) = (cx(), session(client).await.upkeep_calls());
    let (governance, all) = (governance(FULL), BTreeSet::new());
    let done = ensure(&cx, &calls, &governance, &all, journal);
    tokio::select! {
        biased;
        () = over.notified() => true,
        done = done => {
            done.unwrap();
            false
        }
    }
}

/// Things that must not be there twice.
fn made(world: &World) -> [usize; 3] {
    let state = world.simulator.state();
    let text = state["world"].to_string();
    let count = |what: &str| text.matches(what).count();
    [
        count("\"trunkline:governance\":\"uk/recordings\""),
        count("\"trunkline:governance\":\"uk\""),
        count("\"resource_type\":\"CALL_RECORDINGS\""),
    ]
}

async fn goes_on(journal_is_kept: bool) {
    let all = BTreeSet::new();
    let straight = world().await;
    ensured_by(&straight, FULL, &all, &MemoryJournal::default()).await;
    let wanted = made(&straight);
    assert_eq!(wanted[0], 1, "one key");
    let mut n = 1;
    let mut is_after = false;
    loop {
        let (world, journal) = (world().await, MemoryJournal::default());
        if !dies_at(&world, &journal, n, is_after).await {
            break;
        }
        let fresh = MemoryJournal::default();
        let journal = if journal_is_kept { &journal } else { &fresh };
        ensured_by(&world, FULL, &all, journal).await;
        assert_eq!(made(&world), wanted, "died at write {n}, after: {is_after}");
        assert!(open(&world, FULL, &all).await.is_empty(), "{n}");
        (n, is_after) = if is_after { (n + 1, false) } else { (n, true) };
    }
    assert!(n > 20, "there were {n} writes");
}

#[tokio::test(start_paused = true)]
async fn a_program_that_dies_around_any_write_goes_on_by_its_journal() {
    goes_on(true).await;
}

#[tokio::test(start_paused = true)]
async fn a_program_that_lost_its_journal_finds_what_was_made() {
    goes_on(false).await;
}
