//! Flows: publishing and drafts, references, versions and aliases, the built-in ones.

use aws_sdk_connect::types::{
    ContactFlowSearchCriteria, ContactFlowState, ContactFlowStatus, ContactFlowType,
};
use aws_sim::{Quotas, Settings};
use serde_json::{Value, json};

use crate::desk::{Desk, PRODUCER, refusal, unthrottled};

type Connect = aws_sdk_connect::Client;

/// Content of one action, which ends the contact.
fn ending(action_type: &str) -> String {
    flow(&json!([{
        "Identifier": "a", "Type": action_type, "Parameters": {}, "Transitions": {},
    }]))
}

fn flow(actions: &Value) -> String {
    let start = &actions[0]["Identifier"];
    json!({ "Version": "2019-10-30", "StartAction": start, "Actions": actions }).to_string()
}

/// Two actions: one with these parameters, and the end.
fn referring(action_type: &str, parameters: &Value) -> String {
    let errors = json!([{ "ErrorType": "NoMatchingError", "NextAction": "end" }]);
    flow(&json!([
        {
            "Identifier": "first", "Type": action_type, "Parameters": parameters,
            "Transitions": { "NextAction": "end", "Errors": errors },
        },
        {
            "Identifier": "end", "Type": "DisconnectParticipant",
            "Parameters": {}, "Transitions": {},
        },
    ]))
}

async fn center(settings: Settings) -> (Desk, Connect, String) {
    let desk = Desk::new(settings);
    let connect = desk.connect(PRODUCER);
    let instance = desk.instance(PRODUCER, "uk-center").await;
    (desk, connect, instance)
}

/// The id of a new flow.
async fn create(connect: &Connect, instance: &str, name: &str, content: &str) -> String {
    let asked = connect.create_contact_flow().instance_id(instance);
    let asked = asked.name(name).r#type(ContactFlowType::ContactFlow);
    let created = asked.content(content).send().await;
    let created = created.expect("the flow can be published");
    created.contact_flow_id.expect("a flow has an id")
}

/// What is wrong with content, as far as AWS says.
async fn problems(connect: &Connect, instance: &str, kind: &str, content: &str) -> Vec<String> {
    let asked = connect.create_contact_flow().instance_id(instance);
    let asked = asked.name("Broken").r#type(kind.into()).content(content);
    let error = asked.send().await.expect_err("the flow is refused");
    let error = error.into_service_error();
    assert!(error.is_invalid_contact_flow_exception(), "{error:?}");
    let aws_sdk_connect::operation::create_contact_flow::CreateContactFlowError::InvalidContactFlowException(error) = error else {
        return Vec::new();
    };
    error
        .problems()
        .iter()
        .map(|problem| problem.message().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_draft_is_apart_from_what_is_published() {
    let (_desk, connect, instance) = center(unthrottled()).await;
    let asked = connect.create_contact_flow().instance_id(&instance);
    let created = asked
        .name("Menu")
        .r#type(ContactFlowType::ContactFlow)
        .status(ContactFlowStatus::Saved)
        .content("not even JSON")
        .send()
        .await
        .unwrap();
    let id = created.contact_flow_id.unwrap();
    let describe = async |id: &str| {
        let asked = connect.describe_contact_flow().instance_id(&instance);
        let answer = asked.contact_flow_id(id).send().await;
        answer.map(|answer| answer.contact_flow.unwrap())
    };
    let update = async |id: &str, content: &str| {
        let asked = connect.update_contact_flow_content().instance_id(&instance);
        asked.contact_flow_id(id).content(content).send().await
    };
    let saved = format!("{id}:$SAVED");
    let never = ("ContactFlowNotPublishedException".to_owned(), 404);
    assert_eq!(refusal(describe(&id).await), never);
    let draft = describe(&saved).await.unwrap();
    assert_eq!(draft.content(), Some("not even JSON"));
    assert_eq!(draft.status(), Some(&ContactFlowStatus::Saved));

    let first = ending("DisconnectParticipant");
    update(&id, &first).await.unwrap();
    let live = describe(created.contact_flow_arn.as_deref().unwrap()).await;
    let live = live.unwrap();
    assert_eq!(live.content(), Some(&*first));
    assert_eq!(live.status(), Some(&ContactFlowStatus::Published));
    assert_eq!(live.flow_content_sha256().map(str::len), Some(64));

    update(&saved, "half").await.unwrap();
    assert_eq!(describe(&id).await.unwrap(), live.clone());
    assert_eq!(describe(&saved).await.unwrap().content(), Some("half"));
    let broken = ("InvalidContactFlowException".to_owned(), 400);
    assert_eq!(refusal(update(&id, "half").await), broken);
    assert_eq!(refusal(update(&format!("{id}:1"), &first).await).1, 400);
    assert_eq!(refusal(describe(&format!("{id}:1")).await).1, 404);
}

#[tokio::test(start_paused = true)]
async fn publishing_names_everything_that_is_wrong() {
    let (_desk, connect, instance) = center(unthrottled()).await;
    let found =
        async |kind: &str, content: &str| problems(&connect, &instance, kind, content).await;

    let old = json!({ "modules": [], "version": "1", "start": "x" }).to_string();
    let expected = [
        "Invalid Flow property value. Path: Version",
        "Invalid Flow property value. Path: Actions",
        "Invalid Flow property value. Path: StartAction",
    ];
    assert_eq!(found("CONTACT_FLOW", &old).await, expected);
    assert_eq!(
        found("CONTACT_FLOW", "[]").await,
        ["Content is not a JSON object."]
    );

    let actions = json!([
        { "Identifier": "a:b", "Type": "InvokeLexBot", "Transitions": { "NextAction": "gone" } },
        { "Identifier": "b", "Type": "MessageParticipant",
          "Parameters": { "Text": "", "SSML": "<speak/>" }, "Transitions": {} },
        { "Identifier": "b", "Type": "Compare", "Parameters": { "ComparisonValue": "$.Channel" },
          "Transitions": { "NextAction": "b",
            "Errors": [{ "ErrorType": "NoMatchingError", "NextAction": "b" }] } },
        { "Identifier": "c", "Type": "DisconnectParticipant",
          "Transitions": { "NextAction": "b" } },
    ]);
    let expected = [
        "Invalid Action property value. Path: Actions[0].Identifier",
        "Invalid Action property value. Path: Actions[0].Type",
        "Invalid Action property value. Path: Actions[1].Parameters.Text",
        "Action is missing required property. Path: Actions[1].Transitions.NextAction",
        "Only one of these properties may be defined. Properties: [Text, SSML]",
        "Action is missing required error. Error: NoMatchingCondition",
        "Invalid Action error. Error: NoMatchingError, Path: Actions[2].Transitions.Errors[0]",
        "Action does not support transitions. Path: Actions[3].Transitions",
        "Invalid Action property value. Path: Actions[2].Identifier",
        "Invalid Action property value. Path: Actions[0].Transitions.NextAction",
    ];
    assert_eq!(found("CONTACT_FLOW", &flow(&actions)).await, expected);

    for (kind, wrong) in [
        ("AGENT_WHISPER", "DisconnectParticipant"),
        ("CONTACT_FLOW", "EndFlowExecution"),
        ("CONTACT_FLOW", "EndFlowModuleExecution"),
    ] {
        let path = "Invalid Action property value. Path: Actions[0].Type";
        assert_eq!(found(kind, &ending(wrong)).await, [path], "{kind}");
    }
    let needed = "Flow is missing required action. Type: MessageParticipantIteratively";
    assert_eq!(found("AGENT_HOLD", &ending("Wait")).await[0], needed);
}

#[tokio::test(start_paused = true)]
async fn what_a_flow_refers_to_is_in_its_own_instance() {
    let (desk, connect, instance) = center(unthrottled()).await;
    let other = desk.instance(PRODUCER, "us-center").await;
    let main = ending("DisconnectParticipant");
    let here = create(&connect, &instance, "Main", &main).await;
    let there = create(&connect, &other, "Main", &main).await;
    let arn = |instance: &str, path: &str| {
        format!("arn:aws:connect:eu-west-2:{PRODUCER}:instance/{instance}/{path}")
    };
    let to = |flow: &str| referring("TransferToFlow", &json!({ "ContactFlowId": flow }));
    for (n, flow) in [
        here.clone(),
        arn(&instance, &format!("contact-flow/{here}")),
        "$.Attributes.next".to_owned(),
    ]
    .iter()
    .enumerate()
    {
        create(&connect, &instance, &format!("Fits {n}"), &to(flow)).await;
    }
    let path = "Invalid Action property value. Path: Actions[0].Parameters.ContactFlowId";
    for flow in [
        there.clone(),
        arn(&other, &format!("contact-flow/{there}")),
        arn(&other, &format!("contact-flow/{here}")),
        arn(&instance, &format!("queue/{here}")),
    ] {
        let found = problems(&connect, &instance, "CONTACT_FLOW", &to(&flow)).await;
        assert_eq!(found, [path], "{flow}");
    }
    let hook = referring(
        "UpdateContactEventHooks",
        &json!({ "EventHooks": { "CustomerQueue": "none" } }),
    );
    let path =
        "Invalid Action property value. Path: Actions[0].Parameters.EventHooks.CustomerQueue";
    let found = problems(&connect, &instance, "CONTACT_FLOW", &hook).await;
    assert_eq!(found, [path]);
    let queue = referring("UpdateContactTargetQueue", &json!({ "QueueId": here }));
    let path = "Invalid Action property value. Path: Actions[0].Parameters.QueueId";
    let found = problems(&connect, &instance, "CONTACT_FLOW", &queue).await;
    assert_eq!(found, [path]);
}

#[tokio::test(start_paused = true)]
async fn built_in_flows_can_be_published_again_and_defaults_stay() {
    let (_desk, connect, instance) = center(unthrottled()).await;
    let listed = connect.list_contact_flows().instance_id(&instance);
    let listed = listed.send().await.unwrap();
    let flows = listed.contact_flow_summary_list();
    assert_eq!(flows.len(), 20);
    for flow in flows {
        let id = flow.id().unwrap();
        let asked = connect.describe_contact_flow().instance_id(&instance);
        let described = asked.contact_flow_id(id).send().await.unwrap();
        let content = described.contact_flow.unwrap().content.unwrap();
        let update = connect.update_contact_flow_content().instance_id(&instance);
        let update = update.contact_flow_id(id).content(content);
        update.send().await.unwrap();
        let delete = connect.delete_contact_flow().instance_id(&instance);
        let deleted = delete.contact_flow_id(id).send().await;
        let is_sample = flow.contact_flow_type() == Some(&ContactFlowType::ContactFlow);
        assert_eq!(deleted.is_ok(), is_sample, "{:?}", flow.name());
    }
    let queues = connect.list_contact_flows().instance_id(&instance);
    let queues = queues.contact_flow_types(ContactFlowType::CustomerQueue);
    let queues = queues.send().await.unwrap();
    let names: Vec<_> = queues
        .contact_flow_summary_list()
        .iter()
        .map(|f| f.name().unwrap())
        .collect();
    let expected = [
        "Default customer queue",
        "Sample interruptible queue flow with callback",
    ];
    assert_eq!(names, expected);
}

#[tokio::test(start_paused = true)]
async fn names_are_unique_and_a_flow_changes_by_aspect() {
    let (_desk, connect, instance) = center(Settings {
        quotas: Quotas::Custom([("flows".to_owned(), 2)].into()),
        ..unthrottled()
    })
    .await;
    let content = ending("DisconnectParticipant");
    let one = create(&connect, &instance, "One", &content).await;
    let two = create(&connect, &instance, "Two", &content).await;
    let again = async |name: &str| {
        let asked = connect.create_contact_flow().instance_id(&instance);
        let asked = asked.name(name).r#type(ContactFlowType::CustomerQueue);
        asked.content(&content).send().await
    };
    let taken = ("DuplicateResourceException".to_owned(), 409);
    assert_eq!(refusal(again("One").await), taken);
    let full = ("LimitExceededException".to_owned(), 429);
    assert_eq!(refusal(again("Three").await), full);

    let rename = async |id: &str, name: &str| {
        let asked = connect.update_contact_flow_name().instance_id(&instance);
        asked.contact_flow_id(id).name(name).send().await
    };
    assert_eq!(refusal(rename(&two, "One").await), taken);
    rename(&two, "Second").await.unwrap();
    let archive = connect
        .update_contact_flow_metadata()
        .instance_id(&instance);
    let archive = archive.contact_flow_id(&two).description("kept");
    let archive = archive.contact_flow_state(ContactFlowState::Archived);
    archive.send().await.unwrap();

    let criteria = ContactFlowSearchCriteria::builder().state_condition(ContactFlowState::Archived);
    let found = connect.search_contact_flows().instance_id(&instance);
    let found = found
        .search_criteria(criteria.build())
        .send()
        .await
        .unwrap();
    let [flow] = found.contact_flows() else {
        panic!("{found:?}");
    };
    assert_eq!(flow.id(), Some(&*two));
    assert_eq!(
        (flow.name(), flow.description()),
        (Some("Second"), Some("kept"))
    );
    assert_eq!(flow.content(), Some(&*content));

    let delete = connect.delete_contact_flow().instance_id(&instance);
    delete.contact_flow_id(&one).send().await.unwrap();
    again("One").await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn versions_count_up_and_aliases_point_to_them() {
    let (_desk, connect, instance) = center(unthrottled()).await;
    let first = ending("DisconnectParticipant");
    let id = create(&connect, &instance, "Main", &first).await;
    let release = async |sha256: Option<&str>| {
        let asked = connect.create_contact_flow_version().instance_id(&instance);
        let asked = asked
            .contact_flow_id(&id)
            .set_flow_content_sha256(sha256.map(str::to_owned));
        asked.send().await
    };
    let other = "0".repeat(64);
    assert_eq!(
        refusal(release(Some(&other)).await).0,
        "InvalidRequestException"
    );
    assert_eq!(release(None).await.unwrap().version, Some(1));
    let second = referring("MessageParticipant", &json!({ "Text": "Hello" }));
    let update = connect.update_contact_flow_content().instance_id(&instance);
    update
        .contact_flow_id(&id)
        .content(&second)
        .send()
        .await
        .unwrap();
    assert_eq!(release(None).await.unwrap().version, Some(2));

    let describe = connect.describe_contact_flow().instance_id(&instance);
    let old = describe
        .contact_flow_id(format!("{id}:1"))
        .send()
        .await
        .unwrap();
    let old = old.contact_flow.unwrap();
    assert_eq!((old.content(), old.version()), (Some(&*first), Some(1)));

    let alias = async |name: &str, version: i64| {
        let asked = connect.create_contact_flow_alias().instance_id(&instance);
        let asked = asked.contact_flow_id(&id).alias_name(name);
        asked.contact_flow_version(version).send().await
    };
    assert_eq!(refusal(alias("live", 3).await).1, 404);
    let alias_id = alias("live", 1).await.unwrap().id.unwrap();
    assert_eq!(
        refusal(alias("live", 2).await).0,
        "DuplicateResourceException"
    );
    let delete = async |version: i64| {
        let asked = connect.delete_contact_flow_version().instance_id(&instance);
        let asked = asked.contact_flow_id(&id).contact_flow_version(version);
        asked.send().await
    };
    assert_eq!(refusal(delete(1).await).0, "InvalidRequestException");
    let update = connect.update_contact_flow_alias().instance_id(&instance);
    let update = update.contact_flow_id(&id).alias_id(&alias_id);
    update.contact_flow_version(2).send().await.unwrap();
    delete(1).await.unwrap();
    let asked = connect.describe_contact_flow_alias().instance_id(&instance);
    let asked = asked.contact_flow_id(&id).alias_id(&alias_id).send();
    let described = asked.await.unwrap().contact_flow_alias.unwrap();
    assert_eq!(
        (described.name(), described.version()),
        (Some("live"), Some(2))
    );
    let asked = connect.describe_contact_flow().instance_id(&instance);
    let meant = asked.contact_flow_id(format!("{id}:live")).send().await;
    assert_eq!(meant.unwrap().contact_flow.unwrap().version(), Some(2));
    let listed = connect.list_contact_flow_versions().instance_id(&instance);
    let listed = listed.contact_flow_id(&id).send().await.unwrap();
    let versions = listed.contact_flow_version_summary_list();
    assert_eq!((versions.len(), versions[0].version()), (1, Some(2)));
}

#[tokio::test(start_paused = true)]
async fn publishing_asks_for_parameters_and_for_branches_that_can_be() {
    let (_desk, connect, instance) = center(unthrottled()).await;
    let found = async |content: &str| problems(&connect, &instance, "CONTACT_FLOW", content).await;
    let wait = referring("Wait", &json!({ "TimeoutSeconds": "60" }));
    assert_eq!(
        found(&wait).await,
        [
            "Action is missing required property. Path: Actions[0].Parameters.TimeLimitSeconds",
            "Invalid Action property name. Path: Actions[0].Parameters.TimeoutSeconds",
        ]
    );
    let hours = referring("CheckHoursOfOperation", &json!({}));
    assert_eq!(found(&hours).await.len(), 2);

    let branch = |operator: &str, operands: &Value| {
        let condition = json!({ "Operator": operator, "Operands": operands });
        flow(&json!([
            { "Identifier": "a", "Type": "Compare", "Parameters": { "ComparisonValue": "$.Channel" },
              "Transitions": { "NextAction": "b",
                "Errors": [{ "ErrorType": "NoMatchingCondition", "NextAction": "b" }],
                "Conditions": [{ "NextAction": "b", "Condition": condition }] } },
            { "Identifier": "b", "Type": "DisconnectParticipant", "Transitions": {} },
        ]))
    };
    let path =
        "Invalid Action property value. Path: Actions[0].Transitions.Conditions[0].Condition";
    let or = branch("Or", &json!(["VOICE", "CHAT"]));
    let expected = [format!("{path}.Operator"), format!("{path}.Operands")];
    assert_eq!(found(&or).await, expected);
    let empty = branch("Equals", &json!([""]));
    assert_eq!(found(&empty).await, [format!("{path}.Operands[0]")]);
}

#[tokio::test(start_paused = true)]
async fn data_for_a_view_may_be_empty() {
    let (_desk, connect, instance) = center(unthrottled()).await;
    let parameters = json!({ "ViewResource": { "Id": "form" }, "ViewData": { "Heading": "" } });
    let content = referring("ShowView", &parameters);
    create(&connect, &instance, "Guide", &content).await;
}
