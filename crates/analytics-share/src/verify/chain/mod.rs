//! Judging what was seen, link by link. Pure.

mod asking;
mod catalog;
mod producer;
mod rights;

use std::collections::BTreeSet;

use super::{Link, evidence::Evidence};
use crate::{site::Deal, wanted};

/// The judgement so far.
pub(in crate::verify) struct Chain<'d> {
    deal: Deal<'d>,
    evidence: &'d Evidence,
    links: Vec<Link>,
    /// Data sets that cannot be read, since a link before is broken.
    lost: BTreeSet<String>,
    /// Nothing can be read at all.
    all_lost: bool,
}

impl<'d> Chain<'d> {
    pub(in crate::verify) fn new(deal: Deal<'d>, evidence: &'d Evidence) -> Self {
        Self {
            deal,
            evidence,
            links: Vec::new(),
            lost: BTreeSet::new(),
            all_lost: false,
        }
    }

    /// The links, and the data sets that are worth a query.
    pub(in crate::verify) fn into_parts(self) -> (Vec<Link>, Vec<String>) {
        let all = self.data_sets();
        let is_worth = |it: &String| !self.all_lost && !self.lost.contains(it);
        let readable = all.into_iter().filter(is_worth).collect();
        (self.links, readable)
    }

    pub(in crate::verify) fn judge(&mut self) {
        self.regions();
        if self.all_lost {
            return;
        }
        self.instances();
        self.administrator();
        self.database();
        self.tables();
        self.orphans();
        self.open();
        self.rights();
        self.asking();
    }

    fn sound(&mut self, rule: &str, subject: impl Into<String>, evidence: impl Into<String>) {
        self.links.push(Link::sound(rule, subject, evidence));
    }

    fn broken(
        &mut self,
        rule: &str,
        subject: impl Into<String>,
        evidence: impl Into<String>,
        (cause, remedy): (&str, &str),
    ) {
        let link = Link::broken(rule, subject, evidence, cause, remedy);
        self.links.push(link);
    }

    fn data_sets(&self) -> BTreeSet<String> {
        wanted::all_data_sets(self.deal.share, &self.evidence.seen)
    }
}
