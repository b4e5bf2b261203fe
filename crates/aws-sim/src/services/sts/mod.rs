//! Security Token Service: who am I, and become another.

mod identity;
mod role;

use std::collections::BTreeMap;

use serde::Serialize;

use super::Operations;
use crate::{place::Account, time::Time};

/// Issued credentials, by access key id. They hold in all Regions.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    sessions: BTreeMap<String, Session>,
}

/// One assumed role.
#[derive(Debug, Serialize)]
pub(crate) struct Session {
    /// The account of the role.
    pub(crate) account: Account,
    /// `arn:aws:sts::…:assumed-role/ROLE/SESSION`.
    pub(crate) arn: String,
    /// The ARN of the role itself.
    pub(crate) role: String,
    /// `AROA…:SESSION`.
    pub(crate) user_id: String,
    pub(crate) expires: Time,
}

pub(super) fn operations() -> Operations {
    Operations::default()
        .on("AssumeRole", role::assume)
        .on("GetCallerIdentity", identity::get)
}

// === impl State ===

impl State {
    /// The session that the access key id `key` was issued for.
    pub(crate) fn session(&self, key: &str) -> Option<&Session> {
        self.sessions.get(key)
    }
}
