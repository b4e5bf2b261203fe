//! Specs: those of the repository, and those that stand in a test.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use connect_model::spec::{ContactCenter, Sources, load};

/// The spec of a sample.
const SPEC: &str = "center.yaml";

/// Loads `examples/<name>/center.yaml` with every file beside it.
pub fn example(name: &str) -> ContactCenter {
    read(&[SPEC.to_owned()], folder(name))
}

/// The same with the overlay of a stage, `stages/<stage>.yaml`.
pub fn stage(name: &str, stage: &str) -> ContactCenter {
    let overlay = format!("stages/{stage}.yaml");
    read(&[SPEC.to_owned(), overlay], folder(name))
}

/// Two recordings that specs of tests name.
pub fn recordings() -> [(String, Vec<u8>); 2] {
    let recording = |sound: u8| [b"RIFF\x05\0\0\0WAVE", [sound].as_slice()].concat();
    [
        ("chime.wav".to_owned(), recording(1)),
        ("gong.wav".to_owned(), recording(2)),
    ]
}

/// A centre with so many users, and as many other things as large centres have beside them.
pub fn workforce(users: usize) -> ContactCenter {
    let mut text = "
instance: { alias: large }
hours_of_operation:
  - name: Day
    time_zone: Europe/London
    config: [{ day: MONDAY, start: '09:00', end: '17:00' }]
queues:
  - { name: Service, hours: Day }
routing_profiles:
  - name: Advisers
    default_outbound_queue: Service
    media_concurrencies: [{ channel: VOICE, concurrency: 1 }]
    queue_configs: [{ channel: VOICE, queue: Service }]
users:
"
    .to_owned();
    for n in 0..users {
        writeln!(
            text,
            "  - {{ username: agent-{n:05}, email: agent-{n:05}@example.com, first_name: Ada, \
             last_name: Agent, routing_profile: Advisers, security_profiles: [Agent] }}"
        )
        .unwrap();
    }
    spec(&text)
}

/// Loads a spec from its text. Beside it lie the [`recordings`].
pub fn spec(text: &str) -> ContactCenter {
    let mut files = BTreeMap::from(recordings());
    files.insert("spec.yaml".to_owned(), text.as_bytes().to_vec());
    loaded("spec.yaml", files)
}

/// Loads a spec from its files; a broken one fails the test with its findings.
pub fn loaded(name: &str, files: BTreeMap<String, Vec<u8>>) -> ContactCenter {
    read(&[name.to_owned()], files)
}

/// Loads a spec from texts, each laid upon those before it.
pub fn layered(texts: Vec<String>) -> ContactCenter {
    let named = (0..).map(|n| format!("{n:02}.yaml"));
    let files: BTreeMap<_, _> = named
        .zip(texts.into_iter().map(String::into_bytes))
        .collect();
    let specs: Vec<_> = files.keys().cloned().collect();
    read(&specs, files)
}

fn read(specs: &[String], files: BTreeMap<String, Vec<u8>>) -> ContactCenter {
    let sources = Sources {
        specs: specs.to_vec(),
        files,
        variables: BTreeMap::new(),
    };
    load(&sources).unwrap_or_else(|findings| {
        let lines: Vec<_> = findings.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

fn folder(name: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../examples")
        .join(name);
    let mut files = BTreeMap::new();
    read_folder(&folder, "", &mut files);
    files
}

fn read_folder(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read_folder(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}
