//! What a policy says about a request.
//!
//! Texts and facts only: which policies count for whom is known one level up.

mod condition;
mod context;
mod document;
mod pattern;
mod principal;
mod reach;

pub(crate) use self::{
    context::Context,
    document::{Document, Purpose},
    principal::Principal,
};
use self::{
    document::{Statement, Which},
    pattern::Pattern,
    principal::Named,
};

/// What a policy says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// Nothing, which is a refusal unless another policy allows it.
    Silent,
    /// It leaves the answer to the policies of the account that asks.
    Delegated,
    Allowed,
    /// The last word, whatever others say.
    Denied,
}

/// One action on one resource.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) principal: Principal<'a>,
    pub(crate) action: &'a str,
    pub(crate) resource: &'a str,
    pub(crate) context: &'a Context,
}

/// What the document, of whatever kind, says about `action` of `principal` on `resource`. A text
/// that is no policy says nothing.
#[allow(dead_code, reason = "services ask that have policies of their own")]
pub(crate) fn evaluate(
    document: &str,
    principal: Principal<'_>,
    action: &str,
    resource: &str,
    context: &Context,
) -> Verdict {
    let asked = Asked {
        principal,
        action,
        resource,
        context,
    };
    Document::read(document).map_or(Verdict::Silent, |document| document.verdict(asked))
}

// === impl Document ===

impl Document {
    /// What the document says about `asked`.
    pub(crate) fn verdict(&self, asked: Asked<'_>) -> Verdict {
        let verdicts = self.statements.iter();
        let verdicts = verdicts.map(|statement| statement.verdict(asked, self.variables));
        verdicts.max().unwrap_or(Verdict::Silent)
    }

    /// Whether a statement allows it to the caller by its own ARN, that of a user or a session.
    pub(crate) fn invites(&self, asked: Asked<'_>) -> bool {
        let Principal::Aws { arn, .. } = asked.principal else {
            return false;
        };
        let mut allowing = self
            .statements
            .iter()
            .filter(|statement| statement.verdict(asked, self.variables) == Verdict::Allowed);
        allowing.any(|statement| {
            let named = statement.principal.as_ref().filter(|which| !which.not);
            named.is_some_and(|which| which.of.aws().iter().any(|own| own == arn))
        })
    }
}

// === impl Statement ===

impl Statement {
    fn verdict(&self, asked: Asked<'_>, variables: bool) -> Verdict {
        let named = self.names(asked.principal);
        let applies = named != Named::Not
            && self.has_action(asked.action)
            && self.has_resource(asked, variables)
            && self
                .tests
                .iter()
                .all(|test| test.holds(asked.context, variables));
        match (applies, self.allows, named) {
            (false, ..) => Verdict::Silent,
            (true, false, _) => Verdict::Denied,
            (true, true, Named::Account) => Verdict::Delegated,
            (true, true, _) => Verdict::Allowed,
        }
    }

    /// A statement without a principal is about the one who holds it.
    fn names(&self, principal: Principal<'_>) -> Named {
        match &self.principal {
            None => Named::Itself,
            Some(Which { not: false, of }) => of.name(principal),
            Some(Which { not: true, of }) if of.name(principal) == Named::Not => Named::Itself,
            Some(_) => Named::Not,
        }
    }

    fn has_action(&self, action: &str) -> bool {
        let of = &self.action.of;
        of.iter().any(|own| Pattern::plain(own).fits_folded(action)) != self.action.not
    }

    /// A statement without a resource is about what it belongs to.
    fn has_resource(&self, asked: Asked<'_>, variables: bool) -> bool {
        let Some(Which { not, of }) = &self.resource else {
            return true;
        };
        let fits = |own: &String| {
            let pattern = if variables {
                Pattern::filled(own, asked.context)
            } else {
                Some(Pattern::plain(own))
            };
            pattern.is_some_and(|pattern| pattern.fits(asked.resource))
        };
        of.iter().any(fits) != *not
    }
}

#[cfg(test)]
mod tests;
