//! Versions, aliases and contracts of flow modules.

use aws_sdk_connect::{
    operation::create_contact_flow::{
        CreateContactFlowError, builders::CreateContactFlowFluentBuilder,
    },
    types::ContactFlowType,
};
use serde_json::{Value, json};

use crate::{
    center::{Center, DUPLICATE, INVALID_REQUEST, NOT_FOUND, refused},
    desk::unthrottled,
};

/// Content that returns, with text that tells one from another.
fn returning(text: &str) -> String {
    json!({
        "Version": "2019-10-30",
        "StartAction": "end",
        "Metadata": { "text": text },
        "Actions": [{
            "Identifier": "end", "Type": "EndFlowModuleExecution",
            "Parameters": {}, "Transitions": {},
        }],
        "Settings": { "InputParameters": [], "OutputParameters": [], "Transitions": [] },
    })
    .to_string()
}

/// A name goes in, and the contact comes out as found or unknown.
fn contract() -> String {
    json!({
        "input": { "schema": {
            "type": "object",
            "properties": { "name": { "type": "string" }, "age": { "type": "integer" } },
            "required": ["name"],
        } },
        "transitions": { "results": [{ "name": "Found" }, { "name": "Unknown" }] },
    })
    .to_string()
}

/// A flow that calls the module.
fn caller(
    center: &Center,
    name: &str,
    module: &str,
    input: &Value,
    result: &str,
) -> CreateContactFlowFluentBuilder {
    let content = json!({
        "Version": "2019-10-30",
        "StartAction": "call",
        "Actions": [
            { "Identifier": "call", "Type": "InvokeFlowModule",
              "Parameters": { "FlowModuleId": module, "Input": input },
              "Transitions": {
                  "NextAction": "end",
                  "Errors": [{ "ErrorType": "NoMatchingError", "NextAction": "end" }],
                  "Conditions": [{
                      "NextAction": "end",
                      "Condition": { "Operator": "Equals", "Operands": [result] },
                  }],
              } },
            { "Identifier": "end", "Type": "DisconnectParticipant", "Transitions": {} },
        ],
    });
    let create = center.connect.create_contact_flow();
    create
        .instance_id(&center.instance)
        .name(name)
        .r#type(ContactFlowType::ContactFlow)
        .content(content.to_string())
}

async fn problems(create: CreateContactFlowFluentBuilder) -> Vec<String> {
    let error = create
        .send()
        .await
        .expect_err("the flow is refused")
        .into_service_error();
    let CreateContactFlowError::InvalidContactFlowException(error) = error else {
        panic!("{error:?}");
    };
    let problems = error.problems().iter();
    problems
        .map(|problem| problem.message().expect("the answer has it").to_owned())
        .collect()
}

async fn module(center: &Center, settings: &str) -> String {
    let create = center.connect.create_contact_flow_module();
    let create = create.instance_id(&center.instance).name("Find");
    let create = create.content(returning("first")).settings(settings);
    create
        .send()
        .await
        .expect("an answer")
        .id
        .expect("the answer has it")
}

#[tokio::test(start_paused = true)]
async fn a_caller_keeps_to_the_contract_of_the_module() {
    let center = Center::new(unthrottled()).await;
    let module = module(&center, &contract()).await;
    let named = json!({ "name": "$.Attributes.name", "age": 7 });
    let kept = caller(&center, "Kept", &module, &named, "Found");
    kept.send().await.unwrap();

    let broken = json!({ "age": "seven", "height": 1 });
    let broken = caller(&center, "Broken", &module, &broken, "Lost");
    let prefix = "Invalid Action property value. Path: Actions[0]";
    assert_eq!(
        problems(broken).await,
        [
            "Action is missing required property. Path: Actions[0].Parameters.Input.name"
                .to_owned(),
            format!("{prefix}.Parameters.Input.age"),
            format!("{prefix}.Parameters.Input.height"),
            format!("{prefix}.Transitions.Conditions[0].Condition.Operands[0]"),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_version_keeps_content_and_contract_and_an_alias_leads_to_it() {
    let center = Center::new(unthrottled()).await;
    let (connect, instance) = (&center.connect, &center.instance);
    let module = module(&center, &contract()).await;
    let make = connect.create_contact_flow_module_version();
    let make = make.instance_id(instance).contact_flow_module_id(&module);
    let stale = make.clone().flow_module_content_sha256("0".repeat(64));
    assert_eq!(refused!(stale), INVALID_REQUEST);
    assert_eq!(make.send().await.unwrap().version(), Some(1));
    let alias = connect.create_contact_flow_module_alias();
    let alias = alias.instance_id(instance).contact_flow_module_id(&module);
    let alias = alias.alias_name("live").contact_flow_module_version(1);
    let id = alias.clone().send().await.unwrap().id.unwrap();
    assert_eq!(refused!(alias), DUPLICATE);

    let update = connect.update_contact_flow_module_content();
    let update = update.instance_id(instance).contact_flow_module_id(&module);
    let update = update.content(returning("second")).settings("{}");
    update.send().await.unwrap();
    let describe = async |qualifier: &str| {
        let asked = connect.describe_contact_flow_module();
        let asked = asked.instance_id(instance);
        let asked = asked.contact_flow_module_id(format!("{module}{qualifier}"));
        asked.send().await.unwrap().contact_flow_module.unwrap()
    };
    assert_eq!(describe("").await.settings(), Some("{}"));
    for qualifier in [":1", ":live", &format!(":{id}")] {
        let version = describe(qualifier).await;
        assert_eq!(version.version(), Some(1));
        assert_eq!(version.content(), Some(&*returning("first")));
        assert_eq!(version.settings(), Some(&*contract()));
    }

    let free = json!({});
    let latest = caller(&center, "Latest", &module, &free, "Any");
    latest.send().await.unwrap();
    let aliased = format!("{module}:live");
    let aliased = caller(&center, "Aliased", &aliased, &free, "Found");
    assert_eq!(problems(aliased).await.len(), 1);
    let nowhere = format!("{module}:2");
    let nowhere = caller(&center, "Nowhere", &nowhere, &free, "Found");
    assert_eq!(problems(nowhere).await.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_version_stays_while_an_alias_points_to_it() {
    let center = Center::new(unthrottled()).await;
    let (connect, instance) = (&center.connect, &center.instance);
    let module = module(&center, "{}").await;
    let make = connect.create_contact_flow_module_version();
    let make = make.instance_id(instance).contact_flow_module_id(&module);
    make.clone().description("one").send().await.unwrap();
    make.send().await.unwrap();
    let alias = connect.create_contact_flow_module_alias();
    let alias = alias.instance_id(instance).contact_flow_module_id(&module);
    let alias = alias.alias_name("live").contact_flow_module_version(1);
    let alias = alias.send().await.unwrap().id.unwrap();
    let delete = |version| {
        let delete = connect.delete_contact_flow_module_version();
        let delete = delete.instance_id(instance).contact_flow_module_id(&module);
        delete.contact_flow_module_version(version)
    };
    assert_eq!(refused!(delete(1)), INVALID_REQUEST);
    assert_eq!(refused!(delete(3)), NOT_FOUND);
    let update = connect.update_contact_flow_module_alias();
    let update = update.instance_id(instance).contact_flow_module_id(&module);
    let update = update.alias_id(&alias).name("stable");
    update.contact_flow_module_version(2).send().await.unwrap();
    delete(1).send().await.unwrap();

    let list = connect.list_contact_flow_module_aliases();
    let list = list.instance_id(instance).contact_flow_module_id(&module);
    let listed = list.send().await.unwrap();
    let listed = &listed.contact_flow_module_alias_summary_list()[0];
    assert_eq!(
        (listed.alias_name(), listed.version()),
        (Some("stable"), Some(2))
    );
    let list = connect.list_contact_flow_module_versions();
    let list = list.instance_id(instance).contact_flow_module_id(&module);
    let listed = list.send().await.unwrap();
    assert_eq!(listed.contact_flow_module_version_summary_list().len(), 1);
}
