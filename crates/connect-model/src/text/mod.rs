//! Checked texts: a value of these types is the proof that its text keeps the rule.

/// Makes checked text types: `Name, "what is wanted", Some("pattern for the schema"), check;`.
///
/// With `as "rule-id"` at the end the type can stand in a spec, and that rule speaks for it; with
/// `known`, a function lists texts to guess from.
macro_rules! text {
    ($(
        $(#[doc = $doc:literal])+
        $name:ident, $expected:literal, $pattern:expr, $check:path
            $(, as $rule:literal $(, known $known:path)?)?;
    )+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Checks a text.
            pub fn new(text: impl Into<String>) -> Result<Self, $crate::text::Malformed> {
                let text = text.into();
                if $check(&text) {
                    Ok(Self(text))
                } else {
                    Err($crate::text::Malformed::new($expected))
                }
            }

            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::text::Malformed;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(from)?;
                Self::new(text).map_err(serde::de::Error::custom)
            }
        }

        $(
            impl $crate::decode::Pattern for $name {
                const RULE: &'static str = $rule;
                const EXPECTED: &'static str = $expected;
                const PATTERN: Option<&'static str> = $pattern;

                fn read(text: &str) -> Option<Self> {
                    Self::new(text).ok()
                }

                $(
                    fn known() -> Vec<&'static str> {
                        $known()
                    }
                )?
            }

            impl $crate::decode::Decode for $name {
                fn decode(
                    node: &$crate::tree::Node,
                    at: &$crate::tree::Path<'_>,
                    reader: &mut $crate::decode::Reader<'_>,
                ) -> Option<Self> {
                    $crate::decode::read_pattern(node, at, reader)
                }

                fn schema(_: &mut $crate::decode::Definitions) -> serde_json::Value {
                    $crate::decode::pattern_schema::<Self>()
                }
            }
        )?
    )+};
}

mod cloud;
mod country;
mod date;
mod group_path;
mod instance;
mod label;
mod outside;
mod person;
mod phone;
mod s3;
mod s3_uri;
mod zone;

use std::fmt;

pub use cloud::{BotName, FunctionName};
pub use country::Country;
pub use date::Date;
pub use instance::{Alias, DirectoryId};
pub use label::{DirectoryName, GroupPath, Key, Name, SecurityProfileName};
pub use outside::{IamName, Origin};
pub use person::{Email, Username};
pub use phone::{E164, NumberPrefix};
pub use s3::BucketName;
pub use s3_uri::S3Uri;
pub use zone::TimeZone;

/// A text does not keep the rule of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    expected: &'static str,
}

impl Malformed {
    /// Says what stood where something else was wanted.
    pub(crate) fn new(expected: &'static str) -> Self {
        Self { expected }
    }

    /// What was wanted, as a noun phrase: "an account id of 12 digits".
    pub fn expected(&self) -> &'static str {
        self.expected
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this is not {}", self.expected)
    }
}

impl std::error::Error for Malformed {}
