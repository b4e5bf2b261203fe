use std::fs;

use expect_test::expect;

use crate::desk::Desk;

const STATE: &str = r#"{ "version": 4, "resources": [
  { "mode": "managed", "type": "aws_connect_instance", "name": "this", "instances": [ { "attributes": {
      "id": "i-1", "instance_alias": "uk-prod", "identity_management_type": "SAML" } } ] },
  { "mode": "managed", "type": "aws_connect_security_profile", "name": "agents", "instances": [ { "attributes": {
      "instance_id": "i-1", "name": "Agents", "permissions": ["BasicAgentAccess"] } } ] },
  { "mode": "managed", "type": "aws_connect_user", "name": "ada", "instances": [ { "attributes": {
      "instance_id": "i-1", "name": "ada", "password": "Not-a-real-1-password", "routing_profile_id": "r-1" } } ] },
  { "mode": "managed", "type": "aws_s3_bucket", "name": "calls", "instances": [ { "attributes": {} } ] }
] }"#;

#[tokio::test(start_paused = true)]
async fn a_state_becomes_files_and_a_report_without_any_daemon() {
    let desk = Desk::new().file("terraform.tfstate", STATE);
    let said = desk
        .types("connectctl import terraform terraform.tfstate -o uk")
        .await;
    assert_eq!((said.exit, said.stderr.as_str()), (0, ""));
    assert!(desk.daemon.script().asked.is_empty());
    expect![[r#"
        Taken over: uk-prod
          instance           1
          security_profiles  1

        Not taken over
          aws_connect_user.ada
              it needs the routing profile r-1, which does not stand in the file
              add a data source for that routing profile to the configuration, refresh, and import again
          aws_s3_bucket.calls
              it is no part of a contact centre
              leave it with Terraform

        To be known
          the file
              passwords of users stand in the file (1) and were not taken over: users that exist keep theirs, new ones get generated ones
              delete the file with its backups once it is no longer needed; it holds them in plain text

        Wrote 2 files to uk
          connectctl plan -f uk/center.yaml
          terraform plan, with uk/removed.tf in its configuration
    "#]].assert_eq(&said.stdout);
    let spec = fs::read_to_string(desk.folder.path().join("uk/center.yaml")).unwrap();
    assert!(spec.contains("alias: uk-prod"), "{spec}");
    assert!(desk.folder.path().join("uk/removed.tf").exists());
}

#[tokio::test(start_paused = true)]
async fn programs_read_the_report_and_the_files() {
    let desk = Desk::new();
    *desk.stdin.borrow_mut() = STATE.into();
    let said = desk
        .types("connectctl import terraform - --output json")
        .await;
    let answer: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(said.exit, 0, "{}", said.stderr);
    assert_eq!(
        answer["files"],
        serde_json::json!(["center.yaml", "removed.tf"])
    );
    assert_eq!(answer["left"][0]["reason"], "UNKNOWN_REFERENCE");
    assert!(!said.stdout.contains("Not-a-real"));
}

#[tokio::test(start_paused = true)]
async fn nothing_is_written_over_unless_asked() {
    let desk = Desk::new()
        .file("terraform.tfstate", STATE)
        .file("removed.tf", "mine");
    let said = desk
        .types("connectctl import terraform terraform.tfstate")
        .await;
    assert_eq!((said.exit, said.stdout.as_str()), (2, ""));
    assert!(
        said.stderr.contains("removed.tf is there already"),
        "{}",
        said.stderr
    );
    assert!(!desk.folder.path().join("center.yaml").exists());
    let said = desk
        .types("connectctl import terraform terraform.tfstate --force")
        .await;
    assert_eq!(said.exit, 0, "{}", said.stderr);
    assert_ne!(
        fs::read_to_string(desk.folder.path().join("removed.tf")).unwrap(),
        "mine"
    );
}

#[tokio::test(start_paused = true)]
async fn a_file_that_cannot_be_read_is_bad_input() {
    let desk = Desk::new().file("a.tfstate", "{").file("b.tfstate", [0xff]);
    for (file, says) in [
        (
            "a.tfstate",
            "a.tfstate: the file is not JSON: line 1, column 1",
        ),
        ("b.tfstate", "b.tfstate: the file is not UTF-8"),
        ("c.tfstate", "c.tfstate: No such file"),
    ] {
        let said = desk
            .types(&format!("connectctl import terraform {file}"))
            .await;
        assert_eq!((said.exit, said.stdout.as_str()), (2, ""));
        assert!(said.stderr.contains(says), "{}", said.stderr);
    }
}

#[tokio::test(start_paused = true)]
async fn variables_come_in_several_files() {
    let desk = Desk::new()
        .file("common.tfvars", "instance_alias = \"uk\"\nqueues = {}")
        .file(
            "prod.tfvars",
            "security_profiles = [{ name = \"P\", permissions = [] }]",
        )
        .file("terraform.tfstate", STATE);
    let said = desk
        .types("connectctl import terraform common.tfvars prod.tfvars -o uk")
        .await;
    assert_eq!(said.exit, 0, "{}", said.stderr);
    let spec = fs::read_to_string(desk.folder.path().join("uk/center.yaml")).unwrap();
    assert!(
        spec.contains("alias: uk") && spec.contains("name: P"),
        "{spec}"
    );
    let said = desk
        .types("connectctl import terraform common.tfvars terraform.tfstate")
        .await;
    assert_eq!(said.exit, 2);
    let says = "terraform.tfstate: a state is imported by itself";
    assert!(said.stderr.contains(says), "{}", said.stderr);
}
