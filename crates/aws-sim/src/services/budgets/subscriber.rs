//! Who is told.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    budget, errors,
    notification::{Notification, Rule},
    page,
};
use crate::{arn::Arn, context::Ctx, error::AwsError};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Subscriber {
    subscription_type: String,
    address: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct One {
    account_id: String,
    budget_name: String,
    notification: Rule,
    subscriber: Subscriber,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Update {
    account_id: String,
    budget_name: String,
    notification: Rule,
    old_subscriber: Subscriber,
    new_subscriber: Subscriber,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct List {
    account_id: String,
    budget_name: String,
    notification: Rule,
    max_results: Option<usize>,
    next_token: Option<String>,
}

/// Of each type, for one notification.
const MOST_MAILS: usize = 10;
const MOST_TOPICS: usize = 1;

pub(super) fn create(ctx: &mut Ctx<'_>, input: One) -> Result<(), AwsError> {
    let budget = budget(ctx, &input.account_id, &input.budget_name)?;
    budget
        .notification(&input.notification)?
        .add(input.subscriber)
}

pub(super) fn list(ctx: &mut Ctx<'_>, input: List) -> Result<Value, AwsError> {
    let budget = budget(ctx, &input.account_id, &input.budget_name)?;
    let subscribers = budget
        .notification(&input.notification)?
        .subscribers
        .clone();
    let rows = subscribers.into_iter().enumerate();
    let rows: Vec<_> = rows
        .map(|(at, subscriber)| (format!("{at:04}"), subscriber))
        .collect();
    let page = page(ctx, input.max_results, input.next_token, rows)?;
    Ok(json!({ "Subscribers": page.items, "NextToken": page.next_token }))
}

pub(super) fn update(ctx: &mut Ctx<'_>, input: Update) -> Result<(), AwsError> {
    input.new_subscriber.check()?;
    let budget = budget(ctx, &input.account_id, &input.budget_name)?;
    let notification = budget.notification(&input.notification)?;
    if notification.subscribers.contains(&input.new_subscriber) {
        return Err(errors::duplicate("subscriber"));
    }
    let at = notification.place(&input.old_subscriber)?;
    notification.subscribers[at] = input.new_subscriber;
    Ok(())
}

/// A notification keeps at least one subscriber.
pub(super) fn delete(ctx: &mut Ctx<'_>, input: One) -> Result<(), AwsError> {
    let budget = budget(ctx, &input.account_id, &input.budget_name)?;
    let notification = budget.notification(&input.notification)?;
    let at = notification.place(&input.subscriber)?;
    if notification.subscribers.len() == 1 {
        return Err(errors::invalid(
            "A notification must have at least one subscriber.",
        ));
    }
    notification.subscribers.remove(at);
    Ok(())
}

// === impl Notification ===

impl Notification {
    pub(super) fn add(&mut self, subscriber: Subscriber) -> Result<(), AwsError> {
        subscriber.check()?;
        if self.subscribers.contains(&subscriber) {
            return Err(errors::duplicate("subscriber"));
        }
        let kind = &subscriber.subscription_type;
        let most = if kind == "SNS" {
            MOST_TOPICS
        } else {
            MOST_MAILS
        };
        let same = self
            .subscribers
            .iter()
            .filter(|other| other.subscription_type == *kind);
        if same.count() >= most {
            return Err(errors::too_many("10 e-mail and 1 SNS subscribers"));
        }
        self.subscribers.push(subscriber);
        Ok(())
    }

    fn place(&self, subscriber: &Subscriber) -> Result<usize, AwsError> {
        let mut all = self.subscribers.iter();
        let at = all.position(|other| other == subscriber);
        at.ok_or_else(|| errors::missing("the subscriber"))
    }
}

// === impl Subscriber ===

impl Subscriber {
    fn check(&self) -> Result<(), AwsError> {
        let topic = || Arn::parse(&self.address).is_some_and(|arn| arn.service == "sns");
        let fits = match self.subscription_type.as_str() {
            "SNS" => topic(),
            _ => self.address.contains('@'),
        };
        if fits {
            Ok(())
        } else {
            Err(errors::invalid(
                "The address does not fit the type of the subscription.",
            ))
        }
    }
}
