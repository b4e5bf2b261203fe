//! A large instance as auditors meet one.

use std::{collections::BTreeMap, fmt::Write as _};

use connect_model::spec::ContactCenter;

use crate::samples::loaded;

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

/// A centre with so many users, a fifth as many queues and flows, and a tenth of those as routing profiles.
/// It keeps recordings, transcripts and reports.
pub fn staffed(users: usize) -> ContactCenter {
    let (queues, flows) = (users / 5, users / 5);
    let mut text = "
instance: { alias: staffed, identity_management: SAML, contact_flow_logs: true }
buckets:
  - { name: staffed-conversations, versioning: true, expire_days: 400 }
  - { name: staffed-reports, expire_days: 90 }
storage:
  call_recordings: { bucket: staffed-conversations, prefix: calls }
  chat_transcripts: { bucket: staffed-conversations, prefix: chats }
  scheduled_reports: { bucket: staffed-reports, prefix: reports }
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
    for n in 0..queues {
        writeln!(
            text,
            "  - {{ name: Q{n:03}, hours: Day, max_contacts: 20 }}"
        )
        .unwrap();
    }
    text.push_str("routing_profiles:\n");
    for n in 0..queues / 10 {
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
    for n in 0..users {
        writeln!(
            text,
            "  - {{ username: agent-{n:03}, first_name: Ada, last_name: Agent, routing_profile: \
             R{}, security_profiles: [Adviser] }}",
            n % (queues / 10)
        )
        .unwrap();
    }
    text.push_str("contact_flows:\n");
    for n in 0..flows {
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
