//! Old exports of the console, converted, before the checks of the service.

use std::{collections::BTreeMap, fs, io::Write as _, path::Path};

use aws_sim::Settings;
use connect_model::{Fault, InstanceId, Tags};
use connect_resources::{Named, Ports, flow::FlowDraft, lex::Bot};
use flow_language::{
    Document, RefKind,
    legacy::{Conversion, convert, read},
};
use system_tests::{Desk, spec};

/// One thing of each kind that old exports name.
const CENTER: &str = "
instance: { alias: museum }
hours_of_operation:
  - { name: Day, time_zone: Europe/London, config: [{ day: MONDAY, start: '09:00', end: '17:00' }] }
queues:
  - { name: Any, hours: Day }
routing_profiles:
  - name: Any
    default_outbound_queue: Any
    media_concurrencies: [{ channel: VOICE, concurrency: 1 }]
    queue_configs: [{ channel: VOICE, queue: Any }]
users:
  - { username: any, email: any@example.com, first_name: Ada, last_name: Agent, routing_profile: Any, security_profiles: [Agent] }
lambda_functions:
  any: 'arn:aws:lambda:eu-west-2:111111111111:function:any'
lex_bots:
  - { name: Any, alias: live }
  - { name: Old, region: eu-west-2 }
";

/// What stands for every reference of a kind.
struct Stand(BTreeMap<RefKind, String>);

// === impl Stand ===

impl Stand {
    async fn of(ports: &Ports, instance: &InstanceId) -> Self {
        let first = |named: Vec<Named>| named.into_iter().next().unwrap().known.arn;
        let v2 = |bot: Bot| match bot {
            Bot::V2 { alias_arn } => Some(alias_arn),
            Bot::V1 { .. } => None,
        };
        let bots = ports.lex.list(instance, false).await.unwrap();
        let functions = ports.lambda.list(instance).await.unwrap();
        Self(BTreeMap::from([
            (
                RefKind::Queue,
                first(ports.queue.list(instance).await.unwrap()),
            ),
            (
                RefKind::User,
                first(ports.user.list(instance).await.unwrap()),
            ),
            (
                RefKind::Hours,
                first(ports.hours.list(instance).await.unwrap()),
            ),
            (
                RefKind::Prompt,
                first(ports.prompt.list(instance).await.unwrap()),
            ),
            (
                RefKind::Flow,
                first(ports.flow.list(instance).await.unwrap()),
            ),
            (RefKind::Lambda, functions.into_iter().next().unwrap()),
            (RefKind::Lex, bots.into_iter().find_map(v2).unwrap()),
            (RefKind::LexV1, "Old".to_owned()),
        ]))
    }

    fn bind(&self, document: &Document) -> Document {
        document.replace(&|kind, _| self.0.get(&kind).cloned())
    }
}

/// Every old export of the corpus, which lies beside the repository and is no part of it; nothing where
/// there is none.
fn old_exports() -> Option<Vec<(String, String)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/flows");
    let Ok(manifest) = fs::read_to_string(folder.join("MANIFEST.tsv")) else {
        // Past the capture of the test runner: a test that checked nothing must not look green.
        let message = "skipped: the flow corpus (../shared/corpus/flows) not found\n";
        std::io::stderr().write_all(message.as_bytes()).unwrap();
        return None;
    };
    let rows = manifest.lines().map(|row| row.split('\t').collect());
    let old = rows.filter(|row: &Vec<&str>| row[4] == "legacy");
    let read = old.map(|row| {
        let text = fs::read_to_string(folder.join(row[0])).unwrap();
        (row[0].to_owned(), text)
    });
    Some(read.collect())
}

/// What the service says of a converted flow when it is made.
async fn published(
    ports: &Ports,
    instance: &InstanceId,
    name: &str,
    conversion: &Conversion,
    document: &Document,
) -> Result<(), Fault> {
    let draft = FlowDraft {
        name: name.to_owned(),
        r#type: conversion.flow_type.unwrap().to_string(),
        description: None,
        content: document.to_json(),
        saved: false,
    };
    let made = ports.flow.create(instance, &draft, &Tags::new()).await;
    made.map(|_| ())
}

/// Whether a gap that keeps the flow from being published is about the action of the problem.
fn is_listed(conversion: &Conversion, problem: &str) -> bool {
    let index = problem.split_once("Actions[").map(|(_, rest)| rest);
    let index = index.and_then(|rest| rest.split_once(']')?.0.parse().ok());
    let mut actions = conversion.document.actions();
    let action = index.and_then(|index: usize| actions.nth(index));
    let action = action.map_or("", |action| action.identifier());
    let mut gaps = conversion.gaps.iter();
    gaps.any(|gap| gap.blocks_publishing && gap.action == action)
}

#[tokio::test(start_paused = true)]
async fn every_old_export_is_published_once_converted_or_its_gaps_say_why_not() {
    let Some(old) = old_exports() else { return };
    assert!(!old.is_empty(), "the manifest names no old export");
    let desk = Desk::new(Settings::default());
    desk.make_lex_alias("Any", "live").await;
    desk.applied(1, &spec(CENTER)).await;
    let ports = desk.ports().await;
    let instance = desk.instance("museum").await;
    let stand = Stand::of(&ports, &instance).await;
    let (mut unlisted, mut accepted) = (Vec::new(), 0);
    for (file, text) in &old {
        let conversion = convert(&read(text).unwrap());
        let document = stand.bind(&conversion.document);
        let name = file.rsplit('/').next().unwrap();
        match published(&ports, &instance, name, &conversion, &document).await {
            Ok(()) => accepted += 1,
            Err(fault) => {
                assert!(!fault.problems.is_empty(), "{file}: {fault:?}");
                let problems = fault.problems.iter();
                let problems = problems.filter(|problem| !is_listed(&conversion, problem));
                unlisted.extend(problems.map(|problem| format!("{file}: {problem}")));
            }
        }
    }
    assert_eq!(unlisted, Vec::<String>::new());
    // Most name nothing but what an instance can have.
    assert!(accepted * 2 > old.len(), "{accepted}");
}
