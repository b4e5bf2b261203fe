//! `export` and `drift`.

use std::{collections::BTreeMap, fs};

use control_api::v1::{self as pb, job::State};
use expect_test::expect;

use crate::{
    desk::Desk,
    fake::Told,
    samples::{self, state},
};

/// A daemon whose job comes to this.
fn coming_to(desk: Desk, kind: pb::JobKind, result: pb::job::Result) -> Desk {
    let ended = pb::Job {
        result: Some(result),
        ..samples::job(kind, State::Succeeded)
    };
    desk.daemon(|script| {
        script.started = [Ok(samples::job(kind, State::Queued))].into();
        script.watches = [[state(1, State::Running), state(2, State::Succeeded)]
            .map(Told::Event)
            .into()]
        .into();
        script.jobs = [Ok(ended)].into();
    })
}

fn file(path: &str, document: &str) -> pb::ExportedFile {
    pb::ExportedFile {
        path: path.to_owned(),
        document: format!("documents/{document}"),
        size_bytes: 7,
    }
}

fn export(files: Vec<pb::ExportedFile>) -> pb::job::Result {
    pb::job::Result::Export(pb::ExportResult {
        files,
        entries: BTreeMap::from([("queues".to_owned(), 2), ("users".to_owned(), 1)]),
        unsaid: vec![pb::Unsaid {
            thing: "users".to_owned(),
            why: "their passwords are nowhere to be read".to_owned(),
            remedy: "nothing".to_owned(),
        }],
        findings: Vec::new(),
        reads: 9,
    })
}

fn exporting(files: Vec<pb::ExportedFile>) -> Desk {
    let kind = pb::JobKind::ExportContactCenter;
    coming_to(Desk::new(), kind, export(files))
}

fn two_files() -> Vec<pb::ExportedFile> {
    vec![
        file("center.yaml", "sha256:1"),
        file("flows/Main.json", "sha256:2"),
    ]
}

#[tokio::test(start_paused = true)]
async fn an_export_is_written_into_a_folder_and_says_what_it_lacks() {
    let desk = exporting(two_files());
    let said = desk
        .types("connectctl export --instance uk-prod -o centers/uk")
        .await;
    expect![[r#"
        Wrote 2 files to centers/uk
          connectctl plan -f centers/uk/center.yaml
        --- stdout
        Exported: uk-prod
          queues  2
          users   1

        Not in the spec
          users
              their passwords are nowhere to be read
              nothing
        --- exit 0
    "#]]
    .assert_eq(&said.all());
    let read = |path: &str| fs::read_to_string(desk.folder.path().join("centers/uk").join(path));
    assert_eq!(read("center.yaml").unwrap(), "this is documents/sha256:1");
    assert_eq!(
        read("flows/Main.json").unwrap(),
        "this is documents/sha256:2"
    );
    assert_eq!(desk.asked("Export")[0]["alias"], "uk-prod");
}

#[tokio::test(start_paused = true)]
async fn a_folder_that_holds_other_things_is_spared_unless_forced() {
    let desk = exporting(two_files()).file("notes.txt", "mine");
    let said = desk
        .types("connectctl export --instance uk-prod -o .")
        .await;
    assert_eq!(said.exit, 2, "{}", said.stderr);
    assert!(
        said.stderr.contains("holds other things"),
        "{}",
        said.stderr
    );
    assert!(desk.daemon.script().asked.is_empty());
    let said = desk
        .types("connectctl export --instance uk-prod -o . --force --output json")
        .await;
    assert_eq!(said.exit, 0, "{}", said.stderr);
    let answer: serde_json::Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(answer["export"]["unsaid"][0]["thing"], "users");
    assert!(desk.folder.path().join("center.yaml").exists());
    assert!(desk.folder.path().join("notes.txt").exists());
}

#[tokio::test(start_paused = true)]
async fn no_daemon_makes_the_command_write_outside_of_the_folder() {
    for path in ["../center.yaml", "/tmp/center.yaml", "flows/../../x", ""] {
        let desk = exporting(vec![file(path, "sha256:1")]);
        let said = desk
            .types("connectctl export --instance uk-prod -o in/here")
            .await;
        assert_eq!(said.exit, 1, "{path}: {}", said.stderr);
        assert!(
            said.stderr.contains("outside of the folder"),
            "{}",
            said.stderr
        );
        assert!(!desk.folder.path().join("in").exists(), "{path}");
    }
}

fn drifting(deviations: Vec<pb::Deviation>) -> Desk {
    let drift = pb::DriftResult {
        deviations,
        text:
            "Drift of uk-prod\n\n  ~ queue Sales (ours)\n      max_contacts: declared 5, found 6\n"
                .to_owned(),
        ..pb::DriftResult::default()
    };
    let kind = pb::JobKind::DetectDrift;
    coming_to(Desk::with_spec(), kind, pb::job::Result::Drift(drift))
}

#[tokio::test(start_paused = true)]
async fn drift_ends_with_3_when_something_differs_and_with_0_when_nothing_does() {
    let deviation = pb::Deviation {
        kind: "queue".to_owned(),
        name: "Sales".to_owned(),
        what: pb::deviation::What::Field.into(),
        ..pb::Deviation::default()
    };
    let desk = drifting(vec![deviation]);
    let said = desk
        .types("connectctl drift -f center.yaml --undeclared --depth fast")
        .await;
    expect![[r#"
        --- stdout
        Drift of uk-prod
          ~ queue Sales (ours)
              max_contacts: declared 5, found 6
        --- exit 3
    "#]]
    .assert_eq(&said.all());
    let asked = &desk.asked("Drift")[0];
    assert_eq!(asked["depth"], "PLAN_DEPTH_FAST");
    assert_eq!(asked["undeclared"], true);
    let said = drifting(Vec::new())
        .types("connectctl drift -f center.yaml")
        .await;
    assert_eq!(said.exit, 0, "{}", said.stderr);
}
