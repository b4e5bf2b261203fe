//! Security Token Service: who am I, and become another.

mod federation;
mod identity;
mod role;
mod session;
mod trust;

use std::collections::BTreeMap;

use serde::Serialize;

pub(crate) use self::session::Session;
use super::Operations;

/// Issued credentials, by access key id. They hold in all Regions.
#[derive(Debug, Default, Serialize)]
pub(crate) struct State {
    sessions: BTreeMap<String, Session>,
}

pub(super) fn operations() -> Operations {
    Operations::default()
        .on("AssumeRole", role::assume)
        .on("AssumeRoleWithSAML", federation::with_saml)
        .on("AssumeRoleWithWebIdentity", federation::with_web_identity)
        .on("GetAccessKeyInfo", identity::key_info)
        .on("GetCallerIdentity", identity::get)
        .on("GetSessionToken", identity::session_token)
}

// === impl State ===

impl State {
    /// The session that the access key id `key` was issued for.
    pub(crate) fn session(&self, key: &str) -> Option<&Session> {
        self.sessions.get(key)
    }
}
