//! Client tokens for calls whose port brings none.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::SystemTime,
};

use reconcile::Clock;
use uuid::Uuid;

/// Makes tokens out of the session, the time and a count: never the same twice, and yet the same in
/// every run of a simulation.
#[derive(Debug)]
pub(crate) struct Tokens {
    session: String,
    clock: Arc<dyn Clock>,
    count: AtomicU64,
}

/// The token for removing a thing: however often that is asked, it is one request.
pub(crate) fn of_removal(operation: &str, id: &str) -> String {
    token(&format!("{operation}/{id}"))
}

// === impl Tokens ===

impl Tokens {
    pub(crate) fn new(session: &str, clock: &Arc<dyn Clock>) -> Self {
        Self {
            session: session.to_owned(),
            clock: Arc::clone(clock),
            count: AtomicU64::new(0),
        }
    }

    /// A token for an update. A repeat has another one: with the same token, AWS would take the way
    /// back to an earlier value for a repetition, and do nothing.
    pub(crate) fn next(&self) -> String {
        let now = self.clock.now().duration_since(SystemTime::UNIX_EPOCH);
        let now = now.unwrap_or_default().as_nanos();
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        token(&format!("{}/{now}/{count}", self.session))
    }
}

fn token(text: &str) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, text.as_bytes()).to_string()
}
