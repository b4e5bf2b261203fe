//! One instance of a resource, whatever it was read from.

use serde_json::Value;

use crate::{address::Address, attributes::Attributes, types};

/// A resource or data source.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    pub(crate) address: Address,
    /// Whether Terraform manages it; a data source it only reads.
    pub(crate) is_managed: bool,
    /// Such as `aws_connect_queue`.
    pub(crate) r#type: String,
    /// What a person would call it: the key of `for_each`, else the name, with the number of `count`.
    pub(crate) label: String,
    /// The addresses, without indexes, of what it refers to.
    pub(crate) needs: Vec<String>,
    pub(crate) values: Value,
    /// The attributes that the state marks as sensitive; they are not among the values.
    pub(crate) sensitive: Vec<String>,
}

impl Resource {
    pub(crate) fn attributes(&self) -> Attributes<'_> {
        Attributes::of(&self.values)
    }

    /// The instance that it is part of, by id.
    pub(crate) fn instance_id(&self) -> Option<&str> {
        let attributes = self.attributes();
        let of_target = || {
            let (_, below) = attributes.text("target_arn")?.split_once(":instance/")?;
            below.split('/').next()
        };
        match self.r#type.as_str() {
            types::INSTANCE => attributes.text("id"),
            _ => attributes.text("instance_id").or_else(of_target),
        }
    }
}
