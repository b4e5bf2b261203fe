//! What takes more than one call: a whole file, and a move.

use std::io::{self, Write};

use connect_model::{Fault, FaultClass};
use connect_resources::read;
use reconcile::RunContext;

use super::{ArrivalPort, ObjectVersion};

/// How much is read in one call, in bytes. No more of a file is in memory.
const PIECE_BYTES: u64 = 8 * 1024 * 1024;

/// Why a file was not fetched.
#[derive(Debug, thiserror::Error)]
pub enum CarryError {
    /// AWS did not give it.
    #[error("the object could not be read")]
    Fault(#[source] Box<Fault>),
    /// It could not be written down.
    #[error("the object could not be written down")]
    Write(#[source] io::Error),
    /// Somebody asked to stop.
    #[error("the work was asked to stop")]
    Cancelled,
}

/// Fetches exactly one version, piece by piece, and calls again while that may help. What was written when it
/// fails is of no use.
pub async fn fetch(
    cx: &RunContext,
    port: &dyn ArrivalPort,
    object: &ObjectVersion,
    into: &mut (dyn Write + Send),
) -> Result<(), CarryError> {
    let mut from = 0;
    while from < object.size_bytes {
        if cx.cancel.is_asked() {
            return Err(CarryError::Cancelled);
        }
        let end = object.size_bytes.min(from + PIECE_BYTES);
        let piece = read(cx, || port.piece(object, from..end)).await;
        let piece = piece.map_err(|fault| CarryError::Fault(Box::new(fault)))?;
        into.write_all(&piece).map_err(CarryError::Write)?;
        from = end;
    }
    into.flush().map_err(CarryError::Write)
}

/// Moves exactly one version to another key of its bucket; whether it is gone from where it was. It is not,
/// where another one has taken its place meanwhile.
///
/// It may be asked for again at any time: what was copied and taken away before counts as moved.
pub async fn move_aside(
    cx: &RunContext,
    port: &dyn ArrivalPort,
    object: &ObjectVersion,
    to: &str,
) -> Result<bool, Fault> {
    match read(cx, || port.copy(object, to)).await {
        // Without versions, what an earlier attempt has moved is not there any more.
        Err(fault) if matches!(fault.class, FaultClass::NotFound | FaultClass::Conflict) => {
            let there = read(cx, || port.head(&object.bucket, to, None)).await;
            if there.is_err() {
                return Err(fault);
            }
        }
        copied => copied?,
    }
    read(cx, || port.delete(object)).await
}
