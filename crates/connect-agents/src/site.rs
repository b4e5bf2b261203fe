//! Where agents are, and what is at hand to reach them.

use connect_resources::{PasswordSource, Ports, Scope};

use crate::{directory::Directory, port::Calls};

/// An instance, and how to reach it.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// Account, Region and alias of the instance.
    pub scope: &'a Scope,
    /// The calls of kinds of things.
    pub ports: &'a Ports,
    /// The other calls.
    pub calls: &'a Calls,
    /// Makes first passwords.
    pub passwords: &'a dyn PasswordSource,
    /// What is remembered of agents.
    pub directory: &'a dyn Directory,
}
