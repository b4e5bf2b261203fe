//! Names → ids and ARNs of one instance.

use std::fmt;

use serde::Serialize;

use crate::{
    action::Action,
    document::Document,
    reference::{
        Claim, arn, claims,
        kind::RefKind,
        portable::{Ref, RefError},
    },
    rewrite::{Names, Rewrite, rewrite},
};

/// A portable reference that could not be resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unresolved {
    /// `Identifier` of the action.
    pub action: String,
    /// JSON pointer into the content.
    pub path: String,
    /// The reference as it is written.
    pub reference: String,
    /// What is in the way.
    pub reason: UnresolvedReason,
}

/// Why a portable reference could not be resolved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UnresolvedReason {
    /// The lookup does not know it.
    NotFound(Ref),
    /// It names another kind of thing than belongs there.
    WrongKind {
        /// What belongs there.
        expected: RefKind,
    },
    /// It is not a portable reference at all.
    Malformed {
        /// What is wrong with it, in words.
        problem: String,
    },
    /// It is a member's name, and its object has a member of the resolved name already.
    Taken,
}

impl Document {
    /// Replaces every portable reference by what the lookup answers, also where plain data holds
    /// one and where the designer's metadata repeats it. [`RefKind`] says what to answer per kind.
    ///
    /// The lookup is asked for the thing without version or alias, which is then put behind its
    /// answer. On failure everything that is missing is reported at once, in document order.
    pub fn resolve(
        &self,
        lookup: &dyn Fn(&Ref) -> Option<String>,
    ) -> Result<Self, Vec<Unresolved>> {
        self.clone().into_resolved(lookup)
    }

    /// The same where the document itself is not needed any more.
    pub fn into_resolved(
        mut self,
        lookup: &dyn Fn(&Ref) -> Option<String>,
    ) -> Result<Self, Vec<Unresolved>> {
        let (mut rewrites, mut missing) = (Vec::new(), Vec::new());
        for action in self.actions() {
            for claim in claims(action) {
                match bind(&claim, lookup) {
                    Ok((new, names)) => rewrites.push(bound(action, claim, new, names)),
                    Err(reason) => missing.push(unresolved(action, claim, reason)),
                }
            }
        }
        if missing.is_empty() {
            let taken = rewrite(&mut self.content, rewrites);
            missing.extend(taken.into_iter().filter_map(|rewrite| self.taken(rewrite)));
        }
        if missing.is_empty() {
            Ok(self)
        } else {
            Err(missing)
        }
    }

    /// Gives other names to what the document refers to; `to` answers nothing for names that stay. It is
    /// asked for the thing without version or alias, which follows the new name.
    pub fn rename(&self, to: &dyn Fn(&Ref) -> Option<Ref>) -> Self {
        let mut rewrites = Vec::new();
        for action in self.actions() {
            let claims = claims(action).into_iter();
            rewrites.extend(claims.filter_map(|claim| renamed(action, claim, to)));
        }
        let mut document = self.clone();
        // A case field whose name is a member already stays as it is: nothing may be lost.
        let _taken = rewrite(&mut document.content, rewrites);
        document
    }

    /// Everything that the document refers to by name, in document order: what
    /// [`Document::resolve`] asks for, with versions and aliases. What is malformed names nothing.
    pub fn names(&self) -> Vec<Ref> {
        let of_action = |action: Action<'_>| {
            let claims = claims(action).into_iter();
            claims.filter_map(|claim| name(&claim).ok())
        };
        self.actions().flat_map(of_action).collect()
    }

    fn taken(&self, rewrite: Rewrite) -> Option<Unresolved> {
        let action = self.actions().nth(rewrite.action)?;
        let claim = Claim {
            place: rewrite.place,
            text: rewrite.old,
            slot: rewrite.slot,
        };
        Some(unresolved(action, claim, UnresolvedReason::Taken))
    }
}

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            action,
            path,
            reference,
            reason,
        } = self;
        write!(f, "`{reference}` in action `{action}` ({path}): {reason}")
    }
}

impl fmt::Display for UnresolvedReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound(name) => write!(f, "there is no {} of that name", name.kind()),
            Self::WrongKind { expected } => write!(f, "a {expected} belongs there"),
            Self::Malformed { problem } => f.write_str(problem),
            Self::Taken => f.write_str("two members would get the same name"),
        }
    }
}

/// The reference of a claim, if it is well formed and of the kind that belongs there.
pub(crate) fn name(claim: &Claim) -> Result<Ref, UnresolvedReason> {
    let malformed = |error: RefError| UnresolvedReason::Malformed {
        problem: error.to_string(),
    };
    let name: Ref = claim.text.parse().map_err(malformed)?;
    match claim.slot {
        Some(slot) if slot.kind != name.kind() => Err(UnresolvedReason::WrongKind {
            expected: slot.kind,
        }),
        _ => Ok(name),
    }
}

fn bind(
    claim: &Claim,
    lookup: &dyn Fn(&Ref) -> Option<String>,
) -> Result<(String, Option<Names>), UnresolvedReason> {
    let name = name(claim)?;
    let Some(thing) = lookup(&name.without_qualifier()) else {
        return Err(UnresolvedReason::NotFound(name));
    };
    let names = names(&name, &thing);
    let new = match name.qualifier() {
        Some(qualifier) => format!("{thing}:{qualifier}"),
        None => thing,
    };
    Ok((new, names))
}

fn renamed(action: Action<'_>, claim: Claim, to: &dyn Fn(&Ref) -> Option<Ref>) -> Option<Rewrite> {
    let name = name(&claim).ok()?;
    let thing = to(&name.without_qualifier())?;
    let new = match name.qualifier() {
        Some(qualifier) => thing.with_qualifier(qualifier).ok()?,
        None => thing,
    };
    Some(bound(action, claim, new.to_string(), None))
}

/// What the designer shows for a thing.
fn names(name: &Ref, thing: &str) -> Option<Names> {
    let plain = |display: &str| Names {
        display: display.to_owned(),
        bot: None,
    };
    match name.kind() {
        RefKind::Lambda => Some(plain(
            arn::function_name(thing).unwrap_or_else(|| name.name()),
        )),
        RefKind::Lex => name.name().split_once('/').map(|(bot, alias)| Names {
            display: alias.to_owned(),
            bot: Some(bot.to_owned()),
        }),
        _ => Some(plain(name.name())),
    }
}

fn bound(action: Action<'_>, claim: Claim, new: String, names: Option<Names>) -> Rewrite {
    let Claim { place, text, slot } = claim;
    Rewrite {
        action: action.index,
        place,
        slot,
        old: text,
        new,
        names,
    }
}

fn unresolved(action: Action<'_>, claim: Claim, reason: UnresolvedReason) -> Unresolved {
    Unresolved {
        action: action.identifier().to_owned(),
        path: claim.place.pointer,
        reference: claim.text,
        reason,
    }
}
