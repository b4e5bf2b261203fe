//! The whole sample: up, nothing to do, down; and how many calls that takes.

use aws_sim::Settings;
use connect_provision::DestroyOptions;
use connect_resources::KindId;
use serde_json::Value;
use system_tests::{Desk, example, spec};

#[tokio::test(start_paused = true)]
async fn every_sample_comes_up_and_then_nothing_is_to_do() {
    for name in [
        "basic-instance",
        "uk-region",
        "lex-lambda-integration",
        "saml-instance",
        "full-contact-center",
    ] {
        let desk = Desk::new(Settings {
            strict: true,
            ..Settings::default()
        });
        if name == "lex-lambda-integration" {
            desk.make_lex_alias("OrderBot", "live").await;
        }
        if name == "full-contact-center" {
            desk.make_stream("harbour-home-contacts").await;
        }
        let center = example(name);
        let report = desk.applied(1, &center).await;
        assert_eq!(
            report.outputs.of_kind(KindId::Instance).count(),
            1,
            "{name}"
        );
        for (key, number) in report.outputs.of_kind(KindId::PhoneNumber) {
            assert!(
                number.label.as_ref().unwrap().starts_with('+'),
                "{name}: {key}"
            );
        }
        let again = desk.plan(&center).await.unwrap();
        assert!(again.is_empty(), "{name}: {again}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_destroyed_leaves_nothing_but_what_aws_keeps() {
    for keep_instance in [false, true] {
        let desk = Desk::new(Settings::default());
        let center = example("full-contact-center");
        desk.applied(1, &center).await;
        let options = DestroyOptions {
            keep_instance,
            ..DestroyOptions::default()
        };
        desk.destroyed(&center, options).await;
        let state = desk.state();
        let mut ours = Vec::new();
        tagged(&state, "$", &mut ours);
        // AWS deletes no agent status: ours are disabled.
        let (statuses, ours): (Vec<_>, Vec<_>) = ours
            .into_iter()
            .partition(|(_, thing)| thing.get("state").is_some());
        assert!(
            statuses
                .iter()
                .all(|(_, status)| status["state"] == "DISABLED")
        );
        let expected = usize::from(keep_instance);
        assert_eq!(
            ours.len(),
            expected,
            "keep the instance: {keep_instance}: {ours:?}"
        );
        let text = state.to_string();
        for leftover in [
            "trunkline/full-contact-center/",
            "amara.okafor",
            "customer-lookup",
        ] {
            assert!(!text.contains(leftover), "{leftover} is left");
        }
    }
}

/// Everything that carries our tag, with its place.
fn tagged(value: &Value, path: &str, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if member.get("trunkline:center").is_some() {
                    found.push((path.to_owned(), value.clone()));
                }
                tagged(member, &format!("{path}.{name}"), found);
            }
        }
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                tagged(item, &format!("{path}[{n}]"), found);
            }
        }
        _ => {}
    }
}

#[tokio::test(start_paused = true)]
async fn a_plan_without_changes_and_an_apply_stay_within_their_calls() {
    let desk = Desk::new(Settings::default());
    let center = example("full-contact-center");
    desk.applied(1, &center).await;
    let (reads, writes) = split(&desk);
    // A policy and a lifecycle are read before they are written, as links and levels are.
    assert!(
        reads <= 28 + 2 * center.buckets.len(),
        "apply: {reads} reads beside {writes} writes: {:#?}",
        desk.calls()
    );
    desk.reset_calls();
    desk.plan(&center).await.unwrap();
    let (reads, writes) = split(&desk);
    // One list for each user of whom proficiencies are declared, and for hours with overrides.
    let proficient = center.users.iter();
    let proficient = proficient.filter(|user| user.spec.proficiencies.is_some());
    let hours = center.hours_of_operation.iter();
    let with_overrides = hours.filter(|hours| hours.spec.overrides.is_some());
    let most = 36
        + with_overrides.count()
        + center.queues.len()
        + 2 * center.routing_profiles.len()
        + center.security_profiles.len()
        + center.users.len()
        + proficient.count()
        + center.phone_numbers.len()
        // The log group and its tags, origins, keys; addresses are found, and each is described.
        + 5
        + center.email_addresses.len()
        + center.storage.len()
        + 6 * center.buckets.len();
    assert_eq!(writes, 0);
    assert!(
        reads <= most,
        "plan: {reads} reads, at most {most}: {:#?}",
        desk.calls()
    );
}

/// How many calls only read, and how many were meant to change something.
fn split(desk: &Desk) -> (usize, usize) {
    let writes: u64 = desk.writes().into_values().sum();
    let all: u64 = desk.calls().into_values().map(|calls| calls.calls).sum();
    let count = |calls: u64| usize::try_from(calls).unwrap();
    (count(all - writes), count(writes))
}

#[tokio::test(start_paused = true)]
async fn more_links_than_one_call_takes_are_sent_in_batches() {
    let desk = Desk::new(Settings {
        quotas: aws_sim::Quotas::None,
        ..Settings::default()
    });
    let links: Vec<_> = (0..120).map(|n| format!("q{n:03}")).collect();
    let entries: Vec<_> = links
        .iter()
        .map(|key| format!("  {key}: {{ type: PHONE_NUMBER, phone_number: '+441632960123' }}"))
        .collect();
    let queues: Vec<_> = (0..23)
        .map(|n| format!("  - {{ name: Q{n:02}, hours: Basic Hours }}"))
        .collect();
    let pairs: Vec<_> = (0..23)
        .map(|n| format!("      - {{ channel: VOICE, queue: Q{n:02} }}"))
        .collect();
    let text = format!(
        "instance: {{ alias: batches }}\nquick_connects:\n{}\nqueues:\n  - {{ name: Big, hours: Basic Hours, quick_connects: [{}] }}\n{}\nrouting_profiles:\n  - name: Wide\n    default_outbound_queue: Big\n    media_concurrencies: [{{ channel: VOICE, concurrency: 1 }}]\n    queue_configs:\n{}\n",
        entries.join("\n"),
        links.join(", "),
        queues.join("\n"),
        pairs.join("\n"),
    );
    let center = spec(&text);
    desk.applied(1, &center).await;
    let again = desk.plan(&center).await.unwrap();
    assert!(again.is_empty(), "{again}");
    assert_eq!(desk.calls()["connect.AssociateQueueQuickConnects"].calls, 3);
    assert_eq!(
        desk.calls()["connect.AssociateRoutingProfileQueues"].calls,
        2
    );
}
