//! Every rule has a broken spec, and every broken spec its whole output.
//!
//! `tests/broken/RULE-ID.yaml` (or `RULE-ID.2.yaml`, …) breaks that rule. Beside it may lie
//! `….over.yaml` (an overlay), `….vars` (`name=value` lines) and `….files/` (files that it
//! names); `….txt` is what is printed.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use connect_model::{
    rules,
    spec::{Sources, load},
};
use expect_test::expect_file;

use crate::sources::print;

#[test]
fn every_broken_spec_prints_its_findings_and_every_rule_has_one() {
    let mut missing: Vec<&str> = rules().iter().map(|rule| rule.id).collect();
    for spec in specs() {
        let findings = load(&sources(&spec)).expect_err("a broken spec has findings");
        let name = spec
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .split('.')
            .next()
            .unwrap()
            .to_owned();
        let has_it = findings.iter().any(|finding| finding.rule == name);
        assert!(
            has_it,
            "{} does not break its rule:\n{}",
            spec.display(),
            print(&findings)
        );
        for finding in &findings {
            assert!(
                rules().iter().any(|rule| rule.id == finding.rule),
                "{}",
                finding.rule
            );
        }
        expect_file![spec.with_extension("txt")].assert_eq(&print(&findings));
        missing.retain(|id| *id != name);
    }
    assert!(
        missing.is_empty(),
        "no spec in tests/broken breaks {missing:?}"
    );
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")
}

fn specs() -> Vec<PathBuf> {
    let files = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let is_spec = |path: &PathBuf| {
        let name = path.to_string_lossy();
        name.ends_with(".yaml") && !name.ends_with(".over.yaml")
    };
    let mut specs: Vec<PathBuf> = files.filter(is_spec).collect();
    specs.sort();
    specs
}

fn sources(spec: &Path) -> Sources {
    let mut sources = Sources::default();
    let over = spec.with_extension("over.yaml");
    for (path, name) in [(spec, "center.yaml"), (&over, "over.yaml")] {
        if let Ok(text) = fs::read(path) {
            sources.specs.push(name.to_owned());
            sources.files.insert(name.to_owned(), text);
        }
    }
    if let Ok(vars) = fs::read_to_string(spec.with_extension("vars")) {
        let pairs = vars.lines().filter_map(|line| line.split_once('='));
        sources.variables = pairs.map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    }
    sources.files.extend(files(&spec.with_extension("files")));
    if spec.file_name().unwrap() == "spec-not-given.yaml" {
        sources.specs.push("prod.yaml".to_owned());
    }
    sources
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(files) = fs::read_dir(folder) else {
        return BTreeMap::new();
    };
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let read = |path: PathBuf| (name(&path), fs::read(&path).unwrap());
    files.map(|entry| read(entry.unwrap().path())).collect()
}
