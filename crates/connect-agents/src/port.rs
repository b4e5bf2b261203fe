//! What agents need of AWS beside what kinds of things call.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use connect_model::{Fault, InstanceId};
use connect_resources::{Named, user::UserRecord};

/// Users page by page, so that no more than a page of them is there as AWS tells them.
///
/// Contract: a page without `next` is the last one. A page that is asked for again is the same, but for
/// what happened meanwhile.
#[async_trait]
pub trait RosterPort: Send + Sync {
    /// `ListUsers`: 1,000 a page, with the time of the last change. The list is right.
    async fn listed(&self, instance: &InstanceId, page: Option<&str>)
    -> Result<Page<Named>, Fault>;

    /// `SearchUsers`: 500 a page, all but addresses and proficiencies. The search lags behind the list.
    async fn searched(
        &self,
        instance: &InstanceId,
        page: Option<&str>,
    ) -> Result<Page<Searched>, Fault>;
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// How to ask for the next one.
    pub next: Option<String>,
}

/// A user as a search shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Searched {
    /// The login.
    pub username: String,
    /// The rest.
    pub record: UserRecord,
}

/// The calls.
#[derive(Clone)]
pub struct Calls {
    /// Users page by page.
    pub roster: Arc<dyn RosterPort>,
}

// === impl Calls ===

impl Calls {
    /// All out of one implementation of all of them.
    pub fn of<P: RosterPort + 'static>(all: &Arc<P>) -> Self {
        Self {
            roster: Arc::clone(all) as _,
        }
    }
}

impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Calls")
    }
}
