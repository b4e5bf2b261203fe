//! Why a file was moved aside, in the words of its findings.

use std::fmt::Write as _;

use connect_model::Finding;
use serde_json::json;

use super::ObjectId;

/// The report for people.
pub fn report_text(object: &ObjectId, findings: &[Finding]) -> String {
    let mut text = format!("{object}\nwas not imported, and no agent was changed.\n");
    for finding in findings {
        let _infallible = write!(text, "\n{finding}\n");
    }
    text.push_str("\nMend the file and put it where it was: it is imported as a new one.\n");
    text
}

/// The report for programs.
pub fn report_json(object: &ObjectId, findings: &[Finding]) -> String {
    format!("{:#}\n", json!({ "object": object, "findings": findings }))
}
