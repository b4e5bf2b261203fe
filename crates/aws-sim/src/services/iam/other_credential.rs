//! Credentials that users do not have here: devices, certificates and keys of other kinds. Clients that delete a user look for them.

use serde::Deserialize;
use serde_json::Value;

use super::{page::Paging, user};
use crate::{context::Ctx, error::AwsError};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct OfUser {
    user_name: Option<String>,
    #[serde(flatten)]
    page: Paging,
}

pub(super) fn ssh_keys(ctx: &mut Ctx<'_>, input: OfUser) -> Result<Value, AwsError> {
    none(ctx, input, "SSHPublicKeys")
}

pub(super) fn certificates(ctx: &mut Ctx<'_>, input: OfUser) -> Result<Value, AwsError> {
    none(ctx, input, "Certificates")
}

pub(super) fn devices(ctx: &mut Ctx<'_>, input: OfUser) -> Result<Value, AwsError> {
    none(ctx, input, "MFADevices")
}

pub(super) fn of_services(ctx: &mut Ctx<'_>, input: OfUser) -> Result<Value, AwsError> {
    none(ctx, input, "ServiceSpecificCredentials")
}

pub(super) fn virtual_devices(ctx: &mut Ctx<'_>, page: Paging) -> Result<Value, AwsError> {
    page.page(ctx, "VirtualMFADevices", Vec::new())
}

fn none(ctx: &mut Ctx<'_>, input: OfUser, member: &str) -> Result<Value, AwsError> {
    let user = user::caller(ctx, input.user_name)?;
    ctx.world.iam.at(ctx.account).user(&user)?;
    input.page.page(ctx, member, Vec::new())
}
