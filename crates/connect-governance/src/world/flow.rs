//! Flows and numbers.

use flow_language::{Document, FlowType};

/// A flow or a module.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// The name.
    pub name: String,
    /// The ARN.
    pub arn: String,
    /// Whether it is a flow, and of which type, or a module.
    pub kind: FlowKind,
    /// Whether every instance has it.
    pub is_builtin: bool,
    /// What is published; none where there is none, or where it could not be read.
    pub document: Option<Document>,
    /// When it was changed last, in seconds since 1970.
    pub modified_s: Option<i64>,
}

/// What a flow is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowKind {
    /// A flow of this type.
    Flow(FlowType),
    /// A module.
    Module,
}

/// A phone number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Number {
    /// E.164.
    pub number: String,
    /// The ARN.
    pub arn: String,
    /// Two letters.
    pub country: String,
    /// `DID`, `TOLL_FREE`, ….
    pub r#type: String,
    /// The name of the flow that answers; none where nothing does.
    pub flow: Option<String>,
    /// Whether what it leads to, an instance or a traffic group, is there.
    pub has_target: bool,
    /// How many minutes of calls it was billed for in so many days, where the bill tells.
    pub minutes: Option<(u64, u32)>,
}

/// A test case: what is said to a flow, and what it should answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TestCase {
    /// The name.
    pub name: String,
    /// The ARN.
    pub arn: String,
    /// The id of the flow that it enters.
    pub flow: Option<String>,
    /// The number that it calls, in E.164.
    pub number: Option<String>,
    /// Whether it is published; one that is only saved cannot be run.
    pub is_published: bool,
    /// The last of its runs that has ended.
    pub last_run: Option<TestRun>,
}

/// A run of a test case that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TestRun {
    /// When it was started, in seconds since 1970.
    pub started_s: i64,
    /// Whether all was answered as it should be.
    pub has_passed: bool,
}
