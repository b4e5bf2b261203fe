//! Budgets and who is told of them.

use std::collections::BTreeSet;

use async_trait::async_trait;
use aws_sdk_budgets::types;
use connect_governance::port::upkeep::{
    AlertDraft, AlertRecord, BudgetDraft, BudgetPort, BudgetRecord, Subscriber,
};
use connect_model::{Fault, FaultClass, Tags};

use super::budget_shape as shape;
use crate::{aws::Aws, call::Operation, fault};

const CREATE: Operation = operation("CreateBudget");
const CREATE_ALERT: Operation = operation("CreateNotification");
const CREATE_SUBSCRIBER: Operation = operation("CreateSubscriber");
const DELETE_ALERT: Operation = operation("DeleteNotification");
const DELETE_SUBSCRIBER: Operation = operation("DeleteSubscriber");
const DESCRIBE: Operation = operation("DescribeBudget");
const LIST_ALERTS: Operation = operation("DescribeNotificationsForBudget");
const LIST_SUBSCRIBERS: Operation = operation("DescribeSubscribersForNotification");
const TAGS: Operation = operation("ListTagsForResource");
const UPDATE: Operation = operation("UpdateBudget");
const UPDATE_SUBSCRIBER: Operation = operation("UpdateSubscriber");
/// The largest page of alerts and of subscribers.
const PAGE: i32 = 100;

const fn operation(name: &'static str) -> Operation {
    Operation {
        service: "budgets",
        name,
    }
}

#[async_trait]
impl BudgetPort for Aws {
    async fn budget(&self, name: &str) -> Result<Option<BudgetRecord>, Fault> {
        let request = self.budgets.describe_budget();
        let request = request.account_id(self.payer()).budget_name(name);
        match self.caller.send(DESCRIBE, request.send()).await {
            Err(fault) if fault.class == FaultClass::NotFound => Ok(None),
            answer => Ok(answer?.budget.map(shape::record)),
        }
    }

    async fn tags(&self, name: &str) -> Result<Tags, Fault> {
        let request = self.budgets.list_tags_for_resource();
        let request = request.resource_arn(self.budget_arn(name));
        let answer = self.caller.send(TAGS, request.send()).await?;
        let mut tags = Tags::new();
        for tag in answer.resource_tags.into_iter().flatten() {
            let _ = tags.insert(tag.key, tag.value);
        }
        Ok(tags)
    }

    async fn alerts(&self, name: &str) -> Result<Vec<AlertRecord>, Fault> {
        let request = self.budgets.describe_notifications_for_budget();
        let request = request
            .account_id(self.payer())
            .budget_name(name)
            .max_results(PAGE);
        let listed = self.caller.pages(
            LIST_ALERTS,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.notifications, page.next_token),
        );
        let listed = match listed.await {
            Err(fault) if fault.class == FaultClass::NotFound => Vec::new(),
            listed => listed?,
        };
        let mut alerts = Vec::with_capacity(listed.len());
        for notification in listed {
            alerts.push(AlertRecord {
                alert: shape::alert(&notification),
                told: shape::told(&notification),
                subscribers: self.subscribers(name, notification).await?,
            });
        }
        Ok(alerts)
    }

    async fn create(&self, draft: &BudgetDraft) -> Result<(), Fault> {
        let alerts = draft.alerts.iter();
        let alerts = alerts.map(|(alert, subscribers)| shape::with_subscribers(alert, subscribers));
        let alerts: Result<Vec<_>, _> = alerts.collect();
        let request = self.budgets.create_budget();
        let request = request
            .account_id(self.payer())
            .budget(fault::built(CREATE, shape::budget(&draft.budget))?)
            .set_notifications_with_subscribers(Some(fault::built(CREATE, alerts)?))
            .set_resource_tags(Some(fault::built(CREATE, shape::tags(&draft.tags))?));
        self.caller.send(CREATE, request.send()).await?;
        Ok(())
    }

    async fn update(&self, budget: &BudgetRecord) -> Result<(), Fault> {
        let request = self.budgets.update_budget();
        let request = request
            .account_id(self.payer())
            .new_budget(fault::built(UPDATE, shape::budget(budget))?);
        self.caller.send(UPDATE, request.send()).await?;
        Ok(())
    }

    async fn add_alert(
        &self,
        budget: &str,
        alert: &AlertDraft,
        subscribers: &BTreeSet<Subscriber>,
    ) -> Result<(), Fault> {
        let who: Result<Vec<_>, _> = subscribers.iter().map(shape::subscriber).collect();
        let request = self.budgets.create_notification();
        let request = request
            .account_id(self.payer())
            .budget_name(budget)
            .notification(fault::built(CREATE_ALERT, shape::notification(alert))?)
            .set_subscribers(Some(fault::built(CREATE_ALERT, who)?));
        self.caller.send(CREATE_ALERT, request.send()).await?;
        Ok(())
    }

    async fn remove_alert(&self, budget: &str, told: &str) -> Result<(), Fault> {
        let unreadable = || fault::unreadable(DELETE_ALERT, "the alert is told in no known words");
        let notification = shape::read(told).ok_or_else(unreadable)?;
        let request = self.budgets.delete_notification();
        let request = request
            .account_id(self.payer())
            .budget_name(budget)
            .notification(notification);
        let answer = self.caller.send(DELETE_ALERT, request.send()).await;
        unless(FaultClass::NotFound, answer.map(|_| ()))
    }

    async fn subscribe(
        &self,
        budget: &str,
        alert: &AlertDraft,
        subscriber: &Subscriber,
    ) -> Result<(), Fault> {
        let who = fault::built(CREATE_SUBSCRIBER, shape::subscriber(subscriber))?;
        let request = self.budgets.create_subscriber();
        let request = request
            .account_id(self.payer())
            .budget_name(budget)
            .notification(fault::built(CREATE_SUBSCRIBER, shape::notification(alert))?)
            .subscriber(who);
        let answer = self.caller.send(CREATE_SUBSCRIBER, request.send()).await;
        unless(FaultClass::Duplicate, answer.map(|_| ()))
    }

    async fn replace(
        &self,
        budget: &str,
        alert: &AlertDraft,
        (old, new): (&Subscriber, &Subscriber),
    ) -> Result<(), Fault> {
        let spelled = |it| fault::built(UPDATE_SUBSCRIBER, shape::subscriber(it));
        let request = self.budgets.update_subscriber();
        let request = request
            .account_id(self.payer())
            .budget_name(budget)
            .notification(fault::built(UPDATE_SUBSCRIBER, shape::notification(alert))?)
            .old_subscriber(spelled(old)?)
            .new_subscriber(spelled(new)?);
        self.caller.send(UPDATE_SUBSCRIBER, request.send()).await?;
        Ok(())
    }

    async fn unsubscribe(
        &self,
        budget: &str,
        alert: &AlertDraft,
        subscriber: &Subscriber,
    ) -> Result<(), Fault> {
        let who = fault::built(DELETE_SUBSCRIBER, shape::subscriber(subscriber))?;
        let request = self.budgets.delete_subscriber();
        let request = request
            .account_id(self.payer())
            .budget_name(budget)
            .notification(fault::built(DELETE_SUBSCRIBER, shape::notification(alert))?)
            .subscriber(who);
        let answer = self.caller.send(DELETE_SUBSCRIBER, request.send()).await;
        unless(FaultClass::NotFound, answer.map(|_| ()))
    }
}

impl Aws {
    fn payer(&self) -> &str {
        self.caller.account.as_str()
    }

    fn budget_arn(&self, name: &str) -> String {
        let partition = self.caller.region.partition();
        format!("arn:{partition}:budgets::{}:budget/{name}", self.payer())
    }

    async fn subscribers(
        &self,
        budget: &str,
        notification: types::Notification,
    ) -> Result<BTreeSet<Subscriber>, Fault> {
        let request = self.budgets.describe_subscribers_for_notification();
        let request = request
            .account_id(self.payer())
            .budget_name(budget)
            .notification(notification)
            .max_results(PAGE);
        let listed = self.caller.pages(
            LIST_SUBSCRIBERS,
            |token| request.clone().set_next_token(token).send(),
            |page| (page.subscribers, page.next_token),
        );
        match listed.await {
            Err(fault) if fault.class == FaultClass::NotFound => Ok(BTreeSet::new()),
            listed => Ok(listed?.into_iter().map(shape::who).collect()),
        }
    }
}

fn unless(class: FaultClass, answer: Result<(), Fault>) -> Result<(), Fault> {
    match answer {
        Err(fault) if fault.class == class => Ok(()),
        answer => answer,
    }
}
