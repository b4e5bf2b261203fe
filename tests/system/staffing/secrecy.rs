//! Passwords are in AWS, and nowhere else: every byte that the programs write is looked at.

use std::{fs, path::Path};

use control_api::v1::{self as pb, import_agents_request::File};
use system_tests::{Binaries, DaemonProcess, Household, SimProcess, files, holds};
use tonic::{Code, Status};

use super::{ALIAS, CENTER, FILE};
use crate::daemon::uuid;

/// Somebody's password, in a file of somebody who did not read the page.
const LEAKED: &str = "Hunter2!sesame";
const TARGET: &str = "targets/sim";
/// A user whom the centre declares; the password is generated too.
const USERS: &str = "users:\n  - { username: zoe, first_name: Zoe, last_name: Hart, email: zoe@example.com, \
     routing_profile: Advisers, security_profiles: [Agent] }\n";

/// Everything that was said, as bytes.
#[derive(Default)]
struct Said(Vec<(String, Vec<u8>)>);

impl Said {
    fn hear(&mut self, what: impl Into<String>, text: impl Into<Vec<u8>>) {
        self.0.push((what.into(), text.into()));
    }

    /// All files below a folder.
    fn read(&mut self, folder: &Path) {
        for path in files(folder) {
            self.hear(path.display().to_string(), fs::read(path).unwrap());
        }
    }

    /// In what a text stands.
    fn with(&self, text: &str) -> Vec<&str> {
        let with = self.0.iter().filter(|(_, bytes)| holds(bytes, text));
        with.map(|(what, _)| what.as_str()).collect()
    }
}

fn source(name: &str, text: &str) -> File {
    File::Source(pb::SourceFile {
        path: name.into(),
        content: Some(pb::source_file::Content::Text(text.into())),
    })
}

fn import(file: File) -> pb::ImportAgentsRequest {
    pb::ImportAgentsRequest {
        target: TARGET.into(),
        alias: ALIAS.into(),
        file: Some(file),
        request_id: uuid(),
        ..Default::default()
    }
}

/// A centre with a user of its own, and agents from a file.
async fn provisioned(daemon: &DaemonProcess, said: &mut Said) {
    let spec = format!("{CENTER}{USERS}");
    let apply = pb::ApplyContactCenterRequest {
        target: TARGET.into(),
        request_id: uuid(),
        spec: Some(pb::Spec {
            specs: vec![pb::SourceFile {
                path: "center.yaml".into(),
                content: Some(pb::source_file::Content::Text(spec)),
            }],
            ..Default::default()
        }),
        ..Default::default()
    };
    let applied = daemon.centers().apply_contact_center(apply).await;
    succeeded(daemon, applied.unwrap().into_inner(), said).await;
    let imported = import(source("agents.csv", FILE));
    let imported = daemon.agents().import_agents(imported).await;
    succeeded(daemon, imported.unwrap().into_inner(), said).await;
}

/// Waits until a job has succeeded, and hears all of it.
async fn succeeded(daemon: &DaemonProcess, job: pb::Job, said: &mut Said) {
    let job = daemon.rest(&job.name).await;
    assert_eq!(job.state(), pb::job::State::Succeeded, "{job:#?}");
    said.hear(job.name.clone(), format!("{job:?}"));
    let request = pb::WatchJobRequest {
        name: job.name.clone(),
        ..Default::default()
    };
    let mut events = daemon.jobs().watch_job(request).await.unwrap().into_inner();
    while let Some(event) = events.message().await.unwrap() {
        said.hear(format!("event of {}", job.name), format!("{event:?}"));
    }
}

async fn uploaded(daemon: &DaemonProcess, content: &[u8]) -> Result<(), Status> {
    use pb::upload_document_request::Part;
    let part = |part| pb::UploadDocumentRequest { part: Some(part) };
    let header = part(Part::Header(pb::DocumentHeader::default()));
    let chunks = content
        .chunks(1 << 19)
        .map(|chunk| part(Part::Chunk(chunk.to_vec())));
    let parts: Vec<_> = [header].into_iter().chain(chunks).collect();
    let stream = futures::stream::iter(parts);
    daemon.documents().upload_document(stream).await.map(drop)
}

/// Files with passwords, by every way on which files come, are refused before they are kept.
async fn refused(daemon: &DaemonProcess, said: &mut Said) {
    let table = format!("username,first_name,Kennwort\nada,Ada,{LEAKED}\n");
    let late =
        format!("{{\"username\":\"ada\"}}\n{{\"username\":\"bob\",\"password\":\"{LEAKED}\"}}\n");
    for (name, text) in [("agents.csv", &table), ("agents.jsonl", &late)] {
        let status = daemon
            .agents()
            .import_agents(import(source(name, text)))
            .await
            .unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument, "{name}: {status:?}");
        said.hear(format!("refusal of {name}"), format!("{status:?}"));
        let many = format!("{text}{}", "dora,Dora,x\n".repeat(100_000));
        let status = uploaded(daemon, many.as_bytes()).await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument, "{name}: {status:?}");
        said.hear(
            format!("refusal of an upload of {name}"),
            format!("{status:?}"),
        );
    }
    let row = pb::UpsertAgentRequest {
        target: TARGET.into(),
        alias: ALIAS.into(),
        request_id: uuid(),
        agent: Some(pb::Agent {
            username: "eve".into(),
            email: LEAKED.into(),
            ..Default::default()
        }),
        ..Default::default()
    };
    let status = daemon.agents().upsert_agent(row).await.unwrap_err();
    said.hear("refusal of an agent", format!("{status:?}"));
}

/// The same by the command line, in both forms.
fn commanded(binaries: &Binaries, household: &Household, daemon: &DaemonProcess, said: &mut Said) {
    let endpoint = format!("http://{}", daemon.address());
    let own = tempfile::tempdir().unwrap();
    let (good, bad) = (own.path().join("good.csv"), own.path().join("bad.csv"));
    fs::write(&good, FILE.replace("ada", "eve")).unwrap();
    let wide = "x".repeat(2 << 20);
    fs::write(
        &bad,
        format!("username,first_name,password\nada,Ada,{LEAKED}\nbob,{wide},p\n"),
    )
    .unwrap();
    let results = household.folder().join("results.csv");
    for form in ["text", "json"] {
        let words = |file: &Path| {
            let fixed = [
                "--endpoint",
                &endpoint,
                "--target",
                "sim",
                "--output",
                form,
                "agents",
            ];
            let words = fixed.map(ToOwned::to_owned).into_iter();
            let path = |path: &Path| path.display().to_string();
            let rest = [
                "import".into(),
                "--instance".into(),
                ALIAS.into(),
                "--results".into(),
                path(&results),
                "--force".into(),
                path(file),
            ];
            words.chain(rest).collect::<Vec<String>>()
        };
        for (file, is_good) in [(&good, true), (&bad, false)] {
            let done = binaries.run("connectctl", words(file));
            let told = String::from_utf8_lossy(&done.stderr).into_owned();
            assert_eq!(done.status.success(), is_good, "{told}");
            if !is_good {
                assert!(told.contains("password"), "{told}");
            }
            said.hear(
                format!("connectctl, {form}"),
                [done.stdout, done.stderr].concat(),
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_byte_that_the_programs_write_is_of_a_password() {
    let binaries = Binaries::built();
    let simulator = SimProcess::start(&binaries, &["--rate", "none"]);
    let household = Household::new(&binaries, &simulator);
    let (daemon, mut said) = (household.loud_daemon().await, Said::default());
    provisioned(&daemon, &mut said).await;
    refused(&daemon, &mut said).await;
    commanded(&binaries, &household, &daemon, &mut said);
    let secrets = simulator.secrets();
    assert_eq!(secrets.len(), 5, "four agents and a user of the centre");
    said.read(household.folder());
    daemon.kill();
    said.read(household.folder());
    // That it would be found: a login is in the store, the log and the results.
    let known = said.with("carol").join("\n");
    for place in ["trunkline.db", "daemon.log", "results.csv", "event of"] {
        assert!(known.contains(place), "{place}:\n{known}");
    }
    for password in secrets.iter().map(String::as_str).chain([LEAKED]) {
        assert_eq!(
            said.with(password),
            [""; 0],
            "a password of {} characters",
            password.len()
        );
    }
}
