//! Variables of modules, in both spellings that are common.

use terraform_import::{Options, import};

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
