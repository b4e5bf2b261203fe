//! Where a rule writes down what it finds.

use crate::{
    action::Action,
    bundle::ItemName,
    document::Document,
    flow_type::Role,
    lint::{bundle::Item, finding::Finding, rule::Rule, scope::Scope},
};

/// Where a rule writes down what it finds.
pub(crate) struct Report<'a> {
    rule: &'static Rule,
    document: Option<&'a Document>,
    flow: Option<ItemName>,
    findings: Vec<Finding>,
}

impl<'a> Report<'a> {
    /// For a rule that looks at one document.
    pub(crate) fn new(rule: &'static Rule, scope: &Scope<'a>) -> Self {
        Self {
            rule,
            document: Some(scope.document),
            flow: scope.context.flow.as_deref().map(named(scope.role)),
            findings: Vec::new(),
        }
    }

    /// For a rule that looks at several documents.
    pub(crate) fn of_several(rule: &'static Rule) -> Self {
        Self {
            rule,
            document: None,
            flow: None,
            findings: Vec::new(),
        }
    }

    /// What was written down.
    pub(crate) fn findings(self) -> Vec<Finding> {
        self.findings
    }

    /// The code of the rule.
    pub(crate) fn code(&self) -> &'static str {
        self.rule.code
    }

    /// What follows is about this one of several documents.
    pub(crate) fn within(&mut self, item: &Item<'a>) {
        self.document = Some(item.document);
        self.flow = Some(named(item.role)(item.name));
    }

    /// The document as a whole, or a part of it that is no action.
    pub(crate) fn flow(&mut self, path: &str, message: impl Into<String>) -> &mut Finding {
        self.findings.push(Finding {
            code: self.rule.code,
            severity: self.rule.severity,
            flow: self.flow.clone(),
            action: None,
            block: None,
            position: None,
            path: path.to_owned(),
            message: message.into(),
            remedy: self.rule.remedy.to_owned(),
        });
        self.findings.last_mut().expect("one was pushed")
    }

    /// An action.
    pub(crate) fn action(
        &mut self,
        action: Action<'_>,
        message: impl Into<String>,
    ) -> &mut Finding {
        self.below(action, "", message)
    }

    /// A part of an action, by its JSON pointer below the action.
    pub(crate) fn below(
        &mut self,
        action: Action<'_>,
        pointer: &str,
        message: impl Into<String>,
    ) -> &mut Finding {
        let path = action.path() + pointer;
        let document = self.document;
        let finding = self.flow(&path, message);
        finding.action = Some(action.identifier().to_owned()).filter(|name| !name.is_empty());
        if let Some(document) = document {
            finding.block =
                Some(document.label(action).to_owned()).filter(|label| !label.is_empty());
            finding.position = document.position(action);
        }
        finding
    }
}

fn named(role: Role) -> impl Fn(&str) -> ItemName {
    move |name| ItemName {
        role,
        name: name.to_owned(),
    }
}
