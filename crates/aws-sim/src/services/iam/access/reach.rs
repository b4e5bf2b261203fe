//! What a document opens at all, whatever the resource and the conditions.

use super::{Document, Statement, Which, pattern::Pattern};

// === impl Document ===

impl Document {
    /// Whether something of the service `namespace` is allowed.
    pub(crate) fn opens_service(&self, namespace: &str) -> bool {
        let mut allowing = self.statements.iter().filter(|statement| statement.allows);
        allowing.any(|statement| match &statement.action {
            Which { not: false, of } => of.iter().any(|own| of_service(own).fits_folded(namespace)),
            Which { not: true, of } => !of.iter().any(|own| covers(own, namespace)),
        })
    }

    /// Whether all of the service is denied, always and on everything.
    pub(crate) fn closes_service(&self, namespace: &str) -> bool {
        let mut denying = self.denying();
        denying.any(|statement| match &statement.action {
            Which { not: false, of } => of.iter().any(|own| covers(own, namespace)),
            Which { not: true, of } => !of.iter().any(|own| of_service(own).fits_folded(namespace)),
        })
    }

    /// Whether a statement allows `action` on something.
    pub(crate) fn opens(&self, action: &str) -> bool {
        let mut statements = self.statements.iter();
        statements.any(|statement| statement.allows && statement.has_action(action))
    }

    /// Whether `action` is denied, always and on everything.
    pub(crate) fn closes(&self, action: &str) -> bool {
        self.denying().any(|statement| statement.has_action(action))
    }

    /// The services that allowing statements name in full.
    pub(crate) fn services(&self) -> impl Iterator<Item = &str> {
        let allowing = self.statements.iter().filter(|statement| statement.allows);
        let named = allowing.filter(|statement| !statement.action.not);
        let services = named.flat_map(|statement| &statement.action.of);
        services
            .filter_map(|own| Some(own.split_once(':')?.0))
            .filter(|service| !service.contains(['*', '?']))
    }

    fn denying(&self) -> impl Iterator<Item = &Statement> {
        let everything = |which: &Which<Vec<String>>| {
            let all = which.of.iter().any(|resource| resource == "*");
            all && !which.not
        };
        self.statements.iter().filter(move |statement| {
            let wide = statement.resource.as_ref().is_some_and(everything);
            !statement.allows && statement.tests.is_empty() && wide
        })
    }
}

/// The service of an action, which may have wildcards.
fn of_service(action: &str) -> Pattern {
    Pattern::plain(action.split(':').next().unwrap_or(action))
}

/// Whether an action with wildcards stands for all of a service.
fn covers(action: &str, namespace: &str) -> bool {
    match action.split_once(':') {
        Some((service, "*")) => Pattern::plain(service).fits_folded(namespace),
        _ => action == "*",
    }
}
