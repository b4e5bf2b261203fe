//! Repeated requests.
//!
//! A request with a token that was used before gets the answer that the first one got, if it asks
//! the same. Tokens are forgotten after a day, which is a choice: Connect does not say.

use std::{collections::BTreeMap, time::Duration};

use serde_json::Value;

use crate::{
    place::{Account, Region},
    time::Time,
};

/// What a token belongs to: account, Region, service, operation, and the token.
pub(crate) type TokenKey = (Account, Region, &'static str, &'static str, String);

/// The answers that may have to be given again.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    answers: BTreeMap<TokenKey, Answered>,
    by_age: BTreeMap<Time, Vec<TokenKey>>,
}

#[derive(Debug)]
struct Answered {
    /// The digest of what was asked.
    asked: u64,
    answer: Value,
}

const KEPT: Duration = Duration::from_hours(24);

// === impl Tokens ===

impl Tokens {
    /// What was answered under this token: the answer, or nothing usable if another thing was
    /// asked then.
    pub(crate) fn answered(
        &mut self,
        key: &TokenKey,
        asked: u64,
        now: Time,
    ) -> Option<Result<Value, ()>> {
        self.forget(now);
        let answered = self.answers.get(key)?;
        Some(if answered.asked == asked {
            Ok(answered.answer.clone())
        } else {
            Err(())
        })
    }

    /// Remembers an answer.
    pub(crate) fn remember(&mut self, key: TokenKey, asked: u64, answer: Value, now: Time) {
        self.by_age.entry(now).or_default().push(key.clone());
        self.answers.insert(key, Answered { asked, answer });
    }

    fn forget(&mut self, now: Time) {
        let kept = self.by_age.split_off(&(now - KEPT));
        for old in std::mem::replace(&mut self.by_age, kept)
            .into_values()
            .flatten()
        {
            self.answers.remove(&old);
        }
    }
}
