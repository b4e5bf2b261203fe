//! Exports, drift and imports over a daemon in a process of its own, as callers have them.

use control_api::v1 as pb;
use system_tests::{Binaries, DaemonProcess, Household, SimProcess, recordings};
use uuid::Uuid;

const CENTER: &str = include_str!("specs/updates.yaml");
const STATE: &str = include_str!("../../crates/terraform-import/tests/states/scale.tfstate");
const TARGET: &str = "targets/sim";

fn file(path: &str, content: String) -> pb::SourceFile {
    pb::SourceFile {
        path: path.to_owned(),
        content: Some(pb::source_file::Content::Text(content)),
    }
}

fn recording((path, content): (String, Vec<u8>)) -> pb::SourceFile {
    pb::SourceFile {
        path,
        content: Some(pb::source_file::Content::Data(content)),
    }
}

fn id(number: u128) -> String {
    Uuid::from_u128(number).to_string()
}

/// The job once it is at rest, and well.
async fn rest(daemon: &DaemonProcess, job: pb::Job) -> pb::job::Result {
    let job = daemon.rest(&job.name).await;
    assert_eq!(job.state(), pb::job::State::Succeeded, "{job:#?}");
    job.result.unwrap()
}

async fn applied(daemon: &DaemonProcess, number: u128, center: &str) {
    let request = pb::ApplyContactCenterRequest {
        target: TARGET.to_owned(),
        request_id: id(number),
        spec: Some(pb::Spec {
            specs: vec![file("center.yaml", center.to_owned())],
            files: recordings().into_iter().map(recording).collect(),
            ..pb::Spec::default()
        }),
        ..pb::ApplyContactCenterRequest::default()
    };
    let job = daemon.centers().apply_contact_center(request).await;
    rest(daemon, job.unwrap().into_inner()).await;
}

async fn content(daemon: &DaemonProcess, document: &str) -> Vec<u8> {
    let request = pb::DownloadDocumentRequest {
        name: document.to_owned(),
    };
    let answer = daemon.documents().download_document(request).await;
    let (mut pieces, mut content) = (answer.unwrap().into_inner(), Vec::new());
    while let Some(piece) = pieces.message().await.unwrap() {
        content.extend(piece.chunk);
    }
    content
}

/// The exported spec as a request holds it.
async fn exported(daemon: &DaemonProcess) -> pb::Spec {
    let request = pb::ExportContactCenterRequest {
        target: TARGET.to_owned(),
        request_id: id(2),
        alias: "updates".to_owned(),
        ..pb::ExportContactCenterRequest::default()
    };
    let job = daemon.centers().export_contact_center(request).await;
    let result = rest(daemon, job.unwrap().into_inner()).await;
    let pb::job::Result::Export(export) = result else {
        panic!("{result:?} is no result of an export");
    };
    assert_eq!(export.findings, []);
    assert!(
        export.reads > 0 && export.entries["queues"] == 2,
        "{export:?}"
    );
    let mut spec = pb::Spec::default();
    for written in export.files {
        let content = content(daemon, &written.document).await;
        assert_eq!(i64::try_from(content.len()).unwrap(), written.size_bytes);
        let file = file(&written.path, String::from_utf8(content).unwrap());
        match written.path.as_str() {
            "center.yaml" => spec.specs.push(file),
            _ => spec.files.push(file),
        }
    }
    spec
}

async fn planned(daemon: &DaemonProcess, spec: &pb::Spec) -> pb::Plan {
    let request = pb::PlanContactCenterRequest {
        target: TARGET.to_owned(),
        request_id: id(3),
        spec: Some(spec.clone()),
        ..pb::PlanContactCenterRequest::default()
    };
    let job = daemon.centers().plan_contact_center(request).await;
    match rest(daemon, job.unwrap().into_inner()).await {
        pb::job::Result::Plan(plan) => plan,
        other => panic!("{other:?} is no plan"),
    }
}

async fn drifted(daemon: &DaemonProcess, number: u128, spec: &pb::Spec) -> pb::DriftResult {
    let request = pb::DetectDriftRequest {
        target: TARGET.to_owned(),
        request_id: id(number),
        spec: Some(spec.clone()),
        undeclared: true,
        ..pb::DetectDriftRequest::default()
    };
    let job = daemon.centers().detect_drift(request).await;
    match rest(daemon, job.unwrap().into_inner()).await {
        pb::job::Result::Drift(drift) => drift,
        other => panic!("{other:?} is no drift"),
    }
}

#[tokio::test]
async fn an_export_over_the_daemon_plans_to_nothing_and_tells_of_drift_later() {
    let binaries = Binaries::built();
    let simulator = SimProcess::start(&binaries, &["--rate", "none", "--settle", "fast"]);
    let household = Household::new(&binaries, &simulator);
    let daemon = household.daemon().await;
    applied(&daemon, 1, CENTER).await;
    let spec = exported(&daemon).await;
    assert!(!spec.files.is_empty());
    let plan = planned(&daemon, &spec).await;
    assert_eq!(plan.steps, [], "{}", plan.text);
    assert_eq!(drifted(&daemon, 4, &spec).await.deviations, []);

    applied(
        &daemon,
        5,
        &CENTER.replace("max_contacts: 10", "max_contacts: 11"),
    )
    .await;
    let drift = drifted(&daemon, 6, &spec).await;
    let [deviation] = drift.deviations.as_slice() else {
        panic!("{}", drift.text);
    };
    let (declared, found) = (&deviation.declared_json, &deviation.found_json);
    assert_eq!((declared.as_str(), found.as_str()), ("10", "11"));
    assert_eq!(deviation.field, "max_contacts");
    assert_eq!(deviation.owner(), pb::deviation::Owner::Ours);
}

#[tokio::test]
async fn what_terraform_has_made_is_planned_without_any_download() {
    let binaries = Binaries::built();
    let simulator = SimProcess::start(&binaries, &["--rate", "none", "--settle", "fast"]);
    let household = Household::new(&binaries, &simulator);
    let daemon = household.daemon().await;
    // The users of that state have no e-mail address, which they need in any other instance.
    let state = STATE.replace("CONNECT_MANAGED", "SAML");
    let request = pb::ImportTerraformRequest {
        files: vec![file("terraform.tfstate", state)],
        alias: String::new(),
    };
    let answer = daemon.centers().import_terraform(request).await;
    let answer = answer.unwrap().into_inner();
    let named = |file: &pb::ExportedFile| pb::SourceFile {
        path: file.path.clone(),
        content: Some(pb::source_file::Content::Document(file.document.clone())),
    };
    let mut files: Vec<_> = answer.files.iter().map(named).collect();
    let specs = vec![files.remove(0)];
    let spec = pb::Spec {
        specs,
        files,
        ..pb::Spec::default()
    };
    let plan = planned(&daemon, &spec).await;
    let center = plan.center.rsplit('/').next().unwrap();
    assert_eq!(center, answer.alias);
    let is_planned = |taken: &&pb::TakenOver| {
        let mut steps = plan.steps.iter();
        steps.any(|step| step.kind == "queue" && step.name == taken.name)
    };
    let queues = answer
        .taken
        .iter()
        .filter(|taken| taken.section == "queues");
    assert!(queues.clone().count() > 0 && queues.clone().all(|queue| is_planned(&queue)));
}
