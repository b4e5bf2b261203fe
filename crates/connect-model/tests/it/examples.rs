//! The examples of the repository.

use std::{fs, path::Path};

use connect_model::{
    share::load_shares,
    spec::{Sources, files_wanted, load},
};

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

#[test]
fn the_sample_of_a_share_is_one() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/analytics-share/share.yaml");
    let mut sources = Sources {
        specs: vec!["share.yaml".to_owned()],
        ..Sources::default()
    };
    let text = fs::read(path).unwrap();
    sources.files.insert("share.yaml".to_owned(), text);
    let shares = load_shares(&sources).unwrap_or_else(|findings| panic!("{}", print(&findings)));
    let share = &shares[0];
    assert_eq!(share.consumer.as_str(), "consumer");
    assert_eq!(share.exports.len(), 1);
}
