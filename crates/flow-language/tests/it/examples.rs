//! The flows of the sample specs.

use std::{fs, path::Path};

use flow_language::{Document, FlowType, Ref, RefValue, Role};

/// Every flow and module file below `examples`, with its path from there.
fn flows() -> Vec<(String, String)> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut flows = Vec::new();
    for folder in fs::read_dir(&examples).unwrap() {
        let folder = folder.unwrap().path();
        let files = ["flows", "modules"].map(|room| fs::read_dir(folder.join(room)));
        for file in files.into_iter().flatten().flatten() {
            let path = file.unwrap().path();
            let name = path.strip_prefix(&examples).unwrap().display().to_string();
            flows.push((name, fs::read_to_string(path).unwrap()));
        }
    }
    flows
}

/// Every role but that of a module has the same structure.
fn role(name: &str) -> Role {
    if name.contains("/modules/") {
        Role::Module
    } else {
        Role::Flow(FlowType::ContactFlow)
    }
}

#[test]
fn every_sample_flow_is_portable_and_has_no_problems() {
    let flows = flows();
    assert!(flows.len() >= 6, "{} sample flows", flows.len());
    for (name, text) in flows {
        let document = Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            text,
            document.to_pretty(),
            "{name} is not laid out as exports are"
        );
        assert_eq!(document.check(role(&name)), [], "{name}");
        assert!(
            document.actions().all(|action| action.group().is_some()),
            "{name}: an unknown action type"
        );
        for reference in document.references() {
            let portable = matches!(reference.value, RefValue::Named(_) | RefValue::Dynamic(_));
            assert!(portable, "{name}: {} {:?}", reference.path, reference.value);
        }
        let resolved = document
            .resolve(&|name: &Ref| Some(format!("{}!", name.name())))
            .unwrap();
        assert!(
            !resolved.to_json().contains("ref://"),
            "{name}: a reference is left"
        );
    }
}

/// A text check, since the reader of specs is another crate: it keeps the two from drifting apart.
#[test]
fn what_the_sample_flows_name_stands_in_their_spec() {
    for (path, text) in flows() {
        let (folder, file) = path.split_once('/').unwrap();
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
        let spec = fs::read_to_string(examples.join(folder).join("center.yaml")).unwrap();
        assert!(
            spec.contains(&format!("file: {file}\n")),
            "{path} is in no spec"
        );
        for reference in Document::parse(&text).unwrap().references() {
            let RefValue::Named(name) = reference.value else {
                continue;
            };
            let declared = name.name().split('/').all(|part| spec.contains(part));
            assert!(declared, "{path}: {name} is not in the spec");
            if let Some(flow_type) = name.flow_type() {
                let entry = format!("- name: {}\n    type: {flow_type}\n", name.name());
                assert!(
                    spec.contains(&entry),
                    "{path}: {name} is no flow of the spec"
                );
            }
        }
    }
}
