use control_api::v1 as pb;
use expect_test::expect;
use serde_json::{Value, json};

use crate::{desk::Desk, samples::job};

/// A desk whose daemon takes everything.
fn desk() -> Desk {
    Desk::new().daemon(|script| {
        script.started = [Ok(job(
            pb::JobKind::PlanContactCenter,
            pb::job::State::Running,
        ))]
        .into();
    })
}

/// The spec that was sent for a command line.
async fn sent(desk: &Desk, flags: &str) -> Value {
    let said = desk
        .types(&format!("connectctl plan --detach {flags}"))
        .await;
    assert_eq!(said.exit, 0, "{}", said.stderr);
    desk.asked("Plan").pop().unwrap()["spec"].take()
}

fn paths(files: &Value) -> Vec<&str> {
    files
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["path"].as_str().unwrap())
        .collect()
}

#[tokio::test(start_paused = true)]
async fn overlays_variables_and_named_files_travel_along() {
    let desk = desk()
        .file(
            "base.yaml",
            "variables: { stage: dev }\ncontact_flows: [{ name: A, file: '${var.stage}/a.json' }]",
        )
        .file(
            "stages/prod.yaml",
            "contact_flows: [{ name: B, file: ../flows/b.json }]",
        )
        .file("prod/a.json", "{}")
        .file("flows/b.json", b"\xff\x00");
    let spec = sent(
        &desk,
        "-f base.yaml -f stages/prod.yaml --var stage=prod --var alias=x",
    )
    .await;
    assert_eq!(paths(&spec["specs"]), ["base.yaml", "stages/prod.yaml"]);
    assert_eq!(
        spec["files"],
        json!([{ "path": "flows/b.json", "data": "/wA=" }, { "path": "prod/a.json", "text": "{}" }])
    );
    assert_eq!(spec["variables"], json!({ "stage": "prod", "alias": "x" }));
}

#[tokio::test(start_paused = true)]
async fn paths_start_in_the_deepest_folder_that_holds_all() {
    let desk = desk()
        .file(
            "a/b/uk/center.yaml",
            "contact_flows: [{ name: A, file: ../flows/a.json }]",
        )
        .file("a/b/flows/a.json", "{}");
    let absolute = desk.folder.path().join("a/b/uk/center.yaml");
    for typed in [
        "a/b/uk/center.yaml",
        "a/../a/b/./uk/center.yaml",
        absolute.to_str().unwrap(),
    ] {
        let spec = sent(&desk, &format!("-f {typed}")).await;
        assert_eq!(
            (paths(&spec["specs"]), paths(&spec["files"])),
            (vec!["uk/center.yaml"], vec!["flows/a.json"])
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_spec_can_come_from_standard_input() {
    let desk = desk()
        .file("flows/a.json", "{}")
        .file("prod.yaml", "instance: { alias: y }");
    desk.stdin
        .replace(b"contact_flows: [{ name: A, file: flows/a.json }]".to_vec());
    let spec = sent(&desk, "-f - -f prod.yaml").await;
    assert_eq!(paths(&spec["specs"]), ["standard-input", "prod.yaml"]);
    assert_eq!(paths(&spec["files"]), ["flows/a.json"]);
}

#[tokio::test(start_paused = true)]
async fn of_a_large_spec_the_largest_files_are_uploaded() {
    let large = |bytes: usize| "x".repeat(bytes);
    let flows: String = ["a", "b", "c"]
        .map(|name| format!("- {{ name: {name}, file: {name}.json }}\n"))
        .concat();
    let desk = desk()
        .file("center.yaml", format!("contact_flows:\n{flows}"))
        .file("a.json", large(600 << 10))
        .file("b.json", large(700 << 10))
        .file("c.json", large(300 << 10));
    let spec = sent(&desk, "-f center.yaml").await;
    let files = spec["files"].as_array().unwrap();
    assert_eq!(
        files[1]["document"],
        format!("documents/sha256:{}", 700 << 10)
    );
    let inline: Vec<_> = files
        .iter()
        .map(|file| file.get("text").is_some())
        .collect();
    assert_eq!(inline, [true, false, true]);
    let quarter = 256 << 10;
    let upload = json!({ "headers": 1, "chunks": [quarter, quarter, (700 << 10) - 2 * quarter] });
    assert_eq!(desk.asked("Upload"), [upload]);
}

#[tokio::test(start_paused = true)]
async fn a_file_that_cannot_be_read_is_a_finding_among_all_others() {
    let desk = desk().file(
        "uk/center.yaml",
        "instance: { alias: uk }
contact_flows:
- { name: A, type: CONTACT_FLOW, file: a.json }
- { name: B, type: CONTACT_FLOW, file: ../uk }
- { name: C, type: CONTACT_FLOW, file: '' }
queues:
- { name: Q, hours: Basic Hour }
",
    );
    let said = desk.types("connectctl plan -f uk/center.yaml").await;
    expect![[r#"
        error: the spec has 4 findings

        uk/center.yaml:3:40 contact_flows[0].file: there is no file "uk/a.json" [file-not-given]
          remedy: check its path, and that it is there
        uk/center.yaml:4:40 contact_flows[1].file: the file "uk" cannot be read: Is a directory (os error 21) [file-not-given]
          remedy: check its path, and that it is there
        uk/center.yaml:5:40 contact_flows[2].file: this names no file [file-not-given]
          remedy: write its path from the folder of this file, or leave it out for content
        uk/center.yaml:7:21 queues[0].hours: there are no hours of operation named "Basic Hour" [unknown-name]
          remedy: did you mean "Basic Hours"?
        --- stdout
        --- exit 2
    "#]].assert_eq(&said.all());
    assert!(desk.daemon.script().asked.is_empty(), "nothing was asked");
}

#[tokio::test(start_paused = true)]
async fn files_on_the_command_line_that_cannot_be_read_are_all_named() {
    let desk = desk().file("center.yaml", "instance: { alias: uk }");
    let said = desk
        .types("connectctl plan -f no.yaml -f center.yaml -f ./center.yaml -f .")
        .await;
    expect![[r#"
        error: the spec is not complete
          no.yaml: No such file or directory (os error 2)
          ./center.yaml: it is given twice
          .: Is a directory (os error 21)
        --- stdout
        --- exit 2
    "#]]
    .assert_eq(&said.all());
    assert!(desk.daemon.script().asked.is_empty(), "nothing was asked");
}

#[tokio::test(start_paused = true)]
async fn a_file_outside_of_the_spec_must_be_named_from_its_folder() {
    let desk = desk().file("a.json", "{}");
    let absolute = desk.folder.path().join("a.json");
    let desk = desk.file(
        "center.yaml",
        format!(
            "instance: {{ alias: uk }}\ncontact_flows: [{{ name: A, type: CONTACT_FLOW, file: {} }}]",
            absolute.display()
        ),
    );
    let said = desk.types("connectctl plan -f center.yaml").await;
    assert_eq!(said.exit, 2);
    assert!(
        said.stderr.contains("name it from the folder of this file"),
        "{}",
        said.stderr
    );
    assert!(desk.asked("Plan").is_empty(), "nothing was asked");
}

#[tokio::test(start_paused = true)]
async fn a_spec_that_cannot_be_read_as_yaml_is_refused_with_its_place() {
    let said = desk()
        .file("uk/center.yaml", "instance: [\n")
        .types("connectctl plan -f uk/center.yaml")
        .await;
    assert_eq!(said.exit, 2);
    assert!(said.stderr.contains("\nuk/center.yaml:"), "{}", said.stderr);
    assert!(
        said.stderr.starts_with("error: the spec has 1 finding\n"),
        "{}",
        said.stderr
    );
}
