//! Lambda functions.

use serde::Serialize;

use super::entry::{Declared, Naming, Seen};
use crate::{Arn, Name, spec::Kind};

/// A function that flows may call.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LambdaFunctionSpec {
    /// One that somebody else keeps.
    There {
        /// Its ARN, or that of a version or alias of it.
        arn: Arn,
    },
    /// One that is declared here, by its alias.
    Declared {
        /// Its name.
        function: Name,
    },
}

record! {
    /// A function that flows may call: one of the section `functions`, or any other by its ARN.
    pub(crate) struct LambdaFunctionMembers {
        /// The function, or a version or alias of it, in place of `function`.
        arn: Option<Arn> [Limit::Chars(1, 140)],
        /// A function that is declared here, by name; flows call its alias.
        function: Option<Name> [Limit::Refers(Kind::Function)],
    }
}

impl Declared for LambdaFunctionSpec {
    const KIND: Kind = Kind::LambdaFunction;
    const NAMING: Naming = Naming::Key;
    const SHORTHAND: Option<&'static str> = Some("arn");
    const IS_TAGGED: bool = false;
    type Members = LambdaFunctionMembers;

    fn settle(members: LambdaFunctionMembers, seen: &mut Seen<'_, '_>) -> Option<Self> {
        let LambdaFunctionMembers { arn, function } = members;
        if seen.has("function") {
            seen.forbid(&["arn"], "\"function\"");
            let function = function?;
            return Some(Self::Declared { function });
        }
        let arn = seen.require("arn", arn, "add it, or function")?;
        Some(Self::There { arn })
    }
}

// === impl LambdaFunctionSpec ===

impl LambdaFunctionSpec {
    /// The ARN of one that somebody else keeps.
    pub fn arn(&self) -> Option<&Arn> {
        match self {
            Self::There { arn } => Some(arn),
            Self::Declared { .. } => None,
        }
    }

    /// The name of one that is declared here.
    pub fn function(&self) -> Option<&Name> {
        match self {
            Self::There { .. } => None,
            Self::Declared { function } => Some(function),
        }
    }
}
