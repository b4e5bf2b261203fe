//! Who may do what.

mod administrators_many;
mod holders;
mod identity_local_passwords;
mod origin_insecure;
mod outbound_open;
mod outbound_wider_than_needed;
mod role_open;
mod role_rights_unused;
mod role_wildcard;
mod security_profile_self_raising;
mod security_profile_unredacted;
mod security_profile_unused;
mod security_profile_wide;
mod user_idle;
mod user_never_signed_in;

use crate::Rule;

/// Its rules.
pub(in crate::rules) static RULES: &[&Rule] = &[
    &identity_local_passwords::RULE,
    &administrators_many::RULE,
    &security_profile_self_raising::RULE,
    &security_profile_wide::RULE,
    &security_profile_unused::RULE,
    &security_profile_unredacted::RULE,
    &outbound_wider_than_needed::RULE,
    &outbound_open::RULE,
    &user_never_signed_in::RULE,
    &user_idle::RULE,
    &origin_insecure::RULE,
    &role_wildcard::RULE,
    &role_open::RULE,
    &role_rights_unused::RULE,
];
