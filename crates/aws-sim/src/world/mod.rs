//! The state of the simulated AWS.
//!
//! Every service owns its state, in its own module, kept apart by account and Region. Nothing
//! runs in the background: what takes time notes when it will be done, and whoever looks compares
//! that with the clock.

mod places;
mod settling;
mod things;
mod tokens;

use serde::Serialize;

pub(crate) use self::{
    places::Places,
    settling::{Progress, Settling},
    things::{Tags, Thing, Things},
    tokens::Tokens,
};
use crate::{
    services::{connect, lex, secretsmanager, sts},
    time::Time,
};

/// All services.
#[derive(Debug, Default, Serialize)]
pub(crate) struct World {
    pub(crate) connect: Places<connect::State>,
    pub(crate) lex: Places<lex::State>,
    pub(crate) secretsmanager: Places<secretsmanager::State>,
    /// Issued credentials know their account themselves.
    pub(crate) sts: sts::State,
    #[serde(skip)]
    pub(crate) tokens: Tokens,
}

// === impl World ===

impl World {
    /// Takes away what was to be gone by `now`. Called before every operation.
    pub(crate) fn settle(&mut self, now: Time) {
        self.connect.each(|state| state.settle(now));
        self.secretsmanager.each(|state| state.settle(now));
    }
}
