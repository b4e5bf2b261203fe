//! What the blocks of a picture say, and whether it can be read.

use std::collections::{BTreeMap, BTreeSet};

use flow_language::{
    Document,
    draw::{self, BlockBox, Layout, Options, TextBox},
};
use serde_json::{Value, json};

fn drawn(actions: &Value) -> Layout {
    let start = actions[0]["Identifier"].clone();
    let content = json!({"Version": "2019-10-30", "StartAction": start, "Actions": actions});
    let document = Document::parse(&content.to_string()).unwrap();
    draw::layout(&document, &Options::default())
}

fn written(texts: &[TextBox]) -> Vec<&str> {
    texts.iter().map(|line| line.text.as_str()).collect()
}

fn rows(block: &BlockBox) -> Vec<&str> {
    let rows = block.rows.iter();
    rows.map(|row| row.label.text.as_str()).collect()
}

fn action(identifier: &str, action_type: &str, parameters: Value) -> Value {
    json!({"Identifier": identifier, "Type": action_type, "Parameters": parameters,
        "Transitions": {"NextAction": "End", "Errors": [], "Conditions": []}})
}

fn to(next: &str, operand: &str) -> Value {
    json!({"NextAction": next, "Condition": {"Operator": "Equals", "Operands": [operand]}})
}

fn end() -> Value {
    json!({"Identifier": "End", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}})
}

#[test]
fn blocks_that_choose_have_no_plain_way_on_unless_it_leads_elsewhere() {
    let mut hours = action("Open?", "CheckHoursOfOperation", json!({}));
    hours["Transitions"]["Conditions"] = json!([to("Menu", "True"), to("End", "False")]);
    let error = json!({"NextAction": "End", "ErrorType": "NoMatchingError"});
    hours["Transitions"]["Errors"] = json!([error]);
    let mut menu = action("Menu", "GetParticipantInput", json!({"Text": "Hello"}));
    menu["Transitions"]["Conditions"] = json!([to("Open?", "1"), to("End", "")]);
    let layout = drawn(&json!([hours, menu, end()]));
    assert_eq!(
        rows(&layout.blocks[0]),
        ["In hours", "Out of hours", "Error"]
    );
    assert_eq!(rows(&layout.blocks[1]), ["Pressed 1", "= (empty)"]);
    assert_eq!(layout.connectors.len(), 1 + 3 + 2);
    hours["Transitions"]["NextAction"] = "Open?".into();
    let layout = drawn(&json!([hours, menu, end()]));
    let expected = ["Success", "In hours", "Out of hours", "Error"];
    assert_eq!(rows(&layout.blocks[0]), expected);
}

#[test]
fn input_that_is_stored_has_the_name_of_its_own_block() {
    let id = "7c1c6f0e-0a1b-4c55-9a2e-5d1f0f2b3c4d";
    let named = |stored: &str| {
        let input = action(id, "GetParticipantInput", json!({"StoreInput": stored}));
        let layout = drawn(&json!([input, end()]));
        written(&layout.blocks[0].label).join(" ")
    };
    assert_eq!(named("True"), "Store customer input");
    assert_eq!(named("False"), "Get customer input");
}

#[test]
fn long_names_take_two_lines() {
    let id = "7c1c6f0e-0a1b-4c55-9a2e-5d1f0f2b3c4d";
    let of = |action_type: &str| {
        let layout = drawn(&json!([action(id, action_type, json!({})), end()]));
        written(&layout.blocks[0].label).join("|")
    };
    assert_eq!(
        of("UpdateContactRoutingBehavior"),
        "Change routing priority / age"
    );
    assert_eq!(
        of("UpdateContactRecordingAndAnalyticsBehavior"),
        "Set recording and analytics|behavior"
    );
}

#[test]
fn a_caption_shows_as_many_values_as_fit_and_says_how_many_there_are_more() {
    let caption = |attributes: Value| {
        let set = action(
            "Set",
            "UpdateContactAttributes",
            json!({"Attributes": attributes}),
        );
        let layout = drawn(&json!([set, end()]));
        written(&layout.blocks[0].caption).join("|")
    };
    assert_eq!(caption(json!({"a": "1", "b": ""})), "a = 1|b = (empty)");
    let many: BTreeMap<_, _> = (0..200).map(|at| (format!("k{at:03}"), "v")).collect();
    assert_eq!(caption(json!(many)), "k000 = v|k001 = v|k002 = v|+197 more");
    let long = "$.External.CurrentRule_attributeValue";
    assert_eq!(
        caption(json!({"attribute": format!("{long}0"), "other": format!("{long}1"), "c": "d"})),
        "attribute =|$.External.Current…_attributeValue0|+2 more"
    );
}

#[test]
fn captions_that_begin_alike_begin_where_they_differ() {
    let text = |end: &str| format!("{}{end}", "Thank you for calling the ferries. ".repeat(5));
    let say =
        |name: &str, end: &str| action(name, "MessageParticipant", json!({"Text": text(end)}));
    let layout = drawn(&json!([
        say("A", "Good morning."),
        say("A", "Good night."),
        end()
    ]));
    let said = |at: usize| written(&layout.blocks[at].caption).join(" ");
    assert_eq!(
        (said(0), said(1)),
        ("…morning.".to_owned(), "…night.".to_owned())
    );
    assert!(layout.blocks[0].tooltip.ends_with("Good morning."));
}

#[test]
fn a_block_that_nothing_leads_to_says_so() {
    let lost = action("Lost", "MessageParticipant", json!({"Text": "Hello"}));
    let layout = drawn(&json!([action("A", "Wait", json!({})), lost, end()]));
    let notices = layout.blocks.iter().map(|block| block.notice.as_ref());
    let notices: Vec<_> = notices
        .map(|it| it.map(|text| text.text.as_str()))
        .collect();
    assert_eq!(notices, [None, Some("Nothing leads here"), None]);
}

/// What is written on a block.
type Words = (Vec<String>, Vec<String>, Vec<String>);

#[test]
fn no_two_blocks_of_a_real_flow_look_the_same_and_are_not() {
    let owned = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect::<Vec<_>>();
    for (sample, document) in super::corpus::readable() {
        let layout = draw::layout(&document, &Options::default());
        let mut alike = BTreeMap::<Words, BTreeSet<String>>::new();
        for block in &layout.blocks {
            let (label, caption) = (written(&block.label), written(&block.caption));
            let words = (owned(label), owned(caption), owned(rows(block)));
            let (_, whole) = block.tooltip.split_once(&block.identifier).unwrap();
            alike.entry(words).or_default().insert(whole.to_owned());
        }
        let alike: Vec<_> = alike.iter().filter(|(_, texts)| texts.len() > 1).collect();
        assert!(alike.is_empty(), "{}: {alike:#?}", sample.file);
    }
}

/// The colour that each rule gives; those of the dark page replace those of the light one.
fn colours(style: &str, is_dark: bool) -> BTreeMap<String, [f64; 3]> {
    let (light, dark) = style.split_once("@media").unwrap();
    let mut colours = BTreeMap::new();
    for rule in light.lines().chain(dark.lines().filter(|_| is_dark)) {
        let Some((selector, body)) = rule.trim_end_matches('}').split_once('{') else {
            continue;
        };
        for part in body.split(';') {
            let Some((name, value)) = part.split_once(":#") else {
                continue;
            };
            let digit = |at: usize| {
                if value.len() == 3 {
                    (at / 2)..=(at / 2)
                } else {
                    at..=at + 1
                }
            };
            let channel = |at: usize| {
                let text = value[digit(at)].repeat(if value.len() == 3 { 2 } else { 1 });
                f64::from(u8::from_str_radix(&text, 16).unwrap()) / 255.0
            };
            colours.insert(format!("{selector} {name}"), [0, 2, 4].map(channel));
        }
    }
    colours
}

/// Contrast as the guidelines of the W3C for content on the web define it (WCAG 2.1).
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let linear = |channel: f64| {
        if channel <= 0.04045 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    };
    let light = |[red, green, blue]: [f64; 3]| {
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    };
    let (one, other) = (light(one) + 0.05, light(other) + 0.05);
    one.max(other) / one.min(other)
}

#[test]
fn every_text_and_line_stands_out_on_what_is_behind_it() {
    let document = json!({"Version": "2019-10-30", "StartAction": "End", "Actions": [end()]});
    let document = Document::parse(&document.to_string()).unwrap();
    let svg = draw::svg(&document, &Options::default());
    let (style, _) = svg.split_once("</style>").unwrap();
    let (_, style) = style.split_once("<style>").unwrap();
    for is_dark in [false, true] {
        let colours = colours(style, is_dark);
        let heads = colours
            .keys()
            .filter(|rule| rule.ends_with(".tl-head fill"));
        let heads = heads.map(|head| (".tl-label fill", head.as_str(), 4.5));
        let marks = colours
            .keys()
            .filter(|rule| rule.starts_with(".tl-mark.") && rule.ends_with(" fill"));
        let marks = marks.map(|mark| (".tl-mark-text fill", mark.as_str(), 4.5));
        let lines = colours
            .keys()
            .filter(|rule| rule.starts_with(".tl-line") && rule.ends_with(" stroke"));
        // Marked lines are wider than others.
        let lines = lines.map(|line| {
            (
                line.as_str(),
                ".tl-page fill",
                if line.contains("changed") { 2.4 } else { 3.0 },
            )
        });
        let others = [
            (".tl-entry-text fill", ".tl-entry fill", 4.5),
            (".tl-caption fill", ".tl-box fill", 4.5),
            (".tl-notice fill", ".tl-box fill", 4.5),
            (".tl-row fill", ".tl-box fill", 4.5),
            (".tl-count fill", ".tl-box fill", 4.5),
            (".tl-note-text fill", ".tl-note fill", 4.5),
        ];
        let pairs: Vec<_> = heads.chain(marks).chain(lines).chain(others).collect();
        assert!(pairs.len() > 15, "{pairs:?}");
        for (text, ground, least) in pairs {
            let is = contrast(colours[text], colours[ground]);
            assert!(
                is >= least,
                "{text} on {ground} has {is:.1}, dark: {is_dark}"
            );
        }
    }
}
