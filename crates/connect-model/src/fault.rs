//! What a call to AWS can answer other than what was asked for.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A call that failed, in a form that outlives the process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// What the caller can do about it.
    pub class: FaultClass,
    /// The service as in its signing name: `connect`.
    pub service: String,
    /// The operation as AWS names it: `CreateQueue`.
    pub operation: String,
    /// The error code as AWS names it, or a word of ours when nothing came back.
    pub code: String,
    /// The message as AWS gave it; may be empty.
    pub message: String,
    /// The request id to give to AWS support.
    pub request_id: Option<String>,
    /// The problems that a flow validator listed, in its order.
    pub problems: Vec<String>,
}

/// What the caller of AWS can do about a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FaultClass {
    /// Refused for its rate, without effect: ask again, slower.
    Throttled,
    /// A server error, a cut line or a timeout: whether it took effect is unknown, so look first.
    Unavailable,
    /// Never reached AWS, so without effect.
    NotSent,
    /// The thing does not exist.
    NotFound,
    /// The name or key is taken.
    Duplicate,
    /// Something else still refers to the thing.
    InUse,
    /// The thing is in a state that does not allow the call.
    Conflict,
    /// A quota is full. Final: asking again cannot help.
    QuotaFull,
    /// The caller may not do this.
    Denied,
    /// The request itself is wrong.
    Invalid,
    /// The thing is still being made.
    NotReady,
    /// Anything that no other class says.
    Other,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.code)?;
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        for problem in &self.problems {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_operation_code_and_message_and_survives_json() {
        let mut fault = Fault {
            class: FaultClass::QuotaFull,
            service: "connect".into(),
            operation: "CreateQueue".into(),
            code: "LimitExceededException".into(),
            message: "The limit is 50.".into(),
            request_id: Some("r-1".into()),
            problems: Vec::new(),
        };
        assert_eq!(
            fault.to_string(),
            "CreateQueue: LimitExceededException: The limit is 50."
        );
        fault.message.clear();
        fault.problems.push("Invalid Action property name.".into());
        assert_eq!(
            fault.to_string(),
            "CreateQueue: LimitExceededException\n  Invalid Action property name."
        );
        let json = serde_json::to_string(&fault).unwrap();
        assert_eq!(serde_json::from_str::<Fault>(&json).unwrap(), fault);
    }
}
