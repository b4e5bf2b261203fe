//! Plans of the samples against an account without the instance.

use connect_provision::{Verb, plan};
use expect_test::expect_file;

use crate::sample::{example, nothing, spec};

const RING: &str = "
instance: { alias: ring }
hours_of_operation:
  - name: Always
    time_zone: Europe/London
    config: [{ day: MONDAY, start: '00:00', end: '00:00' }]
queues:
  - { name: Care, hours: Always, quick_connects: [care], outbound_caller: { name: Care, flow: Whisper } }
quick_connects:
  care: { type: QUEUE, queue: Care, flow: To Care }
contact_flows:
  - name: To Care
    type: QUEUE_TRANSFER
    content: >-
      {\"Version\": \"2019-10-30\", \"StartAction\": \"a\", \"Actions\": [{\"Identifier\": \"a\",
      \"Type\": \"UpdateContactTargetQueue\", \"Parameters\": {\"QueueId\": \"ref://queue/Care\"},
      \"Transitions\": {\"NextAction\": \"b\", \"Errors\": [{\"NextAction\": \"b\", \"ErrorType\": \"NoMatchingError\"}]}},
      {\"Identifier\": \"b\", \"Type\": \"DisconnectParticipant\", \"Parameters\": {}, \"Transitions\": {}}]}
  - name: Whisper
    type: OUTBOUND_WHISPER
    content: '{\"Version\": \"2019-10-30\", \"StartAction\": \"a\", \"Actions\": [{\"Identifier\": \"a\", \"Type\": \"EndFlowExecution\", \"Parameters\": {}, \"Transitions\": {}}]}'
";

#[test]
fn the_plan_of_every_sample_reads_as_recorded() {
    for name in [
        "basic-instance",
        "uk-region",
        "lex-lambda-integration",
        "full-contact-center",
    ] {
        let center = example(name);
        let blueprint = plan(&center, &nothing(&center)).unwrap();
        let path = format!(
            "{}/tests/golden/{name}.plan.txt",
            env!("CARGO_MANIFEST_DIR")
        );
        expect_file![path].assert_eq(&blueprint.to_string());
        let json = serde_json::to_string_pretty(&blueprint).unwrap() + "\n";
        let path = format!(
            "{}/tests/golden/{name}.plan.json",
            env!("CARGO_MANIFEST_DIR")
        );
        expect_file![path].assert_eq(&json);
    }
}

#[test]
fn a_ring_comes_up_in_one_plan_with_the_fewest_aspects_left_for_later() {
    let center = spec(RING);
    let blueprint = plan(&center, &nothing(&center)).unwrap();
    let completing: Vec<_> = blueprint
        .steps
        .steps()
        .iter()
        .filter(|step| step.action.verb == Verb::Mend && !step.id.as_str().starts_with("instance/"))
        .map(|step| step.id.as_str())
        .collect();
    assert_eq!(completing, ["queue/Care/quick-connects"]);
}

#[test]
fn equal_declarations_have_equal_digests_and_others_have_not() {
    let digest = |text: &str| {
        let center = spec(text);
        plan(&center, &nothing(&center)).unwrap().digest()
    };
    assert_eq!(digest(RING), digest(RING));
    assert_eq!(digest(RING).len(), 64);
    assert_ne!(digest(RING), digest(&RING.replace("MONDAY", "TUESDAY")));
}

#[test]
fn no_plan_of_a_managed_user_carries_a_password() {
    let center = example("full-contact-center");
    let json = serde_json::to_string(&plan(&center, &nothing(&center)).unwrap()).unwrap();
    assert!(json.contains("ref://secret/trunkline/"));
    assert!(!json.to_lowercase().contains("password\":\""));
}
