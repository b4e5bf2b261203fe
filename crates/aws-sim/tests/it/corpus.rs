//! Flows that people have published, as far as a collection of them is at hand.
//!
//! The collection is not part of the repository. Where no folder `shared` above it has one, there
//! is nothing to be tried, and the test says so.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use aws_sdk_connect::types::{ContactFlowStatus, ContactFlowType, LexBot, LexV2Bot};
use aws_sim::{Quotas, Settings};
use serde_json::{Value, json};

use crate::{center::Center, desk::unthrottled};

const FUNCTION: &str = "arn:aws:lambda:eu-west-2:111111111111:function:lookup";
const BOT: &str = "arn:aws:lex:eu-west-2:111111111111:bot-alias/ABCDEFGHIJ/TSTALIASID";

/// What cannot have been published as a flow of any type or as a module: all of one project, whose
/// flows name a type of action that there is not, or end with a message.
const BROKEN: &[&str] = &[
    "godwillcho__amazon-connect-flows-cdk/sales_hold_flow.json",
    "godwillcho__amazon-connect-flows-cdk/sales_main_flow.json",
    "godwillcho__amazon-connect-flows-cdk/sales_transfer_flow.json",
    "godwillcho__amazon-connect-flows-cdk/support_hold_flow.json",
    "godwillcho__amazon-connect-flows-cdk/support_main_flow.json",
    "godwillcho__amazon-connect-flows-cdk/support_transfer_flow.json",
];

/// The value of each kind of reference that the instance has something for.
type Known = BTreeMap<&'static str, Value>;

fn collection() -> Option<PathBuf> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = home
        .ancestors()
        .map(|above| above.join("shared/corpus/flows"));
    folders.into_iter().find(|folder| folder.is_dir())
}

/// File and text of every flow-language document of the collection.
fn raw(folder: &Path) -> Vec<(String, String)> {
    let manifest = fs::read_to_string(folder.join("MANIFEST.tsv")).expect("a manifest");
    let rows = manifest
        .lines()
        .map(|row| row.split('\t').collect::<Vec<_>>());
    let files = rows
        .filter(|row| row[4] == "raw")
        .map(|row| row[0].to_owned());
    let read = |file: String| {
        let text = fs::read_to_string(folder.join(&file)).expect("a file of the manifest");
        (file, text.trim_start_matches('\u{feff}').to_owned())
    };
    files.map(read).collect()
}

/// An instance with one thing of every kind that flows refer to.
async fn known(center: &Center) -> Known {
    let (connect, instance) = (&center.connect, &center.instance);
    let associate = connect.associate_lambda_function().instance_id(instance);
    associate
        .function_arn(FUNCTION)
        .send()
        .await
        .expect("an answer");
    let bot = LexV2Bot::builder().alias_arn(BOT).build();
    let associate = connect.associate_bot().instance_id(instance);
    associate.lex_v2_bot(bot).send().await.expect("an answer");
    let bot = LexBot::builder().name("bot").lex_region("eu-west-2");
    let associate = connect.associate_bot().instance_id(instance);
    associate
        .lex_bot(bot.build().expect("an answer"))
        .send()
        .await
        .expect("an answer");
    let module = connect.create_contact_flow_module().instance_id(instance);
    let module = module.name("Module").content(
        json!({
            "Version": "2019-10-30",
            "StartAction": "end",
            "Actions": [{ "Identifier": "end", "Type": "EndFlowModuleExecution",
                          "Parameters": {}, "Transitions": {} }],
            "Settings": {},
        })
        .to_string(),
    );
    let module = module
        .send()
        .await
        .expect("an answer")
        .id
        .expect("the answer has it");
    let prompts = connect.list_prompts().instance_id(instance);
    let prompts = prompts.send().await.expect("an answer");
    let flow = center.flow("Default customer queue").await;
    BTreeMap::from([
        ("QueueId", json!(center.queue("Queue").await)),
        ("AgentId", json!(center.user("agent").await)),
        ("ContactFlowId", json!(flow)),
        ("EventHooks", json!(flow)),
        ("FlowModuleId", json!(module)),
        ("HoursOfOperationId", json!(center.hours().await)),
        ("PromptId", json!(prompts.prompt_summary_list()[0].id())),
        ("LambdaFunctionARN", json!(FUNCTION)),
        ("LexBot", json!({ "Name": "bot", "Region": "eu-west-2" })),
        ("LexV2Bot", json!({ "AliasArn": BOT })),
        ("ViewResource", json!({ "Id": "form" })),
    ])
}

/// Puts what the instance has in the place of what the parameters refer to, drafts' empty texts too.
fn map(known: &Known, parameters: &mut Value) {
    match parameters {
        Value::Object(members) => {
            members.remove("CallerId");
            for (name, value) in members {
                let is_dynamic = value.as_str().is_some_and(|text| text.starts_with('$'));
                match known.get(name.as_str()) {
                    Some(_) if is_dynamic => {}
                    Some(flow) if name == "EventHooks" => {
                        for hook in value.as_object_mut().into_iter().flatten() {
                            *hook.1 = flow.clone();
                        }
                    }
                    Some(mapped) => *value = mapped.clone(),
                    None => map(known, value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| map(known, item)),
        _ => {}
    }
}

/// Whether the content is published as a flow of some type, or as a module.
async fn is_published(center: &Center, name: &str, content: &str) -> bool {
    for kind in ContactFlowType::values() {
        let create = center.connect.create_contact_flow();
        let create = create.instance_id(&center.instance).name(name);
        let create = create.r#type((*kind).into()).content(content);
        if create.send().await.is_ok() {
            return true;
        }
    }
    let create = center.connect.create_contact_flow_module();
    let create = create.instance_id(&center.instance).name(name);
    let returns = content.contains("EndFlowModuleExecution");
    returns && create.content(content).send().await.is_ok()
}

#[tokio::test(start_paused = true)]
async fn flows_that_people_use_are_saved_and_with_references_mapped_published() {
    let Some(folder) = collection() else {
        println!("No collection of flows is at hand: nothing was tried.");
        return;
    };
    let center = Center::new(Settings {
        quotas: Quotas::None,
        ..unthrottled()
    })
    .await;
    let known = known(&center).await;
    let files = raw(&folder);
    assert!(files.len() > 90, "{} flows", files.len());
    let mut broken = Vec::new();
    for (file, text) in &files {
        let save = center.connect.create_contact_flow();
        let save = save
            .instance_id(&center.instance)
            .name(format!("{file}, saved"));
        let save = save.r#type(ContactFlowType::ContactFlow).content(text);
        let saved = save.status(ContactFlowStatus::Saved).send().await;
        assert!(saved.is_ok(), "{file}: {saved:?}");
        let Ok(mut content) = serde_json::from_str::<Value>(text) else {
            broken.push(file.as_str());
            continue;
        };
        for action in content["Actions"].as_array_mut().into_iter().flatten() {
            map(&known, &mut action["Parameters"]);
        }
        if !is_published(&center, file, &content.to_string()).await {
            broken.push(file);
        }
    }
    assert_eq!(broken, BROKEN);
}
