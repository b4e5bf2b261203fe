//! Budgets, their alerts, and what surrounds cost.

use std::collections::{BTreeMap, BTreeSet};

use super::{Look, Seen, Unseen, document};
use crate::{
    cost::{day, day_of},
    port::{AlertRecord, BudgetRecord, ENDPOINT_TAG, MoneySight},
    world::{Budget, BudgetAlert, Number, Part, Topic, TopicAccess, World},
};

/// What was seen.
pub(super) struct Money {
    budgets: Seen<Vec<Budget>>,
    topics: Seen<Vec<Topic>>,
    anomaly_monitors: Seen<usize>,
    allocation_tags: Seen<BTreeMap<String, bool>>,
    minutes: Seen<BTreeMap<String, u64>>,
}

/// How far back calls of numbers are looked for.
const DAYS: u32 = 30;

pub(super) async fn look(look: &Look<'_>) -> Money {
    let Some(port) = look.calls.money.as_deref() else {
        return Money::none(&Unseen::not_built_in("Budgets, Cost Explorer and SNS"));
    };
    let tags = &[Part::AllocationTags, Part::Traffic];
    let (budgets, anomaly_monitors, allocation_tags) = futures::join!(
        budgets(look, port),
        look.ask(&[Part::Anomalies], || port.anomaly_monitors()),
        look.ask(tags, || port.allocation_tags()),
    );
    let minutes = match &allocation_tags {
        Ok(tags) => minutes(look, port, tags).await,
        Err(unseen) => Err(unseen.clone()),
    };
    let topics = match &budgets {
        Ok(budgets) => topics(look, port, budgets).await,
        Err(unseen) => Err(unseen.clone()),
    };
    Money {
        budgets,
        topics,
        anomaly_monitors,
        allocation_tags,
        minutes,
    }
}

/// Amazon Connect tells no calls of single numbers. The bill does, once it is split by them.
async fn minutes(
    look: &Look<'_>,
    port: &dyn MoneySight,
    tags: &BTreeMap<String, bool>,
) -> Seen<BTreeMap<String, u64>> {
    if tags.get(ENDPOINT_TAG) != Some(&true) {
        let why = format!("the bill is not split by {ENDPOINT_TAG}: activate that tag in Billing");
        return Err(Unseen(why));
    }
    let now = look.cx.clock.now();
    let (start, end) = (day(now, i64::from(DAYS)), day_of(now));
    let asked = look.ask(&[Part::Traffic], || port.minutes(&start, &end));
    let minutes = asked.await?;
    if minutes.is_empty() {
        return Err(Unseen("the bill names no number yet".to_owned()));
    }
    Ok(minutes)
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

/// A number that the bill does not name had none.
fn bill(numbers: &mut [Number], minutes: &BTreeMap<String, u64>) {
    for number in numbers {
        let of_number = minutes.get(&number.number).copied().unwrap_or_default();
        number.minutes = Some((of_number, DAYS));
    }
}

// === impl Money ===

impl Money {
    fn none(unseen: &Unseen) -> Self {
        Self {
            budgets: Err(unseen.clone()),
            topics: Err(unseen.clone()),
            anomaly_monitors: Err(unseen.clone()),
            allocation_tags: Err(unseen.clone()),
            minutes: Err(unseen.clone()),
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
        match self.minutes {
            Ok(minutes) => bill(&mut world.numbers, &minutes),
            Err(Unseen(why)) => {
                world.unseen.insert(Part::Traffic, why);
            }
        }
    }
}
