//! Streams that end with the deadline of their call, and before the daemon does.

use std::time::Duration;

use futures::{FutureExt, Stream, StreamExt, stream};
use reconcile::Cancel;
use tonic::Request;

use crate::refusal::Refusal;

/// How long a call may take, as the front read it from the call's headers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline(pub(super) Duration);

/// What ends a stream early.
#[derive(Clone, Debug)]
pub(super) struct Ends {
    deadline: Option<Duration>,
    drain: Cancel,
}

// === impl Ends ===

impl Ends {
    pub(super) fn of<T>(request: &Request<T>, drain: Cancel) -> Self {
        let deadline = request.extensions().get::<Deadline>();
        Self {
            deadline: deadline.map(|deadline| deadline.0),
            drain,
        }
    }

    async fn reached(self) -> Refusal {
        let deadline = async {
            match self.deadline {
                Some(length) => {
                    tokio::time::sleep(length).await;
                    length
                }
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = self.drain.asked() => Refusal::Draining,
            length = deadline => Refusal::Deadline(length),
        }
    }
}

/// The same stream, with an error when one of its ends is reached first.
pub(super) fn stream<T: Send>(
    ends: Ends,
    items: impl Stream<Item = Result<T, Refusal>> + Send,
) -> impl Stream<Item = Result<T, Refusal>> + Send {
    // An empty item marks the natural end, so that nothing waits for the other side of the merge.
    let items = items.map(Some).chain(stream::once(async { None }));
    let end = ends
        .reached()
        .map(|refusal| Some(Err(refusal)))
        .into_stream();
    let merged = stream::select(Box::pin(items), Box::pin(end));
    merged
        .take_while(|item| std::future::ready(item.is_some()))
        .filter_map(std::future::ready)
}
