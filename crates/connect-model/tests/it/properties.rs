//! What holds for any text.

use connect_model::{
    rules,
    spec::{Sources, load},
};
use proptest::{
    collection::{btree_map, vec},
    prelude::*,
    sample::{Index, select},
};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{load::full, sources::one};

/// What a load comes to, without the places that depend on the form of the text.
fn outcome(sources: &Sources) -> Result<Value, Vec<(String, String, String)>> {
    match load(sources) {
        Ok(center) => Ok(serde_json::to_value(center).unwrap()),
        Err(findings) => {
            let said = |f: connect_model::Finding| (f.place.path, f.rule, f.message);
            let mut all: Vec<_> = findings.into_iter().map(said).collect();
            all.sort();
            Err(all)
        }
    }
}

/// Loads and checks what holds of every outcome.
fn survives(sources: &Sources) {
    if let Err(findings) = load(sources) {
        assert!(!findings.is_empty());
        assert!(findings.is_sorted_by_key(|finding| finding.place.clone()));
        for finding in findings {
            assert!(
                rules().iter().any(|rule| rule.id == finding.rule),
                "{finding}"
            );
            assert!(
                !finding.message.is_empty() && !finding.remedy.is_empty(),
                "{finding}"
            );
        }
    }
}

/// One change of a text.
#[derive(Clone, Debug)]
enum Change {
    Cut(Index, usize),
    Insert(Index, String),
    Double(Index, Index),
}

fn change() -> impl Strategy<Value = Change> {
    let snippet = select(vec![
        ":",
        "- ",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "'",
        "&a ",
        "*a",
        "!x ",
        "|\n",
        "\t",
        "#",
        "---\n",
        "${var.",
        "${",
        "}",
        "$remove: true",
        "~",
        "null",
        "1e9",
        "-1",
        "é",
        "\u{0}",
        "?",
        "\r\n",
        "...",
        "%",
    ]);
    prop_oneof![
        (any::<Index>(), 1..20_usize).prop_map(|(at, count)| Change::Cut(at, count)),
        (any::<Index>(), snippet).prop_map(|(at, text)| Change::Insert(at, text.into())),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Change::Double(from, to)),
    ]
}

fn apply(text: &str, changes: &[Change]) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for change in changes {
        let length = text.len().max(1);
        match change {
            Change::Cut(at, count) => {
                let at = at.index(length).min(text.len());
                let end = (at + count).min(text.len());
                text.drain(at..end);
            }
            Change::Insert(at, new) => {
                let at = at.index(length).min(text.len());
                text.splice(at..at, new.chars());
            }
            Change::Double(from, to) => {
                let (from, to) = (from.index(length), to.index(length));
                let piece: Vec<char> = text[from.min(to)..from.max(to)]
                    .iter()
                    .take(200)
                    .copied()
                    .collect();
                text.splice(from..from, piece);
            }
        }
    }
    text.into_iter().collect()
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z][A-Za-z0-9 _-]{0,12}",
        "\\PC{0,8}",
        select(vec![
            "Basic Hours",
            "BasicQueue",
            "09:00",
            "NO",
            "true",
            "12",
            "+44",
            "~",
            "ENABLED",
            " x",
            "😀"
        ])
        .prop_map(str::to_owned),
    ]
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => text().prop_map(Value::String),
        1 => any::<i32>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ]
}

/// A queue that is mostly right.
fn queue() -> impl Strategy<Value = Value> {
    let hours = prop_oneof![4 => Just(json!("Basic Hours")), 1 => scalar()];
    let more = btree_map(
        select(vec![
            "description",
            "status",
            "max_contacts",
            "was",
            "tags",
            "quick_connects",
            "zzz",
        ]),
        scalar(),
        0..2,
    );
    (text(), hours, more).prop_map(|(name, hours, more)| {
        let mut queue = Map::from_iter([
            ("name".to_owned(), json!(name)),
            ("hours".to_owned(), hours),
        ]);
        queue.extend(
            more.into_iter()
                .map(|(member, value)| (member.to_owned(), value)),
        );
        Value::Object(queue)
    })
}

fn spec() -> impl Strategy<Value = Value> {
    let tags = btree_map(text(), text(), 0..3);
    let numbers = btree_map(text(), select(vec!["GB", "US", "XX"]), 0..3);
    (tags, vec(queue(), 0..4), numbers).prop_map(|(tags, queues, numbers)| {
        let number = |country| json!({ "country": country, "type": "DID" });
        let numbers: Map<String, Value> = numbers
            .into_iter()
            .map(|(key, country)| (key, number(country)))
            .collect();
        json!({
            "instance": { "alias": "uk", "tags": tags },
            "queues": queues,
            "phone_numbers": numbers
        })
    })
}

/// Block YAML, unlike JSON in all but its meaning.
fn yaml(value: &Value, depth: usize, out: &mut String) {
    let pad = "  ".repeat(depth);
    match value {
        Value::Object(map) if !map.is_empty() => {
            for (key, value) in map {
                *out += &format!("\n{pad}? {}\n{pad}: ", quoted(key));
                yaml(value, depth + 1, out);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                *out += &format!("\n{pad}- ");
                yaml(item, depth + 1, out);
            }
        }
        Value::String(text) => *out += &quoted(text),
        other => *out += &other.to_string(),
    }
}

/// JSON indented with tabs.
fn indented(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    let tabs = serde_json::ser::PrettyFormatter::with_indent(b"\t");
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, tabs);
    value.serialize(&mut serializer).unwrap();
    out
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_survived(bytes in vec(any::<u8>(), 0..300)) {
        survives(&one(bytes));
    }

    #[test]
    fn any_text_is_survived(text in "[-a-z:{}\\[\\]\"'&*!|>#%@?,. \\t\\n$0-9~é]{0,120}") {
        survives(&one(text));
    }

    #[test]
    fn any_change_of_a_spec_is_survived(changes in vec(change(), 1..6)) {
        let mut sources = full();
        let text = apply(include_str!("../full.yaml"), &changes);
        sources.files.insert("center.yaml".into(), text.into());
        survives(&sources);
    }

    #[test]
    fn an_empty_overlay_changes_nothing(changes in vec(change(), 0..3), empty in select(vec!["", "{}", "---\n", "# x\n"])) {
        let mut sources = full();
        let text = apply(include_str!("../full.yaml"), &changes);
        sources.files.insert("center.yaml".into(), text.into());
        let before = outcome(&sources);
        sources.specs.push("empty.yaml".into());
        sources.files.insert("empty.yaml".into(), empty.into());
        prop_assert_eq!(outcome(&sources), before);
    }

    #[test]
    fn json_and_yaml_that_say_the_same_load_the_same(spec in spec()) {
        let mut block = String::new();
        yaml(&spec, 0, &mut block);
        let compact = outcome(&one(spec.to_string()));
        prop_assert_eq!(outcome(&one(indented(&spec))), compact.clone());
        prop_assert_eq!(outcome(&one(block)), compact);
    }
}
