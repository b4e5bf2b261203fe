//! Why nothing can be read.

/// Why a file is no source of a spec. No text of the file is repeated: it may be a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is no text.
    #[error("the file is not UTF-8")]
    NotText,
    /// It begins as JSON and is none.
    #[error("the file is not JSON: line {line}, column {column}")]
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// It is neither JSON nor HCL.
    #[error("the file is not HCL: line {line}, column {column}")]
    NotHcl {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// It nests deeper than anything that Terraform writes.
    #[error("the file nests deeper than {max} levels")]
    TooDeep {
        /// How deep it may.
        max: usize,
    },
    /// It holds more than any contact centre does.
    #[error("more than {max} things stand in it")]
    TooMany {
        /// How many there may be.
        max: usize,
    },
    /// A state among other files.
    #[error("a state is imported by itself, for what is removed belongs to one configuration")]
    StateNotAlone,
    /// A state in a format that is not the present one.
    #[error("this is a state of version {version}, not 4; let Terraform 0.13 or later rewrite it")]
    StateVersion {
        /// What the state says.
        version: String,
    },
    /// It holds nothing of a contact centre.
    #[error("nothing of Amazon Connect stands in it")]
    NothingToImport,
    /// Several instances, and no word which of them is meant.
    #[error("several instances stand in it, so name one with its alias: {}", .aliases.join(", "))]
    SeveralInstances {
        /// Their aliases, or their ids where the state does not tell the alias.
        aliases: Vec<String>,
    },
    /// None of the instances has this alias.
    #[error("no instance has the alias {alias}; there are {}", .aliases.join(", "))]
    UnknownAlias {
        /// The alias that was asked for.
        alias: String,
        /// Those that there are.
        aliases: Vec<String>,
    },
    /// Neither the file nor the caller says what the instance is called.
    #[error("the alias of the instance does not stand in it, so it has to be given")]
    NoAlias,
}
