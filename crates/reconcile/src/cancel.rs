//! A request to stop, seen between steps.

use std::sync::Arc;

use tokio::sync::watch;

/// A request to stop that many can see and anybody can make. Clones share it.
#[derive(Clone, Debug)]
pub struct Cancel {
    asked: Arc<watch::Sender<bool>>,
}

// === impl Cancel ===

impl Cancel {
    /// Nobody has asked yet.
    pub fn new() -> Self {
        Self {
            asked: Arc::new(watch::Sender::new(false)),
        }
    }

    /// Asks to stop. Asking again changes nothing.
    pub fn ask(&self) {
        self.asked.send_replace(true);
    }

    /// Whether somebody has asked.
    pub fn is_asked(&self) -> bool {
        *self.asked.borrow()
    }

    /// Returns once somebody has asked.
    pub async fn asked(&self) {
        let mut seen = self.asked.subscribe();
        // The sender lives in `self`, so the wait can only end by the request.
        let _ = seen.wait_for(|asked| *asked).await;
    }
}

impl Default for Cancel {
    fn default() -> Self {
        Self::new()
    }
}
