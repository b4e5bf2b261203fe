//! Modules, prompts, overrides of hours.

use connect_model::{HoursId, ModuleId, PromptId};
use connect_resources::{
    Ports,
    hours::{Opening, OverrideDraft, Recurrence, Time},
    module::{ModuleChange, ModuleDraft},
    prompt::{PromptChange, PromptDraft},
};

use super::sent;
use crate::desk::{instance, recording, tags};

pub(super) async fn send_overrides(ports: &Ports) {
    let (port, instance, id) = (&ports.hours, &instance(), HoursId::new("h-1"));
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
            interval: 1,
            by_month: vec![12],
            by_month_day: vec![25, -1],
            by_weekday_occurrence: Vec::new(),
        }),
    };
    let bare = OverrideDraft {
        description: None,
        r#type: "STANDARD".to_owned(),
        config: Vec::new(),
        recurrence: None,
        ..draft.clone()
    };
    sent(port.overrides(instance, &id).await);
    sent(port.create_override(instance, &id, &draft).await);
    sent(port.create_override(instance, &id, &bare).await);
    sent(port.update_override(instance, &id, "o-1", &draft).await);
    sent(port.update_override(instance, &id, "o-1", &bare).await);
    sent(port.delete_override(instance, &id, "o-1").await);
}

pub(super) async fn send_module(ports: &Ports) {
    let (port, instance, id) = (&ports.module, &instance(), ModuleId::new("m-1"));
    let draft = ModuleDraft {
        name: "Greeting".to_owned(),
        description: Some("Says hello".to_owned()),
        content: "{}".to_owned(),
        settings: Some("{}".to_owned()),
        external_invocation: Some(true),
        token: "token-1".to_owned(),
    };
    sent(port.list(instance).await);
    sent(port.search(instance).await);
    sent(port.describe(instance, &id, false).await);
    sent(port.describe(instance, &id, true).await);
    sent(port.create(instance, &draft, &tags(&[("a", "1")])).await);
    let bare = ModuleDraft {
        description: None,
        settings: None,
        external_invocation: None,
        ..draft
    };
    sent(port.create(instance, &bare, &tags(&[])).await);
    let content = |saved| ModuleChange::Content {
        content: "{}".to_owned(),
        settings: Some("{}".to_owned()).filter(|_| saved),
        saved,
    };
    let name = ModuleChange::Name {
        name: "Greeting".to_owned(),
        description: None,
    };
    for change in [name, content(true), content(false)] {
        sent(port.update(instance, &id, &change).await);
    }
    sent(port.delete(instance, &id).await);
}

pub(super) async fn send_prompt(ports: &Ports) {
    let (port, instance, id) = (&ports.prompt, &instance(), PromptId::new("p-1"));
    let draft = PromptDraft {
        name: "Hello.wav".to_owned(),
        description: None,
        uri: "s3://bucket/a.wav".to_owned(),
    };
    sent(port.list(instance).await);
    sent(port.search(instance).await);
    sent(port.describe(instance, &id).await);
    let store = ports.recordings().unwrap();
    sent(store.make_bucket("bucket").await);
    sent(store.upload("bucket", "a.wav", &recording()).await);
    sent(port.create(instance, &draft, &tags(&[("a", "1")])).await);
    let settings = PromptChange::Settings {
        name: "Hello.wav".to_owned(),
        description: Some("Says hello".to_owned()),
    };
    let audio = PromptChange::Audio("s3://bucket/b.wav".to_owned());
    for change in [settings, audio] {
        sent(port.update(instance, &id, &change).await);
    }
    sent(port.delete(instance, &id).await);
}
