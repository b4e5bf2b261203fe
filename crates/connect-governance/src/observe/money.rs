//! Budgets, their alerts, and what surrounds cost.

use std::collections::{BTreeMap, BTreeSet};

use super::{Look, Seen, Unseen, document};
use crate::{
    port::{AlertRecord, BudgetRecord, MoneySight},
    world::{Budget, BudgetAlert, Part, Topic, TopicAccess, World},
};

/// What was seen.
pub(super) struct Money {
    budgets: Seen<Vec<Budget>>,
    topics: Seen<Vec<Topic>>,
    anomaly_monitors: Seen<usize>,
    allocation_tags: Seen<BTreeMap<String, bool>>,
}

pub(super) async fn look(look: &Look<'_>) -> Money {
    let Some(port) = look.calls.money.as_deref() else {
        return Money::none(&Unseen::not_built_in("Budgets, Cost Explorer and SNS"));
    };
    let (budgets, anomaly_monitors, allocation_tags) = futures::join!(
        budgets(look, port),
        look.ask(&[Part::Anomalies], || port.anomaly_monitors()),
        look.ask(&[Part::AllocationTags], || port.allocation_tags()),
    );
    let topics = match &budgets {
        Ok(budgets) => topics(look, port, budgets).await,
        Err(unseen) => Err(unseen.clone()),
    };
    Money {
        budgets,
        topics,
        anomaly_monitors,
        allocation_tags,
    }
}

async fn budgets(look: &Look<'_>, port: &dyn MoneySight) -> Seen<Vec<Budget>> {
    const PARTS: &[Part] = &[Part::Budgets, Part::Topics];
    let records = look.ask(PARTS, || port.budgets(look.account)).await?;
    // Alerts of a budget that is not about Connect say nothing about it.
    let is_about = |it: &BudgetRecord| it.is_cost && is_of_connect(&it.services);
    let mut budgets = Vec::with_capacity(records.len());
    for record in records.into_iter().filter(is_about) {
        let alerts = look.ask(PARTS, || port.alerts(look.account, &record.name));
        let alerts = alerts.await?;
        budgets.push(budget(record, alerts));
    }
    Ok(budgets)
}

/// One that is about all services is about Connect too.
fn is_of_connect(services: &[String]) -> bool {
    let is_it =
        |it: &String| it.contains("Connect") || it.starts_with("Contact Center Telecommunications");
    services.is_empty() || services.iter().any(is_it)
}

fn budget(record: BudgetRecord, alerts: Vec<AlertRecord>) -> Budget {
    let alert = |it: AlertRecord| BudgetAlert {
        is_forecast: it.is_forecast,
        threshold: it.threshold,
        subscribers: it.subscribers,
    };
    Budget {
        name: record.name,
        is_cost: record.is_cost,
        services: record.services.into_iter().collect(),
        has_other_filters: record.has_other_filters,
        counts_credits: record.counts_credits,
        alerts: alerts.into_iter().map(alert).collect(),
    }
}

async fn topics(look: &Look<'_>, port: &dyn MoneySight, budgets: &[Budget]) -> Seen<Vec<Topic>> {
    let alerts = budgets.iter().flat_map(|it| &it.alerts);
    let subscribers = alerts.flat_map(|it| &it.subscribers);
    let arns: BTreeSet<&String> = subscribers.filter(|it| it.starts_with("arn:")).collect();
    let mut topics = Vec::with_capacity(arns.len());
    for arn in arns {
        let policy = look.ask(&[Part::Topics], || port.topic_policy(arn)).await?;
        topics.push(Topic {
            arn: arn.clone(),
            access: match policy.as_deref() {
                None => TopicAccess::Missing,
                Some(policy) if document::lets_budgets_in(policy) => TopicAccess::Open,
                Some(_) => TopicAccess::Closed,
            },
        });
    }
    Ok(topics)
}

// === impl Money ===

impl Money {
    fn none(unseen: &Unseen) -> Self {
        Self {
            budgets: Err(unseen.clone()),
            topics: Err(unseen.clone()),
            anomaly_monitors: Err(unseen.clone()),
            allocation_tags: Err(unseen.clone()),
        }
    }

    pub(super) fn put(self, world: &mut World) {
        world.take(Part::Budgets, self.budgets, |world| &mut world.budgets);
        world.take(Part::Topics, self.topics, |world| &mut world.topics);
        world.take(Part::Anomalies, self.anomaly_monitors, |world| {
            &mut world.anomaly_monitors
        });
        world.take(Part::AllocationTags, self.allocation_tags, |world| {
            &mut world.allocation_tags
        });
    }
}
