//! Steps towards budgets.

use std::collections::BTreeSet;

use connect_model::governance::BudgetSpec;
use reconcile::StepId;

use super::{Steps, Task};
use crate::{
    cost::Money,
    port::upkeep::{AlertDraft, AlertRecord, BudgetRecord},
    upkeep::{seen::SeenBudget, wanted},
};

/// How many alerts a budget has at most.
const MOST_ALERTS: usize = 5;

impl Steps<'_> {
    pub(super) fn budgets(&mut self) {
        let (governance, seen) = (self.deal.governance, self.seen);
        for spec in &governance.budgets {
            let name = spec.name.as_str();
            if let Some(there) = seen.budgets.get(name) {
                self.budget(spec, there);
                continue;
            }
            let budget = name.to_owned();
            let task = Task::CreateBudget { budget };
            let id = ("budget", name, "create");
            self.made.add(id, "budgets:CreateBudget", [], task);
        }
    }

    /// One step after the other: all of them are about one budget.
    fn budget(&mut self, spec: &BudgetSpec, there: &SeenBudget) {
        let name = spec.name.as_str();
        let mut before: Option<StepId> = None;
        if !is_same(&there.record, &wanted::budget(spec, self.seen)) {
            let budget = name.to_owned();
            let task = Task::UpdateBudget { budget };
            let id = ("budget", name, "update");
            before = Some(self.made.add(id, "budgets:UpdateBudget", [], task));
        }
        for task in alerts(spec, &there.alerts) {
            let (of_alert, aspect, lane) = words(name, &task);
            let id = ("budget-alert", of_alert.as_str(), aspect);
            before = Some(self.made.add(id, lane, before, task));
        }
    }
}

/// Alerts that are not declared go before new ones come only where there is no room for both.
fn alerts(spec: &BudgetSpec, there: &[AlertRecord]) -> Vec<Task> {
    let (budget, wanted) = (spec.name.to_string(), wanted::alerts(spec));
    let of = |alert: &AlertDraft| there.iter().find(|it| it.alert.as_ref() == Some(alert));
    let (mut come, mut change) = (Vec::new(), Vec::new());
    for (alert, subscribers) in &wanted {
        let (budget, alert) = (budget.clone(), alert.clone());
        match of(&alert) {
            None => come.push(Task::AddAlert { budget, alert }),
            Some(there) if there.subscribers == *subscribers => {}
            Some(_) => change.push(Task::SetSubscribers { budget, alert }),
        }
    }
    let is_wanted = |it: &AlertRecord| it.alert.as_ref().is_some_and(|it| wanted.contains_key(it));
    let gone = there.iter().filter(|it| !is_wanted(it));
    let go: BTreeSet<&str> = gone.map(|it| it.told.as_str()).collect();
    let go: Vec<Task> = go
        .into_iter()
        .map(|told| Task::RemoveAlert {
            budget: budget.clone(),
            told: told.to_owned(),
        })
        .collect();
    let has_room = there.len() + come.len() <= MOST_ALERTS;
    let (first, last) = if has_room { (come, go) } else { (go, come) };
    change.into_iter().chain(first).chain(last).collect()
}

fn words(budget: &str, task: &Task) -> (String, &'static str, &'static str) {
    match task {
        Task::AddAlert { alert, .. } => (
            format!("{budget}/{alert}"),
            "create",
            "budgets:CreateNotification",
        ),
        Task::RemoveAlert { told, .. } => (
            format!("{budget}/{told}"),
            "remove",
            "budgets:DeleteNotification",
        ),
        Task::SetSubscribers { alert, .. } => (
            format!("{budget}/{alert}"),
            "subscribers",
            "budgets:CreateSubscriber",
        ),
        _ => (budget.to_owned(), "update", "budgets:UpdateBudget"),
    }
}

/// AWS spells amounts in its own way.
fn is_same(there: &BudgetRecord, wanted: &BudgetRecord) -> bool {
    let amount = |it: &BudgetRecord| it.amount.parse::<Money>().ok();
    let is_amount = amount(there).is_some() && amount(there) == amount(wanted);
    let like_it = BudgetRecord {
        amount: wanted.amount.clone(),
        ..there.clone()
    };
    is_amount && like_it == *wanted
}
