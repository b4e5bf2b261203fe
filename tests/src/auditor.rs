//! Assessments of an instance of a desk.

use connect_governance::{AssessOptions, Assessment, judge, observe, parts, rules};
use connect_model::Alias;

use crate::desk::Desk;

// === impl Desk ===

impl Desk {
    /// What an assessment says of the instance of this alias.
    pub async fn assess(&self, alias: &Alias, options: &AssessOptions) -> Assessment {
        let calls = self.session().await.governance_calls();
        let scope = self.scope_of(alias.as_str());
        let place = (&scope.account, &scope.region);
        let needs = parts(rules(), options);
        let cx = self.context(0);
        let world = observe(&cx, (&calls, self.memory()), place, alias, &needs).await;
        judge(&world.unwrap(), rules(), options)
    }
}
