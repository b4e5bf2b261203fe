//! Names of resources in the whole of AWS.

use crate::place::Account;

/// `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`, taken apart. Region and account may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "each service asks for the parts that it needs")]
pub(crate) struct Arn<'a> {
    pub(crate) partition: &'a str,
    pub(crate) service: &'a str,
    pub(crate) region: &'a str,
    pub(crate) account: &'a str,
    /// All the rest, colons and slashes too.
    pub(crate) resource: &'a str,
}

// === impl Arn ===

impl<'a> Arn<'a> {
    /// The parts of `text`, if it has all of them.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        let prefix = parts.next()?;
        let arn = Self {
            partition: parts.next()?,
            service: parts.next()?,
            region: parts.next()?,
            account: parts.next()?,
            resource: parts.next()?,
        };
        (prefix == "arn").then_some(arn)
    }

    /// The account, if the ARN names one.
    pub(crate) fn owner(&self) -> Option<Account> {
        Account::new(self.account)
    }
}
