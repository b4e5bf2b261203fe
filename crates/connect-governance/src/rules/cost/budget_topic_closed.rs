//! A topic that alerts of budgets do not reach.

use crate::{
    Area, Marks, Rule, Settings, Severity, Subject,
    rules::tally::{count, few},
    world::{Budget, Part, TopicAccess, World},
};

pub(in crate::rules) static RULE: Rule = Rule {
    id: "budget-topic-closed",
    area: Area::Cost,
    severity: Severity::High,
    title: "An alert of a budget does not reach its topic",
    why: "AWS Budgets does not say when a topic turns it away: the alert is lost, and \
            everything looks well.",
    remedy: "Let `budgets.amazonaws.com` publish in the policy of the topic and, where it is \
            encrypted, use its key.",
    references: &[],
    needs: &[Part::Budgets, Part::Topics],
    judge,
};

fn judge(world: &World, _: &Settings, marks: &mut Marks) {
    for topic in &world.topics {
        let state = match topic.access {
            TopicAccess::Open => continue,
            TopicAccess::Closed => "its policy does not let AWS Budgets in",
            TopicAccess::Missing => "it is not there",
        };
        let budgets = world
            .budgets
            .iter()
            .filter(|budget| alerts(budget, &topic.arn));
        let budgets: Vec<String> = budgets.map(|budget| format!("`{}`", budget.name)).collect();
        if budgets.is_empty() {
            continue;
        }
        let name = topic.arn.rsplit(':').next().unwrap_or(&topic.arn);
        let subject = Subject::new("topic", name).at(&topic.arn);
        let number = count(budgets.len(), "budget go", "budgets go");
        let evidence = format!(
            "{state}, and alerts of {number} to it: {}",
            few(&budgets, ", ")
        );
        let mark = marks.find(subject, evidence);
        if topic.access == TopicAccess::Missing {
            mark.remedy(MAKE_ONE);
        }
    }
}

const MAKE_ONE: &str = "Make the topic, with a policy that lets `budgets.amazonaws.com` publish, or \
                        name another one under `budgets` of governance and run `connectctl govern \
                        budget`.";

fn alerts(budget: &Budget, topic: &str) -> bool {
    let mut alerts = budget.alerts.iter();
    alerts.any(|alert| alert.subscribers.iter().any(|it| it == topic))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::RULE;
    use crate::{
        rules::testing_b::{said, sound},
        world::TopicAccess,
    };

    #[test]
    fn a_topic_that_turns_alerts_away_is_found() {
        let mut world = sound();
        world.topics[0].access = TopicAccess::Closed;
        expect![[r#"
            high topic/spend: its policy does not let AWS Budgets in, and alerts of 1 budget go to it: `connect`
              do: Let `budgets.amazonaws.com` publish in the policy of the topic and, where it is encrypted, use its key.
        "#]].assert_eq(&said(&RULE, &world));
        world.topics[0].access = TopicAccess::Missing;
        expect![[r#"
            high topic/spend: it is not there, and alerts of 1 budget go to it: `connect`
              do: Make the topic, with a policy that lets `budgets.amazonaws.com` publish, or name another one under `budgets` of governance and run `connectctl govern budget`.
        "#]].assert_eq(&said(&RULE, &world));
    }

    #[test]
    fn a_topic_that_no_budget_names_is_let_be() {
        let mut world = sound();
        world.topics[0].access = TopicAccess::Closed;
        for alert in &mut world.budgets[0].alerts {
            alert.subscribers = vec!["owner@example.com".to_owned()];
        }
        assert_eq!(said(&RULE, &world), "");
    }
}
