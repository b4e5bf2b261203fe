//! What an instance is held to, and what is wanted of that.

use std::collections::BTreeSet;

use connect_governance::Baseline;
use connect_model::suggest;
use control_api::v1 as pb;

use super::{instance, names, optional_spec};
use crate::{
    jobs::{AssessFormat, Digest, FileRef, GovernancePart, Held},
    wire::{job::all_of, reader::Reader, spec::Contents},
};

/// The path by which messages name what was found before.
const BASELINE: &str = "baseline.json";

/// Largest baseline.
const BASELINE_BYTES_MAX: usize = 1 << 20;

/// An instance and what it is held to, and the contents that came with that.
pub(super) fn held(
    reader: &mut Reader,
    alias: &str,
    spec: Option<pb::Spec>,
    rules: &[String],
) -> Option<(Held, Contents)> {
    let spec = optional_spec(reader, spec);
    let alias = instance(reader, alias, !matches!(spec, Some((None, _))));
    let rules = names(reader, "rules", rules, rule);
    let (spec, contents) = spec?;
    let held = Held {
        alias: alias?,
        spec,
        rules: rules?,
    };
    Some((held, contents))
}

/// The id of a rule that there is.
fn rule(text: &str) -> Result<String, String> {
    let known: Vec<&str> = connect_governance::rules().iter().map(|it| it.id).collect();
    if known.contains(&text) {
        return Ok(text.to_owned());
    }
    let otherwise = "ListRules lists those that there are";
    Err(format!("is no rule; {}", suggest(text, &known, otherwise)))
}

/// What was found before, where it came along.
pub(super) fn baseline(reader: &mut Reader, text: String) -> Option<(Option<FileRef>, Contents)> {
    if text.is_empty() {
        return Some((None, Contents::new()));
    }
    reader.take("baseline_json", assessment(&text))?;
    let content = text.into_bytes();
    let digest = Digest::of(&content);
    let file = FileRef {
        path: BASELINE.to_owned(),
        content: digest,
    };
    Some((Some(file), Contents::from([(digest, content)])))
}

/// Whether a text is an assessment.
fn assessment(text: &str) -> Result<(), String> {
    if text.len() > BASELINE_BYTES_MAX {
        return Err(format!(
            "takes {} bytes, more than {BASELINE_BYTES_MAX}",
            text.len()
        ));
    }
    let read = Baseline::parse(text);
    read.map(drop).map_err(|wrong| wrong.to_string())
}

/// The formats that are wanted.
pub(super) fn formats(reader: &mut Reader, formats: &[i32]) -> Option<BTreeSet<AssessFormat>> {
    all_of(
        reader,
        "formats",
        formats,
        |format| match pb::AssessmentFormat::try_from(format).ok()? {
            pb::AssessmentFormat::Unspecified => None,
            pb::AssessmentFormat::Json => Some(AssessFormat::Json),
            pb::AssessmentFormat::Sarif => Some(AssessFormat::Sarif),
            pb::AssessmentFormat::Html => Some(AssessFormat::Html),
            pb::AssessmentFormat::Text => Some(AssessFormat::Text),
        },
    )
}

/// The parts that are wanted.
pub(super) fn parts(reader: &mut Reader, parts: &[i32]) -> Option<BTreeSet<GovernancePart>> {
    all_of(
        reader,
        "parts",
        parts,
        |part| match pb::GovernancePart::try_from(part).ok()? {
            pb::GovernancePart::Unspecified => None,
            pb::GovernancePart::Storage => Some(GovernancePart::Storage),
            pb::GovernancePart::Tags => Some(GovernancePart::Tags),
            pb::GovernancePart::Budgets => Some(GovernancePart::Budgets),
        },
    )
}
