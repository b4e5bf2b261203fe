//! What becomes of things over several applies: drafts, renames, what is kept when the rest goes.

use aws_sim::{Quotas, Settings};
use connect_model::{Fault, InstanceId};
use connect_provision::{DestroyOptions, Error};
use connect_resources::KindId;
use reconcile::{Ended, MemoryJournal};
use system_tests::{Desk, spec};

const FLOW: &str = r#"
instance: { alias: lives }
contact_flows:
  - name: Greeting
    type: CONTACT_FLOW
    status: STATUS
    content: >-
      {"Version": "2019-10-30", "StartAction": "end", "Actions": [
      {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}]}
"#;

#[tokio::test(start_paused = true)]
async fn a_draft_is_published_when_the_spec_says_so() {
    let desk = Desk::new(Settings::default());
    let of = |status| spec(&FLOW.replace("STATUS", status));
    let (saved, published) = (of("SAVED"), of("PUBLISHED"));
    desk.applied(1, &saved).await;
    assert!(desk.plan(&saved).await.unwrap().is_empty());
    let plan = desk.plan(&published).await.unwrap();
    let steps: Vec<_> = plan
        .steps
        .steps()
        .iter()
        .map(|step| step.id.as_str())
        .collect();
    assert_eq!(steps, ["flow/Greeting/content"], "{plan}");
    desk.applied(2, &published).await;
    assert!(desk.plan(&published).await.unwrap().is_empty());
    assert!(
        desk.plan(&saved).await.unwrap().is_empty(),
        "what is published stays so"
    );
}

#[tokio::test(start_paused = true)]
async fn a_number_that_is_kept_lets_go_of_the_flow_that_goes() {
    let desk = Desk::new(Settings::default());
    let text = FLOW.replace("STATUS", "PUBLISHED")
        + "phone_numbers:\n  main: { country: GB, type: DID, flow: Greeting }\n";
    let center = spec(&text);
    desk.applied(1, &center).await;
    let keep = DestroyOptions {
        keep_instance: true,
        keep_numbers: true,
        ..DestroyOptions::default()
    };
    let report = desk.destroyed(&center, keep).await;
    assert_eq!(report.outputs.of_kind(KindId::PhoneNumber).count(), 1);
    assert!(
        report
            .outputs
            .of_kind(KindId::Flow)
            .all(|(name, _)| name != "Greeting")
    );
    desk.applied(2, &center).await;
    assert!(desk.plan(&center).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_renamed_thing_is_told_of_by_its_new_name_alone() {
    let desk = Desk::new(Settings {
        quotas: Quotas::None,
        ..Settings::default()
    });
    let queue = "instance: { alias: lives }\nqueues:\n  - { name: NAME, hours: Basic Hours }\n";
    desk.applied(1, &spec(&queue.replace("NAME", "Care"))).await;
    let renamed = spec(&queue.replace("NAME", "Help, was: Care"));
    let report = desk.applied(2, &renamed).await;
    let names: Vec<_> = report
        .outputs
        .of_kind(KindId::Queue)
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["BasicQueue", "Help"]);
}

#[tokio::test(start_paused = true)]
async fn a_number_keeps_its_digits_when_its_key_changes() {
    let desk = Desk::new(Settings::default());
    let text = "instance: { alias: keys }\nphone_numbers:\n  KEY country: GB, type: DID }\n\
                queues:\n  - { name: Care, hours: Basic Hours, outbound_caller: { number: NAME } }\n";
    let of = |key: &str, name: &str| spec(&text.replace("KEY", key).replace("NAME", name));
    desk.applied(1, &of("main: {", "main")).await;
    let numbers = desk.ports().await.phone_number.list().await.unwrap();

    let renamed = of("front: { was: main,", "front");
    let plan = desk.plan(&renamed).await.unwrap();
    let steps: Vec<_> = plan
        .steps
        .steps()
        .iter()
        .map(|step| step.id.as_str())
        .collect();
    assert_eq!(steps, ["phone-number/front/tags"], "{plan}");
    desk.applied(2, &renamed).await;
    for center in [&renamed, &of("front: {", "front")] {
        let plan = desk.plan(center).await.unwrap();
        assert!(plan.is_empty(), "{plan}");
    }
    assert_eq!(
        desk.ports().await.phone_number.list().await.unwrap(),
        numbers
    );
}

/// What outlives its instance: a secret with a first password.
const STAYING: &str = r"
instance: { alias: lives }
users:
  - username: ada
    email: ada@example.com
    first_name: Ada
    last_name: Obi
    routing_profile: Basic Routing Profile
    security_profiles: [Agent]
";

/// What is said where nothing of an alias is there.
async fn nothing_of(desk: &Desk, alias: &str) -> String {
    let journal = MemoryJournal::default();
    match desk.destroy_alias(alias, &journal).await {
        Err(Error::NoInstance { hint, .. }) => hint,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn an_alias_of_which_nothing_is_there_is_not_destroyed_but_told() {
    let desk = Desk::new(Settings::default());
    assert_eq!(nothing_of(&desk, "livse").await, "there is none at all");
    desk.applied(1, &spec(STAYING)).await;
    let hint = nothing_of(&desk, "livse").await;
    assert!(hint.contains("\"lives\""), "{hint}");
    assert!(desk.plan(&spec(STAYING)).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_destroy_that_is_done_may_be_repeated_as_the_same_job_or_with_its_spec() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(STAYING)).await;
    let journal = MemoryJournal::default();
    for _ in 0..2 {
        // The second is how a job goes on that was interrupted just before its end.
        let report = desk.destroy_alias("lives", &journal).await.unwrap();
        assert_eq!(report.run.ended, Ended::Done);
    }
    let again = desk
        .destroyed(&spec(STAYING), DestroyOptions::default())
        .await;
    assert!(again.run.steps.is_empty());
    assert_eq!(nothing_of(&desk, "lives").await, "there is none at all");
}

#[tokio::test(start_paused = true)]
async fn what_outlived_its_instance_is_removed_by_the_alias() -> Result<(), Fault> {
    let desk = Desk::new(Settings::default());
    let report = desk.applied(1, &spec(STAYING)).await;
    let (_, instance) = report.outputs.of_kind(KindId::Instance).next().unwrap();
    let ports = desk.ports().await;
    ports
        .instance
        .delete(&InstanceId::new(&instance.id))
        .await?;
    // AWS goes on with it, and each call takes its time.
    while !ports.instance.list().await?.is_empty() {}
    let left = desk.destroy_alias("lives", &MemoryJournal::default()).await;
    let steps = left.unwrap().run.steps;
    let steps: Vec<_> = steps.iter().map(|(step, _)| step.as_str()).collect();
    assert_eq!(
        steps,
        [
            "secret/trunkline%2Flives%2Fada/delete",
            "log-group/%2Faws%2Fconnect%2Flives/delete"
        ]
    );
    nothing_of(&desk, "lives").await;
    Ok(())
}
