//! Sources for tests.

use connect_model::{
    Finding,
    spec::{ContactCenter, Sources, load},
};

/// One spec without files, variables and overlays.
pub(crate) fn one(text: impl Into<Vec<u8>>) -> Sources {
    several([text.into()])
}

/// A spec and its overlays.
pub(crate) fn several<T: Into<Vec<u8>>>(texts: impl IntoIterator<Item = T>) -> Sources {
    let mut sources = Sources::default();
    for (index, text) in texts.into_iter().enumerate() {
        let name = if index == 0 {
            "center.yaml".to_owned()
        } else {
            format!("over{index}.yaml")
        };
        sources.specs.push(name.clone());
        sources.files.insert(name, text.into());
    }
    sources
}

/// The contact centre, which must be free of findings.
pub(crate) fn center(sources: &Sources) -> ContactCenter {
    load(sources).unwrap_or_else(|findings| panic!("{}", print(&findings)))
}

/// Findings as people read them.
pub(crate) fn print(findings: &[Finding]) -> String {
    findings
        .iter()
        .map(|finding| format!("{finding}\n"))
        .collect()
}
