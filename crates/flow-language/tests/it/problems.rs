//! Every structural fault is found, with its place and remedy.

use expect_test::expect;
use flow_language::{Document, FlowType, Role};
use serde_json::{Value, json};

fn printed(content: &Value, role: impl Into<Role>) -> String {
    let problems = Document::parse(&content.to_string()).unwrap().check(role);
    let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

fn action(identifier: &str, action_type: &str, transitions: &Value) -> Value {
    json!({"Identifier": identifier, "Type": action_type, "Parameters": {}, "Transitions": transitions})
}

#[test]
fn the_outline_of_a_module() {
    expect![[r#"
        /Version: the version is not "2019-10-30" [flow-version]
          remedy: set it to "2019-10-30"
        /Settings: the content of a module has no `Settings` [flow-settings]
          remedy: add `Settings` with `InputParameters`, `OutputParameters` and `Transitions`
        /StartAction: the flow does not say where it starts [flow-start]
          remedy: set `StartAction` to the identifier of an action"#]]
    .assert_eq(&printed(
        &json!({"Version": "2020-01-01", "Actions": []}),
        Role::Module,
    ));
}

#[test]
fn identifiers() {
    let end = |identifier: &str| action(identifier, "DisconnectParticipant", &json!({}));
    let actions: Vec<Value> = [
        "",
        "a/b",
        "toString",
        "twice",
        "twice",
        "FLOW_OBJECT_MAPS#",
        "ein Gruß",
    ]
    .map(end)
    .to_vec();
    let mut content =
        json!({"Version": "2019-10-30", "StartAction": "nowhere", "Actions": actions});
    content["Actions"]
        .as_array_mut()
        .unwrap()
        .push(end(&"é".repeat(50)));
    content["Actions"]
        .as_array_mut()
        .unwrap()
        .push(end(&"é".repeat(51)));
    expect![[r#"
        /Actions/0/Identifier: the identifier `` is empty or missing [flow-identifier]
          remedy: rename it: 1 to 50 characters, none of % : ( \ / ) = $ , ; [ ] { }
        /Actions/1/Identifier: the identifier `a/b` has a `/` in it [flow-identifier]
          remedy: rename it: 1 to 50 characters, none of % : ( \ / ) = $ , ; [ ] { }
        /Actions/2/Identifier: the identifier `toString` is reserved [flow-identifier]
          remedy: rename it: 1 to 50 characters, none of % : ( \ / ) = $ , ; [ ] { }
        /Actions/4/Identifier: the identifier `twice` is that of action 3 too [flow-identifier]
          remedy: rename one of them
        /Actions/8/Identifier: the identifier `ééééééééééééééééééééééééééééééééééééééééééééééééééé` is longer than 50 characters [flow-identifier]
          remedy: rename it: 1 to 50 characters, none of % : ( \ / ) = $ , ; [ ] { }
        /StartAction: the flow starts at `nowhere`, which is not an action of it [flow-start]
          remedy: set `StartAction` to the identifier of an action"#]].assert_eq(&printed(&content, FlowType::ContactFlow));
}

#[test]
fn shapes_and_transitions() {
    let content = json!({"Version": "2019-10-30", "StartAction": "a", "Actions": [
        action("a", "MessageParticipant", &json!({"Errors": [{"NextAction": "z"}, {"ErrorType": "X"}], "Conditions": [7]})),
        action("b", "DisconnectParticipant", &json!({"NextAction": "a"})),
        action("c", "Invented", &json!({})),
        action("d", "MessageParticipantIteratively", &json!({})),
        {"Identifier": "e", "Parameters": 1, "Transitions": []},
        "no action",
    ]});
    expect![[r#"
        /Actions/5/Identifier: the identifier `` is empty or missing [flow-identifier]
          remedy: rename it: 1 to 50 characters, none of % : ( \ / ) = $ , ; [ ] { }
        /Actions/0/Transitions/Errors/0/NextAction: this leads to `z`, which is not an action of the flow [flow-transition]
          remedy: name the identifier of an action
        /Actions/0/Transitions/NextAction: MessageParticipant does not say which action is next [flow-transition]
          remedy: name the identifier of an action
        /Actions/0/Transitions/Conditions/0: this way out leads nowhere [flow-transition]
          remedy: add a `NextAction` with the identifier of an action
        /Actions/0/Transitions/Errors/1: this way out leads nowhere [flow-transition]
          remedy: add a `NextAction` with the identifier of an action
        /Actions/1/Transitions: DisconnectParticipant ends the flow, so nothing can follow it [flow-transition]
          remedy: set `Transitions` to `{}`
        /Actions/4/Type: the action has no type [flow-action]
          remedy: set `Type` to an action type
        /Actions/4/Parameters: `Parameters` is not an object [flow-action]
          remedy: write `{}` if there is nothing to say
        /Actions/4/Transitions: `Transitions` is not an object [flow-action]
          remedy: write `{}` if there is nothing to say
        /Actions/5/Type: the action has no type [flow-action]
          remedy: set `Type` to an action type
        /Actions/5/Transitions: `Transitions` is not an object [flow-action]
          remedy: write `{}` if there is nothing to say"#]].assert_eq(&printed(&content, FlowType::ContactFlow));
}

#[test]
fn references() {
    let mut set_queue = action("a", "UpdateContactTargetQueue", &json!({"NextAction": "a"}));
    set_queue["Parameters"] = json!({"QueueId": "ref://hours/Always", "note": "ref://nothing"});
    let content = json!({"Version": "2019-10-30", "StartAction": "a", "Actions": [set_queue]});
    expect![[r#"
        /Actions/0/Parameters/QueueId: `ref://hours/Always` is no reference that can stand here: a queue belongs there [flow-reference]
          remedy: write `ref://<kind>/<name>`, for a flow `ref://flow/<TYPE>/<name>`
        /Actions/0/Parameters/note: `ref://nothing` is no reference that can stand here: `nothing` is not a kind of reference [flow-reference]
          remedy: write `ref://<kind>/<name>`, for a flow `ref://flow/<TYPE>/<name>`"#]].assert_eq(&printed(&content, FlowType::ContactFlow));
}

#[test]
fn sizes_are_those_of_the_service() {
    let actions = |count: usize| -> Vec<Value> {
        (0..count)
            .map(|index| action(&format!("a{index}"), "DisconnectParticipant", &json!({})))
            .collect()
    };
    let flow = |actions: Vec<Value>| json!({"Version": "2019-10-30", "StartAction": "a0", "Actions": actions});
    assert_eq!(printed(&flow(actions(250)), FlowType::ContactFlow), "");
    let mut content = flow(actions(251));
    expect![[r#"
        /Actions: there are 251 actions, more than 250 [flow-size]
          remedy: move a part into a module or another flow"#]]
    .assert_eq(&printed(&content, FlowType::ContactFlow));

    content = flow(actions(1));
    content["Metadata"] = json!({"note": ""});
    let rest = 256_000 - content.to_string().len();
    content["Metadata"]["note"] = "ü".repeat(rest).into();
    assert_eq!(
        printed(&content, FlowType::ContactFlow),
        "",
        "characters count, not bytes"
    );
    content["Metadata"]["note"] = "ü".repeat(rest + 1).into();
    expect![[r#"
        /: the content has 256001 characters, more than 256000 [flow-size]
          remedy: move a part into a module or another flow"#]]
    .assert_eq(&printed(&content, FlowType::ContactFlow));
}
