//! JSON: for programs, and the baseline of the next assessment.

use crate::Assessment;

/// The assessment as JSON. [`Baseline::parse`](crate::Baseline::parse) takes it.
pub fn json(assessment: &Assessment) -> String {
    let mut text = serde_json::to_string_pretty(assessment)
        .expect("all keys are texts and all numbers are whole");
    text.push('\n');
    text
}
