//! Accounts and Regions, which are part of every key.

use std::{fmt, sync::Arc};

use serde::Serialize;

/// An AWS account: twelve digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Account(Arc<str>);

/// An AWS Region, as `eu-west-2`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Region(Arc<str>);

// === impl Account ===

impl Account {
    /// The account of callers whose key says nothing.
    pub const DEFAULT: &str = "123456789012";

    /// The account with these twelve digits.
    pub fn new(digits: &str) -> Option<Self> {
        let valid = digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit());
        valid.then(|| Self(digits.into()))
    }

    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Account {
    fn default() -> Self {
        Self(Self::DEFAULT.into())
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

// === impl Region ===

impl Region {
    /// The Region of callers that name none.
    pub const DEFAULT: &str = "us-east-1";

    /// The Region called `name`.
    pub fn new(name: &str) -> Self {
        Self(name.into())
    }

    /// The name of the Region.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Region {
    fn default() -> Self {
        Self::new(Self::DEFAULT)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
