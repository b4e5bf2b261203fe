//! Security profiles.

record! {
    /// What a user may do in the instance.
    pub struct SecurityProfileSpec {
        /// What people read about it.
        description: Option<String> [Limit::Chars(1, 250)],
        /// Names of permissions, as the API spells them.
        permissions: Vec<String> [Limit::Items(0, 500), Limit::Chars(1, 128)] = Vec::new(),
    }
}
