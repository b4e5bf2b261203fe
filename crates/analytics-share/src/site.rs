//! Whose data it is and who reads it, and how to reach them.

use connect_model::{AccountId, Region, TargetName, share::AnalyticsShare};

use crate::port::Calls;

/// One account in one Region.
#[derive(Clone, Copy, Debug)]
pub struct Site<'a> {
    /// Its name.
    pub target: &'a TargetName,
    /// The account.
    pub account: &'a AccountId,
    /// The Region.
    pub region: &'a Region,
    /// The calls.
    pub calls: &'a Calls,
}

/// The two sides of a share.
#[derive(Clone, Debug)]
pub struct Parties<'a> {
    /// Where the producers of the share are, in its order.
    pub producers: Vec<Site<'a>>,
    /// Where it is read.
    pub consumer: Site<'a>,
}

/// A share between its two sides.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deal<'a> {
    pub(crate) share: &'a AnalyticsShare,
    pub(crate) parties: &'a Parties<'a>,
}

// === impl Site ===

impl Site<'_> {
    /// The ARN of a thing of this account and Region.
    pub(crate) fn arn(&self, service: &str, resource: &str) -> String {
        let (partition, region, account) = (self.region.partition(), self.region, self.account);
        format!("arn:{partition}:{service}:{region}:{account}:{resource}")
    }

    /// The ARN of a role of this account.
    pub(crate) fn role_arn(&self, name: &str) -> String {
        format!(
            "arn:{}:iam::{}:role/{name}",
            self.region.partition(),
            self.account
        )
    }
}

// === impl Parties ===

impl Parties<'_> {
    /// The ARN of the role that reads, if the share has one.
    pub fn query_role(&self, share: &AnalyticsShare) -> Option<String> {
        Deal {
            share,
            parties: self,
        }
        .role_arn()
    }
}

// === impl Deal ===

impl<'a> Deal<'a> {
    pub(crate) fn consumer(&self) -> Site<'a> {
        self.parties.consumer
    }

    /// The results bucket.
    pub(crate) fn bucket(&self) -> String {
        let consumer = self.consumer();
        self.share.bucket(consumer.account, consumer.region)
    }

    /// Whether there is a bucket to write to at all.
    pub(crate) fn has_bucket(&self) -> bool {
        let results = &self.share.results;
        results.create || results.bucket.is_some()
    }

    /// The ARN of the query role, if there is one.
    pub(crate) fn role_arn(&self) -> Option<String> {
        let role = &self.share.query_role;
        let is_there = role.create || role.name.is_some();
        is_there.then(|| self.consumer().role_arn(&self.share.role()))
    }

    /// Everybody who is to read.
    pub(crate) fn principals(&self) -> Vec<String> {
        let named = self.share.principals.iter().map(ToString::to_string);
        let mut all: Vec<String> = self.role_arn().into_iter().chain(named).collect();
        all.dedup();
        all
    }
}
