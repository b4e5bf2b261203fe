//! States: two that Terraform wrote, one by hand with what those do not have.

use terraform_import::{Import, Options, Reason, Unreadable, import};

use crate::golden::{check, of, text};

#[test]
fn the_state_of_a_whole_center_becomes_a_spec() {
    let import = of("states/full.tfstate", None);
    assert_eq!(import.report.findings, []);
    check(&import, "states/full");
}

#[test]
fn instances_of_count_leave_as_one_resource() {
    let import = of("states/scale.tfstate", None);
    assert!(import.files["removed.tf"].contains("from = aws_connect_queue.q\n"));
    check(&import, "states/scale");
}

#[test]
fn modules_data_sources_and_unknown_ids_are_told_apart() {
    let import = of("states/by-hand.tfstate", Some("harbour"));
    assert_eq!(import.report.findings, []);
    check(&import, "states/by-hand");
}

#[test]
fn a_password_never_leaves_the_state() {
    for (state, alias) in [("full", None), ("by-hand", Some("harbour"))] {
        let file = format!("states/{state}.tfstate");
        assert!(text(&file).contains("Not-a-real-1-password"));
        let Import { files, report } = of(&file, alias);
        let said =
            files.into_values().collect::<String>() + &serde_json::to_string(&report).unwrap();
        assert!(
            !said.contains("Not-a-real") && !said.contains("password:"),
            "{state}"
        );
        assert!(
            report
                .notes
                .iter()
                .any(|note| note.message.contains("were not taken over"))
        );
    }
}

#[test]
fn what_the_state_marks_as_sensitive_never_leaves_it() {
    let state = r#"{ "version": 4,
      "outputs": { "token": { "value": "hush-1", "type": "string", "sensitive": true } },
      "resources": [
      { "mode": "managed", "type": "aws_connect_security_profile", "name": "p", "instances": [ {
        "attributes": { "instance_id": "i-1", "name": "P", "description": "hush-2", "tags": { "a": "hush-3" } },
        "sensitive_attributes": [
          [ { "type": "get_attr", "value": "description" } ],
          [ { "type": "get_attr", "value": "tags" }, { "type": "index", "value": { "value": "a", "type": "string" } } ]
        ] } ] },
      { "mode": "managed", "type": "aws_connect_contact_flow", "name": "f", "instances": [ {
        "attributes": { "instance_id": "i-1", "name": "F", "content": "{\"Version\": \"hush-4\"}" },
        "sensitive_attributes": [ [ { "type": "get_attr", "value": "content" } ] ] } ] } ] }"#;
    let options = Options {
        alias: Some("uk".to_owned()),
    };
    let Import { files, report } = import(state, &options).unwrap();
    let (note, left) = (&report.notes[0], &report.left[0]);
    assert!(note.message.contains("description, tags"), "{note:?}");
    assert!(left.why.ends_with("not read: content"), "{left:?}");
    assert_eq!(
        (left.r#type.as_str(), left.name.as_str()),
        ("aws_connect_contact_flow", "F")
    );
    let text = report.text();
    let said =
        files.into_values().collect::<String>() + &text + &serde_json::to_string(&report).unwrap();
    assert!(said.contains("name: P") && !said.contains("hush"), "{said}");
}

#[test]
fn what_is_left_has_no_removed_block() {
    let Import { files, report } = of("states/by-hand.tfstate", Some("harbour"));
    let blocks: Vec<_> = files["removed.tf"]
        .lines()
        .filter_map(|line| line.strip_prefix("  from = "))
        .collect();
    for left in &report.left {
        let whole = left.address.split('[').next().unwrap();
        assert!(!blocks.contains(&whole), "{whole}");
    }
    assert!(
        report
            .left
            .iter()
            .any(|left| left.reason == Reason::UnknownReference)
    );
    assert!(blocks.contains(&"module.london.aws_connect_queue.team"));
}

#[test]
fn of_several_instances_one_has_to_be_named() {
    let state = text("states/by-hand.tfstate");
    let with = |alias: Option<&str>| {
        let options = Options {
            alias: alias.map(str::to_owned),
        };
        import(&state, &options)
    };
    let aliases = vec!["harbour".to_owned(), "elsewhere".to_owned()];
    assert_eq!(
        with(None),
        Err(Unreadable::SeveralInstances {
            aliases: aliases.clone()
        })
    );
    let alias = "nowhere".to_owned();
    assert_eq!(
        with(Some("nowhere")),
        Err(Unreadable::UnknownAlias { alias, aliases })
    );
    let elsewhere = with(Some("elsewhere")).unwrap();
    assert!(elsewhere.files["center.yaml"].contains("name: Theirs"));
}

#[test]
fn an_instance_that_the_state_does_not_name_is_named_by_the_caller() {
    let state = r#"{ "version": 4, "resources": [ { "mode": "managed", "type": "aws_connect_security_profile", "name": "p",
        "instances": [ { "attributes": { "instance_id": "i-1", "name": "P", "permissions": [] } } ] } ] }"#;
    assert_eq!(import(state, &Options::default()), Err(Unreadable::NoAlias));
    let import = import(
        state,
        &Options {
            alias: Some("uk".to_owned()),
        },
    )
    .unwrap();
    assert!(import.files["center.yaml"].contains("alias: uk\n"));
}

#[test]
fn what_is_no_state_says_why() {
    for (text, says) in [
        ("{", "the file is not JSON: line 1, column 1"),
        (
            r#"{ "version": 3, "modules": [] }"#,
            "this is a state of version 3, not 4; let Terraform 0.13 or later rewrite it",
        ),
        (
            r#"{ "version": "x", "resources": [] }"#,
            "this is a state of version unknown, not 4; let Terraform 0.13 or later rewrite it",
        ),
        (
            r#"{ "version": 4, "resources": [] }"#,
            "nothing of Amazon Connect stands in it",
        ),
        ("", "nothing of Amazon Connect stands in it"),
        ("a = = 1", "the file is not HCL: line 1, column 5"),
    ] {
        let error = import(text, &Options::default()).unwrap_err();
        assert_eq!(error.to_string(), says, "{text}");
    }
}
