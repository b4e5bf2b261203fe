//! The published schema.

use connect_model::spec::schema;
use expect_test::expect_file;

#[test]
fn the_published_schema_is_the_one_of_the_types() {
    let text = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    expect_file!["../../../../examples/schema/contact-center.schema.json"].assert_eq(&text);
}

#[test]
fn the_schema_knows_what_is_required_and_what_may_be_a_variable() {
    let schema = schema();
    assert_eq!(schema["required"], serde_json::json!(["instance"]));
    let queue = &schema["$defs"]["Queue"];
    assert_eq!(queue["required"], serde_json::json!(["name", "hours"]));
    assert_eq!(
        queue["properties"]["status"]["anyOf"][1]["$ref"],
        "#/$defs/Variable"
    );
    assert_eq!(queue["properties"]["status"]["default"], "ENABLED");
    assert_eq!(queue["additionalProperties"], false);
}

#[test]
fn names_have_the_pattern_of_the_rule_that_checks_them() {
    let defs = &schema()["$defs"];
    let pattern = |of: &str, member: &str| {
        let member = &defs[of]["properties"][member]["anyOf"][0];
        member["pattern"].as_str().unwrap().to_owned()
    };
    assert!(pattern("User", "username").starts_with("^(?=.{1,64}$)"));
    assert_eq!(
        pattern("AdminUser", "username"),
        pattern("User", "username")
    );
    assert_eq!(
        pattern("SecurityProfile", "name"),
        "^[ a-zA-Z0-9_@-]{1,127}$"
    );
    assert_ne!(pattern("Queue", "name"), pattern("User", "username"));
}

#[test]
fn every_number_has_its_limits() {
    fn check(schema: &serde_json::Value, at: &str) -> usize {
        if schema["type"] == "integer" {
            let limits = [&schema["minimum"], &schema["maximum"]].map(serde_json::Value::as_u64);
            assert!(
                limits.iter().flatten().all(|it| u32::try_from(*it).is_ok()),
                "{at}"
            );
            assert!(limits.iter().all(Option::is_some), "{at}");
            return 1;
        }
        let children: Vec<_> = match schema {
            serde_json::Value::Object(map) => {
                map.iter().map(|(key, it)| (key.clone(), it)).collect()
            }
            serde_json::Value::Array(items) => {
                items.iter().map(|it| ("item".to_owned(), it)).collect()
            }
            _ => Vec::new(),
        };
        children
            .iter()
            .map(|(key, it)| check(it, &format!("{at}/{key}")))
            .sum()
    }
    assert!(check(&schema(), "") >= 6);
}
