//! Budgets and who is told of them.

use std::collections::BTreeSet;

use connect_governance::{
    UpkeepPart,
    port::upkeep::{AlertDraft, BudgetDraft, BudgetRecord, Subscriber, UpkeepCalls},
};
use connect_model::Tags;
use serde_json::json;

use super::{FULL, TOPIC, World, calls, drafted, ensured, open, parts, refused, world};

const NAME: &str = "contact-centre";

fn budgets() -> BTreeSet<UpkeepPart> {
    parts(&[UpkeepPart::Budgets])
}

async fn record(calls: &UpkeepCalls) -> BudgetRecord {
    let port = calls.budgets.as_ref().unwrap();
    port.budget(NAME).await.unwrap().unwrap()
}

/// Alerts with those who are told, as text.
async fn alerts(calls: &UpkeepCalls) -> Vec<(String, Vec<String>)> {
    let port = calls.budgets.as_ref().unwrap();
    let mut alerts = Vec::new();
    for alert in port.alerts(NAME).await.unwrap() {
        let name = |subscriber: Subscriber| match subscriber {
            Subscriber::Email(address) => address,
            Subscriber::Topic(arn) => arn,
        };
        let who = alert.subscribers.into_iter().map(name).collect();
        alerts.push((alert.told, who));
    }
    alerts.sort();
    alerts
}

/// Makes the topic, with a policy that lets AWS Budgets in or not.
async fn topic(world: &World, is_open: bool) {
    let sdk = super::super::arrival::sdk(&world.simulator);
    let sns = aws_sdk_sns::Client::new(&sdk);
    let made = sns.create_topic().name("alarms").send().await.unwrap();
    assert_eq!(made.topic_arn(), Some(TOPIC));
    if is_open {
        let policy = json!({ "Version": "2012-10-17", "Statement": [{
            "Effect": "Allow", "Principal": { "Service": "budgets.amazonaws.com" },
            "Action": "SNS:Publish", "Resource": TOPIC,
        }] });
        let set = sns.set_topic_attributes().topic_arn(TOPIC);
        let set = set
            .attribute_name("Policy")
            .attribute_value(policy.to_string());
        set.send().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_budget_is_about_every_name_of_connect_and_counts_no_credits() {
    let world = world().await;
    ensured(&world, FULL, &budgets()).await;
    let calls = calls(&world).await;
    let record = record(&calls).await;
    let names: Vec<&str> = record.services.iter().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "Amazon Connect",
            "Contact Center Telecommunications (service sold by AMCS, LLC)",
            "Contact Lens for Amazon Connect",
        ]
    );
    assert!(!record.counts_credits && !record.counts_refunds && !record.is_otherwise);
    assert_eq!((&*record.amount, &*record.period), ("1200", "MONTHLY"));
    let both = vec!["cfo@example.com".to_owned(), "ops@example.com".to_owned()];
    let one = vec!["ops@example.com".to_owned()];
    assert_eq!(
        alerts(&calls).await,
        [
            ("ACTUAL GREATER_THAN 80 PERCENTAGE".to_owned(), one),
            ("FORECASTED GREATER_THAN 100 PERCENTAGE".to_owned(), both),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn amount_alerts_and_those_who_are_told_are_brought_to_what_is_declared() {
    let world = world().await;
    ensured(&world, FULL, &budgets()).await;
    topic(&world, true).await;
    let text = FULL
        .replace("\"1200\"", "\"99.50\"")
        .replace(
            "actual: 80, email: [ops@example.com]",
            "actual: 90, email: [ops@example.com]",
        )
        .replace(
            "email: [ops@example.com, cfo@example.com]",
            &format!("email: [board@example.com], topic: \"{TOPIC}\""),
        );
    let ids = open(&world, &text, &budgets()).await;
    assert_eq!(
        ids,
        [
            "budget/contact-centre/update",
            "budget-alert/contact-centre%2Fforecast-100/subscribers",
            "budget-alert/contact-centre%2Factual-90/create",
            "budget-alert/contact-centre%2FACTUAL GREATER_THAN 80 PERCENTAGE/remove",
        ]
    );
    let done = ensured(&world, &text, &budgets()).await;
    assert!(done.notes.is_empty(), "{:#?}", done.notes);
    let calls = calls(&world).await;
    assert_eq!(record(&calls).await.amount, "99.50");
    let told = vec!["board@example.com".to_owned(), TOPIC.to_owned()];
    let one = vec!["ops@example.com".to_owned()];
    assert_eq!(
        alerts(&calls).await,
        [
            ("ACTUAL GREATER_THAN 90 PERCENTAGE".to_owned(), one),
            ("FORECASTED GREATER_THAN 100 PERCENTAGE".to_owned(), told),
        ]
    );
    assert!(open(&world, &text, &budgets()).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn five_alerts_give_way_to_five_others() {
    let world = world().await;
    let with = |from: u32| {
        let alert = |n: u32| {
            format!(
                "      - {{ actual: {}, email: [a@example.com] }}\n",
                from + n
            )
        };
        let alerts: String = (0..5).map(alert).collect();
        let head = "instance: uk\nbudgets:\n  - name: contact-centre\n    amount: \"10\"\n";
        format!("{head}    alerts:\n{alerts}")
    };
    ensured(&world, &with(10), &budgets()).await;
    let done = ensured(&world, &with(50), &budgets()).await;
    assert_eq!(done.changes(), 10);
    let told = alerts(&calls(&world).await).await;
    assert_eq!(told.len(), 5);
    assert!(
        told.iter().all(|(told, _)| told.contains("GREATER_THAN 5")),
        "{told:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_budget_of_somebody_else_is_told_and_stays() {
    let world = world().await;
    let calls = calls(&world).await;
    let theirs = BudgetRecord {
        name: NAME.to_owned(),
        amount: "5".to_owned(),
        unit: "USD".to_owned(),
        period: "DAILY".to_owned(),
        services: BTreeSet::new(),
        counts_credits: true,
        counts_refunds: true,
        is_otherwise: false,
    };
    let alert = AlertDraft {
        is_forecast: false,
        percent: 50,
    };
    let who = BTreeSet::from([Subscriber::Email("them@example.com".to_owned())]);
    let port = calls.budgets.as_ref().unwrap();
    let draft = BudgetDraft {
        budget: theirs.clone(),
        alerts: vec![(alert, who)],
        tags: Tags::new(),
    };
    port.create(&draft).await.unwrap();
    let findings = refused(&world, FULL).await;
    let rules: Vec<&str> = findings.iter().map(|it| it.rule.as_str()).collect();
    assert_eq!(rules, ["budget-taken"]);
    assert_eq!(record(&calls).await, theirs);
}

#[tokio::test(start_paused = true)]
async fn a_topic_that_is_missing_stops_and_one_that_is_closed_is_told() {
    let world = world().await;
    let with = format!("email: [ops@example.com, cfo@example.com], topic: \"{TOPIC}\"");
    let text = FULL.replace("email: [ops@example.com, cfo@example.com]", &with);
    let findings = refused(&world, &text).await;
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0].rule, "no-such-topic");
    topic(&world, false).await;
    let draft = drafted(&world, &text, &budgets()).await;
    assert_eq!(draft.notes.len(), 1, "{:#?}", draft.notes);
    assert!(draft.notes[0].contains("budgets.amazonaws.com"));
    topic(&world, true).await;
    let draft = drafted(&world, &text, &budgets()).await;
    assert!(draft.notes.is_empty(), "{:#?}", draft.notes);
}
