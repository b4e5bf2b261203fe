//! What was taken over, what was not, and what a person has to do.

use connect_model::Finding;
use serde::Serialize;

/// What came of an import.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// What the file was.
    pub source: Source,
    /// The alias of the instance.
    pub alias: String,
    /// What stands in the spec now.
    pub taken: Vec<Taken>,
    /// What does not, and stays with Terraform.
    pub left: Vec<Left>,
    /// What was taken over in part, or needs a look.
    pub notes: Vec<Note>,
    /// What is wrong with the spec as it was written; a person has to mend it before it can be planned.
    pub findings: Vec<Finding>,
}

/// What a file was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Source {
    /// The state of Terraform.
    State,
    /// Values of the variables of a module.
    Variables,
}

/// Something that stands in the spec now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Taken {
    /// The address in Terraform, with its index; for variables, the way through them.
    pub address: String,
    /// The type of resource, such as `aws_connect_queue`.
    pub r#type: String,
    /// The section of the spec.
    pub section: &'static str,
    /// The name or key there.
    pub name: String,
}

/// Something that was not taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Left {
    /// The address in Terraform, with its index; for variables, the way through them.
    pub address: String,
    /// The type of resource, such as `aws_connect_vocabulary`; the name of a variable.
    pub r#type: String,
    /// What AWS calls it, where it is a part of a contact centre and the file tells; else empty.
    pub name: String,
    /// Why not, as a word that stays.
    pub reason: Reason,
    /// Why not, in a sentence.
    pub why: String,
    /// What to do.
    pub remedy: String,
}

/// Why something was not taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Reason {
    /// A spec has no place for it.
    NotManaged,
    /// It is part of another instance.
    OtherInstance,
    /// It needs something that the file says nothing of.
    UnknownReference,
    /// Something that it must have does not stand there.
    Incomplete,
    /// Another one in the spec has the name.
    NameTaken,
    /// The variable or its member means nothing here.
    NotUnderstood,
}

/// What a person should know about something that was taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// The address in Terraform; empty where the whole is meant.
    pub address: String,
    /// What is to be known.
    pub message: String,
    /// What to do.
    pub remedy: String,
}
