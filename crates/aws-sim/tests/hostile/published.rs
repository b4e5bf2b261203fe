//! The published operations, from the tables themselves.

use std::{fs, path::Path};

/// What is needed to address an operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) uri: String,
    pub(crate) signing: String,
    pub(crate) protocol: String,
    pub(crate) version: String,
    pub(crate) target: String,
}

// === impl Operation ===

impl Operation {
    /// Every operation of every service.
    pub(crate) fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("model");
        let mut files: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "model"))
            .collect();
        files.sort();
        files.iter().flat_map(|path| of_service(path)).collect()
    }
}

fn of_service(path: &Path) -> Vec<Operation> {
    let mut service = Operation::default();
    let mut operations = Vec::new();
    for line in fs::read_to_string(path).unwrap().lines() {
        let words: Vec<_> = line.split(' ').collect();
        match words.as_slice() {
            ["protocol", protocol] => (*protocol).clone_into(&mut service.protocol),
            ["signing", signing] => (*signing).clone_into(&mut service.signing),
            ["version", version] => (*version).clone_into(&mut service.version),
            ["target", target] => (*target).clone_into(&mut service.target),
            ["operation", name, method, uri, ..] => operations.push(Operation {
                name: (*name).to_owned(),
                method: (*method).to_owned(),
                uri: (*uri).to_owned(),
                ..service.clone()
            }),
            _ => {}
        }
    }
    operations
}
