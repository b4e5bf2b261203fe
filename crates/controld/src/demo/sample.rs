//! The sample of the tour: it is part of the program, so that the tour needs no files.

use control_api::v1 as pb;

macro_rules! example {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../examples/full-contact-center/",
                $name
            )),
        )
    };
}

const SPEC: (&str, &str) = example!("center.yaml");
const FLOWS: &[(&str, &str)] = &[
    example!("flows/main-menu.json"),
    example!("flows/out-of-hours.json"),
    example!("flows/outbound-greeting.json"),
    example!("flows/transfer-to-customer-service.json"),
    example!("flows/waiting.json"),
    example!("modules/identify-customer.json"),
];
const PROMPT: (&str, &[u8]) = (
    "prompts/harbour-chime.wav",
    include_bytes!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/full-contact-center/prompts/harbour-chime.wav"
    )),
);

/// The spec with its files, as a request carries it.
pub(super) fn spec() -> pb::Spec {
    let file = |(path, text): &(&str, &str)| pb::SourceFile {
        path: (*path).to_owned(),
        content: Some(pb::source_file::Content::Text((*text).to_owned())),
    };
    let (path, bytes) = PROMPT;
    let prompt = pb::SourceFile {
        path: path.to_owned(),
        content: Some(pb::source_file::Content::Data(bytes.to_vec())),
    };
    pb::Spec {
        specs: vec![file(&SPEC)],
        files: FLOWS.iter().map(file).chain([prompt]).collect(),
        variables: std::collections::BTreeMap::default(),
    }
}
