//! Whose credentials the targets have, for work that only reads.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::{Duration, SystemTime},
};

use connect_model::TargetName;

/// How long what STS said is good enough to read by. Nothing is ever written by it.
const KEPT: Duration = Duration::from_mins(15);

/// When the credentials of targets were found to be for their accounts.
#[derive(Debug, Default)]
pub(super) struct Accounts(Mutex<BTreeMap<TargetName, SystemTime>>);

// === impl Accounts ===

impl Accounts {
    /// They are, as of now.
    pub(super) fn note(&self, target: &TargetName, now: SystemTime) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.insert(target.clone(), now);
    }

    /// Whether they were a while ago. A clock that went back knows nothing.
    pub(super) fn are_known(&self, target: &TargetName, now: SystemTime) -> bool {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let age = seen
            .get(target)
            .and_then(|then| now.duration_since(*then).ok());
        age.is_some_and(|age| age < KEPT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sts_said_is_good_for_a_while_and_for_that_target_alone() {
        let (accounts, then) = (Accounts::default(), SystemTime::UNIX_EPOCH + KEPT);
        let [one, other] = ["one", "other"].map(|name| TargetName::new(name).unwrap());
        accounts.note(&one, then);
        assert!(accounts.are_known(&one, then + KEPT - Duration::from_secs(1)));
        assert!(!accounts.are_known(&one, then + KEPT));
        assert!(!accounts.are_known(&one, then - Duration::from_secs(1)));
        assert!(!accounts.are_known(&other, then));
    }
}
