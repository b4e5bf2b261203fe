//! Modules, prompts and overrides over several applies.

use aws_sim::Settings;
use connect_provision::{DestroyOptions, Verb};
use reconcile::StepId;
use serde_json::{Value, json};
use system_tests::{Desk, census, spec};

const MODULE: &str = r#"
instance: { alias: contents, contact_flow_logs: false }
contact_flow_modules:
  - name: Greet
    status: STATUS
    settings: { input: { schema: { type: object, properties: { PROPERTY: { type: string } }, required: [PROPERTY] } } }
    content: >-
      {"Version": "2019-10-30", "StartAction": "end", "Actions": [
      {"Identifier": "end", "Type": "EndFlowModuleExecution", "Parameters": {}, "Transitions": {}}],
      "Settings": {"InputParameters": [], "OutputParameters": [], "Transitions": []}}
"#;

const CALLER: &str = r#"
contact_flows:
  - name: Aardvark
    type: CONTACT_FLOW
    content: >-
      {"Version": "2019-10-30", "StartAction": "greet", "Actions": [
      {"Identifier": "greet", "Type": "InvokeFlowModule",
      "Parameters": {"FlowModuleId": "ref://module/Greet", "Input": {"PROPERTY": "$.Channel"}},
      "Transitions": {"NextAction": "end", "Errors": [{"NextAction": "end", "ErrorType": "NoMatchingError"}]}},
      {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}]}
"#;

fn steps(plan: &connect_provision::Blueprint) -> Vec<&str> {
    let steps = plan.steps.steps().iter();
    steps.map(|step| step.id.as_str()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_module_that_is_only_saved_is_published_when_the_spec_says_so() {
    let desk = Desk::new(Settings::default());
    let of = |status| spec(&MODULE.replace("STATUS", status));
    let (saved, published) = (of("SAVED"), of("PUBLISHED"));
    let report = desk.applied(1, &saved).await;
    let made = report.blueprint.steps.steps().iter();
    let made: Vec<_> = made.map(|step| step.id.as_str()).collect();
    // AWS publishes whatever a module is made with, so it is made as the smallest one.
    assert!(made.ends_with(&["module/Greet/create", "module/Greet/content"]));
    assert!(desk.plan(&saved).await.unwrap().is_empty());
    let plan = desk.plan(&published).await.unwrap();
    assert_eq!(steps(&plan), ["module/Greet/content"], "{plan}");
    desk.applied(2, &published).await;
    assert!(desk.plan(&published).await.unwrap().is_empty());
    assert!(
        desk.plan(&saved).await.unwrap().is_empty(),
        "what is published stays so"
    );
}

#[tokio::test(start_paused = true)]
async fn a_contract_changes_before_those_who_keep_to_it() {
    let desk = Desk::new(Settings::default());
    let of = |property| {
        let text = format!("{MODULE}{CALLER}").replace("STATUS", "PUBLISHED");
        spec(&text.replace("PROPERTY", property))
    };
    desk.applied(1, &of("name")).await;
    let plan = desk.plan(&of("title")).await.unwrap();
    let caller = plan.steps.steps().iter();
    let caller = caller
        .filter(|step| step.id.as_str() == "flow/Aardvark/content")
        .flat_map(|step| step.needs.iter().map(StepId::as_str));
    assert_eq!(
        caller.collect::<Vec<_>>(),
        ["module/Greet/content"],
        "{plan}"
    );
    desk.applied(2, &of("title")).await;
    assert!(desk.plan(&of("title")).await.unwrap().is_empty());
}

#[tokio::test(start_paused = true)]
async fn modules_that_call_each_other_and_flows_that_call_them_come_up_in_one_go() {
    let desk = Desk::new(Settings::default());
    let calls = |name: &str, other: &str| {
        format!(
            r#"
  - name: {name}
    content: >-
      {{"Version": "2019-10-30", "StartAction": "go", "Actions": [
      {{"Identifier": "go", "Type": "InvokeFlowModule", "Parameters": {{"FlowModuleId": "ref://module/{other}"}},
      "Transitions": {{"NextAction": "end", "Errors": [{{"NextAction": "end", "ErrorType": "NoMatchingError"}}]}}}},
      {{"Identifier": "end", "Type": "EndFlowModuleExecution", "Parameters": {{}}, "Transitions": {{}}}}],
      "Settings": {{"InputParameters": [], "OutputParameters": [], "Transitions": []}}}}"#
        )
    };
    let text = format!(
        "instance: {{ alias: contents, contact_flow_logs: false }}\ncontact_flow_modules:{}{}\n{}",
        calls("Ping", "Pong"),
        calls("Pong", "Ping"),
        CALLER.replace("module/Greet", "module/Ping"),
    );
    let center = spec(&text);
    desk.applied(1, &center).await;
    assert!(desk.plan(&center).await.unwrap().is_empty());
    // Both change, and each names the other: neither can go first.
    let changed = spec(&text.replace("\"end\"", "\"finish\""));
    let report = desk.applied(2, &changed).await;
    assert_eq!(report.blueprint.counts().update, 3, "{}", report.blueprint);
    assert!(desk.plan(&changed).await.unwrap().is_empty());
    let keep = DestroyOptions {
        keep_instance: true,
        keep_numbers: false,
        delete_data: false,
    };
    desk.destroyed(&center, keep).await;
    let left = desk.plan(&center).await.unwrap();
    assert_eq!(left.counts().create, 3, "{left}");
}

const PROMPT: &str = "
instance: { alias: contents, contact_flow_logs: false }
prompts:
  - { name: Chime, file: FILE }
";

/// Every object of S3, by its key.
fn objects(desk: &Desk) -> Vec<String> {
    let state = desk.state();
    let buckets = &state["world"]["s3"]["buckets"];
    let bucket = &buckets["trunkline-111111111111-eu-west-2"];
    let objects = bucket["keys"].as_object();
    let keys = objects.into_iter().flatten().map(|(key, _)| key.clone());
    keys.collect()
}

#[tokio::test(start_paused = true)]
async fn a_recording_is_known_by_its_digest_and_uploaded_once() {
    let desk = Desk::new(Settings::default());
    let of = |file| spec(&PROMPT.replace("FILE", file));
    desk.applied(1, &of("chime.wav")).await;
    assert_eq!(objects(&desk).len(), 1, "{}", desk.state()["world"]["s3"]);
    desk.reset_calls();
    assert!(desk.plan(&of("chime.wav")).await.unwrap().is_empty());
    let calls = desk.calls();
    assert!(
        calls.keys().all(|name| !name.starts_with("s3.")),
        "{calls:?}"
    );
    let plan = desk.plan(&of("gong.wav")).await.unwrap();
    assert_eq!(steps(&plan), ["prompt/Chime/audio"], "{plan}");
    let text = serde_json::to_string(&plan).unwrap();
    assert!(
        text.contains("sha256:") && !text.contains("RIFF"),
        "a plan has no recordings: {text}"
    );
    desk.applied(2, &of("gong.wav")).await;
    assert!(desk.plan(&of("gong.wav")).await.unwrap().is_empty());
    assert_eq!(objects(&desk).len(), 2);
    assert!(!desk.calls().contains_key("s3.CreateBucket"));
}

#[tokio::test(start_paused = true)]
async fn a_bucket_that_is_named_is_not_made() {
    let desk = Desk::new(Settings::default());
    let text = PROMPT.replace("FILE", "chime.wav, bucket: harbour-home");
    let report = desk.apply(1, &spec(&text)).await.unwrap();
    let setbacks: Vec<_> = report.run.setbacks().collect();
    assert_eq!(setbacks.len(), 1, "{setbacks:#?}");
    assert_eq!(setbacks[0].1.reason, "NoSuchBucket");
    assert_eq!(desk.state()["world"]["s3"]["buckets"], json!({}));
}

#[tokio::test(start_paused = true)]
async fn a_prompt_goes_and_what_was_uploaded_for_it_stays() {
    let desk = Desk::new(Settings::default());
    let center = spec(&PROMPT.replace("FILE", "chime.wav"));
    desk.applied(1, &center).await;
    let keep = DestroyOptions {
        keep_instance: true,
        keep_numbers: false,
        delete_data: false,
    };
    let report = desk.destroyed(&center, keep).await;
    let removed = report.blueprint.steps.steps().iter();
    let removed: Vec<_> = removed.map(|step| step.id.as_str()).collect();
    assert_eq!(removed, ["prompt/Chime/delete"], "built-in ones stay");
    assert_eq!(objects(&desk).len(), 1);
}

const HOURS: &str = "
instance: { alias: contents, contact_flow_logs: false }
hours_of_operation:
  - name: Day
    time_zone: Europe/London
    config: [{ day: MONDAY, start: '09:00', end: '17:00' }]
";

fn overrides(names: &[&str]) -> String {
    let one = |name: &&str| format!("\n      - {{ name: {name}, effective_from: 2026-12-25 }}");
    let all: String = names.iter().map(one).collect();
    format!(
        "{HOURS}    overrides:{all}{}",
        if all.is_empty() { " []\n" } else { "\n" }
    )
}

/// The names of all overrides that there are.
fn names(state: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(state, &mut found);
    found.sort();
    found
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            let is_override = members.contains_key("from") && members.contains_key("till");
            let name = members.get("name").filter(|_| is_override);
            found.extend(name.and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|member| collect(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

#[tokio::test(start_paused = true)]
async fn overrides_are_asked_for_and_removed_only_where_they_are_declared() {
    let desk = Desk::new(Settings::default());
    let three = spec(&overrides(&["Christmas", "Easter", "Harvest"]));
    let report = desk.applied(1, &three).await;
    let made = report.blueprint.steps.steps().iter();
    let made: Vec<_> = made.map(|step| step.id.as_str()).collect();
    assert!(
        made.ends_with(&["hours/Day/create", "hours/Day/overrides"]),
        "{made:?}"
    );
    assert_eq!(names(&desk.state()), ["Christmas", "Easter", "Harvest"]);
    desk.reset_calls();
    assert!(desk.plan(&spec(HOURS)).await.unwrap().is_empty());
    let calls = desk.calls();
    assert!(!calls.contains_key("connect.ListHoursOfOperationOverrides"));

    let two = spec(&overrides(&["Harvest", "New Year"]));
    let plan = desk.plan(&two).await.unwrap();
    assert_eq!(steps(&plan), ["hours/Day/overrides"], "{plan}");
    assert_eq!(plan.steps.steps()[0].action.verb, Verb::Mend);
    let calls = desk.calls();
    assert_eq!(
        calls["connect.ListHoursOfOperationOverrides"].calls, 1,
        "one list for one declared"
    );
    desk.applied(2, &two).await;
    assert_eq!(names(&desk.state()), ["Harvest", "New Year"]);
    assert!(desk.plan(&two).await.unwrap().is_empty());
    desk.applied(3, &spec(&overrides(&[]))).await;
    assert!(names(&desk.state()).is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_centre_of_contents_leaves_nothing_in_the_instance() {
    let desk = Desk::new(Settings::default());
    let bare = spec("instance: { alias: contents, contact_flow_logs: false }\n");
    desk.applied(1, &bare).await;
    let before = census(&desk.state());
    let all = format!(
        "{}{}{}",
        overrides(&["Christmas"]),
        MODULE.replace("STATUS", "PUBLISHED").replace(
            "instance: { alias: contents, contact_flow_logs: false }\n",
            ""
        ),
        PROMPT.replace("FILE", "chime.wav").replace(
            "instance: { alias: contents, contact_flow_logs: false }\n",
            ""
        ),
    );
    let center = spec(&all.replace("PROPERTY", "name"));
    desk.applied(2, &center).await;
    assert_ne!(census(&desk.state()), before);
    let keep = DestroyOptions {
        keep_instance: true,
        keep_numbers: false,
        delete_data: false,
    };
    desk.applied(3, &bare).await;
    let report = desk.destroyed(&center, keep).await;
    assert_eq!(
        report.blueprint.steps.steps().len(),
        3,
        "{}",
        report.blueprint
    );
    assert_eq!(census(&desk.state()), before);
}
