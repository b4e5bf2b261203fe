//! `aws_connect_lambda_function_association`.

use crate::{
    draft::{Draft, Slot},
    entry::{Entry, Refusal},
    family::Family,
    report::Taken,
    resource::Resource,
};

const SLOT: Slot = Slot {
    section: "lambda_functions",
    by_key: true,
    family: Some(Family::Lambda),
    is_tagged: false,
};

pub(super) fn write(resource: &Resource, draft: &mut Draft<'_>) -> Result<Taken, Refusal> {
    let mut entry = Entry::of(resource);
    entry.require("arn", "function_arn")?;
    draft.add(SLOT, &resource.label, entry)
}
