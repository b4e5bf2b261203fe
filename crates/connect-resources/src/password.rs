//! First passwords.

use std::fmt::Debug;

use connect_model::Secret;

/// Makes passwords that Amazon Connect accepts: 8 to 64 characters with a lower-case letter, an
/// upper-case letter and a digit, without blanks (facts/connect-api.md, 6.1).
pub trait PasswordSource: Debug + Send + Sync {
    /// A new one at every call.
    fn password(&self) -> Secret;
}
