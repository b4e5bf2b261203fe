//! What an operation answers when it does not do what was asked.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::Value;

/// An error as the service words it. The protocol adds status and form, from the model.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{code}: {message}")]
pub(crate) struct AwsError {
    /// The code on the wire, as `ResourceNotFoundException`.
    pub(crate) code: Cow<'static, str>,
    pub(crate) message: String,
    /// The HTTP status, where it is not the modelled one.
    pub(crate) status: Option<u16>,
    /// Members of the error's shape besides the message.
    pub(crate) members: Vec<(&'static str, Value)>,
    /// Header lines of the answer besides those that all errors have.
    pub(crate) headers: Vec<(&'static str, String)>,
}

// === impl AwsError ===

impl AwsError {
    /// An error of the code and message given.
    pub(crate) fn new(code: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: message.into(),
            status: None,
            members: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// The same, under a status that the model does not have.
    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// The same with a further member.
    pub(crate) fn with(mut self, member: &'static str, value: impl Serialize) -> Self {
        let value = serde_json::to_value(value).expect("members of errors are plain data");
        self.members.push((member, value));
        self
    }

    /// The same with a further header line.
    pub(crate) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}
