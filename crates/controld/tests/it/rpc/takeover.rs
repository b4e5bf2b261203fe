//! Terraform's files as a spec, over the wire.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    sync::{Arc, Mutex},
};

use connect_model::spec::{Sources, load};
use control_api::{json, v1 as pb};
use pb::{import_terraform_response::Source, left_behind::Reason, source_file::Content};
use tonic::{Code, Status};
use tonic_types::StatusExt;

use super::{Rig, reason_of};

const STATE: &str = include_str!("../../../../terraform-import/tests/states/full.tfstate");
const TWO_CENTERS: &str = include_str!("../../../../terraform-import/tests/states/by-hand.tfstate");
const VARIABLES: &str = include_str!("../../../../terraform-import/tests/variables/nested.tfvars");
const PASSWORD: &str = "Not-a-real-1-password";

fn request(files: &[(&str, &str)]) -> pb::ImportTerraformRequest {
    let file = |(path, text): &(&str, &str)| pb::SourceFile {
        path: (*path).to_owned(),
        content: Some(Content::Text((*text).to_owned())),
    };
    pb::ImportTerraformRequest {
        files: files.iter().map(file).collect(),
        alias: String::new(),
    }
}

async fn imported(rig: &Rig, files: &[(&str, &str)]) -> pb::ImportTerraformResponse {
    let answer = rig.centers().import_terraform(request(files)).await;
    answer.unwrap().into_inner()
}

/// Why files are refused: the word, the file, and each field with what is wrong with it.
async fn refused(rig: &Rig, request: pb::ImportTerraformRequest) -> Refused {
    let status = rig.centers().import_terraform(request).await.unwrap_err();
    assert_eq!(reason_of(&status), "TERRAFORM_UNREADABLE", "{status:?}");
    assert_eq!(status.code(), Code::InvalidArgument);
    let details = status.get_error_details();
    let violations = &details.bad_request().unwrap().field_violations;
    let violation = |it: &tonic_types::FieldViolation| format!("{}: {}", it.field, it.description);
    let mut info = details.error_info().unwrap().metadata.clone();
    let mut said = |key: &str| info.remove(key).unwrap();
    Refused {
        cause: said("cause"),
        file: said("file"),
        aliases: said("aliases"),
        fields: violations.iter().map(violation).collect(),
        status,
    }
}

struct Refused {
    cause: String,
    file: String,
    aliases: String,
    fields: Vec<String>,
    status: Status,
}

async fn content(rig: &Rig, file: &pb::ExportedFile) -> Vec<u8> {
    let name = file.document.clone();
    let request = pb::DownloadDocumentRequest { name };
    let answer = rig.documents().download_document(request).await;
    let (mut pieces, mut content) = (answer.unwrap().into_inner(), Vec::new());
    while let Some(piece) = pieces.message().await.unwrap() {
        content.extend(piece.chunk);
    }
    assert_eq!(i64::try_from(content.len()).unwrap(), file.size_bytes);
    content
}

async fn text(rig: &Rig, file: &pb::ExportedFile) -> String {
    String::from_utf8(content(rig, file).await).unwrap()
}

/// Stores a document of these pieces; its name.
async fn uploaded(rig: &Rig, pieces: impl IntoIterator<Item = Vec<u8>>) -> String {
    use pb::upload_document_request::Part;
    let header = Part::Header(pb::DocumentHeader::default());
    let parts = std::iter::once(header).chain(pieces.into_iter().map(Part::Chunk));
    let parts: Vec<_> = parts
        .map(|part| pb::UploadDocumentRequest { part: Some(part) })
        .collect();
    let parts = futures::stream::iter(parts);
    let stored = rig.documents().upload_document(parts).await;
    stored.unwrap().into_inner().name
}

/// The spec of an answer, as a plan would read it.
async fn loads(rig: &Rig, answer: &pb::ImportTerraformResponse) -> bool {
    let mut files = BTreeMap::new();
    for file in &answer.files {
        files.insert(file.path.clone(), content(rig, file).await);
    }
    let sources = Sources {
        specs: vec!["center.yaml".to_owned()],
        files,
        variables: BTreeMap::new(),
    };
    load(&sources).is_ok()
}

#[tokio::test]
async fn a_state_becomes_a_spec_and_blocks_that_make_terraform_forget() {
    let rig = Rig::new().await;
    let answer = imported(&rig, &[("terraform.tfstate", STATE)]).await;
    assert_eq!(
        (answer.source(), &*answer.findings),
        (Source::State, &[][..])
    );
    assert!(loads(&rig, &answer).await);
    let paths: Vec<_> = answer.files.iter().map(|file| file.path.as_str()).collect();
    assert!(paths.is_sorted() && paths[0] == "center.yaml", "{paths:?}");
    assert!(paths.contains(&"flows/MainFlow.json"), "{paths:?}");
    let removed = text(&rig, answer.removed.as_ref().unwrap()).await;
    assert!(removed.contains("destroy = false") && !removed.contains("destroy = true"));
    let queue = answer.taken.iter().find(|taken| taken.section == "queues");
    let queue = queue.unwrap();
    assert_eq!(queue.r#type, "aws_connect_queue");
    assert!(removed.contains(queue.address.split('[').next().unwrap()));
    let first = format!("Taken over: {}\n", answer.alias);
    assert!(answer.text.starts_with(&first), "{}", answer.text);
    assert_eq!(
        rig.jobs()
            .list_jobs(pb::ListJobsRequest::default())
            .await
            .unwrap()
            .into_inner()
            .jobs,
        []
    );
    let again = imported(&rig, &[("other.tfstate", STATE)]).await;
    assert_eq!(again, answer);
}

#[tokio::test]
async fn what_is_not_taken_over_says_what_it_is_and_why() {
    let rig = Rig::new().await;
    let mut request = request(&[("terraform.tfstate", TWO_CENTERS)]);
    request.alias = "harbour".to_owned();
    let answer = rig.centers().import_terraform(request).await;
    let answer = answer.unwrap().into_inner();
    let left = |reason| answer.left.iter().find(|left| left.reason() == reason);
    let lost = left(Reason::UnknownReference).unwrap();
    assert_eq!(
        (
            lost.address.as_str(),
            lost.r#type.as_str(),
            lost.name.as_str()
        ),
        ("aws_connect_queue.lost[0]", "aws_connect_queue", "Lost")
    );
    assert!(lost.remedy.starts_with("add a data source"), "{lost:?}");
    for line in [&lost.address, &lost.why, &lost.remedy] {
        assert!(answer.text.contains(line.as_str()), "{}", answer.text);
    }
    for reason in [
        Reason::OtherInstance,
        Reason::NotManaged,
        Reason::Incomplete,
    ] {
        assert!(left(reason).is_some(), "{reason:?}");
    }
}

#[tokio::test]
async fn variables_come_in_several_files_inline_or_uploaded() {
    let rig = Rig::new().await;
    let document = uploaded(&rig, [VARIABLES.into()]).await;
    let mut files = request(&[
        ("common.tfvars", ""),
        ("prod.tfvars", "instance_alias = \"later\""),
    ]);
    files.files[0].content = Some(Content::Document(document));
    let answer = rig.centers().import_terraform(files.clone()).await;
    let answer = answer.unwrap().into_inner();
    assert_eq!(
        (answer.source(), answer.alias.as_str()),
        (Source::Variables, "later")
    );
    assert_eq!(
        answer.removed, None,
        "variables say nothing of what there is"
    );
    assert!(loads(&rig, &answer).await);

    let unknown = format!("documents/sha256:{}", "0".repeat(64));
    files.files[0].content = Some(Content::Document(unknown));
    let missing = rig.centers().import_terraform(files).await.unwrap_err();
    assert_eq!(reason_of(&missing), "NOT_FOUND");
}

#[tokio::test]
async fn every_file_that_cannot_be_read_is_named_with_its_cause() {
    let rig = Rig::new().await;
    let old = r#"{ "version": 3, "modules": [] }"#;
    for (text, cause, says) in [
        (
            old,
            "STATE_VERSION",
            "files[0]: this is a state of version 3, not 4",
        ),
        (
            "{ \"a\"",
            "NOT_JSON",
            "files[0]: the file is not JSON: line 1, column",
        ),
        (
            "a = = 1",
            "NOT_HCL",
            "files[0]: the file is not HCL: line 1, column 5",
        ),
        (
            "a = 1",
            "NOTHING_TO_IMPORT",
            "files: nothing of Amazon Connect",
        ),
        (
            r#"{ "version": 4, "resources": [] }"#,
            "NOTHING_TO_IMPORT",
            "files: nothing",
        ),
        (
            "queues = [{ name = \"A\" }]",
            "NO_ALIAS",
            "alias: the alias of the instance",
        ),
    ] {
        let refused = refused(&rig, request(&[("a.tf", text)])).await;
        assert_eq!(
            (refused.cause.as_str(), refused.file.as_str()),
            (cause, "a.tf")
        );
        assert!(refused.fields[0].starts_with(says), "{:?}", refused.fields);
        assert!(refused.status.message().ends_with(&refused.fields[0]));
    }
    let several = [
        ("a.tfvars", "x = 1"),
        ("b.tfvars", "y = ="),
        ("c.tfstate", STATE),
        ("d.tfstate", old),
    ];
    let several = refused(&rig, request(&several)).await;
    assert_eq!(
        (several.cause.as_str(), several.file.as_str()),
        ("NOT_HCL", "b.tfvars")
    );
    let fields: Vec<_> = several.fields.iter().map(|field| &field[..8]).collect();
    assert_eq!(fields, ["files[1]", "files[2]", "files[3]"]);
    assert!(several.fields[1].ends_with("belongs to one configuration"));
    let mut no_text = request(&[("a.tfvars", "")]);
    no_text.files[0].content = Some(Content::Data(vec![0xff]));
    assert_eq!(refused(&rig, no_text).await.cause, "NOT_TEXT");
}

#[tokio::test]
async fn of_several_instances_one_is_to_be_chosen_by_its_alias() {
    let rig = Rig::new().await;
    let mut request = request(&[("terraform.tfstate", TWO_CENTERS)]);
    let several = refused(&rig, request.clone()).await;
    assert_eq!(
        (several.cause.as_str(), several.aliases.as_str()),
        ("SEVERAL_INSTANCES", "harbour,elsewhere")
    );
    assert!(
        several.fields[0].starts_with("alias: "),
        "{:?}",
        several.fields
    );
    request.alias = "nowhere".to_owned();
    assert_eq!(refused(&rig, request).await.cause, "UNKNOWN_ALIAS");

    // A state from anywhere must not make an error that no header holds.
    let instance = |number: usize| {
        let (id, alias) = (
            format!("i-{number}"),
            format!("{number}-{}", "x".repeat(5000)),
        );
        serde_json::json!({ "attributes": { "id": id, "instance_alias": alias } })
    };
    let instances: Vec<_> = (0..100).map(instance).collect();
    let crowd = serde_json::json!({ "version": 4, "resources": [
        { "mode": "managed", "type": "aws_connect_instance", "name": "i", "instances": instances } ] });
    let crowd = refused(&rig, self::request(&[("a.tfstate", &crowd.to_string())])).await;
    assert_eq!(crowd.aliases.split(',').count(), 20);
}

#[tokio::test]
async fn files_that_are_too_large_are_refused() {
    let rig = Rig::new().await;
    let large = "#".repeat(5 << 20);
    let refused = rig
        .centers()
        .import_terraform(request(&[("a.tfvars", &large)]))
        .await;
    assert_eq!(reason_of(&refused.unwrap_err()), "MESSAGE_TOO_LARGE");

    let name = uploaded(&rig, vec![vec![b'#'; 1 << 20]; 9]).await;
    let mut twice = request(&[("a.tfvars", ""), ("b.tfvars", "")]);
    for file in &mut twice.files {
        file.content = Some(Content::Document(name.clone()));
    }
    let refused = rig.centers().import_terraform(twice).await.unwrap_err();
    assert_eq!(reason_of(&refused), "FIELD_INVALID");
    assert!(
        refused.message().contains("16777216"),
        "{}",
        refused.message()
    );
    let many = vec![("a", ""); 101];
    let refused = rig
        .centers()
        .import_terraform(request(&many))
        .await
        .unwrap_err();
    assert!(
        refused.message().contains("expected 1 to 100 files"),
        "{}",
        refused.message()
    );
}

/// What is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(line)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes
        .windows(word.len())
        .any(|part| part == word.as_bytes())
}

#[tokio::test]
async fn nothing_secret_gets_out_of_a_state() {
    const HUSH: &str = "hush-hush-7f3";
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone());
    // All of the daemon but the reading itself is on this thread.
    let logging = tracing::subscriber::set_default(subscriber.finish());
    let rig = Rig::new().await;
    let mut state: serde_json::Value = serde_json::from_str(STATE).unwrap();
    state["outputs"] =
        serde_json::json!({ "token": { "value": HUSH, "type": "string", "sensitive": true } });
    let resources = state["resources"].as_array_mut().unwrap();
    let is_queue = |resource: &&mut serde_json::Value| resource["type"] == "aws_connect_queue";
    let queue = &mut resources.iter_mut().find(is_queue).unwrap()["instances"][0];
    queue["attributes"]["description"] = HUSH.into();
    queue["sensitive_attributes"] =
        serde_json::json!([[{ "type": "get_attr", "value": "description" }]]);
    let secret = serde_json::json!({ "secret_string": HUSH, "name": HUSH, "id": HUSH });
    resources.push(
        serde_json::json!({ "mode": "managed", "type": "aws_secretsmanager_secret_version",
        "name": "s", "instances": [{ "attributes": secret }] }),
    );
    let state = state.to_string();
    assert!(state.contains(PASSWORD) && state.contains(HUSH));

    let answer = imported(&rig, &[("terraform.tfstate", &state)]).await;
    let mut said = json::to_value(&answer).to_string();
    for file in answer.files.iter().chain(&answer.removed) {
        said += &text(&rig, file).await;
    }
    assert!(said.contains("aws_secretsmanager_secret_version.s"));
    // Broken in the middle of a secret, and of an old version: errors repeat nothing either.
    let broken = &state[..state.find(PASSWORD).unwrap() + 9];
    for text in [
        broken,
        &state.replace("\"version\":4", "\"version\":3"),
        &format!("token = {HUSH} {PASSWORD}"),
    ] {
        let status = refused(&rig, request(&[("terraform.tfstate", text)]))
            .await
            .status;
        said = [said, format!("{status:?}")].concat();
    }
    drop(logging);
    let log = log.0.lock().unwrap();
    assert!(holds(&log, "h2::"), "all is logged");
    let data = rig.folder.path().join("data");
    let mut stored = Vec::new();
    for file in fs::read_dir(data).unwrap() {
        stored.extend(fs::read(file.unwrap().path()).unwrap());
    }
    assert!(
        holds(&stored, "From now on this file is the declaration"),
        "files are stored"
    );
    for word in [HUSH, PASSWORD, "Not-a-re"] {
        assert!(!said.contains(word), "{said}");
        assert!(!holds(&stored, word), "{word} is in the store");
        assert!(!holds(&log, word), "{word} is in the log");
    }
}
