//! Key Management Service: keys, aliases and grants.
//!
//! Nothing is kept secret: what a key encrypts can be read by whoever looks hard enough. The rules
//! about who may use which key when are those of AWS.

mod access;
mod alias;
mod data;
mod deletion;
mod errors;
mod grant;
mod key;
mod managed;
mod page;
mod policy;
mod rotation;
mod seal;
mod state;
mod tag;

pub(crate) use self::{
    access::{check, granted, policy, resource, sealed_by, tags},
    grant::{Made as Lent, give_back, lend},
    state::State,
};
use super::Operations;

#[rustfmt::skip] // One line an operation.
pub(super) fn operations() -> Operations {
    Operations::default()
        .on("CreateKey", key::create)
        .on("DescribeKey", key::describe)
        .on("ListKeys", key::list)
        .on("EnableKey", key::enable)
        .on("DisableKey", key::disable)
        .on("UpdateKeyDescription", key::update)
        .on("ScheduleKeyDeletion", deletion::schedule)
        .on("CancelKeyDeletion", deletion::cancel)
        .on("CreateAlias", alias::create)
        .on("UpdateAlias", alias::update)
        .on("DeleteAlias", alias::delete)
        .on("ListAliases", alias::list)
        .on("GetKeyPolicy", policy::get)
        .on("PutKeyPolicy", policy::put)
        .on("ListKeyPolicies", policy::list)
        .on("CreateGrant", grant::create)
        .on("ListGrants", grant::list)
        .on("ListRetirableGrants", grant::list_retirable)
        .on("RetireGrant", grant::retire)
        .on("RevokeGrant", grant::revoke)
        .on("EnableKeyRotation", rotation::enable)
        .on("DisableKeyRotation", rotation::disable)
        .on("GetKeyRotationStatus", rotation::status)
        .on("RotateKeyOnDemand", rotation::now)
        .on("ListKeyRotations", rotation::list)
        .on("TagResource", tag::tag)
        .on("UntagResource", tag::untag)
        .on("ListResourceTags", tag::list)
        .on("Encrypt", data::encrypt)
        .on("Decrypt", data::decrypt)
        .on("ReEncrypt", data::re_encrypt)
        .on("GenerateDataKey", data::generate)
        .on("GenerateDataKeyWithoutPlaintext", data::generate_hidden)
        .on("GenerateRandom", data::random)
}
