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
