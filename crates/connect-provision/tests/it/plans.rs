//! Plans of the samples against an account without the instance.

use connect_provision::{PlanOptions, Verb, plan};
use connect_resources::KindId;
use expect_test::{expect, expect_file};

use crate::sample::{example, nothing, spec};

const RING: &str = "
instance: { alias: ring }
hours_of_operation:
  - name: Always
    time_zone: Europe/London
    config: [{ day: MONDAY, start: '00:00', end: '00:00' }]
queues:
  - { name: Care, hours: Always, quick_connects: [care], outbound_caller: { name: Care, flow: Whisper } }
quick_connects:
  care: { type: QUEUE, queue: Care, flow: To Care }
contact_flows:
  - name: To Care
    type: QUEUE_TRANSFER
    content: >-
      {\"Version\": \"2019-10-30\", \"StartAction\": \"a\", \"Actions\": [{\"Identifier\": \"a\",
      \"Type\": \"UpdateContactTargetQueue\", \"Parameters\": {\"QueueId\": \"ref://queue/Care\"},
      \"Transitions\": {\"NextAction\": \"b\", \"Errors\": [{\"NextAction\": \"b\", \"ErrorType\": \"NoMatchingError\"}]}},
      {\"Identifier\": \"b\", \"Type\": \"DisconnectParticipant\", \"Parameters\": {}, \"Transitions\": {}}]}
  - name: Whisper
    type: OUTBOUND_WHISPER
    content: '{\"Version\": \"2019-10-30\", \"StartAction\": \"a\", \"Actions\": [{\"Identifier\": \"a\", \"Type\": \"EndFlowExecution\", \"Parameters\": {}, \"Transitions\": {}}]}'
";

#[test]
fn the_plan_of_every_sample_reads_as_recorded() {
    for name in [
        "basic-instance",
        "uk-region",
        "lex-lambda-integration",
        "full-contact-center",
    ] {
        let center = example(name);
        let blueprint = plan(&center, &nothing(&center), &PlanOptions::default()).unwrap();
        let path = format!(
            "{}/tests/golden/{name}.plan.txt",
            env!("CARGO_MANIFEST_DIR")
        );
        expect_file![path].assert_eq(&blueprint.to_string());
        let json = serde_json::to_string_pretty(&blueprint).unwrap() + "\n";
        let path = format!(
            "{}/tests/golden/{name}.plan.json",
            env!("CARGO_MANIFEST_DIR")
        );
        expect_file![path].assert_eq(&json);
    }
}

#[test]
fn a_ring_comes_up_in_one_plan_with_the_fewest_aspects_left_for_later() {
    let center = spec(RING);
    let blueprint = plan(&center, &nothing(&center), &PlanOptions::default()).unwrap();
    let completing: Vec<_> = blueprint
        .steps
        .steps()
        .iter()
        .filter(|step| step.action.verb == Verb::Mend)
        .map(|step| step.id.as_str())
        .filter(|id| !id.starts_with("instance/") && !id.starts_with("log-group/"))
        .collect();
    assert_eq!(completing, ["queue/Care/quick-connects"]);
}

#[test]
fn rings_that_share_nothing_each_leave_one_aspect_for_later() {
    let pair = |n: u8| {
        let queue = format!("  - {{ name: Q{n}, hours: Basic Hours, quick_connects: [c{n}] }}\n");
        let link =
            format!("  c{n}: {{ type: QUEUE, queue: Q{n}, flow: Default queue transfer }}\n");
        (queue, link)
    };
    let (queues, links): (String, String) = (0..3).map(pair).unzip();
    let center = spec(&format!(
        "instance: {{ alias: rings }}\nqueues:\n{queues}quick_connects:\n{links}"
    ));
    let blueprint = plan(&center, &nothing(&center), &PlanOptions::default()).unwrap();
    let steps = blueprint.steps.steps().iter();
    let completing: Vec<_> = steps
        .filter(|step| step.action.completes && step.action.key.kind == KindId::Queue)
        .map(|step| step.id.as_str())
        .collect();
    let wanted = [0, 1, 2].map(|n| format!("queue/Q{n}/quick-connects"));
    assert_eq!(completing, wanted);
}

const BROKEN_FLOWS: &str = "
instance: { alias: broken }
queues:
  - { name: Sales, hours: Basic Hours }
lex_bots: [{ name: Orders, alias: live }]
uses: { queues: [Elsewhere] }
contact_flows:
  - { name: Empty, type: CONTACT_FLOW, content: {} }
  - { name: List, type: CONTACT_FLOW, status: SAVED, content: '[]' }
  - { name: Astray, type: CONTACT_FLOW, content: '{\"Version\": \"2019-10-30\", \"StartAction\": \"b\", \"Actions\": [{\"Identifier\": \"a\", \"Type\": \"DisconnectParticipant\", \"Parameters\": {}, \"Transitions\": {}}]}' }
  - name: Names
    type: CONTACT_FLOW
    status: SAVED
    content:
      Version: '2019-10-30'
      StartAction: a
      Actions:
        - { Identifier: a, Type: UpdateContactTargetQueue, Parameters: { QueueId: ref://queue/Sale }, Transitions: {} }
        - { Identifier: b, Type: UpdateContactTargetQueue, Parameters: { QueueId: ref://queue/Elsewhere }, Transitions: {} }
        - { Identifier: c, Type: UpdateContactTargetQueue, Parameters: { QueueId: ref://queue/BasicQueue }, Transitions: {} }
        - { Identifier: d, Type: UpdateContactTargetQueue, Parameters: { QueueId: ref://hours/Basic Hours }, Transitions: {} }
        - { Identifier: e, Type: TransferToFlow, Parameters: { ContactFlowId: ref://flow/CONTACT_FLOW/Zzz }, Transitions: {} }
        - { Identifier: f, Type: InvokeLambdaFunction, Parameters: { LambdaFunctionARN: ref://lambda/lookup }, Transitions: {} }
        - { Identifier: g, Type: MessageParticipant, Parameters: { PromptId: ref://prompt/Beeb.wav }, Transitions: {} }
        - { Identifier: h, Type: ConnectParticipantWithLexBot, Parameters: { LexV2Bot: { AliasArn: ref://lex/Orders%2Flive } }, Transitions: {} }
        - { Identifier: i, Type: ConnectParticipantWithLexBot, Parameters: { LexV2Bot: { AliasArn: ref://lex/Orders%2Fliev } }, Transitions: {} }
        - { Identifier: j, Type: ShowView, Parameters: { ViewResource: { Id: ref://view/Form } }, Transitions: {} }
        - { Identifier: k, Type: InvokeFlowModule, Parameters: { FlowModuleId: ref://module/Names }, Transitions: {} }
contact_flow_modules:
  - name: Astray
    content: { Version: '2019-10-30', StartAction: a, Actions: [{ Identifier: a, Type: EndFlowModuleExecution, Parameters: {}, Transitions: {} }] }
";

#[test]
fn flows_that_cannot_be_made_are_findings_before_any_step() {
    let center = spec(BROKEN_FLOWS);
    let findings = plan(&center, &nothing(&center), &PlanOptions::default()).unwrap_err();
    let lines: Vec<_> = findings.iter().map(ToString::to_string).collect();
    expect![[r#"
        spec.yaml:8:49 contact_flows[0].content: the flow cannot be read: this is not a flow: there is no `Actions` array [flow-unreadable]
          remedy: write the flow language, as the flow designer exports it
        spec.yaml:9:63 contact_flows[1].content: the flow cannot be read: this is not a flow: the text is not a JSON object [flow-unreadable]
          remedy: write the flow language, as the flow designer exports it
        spec.yaml:10:50 contact_flows[2].content: in the flow, at /StartAction: the flow starts at `b`, which is not an action of it [flow-start]
          remedy: set `StartAction` to the identifier of an action
        spec.yaml:15:7 contact_flows[3].content: in the flow, at /Actions/0/Parameters/QueueId: `ref://queue/Sale`: there is no queue of that name [unknown-name]
          remedy: did you mean "Sales"?
        spec.yaml:15:7 contact_flows[3].content: in the flow, at /Actions/3/Parameters/QueueId: `ref://hours/Basic Hours`: a queue belongs there [flow-reference]
          remedy: write ref://queue/NAME
        spec.yaml:15:7 contact_flows[3].content: in the flow, at /Actions/4/Parameters/ContactFlowId: `ref://flow/CONTACT_FLOW/Zzz`: there is no flow of that name [unknown-name]
          remedy: declare it under contact_flows, or list it under uses.flows
        spec.yaml:15:7 contact_flows[3].content: in the flow, at /Actions/5/Parameters/LambdaFunctionARN: `ref://lambda/lookup`: there is no Lambda function of that name [unknown-name]
          remedy: declare it under lambda_functions
        spec.yaml:15:7 contact_flows[3].content: in the flow, at /Actions/6/Parameters/PromptId: `ref://prompt/Beeb.wav`: there is no prompt of that name [unknown-name]
          remedy: did you mean "Beep.wav"?
        spec.yaml:15:7 contact_flows[3].content: in the flow, at /Actions/8/Parameters/LexV2Bot/AliasArn: `ref://lex/Orders%2Fliev`: there is no Lex bot of that name [unknown-name]
          remedy: did you mean "Orders/live"?
        spec.yaml:15:7 contact_flows[3].content: in the flow, at /Actions/9/Parameters/ViewResource/Id: `ref://view/Form`: a spec declares nothing of the kind view [unknown-name]
          remedy: write the id or ARN that it has in the instance
        spec.yaml:15:7 contact_flows[3].content: in the flow, at /Actions/10/Parameters/FlowModuleId: `ref://module/Names`: there is no flow module of that name [unknown-name]
          remedy: only Astray is known
        spec.yaml:31:14 contact_flow_modules[0].content: in the flow module, at /Settings: the content of a module has no `Settings` [flow-settings]
          remedy: add `Settings` with `InputParameters`, `OutputParameters` and `Transitions`"#]].assert_eq(&lines.join("\n"));
}

#[test]
fn equal_declarations_have_equal_digests_and_others_have_not() {
    let digest = |text: &str| {
        let center = spec(text);
        plan(&center, &nothing(&center), &PlanOptions::default())
            .unwrap()
            .digest()
    };
    assert_eq!(digest(RING), digest(RING));
    assert_eq!(digest(RING).len(), 64);
    assert_ne!(digest(RING), digest(&RING.replace("MONDAY", "TUESDAY")));
}

#[test]
fn no_plan_of_a_managed_user_carries_a_password() {
    let center = example("full-contact-center");
    let json =
        serde_json::to_string(&plan(&center, &nothing(&center), &PlanOptions::default()).unwrap())
            .unwrap();
    assert!(json.contains("ref://secret/trunkline/"));
    assert!(!json.to_lowercase().contains("password\":\""));
}
