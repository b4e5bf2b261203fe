//! What queues and quick connects refer to and the simulator does not keep yet: any id is taken for
//! that of a flow or a phone number.

use super::state::Instance;
use crate::{context::Ctx, error::AwsError};

/// The id of the flow with this id or ARN.
pub(super) fn flow(_: &Instance, id: &str, _: &[&str]) -> Result<String, AwsError> {
    Ok(plain(id))
}

/// The id of the phone number with this id or ARN.
pub(super) fn phone_number(_: &Ctx<'_>, _: &Instance, id: &str) -> Result<String, AwsError> {
    Ok(plain(id))
}

fn plain(id: &str) -> String {
    id.rsplit('/').next().unwrap_or(id).to_owned()
}
