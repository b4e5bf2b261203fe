//! The samples of the tour: they are part of the program, so that the tour needs no files.

use std::collections::BTreeMap;

use control_api::v1 as pb;

macro_rules! example {
    ($name:literal) => {
        example!("full-contact-center", $name)
    };
    ($folder:literal, $name:literal) => {
        (
            $name,
            include_bytes!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../examples/",
                $folder,
                "/",
                $name
            )),
        )
    };
}

const SPEC: (&str, &[u8]) = example!("center.yaml");
const FILES: &[(&str, &[u8])] = &[
    example!("flows/main-menu.json"),
    example!("flows/out-of-hours.json"),
    example!("flows/outbound-greeting.json"),
    example!("flows/transfer-to-customer-service.json"),
    example!("flows/waiting.json"),
    example!("keys/payment-input.pem"),
    example!("modules/identify-customer.json"),
    example!("prompts/harbour-chime.wav"),
];

#[cfg(feature = "athena")]
const SHARE: (&str, &[u8]) = example!("analytics-share", "share.yaml");
const BRANCH: (&str, &[u8]) = example!("branch-office", "center.yaml");

const GOVERNANCE: (&str, &[u8]) = example!("governance", "full-contact-center.yaml");

const DESK: (&str, &[u8]) = example!("agents", "center.yaml");
const DESK_FILES: &[(&str, &[u8])] = &[example!("agents", "flows/simple-disconnect.json")];
const AGENTS: (&str, &[u8]) = example!("agents", "agents.csv");

/// What `full-contact-center` is given to be governed.
pub(super) fn governance() -> pb::Spec {
    spec(&GOVERNANCE, &[])
}

/// The spec of `full-contact-center` with its files, as a request carries it.
pub(super) fn center() -> pb::Spec {
    spec(&SPEC, FILES)
}

/// The spec of `branch-office`, which has no flows.
pub(super) fn branch() -> pb::Spec {
    spec(&BRANCH, &[])
}

/// The spec of `agents`, with nobody in it.
pub(super) fn desk() -> pb::Spec {
    spec(&DESK, DESK_FILES)
}

/// The directory file of `agents`.
pub(super) fn agents() -> pb::SourceFile {
    file(&AGENTS)
}

/// The share of `analytics-share`, of the instance that the tour brought up.
#[cfg(feature = "athena")]
pub(super) fn share() -> pb::Spec {
    let overlay: (&str, &[u8]) = (
        "tour.yaml",
        b"producers: [{ target: local, instances: [full-contact-center] }]",
    );
    pb::Spec {
        specs: vec![file(&SHARE), file(&overlay)],
        ..pb::Spec::default()
    }
}

/// `mapping.yaml` of `branch-office`, as a request carries it.
pub(super) fn mapping() -> pb::FlowMapping {
    let map = |kind: &str, from: &str, to: &str| {
        let entries = BTreeMap::from([(from.to_owned(), to.to_owned())]);
        (kind.to_owned(), pb::NameMap { entries })
    };
    pb::FlowMapping {
        names: BTreeMap::from([
            map("hours", "UK Business Hours", "US Business Hours"),
            map("queue", "Sales", "US Sales"),
        ]),
        prefixes: BTreeMap::from([map("lambda", "", "us-")]),
        ..pb::FlowMapping::default()
    }
}

fn spec(spec: &(&str, &[u8]), files: &[(&str, &[u8])]) -> pb::Spec {
    pb::Spec {
        specs: vec![file(spec)],
        files: files.iter().map(file).collect(),
        variables: BTreeMap::default(),
    }
}

fn file((path, bytes): &(&str, &[u8])) -> pb::SourceFile {
    pb::SourceFile {
        path: (*path).to_owned(),
        content: Some(pb::source_file::Content::Data(bytes.to_vec())),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use connect_model::spec::{Sources, files_wanted};

    use super::*;

    #[test]
    fn every_file_that_the_sample_names_is_part_of_the_program() {
        let (path, bytes) = SPEC;
        let sources = Sources {
            specs: vec![path.to_owned()],
            files: BTreeMap::from([(path.to_owned(), bytes.to_vec())]),
            ..Sources::default()
        };
        let wanted: BTreeSet<_> = files_wanted(&sources).unwrap().into_iter().collect();
        let there = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(wanted, there);
    }

    #[test]
    fn the_mapping_of_the_tour_is_that_of_the_sample() {
        let (_, text) = example!("branch-office", "mapping.yaml");
        let file: flow_port::Mapping =
            serde_saphyr::from_str(std::str::from_utf8(text).unwrap()).unwrap();
        let maps = |all: BTreeMap<String, pb::NameMap>| {
            let map = |(kind, map): (String, pb::NameMap)| (kind.parse().unwrap(), map.entries);
            all.into_iter().map(map).collect()
        };
        let ours = mapping();
        let ours = flow_port::Mapping {
            names: maps(ours.names),
            prefixes: maps(ours.prefixes),
            values: maps(ours.values),
            variables: ours.variables,
        };
        assert_eq!(ours, file);
    }
}
