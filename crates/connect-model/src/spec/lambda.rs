//! Lambda functions.

use super::entry::{Declared, Naming, Seen};
use crate::{Arn, spec::Kind};

record! {
    /// A function that flows may call.
    pub struct LambdaFunctionSpec {
        /// The function.
        arn: Arn [Limit::Chars(1, 140)],
    }
}

impl Declared for LambdaFunctionSpec {
    const KIND: Kind = Kind::LambdaFunction;
    const NAMING: Naming = Naming::Key;
    const SHORTHAND: Option<&'static str> = Some("arn");
    const IS_TAGGED: bool = false;
    type Members = Self;

    fn settle(members: Self, _: &mut Seen<'_, '_>) -> Option<Self> {
        Some(members)
    }
}
