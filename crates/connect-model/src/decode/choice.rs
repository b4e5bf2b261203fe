//! Enums whose variants are words.

use super::Reader;
use crate::{
    tree::{Node, Path, Value},
    words::{quote, suggest},
};

/// Makes an enum of the spec: its variants by the words that stand for them.
macro_rules! choice {
    (
        $(#[doc = $doc:literal])+
        $vis:vis enum $name:ident {$(
            $(#[doc = $about:literal])+
            $variant:ident = $word:literal
        ),+ $(,)?}
    ) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name {$(
            $(#[doc = $about])+
            $variant
        ),+}

        impl $name {
            /// Every variant, in the order of the list.
            $vis const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word that stands for it in a spec and, where AWS knows it, in the API.
            $vis fn as_str(self) -> &'static str {
                match self {$(Self::$variant => $word),+}
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::text::Malformed;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                let known = Self::ALL.iter().copied().find(|choice| choice.as_str() == word);
                known.ok_or(Self::Err::new(concat!("one of", $(" ", $word),+)))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let word = <String as serde::Deserialize>::deserialize(from)?;
                word.parse().map_err(serde::de::Error::custom)
            }
        }

        impl $crate::decode::Decode for $name {
            fn decode(
                node: &$crate::tree::Node,
                at: &$crate::tree::Path<'_>,
                reader: &mut $crate::decode::Reader<'_>,
            ) -> Option<Self> {
                $crate::decode::read_choice(&[$($word),+], node, at, reader)?.parse().ok()
            }

            fn schema(_: &mut $crate::decode::Definitions) -> serde_json::Value {
                serde_json::json!({ "enum": [$($word),+] })
            }
        }
    };
}

/// Reads one of the words.
pub(crate) fn read_choice<'n>(
    words: &[&str],
    node: &'n Node,
    at: &Path<'_>,
    reader: &mut Reader<'_>,
) -> Option<&'n str> {
    if node.value == Value::Broken {
        return None;
    }
    let Some(word) = node.text() else {
        return super::wrong_type(&wanted(words), node, at, reader);
    };
    if words.contains(&word) {
        return Some(word);
    }
    let message = format!("{} is not {}", quote(word), wanted(words));
    let remedy = suggest(word, words, "use one of these words, in capitals");
    reader.find("not-one-of", node, at, message, remedy);
    None
}

fn wanted(words: &[&str]) -> String {
    match words {
        [word] => (*word).to_owned(),
        _ => format!("one of {}", words.join(", ")),
    }
}
