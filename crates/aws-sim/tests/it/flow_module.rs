//! Flow modules.

use aws_sdk_connect::{
    operation::create_contact_flow_module::CreateContactFlowModuleError,
    types::{ContactFlowModuleState, ContactFlowType, ExternalInvocationConfiguration},
};
use aws_sim::{Quotas, Settings};
use serde_json::{Value, json};

use crate::desk::{Desk, PRODUCER, refusal, unthrottled};

fn content(action_type: &str, settings: &Value) -> String {
    json!({
        "Version": "2019-10-30",
        "StartAction": "a",
        "Actions": [{ "Identifier": "a", "Type": action_type, "Parameters": {}, "Transitions": {} }],
        "Settings": settings,
    })
    .to_string()
}

fn returning() -> String {
    let none = json!({ "InputParameters": [], "OutputParameters": [], "Transitions": [] });
    content("EndFlowModuleExecution", &none)
}

#[tokio::test(start_paused = true)]
async fn a_module_is_made_once_under_its_token_and_comes_back_whole() {
    let desk = Desk::new(unthrottled());
    let (connect, instance) = (
        desk.connect(PRODUCER),
        desk.instance(PRODUCER, "uk-center").await,
    );
    let create = async |name: &str, token: &str| {
        let asked = connect.create_contact_flow_module().instance_id(&instance);
        let external = ExternalInvocationConfiguration::builder().enabled(true);
        asked
            .name(name)
            .description("Says hello")
            .content(returning())
            .settings(r#"{"transitions":{}}"#)
            .external_invocation_configuration(external.build())
            .client_token(token)
            .send()
            .await
    };
    let first = create("Greeting", "one").await.unwrap();
    assert_eq!(create("Greeting", "one").await.unwrap().id, first.id);
    let reused = ("IdempotencyException".to_owned(), 409);
    assert_eq!(refusal(create("Other", "one").await), reused);
    let taken = ("DuplicateResourceException".to_owned(), 409);
    assert_eq!(refusal(create("Greeting", "two").await), taken);

    let describe = async |id: &str| {
        let asked = connect
            .describe_contact_flow_module()
            .instance_id(&instance);
        let answer = asked.contact_flow_module_id(id).send().await.unwrap();
        answer.contact_flow_module.unwrap()
    };
    let id = first.id.unwrap();
    let module = describe(&id).await;
    assert_eq!(
        (module.name(), module.content()),
        (Some("Greeting"), Some(&*returning()))
    );
    assert_eq!(module.settings(), Some(r#"{"transitions":{}}"#));
    assert!(
        module
            .external_invocation_configuration()
            .unwrap()
            .enabled()
    );
    assert_eq!(module.state(), Some(&ContactFlowModuleState::Active));

    let saved = format!("{id}:$SAVED");
    let update = async |id: &str, content: &str| {
        let asked = connect
            .update_contact_flow_module_content()
            .instance_id(&instance);
        asked
            .contact_flow_module_id(id)
            .content(content)
            .send()
            .await
    };
    update(&saved, "half").await.unwrap();
    assert_eq!(describe(&id).await, module);
    assert_eq!(describe(&saved).await.content(), Some("half"));
    let broken = ("InvalidContactFlowModuleException".to_owned(), 400);
    assert_eq!(refusal(update(&id, "half").await), broken);
}

#[tokio::test(start_paused = true)]
async fn a_module_returns_and_declares_its_settings() {
    let desk = Desk::new(Settings {
        quotas: Quotas::Custom([("flow-modules".to_owned(), 0)].into()),
        ..unthrottled()
    });
    let (connect, instance) = (
        desk.connect(PRODUCER),
        desk.instance(PRODUCER, "uk-center").await,
    );
    let create = connect.create_contact_flow_module().instance_id(&instance);
    let full = create.name("x").content(returning()).send().await;
    assert_eq!(refusal(full), ("LimitExceededException".to_owned(), 429));

    let create = async |strict: bool| {
        let desk = Desk::new(Settings {
            strict,
            ..unthrottled()
        });
        let instance = desk.instance(PRODUCER, "uk-center").await;
        let create = desk.connect(PRODUCER).create_contact_flow_module();
        create.instance_id(instance)
    };
    let content = content("DisconnectParticipant", &json!(null));
    let lax = create(false).await.name("x").content(&content);
    lax.send().await.unwrap();
    let create = create(true).await;
    let broken = create
        .name("x")
        .content(content)
        .settings("[]")
        .send()
        .await;
    let error = broken.unwrap_err().into_service_error();
    let CreateContactFlowModuleError::InvalidContactFlowModuleException(error) = error else {
        panic!("{error:?}");
    };
    let problems: Vec<_> = error
        .problems()
        .iter()
        .map(|p| p.message().unwrap())
        .collect();
    let expected = [
        "Flow is missing required action. Type: EndFlowModuleExecution",
        "Flow is missing required property. Path: Settings",
        "Settings is not a JSON object.",
    ];
    assert_eq!(problems, expected);
}

#[tokio::test(start_paused = true)]
async fn flows_call_modules_of_their_instance() {
    let desk = Desk::new(unthrottled());
    let (connect, instance) = (
        desk.connect(PRODUCER),
        desk.instance(PRODUCER, "uk-center").await,
    );
    let create = connect.create_contact_flow_module().instance_id(&instance);
    let module = create
        .name("Greeting")
        .content(returning())
        .send()
        .await
        .unwrap();
    let (id, arn) = (module.id.unwrap(), module.arn.unwrap());
    let call = async |name: &str, module: &str| {
        let errors = json!([{ "ErrorType": "NoMatchingError", "NextAction": "end" }]);
        let content = json!({
            "Version": "2019-10-30",
            "StartAction": "call",
            "Actions": [
                { "Identifier": "call", "Type": "InvokeFlowModule",
                  "Parameters": { "FlowModuleId": module },
                  "Transitions": { "NextAction": "end", "Errors": errors } },
                { "Identifier": "end", "Type": "DisconnectParticipant", "Transitions": {} },
            ],
        });
        let asked = connect
            .create_contact_flow()
            .instance_id(&instance)
            .name(name);
        let asked = asked.r#type(ContactFlowType::ContactFlow);
        asked.content(content.to_string()).send().await
    };
    call("By id", &id).await.unwrap();
    call("By ARN", &format!("{arn}:$LATEST")).await.unwrap();
    let broken = ("InvalidContactFlowException".to_owned(), 400);
    assert_eq!(
        refusal(call("By version", &format!("{arn}:1")).await),
        broken
    );

    let archive = connect
        .update_contact_flow_module_metadata()
        .instance_id(&instance);
    let archive = archive.contact_flow_module_id(&id).name("Hello");
    archive
        .state(ContactFlowModuleState::Archived)
        .send()
        .await
        .unwrap();
    let list = async |state: ContactFlowModuleState| {
        let asked = connect.list_contact_flow_modules().instance_id(&instance);
        let listed = asked.contact_flow_module_state(state).send().await.unwrap();
        let modules = listed.contact_flow_modules_summary_list().iter();
        modules
            .map(|m| m.name().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(list(ContactFlowModuleState::Archived).await, ["Hello"]);
    assert!(list(ContactFlowModuleState::Active).await.is_empty());
    let search = connect.search_contact_flow_modules().instance_id(&instance);
    let found = search.send().await.unwrap();
    assert_eq!(
        found.contact_flow_modules()[0].content(),
        Some(&*returning())
    );

    let delete = connect.delete_contact_flow_module().instance_id(&instance);
    delete.contact_flow_module_id(&id).send().await.unwrap();
    assert_eq!(refusal(call("Gone", &id).await), broken);
}
