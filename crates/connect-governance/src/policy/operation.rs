//! Operations as the meter counts them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The call by which a target itself signs in. It is made by who asks for the role, not by the role.
const SIGN_IN: &str = "sts:AssumeRole";

/// An operation of AWS: `connect:CreateQueue`.
///
/// The service is its signing name, the operation is called as in the API. Tallies have a dot between
/// the two; it is read as well.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Operation {
    service: String,
    name: String,
}

/// Why a text is no operation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no operation such as connect:CreateQueue")]
pub struct NoOperation(String);

/// What a session called, as its tallies name it, but for the call by which it signed in.
///
/// A text that is no operation is left out: a meter makes none.
pub fn recorded<'n>(names: impl IntoIterator<Item = &'n str>) -> super::Operations {
    let read = names
        .into_iter()
        .filter_map(|name| Operation::parse(name).ok());
    read.filter(|it| it.to_string() != SIGN_IN).collect()
}

// === impl Operation ===

impl Operation {
    /// Reads `service:Operation` or `service.Operation`.
    pub fn parse(text: &str) -> Result<Self, NoOperation> {
        let plain = |part: &str| !part.is_empty() && part.bytes().all(is_plain);
        match text.split_once([':', '.']) {
            Some((service, name)) if plain(service) && plain(name) => Ok(Self {
                service: service.to_owned(),
                name: name.to_owned(),
            }),
            _ => Err(NoOperation(text.to_owned())),
        }
    }

    /// The service.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// The operation.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.service, self.name)
    }
}

impl TryFrom<String> for Operation {
    type Error = NoOperation;

    fn try_from(text: String) -> Result<Self, NoOperation> {
        Self::parse(&text)
    }
}

impl From<Operation> for String {
    fn from(operation: Operation) -> Self {
        operation.to_string()
    }
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_read_with_a_colon_or_a_dot() {
        let one = Operation::parse("connect.CreateQueue").unwrap();
        assert_eq!(one, Operation::parse("connect:CreateQueue").unwrap());
        assert_eq!(
            (one.service(), one.name(), one.to_string().as_str()),
            ("connect", "CreateQueue", "connect:CreateQueue")
        );
        for wrong in [
            "",
            "connect",
            "connect:",
            ":CreateQueue",
            "connect:*",
            "a b:C",
        ] {
            assert!(Operation::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_was_recorded_is_without_the_call_that_signed_in() {
        let recorded = recorded(["connect.ListQueues", "sts.AssumeRole", "odd"]);
        let recorded: Vec<_> = recorded.iter().map(ToString::to_string).collect();
        assert_eq!(recorded, ["connect:ListQueues"]);
    }
}
