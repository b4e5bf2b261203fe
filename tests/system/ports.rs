//! Flows from one instance to another: other account, other Region, other names.

use std::collections::BTreeMap;

use aws_sim::{Action, Rule, Settings};
use flow_language::{
    FlowType,
    bundle::{Bundle, Content, Item, ItemName, Recording},
};
use flow_port::{Deploy, Error, ExportOptions, Mapping, Overwrite};
use serde_json::{Value, json};
use system_tests::{
    Desk, Quay,
    script::{action, content, end, leading, module},
    spec,
};

/// What flows of the bundle name, called otherwise in the target.
const SOURCE: &str = "
instance: { alias: source }
hours_of_operation:
  - { name: Day, time_zone: Europe/London, config: [{ day: MONDAY, start: '09:00', end: '17:00' }] }
queues:
  - { name: Sales, hours: Day }
  - { name: Help & Care_2, hours: Day }
lambda_functions:
  lookup: 'arn:aws:lambda:eu-west-2:111111111111:function:dev-lookup:live'
";

const TARGET: &str = "
instance: { alias: target }
hours_of_operation:
  - { name: Day, time_zone: America/New_York, config: [{ day: MONDAY, start: '09:00', end: '17:00' }] }
queues:
  - { name: Sales US, hours: Day }
  - { name: Help & Care_2, hours: Day }
lambda_functions:
  lookup: 'arn:aws:lambda:us-east-1:222222222222:function:prod-lookup:live'
";

fn mapping() -> Mapping {
    serde_json::from_value(json!({
        "names": {"queue": {"Sales": "Sales US"}},
        "prefixes": {"lambda": {"dev-": "prod-"}},
    }))
    .unwrap()
}

/// Three flows in a ring, a module inside a module, a prompt, a function by an alias, a hook.
fn bundle() -> Bundle {
    let queue = json!({"QueueId": "ref://queue/Sales"});
    let lambda = json!({"LambdaFunctionARN": "ref://lambda/dev-lookup/live", "InvocationTimeLimitSeconds": "8"});
    let call = json!({"FlowModuleId": "ref://module/Outer"});
    let prompt = json!({"PromptId": "ref://prompt/Chime.wav"});
    let hook = json!({"EventHooks": {"CustomerQueue": "ref://flow/CUSTOMER_QUEUE/Waiting"}});
    let mut bundle = Bundle::default();
    let mut add = |name: ItemName, item| bundle.items.insert(name, item);
    let flow = |name: &str| ItemName::flow(FlowType::ContactFlow, name);
    add(
        flow("One"),
        leading(
            action("q", "UpdateContactTargetQueue", &queue, Some("on")),
            "Two",
        ),
    );
    add(
        flow("Two"),
        leading(
            action("l", "InvokeLambdaFunction", &lambda, Some("on")),
            "Three",
        ),
    );
    add(
        flow("Three"),
        leading(action("m", "InvokeFlowModule", &call, Some("on")), "One"),
    );
    add(
        flow("Hooked"),
        leading(
            action("h", "UpdateContactEventHooks", &hook, Some("on")),
            "One",
        ),
    );
    let waiting = [
        action("p", "MessageParticipant", &prompt, Some("end")),
        end("EndFlowExecution"),
    ];
    add(
        ItemName::flow(FlowType::CustomerQueue, "Waiting"),
        Item::new(content(&waiting)),
    );
    let inner = json!({"FlowModuleId": "ref://module/Inner"});
    let inner = action("call", "InvokeFlowModule", &inner, Some("end"));
    add(ItemName::module("Outer"), module(&[inner]));
    add(ItemName::module("Inner"), module(&[]));
    let chime = Recording {
        description: Some("A chime".to_owned()),
        tags: BTreeMap::new(),
        audio: b"RIFF\x05\0\0\0WAVE\x01".to_vec(),
    };
    bundle.prompts.insert("Chime.wav".to_owned(), chime);
    bundle
}

#[tokio::test(start_paused = true)]
async fn a_bundle_arrives_in_another_account_and_region_under_other_names() {
    let target = Desk::at("222222222222", "us-east-1", Settings::default());
    target.applied(1, &spec(TARGET)).await;
    let (bundle, quay) = (bundle(), Quay::new(&target, "target"));
    let deploy = Deploy {
        mapping: mapping(),
        ..Deploy::default()
    };
    quay.deployed(2, &bundle, &deploy).await;

    target.reset_calls();
    let again = quay.deployed(3, &bundle, &deploy).await;
    assert_eq!(again.changes(), 0);
    assert_eq!(target.writes(), BTreeMap::new());

    let options = ExportOptions {
        mapping: mapping(),
        audio: true,
        ..ExportOptions::default()
    };
    let exported = quay.export(&options).await.bundle;
    assert_eq!(exported, bundle);
    assert_eq!(exported.digest(), bundle.digest());
}

#[tokio::test(start_paused = true)]
async fn everything_that_is_missing_is_said_before_anything_is_written() {
    let target = Desk::at("222222222222", "us-east-1", Settings::default());
    target.applied(1, &spec(TARGET)).await;
    target.reset_calls();
    let quay = Quay::new(&target, "target");
    let error = quay.steps(&bundle(), &Deploy::default()).await.unwrap_err();
    let Error::Findings(findings) = error else {
        panic!("{error}")
    };
    let told: Vec<_> = findings
        .iter()
        .map(|finding| format!("{}\n  {}", finding.message, finding.remedy))
        .collect();
    expect_test::expect![[r#"
        flow CONTACT_FLOW/One: `ref://queue/Sales` in action `q` (/Actions/0/Parameters/QueueId): there is no queue of that name
          did you mean "Sales US"?
        flow CONTACT_FLOW/Two: `ref://lambda/dev-lookup/live` in action `l` (/Actions/0/Parameters/LambdaFunctionARN): there is no lambda of that name
          did you mean "prod-lookup"?"#]].assert_eq(&told.join("\n"));
    assert_eq!(target.writes(), BTreeMap::new());
}

#[tokio::test(start_paused = true)]
async fn what_people_changed_in_the_console_is_not_written_over_unless_they_say_so() {
    let target = Desk::new(Settings::default());
    target.applied(1, &spec(SOURCE)).await;
    let (mut bundle, quay) = (bundle(), Quay::new(&target, "source"));
    quay.deployed(2, &bundle, &Deploy::default()).await;
    let waiting = ItemName::flow(FlowType::CustomerQueue, "Waiting");
    let edited = [end("EndFlowExecution")];
    quay.edit("Waiting", content(&edited).as_str(), false).await;
    bundle.items.get_mut(&waiting).unwrap().content = content(&[
        action(
            "t",
            "MessageParticipant",
            &json!({"Text": "New"}),
            Some("end"),
        ),
        end("EndFlowExecution"),
    ]);
    let error = quay
        .deploy(3, &bundle, &Deploy::default())
        .await
        .unwrap_err();
    let Error::Findings(findings) = error else {
        panic!("{error}")
    };
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].rule, "flow-edited");
    let told = &findings[0].message;
    assert!(told.ends_with("(UpdateContactFlowContent)"), "{told}");

    let overwrite = Deploy {
        overwrite: Overwrite::Named(["Waiting".to_owned()].into()),
        ..Deploy::default()
    };
    let steps = quay.steps(&bundle, &overwrite).await.unwrap();
    let expected = [
        "bundle/before/remember",
        "flow/CUSTOMER_QUEUE:Waiting/keep",
        "flow/CUSTOMER_QUEUE:Waiting/content",
        "flow/CUSTOMER_QUEUE:Waiting/marks",
    ];
    assert_eq!(steps, expected);
    let report = quay.deployed(4, &bundle, &overwrite).await;
    let before = quay.cellar.get(&report.before.unwrap()).unwrap();
    let before: Value = serde_json::from_slice(&before).unwrap();
    assert_eq!(before["items"][0]["content"], content(&edited).as_str());
}

#[tokio::test(start_paused = true)]
async fn a_rollback_puts_back_what_was_there_and_removes_what_was_made() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(SOURCE)).await;
    let (mut bundle, quay) = (bundle(), Quay::new(&desk, "source"));
    quay.deployed(2, &bundle, &Deploy::default()).await;
    let options = ExportOptions::default();
    let before = quay.export(&options).await.bundle;

    let waiting = ItemName::flow(FlowType::CustomerQueue, "Waiting");
    bundle.items.get_mut(&waiting).unwrap().content = content(&[
        action(
            "t",
            "MessageParticipant",
            &json!({"Text": "New"}),
            Some("end"),
        ),
        end("EndFlowExecution"),
    ]);
    let added = ItemName::flow(FlowType::ContactFlow, "Added");
    let only = end("DisconnectParticipant");
    bundle.items.insert(added, Item::new(content(&[only])));
    let report = quay.deployed(3, &bundle, &Deploy::default()).await;
    assert_eq!(
        quay.export(&options).await.bundle.items.len(),
        before.items.len() + 1
    );

    let kept = quay.cellar.get(&report.before.unwrap()).unwrap();
    quay.rolled_back(4, &kept).await;
    assert_eq!(quay.export(&options).await.bundle, before);
    let again = quay.rolled_back(5, &kept).await;
    assert!(again.run.steps.len() <= 1, "{again:?}");
}

#[tokio::test(start_paused = true)]
async fn an_alias_follows_what_is_deployed_and_one_that_stands_is_left_alone() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(SOURCE)).await;
    let (mut bundle, quay) = (bundle(), Quay::new(&desk, "source"));
    let live = Deploy {
        version: true,
        alias: Some("live".to_owned()),
        ..Deploy::default()
    };
    quay.deployed(2, &bundle, &live).await;
    desk.reset_calls();
    assert_eq!(quay.deployed(3, &bundle, &live).await.changes(), 0);
    assert_eq!(desk.writes(), BTreeMap::new());

    let waiting = ItemName::flow(FlowType::CustomerQueue, "Waiting");
    let only = end("EndFlowExecution");
    bundle.items.get_mut(&waiting).unwrap().content = content(&[only]);
    let steps = quay.steps(&bundle, &live).await.unwrap();
    let expected = [
        "bundle/before/remember",
        "flow/CUSTOMER_QUEUE:Waiting/keep",
        "flow/CUSTOMER_QUEUE:Waiting/content",
        "flow/CUSTOMER_QUEUE:Waiting/version",
        "flow/CUSTOMER_QUEUE:Waiting/alias:live",
        "flow/CUSTOMER_QUEUE:Waiting/marks",
    ];
    assert_eq!(steps, expected);
    quay.deployed(4, &bundle, &live).await;
    desk.reset_calls();
    assert_eq!(quay.deployed(5, &bundle, &live).await.changes(), 0);

    // Its description alone: the alias that stands needs no step, however close the flow is looked at.
    let item = bundle.items.get_mut(&waiting).unwrap();
    item.description = Some("Plays nothing".to_owned());
    item.tags.insert("team".to_owned(), "sales".to_owned());
    let steps = quay.steps(&bundle, &live).await.unwrap();
    let expected = [
        "bundle/before/remember",
        "flow/CUSTOMER_QUEUE:Waiting/name",
        "flow/CUSTOMER_QUEUE:Waiting/marks",
    ];
    assert_eq!(steps, expected);
}

#[tokio::test(start_paused = true)]
async fn a_tag_that_aws_does_not_take_is_said_before_anything_is_written() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(SOURCE)).await;
    let (mut bundle, quay) = (bundle(), Quay::new(&desk, "source"));
    let item = bundle.items.get_mut(&ItemName::module("Inner")).unwrap();
    item.tags.insert("aws:team".to_owned(), "sales".to_owned());
    let error = quay.steps(&bundle, &Deploy::default()).await.unwrap_err();
    let Error::Findings(findings) = error else {
        panic!("{error}")
    };
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].rule, "bundle-tag");
}

#[tokio::test(start_paused = true)]
async fn an_id_of_another_instance_is_said_before_anything_is_written() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(SOURCE)).await;
    let mut bundle = bundle();
    let elsewhere =
        "arn:aws:connect:us-east-1:333333333333:instance/11111111-1111-4111-8111-111111111111";
    let queue = format!("{elsewhere}/queue/22222222-2222-4222-8222-222222222222");
    let stranger = action(
        "q",
        "UpdateContactTargetQueue",
        &json!({"QueueId": queue}),
        Some("f"),
    );
    let function = json!({"LambdaFunctionARN": "LookupLambda", "InvocationTimeLimitSeconds": "8"});
    let actions = [
        stranger,
        action("f", "InvokeLambdaFunction", &function, Some("v")),
        action(
            "v",
            "ShowView",
            &json!({"ViewResource": {"Id": "form"}}),
            Some("end"),
        ),
        end("DisconnectParticipant"),
    ];
    let mut document: Value = serde_json::from_str(content(&actions).as_str()).unwrap();
    document["Metadata"]["ActionMetadata"] =
        json!({"q": {"parameters": {"QueueId": {"displayName": "Sales"}}}});
    let item = Item::new(Content::read(&document.to_string()).unwrap());
    bundle
        .items
        .insert(ItemName::flow(FlowType::ContactFlow, "Copied"), item);
    desk.reset_calls();
    let quay = Quay::new(&desk, "source");
    let error = quay.steps(&bundle, &Deploy::default()).await.unwrap_err();
    let Error::Findings(findings) = error else {
        panic!("{error}")
    };
    let told: Vec<_> = findings
        .iter()
        .map(|finding| format!("{}\n  {}", finding.message, finding.remedy))
        .collect();
    expect_test::expect![[r"
        flow CONTACT_FLOW/Copied: `arn:aws:connect:us-east-1:333333333333:instance/11111111-1111-4111-8111-111111111111/queue/22222222-2222-4222-8222-222222222222` in action `q` (/Actions/0/Parameters/QueueId): the target has no queue of that id
          write ref://queue/Sales, which is what the designer calls it, or map it under `values`, `queue`
        flow CONTACT_FLOW/Copied: `LookupLambda` in action `f` (/Actions/1/Parameters/LambdaFunctionARN): the target has no lambda of that id
          write ref://lambda/NAME, or map it under `values`, `lambda`"]].assert_eq(&told.join("\n"));
    assert_eq!(desk.writes(), BTreeMap::new());

    let values = json!({"values": {
        "queue": {queue: "ref://queue/Sales"},
        "lambda": {"LookupLambda": "arn:aws:lambda:eu-west-2:111111111111:function:dev-lookup:live"},
    }});
    let deploy = Deploy {
        mapping: serde_json::from_value(values).unwrap(),
        ..Deploy::default()
    };
    quay.deployed(2, &bundle, &deploy).await;
}

#[tokio::test(start_paused = true)]
async fn what_is_there_is_not_given_up_because_its_proof_cannot_be_told() {
    let desk = Desk::new(Settings::default());
    desk.applied(1, &spec(SOURCE)).await;
    let denied = |operation: &str| Rule {
        operation: Some(operation.to_owned()),
        action: Action::Error {
            code: "AccessDeniedException".to_owned(),
            status: Some(403),
            message: "no leave for this".to_owned(),
        },
        ..Rule::default()
    };
    let describe = ["DescribeContactFlow", "DescribeContactFlowModule"];
    desk.faults(describe.map(denied).to_vec());
    let quay = Quay::new(&desk, "source");
    quay.deployed(2, &bundle(), &Deploy::default()).await;

    let only = Item::new(content(&[end("DisconnectParticipant")]));
    let name = ItemName::flow(FlowType::ContactFlow, "Only");
    let single = Bundle {
        items: [(name, only)].into(),
        ..Bundle::default()
    };
    desk.faults(vec![denied("TagResource")]);
    quay.deployed(3, &single, &Deploy::default()).await;
    desk.faults(Vec::new());
    let again = quay.deployed(4, &single, &Deploy::default()).await;
    assert_eq!(again.changes(), 0, "the content is known by itself");
}
