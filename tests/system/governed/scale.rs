//! How many calls an assessment of a large instance takes.

use std::{collections::BTreeMap, fmt::Write as _};

use aws_sim::{Quotas, Rate, SearchContent, Settings};
use connect_governance::AssessOptions;
use connect_model::spec::ContactCenter;
use system_tests::{Desk, loaded};

use super::estate::Estate;

const USERS: usize = 500;
const QUEUES: usize = 100;
const FLOWS: usize = 100;
/// As many as the issue of an auditor allows.
const CALLS_MAX: u64 = 150;

/// What every flow does.
const FLOW: &str = r#"{
  "Version": "2019-10-30",
  "StartAction": "Log",
  "Metadata": {},
  "Actions": [
    { "Identifier": "Log", "Type": "UpdateFlowLoggingBehavior",
      "Parameters": { "FlowLoggingBehavior": "Enabled" }, "Transitions": { "NextAction": "End" } },
    { "Identifier": "End", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {} }
  ]
}"#;

/// A centre of that size, that keeps recordings, transcripts and reports.
fn center() -> ContactCenter {
    let mut text = "
instance: { alias: large, identity_management: SAML, contact_flow_logs: true }
buckets:
  - { name: large-conversations, versioning: true, expire_days: 400 }
  - { name: large-reports, expire_days: 90 }
storage:
  call_recordings: { bucket: large-conversations, prefix: calls }
  chat_transcripts: { bucket: large-conversations, prefix: chats }
  scheduled_reports: { bucket: large-reports, prefix: reports }
phone_numbers:
  main: { country: GB, type: DID, flow: F000 }
hours_of_operation:
  - name: Day
    time_zone: Europe/London
    config: [{ day: MONDAY, start: '09:00', end: '17:00' }]
security_profiles:
  - { name: Adviser, permissions: [BasicAgentAccess] }
  - { name: Leader, permissions: [BasicAgentAccess, AccessMetrics] }
queues:
"
    .to_owned();
    for n in 0..QUEUES {
        writeln!(
            text,
            "  - {{ name: Q{n:03}, hours: Day, max_contacts: 20 }}"
        )
        .unwrap();
    }
    text.push_str("routing_profiles:\n");
    for n in 0..QUEUES / 10 {
        let queues: Vec<_> = (0..10)
            .map(|k| format!("{{ channel: VOICE, queue: Q{:03} }}", 10 * n + k))
            .collect();
        writeln!(
            text,
            "  - {{ name: R{n}, default_outbound_queue: Q{:03}, media_concurrencies: \
             [{{ channel: VOICE, concurrency: 1 }}], queue_configs: [{}] }}",
            10 * n,
            queues.join(", ")
        )
        .unwrap();
    }
    text.push_str("users:\n");
    for n in 0..USERS {
        writeln!(
            text,
            "  - {{ username: agent-{n:03}, first_name: Ada, last_name: Agent, routing_profile: \
             R{}, security_profiles: [Adviser] }}",
            n % 10
        )
        .unwrap();
    }
    text.push_str("contact_flows:\n");
    for n in 0..FLOWS {
        writeln!(
            text,
            "  - {{ name: F{n:03}, type: CONTACT_FLOW, file: flow.json }}"
        )
        .unwrap();
    }
    let files = [("flow.json", FLOW.to_owned()), ("spec.yaml", text)];
    let files = files.map(|(name, text)| (name.to_owned(), text.into_bytes()));
    loaded("spec.yaml", BTreeMap::from(files))
}

async fn calls(search_content: SearchContent) -> u64 {
    let desk = Desk::new(Settings {
        rate: Rate::None,
        quotas: Quotas::None,
        search_content,
        ..Settings::default()
    });
    let estate = Estate::of(desk, &center()).await;
    estate.desk.reset_calls();
    let assessment = estate.assessed(&AssessOptions::default()).await;
    let unjudged = &assessment.unjudged;
    assert!(
        unjudged.iter().all(|it| it.rule == "number-idle"),
        "{unjudged:?}"
    );
    let calls = estate.desk.calls();
    let told: u64 = calls.values().map(|it| it.calls).sum();

    told
}

#[tokio::test(start_paused = true)]
async fn a_large_instance_is_assessed_with_150_calls() {
    let calls = calls(SearchContent::Given).await;
    assert!(calls <= CALLS_MAX, "{calls}");
}

#[tokio::test(start_paused = true)]
async fn flows_whose_content_a_search_keeps_back_cost_one_call_each() {
    let (given, withheld) = (
        calls(SearchContent::Given).await,
        calls(SearchContent::Withheld).await,
    );
    let flows = u64::try_from(FLOWS).unwrap();
    assert!(withheld <= given + flows, "{withheld} against {given}");
}
