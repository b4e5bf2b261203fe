//! Fresh identifiers, as an argument.

use std::{
    fmt::Debug,
    sync::atomic::{AtomicU64, Ordering},
};

use rand::{TryRng, rngs::SysRng};
use uuid::{Builder, Uuid};

/// What makes identifiers that nobody has had before.
pub trait Ids: Debug + Send + Sync {
    /// A fresh one.
    fn fresh(&self) -> Uuid;
}

/// Random identifiers from the machine's own source of randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomIds;

/// 1, 2, 3, …: for tests that want every run to be the same.
#[derive(Debug, Default)]
pub struct CountedIds(AtomicU64);

// === impl RandomIds ===

impl Ids for RandomIds {
    fn fresh(&self) -> Uuid {
        let mut bytes = [0; 16];
        SysRng
            .try_fill_bytes(&mut bytes)
            .expect("the machine has a source of randomness");
        Builder::from_random_bytes(bytes).into_uuid()
    }
}

// === impl CountedIds ===

impl Ids for CountedIds {
    fn fresh(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.0.fetch_add(1, Ordering::Relaxed)) + 1)
    }
}
