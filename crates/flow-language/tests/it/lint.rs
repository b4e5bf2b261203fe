//! Findings over real flows, over several documents, and as text, JSON and SARIF.

use std::{collections::BTreeMap, fmt::Write as _};

use expect_test::{expect, expect_file};
use flow_language::{
    Document, FlowType, Form, Role,
    album::{self, Shown},
    bundle::{Bundle, Contract, Files, ItemName, Loose},
    lint::{self, Allowed, Context, Item, RULES, Severity, Source, Summary},
};
use serde_json::json;

use crate::corpus::readable_files;

/// The role of a file that does not say it, by its name.
fn role(file: &str, document: &Document) -> Role {
    let name = file.rsplit('/').next().unwrap_or(file).to_lowercase();
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let by_name = [
        ("agenthold", FlowType::AgentHold),
        ("hold", FlowType::CustomerHold),
        ("agentwhisper", FlowType::AgentWhisper),
        ("customerwhisper", FlowType::CustomerWhisper),
        ("outbound", FlowType::OutboundWhisper),
        ("whisper", FlowType::OutboundWhisper),
        ("customerqueue", FlowType::CustomerQueue),
        ("agenttransfer", FlowType::AgentTransfer),
        ("queuetransfer", FlowType::QueueTransfer),
    ];
    let named = || by_name.iter().find(|(part, _)| letters.contains(part));
    let guessed = || Role::Flow(named().map_or(FlowType::ContactFlow, |(_, named)| *named));
    document.role_hint().unwrap_or_else(guessed)
}

/// How often each rule finds something in the flows of public projects, and in how many of them. A line
/// that changes is to be looked at: new findings must be what an expert would say.
#[test]
fn the_census_of_the_corpus_is_known() {
    let mut census: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let files = readable_files();
    if files.is_empty() {
        return;
    }
    for (file, document) in &files {
        let findings = lint::flow(document, role(file, document), &Context::default());
        let mut in_file: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in &findings {
            *in_file.entry(finding.code).or_default() += 1;
        }
        for (code, count) in in_file {
            let (findings, files) = census.entry(code).or_default();
            (*findings, *files) = (*findings + count, *files + 1);
        }
    }
    let mut golden = String::from("rule                            findings  files\n");
    for rule in RULES {
        let (findings, files) = census.get(rule.code).copied().unwrap_or_default();
        writeln!(golden, "{:<32}{findings:>8}{files:>7}", rule.code).unwrap();
    }
    expect_file!["./golden/lint_census.txt"].assert_eq(&golden);
}

#[test]
fn the_page_about_the_rules_is_made_from_them() {
    expect_file!["../../../../docs/flow-rules.md"].assert_eq(&lint::page());
}

#[test]
fn codes_are_kebab_case_and_unique_and_texts_are_whole() {
    let mut codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), RULES.len());
    for rule in RULES {
        let is_kebab =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(rule.code.bytes().all(is_kebab), "{}", rule.code);
        assert!(rule.explanation.ends_with('.'), "{}", rule.code);
        assert!(
            !rule.title.ends_with('.') && !rule.remedy.ends_with('.'),
            "{}",
            rule.code
        );
        let texts = [rule.title, rule.explanation, rule.remedy];
        assert!(
            texts.iter().all(|text| !text.contains("  ")),
            "{}",
            rule.code
        );
    }
}

/// A flow that has one finding of each severity.
fn menu() -> String {
    let flow = json!({
        "Version": "2019-10-30",
        "StartAction": "Welcome",
        "Metadata": {"ActionMetadata": {"Welcome": {"isFriendlyName": true, "position": {"x": 10.4, "y": 20}}}},
        "Actions": [
            {"Identifier": "Welcome", "Type": "MessageParticipant", "Parameters": {},
             "Transitions": {"NextAction": "Bye", "Errors": [], "Conditions": []}},
            {"Identifier": "Bye", "Type": "MessageParticipant",
             "Parameters": {"Text": "Goodbye, $.Attributes.name."},
             "Transitions": {"NextAction": "end", "Errors": [], "Conditions": []}},
            {"Identifier": "Forgotten", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}},
            {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}},
        ],
    });
    format!("{flow:#}\n")
}

fn menu_findings() -> Vec<lint::Finding> {
    let context = Context {
        flow: Some("Main menu".to_owned()),
        allowed: vec![Allowed {
            code: "logging-off".to_owned(),
            flow: None,
            action: None,
        }],
        ..Context::default()
    };
    let document = Document::parse(&menu()).unwrap();
    lint::flow(&document, FlowType::ContactFlow.into(), &context)
}

#[test]
fn findings_read_well_as_text() {
    expect![[r#"
        Main menu (CONTACT_FLOW)
          warning Forgotten (/Actions/2): no way leads to this block [unreachable-block]
                  connect the block or delete it
          error   Welcome at 10,20: there is neither text nor audio to play [no-prompt]
                  write a text or choose a prompt
          note    Bye (/Actions/1/Parameters/Text): nothing in this flow sets the contact attribute `name` [attribute-not-set]
                  check the spelling, or set it before it is read

        1 error, 1 warning, 1 note
    "#]].assert_eq(&lint::text(&menu_findings()));
    assert_eq!(lint::text(&[]), "0 errors, 0 warnings, 0 notes\n");
}

#[test]
fn findings_are_json_with_camel_case_names() {
    let findings = menu_findings();
    expect![[r#"
        {
          "code": "unreachable-block",
          "severity": "WARNING",
          "flow": {
            "type": "CONTACT_FLOW",
            "name": "Main menu"
          },
          "action": "Forgotten",
          "block": "Forgotten",
          "path": "/Actions/2",
          "message": "no way leads to this block",
          "remedy": "connect the block or delete it"
        }
    "#]]
    .assert_eq(&format!(
        "{:#}\n",
        serde_json::to_value(&findings[0]).unwrap()
    ));
    let summary = serde_json::to_value(Summary::of(&findings)).unwrap();
    assert_eq!(summary, json!({"errors": 1, "warnings": 1, "notes": 1}));
}

#[test]
fn sarif_names_the_rule_the_file_the_line_and_the_block() {
    let text = menu();
    let source = Source {
        uri: "flows/Main menu.json",
        text: &text,
        form: Form::Raw,
    };
    let name = ItemName::flow(FlowType::ContactFlow, "Main menu");
    let sources = BTreeMap::from([(&name, source)]);
    let mut log = lint::sarif(&menu_findings(), &sources, "1.2.3");
    let rules = log["runs"][0]["tool"]["driver"]["rules"].take();
    assert_eq!(rules.as_array().unwrap().len(), RULES.len());
    let results = log["runs"][0]["results"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    expect_file!["./golden/lint.sarif"].assert_eq(&format!(
        "{log:#}
"
    ));
    let rule = format!(
        "{:#}
",
        rules[8]
    );
    expect_file!["./golden/lint_rule.json"].assert_eq(&rule);
}

/// Names are unique within a type alone.
#[test]
fn flows_of_one_name_keep_their_findings_apart() {
    let file = |folder: &str| format!("{folder}/Main.json");
    let queue = menu().replace('\n', "\n\n").replace("Bye", "Thanks");
    let files = Files::from([
        (file("CONTACT_FLOW"), menu().into_bytes()),
        (file("CUSTOMER_QUEUE"), queue.into_bytes()),
    ]);
    let read = Bundle::read(&files, Loose::default());
    let findings = lint::of_bundle(&read.bundle, &Context::default());
    let log = lint::sarif(&findings, &lint::sources(&read, &files), "1.2.3");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let mut seen = BTreeMap::<String, Vec<u64>>::new();
    for (finding, result) in findings.iter().zip(results) {
        let ItemName { role, .. } = finding.flow.as_ref().unwrap();
        let location = &result["locations"][0];
        let place = &location["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], file(role.as_str()));
        let name = location["logicalLocations"][0]["fullyQualifiedName"].as_str();
        assert!(
            name.unwrap()
                .starts_with(&format!("{}/Main", role.as_str()))
        );
        if finding.code == "unreachable-block" {
            let line = place["region"]["startLine"].as_u64().unwrap();
            seen.entry(role.as_str().to_owned()).or_default().push(line);
        }
    }
    assert_eq!(seen["CUSTOMER_QUEUE"], [seen["CONTACT_FLOW"][0] * 2 - 1]);
    let text = lint::text(&findings);
    assert!(text.contains("Main (CONTACT_FLOW)\n") && text.contains("Main (CUSTOMER_QUEUE)\n"));
    let shown = Shown {
        findings: &findings,
        ..Shown::default()
    };
    for picture in album::pictures(&read.bundle, shown) {
        let own = findings
            .iter()
            .filter(|it| it.flow.as_ref() == Some(&picture.item));
        assert_eq!(picture.lines.len(), own.count());
    }
}

fn flow(transfers_to: &str) -> Document {
    let content = json!({"Version": "2019-10-30", "StartAction": "a", "Actions": [
        {"Identifier": "a", "Type": "TransferToFlow",
         "Parameters": {"ContactFlowId": format!("ref://flow/CONTACT_FLOW/{transfers_to}")},
         "Transitions": {"NextAction": "b", "Errors": [{"ErrorType": "NoMatchingError", "NextAction": "b"}]}},
        {"Identifier": "b", "Type": "MessageParticipant", "Parameters": {"Text": "Hi $.Attributes.name"},
         "Transitions": {"NextAction": "end"}},
        {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}]});
    Document::parse(&content.to_string()).unwrap()
}

fn codes(items: &[Item<'_>]) -> Vec<String> {
    let findings = lint::bundle(items.iter().copied(), &Context::default());
    let told = findings
        .iter()
        .filter(|finding| finding.code != "logging-off");
    told.map(|finding| {
        let flow = finding.flow.as_ref().map_or("-", |flow| &flow.name);
        format!("{flow} {}", finding.code)
    })
    .collect()
}

fn item<'a>(name: &'a str, role: Role, document: &'a Document) -> Item<'a> {
    Item {
        name,
        role,
        document,
        contract: None,
    }
}

#[test]
fn a_ring_of_flows_is_found_and_one_that_is_left_is_not() {
    let inbound = Role::Flow(FlowType::ContactFlow);
    let (there, back, out) = (flow("B"), flow("A"), flow("C"));
    let ring = codes(&[item("A", inbound, &there), item("B", inbound, &back)]);
    assert_eq!(
        ring,
        ["A attribute-not-set", "B attribute-not-set", "B flow-ring"]
    );
    let chain = codes(&[item("A", inbound, &there), item("B", inbound, &out)]);
    assert_eq!(chain, ["A attribute-not-set", "B attribute-not-set"]);
}

#[test]
fn a_module_that_nothing_invokes_is_told_and_attributes_of_other_flows_count() {
    let inbound = Role::Flow(FlowType::ContactFlow);
    let module = Document::module_stub();
    let setting = json!({"Version": "2019-10-30", "StartAction": "a", "Actions": [
        {"Identifier": "a", "Type": "UpdateContactAttributes", "Parameters": {"Attributes": {"name": "x"}},
         "Transitions": {"NextAction": "end", "Errors": [{"ErrorType": "NoMatchingError", "NextAction": "end"}]}},
        {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}]});
    let setting = Document::parse(&setting.to_string()).unwrap();
    let reading = flow("C");
    let all = [
        item("M", Role::Module, &module),
        item("S", inbound, &setting),
        item("A", inbound, &reading),
    ];
    assert_eq!(codes(&all), ["M unused-module"]);
    let contract = Contract {
        settings: None,
        external_invocation: Some(true),
    };
    let open = Item {
        contract: Some(&contract),
        ..all[0]
    };
    assert_eq!(codes(&[open]), Vec::<String>::new());
}

#[test]
fn what_somebody_accepted_is_left_out() {
    let document = Document::parse(&menu()).unwrap();
    let left = |allowed: Vec<Allowed>| {
        let context = Context {
            flow: Some("Main menu".to_owned()),
            allowed,
            ..Context::default()
        };
        lint::flow(&document, FlowType::ContactFlow.into(), &context).len()
    };
    let allowed = |action: Option<&str>, flow: Option<&str>| {
        vec![Allowed {
            code: "no-prompt".to_owned(),
            flow: flow.map(str::to_owned),
            action: action.map(str::to_owned),
        }]
    };
    let all = left(Vec::new());
    assert_eq!(left(allowed(None, None)), all - 1);
    assert_eq!(left(allowed(Some("Welcome"), Some("Main menu"))), all - 1);
    assert_eq!(left(allowed(Some("Bye"), None)), all);
    assert_eq!(left(allowed(None, Some("Other"))), all);
    assert!(Severity::Note < Severity::Warning && Severity::Warning < Severity::Error);
}

/// What is no flow at all is told of, and nothing breaks.
#[test]
fn any_json_can_be_linted() {
    let odd = [
        json!(null),
        json!(7),
        json!("no action"),
        json!([]),
        json!({}),
        json!({"Identifier": 1, "Type": [], "Parameters": [], "Transitions": 3}),
        json!({"Identifier": "a", "Type": "Compare", "Parameters": {"ComparisonValue": {}},
               "Transitions": {"NextAction": "a", "Conditions": [7, {"Condition": {"Operands": [{}]}}], "Errors": {}}}),
        json!({"Identifier": "b", "Type": "InvokeFlowModule",
               "Parameters": {"FlowModuleId": "ref://module/M", "Input": [1]}, "Transitions": {"NextAction": "a"}}),
        json!({"Identifier": "", "Type": "MessageParticipant", "Parameters": {"SSML": "<speak é=&\u{0}<<", "Text": "$.$[$['"},
               "Transitions": {"NextAction": "b"}}),
    ];
    let roles = FlowType::ALL.iter().map(|flow_type| Role::Flow(*flow_type));
    for role in roles.chain([Role::Module]) {
        for start in ["a", "b", "", "nowhere"] {
            let content = json!({"StartAction": start, "Actions": odd});
            let document = Document::parse(&content.to_string()).unwrap();
            let contract = Contract {
                settings: Some(json!({"input": [], "transitions": {"results": [1, {}]}})),
                external_invocation: None,
            };
            let known = Context {
                modules: [("M".to_owned(), contract)].into(),
                ..Context::default()
            };
            let findings = lint::flow(&document, role, &known);
            assert!(!lint::text(&findings).is_empty());
        }
    }
}
