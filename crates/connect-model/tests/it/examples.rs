//! The examples of the repository.

use std::{fs, path::Path};

use connect_model::spec::{Sources, files_wanted, load};

use crate::sources::print;

#[test]
fn every_example_loads() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let examples = fs::canonicalize(examples).unwrap();
    let folders = fs::read_dir(examples)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let specs = folders
        .map(|folder| folder.join("center.yaml"))
        .filter(|spec| spec.exists());
    let mut count = 0;
    for spec in specs {
        let name = spec.to_str().unwrap().to_owned();
        let mut sources = Sources {
            specs: vec![name.clone()],
            ..Sources::default()
        };
        sources.files.insert(name.clone(), fs::read(&spec).unwrap());
        for path in files_wanted(&sources).unwrap() {
            sources.files.insert(path.clone(), fs::read(path).unwrap());
        }
        if let Err(findings) = load(&sources) {
            panic!("{}", print(&findings));
        }
        count += 1;
    }
    assert!(count >= 4, "there are {count} examples");
}
