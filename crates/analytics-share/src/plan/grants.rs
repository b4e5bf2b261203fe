//! Steps that give rights.

use reconcile::StepId;

use super::{Draft, RightName, Task, reading::Reading};
use crate::{
    port::{Grant, Resource},
    wanted,
};

/// How Lake Formation calls everybody whom IAM lets in.
pub(crate) const EVERYBODY: &str = "IAM_ALLOWED_PRINCIPALS";

impl Draft<'_> {
    /// One step for each principal: grants for one principal at the same time get in each other's way.
    pub(super) fn grants(
        &mut self,
        shared: &[StepId],
        reading: &Reading,
        made: &[StepId],
        closed: Option<&StepId>,
    ) {
        let role = self.deal.role_arn();
        for principal in self.deal.principals() {
            let rights = self.lacking(&principal);
            if rights.is_empty() {
                continue;
            }
            let is_role = role.as_deref() == Some(principal.as_str());
            let own = reading.role.iter().filter(|_| is_role);
            let needs = shared.iter().chain(made).chain(own).chain(closed).cloned();
            let needs: Vec<StepId> = needs.collect();
            let lane = "lakeformation:BatchGrantPermissions";
            let task = Task::Grant {
                principal: principal.clone(),
                rights,
            };
            self.steps
                .add(("grants", &principal, "grant"), lane, needs, task);
        }
    }

    fn lacking(&self, principal: &str) -> Vec<RightName> {
        let own = self.deal.consumer().account.as_str();
        let share = self.deal.share;
        let is_lacking = |right: &wanted::Right| {
            // Grants on a link go with it.
            let is_new = match right {
                wanted::Right::Link(it) => self.seen.table(&share.link(it)).is_none(),
                wanted::Right::Database => self.seen.catalog.is_absent(),
                wanted::Right::Target(_) => false,
            };
            let grant = wanted::grant(share, principal, right, &self.catalogs);
            is_new || grant.is_none_or(|it| !wanted::is_granted(&self.seen.grants, &it, own))
        };
        let rights = wanted::rights(share, self.seen).into_iter();
        rights.filter(is_lacking).map(RightName).collect()
    }

    /// Grants to everybody on the database and its tables.
    pub(super) fn open_things(&self) -> Vec<Grant> {
        open_things(
            &self.seen.grants,
            &self.deal.share.database(),
            self.deal.consumer().account.as_str(),
        )
    }
}

/// Grants to everybody on a database of one's own and its tables.
pub(crate) fn open_things(grants: &[Grant], wanted: &str, own: &str) -> Vec<Grant> {
    let is_own = |catalog: &Option<String>| catalog.as_deref().is_none_or(|it| it == own);
    let is_meant = |grant: &&Grant| {
        grant.principal == EVERYBODY
            && match &grant.resource {
                Resource::Database { catalog, name } => is_own(catalog) && name == wanted,
                Resource::Table {
                    catalog, database, ..
                } => is_own(catalog) && database == wanted,
            }
    };
    grants.iter().filter(is_meant).cloned().collect()
}
