//! Modules, prompts, overrides of hours.

use connect_model::{FaultClass, HoursId, ModuleId, PromptId, Tags};
use connect_resources::{
    hours::{HoursDraft, Opening, OverrideDraft, Recurrence, Time},
    module::{ModuleChange, ModuleDraft},
    prompt::{PromptChange, PromptDraft},
};

use super::World;
use crate::desk::{recording, tags};

fn content(text: &str) -> String {
    format!(
        r#"{{"Version": "2019-10-30", "StartAction": "say", "Actions": [
        {{"Identifier": "say", "Type": "MessageParticipant", "Parameters": {{"Text": "{text}"}},
        "Transitions": {{"NextAction": "end", "Errors": [{{"NextAction": "end", "ErrorType": "NoMatchingError"}}]}}}},
        {{"Identifier": "end", "Type": "EndFlowModuleExecution", "Parameters": {{}}, "Transitions": {{}}}}],
        "Settings": {{"InputParameters": [], "OutputParameters": [], "Transitions": []}}}}"#
    )
}

#[tokio::test(start_paused = true)]
async fn a_module_has_a_published_and_a_saved_content_each_with_its_contract() {
    let world = World::new().await;
    let (port, instance) = (&world.ports.module, &world.instance);
    let settings = |name: &str| format!(r#"{{"input":{{"schema":{{"title":"{name}"}}}}}}"#);
    let draft = ModuleDraft {
        name: "Greeting".to_owned(),
        description: Some("Says hello".to_owned()),
        content: content("Hello"),
        settings: Some(settings("first")),
        external_invocation: Some(true),
        token: "token-1".to_owned(),
    };
    let owned = tags(&[("trunkline:center", "uk")]);
    let made = port.create(instance, &draft, &owned).await.unwrap();
    let again = port.create(instance, &draft, &owned).await.unwrap();
    assert_eq!(again, made, "the token makes it the same request");
    let other = ModuleDraft {
        token: "token-2".to_owned(),
        ..draft.clone()
    };
    let taken = port.create(instance, &other, &owned).await.unwrap_err();
    assert_eq!(taken.class, FaultClass::Duplicate);
    let id = ModuleId::new(&made.id);

    let change = ModuleChange::Content {
        content: content("Good day"),
        settings: Some(settings("second")),
        saved: true,
    };
    port.update(instance, &id, &change).await.unwrap();
    let live = port.describe(instance, &id, false).await.unwrap();
    assert_eq!(
        (live.content.as_ref(), live.settings),
        (Some(&draft.content), Some(settings("first")))
    );
    assert!(live.external_invocation && live.tags == owned);
    let saved = port.describe(instance, &id, true).await.unwrap();
    assert_eq!(
        (saved.content, saved.settings),
        (Some(content("Good day")), Some(settings("second")))
    );

    let change = ModuleChange::Name {
        name: "Welcome".to_owned(),
        description: None,
    };
    port.update(instance, &id, &change).await.unwrap();
    let found = port.search(instance).await.unwrap();
    let found = found.iter().find(|record| record.id == id).unwrap();
    assert_eq!(
        (&*found.name, found.description.as_deref()),
        ("Welcome", Some("Says hello"))
    );
    let listed = port.list(instance).await.unwrap();
    assert!(listed.iter().any(|named| named.known == made));

    let broken = ModuleChange::Content {
        content: content("Hello").replace("MessageParticipant", "Sing"),
        settings: None,
        saved: false,
    };
    let refused = port.update(instance, &id, &broken).await.unwrap_err();
    assert_eq!(refused.class, FaultClass::Invalid);
    assert!(!refused.problems.is_empty(), "{refused:?}");
    port.delete(instance, &id).await.unwrap();
    let gone = port.describe(instance, &id, false).await.unwrap_err();
    assert_eq!(gone.class, FaultClass::NotFound);
}

#[tokio::test(start_paused = true)]
async fn a_prompt_is_made_of_a_recording_that_was_uploaded() {
    let world = World::new().await;
    let (port, instance) = (&world.ports.prompt, &world.instance);
    let (bucket, key, recording) = ("trunkline-recordings", "a/b.wav", recording());
    let store = world.ports.recordings().unwrap();
    let missing = store.upload(bucket, key, &recording).await.unwrap_err();
    assert_eq!(missing.class, FaultClass::NotFound, "{missing}");
    store.make_bucket(bucket).await.unwrap();
    store.make_bucket(bucket).await.unwrap();
    store.upload(bucket, key, &recording).await.unwrap();
    store.upload(bucket, key, &recording).await.unwrap();

    let draft = PromptDraft {
        name: "Hello.wav".to_owned(),
        description: None,
        uri: format!("s3://{bucket}/{key}"),
    };
    let owned = tags(&[("trunkline:audio", "sha256:7")]);
    let made = port.create(instance, &draft, &owned).await.unwrap();
    let taken = port.create(instance, &draft, &owned).await.unwrap_err();
    assert_eq!(taken.class, FaultClass::Duplicate);
    let id = PromptId::new(&made.id);
    let change = PromptChange::Settings {
        name: "Welcome.wav".to_owned(),
        description: Some("Says hello".to_owned()),
    };
    port.update(instance, &id, &change).await.unwrap();
    let change = PromptChange::Audio("s3://elsewhere/c.wav".to_owned());
    port.update(instance, &id, &change).await.unwrap();

    let record = port.describe(instance, &id).await.unwrap();
    assert_eq!(
        (&*record.name, record.description.as_deref()),
        ("Welcome.wav", Some("Says hello"))
    );
    assert_eq!(record.tags, owned);
    assert!(port.search(instance).await.unwrap().contains(&record));
    let listed = port.list(instance).await.unwrap();
    let named = listed.iter().find(|named| named.known == made).unwrap();
    assert_eq!(named.modified_ms, record.modified_ms);
    port.delete(instance, &id).await.unwrap();
    let gone = port.describe(instance, &id).await.unwrap_err();
    assert_eq!(gone.class, FaultClass::NotFound);
    world.counts_agree();
}

#[tokio::test(start_paused = true)]
async fn overrides_come_back_as_they_were_written() {
    let world = World::new().await;
    let (port, instance) = (&world.ports.hours, &world.instance);
    let hours = HoursDraft {
        name: "Day".to_owned(),
        description: None,
        time_zone: "Europe/London".to_owned(),
        config: Vec::new(),
    };
    let made = port.create(instance, &hours, &Tags::new()).await.unwrap();
    let id = HoursId::new(made.id);
    let time = |hours| Time { hours, minutes: 30 };
    let draft = OverrideDraft {
        name: "Christmas".to_owned(),
        description: Some("At home".to_owned()),
        r#type: "CLOSED".to_owned(),
        effective_from: "2026-12-25".to_owned(),
        effective_till: "2036-12-26".to_owned(),
        config: vec![Opening {
            day: "FRIDAY".to_owned(),
            start: time(9),
            end: time(17),
        }],
        recurrence: Some(Recurrence {
            frequency: "YEARLY".to_owned(),
            interval: 2,
            by_month: vec![12],
            by_month_day: vec![25, -1],
            by_weekday_occurrence: Vec::new(),
        }),
    };
    assert_eq!(port.overrides(instance, &id).await.unwrap(), []);
    port.create_override(instance, &id, &draft).await.unwrap();
    let taken = port.create_override(instance, &id, &draft).await;
    assert_eq!(taken.unwrap_err().class, FaultClass::Duplicate);
    let record = port.overrides(instance, &id).await.unwrap().remove(0);
    assert_eq!(record.says, draft);

    let less = OverrideDraft {
        description: None,
        r#type: "STANDARD".to_owned(),
        config: Vec::new(),
        recurrence: None,
        ..draft.clone()
    };
    let update = port.update_override(instance, &id, &record.id, &less);
    update.await.unwrap();
    let stays = OverrideDraft {
        description: draft.description,
        recurrence: draft.recurrence,
        ..less
    };
    let listed = port.overrides(instance, &id).await.unwrap();
    assert_eq!(listed[0].says, stays);
    for _ in 0..2 {
        let delete = port.delete_override(instance, &id, &record.id);
        delete.await.unwrap();
    }
    assert_eq!(port.overrides(instance, &id).await.unwrap(), []);
    world.counts_agree();
}
