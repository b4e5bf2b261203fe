//! Specs: those of the repository, and those that stand in a test.

use std::{collections::BTreeMap, fs, path::Path};

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
