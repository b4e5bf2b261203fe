//! From the instance to tables that reached the account.

use super::{Chain, Link};
use crate::{
    plan::{Standing, standing},
    seen::SeenInstance,
    wanted,
};

impl Chain<'_> {
    pub(super) fn regions(&mut self) {
        let consumer = self.deal.consumer();
        for site in &self.deal.parties.producers {
            let evidence = format!("{} is in {}", site.target, site.region);
            if site.region == consumer.region {
                continue;
            }
            self.all_lost = true;
            let subject = format!("{} and {}", site.target, consumer.target);
            let evidence = format!("{evidence}, {} in {}", consumer.target, consumer.region);
            let cause = "the lake of an instance can be read in its own Region alone";
            let remedy = "name a consumer in the Region of the instance";
            self.broken("region-mismatch", subject, evidence, (cause, remedy));
        }
    }

    pub(super) fn instances(&mut self) {
        let evidence = self.evidence;
        for finding in &evidence.unknown {
            self.all_lost = true;
            let link = Link::broken(
                &finding.rule,
                "instance",
                &finding.message,
                "the instance is gone, or has another alias",
                &finding.remedy,
            );
            self.links.push(link);
        }
        for instance in &evidence.seen.instances {
            if !self.all_lost {
                self.instance(instance);
            }
        }
    }

    fn instance(&mut self, instance: &SeenInstance) {
        let missing = self.unassociated(instance);
        let there = instance.associations.len();
        if there > 0 && missing == 0 {
            let evidence = format!(
                "{there} data sets are shared with {}",
                self.deal.consumer().account
            );
            self.sound("associations", &instance.alias, evidence);
        }
        if there > 0 {
            self.invitation(instance);
        }
    }

    /// How many data sets of the share are not shared.
    fn unassociated(&mut self, instance: &SeenInstance) -> usize {
        let mut missing = 0;
        for data_set in wanted::data_sets(self.deal.share, instance) {
            if instance.has(&data_set) {
                continue;
            }
            missing += 1;
            self.lost.insert(data_set.clone());
            let subject = format!("{} of {}", data_set, instance.alias);
            let elsewhere = instance.elsewhere.iter().find(|it| it.data_set == data_set);
            let is_offered = instance
                .offered
                .as_ref()
                .is_none_or(|it| it.contains(&data_set));
            let account = self.deal.consumer().account;
            if let Some(other) = elsewhere {
                let evidence = format!(
                    "it is shared with {}, and not with {account}",
                    other.account
                );
                let cause = "it was shared with another account";
                let remedy = "check the consumer of the share, and ensure it";
                self.broken("associated-elsewhere", subject, evidence, (cause, remedy));
            } else if is_offered {
                let evidence = format!("it is not shared with {account}");
                let cause = "it was never shared, or somebody took it back";
                self.broken(
                    "not-associated",
                    subject,
                    evidence,
                    (cause, "ensure the share"),
                );
            } else {
                let evidence = "ListAnalyticsDataLakeDataSets does not name it";
                let cause = "the instance offers no such data set";
                let remedy = "mend its name in data_sets, or leave it out";
                self.broken("data-set-unknown", subject, evidence, (cause, remedy));
            }
        }
        missing
    }

    fn invitation(&mut self, instance: &SeenInstance) {
        let share = instance.share_arn().unwrap_or_default();
        let subject = format!("share of {}", instance.alias);
        let (rule, evidence, cause, remedy) = match standing(&self.evidence.seen, instance) {
            Standing::Accepted => {
                self.sound("invitation", subject, format!("{share} was accepted"));
                return self.arrival(instance);
            }
            Standing::None => return,
            Standing::Open => (
                "invitation-pending",
                "the invitation waits to be accepted",
                "nobody accepted it yet",
                "ensure the share within twelve hours of the invitation",
            ),
            Standing::Expired => (
                "invitation-expired",
                "the invitation has run out",
                "nobody accepted it within twelve hours",
                "ensure the share, which takes its data sets back and shares them anew",
            ),
            Standing::Rejected => (
                "invitation-rejected",
                "the invitation was rejected",
                "somebody did not want it",
                "remove the share, and ensure it again once it is wanted",
            ),
            Standing::Nowhere => (
                "invitation-missing",
                "there is neither an invitation nor a share",
                "it ran out long ago, or went to another account or Region",
                "check account and Region, and ensure the share",
            ),
        };
        let lost: Vec<String> = instance
            .associations
            .iter()
            .map(|it| it.data_set.clone())
            .collect();
        self.lost.extend(lost);
        self.broken(
            rule,
            subject,
            format!("{share}: {evidence}"),
            (cause, remedy),
        );
    }

    fn arrival(&mut self, instance: &SeenInstance) {
        let wanted = wanted::data_sets(self.deal.share, instance);
        let shared = wanted.into_iter().filter(|it| instance.has(it));
        let late: Vec<String> = shared
            .filter(|it| !self.evidence.arrived.contains(it))
            .collect();
        let subject = format!("tables of {}", instance.alias);
        if late.is_empty() {
            return self.sound("arrival", subject, "all of them reached the account");
        }
        let evidence = format!("ListResources does not name {}", late.join(", "));
        let cause = "AWS has not brought them over yet, or the share is spoilt";
        let remedy = "wait some minutes; if they do not come, remove the share and ensure it anew";
        self.lost.extend(late);
        self.broken("tables-not-arrived", subject, evidence, (cause, remedy));
    }
}
