//! The sample of the tour: it is part of the program, so that the tour needs no files.

use control_api::v1 as pb;

macro_rules! example {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../examples/full-contact-center/",
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

/// The spec with its files, as a request carries it.
pub(super) fn spec() -> pb::Spec {
    let file = |(path, bytes): &(&str, &[u8])| pb::SourceFile {
        path: (*path).to_owned(),
        content: Some(pb::source_file::Content::Data(bytes.to_vec())),
    };
    pb::Spec {
        specs: vec![file(&SPEC)],
        files: FILES.iter().map(file).collect(),
        variables: std::collections::BTreeMap::default(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

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
}
