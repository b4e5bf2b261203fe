//! Variables of modules, in both spellings that are common.

use terraform_import::{Options, Reading, Unreadable, import};

use crate::golden::{check, of};

#[test]
fn the_spelling_of_the_provider_is_read() {
    let import = of("variables/nested.tfvars", None);
    assert_eq!(import.report.findings, []);
    check(&import, "variables/nested");
}

#[test]
fn the_short_spelling_is_read() {
    let import = of("variables/flat.tfvars", None);
    assert_eq!(import.report.findings, []);
    check(&import, "variables/flat");
}

#[test]
fn json_says_the_same_as_hcl() {
    let hcl = "instance_alias = \"uk\"\nqueues = [{ name = \"Sales\", hours = \"Basic Hours\", max_contacts = 5 }]";
    let json = r#"{ "instance_alias": "uk", "queues": [{ "name": "Sales", "hours": "Basic Hours", "max_contacts": 5 }] }"#;
    let options = Options::default();
    assert_eq!(import(hcl, &options), import(json, &options));
}

#[test]
fn what_is_not_understood_is_listed() {
    let text = r#"
        instance_alias = "uk"
        vpc_id         = "vpc-1"
        queues = {
          sales = { hours = "Basic Hours", colour = "red", max_contacts = var.many }
        }
        locals { }
    "#;
    let import = import(text, &Options::default()).unwrap();
    let mut left: Vec<_> = import
        .report
        .left
        .iter()
        .map(|left| left.address.as_str())
        .collect();
    left.sort_unstable();
    assert_eq!(
        left,
        [
            "locals",
            "queues.sales.max_contacts",
            "queues[\"sales\"].colour",
            "vpc_id"
        ]
    );
}

#[test]
fn the_alias_can_be_given() {
    let text = "queues = {}\nenable_inbound_calls = false";
    let with = Options {
        alias: Some("uk".to_owned()),
    };
    let import = import(text, &with).unwrap();
    assert!(import.files["center.yaml"].contains("alias: uk\n  inbound_calls: false\n"));
    assert!(!import.files.contains_key("removed.tf"));
}

#[test]
fn of_several_files_the_last_word_on_a_variable_counts() {
    let common = r#"
        instance_alias = "uk"
        queues         = [{ name = "Sales", hours = var.hours }]
        hours_of_operation = [{ name = var.hours }]
    "#;
    let prod = r#"queues = [{ name = "Care", hours = "Basic Hours" }]"#;
    let read = |text: &str| Reading::of(text).unwrap();
    let both = read(common).and(read(prod)).unwrap();
    let import = both.import(&Options::default()).unwrap();
    let spec = &import.files["center.yaml"];
    assert!(
        spec.contains("alias: uk\n") && spec.contains("name: Care,"),
        "{spec}"
    );
    assert!(!spec.contains("Sales"), "{spec}");
    let left = import.report.left.iter().map(|left| left.address.as_str());
    assert_eq!(
        left.collect::<Vec<_>>(),
        ["hours_of_operation[0].name", "hours_of_operation[0]"]
    );
    let state = read(r#"{ "version": 4, "resources": [] }"#);
    let error = read(prod).and(state).unwrap_err();
    assert_eq!(error, Unreadable::StateNotAlone);
}
