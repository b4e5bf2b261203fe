//! Terraform's state, or the variables of a module, as the spec of a contact centre.
//!
//! [`import`] reads either and answers the files to write: `center.yaml`, the content of flows beside
//! it, and `removed.tf`, which makes Terraform forget what the spec has taken over without destroying
//! it. A [`Report`] lists what was taken over, what was not and what to do about it.
//!
//! Ids become names through the state itself: its resources and its data sources. Nothing else is
//! asked, so the crate does no I/O and is never `async`. Passwords that stand in a state never leave it,
//! and neither does what the state marks as sensitive.
//!
//! ```
//! use terraform_import::{Options, import};
//!
//! let variables = r#"
//!     instance_alias = "uk-contact-center"
//!     queues = { sales = { name = "Sales", hours_of_operation = "Basic Hours" } }
//! "#;
//! let import = import(variables, &Options::default())?;
//! assert!(import.files["center.yaml"].contains("hours: Basic Hours"));
//! assert!(import.report.left.is_empty() && import.report.findings.is_empty());
//! # Ok::<(), terraform_import::Unreadable>(())
//! ```

mod address;
mod attributes;
mod centers;
mod draft;
mod entry;
mod family;
mod files;
mod flow;
mod import;
mod index;
mod keys;
mod reading;
mod removal;
mod report;
mod resource;
mod state;
mod summary;
mod tags;
mod types;
mod unreadable;
mod variables;

pub use self::{
    files::{REMOVED, SPEC},
    import::{Import, Options, import},
    reading::Reading,
    report::{Left, Note, Reason, Report, Source, Taken},
    summary::Voice,
    unreadable::Unreadable,
};
