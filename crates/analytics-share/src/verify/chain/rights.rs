//! Who may see and read.

use super::Chain;
use crate::{
    plan::open_things,
    wanted::{self, Right},
};

impl Chain<'_> {
    pub(super) fn open(&mut self) {
        if self.all_lost {
            return;
        }
        let own = self.deal.consumer().account.as_str();
        let database = self.deal.share.database();
        let open = open_things(&self.evidence.seen.grants, &database, own);
        if open.is_empty() {
            return self.sound("governed", database, "grants alone open it");
        }
        let evidence = format!("IAM_ALLOWED_PRINCIPALS has {} grants on it", open.len());
        let cause = "whoever IAM lets in sees it, whatever Lake Formation grants";
        let remedy = "ensure the share, which takes them back";
        self.broken("open-to-everybody", database, evidence, (cause, remedy));
    }

    pub(super) fn rights(&mut self) {
        if self.all_lost {
            return;
        }
        for principal in self.deal.principals() {
            if self.rights_of(&principal) {
                let evidence = "it may see and read every table that is shared";
                self.sound("rights", principal, evidence);
            }
        }
    }

    /// Whether nothing is missing.
    fn rights_of(&mut self, principal: &str) -> bool {
        let (share, seen) = (self.deal.share, &self.evidence.seen);
        let (catalogs, own) = (
            wanted::catalogs(seen),
            self.deal.consumer().account.as_str(),
        );
        let mut is_whole = true;
        for right in wanted::rights(share, seen) {
            let data_set = match &right {
                Right::Database => None,
                Right::Link(data_set) | Right::Target(data_set) => Some(data_set.clone()),
            };
            if data_set.as_ref().is_some_and(|it| self.lost.contains(it)) {
                continue;
            }
            let Some(grant) = wanted::grant(share, principal, &right, &catalogs) else {
                continue;
            };
            if wanted::is_granted(&seen.grants, &grant, own) {
                continue;
            }
            is_whole = false;
            self.lack(principal, &right);
        }
        is_whole
    }

    /// Reading is lost only where the query role lacks something.
    fn lack(&mut self, principal: &str, right: &Right) {
        let share = self.deal.share;
        let (rule, subject, evidence, cause) = match right {
            Right::Database => (
                "describe-missing",
                share.database(),
                format!("{principal} has no DESCRIBE on it"),
                "the database is not shown to it",
            ),
            Right::Link(data_set) => (
                "describe-missing",
                share.link(data_set),
                format!("{principal} has no DESCRIBE on it"),
                "the table is not in any list that it sees, without a word",
            ),
            Right::Target(data_set) => (
                "select-missing",
                data_set.clone(),
                format!(
                    "{principal} lacks SELECT or DESCRIBE on it, in the catalog of the service"
                ),
                "the table is seen, and cannot be read",
            ),
        };
        if self.deal.role_arn().as_deref() == Some(principal) {
            match right {
                Right::Database => self.all_lost = true,
                Right::Link(data_set) | Right::Target(data_set) => {
                    self.lost.insert(data_set.clone());
                }
            }
        }
        self.broken(rule, subject, evidence, (cause, "ensure the share"));
    }
}
