//! What an expert would say about a flow, found without a contact.
//!
//! Each rule stands in a file of its own, with its code, why it matters and what to do. Rules judge only
//! what a document shows; what a caller knows beside it is handed over as a [`Context`]. A rule that is
//! not sure stays silent: a linter that cries wolf is switched off.
//!
//! ```
//! use flow_language::{Document, FlowType, lint};
//!
//! let flow = r#"{"Version": "2019-10-30", "StartAction": "hello", "Actions": [
//!     {"Identifier": "hello", "Type": "MessageParticipant", "Parameters": {},
//!      "Transitions": {"NextAction": "end"}},
//!     {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
//! ]}"#;
//! let document = Document::parse(flow)?;
//! let findings = lint::flow(&document, FlowType::ContactFlow.into(), &lint::Context::default());
//! assert_eq!(findings[0].code, "no-prompt");
//! # Ok::<(), flow_language::ParseError>(())
//! ```

mod bundle;
mod components;
mod context;
mod finding;
pub mod locate;
mod noun;
mod page;
mod paths;
mod reads;
mod report;
mod rule;
mod rules;
mod sarif;
mod scope;
mod sensitive;
mod ssml;
mod text;

pub use self::{
    bundle::{Item, bundle, of_bundle},
    context::{Allowed, Context},
    finding::{Finding, Severity, Summary},
    page::page,
    rule::Rule,
    rules::RULES,
    sarif::{Source, sarif, sources},
    text::text,
};
use self::{report::Report, rule::Check, scope::Scope};
use crate::{document::Document, flow_type::Role};

/// Everything that the rules find in a document that is used as a flow or module, in the order of
/// [`RULES`] and then of the document; what the context allows is left out.
pub fn flow(document: &Document, role: Role, context: &Context) -> Vec<Finding> {
    let scope = Scope::new(document, role, context);
    let mut findings = Vec::new();
    for rule in RULES {
        if let Check::Flow(check) = rule.check {
            let mut report = Report::new(rule, &scope);
            check(&scope, &mut report);
            findings.extend(report.findings());
        }
    }
    findings.retain(|finding| !context.allows(finding));
    findings
}
