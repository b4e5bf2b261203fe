//! Lambda functions.

use crate::Arn;

record! {
    /// A function that flows may call.
    pub struct LambdaFunctionSpec {
        /// The function.
        arn: Arn [Limit::Chars(1, 140)],
    }
}
