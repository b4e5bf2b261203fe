//! Where JSON pointers point in texts.

use flow_language::{Form, lint::locate};
use serde_json::{Value, json};

/// For a pointer, the text at its spot begins with the value itself.
#[test]
fn every_value_of_every_file_is_located() {
    for (file, document, text) in crate::corpus::readable_texts() {
        let mut all = Vec::new();
        pointers(document.content(), &mut String::new(), &mut all);
        let wanted = all.iter().map(|(pointer, _)| pointer.as_str());
        let spots = locate::locate_content(&text, document.form(), wanted);
        let lines: Vec<&str> = text.split('\n').collect();
        for (at, (pointer, first)) in all.iter().enumerate() {
            let spot = spots[pointer.as_str()];
            let found = text[spot.offset..].trim_start_matches('\\');
            assert!(
                found.starts_with(*first),
                "{file} {pointer}: {}",
                &found[..20.min(found.len())]
            );
            // Counting columns in long lines takes its time.
            if at % 17 != 0 {
                continue;
            }
            let line = lines[spot.line - 1].trim_start_matches('\u{feff}');
            let there: String = line.chars().skip(spot.column - 1).collect();
            assert!(
                text[spot.offset..].starts_with(there.trim_end_matches('\r')),
                "{file} {pointer}"
            );
        }
    }
}

/// Every pointer into a value, and the character that the value begins with.
fn pointers(value: &Value, at: &mut String, all: &mut Vec<(String, char)>) {
    let first = value.to_string().chars().next().unwrap();
    if !value.is_number() {
        all.push((at.clone(), first));
    }
    let children: Vec<(String, &Value)> = match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(at, item)| (at.to_string(), item))
            .collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, child)| (name.replace('~', "~0").replace('/', "~1"), child))
            .collect(),
        _ => Vec::new(),
    };
    for (step, child) in children {
        let length = at.len();
        at.push('/');
        at.push_str(&step);
        pointers(child, at, all);
        at.truncate(length);
    }
}

#[test]
fn a_missing_value_is_located_at_the_nearest_one_around_it() {
    let text = "\u{feff}{\n  \"a\": [1, {\"b\\u0041/c\": \"ü\", \"d\": 2}],\n  \"a\": {\"é\": 1, \"x\": 3}\n}";
    let spots = locate::locate(text, ["", "/a", "/a/x", "/a/1/bA~1c", "/z/y"]);
    let at = |pointer: &str| (spots[pointer].line, spots[pointer].column);
    assert_eq!(at(""), (1, 1));
    assert_eq!(
        at("/a"),
        (3, 8),
        "of two members with one name the last counts"
    );
    assert_eq!(at("/a/x"), (3, 22));
    assert_eq!(at("/a/1/bA~1c"), (2, 26));
    assert_eq!(at("/z/y"), (1, 1));
    for cut in 0..text.len() {
        if text.is_char_boundary(cut) {
            locate::locate(&text[..cut], ["/a/x"]);
        }
    }
    let deep = "[".repeat(100_000);
    assert_eq!(locate::locate(&deep, ["/0/0"])["/0/0"].column, 3);
}

#[test]
fn content_that_an_envelope_keeps_as_text_is_located_in_the_envelope() {
    let content =
        r#"{"Version": "2019-10-30", "Actions": [{"Identifier": "ü\"q\"", "Type": "X"}]}"#;
    let envelope = json!({"Name": "Main", "Type": "CONTACT_FLOW", "Content": content}).to_string();
    let spots = locate::locate_content(
        &envelope,
        Form::Export,
        ["/Actions/0/Type", "/Version", "/Gone"],
    );
    assert!(envelope[spots["/Actions/0/Type"].offset..].starts_with(r#"\"X\""#));
    assert!(envelope[spots["/Version"].offset..].starts_with(r#"\"2019"#));
    assert!(envelope[spots["/Gone"].offset..].starts_with('{'));
    assert_eq!(spots["/Version"].line, 1);
}
