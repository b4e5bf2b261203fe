//! The sample specs of the repository, and small ones.

use std::{collections::BTreeMap, fs, path::Path};

use connect_model::{
    AccountId, Alias, Region,
    spec::{ContactCenter, Sources, load},
};
use connect_provision::World;
use connect_resources::{Depth, Index, Scope};

/// Loads `examples/<name>/center.yaml` with every file beside it.
pub(crate) fn example(name: &str) -> ContactCenter {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples")
        .join(name);
    let mut files = BTreeMap::new();
    read_folder(&root, "", &mut files);
    loaded("center.yaml", files)
}

/// Loads a spec that stands in a test.
pub(crate) fn spec(text: &str) -> ContactCenter {
    loaded(
        "spec.yaml",
        BTreeMap::from([("spec.yaml".to_owned(), text.as_bytes().to_vec())]),
    )
}

/// A world without the instance.
pub(crate) fn nothing(center: &ContactCenter) -> World {
    World {
        scope: Scope {
            account: AccountId::new("111111111111").unwrap(),
            region: Region::new("eu-west-2").unwrap(),
            alias: Alias::new(center.instance.alias.as_str()).unwrap(),
        },
        things: BTreeMap::new(),
        index: Index::default(),
        depth: Depth::Full,
    }
}

fn loaded(name: &str, files: BTreeMap<String, Vec<u8>>) -> ContactCenter {
    let sources = Sources {
        specs: vec![name.to_owned()],
        files,
        variables: BTreeMap::new(),
    };
    load(&sources).unwrap_or_else(|findings| {
        let lines: Vec<_> = findings.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
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
