//! The examples of the repository.

use std::{fs, path::Path};

use connect_model::{
    governance::load_governance,
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
    let sources = sample("analytics-share/share.yaml");
    let shares = load_shares(&sources).unwrap_or_else(|findings| panic!("{}", print(&findings)));
    let share = &shares[0];
    assert_eq!(share.consumer.as_str(), "consumer");
    assert_eq!(share.exports.len(), 1);
}

#[test]
fn the_sample_of_governance_is_one() {
    let sources = sample("governance/governance.yaml");
    let it = load_governance(&sources).unwrap_or_else(|findings| panic!("{}", print(&findings)));
    assert_eq!(it.instance.as_str(), "uk-contact-center");
    assert_eq!(
        (it.keys.len(), it.storage.len(), it.budgets.len()),
        (1, 3, 2)
    );
    assert_eq!(it.tags.get("Owner"), Some("care@example.com"));
}

/// One file of the examples, without variables.
fn sample(path: &str) -> Sources {
    let name = path.rsplit('/').next().unwrap().to_owned();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let text = fs::read(examples.join(path)).unwrap();
    let mut sources = Sources {
        specs: vec![name.clone()],
        ..Sources::default()
    };
    sources.files.insert(name, text);
    sources
}
