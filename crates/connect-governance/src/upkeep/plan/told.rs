//! Steps in words.

use std::fmt;

use super::{BucketPart, Task};
use crate::port::upkeep::AlertDraft;

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CreateKey { key } => write!(f, "make the key {key}"),
            Self::NameKey { key } => write!(f, "give the key {key} its alias"),
            Self::RotateKey { key, is_on: true } => write!(f, "rotate the key {key} every year"),
            Self::RotateKey { key, .. } => write!(f, "rotate the key {key} no longer"),
            Self::SetKeyPolicy { key } => write!(f, "set the policy of the key {key}"),
            Self::CreateBucket { bucket } => write!(f, "make the bucket {bucket}"),
            Self::SetBucket { bucket, part } => write!(f, "{part} of the bucket {bucket}"),
            Self::KeepRules { bucket, rules } => {
                let prefixes: Vec<&str> = rules.iter().map(|rule| rule.prefix.as_str()).collect();
                let prefixes = prefixes.join(", ");
                write!(f, "set the lifecycle of {prefixes} in the bucket {bucket}")
            }
            Self::Associate { sort } => write!(f, "say where {} goes", sort.as_str()),
            Self::Redirect { sort } => write!(f, "change where {} goes", sort.as_str()),
            Self::Tag { what, tags, .. } => {
                let keys: Vec<&str> = tags.iter().map(|(key, _)| key).collect();
                write!(f, "tag {what} with {}", keys.join(", "))
            }
            Self::Activate { keys } => write!(f, "allocate cost by {}", keys.join(", ")),
            Self::CreateBudget { budget } => write!(f, "make the budget {budget}"),
            Self::UpdateBudget { budget } => write!(f, "update the budget {budget}"),
            Self::AddAlert { budget, alert } => {
                write!(f, "add the alert {alert} to the budget {budget}")
            }
            Self::SetSubscribers { budget, alert } => {
                write!(
                    f,
                    "change who is told by the alert {alert} of the budget {budget}"
                )
            }
            Self::RemoveAlert { budget, told } => {
                write!(f, "remove the alert {told} from the budget {budget}")
            }
        }
    }
}

impl fmt::Display for BucketPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PublicAccess => "block public access",
            Self::Encryption => "set the encryption",
            Self::Policy => "demand TLS in the policy",
        })
    }
}

impl fmt::Display for AlertDraft {
    /// Without a space, as ids of steps have it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = if self.is_forecast {
            "forecast"
        } else {
            "actual"
        };
        write!(f, "{about}-{}", self.percent)
    }
}
