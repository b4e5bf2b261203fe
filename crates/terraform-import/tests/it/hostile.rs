//! Files that nobody should write.

use proptest::{collection, prelude::*};
use serde_json::{Value, json};
use terraform_import::{Options, Unreadable, import};

use crate::golden::text;

/// Members that are looked for.
const WORDS: &[&str] = &[
    "id",
    "arn",
    "name",
    "instance_id",
    "content",
    "queue_id",
    "config",
    "tags_all",
    "hours_of_operation_id",
];

/// Any JSON, with the words of a state among its members.
fn any_json() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        any::<String>(),
        proptest::sample::select(WORDS).prop_map(str::to_owned)
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<f64>().prop_map(|number| json!(number)),
        any::<i64>().prop_map(|number| json!(number)),
        text.clone().prop_map(Value::String),
    ];
    leaf.prop_recursive(4, 32, 6, move |inner| {
        let member = (text.clone(), inner.clone());
        prop_oneof![
            collection::vec(inner, 0..6).prop_map(Value::Array),
            collection::vec(member, 0..6).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

/// Puts a value in the place of one of the values below.
fn replace(value: &mut Value, mut at: usize, with: &Value) -> usize {
    if at == 0 {
        *value = with.clone();
        return usize::MAX;
    }
    at -= 1;
    let below: Vec<&mut Value> = match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(members) => members.values_mut().collect(),
        _ => Vec::new(),
    };
    for inner in below {
        at = replace(inner, at, with);
        if at == usize::MAX {
            return at;
        }
    }
    at
}

fn read(document: &Value) {
    let options = Options {
        alias: Some("harbour".to_owned()),
    };
    for options in [options, Options::default()] {
        if let Ok(import) = import(&document.to_string(), &options) {
            let removed = import
                .files
                .get("removed.tf")
                .map(String::as_str)
                .unwrap_or_default();
            assert!(!removed.contains("destroy = true"));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_is_read_or_refused(document in any_json()) {
        read(&document);
    }

    #[test]
    fn any_resources_are_read_or_refused(resources in any_json(), attributes in any_json()) {
        read(&json!({ "version": 4, "resources": resources }));
        let instances = json!([{ "index_key": attributes, "attributes": attributes }, attributes]);
        let of = |r#type: &str| json!({ "mode": "managed", "type": r#type, "name": "x", "instances": instances });
        read(&json!({ "version": 4, "resources": [of("aws_connect_instance"), of("aws_connect_queue"), of("aws_connect_contact_flow")] }));
    }

    #[test]
    fn a_real_state_with_something_else_in_it_is_read_or_refused(at in 0_usize..1500, with in any_json()) {
        let mut state: Value = serde_json::from_str(&text("states/by-hand.tfstate")).unwrap();
        replace(&mut state, at, &with);
        read(&state);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[\\PC\n{}\\[\\]()\"=,$-]{0,200}") {
        let _ = import(&text, &Options::default());
    }
}

#[test]
fn deep_nesting_is_refused() {
    let brackets = "a = ".to_owned() + &"[".repeat(100_000);
    let error = import(&brackets, &Options::default()).unwrap_err();
    assert_eq!(error.to_string(), "the file nests deeper than 100 levels");
    let json = "{\"a\":".repeat(100_000);
    assert!(import(&json, &Options::default()).is_err());
}

/// A state with that many flows, whose names give the same path and the same label.
fn crowd(count: usize) -> Value {
    let flow = |number: usize| {
        let name: String = (0..15)
            .map(|bit| if number >> bit & 1 == 0 { '?' } else { '!' })
            .collect();
        json!({ "index_key": "same\u{7}", "dependencies": ["aws_connect_instance.i"],
            "attributes": { "instance_id": "i-1", "name": name, "content": "{}" } })
    };
    let flows: Vec<_> = (0..count).map(flow).collect();
    let of = |name: &str, instances: Value| {
        let r#type = format!("aws_connect_{name}");
        json!({ "mode": "managed", "type": r#type, "name": name, "instances": instances })
    };
    let instance = json!([{ "attributes": { "id": "i-1", "instance_alias": "uk" } }]);
    json!({ "version": 4, "resources": [of("instance", instance), of("contact_flow", flows.into())] })
}

#[test]
fn a_crowd_of_namesakes_is_read_in_time() {
    let import = import(&crowd(5_000).to_string(), &Options::default()).unwrap();
    assert_eq!(import.files.len(), 5_002);
    assert!(import.files.contains_key("flows/---------------_5000.json"));
}

#[test]
fn more_than_any_center_holds_is_refused() {
    let many = Err(Unreadable::TooMany { max: 20_000 });
    let options = Options::default();
    assert_eq!(import(&crowd(20_000).to_string(), &options), many);
    let entries = format!(
        "instance_alias = \"uk\"\nqueues = [{}]",
        "{},".repeat(20_001)
    );
    assert_eq!(import(&entries, &options), many);
    let expressions = format!("a = [{}]", "b,".repeat(20_001));
    assert_eq!(import(&expressions, &options), many);
}

#[test]
fn a_long_way_is_told_in_part() {
    let key = "k".repeat(100_000);
    let text =
        format!("instance_alias = \"uk\"\nqueues = {{ s = {{ {key} = [x, y] }} }}\nusers = []");
    let import = import(&text, &Options::default()).unwrap();
    assert!(!import.report.left.is_empty());
    assert!(
        import
            .report
            .left
            .iter()
            .all(|left| left.address.len() <= 1024)
    );
}
