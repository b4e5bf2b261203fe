//! Expressions from their text to what they mean.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, from_value, json};

use super::{
    Scope,
    parser::{condition, update},
};
use crate::services::dynamodb::value::Item;

fn item(json: Value) -> Item {
    from_value(json).expect("an item")
}

fn scope(values: Value) -> Scope {
    let names = BTreeMap::from([("#n".to_owned(), "name".to_owned())]);
    Scope::new(Some(names), Some(item(values)))
}

fn holds(text: &str, values: Value, on: &Item) -> bool {
    condition(&mut scope(values), text)
        .expect("the condition is valid")
        .holds(on)
}

fn updated(text: &str, values: Value, on: &Item) -> Value {
    let update = update(&mut scope(values), text).expect("the update is valid");
    json!(update.apply(on).expect("the update fits"))
}

#[test]
fn conditions_know_functions_paths_and_precedence() {
    let on = item(json!({
        "name": { "S": "Anna" },
        "age": { "N": "30" },
        "tags": { "SS": ["a", "b"] },
        "deep": { "M": { "list": { "L": [{ "N": "1" }, { "S": "x" }] } } },
    }));
    let v = || json!({ ":a": { "S": "An" }, ":n": { "N": "3E1" }, ":m": { "N": "40" } });
    assert!(holds("begins_with(#n, :a) AND age = :n", v(), &on));
    assert!(holds("age BETWEEN :n AND :m and not age > :n", v(), &on));
    assert!(holds("age = :m OR age = :n AND size(#n) < :n", v(), &on));
    assert!(!holds(
        "(age = :m OR age = :n) AND contains(#n, :n)",
        v(),
        &on
    ));
    assert!(holds(
        "attribute_not_exists(deep.none) and deep.list[1] <> :a",
        v(),
        &on
    ));
    assert!(holds(
        "age IN (:m, :n) AND contains(tags, :b)",
        json!({
        ":m": { "N": "1" }, ":n": { "N": "30.0" }, ":b": { "S": "b" } }),
        &on
    ));
    assert!(holds("absent <> :a", v(), &on) && !holds("absent < :a", v(), &on));
    assert!(!holds("age > :a", v(), &on), "other types have no order");
    assert!(holds(
        "attribute_type(tags, :t)",
        json!({ ":t": { "S": "SS" } }),
        &on
    ));
}

#[test]
fn updates_see_the_item_from_before() {
    let on = item(json!({
        "n": { "N": "1" },
        "l": { "L": [{ "N": "0" }, { "N": "1" }, { "N": "2" }] },
        "s": { "SS": ["a", "b"] },
        "m": { "M": {} },
    }));
    let v = json!({ ":one": { "N": "1" }, ":l": { "L": [{ "N": "3" }] } });
    let new = updated(
        "SET n = n + :one, o = n, m.x = if_not_exists(none, :one), p = list_append(l, :l) \
         REMOVE l[0], l[2]",
        v,
        &on,
    );
    assert_eq!(new["n"], json!({ "N": "2" }));
    assert_eq!(new["o"], json!({ "N": "1" }));
    assert_eq!(new["m"]["M"]["x"], json!({ "N": "1" }));
    assert_eq!(new["l"], json!({ "L": [{ "N": "1" }] }));
    assert_eq!(new["p"]["L"].as_array().map(Vec::len), Some(4));
    let v = json!({ ":s": { "SS": ["a", "b"] }, ":one": { "N": "1" } });
    let new = updated("ADD c :one DELETE s :s", v, &on);
    assert_eq!(new["c"], json!({ "N": "1" }));
    assert!(new.get("s").is_none(), "an empty set is no set");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let v = || json!({ ":a": { "S": "x" } });
    for text in [
        "",
        "a =",
        "a = :b",
        "#x = :a",
        "a = :a extra",
        "size(a)",
        "f(a)",
        "(a = :a",
        "a ! b",
    ] {
        assert!(condition(&mut scope(v()), text).is_err(), "{text}");
    }
    for text in [
        "SET a = :a SET b = :a",
        "SET a = :a REMOVE a.b",
        "DROP a",
        "SET a = f(b)",
    ] {
        assert!(update(&mut scope(v()), text).is_err(), "{text}");
    }
}

/// A condition on the numbers `a`, `b` and `c`, as text and as what it means.
#[derive(Debug, Clone)]
enum Tree {
    Less(usize, i8),
    Not(Box<Tree>),
    And(Box<Tree>, Box<Tree>),
    Or(Box<Tree>, Box<Tree>),
}

impl Tree {
    fn text(&self, values: &mut Vec<i8>) -> String {
        match self {
            Self::Less(at, value) => {
                values.push(*value);
                format!("{} < :v{}", ["a", "b", "c"][*at], values.len() - 1)
            }
            Self::Not(tree) => format!("NOT ({})", tree.text(values)),
            // A conjunction binds closer, so only a disjunction needs brackets in it.
            Self::And(left, right) => {
                let mut part = |tree: &Self| match tree {
                    Self::Or(..) => format!("({})", tree.text(values)),
                    _ => tree.text(values),
                };
                format!("{} AND {}", part(left), part(right))
            }
            Self::Or(left, right) => {
                format!("{} OR {}", left.text(values), right.text(values))
            }
        }
    }

    fn means(&self, numbers: [i8; 3]) -> bool {
        match self {
            Self::Less(at, value) => numbers[*at] < *value,
            Self::Not(tree) => !tree.means(numbers),
            Self::And(left, right) => left.means(numbers) && right.means(numbers),
            Self::Or(left, right) => left.means(numbers) || right.means(numbers),
        }
    }
}

fn trees() -> impl Strategy<Value = Tree> {
    let leaf = (0_usize..3, any::<i8>()).prop_map(|(at, value)| Tree::Less(at, value));
    leaf.prop_recursive(5, 40, 2, |inner| {
        let pair = || (inner.clone(), inner.clone());
        prop_oneof![
            inner.clone().prop_map(|tree| Tree::Not(Box::new(tree))),
            pair().prop_map(|(l, r)| Tree::And(Box::new(l), Box::new(r))),
            pair().prop_map(|(l, r)| Tree::Or(Box::new(l), Box::new(r))),
        ]
    })
}

proptest! {
    #[test]
    fn a_condition_means_what_it_says(tree in trees(), numbers in any::<[i8; 3]>()) {
        let mut values = Vec::new();
        let text = tree.text(&mut values);
        let number = |n: i8| json!({ "N": n.to_string() });
        let values = values.into_iter().enumerate();
        let values: serde_json::Map<String, Value> =
            values.map(|(at, value)| (format!(":v{at}"), number(value))).collect();
        let [a, b, c] = numbers;
        let on = item(json!({ "a": number(a), "b": number(b), "c": number(c) }));
        prop_assert_eq!(holds(&text, Value::Object(values), &on), tree.means(numbers));
    }

    #[test]
    fn no_text_is_too_strange_to_be_refused(text in "[a-c:#<>=().,\\[\\] ANDORSET0-9+-]{0,40}") {
        let _ = condition(&mut scope(json!({})), &text);
        let _ = update(&mut scope(json!({})), &text);
    }
}
