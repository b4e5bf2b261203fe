//! What a document cannot tell about itself.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{bundle::Contract, lint::finding::Finding};

/// What a document cannot tell about itself. All of it is optional: rules that need what is missing
/// stay silent.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The name of the flow or module.
    pub flow: Option<String>,
    /// The account that the flow is for: 12 digits.
    pub account: Option<String>,
    /// The Region that the flow is for.
    pub region: Option<String>,
    /// The id of the instance that the flow is for.
    pub instance: Option<String>,
    /// What modules promise their callers, by the name of the module.
    pub modules: BTreeMap<String, Contract>,
    /// Whether other flows lead here, so that a queue, hours or a message may have been seen to before.
    pub follows_another: bool,
    /// Names of contact attributes that something else sets, such as another flow or an API call.
    pub attributes: BTreeSet<String>,
    /// Findings that somebody has looked at and accepted.
    pub allowed: Vec<Allowed>,
}

/// Findings that are accepted: all of a rule, or those in one flow or one action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Allowed {
    /// The code of the rule.
    pub code: String,
    /// Only in flows and modules of this name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<String>,
    /// Only at the action with this `Identifier`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
}

impl Context {
    pub(crate) fn allows(&self, finding: &Finding) -> bool {
        self.allowed.iter().any(|allowed| allowed.covers(finding))
    }
}

impl Allowed {
    fn covers(&self, finding: &Finding) -> bool {
        let fits = |wanted: &Option<String>, is| wanted.is_none() || wanted.as_ref() == is;
        self.code == finding.code
            && fits(&self.flow, finding.flow.as_ref().map(|flow| &flow.name))
            && fits(&self.action, finding.action.as_ref())
    }
}
