//! Budgets and their alerts, made so.

use std::collections::BTreeSet;

use connect_model::{Fault, governance::BudgetSpec};
use connect_resources::{Trouble, read};
use serde_json::{Value, json};

use super::{Hand, is_duplicate, undeclared};
use crate::{
    port::upkeep::{AlertDraft, BudgetPort, Subscriber},
    upkeep::{GOVERNANCE_TAG, wanted},
};

impl Hand<'_> {
    /// A budget of this name that is there by now was made by an earlier try, or by somebody else.
    pub(super) async fn create_budget(&self, name: &str) -> Result<Value, Trouble> {
        let (port, spec) = (self.budgets()?, self.budget(name)?);
        let draft = wanted::budget_draft(self.deal, spec, self.seen);
        let arn = wanted::budget_arn(self.deal, name);
        match port.create(&draft).await {
            Err(fault) if is_duplicate(&fault) => {
                let tags = read(self.cx, || port.tags(name)).await?;
                if tags.get(GOVERNANCE_TAG) == Some(self.deal.alias()) {
                    return Ok(json!({ "arn": arn }));
                }
                let message = format!("somebody else has made a budget {name} by now");
                Err(Trouble::stored("BUDGET_TAKEN", message))
            }
            Err(fault) => Err(fault.into()),
            Ok(()) => Ok(json!({ "arn": arn })),
        }
    }

    pub(super) async fn update_budget(&self, name: &str) -> Result<Value, Trouble> {
        let budget = wanted::budget(self.budget(name)?, self.seen);
        self.budgets()?.update(&budget).await?;
        Ok(Value::Null)
    }

    pub(super) async fn add_alert(&self, name: &str, alert: &AlertDraft) -> Result<Value, Trouble> {
        let subscribers = self.subscribers(name, alert)?;
        match self.budgets()?.add_alert(name, alert, &subscribers).await {
            Err(fault) if is_duplicate(&fault) => self.set_subscribers(name, alert).await,
            Err(fault) => Err(fault.into()),
            Ok(()) => Ok(Value::Null),
        }
    }

    /// One in place of another first: an alert has one topic at most, and its last subscriber cannot go.
    pub(super) async fn set_subscribers(
        &self,
        name: &str,
        alert: &AlertDraft,
    ) -> Result<Value, Trouble> {
        let (port, wanted) = (self.budgets()?, self.subscribers(name, alert)?);
        let alerts = read(self.cx, || port.alerts(name)).await?;
        let there = alerts
            .into_iter()
            .find(|it| it.alert.as_ref() == Some(alert));
        let there = there.map(|it| it.subscribers).unwrap_or_default();
        let changes = changes(&there, &wanted);
        for (old, new) in changes.replaced {
            port.replace(name, alert, (old, new)).await?;
        }
        for subscriber in changes.come {
            port.subscribe(name, alert, subscriber).await?;
        }
        for subscriber in changes.go {
            port.unsubscribe(name, alert, subscriber).await?;
        }
        Ok(Value::Null)
    }

    pub(super) async fn remove_alert(&self, name: &str, told: &str) -> Result<Value, Trouble> {
        self.budgets()?.remove_alert(name, told).await?;
        Ok(Value::Null)
    }

    fn budgets(&self) -> Result<&dyn BudgetPort, Trouble> {
        let port = self.calls.budgets();
        Ok(port.map_err(Fault::from)?)
    }

    fn budget(&self, name: &str) -> Result<&BudgetSpec, Trouble> {
        let mut budgets = self.deal.governance.budgets.iter();
        let spec = budgets.find(|spec| spec.name.as_str() == name);
        spec.ok_or_else(|| undeclared(name))
    }

    fn subscribers(&self, name: &str, alert: &AlertDraft) -> Result<BTreeSet<Subscriber>, Trouble> {
        let mut alerts = wanted::alerts(self.budget(name)?);
        alerts.remove(alert).ok_or_else(|| undeclared(name))
    }
}

/// What brings one set of subscribers to another.
#[derive(Debug, PartialEq, Eq)]
struct Changes<'s> {
    replaced: Vec<(&'s Subscriber, &'s Subscriber)>,
    come: Vec<&'s Subscriber>,
    go: Vec<&'s Subscriber>,
}

fn changes<'s>(there: &'s BTreeSet<Subscriber>, wanted: &'s BTreeSet<Subscriber>) -> Changes<'s> {
    let mut come: Vec<&Subscriber> = wanted.difference(there).collect();
    let (mut replaced, mut go) = (Vec::new(), Vec::new());
    for old in there.difference(wanted) {
        let is_alike = |new: &&Subscriber| {
            std::mem::discriminant::<Subscriber>(new) == std::mem::discriminant(old)
        };
        match come.iter().position(is_alike) {
            Some(n) => replaced.push((old, come.remove(n))),
            None => go.push(old),
        }
    }
    Changes { replaced, come, go }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subscribers_of_a_sort_take_the_places_of_others_before_any_comes_or_goes() {
        let email = |text: &str| Subscriber::Email(text.to_owned());
        let topic = |text: &str| Subscriber::Topic(text.to_owned());
        let there = BTreeSet::from([email("a@x"), email("b@x"), topic("t1")]);
        let wanted = BTreeSet::from([email("c@x"), topic("t2")]);
        let (a, b, c) = (email("a@x"), email("b@x"), email("c@x"));
        let (old, new) = (topic("t1"), topic("t2"));
        assert_eq!(
            changes(&there, &wanted),
            Changes {
                replaced: vec![(&a, &c), (&old, &new)],
                come: vec![],
                go: vec![&b],
            }
        );
        let empty = BTreeSet::new();
        assert_eq!(changes(&empty, &wanted).come, [&c, &new]);
        let same = changes(&wanted, &wanted);
        assert!(same.replaced.is_empty() && same.come.is_empty() && same.go.is_empty());
    }
}
